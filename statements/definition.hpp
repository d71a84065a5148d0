// What the LRS knows of an activity, gathered from the statements that mention it.
//
// xAPI 1.0.3 Data 2.4.4.1 "LRS Requirements" (IEEE 9274.1.1 4.2.2.3): whoever may define activities
// changes what is known by what he sends. Who may is for the caller to say.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace limits {

// Of JSON text. Every statement about an activity may bring its definition a further language or
// extension, and each of a page's statements may be answered with all of it.
inline constexpr std::size_t definition_bytes = 64u << 10;
inline constexpr std::size_t definition_languages = 256; // Of a name or a description.

// Of one statement. Those behind are in it, but are not merged.
inline constexpr std::size_t statement_definitions = 256;

} // namespace limits

namespace statements {

class CanonicalDefinition {
public:
    explicit CanonicalDefinition(boost::json::object json = {});

    // Adds what was received. Names, descriptions and extensions stay unless the same language
    // (whatever its letter case, RFC 5646 2.1.1) or the same key is received; anything else is
    // replaced by what is received. Another interactionType takes the old one's components and
    // correct responses with it. All or nothing: what would be longer than
    // limits::definition_bytes or have too many languages is not taken. Returns whether anything
    // has changed. Costs no more than what is received, and what it replaces.
    bool merge(const boost::json::object& received);

    const boost::json::object& json() const { return json_; }

private:
    boost::json::object json_;
    std::size_t bytes_; // Of its text.
};

// Borrowed from the statement.
struct ReceivedDefinition {
    std::string_view activity; // Its id.
    const boost::json::object* definition;
};

// Of all activities that come with one: the object, the context's of all kinds, and the same of a
// sub-statement; in this order, an activity as often as it comes, at most
// limits::statement_definitions. To be merged one by one.
std::vector<ReceivedDefinition> definitions_in(const boost::json::value& statement);

} // namespace statements
