#include "lrs/courses/launch_rules.hpp"

#include "content/cmi5_documents.hpp"
#include "content/cmi5_state.hpp"
#include "lrs/courses/office.hpp"
#include "statements/agent.hpp"
#include "statements/members.hpp"
#include "statements/parse.hpp"
#include "statements/vocabulary.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <map>

namespace lrs {
namespace {

namespace json = boost::json;
using base::Complaints;
using base::Error;
using base::ErrorKind;
using base::Result;
using Asked = content::Cmi5DocumentRequest;

std::optional<std::string> parameter(const Request& request, std::string_view name)
{
    const auto at = request.parameters.find(name);
    return at == request.parameters.end() ? std::nullopt : std::optional(at->second);
}

std::optional<Asked::Resource> resource_of(std::string_view path)
{
    if (path == "/activities/state") return Asked::Resource::state;
    if (path == "/agents/profile") return Asked::Resource::agent_profile;
    if (path == "/activities/profile") return Asked::Resource::activity_profile;
    if (path == "/agents") return Asked::Resource::agents;
    return std::nullopt;
}

Asked::Method method_of(http::verb method)
{
    if (method == http::verb::put) return Asked::Method::put;
    if (method == http::verb::post) return Asked::Method::post;
    if (method == http::verb::delete_) return Asked::Method::remove;
    return Asked::Method::get;
}

Error forbidden(const char* where, const char* rule, std::string expected)
{
    return {ErrorKind::forbidden,
            std::string(where) + " must " + expected,
            where,
            {{where, rule, "", std::move(expected)}}};
}

std::string learner(const LaunchAccess& access)
{
    return statements::identity(json::value(access.registration.actor)).value_or("");
}

bool names_learner(const LaunchAccess& access, std::string_view agent)
{
    const auto value = statements::parse(agent);
    return value && !statements::is_group(*value) &&
           statements::identity(*value) == learner(access);
}

bool is_activity_of(const LaunchAccess& access, std::string_view activity)
{
    const auto* tincan = access.package->tincan();
    return tincan && std::ranges::any_of(tincan->activities,
                                         [&](const auto& each) { return each.id == activity; });
}

Result<> check_document(const LaunchAccess& access, Asked::Resource resource,
                        const Request& request)
{
    if (resource == Asked::Resource::activity_profile) {
        const auto activity = parameter(request, "activityId").value_or("");
        if (method_of(request.method) == Asked::Method::get || is_activity_of(access, activity))
            return {};
        return forbidden("activityId", "launch.activity", "be an activity of the package");
    }
    const auto agent = parameter(request, "agent");
    if (agent && !names_learner(access, *agent)) // Without one it is refused by everyone's rules.
        return forbidden("agent", "launch.actor", "be the actor of the launch");
    const auto registration = parameter(request, "registration");
    if (registration && base::parse_uuid(*registration) != access.registration.id)
        return forbidden("registration", "launch.registration", "be that of the launch");
    return {};
}

Result<> check_cmi5_document(const LaunchAccess& access, Asked::Resource resource,
                             const Request& request)
{
    const bool is_state = resource == Asked::Resource::state;
    const auto id = parameter(request, is_state ? "stateId" : "profileId").value_or("");
    const auto agent = parameter(request, "agent");
    const auto activity = parameter(request, "activityId").value_or("");
    const auto registration = parameter(request, "registration").value_or("");
    const auto type = request.headers[http::field::content_type];
    const Asked asked{resource,
                      method_of(request.method),
                      id,
                      agent ? std::optional<std::string_view>(*agent) : std::nullopt,
                      activity,
                      registration,
                      {type.data(), type.size()},
                      request.body};
    return access.office->cmi5.check_document(*access.package, access.registration, access.launch,
                                              asked);
}

// Others' statements do not belong to the learner's page.
Result<> narrow_query(const LaunchAccess& access, Request& request)
{
    if (parameter(request, "statementId") || parameter(request, "voidedStatementId")) return {};
    const auto agent = parameter(request, "agent");
    if (!agent) {
        request.parameters.emplace("agent", json::serialize(access.registration.actor));
        return {};
    }
    if (names_learner(access, *agent)) return {};
    return forbidden("agent", "launch.actor", "be the actor of the launch");
}

void check_statement(const LaunchAccess& access, const json::value& statement, std::size_t index,
                     Complaints& complaints)
{
    const auto complain = [&](const char* where, const char* rule, const char* expected) {
        complaints.push_back({where, rule, "", expected, index, {}});
    };
    const auto* object = statement.if_object();
    if (!object) return;
    const auto* actor = object->if_contains("actor");
    if (!actor || statements::is_group(*actor) || statements::identity(*actor) != learner(access))
        complain("/actor", "launch.actor", "be the actor of the launch");
    const auto* verb = statements::object_in(*object, "verb");
    if (verb && statements::text_in(*verb, "id") == statements::voided_verb)
        complain("/verb/id", "launch.voiding", "not be voided: content voids nothing");
    const auto* context = statements::object_in(*object, "context");
    if (!context || !context->if_contains("registration")) return;
    if (base::parse_uuid(statements::text_in(*context, "registration")) != access.registration.id)
        complain("/context/registration", "launch.registration", "be that of the launch");
}

} // namespace

Result<> admit_content_request(const LaunchAccess& access, std::string_view resource,
                               Request& request)
{
    const bool is_cmi5 = access.package->cmi5() != nullptr;
    if (const auto document = resource_of(resource)) {
        return is_cmi5 ? check_cmi5_document(access, *document, request)
                       : check_document(access, *document, request);
    }
    if (is_cmi5) {
        const auto open =
            access.office->cmi5.check_session(*access.package, access.registration, access.launch);
        if (!open) return open;
    }
    const bool reads = request.method == http::verb::get || request.method == http::verb::head;
    return resource == "/statements" && reads ? narrow_query(access, request) : Result<>();
}

bool is_of_learner(const LaunchAccess& access, const json::value& stored)
{
    const auto* object = stored.if_object();
    const auto* actor = object ? object->if_contains("actor") : nullptr;
    return actor && statements::identity(*actor) == learner(access);
}

Result<storage::Committed> store_of_content(const LaunchAccess& access,
                                            std::span<const json::value> received,
                                            statements::PreparedBatch prepared,
                                            storage::Storage& storage, storage::Tenant tenant)
{
    if (access.package->cmi5()) {
        return access.office->cmi5.store(*access.package, access.registration, access.launch,
                                         received, std::move(prepared));
    }
    Complaints complaints;
    for (std::size_t at = 0; at < received.size() && complaints.size() < limits::complaints; ++at)
        check_statement(access, received[at], at, complaints);
    if (!complaints.empty()) {
        return Error{ErrorKind::forbidden, "The launch does not allow this content to say so", "",
                     std::move(complaints)};
    }
    return storage.statements().put(tenant, std::move(prepared));
}

bool looks_like_cmi5(std::string_view statement)
{
    // The extension's last letters; in an escape they may hide.
    return statement.find("sessionid") != statement.npos || statement.find("\\u") != statement.npos;
}

Result<> judge_others(CourseOffice& office, std::span<const std::string> texts)
{
    std::map<base::Uuid, std::vector<json::value>> by_session;
    for (const auto& text : texts) {
        boost::system::error_code failed;
        auto value = statements::parse_stored(text, failed);
        const auto* object = value.if_object();
        const auto session = object ? content::cmi5_session_of(*object) : std::nullopt;
        if (session) by_session[*session].push_back(std::move(value));
    }
    for (const auto& [session, statements] : by_session) {
        const auto launch = office.enrolments.launch(session);
        if (!launch) return launch.error();
        if (!*launch) continue;
        const auto registration = office.enrolments.find((*launch)->registration);
        if (!registration) return registration.error();
        const auto package = office.shelf.find((*launch)->package);
        if (!package) return package.error();
        if (!*registration || !*package || !(*package)->cmi5()) continue;
        if (auto judged = office.cmi5.look_at_others(**package, **registration, statements);
            !judged)
            return judged;
    }
    return {};
}

} // namespace lrs
