// What is known of an activity.
#include "conformance/topics.hpp"

#include <boost/json/serialize.hpp>

namespace conformance {
namespace {

constexpr Says of_1_0_3 = must("Communication 2.5");
constexpr Says of_2_0_0 = must("4.1.6.4");

Answer activity(Talk& talk, const std::string& id)
{
    return talk.get("activities", {{"activityId", id}});
}

// Stores a statement about a new activity with this definition. The activity's id.
std::string defined(Talk& talk, const json::value& definition)
{
    const auto sent = with(talk.statement(), {{"/object/definition", definition}});
    talk.store(sent);
    return std::string(sent.at("object").at("id").as_string());
}

const Requirement table[] = {
    {"activities.definition", "An activity is answered with what is known of it", of_1_0_3,
     of_2_0_0,
     [](Talk& talk) {
         const auto definition = parsed(R"({"name": {"en": "One", "de": "Eins"},
             "description": {"en": "The first"}, "type": "http://conformance.example/type",
             "moreInfo": "http://conformance.example/more",
             "extensions": {"http://conformance.example/x": [1, null]}})");
         const auto id = defined(talk, definition);
         activity(talk, id)
             .is(200)
             .with_type("application/json")
             .with("/id", id)
             .with("/definition/name", definition.at("name"))
             .with("/definition/description", definition.at("description"))
             .with("/definition/type", definition.at("type"))
             .with("/definition/moreInfo", definition.at("moreInfo"))
             .with("/definition/extensions", definition.at("extensions"));
     },
     "activities: unset /definition/moreInfo"},
    {"activities.interaction", "An interaction is answered with its components", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const auto definition = parsed(R"({"interactionType": "choice",
             "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
             "correctResponsesPattern": ["a[,]b"],
             "choices": [{"id": "a", "description": {"en": "A"}}, {"id": "b"}]})");
         activity(talk, defined(talk, definition))
             .is(200)
             .with("/definition/interactionType", "choice")
             .with("/definition/choices", definition.at("choices"))
             .with("/definition/correctResponsesPattern", definition.at("correctResponsesPattern"));
     },
     "activities: unset /definition/choices"},
    {"activities.context", "An activity of a context is known too", should("Communication 2.5"),
     should("4.1.6.4"),
     [](Talk& talk) {
         const auto id = talk.iri();
         talk.store(with(talk.statement(),
                         {{"/context/contextActivities/parent/id", id},
                          {"/context/contextActivities/parent/definition/name/en", "Course"}}));
         activity(talk, id).is(200).with("/definition/name/en", "Course");
     },
     "activities: unset /definition"},
    {"activities.unknown", "An activity that nobody has mentioned is answered with its id",
     should("Communication 2.5"), of_2_0_0,
     [](Talk& talk) {
         const auto id = talk.iri();
         activity(talk, id).is(200).with("/id", id);
     },
     "activities: status 200 404"},
    {"activities.merged", "Languages from several statements come together", should("Data 2.4.4.1"),
     should("4.2.4.3"),
     [](Talk& talk) {
         const auto id = defined(talk, parsed(R"({"name": {"en": "One"}})"));
         talk.store(
             with(talk.statement(), {{"/object/id", id}, {"/object/definition/name/de", "Eins"}}));
         activity(talk, id)
             .is(200)
             .with("/definition/name/en", "One")
             .with("/definition/name/de", "Eins");
     },
     "activities: unset /definition/name/en"},
    {"activities.updated", "A newer text replaces an older one", should("Data 2.4.4.1"),
     should("4.2.4.3"),
     [](Talk& talk) {
         const auto id = defined(talk, parsed(R"({"name": {"en": "Oen"}})"));
         talk.store(
             with(talk.statement(), {{"/object/id", id}, {"/object/definition/name/en", "One"}}));
         activity(talk, id).is(200).with("/definition/name/en", "One");
     },
     "activities: set /definition/name/en \"Oen\""},
    {"activities.plain-mention", "A statement without a definition takes none away", of_1_0_3,
     of_2_0_0,
     [](Talk& talk) {
         const auto id = defined(talk, parsed(R"({"name": {"en": "One"}})"));
         talk.store(with(talk.statement(), {{"/object/id", id}}));
         activity(talk, id).is(200).with("/definition/name/en", "One");
     },
     "activities: unset /definition"},
    {"activities.missing", "A request without activityId is refused", must("Communication 3.2"),
     must("4.1.6"),
     [](Talk& talk) {
         talk.get("activities").is(400);
         const auto id = talk.iri();
         activity(talk, id).is(200).with("/id", id);
     },
     "activities: status 400 200"},
    {"activities.iri", "An activityId without a scheme is refused", must("Communication 3.2"),
     must("4.1.6"),
     [](Talk& talk) {
         for (const auto* bad : {"", "course", "a.example/course", "/course", "//a.example/c"})
             activity(talk, bad).is(400);
         const auto id = talk.iri();
         activity(talk, id).is(200).with("/id", id);
     },
     "activities: status 400 200"},
    {"activities.parameters", "An unknown parameter, or one in another case, is refused",
     must("Communication 3.2"), must("4.1.5"),
     [](Talk& talk) {
         const auto id = talk.iri();
         talk.get("activities", {{"activityId", id}, {"colour", "red"}}).is(400);
         talk.get("activities", {{"activityID", id}}).is(400);
         activity(talk, id).is(200).with("/id", id);
     },
     "activities: ignore colour"},
};

} // namespace

topics::Table topics::activities()
{
    return {std::begin(table), std::end(table)};
}

} // namespace conformance
