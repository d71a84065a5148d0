// Entries about persons as JSON: a line of an export, an element of a request.
//
//   {"entry": 17, "kind": "link", "recorded": time, "by": "...", "why": "...",
//    "person": "p_...", "agent": {"account": {...}}, "from": time}
//
// By kind:
//   link, unlink   person, agent, from
//   merge          person, into
//   unmerge        person
//   person         person, number, givenName, familyName, mail (each optional), from
//   left           person, from, until
//   unit           unit, parent (optional), name, from, until
//   member         person, unit, from, until
//   profile        person, profile, from, until
//   role           person, role, unit (optional), from, until
// `why` is optional; `until` and optional texts may be null, which is like their absence.
#pragma once

#include "competency/person_entry.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace competency {

// RFC 8785, without a line's end. Reads back as the same entry when check_person_entry() has no
// complaint about it and the number is below 2^53.
std::string to_json(const PersonEntry& entry);
boost::json::object object_of(const PersonEntry& entry);

// With a stamp, it is the server that says number, time and author: then the document must not.
// Every fault is complained of, those of check_person_entry() included; empty if there is any.
std::optional<PersonEntry> read_person_entry(const boost::json::value& value,
                                             const std::string& where, const EntryStamp* stamp,
                                             base::Complaints& errors);

// invalid: the complaints.
base::Result<PersonEntry> parse_person_entry(std::string_view document,
                                             const EntryStamp* stamp = nullptr);

} // namespace competency
