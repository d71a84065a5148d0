// What the resources about registrations have in common.
#pragma once

#include "courses/enrolments.hpp"
#include "courses/package.hpp"
#include "lrs/municipalities.hpp"
#include "lrs/origins.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <memory>

namespace lrs {

// A registration, and the version of the course that it is for.
struct Place {
    courses::Registration registration;
    std::shared_ptr<const courses::Package> package;
};

// Blocks.  not_found: there is no such registration, or its package is gone
base::Result<Place> place_of(const base::Uuid& registration, CourseOffice& office);

// {"registration", "package", "course", "actor", "registered"}
boost::json::object shown(const courses::Registration& registration);

// {"item", "mode", "returnUrl"}  invalid: complaints
base::Result<courses::Opening> read_opening(const boost::json::value& value);

// {"launch", "url", "launchMethod", "expires"}. Blocks.
//   not_found  the course has no such item
//   conflict   there is no content origin, or he has withdrawn
//   others     of Enrolments::open() and Cmi5Runs::launch()
base::Result<boost::json::value> launch_into(const Place& place, const courses::Opening& order,
                                             Municipality& of, const Origins& origins);

} // namespace lrs
