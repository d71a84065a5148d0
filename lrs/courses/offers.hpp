// Courses as they are offered and taken, in JSON.
#pragma once

#include "courses/offer.hpp"
#include "courses/participation.hpp"
#include "lrs/municipalities.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <span>
#include <string>

namespace lrs {

// The body of an offer, as courses::object_of() writes it; what is absent or null is not limited,
// not needed or not said.  invalid: complaints
base::Result<courses::Offer> read_offer(const boost::json::value& value);

// For the administration. Blocks.
//   {"course", "package": the latest version, "version", "kind", "titles", "descriptions": the
//    package's, or what the offer says instead, "languages", "iri", "offer", "participants": how
//    many, "waiting": how many, "competencies": lrs/courses/served.hpp}
//   not_found  there is no such course, or all its versions are removed
base::Result<boost::json::object> course_shown(Municipality& of, const base::Uuid& course);

// For an employee who might take part. Blocks.
//   {"course", "kind", "titles", "descriptions", "languages", "hours", "voucherNeeded", "places",
//    "free": places that are, or null when they are not limited, "waiting", "competencies"}
base::Result<boost::json::object> course_offered(Municipality& of, const base::Uuid& course);

// What somebody has to do with courses under these identities, by course. Blocks.
//   [{"course", "kind", "titles", "descriptions", "hours", "state": "taking part", "waiting" or
//     "withdrawn", "since", "position": of one who waits, or else "registration", "package" and
//     "progress": lrs/courses/standing.hpp}]
base::Result<boost::json::array> courses_of(Municipality& of,
                                            std::span<const std::string> identities);

} // namespace lrs
