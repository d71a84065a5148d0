// The documents of ADL's profile of xAPI for SCORM: what content and LMS tell each other that is no
// experience of the learner's.
//
//   activity state   .../activity-state  of the SCO: {"attempts": [IRI, ...]}, the latest one last
//                    .../attempt-state   of the attempt: comments_from_lms, credit, mode, location,
//                                        preferences, total_time, adl_data
//                    .../types/adl-suspend-data of the attempt: the text itself
//                    adl.data/<id>       of the attempt: a bucket's text, which adl_data names
//   activity profile .../activity-profile of the SCO: completion_threshold, launch_data,
//                                        max_time_allowed in seconds, scaled_passing_score,
//                                        time_limit_action
//   agent profile    .../agent-profile   learner_id, learner_name
// where ... is https://w3id.org/xapi/scorm. Members that nobody has said are not there.
//
// Preferences are those of 2004. Of 1.2, a volume of 1 to 100 becomes 0.01 to 1 and off becomes 0;
// a speed of -100 to 100 becomes 0 to 2, with 1 for the usual one; 0, which is no change, becomes
// nothing. So does a language that is no tag of RFC 5646.
#pragma once

#include "content/scorm_to_xapi.hpp"

#include <boost/json/value.hpp>

#include <string>
#include <vector>

namespace content {

// With the actor and, of a state, the registration of the attempt for the rest of its key.
struct Document {
    enum class Kind { state, activity_profile, agent_profile };

    Kind kind;
    std::string activity{}; // Its IRI; empty of an agent profile.
    std::string id;         // stateId or profileId.
    std::string media_type;
    std::string bytes;

    bool operator==(const Document&) const = default;
};

// `stored`: that document as it is; null when there is none. What is no list of attempts is
// replaced. Of more than limits::scorm_attempts the earliest ones are dropped.
Document attempts_document(const Attempt& where, const boost::json::value* stored);

// All others of the state: the attempt's, its suspend data, empty ones included, and its buckets.
std::vector<Document> state_documents(const Attempt& where, const Commit& commit);

// Of what a SCO was launched with. 1.2: the mastery score is one of 0 to 100.
Document activity_profile(const Attempt& where, const Cmi& cmi);
Document agent_profile(const Cmi& cmi);

} // namespace content
