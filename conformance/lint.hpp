// Statements in a file, checked against the rules without any server.
#pragma once

#include "base/error.hpp"
#include "statements/version.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace conformance {

struct LintFinding {
    std::size_t line;          // From 1: where the value stands, or the object that lacks it.
    std::size_t statement;     // From 0.
    base::Complaint complaint; // Of bad JSON: rule "json".
    std::string paragraph;     // "Data 2.4.3.s3.table1", "4.2.2.2". Empty: the rows know none.
};

struct LintResult {
    std::size_t statements = 0;
    std::vector<LintFinding> findings;
};

// One statement, an array of them, or one per line (blank lines are skipped). Pure.
LintResult lint(std::string_view text, statements::Version version);

// Where conformance/statements.hpp has the rule. Empty: nowhere.
std::string paragraph_of(std::string_view rule, statements::Version version);

} // namespace conformance
