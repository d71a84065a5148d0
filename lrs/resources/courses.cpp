// The course catalogue, as the administration sees it, and the links of employees to their courses.
#include "lrs/resources/courses.hpp"

#include "base/limits.hpp"
#include "lrs/courses/learner.hpp"
#include "lrs/courses/offers.hpp"
#include "lrs/courses/person_access.hpp"
#include "lrs/origins.hpp"
#include "lrs/resources/administration.hpp"
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
using competency::PersonId;

Result<json::value> list(const Request& request, Municipality& of)
{
    const auto page = read_course_page(request);
    if (!page) return page.error();
    const auto ids = of.courses.shelf.courses(page->after, page->limit);
    json::array courses;
    for (const auto& id : ids) {
        auto course = course_shown(of, id);
        if (!course) return course.error();
        courses.push_back(std::move(*course));
    }
    return json::value{{"courses", std::move(courses)}, {"next", next_of(ids, *page)}};
}

Result<json::value> offer(const Request& request, Municipality& of)
{
    const auto value = body_of(request);
    if (!value) return value.error();
    const auto terms = read_offer(*value);
    if (!terms) return terms.error();
    const auto id = course_in(request);
    if (!id) return id.error();
    if (const auto set = of.courses.catalogue.offer(*id, *terms); !set) return set.error();
    return whole(course_shown(of, *id));
}

std::optional<std::string> read_voucher(Body& body)
{
    auto& members = body.members();
    auto voucher = members.text_or_null("voucher");
    if (voucher && voucher->size() > limits::voucher_bytes) {
        members.complain("voucher", "limit",
                         "have at most " + std::to_string(limits::voucher_bytes) + " bytes");
    }
    return voucher;
}

Result<json::value> enrol(const Request& request, Municipality& of)
{
    const auto value = body_of(request);
    if (!value) return value.error();
    Body body(*value);
    const auto named = read_learner(body);
    const auto voucher = read_voucher(body);
    if (auto refused = body.refusal()) return *refused;
    const auto id = course_in(request);
    if (!id) return id.error();
    const auto learner = agent_of(named, of, *id, author(request));
    if (!learner) return learner.error();
    const auto taken = of.courses.catalogue.enrol(*id, *learner, courses::Asking::office, voucher);
    if (!taken) return taken.error();
    return taken_json(*id, *taken);
}

Result<PersonId> person_in(const Request& request)
{
    const auto& text = request.captures.at("person");
    const auto person = competency::parse_person_id(text);
    if (!person) return Error{ErrorKind::not_found, "there is no such person", "person"};
    return *person;
}

// Of merged persons the one who stands for them.
Result<PersonId> standing_in(const Request& request, const Municipality& of)
{
    const auto person = person_in(request);
    if (!person) return person.error();
    const auto standing = of.persons.read(
        [&](const competency::Persons& all) { return all.standing(*person, competency::forever); });
    if (!standing) return Error{ErrorKind::not_found, "there is no such person", "person"};
    return *standing;
}

Result<json::value> courses_of_person(const Request& request, Municipality& of)
{
    if (auto refused = ParameterReader(request).refusal()) return *refused;
    const auto person = person_in(request);
    if (!person) return person.error();
    const auto identities = identities_now(of.persons, *person);
    if (!identities) return identities.error();
    auto courses = courses_of(of, *identities);
    if (!courses) return courses.error();
    return json::value{{"courses", std::move(*courses)}};
}

Result<json::value> link(const Request& request, Municipality& of, const Origins& origins)
{
    if (auto refused = ParameterReader(request).refusal()) return *refused;
    const auto person = standing_in(request, of);
    if (!person) return person.error();
    const auto made = of.courses.links.make(person->uuid, author(request));
    if (!made) return made.error();
    const auto token = person_token(of.tenant, *person, made->secret);
    return json::value{{"url", origins.main + "/courses#" + courses::to_string(token)},
                       {"expires", base::to_string(made->expires)}};
}

Result<json::value> unlink(const Request& request, Municipality& of)
{
    if (auto refused = ParameterReader(request).refusal()) return *refused;
    const auto person = standing_in(request, of);
    if (!person) return person.error();
    if (const auto gone = of.courses.links.revoke(person->uuid); !gone) return gone.error();
    return json::value();
}

} // namespace

Result<CoursePage> read_course_page(const Request& request)
{
    ParameterReader reader(request);
    CoursePage out;
    out.after = reader.uuid("after");
    out.limit = static_cast<std::size_t>(
        reader.whole("limit", 1, limits::courses_listed).value_or(limits::courses_listed));
    if (auto refused = reader.refusal()) return *refused;
    return out;
}

json::value next_of(const std::vector<base::Uuid>& courses, const CoursePage& page)
{
    return courses.size() < page.limit ? json::value()
                                       : json::value(base::to_string(courses.back()));
}

Result<base::Uuid> course_in(const Request& request)
{
    const auto id = base::parse_uuid(request.captures.at("course"));
    if (!id) return Error{ErrorKind::not_found, "There is no such course", "course"};
    return *id;
}

json::value taken_json(const base::Uuid& course, const courses::Taken& taken)
{
    json::object out{{"course", base::to_string(course)}};
    if (taken.registration)
        out["registration"] = base::to_string(taken.registration->id);
    else
        out["waiting"] = taken.position;
    return out;
}

awaitable<Response> get_courses(Request request, App& app)
{
    co_return co_await work_on_persons(std::move(request), app, list);
}

awaitable<Response> get_course(Request request, App& app)
{
    co_return co_await work_on_persons(
        std::move(request), app, [](const Request& asked, Municipality& of) -> Result<json::value> {
            if (auto refused = ParameterReader(asked).refusal()) return *refused;
            const auto id = course_in(asked);
            if (!id) return id.error();
            return whole(course_shown(of, *id));
        });
}

awaitable<Response> put_offer(Request request, App& app)
{
    if (auto refused = refused_type(request)) co_return error_response(*refused);
    co_return co_await work_on_persons(std::move(request), app, offer);
}

awaitable<Response> post_participant(Request request, App& app)
{
    if (auto refused = refused_type(request)) co_return error_response(*refused);
    co_return co_await work_on_persons(std::move(request), app, enrol, http::status::created);
}

awaitable<Response> get_person_courses(Request request, App& app)
{
    co_return co_await work_on_persons(std::move(request), app, courses_of_person);
}

awaitable<Response> post_person_link(Request request, App& app)
{
    co_return co_await work_on_persons(
        std::move(request), app,
        [&app](const Request& asked, Municipality& of) { return link(asked, of, app.origins); },
        http::status::created);
}

awaitable<Response> delete_person_link(Request request, App& app)
{
    co_return co_await work_on_persons(std::move(request), app, unlink);
}

} // namespace lrs
