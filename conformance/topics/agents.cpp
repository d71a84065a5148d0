// What is known of a person.
#include "conformance/topics.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace conformance {
namespace {

constexpr Says of_1_0_3 = must("Communication 2.4");
constexpr Says of_2_0_0 = must("4.1.6.3");

Answer person(Talk& talk, const json::value& agent)
{
    return talk.get("agents", {{"agent", serialize(agent)}});
}

void knows(Talk& talk, const json::object& agent, const char* identifier)
{
    talk.store(with(talk.statement(), {{"/actor", agent}}));
    const auto answer = person(talk, agent);
    answer.is(200).with("/objectType", "Person");
    const auto list = answer.at("/" + std::string(identifier));
    bool found = false;
    for (const auto& one : list.is_array() ? list.as_array() : json::array{})
        found = found || one == agent.at(identifier);
    answer.expect(found, "an array with the agent's " + std::string(identifier), answer.body());
}

const Requirement table[] = {
    {"agents.person", "An agent is answered as a Person whose properties are arrays", of_1_0_3,
     of_2_0_0,
     [](Talk& talk) {
         const auto agent = with(talk.agent(), {{"/name", "Ann"}});
         talk.store(with(talk.statement(), {{"/actor", agent}}));
         const auto answer = person(talk, agent).is(200).with_type("application/json");
         answer.with("/objectType", "Person");
         const auto whole = answer.json();
         for (const auto* name : {"name", "mbox", "mbox_sha1sum", "openid", "account"}) {
             const auto* list = whole.as_object().if_contains(name);
             answer.expect(!list || list->is_array(), std::string(name) + " to be an array",
                           answer.body());
         }
     },
     "agents: set /name \"Ann\""},
    {"agents.mbox", "The Person has the agent's mbox", of_1_0_3, of_2_0_0,
     [](Talk& talk) { knows(talk, talk.agent(), "mbox"); }, "agents: unset /mbox"},
    {"agents.account", "The Person has the agent's account, complete", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         knows(talk, {{"account", {{"homePage", "https://hr.example"}, {"name", talk.id()}}}},
               "account");
     },
     "agents: unset /account/0/homePage"},
    {"agents.openid", "The Person has the agent's openid", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         knows(talk, {{"openid", talk.iri("person")}}, "openid");
     },
     "agents: unset /openid"},
    {"agents.sha1", "The Person has the agent's mbox_sha1sum", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         auto digest = talk.id() + talk.id();
         std::erase(digest, '-');
         knows(talk, {{"mbox_sha1sum", digest.substr(0, 40)}}, "mbox_sha1sum");
     },
     "agents: unset /mbox_sha1sum"},
    {"agents.unknown", "An agent that nobody has mentioned is a Person too", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const auto agent = talk.agent();
         person(talk, agent)
             .is(200)
             .with("/objectType", "Person")
             .with("/mbox", json::array{agent.at("mbox")});
     },
     "agents: status 200 404"},
    {"agents.missing", "A request without an agent is refused", must("Communication 3.2"),
     must("4.1.6"),
     [](Talk& talk) {
         talk.get("agents").is(400);
         person(talk, talk.agent()).is(200).with("/objectType", "Person");
     },
     "agents: status 400 200"},
    {"agents.bad", "An agent that is none is refused", must("Communication 3.2"), must("4.1.6"),
     [](Talk& talk) {
         for (const auto* bad : {"", "ann", "{}", "[]", R"({"mbox":"ann"})", R"({"name":"Ann"})",
                                 R"({"mbox":"mailto:a@b.example","openid":"http://a.example"})"})
             talk.get("agents", {{"agent", bad}}).is(400);
         person(talk, talk.agent()).is(200).with("/objectType", "Person");
     },
     "agents: status 400 200"},
    {"agents.group", "A group is no person", choice("the parameter is called an Agent object"),
     choice("the parameter is called an Agent object"),
     [](Talk& talk) {
         auto group = talk.agent();
         person(talk, group).is(200).with("/objectType", "Person");
         group["objectType"] = "Group";
         person(talk, group).is(400);
     },
     "agents: status 400 200"},
    {"agents.parameters", "An unknown parameter, or one in another case, is refused",
     must("Communication 3.2"), must("4.1.5"),
     [](Talk& talk) {
         const auto agent = serialize(talk.agent());
         talk.get("agents", {{"agent", agent}, {"colour", "red"}}).is(400);
         talk.get("agents", {{"Agent", agent}}).is(400);
         talk.get("agents", {{"agent", agent}}).is(200).with("/objectType", "Person");
     },
     "agents: ignore colour"},
};

} // namespace

topics::Table topics::agents()
{
    return {std::begin(table), std::end(table)};
}

} // namespace conformance
