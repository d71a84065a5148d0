// What a run has found, for people, for programs and for build servers.
#pragma once

#include "conformance/runner.hpp"

#include <boost/json/value.hpp>

#include <ostream>
#include <span>
#include <string>

namespace conformance {

// A failure with its exchange; one that was not tried with its reason.
void write_outcome(std::ostream& out, const Outcome& outcome, Version version);

// A line per topic, and the totals.
void write_summary(std::ostream& out, std::span<const Outcome> outcomes, Version version);

// Every requirement: id, level and paragraph in each version, title, mutation.
void write_list(std::ostream& out, std::span<const Requirement* const> requirements);

// {"version": "2.0.0", "passed": n, "mustsFailed": n, "shouldsFailed": n, "otherChoices": n,
//  "notTried": n, "findings": [{"id", "title", "level", "paragraph", "expected", "found",
//  "request", "answer"}], "untried": [{"id", "why"}]}
json::value report_json(std::span<const Outcome> outcomes, Version version);

// JUnit's XML. A should or a choice that fails is skipped there, with what was found.
std::string report_junit(std::span<const Outcome> outcomes, Version version);

} // namespace conformance
