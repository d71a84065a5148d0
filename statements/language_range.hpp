// Which entry of a language map a reader gets.
//
// xAPI 1.0.3 Communication 2.1.3 "Language Filtering Requirements for Canonical Format Statements"
// (IEEE 9274.1.1 4.1.6.1): Accept-Language is applied to each language map by itself. There is
// always an answer, never an error: what a header has that is not well-formed is not read.
#pragma once

#include <boost/json/object.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace limits {

inline constexpr std::size_t language_ranges = 32; // Of one header; those behind are not read.

} // namespace limits

namespace statements {

// A basic language range (RFC 4647 2.1).
struct LanguageRange {
    std::string tag; // In lower case; "*": any language that no other range covers.
    int quality;     // Thousandths, 0 to 1000; 0: not acceptable.

    bool operator==(const LanguageRange&) const = default;
};

// The value of Accept-Language (RFC 9110 12.5.4; several fields are one, joined by commas), best
// first; ranges of one quality keep their order. Empty without a header.
std::vector<LanguageRange> parse_accept_language(std::string_view header);

// The entry for a reader who asks for these ranges, which must be of parse_accept_language();
// nullptr for an empty map only.
//
// The range that decides about a tag is the longest one that it equals or begins with ("en" covers
// "en-GB"): so RFC 2616 14.4, which 1.0.3 names. A tag that no range covers is found by lookup (RFC
// 4647 3.4: "de-CH" is cut to "de"), else by "*". Of the tags of one range its own comes first,
// then longer ones, then what it was cut to, little before much. If nothing is found: a sister
// ("en-US" for "en-GB"), any that is not refused by name (q=0), any. Ties go to the map's first.
const boost::json::key_value_pair* choose(std::span<const LanguageRange> ranges,
                                          const boost::json::object& map);

} // namespace statements
