#include "lrs/courses/offers.hpp"

#include "base/iri.hpp"
#include "base/limits.hpp"
#include "content/course_text.hpp"
#include "lrs/courses/served.hpp"
#include "lrs/courses/standing.hpp"
#include "lrs/resources/body.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace lrs {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;
using base::Result;
using competency::Members;
using competency::Presence;
using courses::Offer;
using courses::PackageDescription;

const json::value* given(Members& members, std::string_view name)
{
    const auto* value = members.find(name, Presence::optional);
    return value && value->is_null() ? nullptr : value;
}

std::map<std::string, std::string> read_texts(Members& members, std::string_view name,
                                              std::size_t limit)
{
    std::map<std::string, std::string> out;
    const auto* value = given(members, name);
    if (!value) return out;
    const auto* object = value->if_object();
    const bool fine = object && object->size() <= limits::course_languages &&
                      std::ranges::all_of(*object, [&](const auto& each) {
                          const auto* text = each.value().if_string();
                          return base::is_language_tag(each.key()) && text && !text->empty() &&
                                 text->size() <= limit;
                      });
    if (!fine) {
        members.complain(name, "texts",
                         "have a text of at most " + std::to_string(limit) +
                             " bytes for each of at most " +
                             std::to_string(limits::course_languages) + " language tags");
        return out;
    }
    for (const auto& each : *object)
        out.emplace(each.key(), each.value().as_string());
    return out;
}

bool read_flag(Members& members, std::string_view name)
{
    const auto* value = given(members, name);
    if (value && !value->is_bool()) members.complain(name, "type", "be true or false");
    return value && value->is_bool() && value->as_bool();
}

std::optional<double> read_hours(Members& members)
{
    const auto* value = given(members, "hours");
    if (!value) return std::nullopt;
    const auto hours = value->is_number() ? value->to_number<double>() : -1;
    if (hours >= 0 && hours <= limits::course_hours) return hours;
    members.complain("hours", "range", "be a number from 0 to 10000");
    return std::nullopt;
}

std::optional<std::uint32_t> read_places(Members& members)
{
    const auto* value = given(members, "places");
    if (!value) return std::nullopt;
    json::error_code failed;
    const auto places = value->to_number<std::uint32_t>(failed);
    if (!failed && places <= limits::course_places) return places;
    members.complain("places", "range",
                     "be a whole number from 0 to " + std::to_string(limits::course_places));
    return std::nullopt;
}

json::object texts_of(const content::CourseTexts& of_package,
                      const std::map<std::string, std::string>& instead)
{
    auto out = content::language_map(of_package);
    for (const auto& [language, text] : instead)
        out[language] = text;
    return out;
}

// {"course", "kind", "titles", "descriptions", "languages"}
json::object described(const PackageDescription& package, const Offer& offer)
{
    auto titles = texts_of(package.titles, offer.title);
    if (titles.empty()) titles["und"] = package.record.title;
    auto descriptions = texts_of(package.descriptions, offer.description);
    std::set<std::string> languages{package.record.language};
    for (const auto* texts : {&titles, &descriptions}) {
        for (const auto& [language, text] : *texts)
            languages.emplace(language);
    }
    languages.erase("und");
    return {{"course", base::to_string(package.record.course)},
            {"kind", package.record.kind},
            {"titles", std::move(titles)},
            {"descriptions", std::move(descriptions)},
            {"languages", json::array(languages.begin(), languages.end())}};
}

json::array competencies_of(Municipality& of, const PackageDescription& package)
{
    const auto model = of.competency.model();
    if (!model) return {};
    return served_by(*model, package.record.iri, package.objectives);
}

// A course with what is said of it.
struct Course {
    PackageDescription package;
    courses::Roll roll;
};

Result<Course> course_of(CourseOffice& office, const base::Uuid& package, const base::Uuid& course)
{
    auto described = office.shelf.describe(package);
    if (!described) return described.error();
    if (!*described) return Error{ErrorKind::corrupt, "the package of a course is missing"};
    auto roll = office.catalogue.roll(course);
    if (!roll) return roll.error();
    return Course{std::move(**described), std::move(*roll)};
}

Result<Course> latest_of(CourseOffice& office, const base::Uuid& course)
{
    const auto latest = office.shelf.latest_of(course);
    if (!latest)
        return Error{ErrorKind::not_found,
                     "There is no such course, or all its versions are removed", "course"};
    return course_of(office, *latest, course);
}

json::value hours_of(const Offer& offer)
{
    return offer.hours ? json::value(*offer.hours) : json::value();
}

Result<json::object> taken(Municipality& of, const courses::Participation& part)
{
    auto& office = of.courses;
    auto standing = office.catalogue.standing(part);
    if (!standing) return standing.error();
    const auto& registration = standing->registration;
    const auto latest = office.shelf.latest_of(part.course).value_or(part.course);
    const auto course =
        course_of(office, registration ? registration->package : latest, part.course);
    if (!course) return course.error();
    auto out = described(course->package, course->roll.offer);
    out["hours"] = hours_of(course->roll.offer);
    out["state"] = courses::name_of(part.part);
    out["since"] = base::to_string(part.since);
    if (!registration) {
        out["position"] = standing->position;
        return out;
    }
    out["registration"] = base::to_string(registration->id);
    out["package"] = base::to_string(registration->package);
    const auto package = office.shelf.find(registration->package);
    if (!package) return package.error();
    if (!*package) return out;
    auto progress = standing_of(office, **package, *registration);
    if (!progress) return progress.error();
    out["progress"] = std::move(*progress);
    return out;
}

} // namespace

Result<Offer> read_offer(const json::value& value)
{
    Body body(value);
    auto& members = body.members();
    Offer out;
    out.open = read_flag(members, "open");
    out.title = read_texts(members, "title", limits::package_title_bytes);
    out.description = read_texts(members, "description", limits::offer_text_bytes);
    out.hours = read_hours(members);
    out.voucher_needed = read_flag(members, "voucherNeeded");
    out.places = read_places(members);
    if (auto refused = body.refusal()) return *refused;
    return out;
}

Result<json::object> course_shown(Municipality& of, const base::Uuid& id)
{
    const auto course = latest_of(of.courses, id);
    if (!course) return course.error();
    const auto& [package, roll] = *course;
    auto out = described(package, roll.offer);
    out["package"] = base::to_string(package.record.id);
    out["version"] = package.record.version;
    out["iri"] = package.record.iri;
    out["offer"] = courses::object_of(roll.offer);
    out["participants"] = roll.participants;
    out["waiting"] = roll.waiting;
    out["competencies"] = competencies_of(of, package);
    return out;
}

Result<json::object> course_offered(Municipality& of, const base::Uuid& id)
{
    const auto course = latest_of(of.courses, id);
    if (!course) return course.error();
    const auto& [package, roll] = *course;
    const auto& places = roll.offer.places;
    auto out = described(package, roll.offer);
    out["hours"] = hours_of(roll.offer);
    out["voucherNeeded"] = roll.offer.voucher_needed;
    out["places"] = places ? json::value(*places) : json::value();
    out["free"] =
        places ? json::value(roll.has_place() ? *places - roll.participants : 0) : json::value();
    out["waiting"] = roll.waiting;
    out["competencies"] = competencies_of(of, package);
    return out;
}

Result<json::array> courses_of(Municipality& of, std::span<const std::string> identities)
{
    std::map<base::Uuid, courses::Participation> parts;
    for (const auto& identity : identities) {
        auto some = of.courses.catalogue.of_person(identity);
        if (!some) return some.error();
        for (auto& part : *some) {
            const auto at = parts.find(part.course);
            if (at == parts.end() || at->second.part == courses::Part::withdrawn)
                parts.insert_or_assign(part.course, std::move(part));
        }
    }
    json::array out;
    for (const auto& [course, part] : parts) {
        auto one = taken(of, part);
        if (!one) return one.error();
        out.push_back(std::move(*one));
    }
    return out;
}

} // namespace lrs
