#include "content/cmi5_documents.hpp"

#include "base/ascii.hpp"
#include "base/iri.hpp"
#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "content/cmi5_vocabulary.hpp"
#include "content/course_text.hpp"
#include "content/trimmed.hpp"
#include "statements/agent.hpp"
#include "statements/members.hpp"
#include "statements/parse.hpp"

#include <algorithm>

namespace content {
namespace {

namespace json = boost::json;
using base::ErrorKind;
using Request = Cmi5DocumentRequest;

base::Error refusal(ErrorKind kind, const char* where, const char* rule, std::string_view found,
                    std::string expected)
{
    auto why = std::string(where) + " must " + expected + ".";
    return {kind,
            std::move(why),
            where,
            {{where, rule, base::excerpt(found, limits::found_bytes), std::move(expected)}}};
}

base::Error forbidden(const char* where, const char* rule, std::string_view found,
                      std::string expected)
{
    return refusal(ErrorKind::forbidden, where, rule, found, std::move(expected));
}

// 8.1.3, 11: who is asked about is who was launched.
base::Result<> check_agent(const Cmi5Session& session, const Request& request)
{
    if (!request.agent)
        return refusal(ErrorKind::invalid, "agent", "cmi5.agent.missing", "",
                       "name the actor of the launch");
    const auto agent = statements::parse(*request.agent);
    if (!agent)
        return refusal(ErrorKind::invalid, "agent", "cmi5.agent.syntax", *request.agent,
                       "be an Agent in JSON");
    const auto who = statements::identity(*agent);
    if (!who || statements::is_group(*agent) || who != statements::identity(session.actor))
        return forbidden("agent", "cmi5.agent.learner", *request.agent,
                         "be the actor of the launch");
    return {};
}

base::Result<> check_activity(const Cmi5Session& session, const Request& request)
{
    if (request.activity == session.activity) return {};
    return forbidden("activityId", "cmi5.state.activity", request.activity,
                     "be the activityId of the launch");
}

base::Result<> check_state(const Cmi5Session& session, const Request& request)
{
    if (auto agent = check_agent(session, request); !agent) return agent.error();
    if (auto activity = check_activity(session, request); !activity) return activity.error();
    const bool reads = request.method == Request::Method::get;
    // Without a registration, a list or DELETE is about all that there are.
    const bool one_without = request.registration.empty() && !request.id.empty() &&
                             request.method != Request::Method::remove;
    if (!one_without && base::parse_uuid(request.registration) != session.registration)
        return forbidden("registration", "cmi5.state.registration", request.registration,
                         "be the registration of the launch"); // 8.1.4
    if (!reads && request.id == cmi5::launch_data)             // 10.2.1
        return forbidden("stateId", "cmi5.state.launch_data", request.id,
                         "not be LMS.LaunchData, which content may only read");
    if (!reads && request.id.empty())
        return forbidden("stateId", "cmi5.state.all", "",
                         "be said: among all documents is LMS.LaunchData, which content may only "
                         "read");
    return {};
}

// 11.1: language tags of RFC 5646, separated by commas.
bool is_language_list(std::string_view text)
{
    std::size_t count = 0;
    while (true) {
        const auto one = text.substr(0, text.find(','));
        if (!base::is_language_tag(trimmed(one))) return false;
        if (++count > limits::preference_languages) return false;
        if (one.size() == text.size()) return true;
        text.remove_prefix(one.size() + 1);
    }
}

const json::string* string_in(const json::object& object, std::string_view key)
{
    const auto* value = object.if_contains(key);
    return value ? value->if_string() : nullptr;
}

base::Result<> check_preferences_document(const Request& request)
{
    const auto type = trimmed(request.content_type.substr(0, request.content_type.find(';')));
    if (!base::equal_but_for_case(type, "application/json"))
        return forbidden("Content-Type", "cmi5.preferences.content_type", request.content_type,
                         "be application/json");
    const auto body = statements::parse(request.body);
    const auto* preferences = body ? body->if_object() : nullptr;
    if (!preferences)
        return forbidden("body", "cmi5.preferences.object", request.body, "be a JSON object");
    const auto* languages = string_in(*preferences, "languagePreference");
    if (!languages)
        return forbidden("/languagePreference", "cmi5.preferences.language_missing", "",
                         "be a text with language tags");
    if (!is_language_list(*languages))
        return forbidden("/languagePreference", "cmi5.preferences.language_list", *languages,
                         "be language tags separated by commas, such as de-DE,en, at most " +
                             std::to_string(limits::preference_languages));
    const auto* audio = string_in(*preferences, "audioPreference");
    if (!audio)
        return forbidden("/audioPreference", "cmi5.preferences.audio_missing", "", "be on or off");
    if (*audio != "on" && *audio != "off")
        return forbidden("/audioPreference", "cmi5.preferences.audio", *audio, "be on or off");
    return {};
}

base::Result<> check_agent_profile(const Cmi5Session& session, const Request& request)
{
    if (auto agent = check_agent(session, request); !agent) return agent.error();
    if (request.id != cmi5::learner_preferences) return {};
    switch (request.method) {
    case Request::Method::get: return {};
    case Request::Method::put:
    case Request::Method::post: return check_preferences_document(request);
    case Request::Method::remove: break;
    }
    return forbidden("profileId", "cmi5.preferences.deleted", request.id,
                     "not be cmi5LearnerPreferences: content may not delete them");
}

} // namespace

base::Result<> check_document_request(const Cmi5Session& session, const Request& request)
{
    switch (request.resource) {
    case Request::Resource::state: return check_state(session, request);
    case Request::Resource::agent_profile: return check_agent_profile(session, request);
    case Request::Resource::activity_profile: return check_activity(session, request);
    case Request::Resource::agents: break;
    }
    return check_agent(session, request);
}

} // namespace content
