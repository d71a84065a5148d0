// Tries requirements on a server, one after another.
#pragma once

#include "conformance/requirement.hpp"
#include "conformance/talk.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace conformance {

enum class Verdict { passed, failed, not_tried };

struct Outcome {
    const Requirement* requirement;
    Verdict verdict;
    std::string expected{}; // Of a failure.
    std::string found{};
    std::string why{};                  // Not tried.
    std::optional<Exchange> exchange{}; // Of a failure: the one that showed it.
};

// Never throws what a check throws.
Outcome try_requirement(const Requirement& requirement, const Lrs& lrs);

// Those whose id fits the glob and about which this version says something.
std::vector<const Requirement*> selected(Version version, std::string_view glob);

struct Counts {
    std::size_t passed = 0;
    std::size_t failed_musts = 0;
    std::size_t failed_shoulds = 0;
    std::size_t other_choices = 0;
    std::size_t not_tried = 0;

    void add(const Outcome& outcome, Version version);
};

// All musts hold; `strict`: everything that was tried does.
bool is_conformant(const Counts& counts, bool strict);

} // namespace conformance
