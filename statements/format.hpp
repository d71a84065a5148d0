// What GET /statements answers with format=ids and format=canonical (xAPI 1.0.3 Communication
// 2.1.3, IEEE 9274.1.1 4.1.6.1). "exact" is the text as it was received and is not made here.
//
// Both change the statement where it is. It must be valid; what is not as the standard has it is
// left alone. What no format names stays: result, extensions, timestamps, references.
#pragma once

#include "statements/language_range.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <functional>
#include <span>
#include <string_view>

namespace statements {

// Agents, Groups, verbs and activities, wherever they are (authority, contexts, sub-statements),
// keep only what identifies them. An Agent or identified Group: its identifier and, if it was
// said, objectType, without which the object of a statement would be an activity. An anonymous
// Group: objectType and its members, cut likewise. A verb and an activity: id.
void format_ids(boost::json::value& statement);

// The canonical definition of an activity; nullptr: the LRS has none. Not kept beyond the call.
using CanonicalDefinitions = std::function<const boost::json::object*(std::string_view activity)>;

// Every activity gets the LRS' definition; where there is none, it keeps its own. Then each
// language map of a definition, of a verb's display and of an attachment is cut to one language.
// Agents and Groups stay as they were received; so do language maps within extensions, of which
// nobody can know that they are some. `definitions` must be callable.
void format_canonical(boost::json::value& statement, const CanonicalDefinitions& definitions,
                      std::span<const LanguageRange> ranges);

} // namespace statements
