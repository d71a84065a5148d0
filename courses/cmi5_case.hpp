// One registration of one cmi5 course, and what the system says in it.
//
// Borrows both for its life.
#pragma once

#include "content/cmi5_statements.hpp"
#include "courses/cmi5_story.hpp"
#include "courses/launch.hpp"
#include "courses/package.hpp"
#include "courses/registration.hpp"

#include <boost/json/object.hpp>

#include <span>
#include <vector>

namespace courses {

struct Cmi5Case {
    // The package must be the registration's.
    Cmi5Case(const Package& package, const Registration& who);

    const Cmi5Contents& contents;
    const Registration& registration;
    content::Cmi5Enrolment enrolment;

    // Without its URL.
    static content::Cmi5Launch launch(const Launch& launch, std::size_t au);

    // What the gate wants to know of a launch. That `launched` was never said of one is its affair.
    content::Cmi5Session session(const Cmi5Story& story, const Launch& launch,
                                 base::Timestamp now) const;

    // Of a session that is open.
    boost::json::object abandoned(const base::Uuid& id, const content::Cmi5SessionState& session,
                                  base::Timestamp at) const;

    std::vector<boost::json::object> satisfied(std::span<const Cmi5Due> dues) const;

    // It says that it is of this registration.
    bool is_about(const boost::json::object& statement) const;
};

// By the agent `by`.
boost::json::object cmi5_voiding(const boost::json::value& by, const Cmi5Intruder& intruder);

} // namespace courses
