// What the resources about courses have in common.
#pragma once

#include "base/limits.hpp"
#include "courses/catalogue.hpp"
#include "lrs/request.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace lrs {

struct CoursePage {
    std::optional<base::Uuid> after;
    std::size_t limit = limits::courses_listed;
};

// ?after=&limit=, and nothing else.
base::Result<CoursePage> read_course_page(const Request& request);

// What to give as after, or null: that was all.
boost::json::value next_of(const std::vector<base::Uuid>& courses, const CoursePage& page);

// not_found: the path names none
base::Result<base::Uuid> course_in(const Request& request);

// {"course", "registration"} or {"course", "waiting": position}
boost::json::value taken_json(const base::Uuid& course, const courses::Taken& taken);

// An object as a handler's answer.
inline base::Result<boost::json::value> whole(base::Result<boost::json::object> object)
{
    if (!object) return object.error();
    return boost::json::value(std::move(*object));
}

} // namespace lrs
