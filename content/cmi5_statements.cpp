#include "content/cmi5_statements.hpp"

#include "base/limits.hpp"
#include "content/cmi5_vocabulary.hpp"
#include "content/course_url.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <functional>

namespace content {
namespace {

namespace json = boost::json;

json::array activity_list(std::string_view id)
{
    return {json::object{{"objectType", "Activity"}, {"id", id}}};
}

// What a statement is evidence for: the context activities `other`, since content may look for its
// own id in `grouping`. Those of a course are all that it defines.
json::array objective_list(const auto& objectives, auto id_of)
{
    json::array out;
    for (const auto& each : objectives) {
        if (out.size() == limits::told_objectives) break;
        out.push_back(json::object{{"objectType", "Activity"},
                                   {"id", std::invoke(id_of, each)},
                                   {"definition", {{"type", cmi5::objective_type}}}});
    }
    return out;
}

json::array objectives_of(const Cmi5Au& au)
{
    return objective_list(au.objectives, std::identity());
}

json::array objectives_of(const Cmi5Course& course, const Cmi5Unit& unit)
{
    if (unit.kind == Cmi5Unit::Kind::course)
        return objective_list(course.objectives, &Cmi5Objective::id);
    return objective_list(course.blocks[unit.index].objectives, std::identity());
}

json::object session_extension(const base::Uuid& session)
{
    return {{cmi5::session_id, base::to_string(session)}};
}

// A title may be there without words in it.
void describe(json::object& definition, const CourseTexts& title, const CourseTexts& description)
{
    if (!title.empty()) definition["name"] = language_map(title);
    if (!description.empty()) definition["description"] = language_map(description);
}

json::object object_of(const Cmi5Enrolment& enrolment, std::size_t index)
{
    const auto& au = enrolment.course.aus[index];
    json::object definition;
    if (!au.activity_type.empty()) definition["type"] = au.activity_type;
    describe(definition, au.title, au.description);
    json::object out{{"objectType", "Activity"}, {"id", enrolment.ids.au(index)}};
    if (!definition.empty()) out["definition"] = std::move(definition);
    return out;
}

json::object object_of(const Cmi5Enrolment& enrolment, const Cmi5Unit& unit)
{
    json::object definition;
    if (unit.kind == Cmi5Unit::Kind::course) {
        definition["type"] = cmi5::course_type;
        describe(definition, enrolment.course.title, enrolment.course.description);
    } else {
        const auto& block = enrolment.course.blocks[unit.index];
        definition["type"] = cmi5::block_type;
        describe(definition, block.title, block.description);
    }
    return {{"objectType", "Activity"},
            {"id", enrolment.ids.of(unit)},
            {"definition", std::move(definition)}};
}

std::string_view publisher_id(const Cmi5Course& course, const Cmi5Unit& unit)
{
    return unit.kind == Cmi5Unit::Kind::course ? course.id : course.blocks[unit.index].id;
}

struct About {
    json::object object;
    std::string_view publisher; // Its id there (9.6.2.3).
    json::array objectives;
};

About about(const Cmi5Enrolment& enrolment, std::size_t index)
{
    const auto& au = enrolment.course.aus[index];
    return {object_of(enrolment, index), au.id, objectives_of(au)};
}

About about(const Cmi5Enrolment& enrolment, const Cmi5Unit& unit)
{
    return {object_of(enrolment, unit), publisher_id(enrolment.course, unit),
            objectives_of(enrolment.course, unit)};
}

struct Saying {
    std::string_view verb;
    base::Uuid id;
    base::Uuid session;
    Timestamp at;
};

// The lists that every statement about it has (9.6.2).
json::object activities_of(std::string_view publisher, json::array objectives)
{
    json::object out{{"grouping", activity_list(publisher)}};
    if (!objectives.empty()) out["other"] = std::move(objectives);
    return out;
}

// What all of them have (9.6).
json::object statement_of(const Cmi5Enrolment& enrolment, const Saying& saying, About about)
{
    const auto name = saying.verb.substr(saying.verb.rfind('/') + 1);
    auto activities = activities_of(about.publisher, std::move(about.objectives));
    activities["category"] = activity_list(cmi5::category);
    json::object context{{"registration", base::to_string(enrolment.registration)},
                         {"contextActivities", std::move(activities)},
                         {"extensions", session_extension(saying.session)}};
    return {{"id", base::to_string(saying.id)},
            {"actor", enrolment.actor},
            {"verb", {{"id", saying.verb}, {"display", {{"en", name}}}}},
            {"object", std::move(about.object)},
            {"context", std::move(context)},
            {"timestamp", base::to_string(saying.at)}};
}

// THESE NAMES ARE IN STORED STATEMENTS. They are never changed.
base::Uuid id_of(const base::Uuid& cause, std::string_view what, std::string_view about = "")
{
    return base::uuid_v5(cause, std::string(what).append(about));
}

json::object template_of(const Cmi5Course& course, const Cmi5Launch& launch)
{
    const auto& au = course.aus[launch.au];
    return {{"contextActivities", activities_of(au.id, objectives_of(au))},
            {"extensions", session_extension(launch.session)}};
}

// ISO 8601, to the hundredth of a second (xAPI 1.0.3 Data 4.6).
std::string duration_text(std::chrono::microseconds lasted)
{
    const auto hundredths = std::max<std::int64_t>(lasted.count(), 0) / 10'000;
    auto part = std::to_string(hundredths % 100);
    if (part.size() == 1) part.insert(0, 1, '0');
    return "PT" + std::to_string(hundredths / 100) + '.' + part + 'S';
}

} // namespace

json::object launch_data(const Cmi5Course& course, const Cmi5Launch& launch)
{
    const auto& au = course.aus[launch.au];
    json::object out{{"contextTemplate", template_of(course, launch)},
                     {"launchMode", name_of(launch.mode)},
                     {"moveOn", name_of(au.move_on)}};
    if (au.mastery_score) out["masteryScore"] = *au.mastery_score;
    if (au.launch_parameters) out["launchParameters"] = *au.launch_parameters;
    json::object key;
    if (au.entitlement_key) key["courseStructure"] = *au.entitlement_key;
    if (!launch.alternate_entitlement.empty()) key["alternate"] = launch.alternate_entitlement;
    if (!key.empty()) out["entitlementKey"] = std::move(key);
    if (!launch.return_url.empty()) out["returnURL"] = launch.return_url;
    return out;
}

Cmi5Session session_of(const Cmi5Enrolment& enrolment, const Cmi5Launch& launch)
{
    return {.id = launch.session,
            .registration = enrolment.registration,
            .au = launch.au,
            .activity = enrolment.ids.au(launch.au),
            .actor = enrolment.actor,
            .mode = launch.mode,
            .context_template = template_of(enrolment.course, launch),
            .mastery_score = enrolment.course.aus[launch.au].mastery_score};
}

json::object launched_statement(const Cmi5Enrolment& enrolment, const Cmi5Launch& launch)
{
    const auto& au = enrolment.course.aus[launch.au];
    auto out = statement_of(
        enrolment, {cmi5::launched, id_of(launch.session, "launched"), launch.session, launch.at},
        about(enrolment, launch.au));
    auto& extensions = out["context"].as_object()["extensions"].as_object();
    extensions[cmi5::launch_mode] = name_of(launch.mode);
    extensions[cmi5::launch_url] = launch.url;
    extensions[cmi5::move_on] = name_of(au.move_on);
    if (au.mastery_score) extensions[cmi5::mastery_score] = *au.mastery_score;
    if (au.launch_parameters) extensions[cmi5::launch_parameters] = *au.launch_parameters;
    return out;
}

json::object abandoned_statement(const Cmi5Enrolment& enrolment, std::size_t au,
                                 const base::Uuid& session, Timestamp at,
                                 std::chrono::microseconds lasted)
{
    auto out = statement_of(enrolment, {cmi5::abandoned, id_of(session, "abandoned"), session, at},
                            about(enrolment, au));
    out["result"] = json::object{{"duration", duration_text(lasted)}};
    return out;
}

json::object waived_statement(const Cmi5Enrolment& enrolment, std::size_t au,
                              const base::Uuid& session, Timestamp at, std::string_view reason)
{
    const auto id = id_of(enrolment.registration, "waived ", enrolment.ids.au(au));
    auto out = statement_of(enrolment, {cmi5::waived, id, session, at}, about(enrolment, au));
    out["result"] = json::object{{"success", true},
                                 {"completion", true},
                                 {"extensions", json::object{{cmi5::reason, reason}}}};
    auto& activities = out["context"].as_object()["contextActivities"].as_object();
    activities["category"].as_array().push_back(
        activity_list(cmi5::moveon_category).front()); // 9.6.2.2
    return out;
}

json::object satisfied_statement(const Cmi5Enrolment& enrolment, const Cmi5Unit& unit,
                                 const base::Uuid& session, Timestamp at)
{
    const auto id = id_of(enrolment.registration, "satisfied ", enrolment.ids.of(unit));
    return statement_of(enrolment, {cmi5::satisfied, id, session, at}, about(enrolment, unit));
}

std::string cmi5_launch_url(const Cmi5Session& session, std::string_view url,
                            const Cmi5LaunchUrl& where)
{
    auto endpoint = where.endpoint;
    while (endpoint.ends_with('/'))
        endpoint.remove_suffix(1);
    const auto actor = json::serialize(session.actor);
    const auto registration = base::to_string(session.registration);
    const Parameter parameters[] = {{"endpoint", endpoint},
                                    {"fetch", where.fetch},
                                    {"actor", actor},
                                    {"registration", registration},
                                    {"activityId", session.activity}};
    return with_parameters(url, parameters);
}

} // namespace content
