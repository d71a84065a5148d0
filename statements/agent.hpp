// Who: the identity of an Agent or an identified Group.
#pragma once

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace statements {

// The inverse functional identifier as one comparable text: "mbox:mailto:a@b", "sha1:<lower hex>",
// "openid:<IRI>", "account:<homePage>\x1f<name>". Empty: none (an anonymous Group) or malformed.
// An account name that is a number (a known sender's fault) is not accepted here.
std::optional<std::string> identity(const boost::json::value& agent);

// The identity as an Agent object again: {"mbox": ...} and so on. The text must be of identity().
boost::json::object agent_of(const std::string& identity);

// objectType is "Group".
bool is_group(const boost::json::value& agent);

} // namespace statements
