// What a statement says, as far as models look at it. Text is borrowed from the statement's tree.
#pragma once

#include "competency/calendar.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace competency {

using Iris = std::vector<std::string_view>;

// Members of what may not be an object, texts of what may not be one: absent or empty then.
const boost::json::value* at(const boost::json::value* value, std::string_view name);
std::string_view text_of(const boost::json::value* value);
std::optional<bool> flag_of(const boost::json::value* value);
std::optional<Timestamp> time_of(const boost::json::value* value);
// EvidenceRow::t of any statement.
Timestamp happened(const boost::json::value& statement, Timestamp stored);
std::string identity_of(const boost::json::value* agent); // Empty: nobody.

struct Facts {
    std::string_view verb;
    Iris object; // One id at most; only an activity's.
    Iris type;
    Iris parent;
    Iris grouping;
    Iris category;
    Iris other;
    Iris competency; // The object, when its type says that it is a competency.
    Iris carried;    // Of that type in grouping and other.
    std::optional<bool> success;
    std::optional<bool> completion;
};

Facts facts_of(const boost::json::value& statement);

// When what the statement proves ends by its own word, the context extension
// https://w3id.org/xapi/comp/contextextensions/expires: a date is valid through the end of that
// local day, a date-time to that very instant. Absent: no word, or none that can be read.
std::optional<Timestamp> expires_of(const boost::json::value& statement, Zone zone);

// Since when a consolidated result was known before it was written down: the context extension
// https://w3id.org/xapi/lrs/contextextensions/knownSince, a date-time.
std::optional<Timestamp> known_since_of(const boost::json::value& statement);

} // namespace competency
