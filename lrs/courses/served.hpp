// Which competencies a course serves, by the model in force.
#pragma once

#include "competency/model.hpp"

#include <boost/json/array.hpp>

#include <span>
#include <string>
#include <string_view>

namespace lrs {

// [{"competency", "name": by language, "level": the lowest to which the course is evidence}], in
// the model's order: whose rules ask for evidence that matches the course's IRI, or which
// objectives of the course name. `objectives`: ids of those of the course.
boost::json::array served_by(const competency::Model& model, std::string_view iri,
                             std::span<const std::string> objectives);

} // namespace lrs
