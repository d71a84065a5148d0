// What an AU's token may do with documents and agents (cmi5 8.1.3, 8.1.4, 10.2.1 and 11).
//
// Rules: cmi5.agent.missing and cmi5.agent.syntax (invalid), cmi5.agent.learner,
// cmi5.state.registration, cmi5.state.activity, cmi5.state.launch_data, cmi5.state.all,
// cmi5.preferences.deleted, .content_type, .object, .language_missing, .language_list,
// .audio_missing, .audio.
#pragma once

#include "base/error.hpp"
#include "content/cmi5_session.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string_view>

namespace content {

struct Cmi5DocumentRequest {
    enum class Resource { state, agent_profile, activity_profile, agents };
    enum class Method { get, put, post, remove }; // HEAD is a `get`.

    Resource resource;
    Method method;
    std::string_view id;                   // stateId or profileId; empty: all of them.
    std::optional<std::string_view> agent; // As it was sent, JSON; absent: not sent.
    std::string_view activity;             // activityId; empty: not sent.
    std::string_view registration;         // The same.
    std::string_view content_type;         // Of a document that is written.
    std::string_view body;
};

// forbidden, invalid: no, with the rule. Whether the session is under way is check_session()'s.
base::Result<> check_document_request(const Cmi5Session& session,
                                      const Cmi5DocumentRequest& request);

} // namespace content
