// The vocabulary of the tables in shapes.cpp: what a single value can be asked to be, and how
// lists, objects and maps are made of it.
#pragma once

#include "base/iri.hpp"
#include "statements/checks.hpp"
#include "statements/shapes.hpp"

namespace statements::shapes {

// Single values. 1.0.3 Data 2.2.s4 and 4; IEEE 4.2.1 and 4.2.7.

constexpr Type value(std::string_view rule, std::string_view expected,
                     bool (*fits)(const boost::json::value&))
{
    return {.form = Type::Form::value, .rule = rule, .expected = expected, .fits = fits};
}

inline constexpr Type judged{.form = Type::Form::judged};
inline constexpr Type text = value("string", "be a string", is_text);
inline constexpr Type boolean = value("boolean", "be true or false", is_boolean);
inline constexpr Type number = value("number", "be a number", is_number);
inline constexpr Type octets = value("integer", "be a whole number, 0 or more", is_octets);
inline constexpr Type iri = value("iri", "be an IRI with a scheme", is_iri);
inline constexpr Type uri = value("uri", "be a URI with a scheme", is_uri);
inline constexpr Type mailto = value("mailto", R"(be "mailto:" and one e-mail address)", is_mailto);
inline constexpr Type sha1 = value("sha1", "be the 40 hexadecimal digits of a SHA-1 hash", is_sha1);
inline constexpr Type sha2 =
    value("sha2", "be the 56, 64, 96 or 128 hexadecimal digits of a SHA-2 hash", is_sha2);
inline constexpr Type uuid =
    value("uuid", "be a UUID: hexadecimal digits in groups of 8-4-4-4-12", is_uuid);
inline constexpr Type iso8601 = value(
    "iso8601", R"(be a date and time of ISO 8601 such as "2026-01-31T09:30:00Z")", is_iso8601);
inline constexpr Type rfc3339 = value(
    "rfc3339", R"(be a date and time of RFC 3339 with its zone such as "2026-01-31T09:30:00Z")",
    is_rfc3339);
inline constexpr Type duration =
    value("duration", R"(be a duration of ISO 8601 such as "PT1H30M")", is_duration);
inline constexpr Type language =
    value("language", R"(be a language tag of RFC 5646 such as "de" or "en-GB")", is_language);
inline constexpr Type media_type =
    value("media_type", R"(be a media type such as "text/plain")", is_media_type);
inline constexpr Type interaction_type =
    value("value",
          "be true-false, choice, fill-in, long-fill-in, matching, performance, sequencing, "
          "likert, numeric or other",
          is_interaction_type);
inline constexpr Type version_1_0 =
    value("v1_0", R"(be "1.0" or start with "1.0.")", is_version_1_0);
inline constexpr Type version_1_0_or_2_0 = value(
    "v2_0", R"(be "2.0" or "1.0", or one of them with a patch number)", is_version_1_0_or_2_0);

// Compositions.

constexpr Type list_of(const Type& item)
{
    return {.form = Type::Form::list, .rule = "list", .expected = "be an array", .item = &item};
}

constexpr Type one_or_list_of(const Type& item)
{
    return {.form = Type::Form::one_or_list, .item = &item};
}

// The first variant is meant when objectType is absent, unless it is always required.
constexpr Type object_of(std::span<const Variant> variants,
                         Presence object_type = Presence::optional)
{
    return {.form = Type::Form::object,
            .rule = "object",
            .expected = "be an object",
            .variants = variants,
            .first_is_default = object_type == Presence::optional};
}

constexpr Type map(std::string_view name, std::string_view key_rule, std::string_view key_expected,
                   bool (*key_fits)(std::string_view), const Type* item)
{
    return {.form = Type::Form::map,
            .rule = name,
            .expected = "be an object",
            .key_fits = key_fits,
            .key_rule = key_rule,
            .key_expected = key_expected,
            .item = item};
}

// 1.0.3 Data 4.2; IEEE 4.2.7 "Language Maps".
inline constexpr Type language_map =
    map("language_map", "tag", "have a language tag of RFC 5646 as its key", base::is_language_tag,
        &text);

// 1.0.3 Data 4.1; IEEE 4.2.7 "Extensions": the values are nobody's business here.
inline constexpr Type extensions =
    map("extensions", "iri", "have an IRI with a scheme as its key", base::is_iri, nullptr);

} // namespace statements::shapes
