// The statements of one session as they come up, before they have ids and times.
#pragma once

#include "content/scorm_to_xapi.hpp"

#include <boost/json/array.hpp>

#include <string_view>

namespace content {

enum class Verb {
    initialized,
    resumed,
    suspended,
    terminated,
    commented,
    responded,
    progressed,
    scored,
    completed,
    passed,
    failed,
};

boost::json::object course_activity(const Attempt& where);
boost::json::object sco_activity(const Attempt& where);
boost::json::object attempt_activity(const Attempt& where);
// Of the course, at most limits::told_objectives.
boost::json::array course_objectives(const Attempt& where);
// Local to the SCO. The description may be localized.
boost::json::object objective_activity(const Attempt& where, std::string_view id,
                                       std::string_view description = {});
boost::json::object interaction_activity(const Attempt& where, const Interaction& interaction,
                                         ScormVersion version);

// One text under a language; of a text that names none, under "und".
boost::json::object language_map(std::string_view localized_text);

struct Said {
    Verb verb;
    boost::json::object object;
    std::string element;          // With its index: what makes the statement's id.
    boost::json::object result{}; // May be empty.
    bool within_sco = false;      // The SCO is the object's parent.
    boost::json::array other{};   // Activities that the object has to do with.
    // When it happened. Those with a time stand before those without.
    std::optional<base::Timestamp> at{};
};

boost::json::object statement(const Attempt& where, Said said, base::Timestamp at,
                              const base::Uuid& id);

// With ids and times. Comments and responses are brought into the order of their times; the last
// statement has the time `now`, and none is before the session's begin.
std::vector<boost::json::object> statements(const Attempt& where, std::vector<Said> said,
                                            std::uint64_t sequence, base::Timestamp now);

} // namespace content
