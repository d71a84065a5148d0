// What holds for states alone: registrations, deleting many, overwriting; and for profiles alone.
#include "conformance/documents.hpp"
#include "conformance/topics.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <set>

namespace conformance {
namespace {

using documents::Document;

constexpr Says of_1_0_3 = must("Communication 2.3");
constexpr Says of_2_0_0 = must("4.1.6.2");

void lists(Document document, std::initializer_list<std::string> wanted)
{
    std::set<std::string> found;
    const auto answer = document.list();
    const auto list = answer.is(200).json();
    answer.expect(list.is_array(), "an array", answer.body());
    for (const auto& id : list.as_array())
        found.emplace(id.is_string() ? id.as_string() : "");
    answer.expect(found == std::set<std::string>(wanted), std::to_string(wanted.size()) + " ids",
                  answer.body());
}

void remove_all(Talk& talk, const Document& of)
{
    talk.remove("activities/state", of.owner()).is(204);
}

const Requirement table[] = {
    {"state.overwrite", "PUT without a precondition overwrites a state", must("Communication 3.1"),
     silent,
     [](Talk& talk) {
         Document document(talk, documents::state);
         document.put("one", {}, "text/plain").is(204);
         document.put("two", {}, "text/plain").is(204);
         document.holds("two");
     },
     "PUT activities/state: swallow 204"},
    {"state.registration", "A state with a registration is another one", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         Document plain(talk, documents::state);
         auto first = plain;
         first.registration = talk.id();
         auto second = plain;
         second.registration = talk.id();
         documents::are_apart(first, second);
     },
     "activities/state: ignore registration"},
    {"state.registration.list", "A list with a registration shows that one's ids", of_1_0_3,
     of_2_0_0,
     [](Talk& talk) {
         Document first(talk, documents::state);
         first.registration = talk.id();
         auto second = first.sibling();
         second.registration = talk.id();
         first.create("1");
         second.create("2");
         lists(first, {first.id});
         lists(second, {second.id});
     },
     "GET activities/state !?stateId: ignore registration"},
    {"state.registration.list-all", "A list without a registration shows the ids of all", of_1_0_3,
     of_2_0_0,
     [](Talk& talk) {
         Document plain(talk, documents::state);
         auto other = plain.sibling();
         other.registration = talk.id();
         plain.create("1");
         other.create("2");
         lists(plain, {plain.id, other.id});
     },
     "GET activities/state !?stateId: first 1 "},
    {"state.registration.none", "A state without a registration is found without one",
     choice("\"[+ registration if specified]\" can be read two ways"),
     choice("\"[+ registration if specified]\" can be read two ways"),
     [](Talk& talk) {
         Document plain(talk, documents::state);
         auto registered = plain;
         registered.registration = talk.id();
         registered.create("1");
         plain.get().is(404);
         plain.create("2");
         plain.holds("2");
         registered.holds("1");
     },
     "GET activities/state: status 404 200"},
    {"state.registration.uuid", "A registration that is no UUID is refused",
     must("Communication 3.2"), must("4.1.6"),
     [](Talk& talk) {
         Document document(talk, documents::state);
         document.registration = "7";
         for (const auto& answer : {document.get(), document.list(), document.remove(),
                                    document.post("{}"), document.put("{}", {{"If-Match", "*"}})})
             answer.is(400);
         document.registration = talk.id();
         document.create("{}");
     },
     "GET activities/state: status 400 404"},
    {"state.delete-all", "DELETE without an id removes all states of agent and activity", of_1_0_3,
     of_2_0_0,
     [](Talk& talk) {
         Document first(talk, documents::state);
         auto second = first.sibling();
         auto others = first;
         others.activity = talk.iri();
         first.create("1");
         second.create("2");
         others.create("3");
         remove_all(talk, first);
         first.get().is(404);
         second.get().is(404);
         others.holds("3");
     },
     "DELETE activities/state: swallow 204"},
    {"state.delete-all.registration", "With a registration it removes those of it alone", of_1_0_3,
     of_2_0_0,
     [](Talk& talk) {
         Document plain(talk, documents::state);
         auto registered = plain.sibling();
         registered.registration = talk.id();
         plain.create("1");
         registered.create("2");
         remove_all(talk, registered);
         registered.get().is(404);
         plain.holds("1");
     },
     "DELETE activities/state: ignore registration"},
    {"state.delete-all.every-registration", "Without one it removes those of every registration",
     choice("\"[+ registration if specified]\" can be read two ways"),
     choice("\"[+ registration if specified]\" can be read two ways"),
     [](Talk& talk) {
         Document plain(talk, documents::state);
         auto registered = plain.sibling();
         registered.registration = talk.id();
         plain.create("1");
         registered.create("2");
         remove_all(talk, plain);
         registered.get().is(404);
         plain.get().is(404);
     },
     "DELETE activities/state: swallow 204"},
    {"state.agents-apart", "Two agents have two states", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         Document mine(talk, documents::state);
         auto yours = mine;
         yours.agent = talk.agent();
         documents::are_apart(mine, yours);
     },
     "activities/state: assume agent {\"mbox\":\"mailto:a@b.c\"}"},
    {"state.since-with-id", "since beside the id of a document is refused",
     choice("1.0.3 does not forbid it"), of_2_0_0,
     [](Talk& talk) {
         Document document(talk, documents::state);
         document.create("1");
         auto both = document.name();
         both.emplace_back("since", "2020-01-01T00:00:00Z");
         talk.get("activities/state", both).is(400);
         document.holds("1");
     },
     "GET activities/state ?since: status 400 200"},
    {"profiles.put-needs-precondition", "PUT of a new profile needs a precondition",
     choice("1.0.3 asks it of clients (Communication 3.1); the public suite asks 400"), silent,
     [](Talk& talk) {
         for (const auto* kind : {&documents::agent_profile, &documents::activity_profile}) {
             Document document(talk, *kind);
             document.put("1", {}).is(400);
             document.get().is(404);
             document.create("1");
             document.holds("1");
         }
     },
     "PUT agents/profile: status 400 204"},
    {"profiles.put-without-precondition", "PUT of a new document needs no precondition", silent,
     must("4.1.4"),
     [](Talk& talk) {
         for (const auto* kind : documents::kinds) {
             Document document(talk, *kind);
             document.put("1", {}).is(204);
             document.holds("1");
         }
     },
     "PUT agents/profile: say 400"},
};

} // namespace

topics::Table topics::state()
{
    return {std::begin(table), std::end(table)};
}

} // namespace conformance
