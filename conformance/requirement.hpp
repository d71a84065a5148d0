// What the standards ask of a learning record store, as data: one row per requirement.
#pragma once

#include "statements/version.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace conformance {

using statements::Version;

class Talk;

enum class Level {
    must,
    should,
    choice, // The standards leave it open; it is what this house's server has decided.
};

// What one version of the standard says of it: "Communication 2.1.1" is a paragraph of xAPI 1.0.3's
// parts, "4.1.6.1" one of IEEE 9274.1.1. Of a choice, why it is one.
struct Says {
    Level level = Level::must;
    std::string_view paragraph{}; // Empty: nothing, so it is not asked under this version.
};

constexpr Says must(std::string_view paragraph)
{
    return {Level::must, paragraph};
}

constexpr Says should(std::string_view paragraph)
{
    return {Level::should, paragraph};
}

constexpr Says choice(std::string_view paragraph)
{
    return {Level::choice, paragraph};
}

inline constexpr Says silent{};

struct Requirement {
    std::string id; // "topic.what[.more]", stable.
    std::string_view title;
    Says v1_0_3;
    Says v2_0_0;
    // Returns when it holds; throws what talk.hpp lists when not.
    std::function<void(Talk&)> check;
    // A fault of a server under which the check must fail. tests/conformance/mutation.hpp says how
    // it reads.
    std::string_view mutation;
};

inline const Says& says(const Requirement& requirement, Version version)
{
    return version == Version::v1_0_3 ? requirement.v1_0_3 : requirement.v2_0_0;
}

std::string_view to_string(Level level);

// The id up to its first dot.
std::string_view topic_of(const Requirement& requirement);

// "*" is any text, "?" any character.
bool fits_glob(std::string_view text, std::string_view glob);

// Every one, topic by topic.
const std::vector<Requirement>& requirements();

} // namespace conformance
