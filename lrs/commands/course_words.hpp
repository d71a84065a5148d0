// What "lrs package" and "lrs course" have in common.
#pragma once

#include "lrs/commands/desk.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace lrs {

// All pages of GET /api/v1/<resource> as one: {"<resource>": [...]}. `limit`: of a page; empty: as
// the server has it.
base::Result<boost::json::value> all_of(Desk& desk, const std::string& resource,
                                        const std::string& limit = {});

// --person and --actor, whichever are given, as members of a body.
base::Result<> read_learner(const Arguments& given, boost::json::object& body);

// Of an answer in which it is.
std::string text_at(const boost::json::value& value, std::string_view name);

} // namespace lrs
