// The formats of returned statements.
#include "conformance/topics.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace conformance {
namespace {

constexpr Says of_1_0_3 = must("Communication 2.1.3");
constexpr Says of_2_0_0 = must("4.1.6.1");

// With everything that "ids" leaves out.
json::object rich(Talk& talk)
{
    auto named = talk.agent();
    named["name"] = "Ann";
    return with(talk.statement(),
                {{"/actor", named},
                 {"/verb/display", parsed(R"({"en": "tried", "de": "versucht"})")},
                 {"/object/objectType", "Activity"},
                 {"/object/definition", parsed(R"({"name": {"en": "One", "de": "Eins", "fr": "Un"},
                             "description": {"en": "The first", "de": "Das erste"},
                             "type": "http://conformance.example/type"})")}});
}

Answer in_format(Talk& talk, const std::string& id, const char* format,
                 const std::string& languages = "")
{
    Pairs headers;
    if (!languages.empty()) headers.emplace_back("Accept-Language", languages);
    return talk.send({.resource = "statements",
                      .parameters = {{"statementId", id}, {"format", format}},
                      .headers = headers});
}

// The one language of the map, or what else there is.
std::string only_language(const json::value& map)
{
    const auto* object = map.if_object();
    return object && object->size() == 1 ? std::string(object->begin()->key()) : serialize(map);
}

void answers_language(Talk& talk, const std::string& languages, std::string_view wanted)
{
    const auto id = talk.store(rich(talk));
    const auto answer = in_format(talk, id, "canonical", languages);
    const auto found = only_language(answer.is(200).at("/object/definition/name"));
    answer.expect(found == wanted, "the name in " + std::string(wanted) + " alone", found);
}

const Requirement table[] = {
    {"formats.exact", "exact returns verb and activity as they were sent", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const auto sent = rich(talk);
         const auto id = talk.store(sent);
         for (const auto& answer : {talk.fetch(id), in_format(talk, id, "exact")}) {
             answer.is(200)
                 .with("/actor", sent.at("actor"))
                 .with("/verb", sent.at("verb"))
                 .with("/object", sent.at("object"));
         }
     },
     "GET statements: unset /verb/display/de"},
    {"formats.exact.nothing-added", "exact adds no objectType that was not sent", of_1_0_3,
     of_2_0_0,
     [](Talk& talk) {
         auto sent = talk.statement();
         sent["actor"].as_object().erase("objectType");
         talk.fetch(talk.store(sent))
             .is(200)
             .with("/actor", sent.at("actor"))
             .with("/object", sent.at("object"));
     },
     "GET statements: set /object/objectType \"Activity\""},
    {"formats.exact.definition-of-its-own", "exact shows no definition from another statement",
     of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const auto sent = rich(talk);
         talk.store(sent);
         const auto plain = with(talk.statement(), {{"/object/id", sent.at("object").at("id")}});
         talk.fetch(talk.store(plain)).is(200).without("/object/definition");
     },
     "GET statements: set /object/definition {}"},
    {"formats.ids", "ids returns what identifies and no more", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const auto sent = rich(talk);
         in_format(talk, talk.store(sent), "ids")
             .is(200)
             .with("/actor/mbox", sent.at("actor").at("mbox"))
             .without("/actor/name")
             .with("/object/id", sent.at("object").at("id"))
             .without("/object/definition")
             .with("/verb/id", sent.at("verb").at("id"));
     },
     "GET statements: ignore format"},
    {"formats.ids.display", "ids leaves out the display of the verb", should("Data 2.4.3"),
     of_2_0_0,
     [](Talk& talk) {
         const auto sent = rich(talk);
         in_format(talk, talk.store(sent), "ids")
             .is(200)
             .with("/verb", json::object{{"id", sent.at("verb").at("id")}});
     },
     "GET statements: ignore format"},
    {"formats.ids.members", "ids keeps what identifies each member of an anonymous group", of_1_0_3,
     of_2_0_0,
     [](Talk& talk) {
         auto named = talk.agent();
         named["name"] = "Ann";
         const auto other = talk.agent();
         const auto sent = with(talk.statement(),
                                {{"/actor", json::object{{"objectType", "Group"},
                                                         {"name", "Crew"},
                                                         {"member", json::array{named, other}}}}});
         in_format(talk, talk.store(sent), "ids")
             .is(200)
             .with("/actor/member/0/mbox", named["mbox"])
             .with("/actor/member/1/mbox", other.at("mbox"))
             .without("/actor/member/0/name");
     },
     "GET statements: ignore format"},
    {"formats.ids.context", "ids holds for context activities and instructors too", of_1_0_3,
     of_2_0_0,
     [](Talk& talk) {
         auto coach = talk.agent();
         coach["name"] = "Bob";
         const auto sent =
             with(rich(talk), {{"/context/instructor", coach},
                               {"/context/contextActivities/parent", rich(talk).at("object")}});
         in_format(talk, talk.store(sent), "ids")
             .is(200)
             .with("/context/instructor/mbox", coach["mbox"])
             .without("/context/instructor/name")
             .without("/context/contextActivities/parent/0/definition");
     },
     "GET statements: ignore format"},
    {"formats.ids.query", "ids holds for every statement of a page", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const auto sent = rich(talk);
         const auto verb = std::string(sent.at("verb").at("id").as_string());
         talk.store(sent);
         talk.store(with(rich(talk), {{"/verb", sent.at("verb")}}));
         talk.get("statements", {{"verb", verb}, {"format", "ids"}})
             .is(200)
             .with("/statements/0/verb/id", verb)
             .without("/statements/0/object/definition")
             .without("/statements/1/object/definition");
     },
     "GET statements: set /statements/1/object/definition {}"},
    {"formats.canonical", "canonical returns one language of each map of an activity", of_1_0_3,
     of_2_0_0,
     [](Talk& talk) {
         const auto answer = in_format(talk, talk.store(rich(talk)), "canonical");
         for (const auto* map : {"/object/definition/name", "/object/definition/description"}) {
             const auto found = only_language(answer.is(200).at(map));
             answer.expect(found.size() < 4, "one language", found);
         }
     },
     "GET statements: ignore format"},
    {"formats.canonical.language", "canonical follows Accept-Language", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         answers_language(talk, "de", "de");
         answers_language(talk, "fr, de;q=0.5", "fr");
         answers_language(talk, "en;q=0.1, de;q=0.9", "de");
     },
     "GET statements: hide Accept-Language"},
    {"formats.canonical.each-map", "The language is chosen for each map alone", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const auto answer =
             in_format(talk, talk.store(rich(talk)), "canonical", "fr, de;q=0.8, en;q=0.1");
         const auto name = only_language(answer.is(200).at("/object/definition/name"));
         const auto description = only_language(answer.at("/object/definition/description"));
         answer.expect(name == "fr" && description == "de", "the name in fr, the rest in de",
                       name + ", " + description);
     },
     "GET statements: hide Accept-Language"},
    {"formats.canonical.range", "A language range finds its regions", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const auto sent =
             with(talk.statement(),
                  {{"/object/definition/name", parsed(R"({"en-GB": "One", "de-AT": "Eins"})")}});
         const auto answer = in_format(talk, talk.store(sent), "canonical", "de");
         const auto found = only_language(answer.is(200).at("/object/definition/name"));
         answer.expect(found == "de-AT", "the name in de-AT", found);
     },
     "GET statements: hide Accept-Language"},
    {"formats.canonical.agents", "canonical returns agents as they were sent", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const auto sent = rich(talk);
         const auto answer = in_format(talk, talk.store(sent), "canonical");
         answer.is(200).with("/actor", sent.at("actor"));
     },
     "GET statements: unset /actor/name"},
    {"formats.canonical.definition", "canonical adds the definition that the server knows",
     should("Communication 2.1.3"), should("4.1.6.1"),
     [](Talk& talk) {
         const auto sent = rich(talk);
         talk.store(sent);
         const auto plain = with(talk.statement(), {{"/object/id", sent.at("object").at("id")}});
         in_format(talk, talk.store(plain), "canonical", "en")
             .is(200)
             .with("/object/definition/name/en", "One");
     },
     "GET statements: ignore format"},
    {"formats.canonical.verb", "canonical returns one language of a verb", should("Data 2.4.3"),
     should("4.1.6.1"),
     [](Talk& talk) {
         const auto answer = in_format(talk, talk.store(rich(talk)), "canonical", "de");
         const auto found = only_language(answer.is(200).at("/verb/display"));
         answer.expect(found == "de", "the verb in de", found);
     },
     "GET statements: ignore format"},
    {"formats.language-elsewhere", "Accept-Language changes no other format", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const auto sent = rich(talk);
         in_format(talk, talk.store(sent), "exact", "de")
             .is(200)
             .with("/object", sent.at("object"))
             .with("/verb", sent.at("verb"));
     },
     "GET statements @Accept-Language: assume format canonical"},
};

} // namespace

topics::Table topics::formats()
{
    return {std::begin(table), std::end(table)};
}

} // namespace conformance
