// Who takes part in which course, how far he has come, and the way into it.
#include "lrs/resources/registrations.hpp"

#include "base/base64.hpp"
#include "content/course_url.hpp"
#include "lrs/auth/token_key.hpp"
#include "lrs/courses/launch_access.hpp"
#include "lrs/courses/learner.hpp"
#include "lrs/courses/standing.hpp"
#include "lrs/origins.hpp"
#include "lrs/resources/administration.hpp"
#include "lrs/resources/body.hpp"
#include "lrs/resources/handlers.hpp"
#include "lrs/resources/person_work.hpp"

#include <boost/json.hpp>

namespace lrs {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;
using base::Result;
using boost::asio::awaitable;
using competency::Presence;
using courses::Package;
using courses::Purpose;
using courses::Registration;

Error not_found(const char* what)
{
    return {ErrorKind::not_found, std::string("There is no such ") + what, what};
}

Result<std::shared_ptr<const Package>> package_of(std::string_view text, CourseOffice& office)
{
    const auto id = base::parse_uuid(text);
    if (!id) return not_found("package");
    auto found = office.shelf.find(*id);
    if (found && !*found) return not_found("package");
    return found;
}

Result<Place> place_of(const Request& request, CourseOffice& office)
{
    const auto id = base::parse_uuid(request.captures.at("registration"));
    if (!id) return not_found("registration");
    return place_of(*id, office);
}

Result<json::value> enrol(const Request& request, Municipality& of)
{
    const auto value = body_of(request);
    if (!value) return value.error();
    Body body(*value);
    auto named = read_learner(body);
    if (auto refused = body.refusal()) return *refused;
    const auto package = package_of(request.captures.at("package"), of.courses);
    if (!package) return package.error();
    const auto learner = agent_of(named, of, (*package)->course, author(request));
    if (!learner) return learner.error();
    const auto taken = of.courses.catalogue.admit(*package, *learner);
    if (!taken) return taken.error();
    auto out = shown(*taken->registration);
    out["new"] = taken->is_new;
    return json::value(std::move(out));
}

// The way into a course, and in which window.
struct Way {
    std::string url;
    content::LaunchMethod method = content::LaunchMethod::any_window;
};

std::string token_of(const courses::Opened& opened, Purpose purpose, storage::Tenant tenant)
{
    return to_string(courses::Token{tenant, opened.launch.id,
                                    opened.secrets[static_cast<std::size_t>(purpose)]});
}

Way tincan_way(const Place& place, const courses::Opened& opened, storage::Tenant tenant,
               const std::string& page, const Origins& origins)
{
    const auto& tincan = *place.package->tincan();
    const auto& activity = tincan.activities[tincan.launched];
    const auto url = courses::text_in(activity.launches, place.package->language);
    const auto folder = page + "/c" + (tincan.folder.empty() ? "" : "/" + tincan.folder);
    const auto secret = opened.secrets[static_cast<std::size_t>(Purpose::statements)];
    const auto endpoint = origins.main + "/xapi/";
    const auto registration = base::to_string(place.registration.id);
    const auto auth = authorization_of(launch_keys, {tenant, opened.launch.id, secret});
    return {content::tincan_launch_url(
        content::complete_url(url, folder),
        {endpoint, auth, place.registration.actor, registration, activity.id})};
}

Result<Way> way_into(const Place& place, const courses::Opened& opened, Municipality& of,
                     const Origins& origins)
{
    const auto page = origins.content + "/p/" + token_of(opened, Purpose::page, of.tenant);
    if (place.package->scorm()) return Way{page + "/player.html"};
    if (place.package->tincan()) return tincan_way(place, opened, of.tenant, page, origins);
    const auto fetch = origins.content + "/fetch/" + token_of(opened, Purpose::fetch, of.tenant);
    auto launched = of.courses.cmi5.launch(*place.package, place.registration, opened.launch,
                                           {page + "/c", origins.main + "/xapi", fetch});
    if (!launched) return launched.error();
    return Way{std::move(launched->url), launched->method};
}

// Of SCORM, what cannot be launched is refused before there is a launch.
Result<> check_item(const Package& package, const std::string& item)
{
    if (item.empty()) return {};
    if (const auto* cmi5 = package.cmi5()) {
        if (courses::cmi5_au(*cmi5, item)) return {};
    } else if (const auto* scorm = package.scorm()) {
        const auto* found = content::find_item(scorm->organization(), item);
        if (found && !found->resource.empty()) return {};
    } else if (item == package.tincan()->activities[package.tincan()->launched].id) {
        return {};
    }
    return Error{ErrorKind::not_found, "The course has no such item to launch", "/item"};
}

Result<json::value> launch(const Request& request, Municipality& of, const Origins& origins)
{
    const auto value = body_of(request);
    if (!value) return value.error();
    const auto order = read_opening(*value);
    if (!order) return order.error();
    const auto place = place_of(request, of.courses);
    if (!place) return place.error();
    return launch_into(*place, *order, of, origins);
}

// Whoever has withdrawn does not go on by an old link.
Result<> check_takes_part(const Registration& registration, CourseOffice& office)
{
    const auto identity = courses::enrolled_identity(registration.actor);
    if (!identity) return identity.error();
    const auto part = office.catalogue.find(registration.course, *identity);
    if (!part) return part.error();
    if (!*part || (*part)->part == courses::Part::taking) return {};
    return Error{ErrorKind::conflict, "This registration was withdrawn: enrol again"};
}

Result<json::value> withdraw(const Request& request, Municipality& of)
{
    if (auto refused = ParameterReader(request).refusal()) return *refused;
    const auto place = place_of(request, of.courses);
    if (!place) return place.error();
    const auto identity = courses::enrolled_identity(place->registration.actor);
    if (!identity) return identity.error();
    const auto left = of.courses.catalogue.withdraw(place->registration.course, *identity);
    if (!left) return left.error();
    return json::value{{"registration", base::to_string(place->registration.id)},
                       {"state", courses::name_of(courses::Part::withdrawn)}};
}

Result<json::value> waive(const Request& request, Municipality& of)
{
    const auto value = body_of(request);
    if (!value) return value.error();
    Body body(*value);
    const auto item = body.members().text("item", Presence::required).value_or("");
    const auto reason = body.reason("reason", Presence::required);
    if (auto refused = body.refusal()) return *refused;
    const auto place = place_of(request, of.courses);
    if (!place) return place.error();
    const auto* cmi5 = place->package->cmi5();
    const auto au = cmi5 ? courses::cmi5_au(*cmi5, item) : std::nullopt;
    if (!au || item.empty())
        return Error{ErrorKind::not_found, "The course has no such AU of cmi5", "/item"};
    const auto waived = of.courses.cmi5.waive(*place->package, place->registration, *au, reason);
    if (!waived) return waived.error();
    return json::value{{"new", *waived}};
}

Result<json::value> abandon(const Request& request, Municipality& of)
{
    if (auto refused = ParameterReader(request).refusal()) return *refused;
    const auto id = base::parse_uuid(request.captures.at("launch"));
    if (!id) return not_found("launch");
    const auto launch = of.courses.enrolments.launch(*id);
    if (!launch) return launch.error();
    if (!*launch) return not_found("launch");
    const auto place = place_of((*launch)->registration, of.courses);
    if (!place) return place.error();
    if (!place->package->cmi5())
        return Error{ErrorKind::conflict, "Only sessions of cmi5 are abandoned"};
    const auto abandoned = of.courses.cmi5.abandon(*place->package, place->registration, *id);
    if (!abandoned) return abandoned.error();
    return json::value{{"new", *abandoned}};
}

} // namespace

Result<Place> place_of(const base::Uuid& id, CourseOffice& office)
{
    auto found = office.enrolments.find(id);
    if (!found) return found.error();
    if (!*found) return not_found("registration");
    auto package = office.shelf.find((*found)->package);
    if (!package) return package.error();
    if (!*package) return not_found("package");
    return Place{std::move(**found), std::move(*package)};
}

json::object shown(const Registration& registration)
{
    return {{"registration", base::to_string(registration.id)},
            {"package", base::to_string(registration.package)},
            {"course", base::to_string(registration.course)},
            {"actor", registration.actor},
            {"registered", base::to_string(registration.registered)}};
}

Result<courses::Opening> read_opening(const json::value& value)
{
    Body body(value);
    courses::Opening out;
    auto& members = body.members();
    out.item = members.text_or_null("item").value_or("");
    const auto mode = members.text_or_null("mode").value_or("normal");
    if (const auto known = content::launch_mode_named(mode))
        out.mode = *known;
    else
        members.complain("mode", "mode", "be normal, browse or review");
    out.return_url = members.text_or_null("returnUrl").value_or("");
    const auto scheme = content::scheme_of(out.return_url);
    if (!out.return_url.empty() && scheme != "https" && scheme != "http")
        members.complain("returnUrl", "url", "be an http or https URL");
    if (out.return_url.size() > limits::return_url_bytes) {
        members.complain("returnUrl", "limit",
                         "have at most " + std::to_string(limits::return_url_bytes) + " bytes");
    }
    if (auto refused = body.refusal()) return *refused;
    return out;
}

Result<json::value> launch_into(const Place& place, const courses::Opening& order, Municipality& of,
                                const Origins& origins)
{
    if (origins.content.empty()) {
        return Error{ErrorKind::conflict,
                     "This server has no content origin: start it with --content-listen"};
    }
    if (auto fits = check_item(*place.package, order.item); !fits) return fits.error();
    if (auto fine = check_takes_part(place.registration, of.courses); !fine) return fine.error();
    const auto opened = of.courses.enrolments.open(place.registration, order);
    if (!opened) return opened.error();
    const auto way = way_into(place, *opened, of, origins);
    if (!way) return way.error();
    return json::value{{"launch", base::to_string(opened->launch.id)},
                       {"url", way->url},
                       {"launchMethod", content::name_of(way->method)},
                       {"expires", base::to_string(opened->launch.expires)}};
}

awaitable<Response> post_registration(Request request, App& app)
{
    if (auto refused = refused_type(request)) co_return error_response(*refused);
    co_return co_await work_on_persons(std::move(request), app, enrol, http::status::created);
}

awaitable<Response> get_registrations(Request request, App& app)
{
    co_return co_await work_on_persons(
        std::move(request), app, [](const Request& asked, Municipality& of) -> Result<json::value> {
            ParameterReader reader(asked);
            const auto after = reader.uuid("after");
            const auto limit = reader.whole("limit", 1, limits::page_statements_max).value_or(100);
            if (auto refused = reader.refusal()) return *refused;
            const auto package = package_of(asked.captures.at("package"), of.courses);
            if (!package) return package.error();
            const auto found = of.courses.enrolments.of_package((*package)->id, after,
                                                                static_cast<std::size_t>(limit));
            if (!found) return found.error();
            json::array out;
            for (const auto& registration : *found)
                out.push_back(shown(registration));
            const bool more = found->size() == limit;
            return json::value{
                {"registrations", std::move(out)},
                {"next", more ? json::value(base::to_string(found->back().id)) : json::value()}};
        });
}

awaitable<Response> get_registration(Request request, App& app)
{
    co_return co_await work_on_persons(
        std::move(request), app, [](const Request& asked, Municipality& of) -> Result<json::value> {
            if (auto refused = ParameterReader(asked).refusal()) return *refused;
            const auto place = place_of(asked, of.courses);
            if (!place) return place.error();
            auto standing = standing_of(of.courses, *place->package, place->registration);
            if (!standing) return standing.error();
            auto out = shown(place->registration);
            out["title"] = place->package->title;
            out["kind"] = courses::kind_of(*place->package);
            out["progress"] = std::move(*standing);
            return json::value(std::move(out));
        });
}

awaitable<Response> delete_registration(Request request, App& app)
{
    co_return co_await work_on_persons(std::move(request), app, withdraw);
}

awaitable<Response> post_launch(Request request, App& app)
{
    if (auto refused = refused_type(request)) co_return error_response(*refused);
    co_return co_await work_on_persons(
        std::move(request), app,
        [&app](const Request& asked, Municipality& of) { return launch(asked, of, app.origins); },
        http::status::created);
}

awaitable<Response> post_waiver(Request request, App& app)
{
    if (auto refused = refused_type(request)) co_return error_response(*refused);
    co_return co_await work_on_persons(std::move(request), app, waive, http::status::created);
}

awaitable<Response> post_abandonment(Request request, App& app)
{
    co_return co_await work_on_persons(std::move(request), app, abandon, http::status::created);
}

} // namespace lrs
