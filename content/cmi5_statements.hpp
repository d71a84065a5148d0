// What the system itself says of a cmi5 course (cmi5 9 and 10), as JSON to be stored.
//
// The id of each statement is made of what causes it, so that saying it again says nothing new.
// None has stored, authority or version: those come with acceptance.
//
// Objectives. The context activities `other` of what is said of an AU, a block or the course hold
// the objectives that it names (13.1.2 to 13.1.4; of the course, all that it defines), with the
// type http://adlnet.gov/expapi/activities/objective: at most limits::told_objectives of them. They
// are in the context template too, as an LMS may do (10), so that passed and completed of an AU say
// what they are evidence for.
#pragma once

#include "base/timestamp.hpp"
#include "base/uuid.hpp"
#include "content/cmi5_course.hpp"
#include "content/cmi5_ids.hpp"
#include "content/cmi5_session.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace content {

using base::Timestamp;

// Somebody in a course. What it refers to must outlive it.
struct Cmi5Enrolment {
    const Cmi5Course& course;
    const Cmi5Ids& ids;
    const boost::json::object& actor; // An Agent with an account (9.2).
    base::Uuid registration;
};

struct Cmi5Launch {
    std::size_t au = 0;
    base::Uuid session;
    Timestamp at;
    LaunchMode mode = LaunchMode::normal;
    std::string url;        // Complete, with the AU's own query (content/course_url.hpp).
    std::string return_url; // Empty: none.
    std::string alternate_entitlement{}; // 10.2.7.2; empty: none.
};

// The document LMS.LaunchData, to be stored before the AU is launched (10).
boost::json::object launch_data(const Cmi5Course& course, const Cmi5Launch& launch);

// What the token of the launch remembers; not fetched yet.
Cmi5Session session_of(const Cmi5Enrolment& enrolment, const Cmi5Launch& launch);

// Once for each launch (9.3.1).
boost::json::object launched_statement(const Cmi5Enrolment& enrolment, const Cmi5Launch& launch);

// Once for each session (9.3.6). `lasted`: from launched to the last statement of the AU (9.5.4.2);
// less than nothing, since the clocks differ, is nothing.
boost::json::object abandoned_statement(const Cmi5Enrolment& enrolment, std::size_t au,
                                        const base::Uuid& session, Timestamp at,
                                        std::chrono::microseconds lasted);

// Once for each AU of a registration, with a session id of its own (9.3.7).
boost::json::object waived_statement(const Cmi5Enrolment& enrolment, std::size_t au,
                                     const base::Uuid& session, Timestamp at,
                                     std::string_view reason);

// Once for each block and the course in a registration. `session`: that in which it came about, of
// an AU or of waived; else one of its own (9.3.9).
boost::json::object satisfied_statement(const Cmi5Enrolment& enrolment, const Cmi5Unit& unit,
                                        const base::Uuid& session, Timestamp at);

struct Cmi5LaunchUrl {
    std::string_view endpoint; // Is given without "/" at its end: content adds "/statements".
    std::string_view fetch;
};

// The AU's URL with all that the launch adds to it (8.1).
std::string cmi5_launch_url(const Cmi5Session& session, std::string_view url,
                            const Cmi5LaunchUrl& where);

} // namespace content
