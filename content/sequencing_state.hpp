// What the player keeps of a course between its SCOs, checked before it is kept. The server gives
// it back as it came.
#pragma once

#include "base/error.hpp"

#include <boost/json/object.hpp>

#include <map>
#include <string>
#include <string_view>

namespace content {

// The sequencing engine's own text: UTF-8 of at most limits::sequencing_bytes, and not empty.
// too_large, invalid.
base::Result<std::string> checked_sequencing_state(std::string_view text);

// {"<id>": {...}, ...}: a member for each global objective, at most limits::global_objectives and,
// as JSON, limits::global_objectives_bytes. A complaint says which of them is no object.
base::Result<boost::json::object> checked_global_objectives(const boost::json::object& sent);

// {"<id>": "text", ...}: the buckets of adl.data that activities share, at most
// limits::scorm_stores, each at most limits::scorm_store_bytes.
base::Result<std::map<std::string, std::string>>
checked_shared_data(const boost::json::object& sent);

} // namespace content
