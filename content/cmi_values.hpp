// The single values of SCORM's data model, as texts of either version.
#pragma once

#include "content/cmi.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace content {

// A decimal (1.2: CMIDecimal; 2004: real(10,7)) as a JSON number with the same digits: " .50 " is
// "0.50". Empty: none; one with an exponent; more than limits::scorm_decimal_characters.
std::optional<std::string> decimal(std::string_view text);

// Of what decimal() gave: a whole number where it is one and fits, else the nearest double.
boost::json::value number(std::string_view decimal);

// 1.2: "HHHH:MM:SS.SS", hours of any number of digits; 2004: a duration of ISO 8601 without a sign,
// whose months have 30 days and whose years have 365. Cut to hundredths.
// Empty: none, or longer than limits::scorm_timespan.
std::optional<Hundredths> timespan(std::string_view text, ScormVersion version);

// "PT1H5M30.25S"; "PT0S" at least.
std::string iso_duration(Hundredths time);

// 2004 localized_string_type: "{lang=de}Hallo". Language: empty when there is none, or it is no
// tag of RFC 5646.
struct Localized {
    std::string_view language;
    std::string_view text;
};

Localized localized(std::string_view text);

} // namespace content
