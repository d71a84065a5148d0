// What an employee sees and does by his link: his courses, and where he stands.
#include "competency/evaluate.hpp"
#include "competency/heading.hpp"
#include "lrs/courses/learner.hpp"
#include "lrs/courses/offers.hpp"
#include "lrs/courses/person_access.hpp"
#include "lrs/persons/person_view.hpp"
#include "lrs/resources/administration.hpp"
#include "lrs/resources/courses.hpp"
#include "lrs/resources/handlers.hpp"
#include "lrs/resources/person_work.hpp"
#include "lrs/resources/registrations.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace lrs {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;
using base::Result;
using boost::asio::awaitable;
using courses::Part;

competency::PersonId me(const Request& request)
{
    return request.credential->person->person;
}

// Those that he may enrol for, without those that he has to do with already.
Result<json::array> open_to(Municipality& of, const std::vector<base::Uuid>& courses,
                            const json::array& mine)
{
    json::array out;
    for (const auto& id : courses) {
        const auto text = base::to_string(id);
        const bool is_mine = std::ranges::any_of(mine, [&](const auto& each) {
            return each.at("course").as_string() == text &&
                   each.at("state").as_string() != courses::name_of(Part::withdrawn);
        });
        if (is_mine) continue;
        auto course = course_offered(of, id);
        if (!course && course.error().kind == ErrorKind::not_found) continue; // Meanwhile.
        if (!course) return course.error();
        out.push_back(std::move(*course));
    }
    return out;
}

Result<json::value> list(const Request& request, Municipality& of)
{
    const auto page = read_course_page(request);
    if (!page) return page.error();
    const auto identities = identities_now(of.persons, me(request));
    if (!identities) return identities.error();
    auto mine = courses_of(of, *identities);
    if (!mine) return mine.error();
    const auto found = of.courses.catalogue.open_courses(page->after, page->limit);
    if (!found) return found.error();
    std::vector<base::Uuid> ids;
    for (const auto& each : *found)
        ids.push_back(each.course);
    auto open = open_to(of, ids, *mine);
    if (!open) return open.error();
    const auto name = of.persons.read([&](const competency::Persons& all) {
        return all.description(me(request), storage::system_now(), competency::forever)
            .value_or(competency::PersonDescription{});
    });
    return json::value{{"givenName", text_or_null(name.given_name)},
                       {"familyName", text_or_null(name.family_name)},
                       {"mine", std::move(*mine)},
                       {"open", std::move(*open)},
                       {"next", next_of(ids, *page)}};
}

Result<json::value> enrol(const Request& request, Municipality& of)
{
    if (auto refused = ParameterReader(request).refusal()) return *refused;
    const auto id = course_in(request);
    if (!id) return id.error();
    if (!of.courses.shelf.latest_of(*id))
        return Error{ErrorKind::not_found, "There is no such course", "course"};
    const auto learner = agent_of({me(request), {}}, of, *id, author(request));
    if (!learner) return learner.error();
    const auto taken = of.courses.catalogue.enrol(*id, *learner, courses::Asking::learner);
    if (!taken) return taken.error();
    return taken_json(*id, *taken);
}

Result<json::value> withdraw(const Request& request, Municipality& of)
{
    if (auto refused = ParameterReader(request).refusal()) return *refused;
    const auto id = course_in(request);
    if (!id) return id.error();
    const auto identities = identities_now(of.persons, me(request));
    if (!identities) return identities.error();
    bool is_known = false;
    for (const auto& identity : *identities) {
        const auto left = of.courses.catalogue.withdraw(*id, identity);
        if (!left && left.error().kind != ErrorKind::not_found) return left.error();
        is_known = is_known || left;
    }
    if (!is_known) {
        return Error{ErrorKind::not_found, "You neither take part in this course nor wait for it",
                     "course"};
    }
    return json::value{{"course", base::to_string(*id)},
                       {"state", courses::name_of(Part::withdrawn)}};
}

Result<json::value> launch(const Request& request, Municipality& of, const Origins& origins)
{
    const auto value = body_of(request);
    if (!value) return value.error();
    const auto order = read_opening(*value);
    if (!order) return order.error();
    const Error none{ErrorKind::not_found, "There is no such registration", "registration"};
    const auto id = base::parse_uuid(request.captures.at("registration"));
    if (!id) return none;
    const auto place = place_of(*id, of.courses);
    if (!place) return place.error();
    const auto identities = identities_now(of.persons, me(request));
    if (!identities) return identities.error();
    const auto whose = courses::enrolled_identity(place->registration.actor);
    if (!whose) return whose.error();
    if (std::ranges::find(*identities, *whose) == identities->end()) return none;
    return launch_into(*place, *order, of, origins);
}

// By the number of the competency's scale: {"n", "name"} of its levels.
std::vector<json::array> levels_of(const competency::Model& model)
{
    std::vector<json::array> out;
    const auto document = json::parse(model.document);
    for (const auto& scale : document.at("scales").as_array())
        out.push_back(scale.at("levels").as_array());
    return out;
}

json::value name_of_level(const json::array& levels, std::int64_t level)
{
    for (const auto& each : levels) {
        if (each.at("n").to_number<std::int64_t>() == level) return each.at("name");
    }
    return nullptr;
}

// What there is to say something of, in short.
json::array in_short(const competency::Model& model, const json::value& whole)
{
    const auto levels = levels_of(model);
    json::array out;
    for (const auto& each : whole.at("competencies").as_array()) {
        if (each.at("status").as_string() == "open") continue;
        const auto id = each.at("id").as_string();
        const auto at = std::ranges::find_if(
            model.competencies, [&](const auto& competency) { return id == competency.id; });
        if (at == model.competencies.end()) continue;
        const auto level = each.at("level").to_number<std::int64_t>();
        out.push_back({{"competency", each.at("id")},
                       {"name", json::parse(at->name)},
                       {"level", level},
                       {"levelName", name_of_level(levels[at->scale], level)},
                       {"levels", model.scales[at->scale].levels},
                       {"status", each.at("status")},
                       {"since", each.at("since")},
                       {"until", each.at("until")}});
    }
    return out;
}

Result<json::value> attainment(const Request& request, Municipality& of)
{
    if (auto refused = ParameterReader(request).refusal()) return *refused;
    if (!of.competency.model()) {
        return json::value{{"asOf", base::to_string(storage::system_now())},
                           {"model", nullptr},
                           {"competencies", json::array()}};
    }
    const auto seen = see_person(of.persons, of.competency, me(request), {});
    if (!seen) return seen.error();
    const auto whole =
        json::parse(competency::attainment(*seen->model, *seen->roles, seen->rows, seen->asked));
    return json::value{{"asOf", whole.at("asOf")},
                       {"model", whole.at("model")},
                       {"competencies", in_short(*seen->model, whole)}};
}

} // namespace

awaitable<Response> get_my_courses(Request request, App& app)
{
    co_return co_await work_on_persons(std::move(request), app, list);
}

awaitable<Response> post_my_course(Request request, App& app)
{
    co_return co_await work_on_persons(std::move(request), app, enrol, http::status::created);
}

awaitable<Response> delete_my_course(Request request, App& app)
{
    co_return co_await work_on_persons(std::move(request), app, withdraw);
}

awaitable<Response> post_my_launch(Request request, App& app)
{
    if (auto refused = refused_type(request)) co_return error_response(*refused);
    co_return co_await work_on_persons(
        std::move(request), app,
        [&app](const Request& asked, Municipality& of) { return launch(asked, of, app.origins); },
        http::status::created);
}

awaitable<Response> get_my_attainment(Request request, App& app)
{
    co_return co_await work_on_persons(std::move(request), app, attainment);
}

} // namespace lrs
