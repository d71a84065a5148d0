// The content origin: the player, the files of courses, and what the player reports.
#include "base/number.hpp"
#include "content/mime.hpp"
#include "lrs/auth/token_key.hpp"
#include "lrs/courses/at_launch.hpp"
#include "lrs/origins.hpp"
#include "lrs/resources/handlers.hpp"
#include "lrs/resources/parameters.hpp"
#include "lrs/resources/web_files.hpp"
#include "statements/parse.hpp"

#include <boost/json.hpp>

namespace lrs {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;
using base::Result;
using boost::asio::awaitable;
using courses::Purpose;

Error no_such_file()
{
    return {ErrorKind::not_found, "There is no such file"};
}

Error not_scorm()
{
    return {ErrorKind::not_found, "This course needs no player"};
}

// As the run-time of a browser expects it: the general commit failure of SCORM 2004 (RTE 3.1.7.6).
Response failed_call(const Error& error)
{
    auto out = error_response(error);
    auto body = json::parse(out.body());
    if (auto* object = body.if_object()) {
        (*object)["result"] = false;
        (*object)["errorCode"] = 391;
        if (error.kind == ErrorKind::conflict)
            (*object)["reason"] = error.where == "item" ? "prerequisites" : "closed";
    }
    out.body() = json::serialize(body);
    return out;
}

Result<Response> answered(Result<json::object> answer)
{
    if (!answer) return answer.error();
    auto out = json_response(http::status::ok, std::move(*answer));
    out.set(http::field::cache_control, "no-store");
    return out;
}

Result<json::object> object_in_body(const Request& request)
{
    auto value = statements::parse(request.body);
    if (!value) return value.error();
    if (!value->if_object()) return Error{ErrorKind::invalid, "The body must be a JSON object"};
    return std::move(value->get_object());
}

// A call of the run-time: `call(runs, access, body)`.
template <class Call>
awaitable<Response> run_time(Request request, App& app, Call call)
{
    co_return co_await at_launch(
        std::move(request), app, Purpose::page,
        [&](const LaunchAccess& access, const Request& asked) -> Result<Response> {
            if (!access.package->scorm()) return not_scorm();
            return answered(call(access.office->scorm, access, asked));
        },
        failed_call);
}

// One whose body is an object.
using Told = Result<json::object> (courses::ScormRuns::*)(const courses::Package&,
                                                          const courses::Registration&,
                                                          const courses::Launch&,
                                                          const json::object&);

awaitable<Response> told(Request request, App& app, Told call)
{
    return run_time(std::move(request), app,
                    [call](courses::ScormRuns& runs, const LaunchAccess& access,
                           const Request& asked) -> Result<json::object> {
                        const auto body = object_in_body(asked);
                        if (!body) return body.error();
                        return (runs.*call)(*access.package, access.registration, access.launch,
                                            *body);
                    });
}

// cmi5 8.2.3: 200 whatever has happened, and a number of what it was.
Response fetch_refusal(const char* code, std::string_view why)
{
    auto out =
        json_response(http::status::ok, json::object{{"error-code", code}, {"error-text", why}});
    out.set(http::field::cache_control, "no-store");
    return out;
}

Response failed_fetch(const Error& error)
{
    return fetch_refusal(error.kind == ErrorKind::unauthorized ? "2" : "3", error.why);
}

} // namespace

awaitable<Response> get_player_file(Request request, App& app)
{
    const auto* file = web_file(request.captures.at("file"));
    auto out = file ? web_response(request, *file) : error_response(no_such_file());
    protect_content(out, app);
    co_return out;
}

awaitable<Response> get_player(Request request, App& app)
{
    co_return co_await at_launch(
        std::move(request), app, Purpose::page,
        [&](const LaunchAccess& access, const Request& asked) -> Result<Response> {
            if (!access.package->scorm()) return not_scorm();
            const auto* file = web_file("player.html");
            if (!file) return no_such_file();
            return web_response(asked, *file);
        });
}

awaitable<Response> get_course_file(Request request, App& app)
{
    co_return co_await at_launch(
        std::move(request), app, Purpose::page,
        [&](const LaunchAccess& access, const Request& asked) -> Result<Response> {
            const auto* file = access.package->file(asked.captures.at("path"));
            if (!file) return no_such_file();
            return file_response(asked, app.storage.files(), access.tenant, file->digest,
                                 file->size, content::media_type(file->path));
        });
}

awaitable<Response> get_course_document(Request request, App& app)
{
    return run_time(std::move(request), app,
                    [](courses::ScormRuns& runs, const LaunchAccess& access, const Request&) {
                        return runs.course(*access.package, access.registration, access.launch);
                    });
}

awaitable<Response> post_begin(Request request, App& app)
{
    return told(std::move(request), app, &courses::ScormRuns::begin);
}

awaitable<Response> post_commit(Request request, App& app)
{
    return run_time(std::move(request), app,
                    [](courses::ScormRuns& runs, const LaunchAccess& access,
                       const Request& asked) -> Result<json::object> {
                        ParameterReader reader(asked);
                        const auto run = reader.uuid("run");
                        const auto final = reader.text("final", Need::optional);
                        if (!run) reader.complain("run", "be the id that begin has answered");
                        if (final && *final != "true")
                            reader.complain("final", "be true or absent");
                        if (auto refused = reader.refusal()) return *refused;
                        return runs.commit(*access.package, access.registration, access.launch,
                                           *run, asked.body, final.has_value());
                    });
}

awaitable<Response> post_player_state(Request request, App& app)
{
    return told(std::move(request), app, &courses::ScormRuns::keep);
}

awaitable<Response> post_end(Request request, App& app)
{
    return told(std::move(request), app, &courses::ScormRuns::end);
}

// cmi5 8.2. The secret that goes with statements is made here: before, nobody has it.
awaitable<Response> post_fetch(Request request, App& app)
{
    co_return co_await at_launch(
        std::move(request), app, Purpose::fetch,
        [&](const LaunchAccess& access, const Request&) -> Result<Response> {
            if (!access.package->cmi5()) return no_such_file();
            auto secret = courses::random_secret();
            bool was_fetched = false;
            const auto changed =
                access.office->enrolments.change(access.launch.id, [&](courses::Launch& launch) {
                    was_fetched = launch.fetched;
                    if (was_fetched) return false;
                    launch.fetched = true;
                    launch.secrets[static_cast<std::size_t>(Purpose::statements)] =
                        base::sha256(secret);
                    return true;
                });
            if (!changed) return changed.error();
            if (was_fetched) return fetch_refusal("1", "This URL has been used already");
            const auto open =
                access.office->cmi5.check_session(*access.package, access.registration, *changed);
            if (!open) return fetch_refusal("1", open.error().why);
            const auto authorization =
                authorization_of(launch_keys, {access.tenant, access.launch.id, std::move(secret)});
            auto out =
                json_response(http::status::ok,
                              json::object{{"auth-token", authorization.substr(sizeof "Basic")}});
            out.set(http::field::cache_control, "no-store");
            return out;
        },
        failed_fetch);
}

} // namespace lrs
