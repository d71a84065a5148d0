// GET of statements: by id, and the filters.
#include "conformance/topics.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <set>

namespace conformance {
namespace {

constexpr Says filter_1_0_3 = must("Communication 2.1.3");
constexpr Says filter_2_0_0 = must("4.1.6.1");

using Ids = std::vector<std::string>;

// The query finds exactly these, in any order.
void finds(Talk& talk, const Pairs& query, const Ids& wanted)
{
    const auto found = talk.ids(query);
    expect(std::set(found.begin(), found.end()) == std::set(wanted.begin(), wanted.end()) &&
               found.size() == wanted.size(),
           std::to_string(wanted.size()) + " certain statements",
           std::to_string(found.size()) + " statements, or others");
}

std::string text_at(const json::object& statement, const char* member)
{
    return std::string(statement.at(member).at("id").as_string());
}

Pairs by_agent(const json::value& agent)
{
    return {{"agent", serialize(agent)}};
}

// A statement that has the agent at a place is found, one without is not.
void finds_agent_at(Talk& talk, std::string_view pointer, bool related, bool wanted,
                    const char* type = "Agent")
{
    auto agent = talk.agent();
    agent["objectType"] = type;
    json::value value = agent;
    if (pointer.ends_with("/member")) value = json::array{talk.agent(), agent};
    auto sent = with(talk.statement(), {{pointer, value}});
    if (pointer == "/actor/member")
        sent = with(sent, {{"/actor", json::object{{"objectType", "Group"}, {"member", value}}}});
    const auto id = talk.store(sent);
    talk.store(talk.statement());
    auto query = by_agent(agent);
    if (related) query.emplace_back("related_agents", "true");
    finds(talk, query, wanted ? Ids{id} : Ids{});
}

json::object planned(json::object inner, json::object outer)
{
    inner.erase("id");
    inner["objectType"] = "SubStatement";
    outer["object"] = inner;
    return outer;
}

void finds_identifier(Talk& talk, const json::object& agent)
{
    const auto id = talk.store(with(talk.statement(), {{"/actor", agent}}));
    talk.store(talk.statement());
    finds(talk, by_agent(agent), {id});
    auto named = agent;
    named["name"] = "Somebody";
    finds(talk, by_agent(named), {id});
}

const Requirement by_id[] = {
    {"queries.id", "A statement is found by its id", filter_1_0_3, filter_2_0_0,
     [](Talk& talk) {
         const auto sent = talk.statement();
         talk.store(sent);
         talk.fetch(id_of(sent))
             .is(200)
             .with_type("application/json")
             .with("/actor", sent.at("actor"))
             .with("/object/id", sent.at("object").at("id"));
     },
     "GET statements: unset /actor"},
    {"queries.id.unknown", "An id that nobody has is answered 404", filter_1_0_3, filter_2_0_0,
     [](Talk& talk) {
         talk.fetch(talk.id()).is(404);
         talk.fetch(talk.store(talk.statement())).is(200).at("/id");
     },
     "GET statements: status 404 200"},
    {"queries.id.both", "statementId and voidedStatementId together are refused", filter_1_0_3,
     filter_2_0_0,
     [](Talk& talk) {
         const auto id = talk.store(talk.statement());
         talk.get("statements", {{"statementId", id}, {"voidedStatementId", id}}).is(400);
         talk.fetch(id).is(200).at("/id");
     },
     "GET statements: ignore voidedStatementId"},
    {"queries.id.alone", "No filter stands beside an id", filter_1_0_3, filter_2_0_0,
     [](Talk& talk) {
         const auto id = talk.store(talk.statement());
         const Pairs others{{"agent", serialize(talk.agent())},
                            {"verb", talk.iri()},
                            {"activity", talk.iri()},
                            {"registration", talk.id()},
                            {"related_activities", "true"},
                            {"related_agents", "true"},
                            {"since", "2020-01-01T00:00:00Z"},
                            {"until", "2099-01-01T00:00:00Z"},
                            {"limit", "1"},
                            {"ascending", "true"}};
         for (const auto& other : others) {
             for (const auto* name : {"statementId", "voidedStatementId"})
                 talk.get("statements", {{name, id}, other}).is(400);
         }
         talk.fetch(id).is(200).at("/id");
     },
     "GET statements ?statementId ?until: say 200"},
    {"queries.id.beside", "format and attachments may stand beside an id", filter_1_0_3,
     filter_2_0_0,
     [](Talk& talk) {
         const auto id = talk.store(talk.statement());
         for (const auto* format : {"exact", "ids", "canonical"}) {
             talk.get("statements",
                      {{"statementId", id}, {"format", format}, {"attachments", "false"}})
                 .is(200)
                 .with("/id", id);
         }
     },
     "GET statements ?statementId ?format: say 400"},
};

const Requirement filters[] = {
    {"queries.agent.actor", "`agent` finds the actor", filter_1_0_3, filter_2_0_0,
     [](Talk& talk) { finds_agent_at(talk, "/actor", false, true); },
     "GET statements: ignore agent"},
    {"queries.agent.object", "`agent` finds the object", filter_1_0_3, filter_2_0_0,
     [](Talk& talk) { finds_agent_at(talk, "/object", false, true); },
     "GET statements: set /statements []"},
    {"queries.agent.member", "`agent` finds the member of a group", filter_1_0_3, filter_2_0_0,
     [](Talk& talk) { finds_agent_at(talk, "/actor/member", false, true); },
     "GET statements: set /statements []"},
    {"queries.agent.group", "`agent` finds an identified group", filter_1_0_3, filter_2_0_0,
     [](Talk& talk) { finds_agent_at(talk, "/actor", false, true, "Group"); },
     "GET statements: set /statements []"},
    {"queries.agent.not-elsewhere", "`agent` alone does not look into the context", filter_1_0_3,
     filter_2_0_0,
     [](Talk& talk) {
         finds_agent_at(talk, "/context/instructor", false, false);
         finds_agent_at(talk, "/context/team", false, false, "Group");
         finds_agent_at(talk, "/actor", false, true);
     },
     "GET statements ?agent: assume related_agents true"},
    {"queries.agent.mbox", "An agent is found by mbox, whatever his name", filter_1_0_3,
     filter_2_0_0, [](Talk& talk) { finds_identifier(talk, talk.agent()); },
     "GET statements =Somebody: set /statements []"},
    {"queries.agent.sha1", "An agent is found by mbox_sha1sum", filter_1_0_3, filter_2_0_0,
     [](Talk& talk) {
         auto digest = talk.id() + talk.id();
         std::erase(digest, '-');
         finds_identifier(talk, {{"mbox_sha1sum", digest.substr(0, 40)}});
     },
     "GET statements: ignore agent"},
    {"queries.agent.openid", "An agent is found by openid", filter_1_0_3, filter_2_0_0,
     [](Talk& talk) {
         finds_identifier(talk, {{"openid", talk.iri("person")}});
     },
     "GET statements: ignore agent"},
    {"queries.agent.account", "An agent is found by account, both parts of it", filter_1_0_3,
     filter_2_0_0,
     [](Talk& talk) {
         const auto name = talk.id();
         finds_identifier(talk,
                          {{"account", {{"homePage", "https://hr.a.example"}, {"name", name}}}});
         finds(talk,
               by_agent({{"account", {{"homePage", "https://hr.b.example"}, {"name", name}}}}), {});
     },
     "GET statements =b.example: ignore agent"},
    {"queries.verb", "`verb` finds the statements with this verb", filter_1_0_3, filter_2_0_0,
     [](Talk& talk) {
         const auto sent = talk.statement();
         const auto id = talk.store(sent);
         talk.store(talk.statement());
         finds(talk, {{"verb", text_at(sent, "verb")}}, {id});
         finds(talk, {{"verb", talk.iri("verb")}}, {});
     },
     "GET statements: ignore verb"},
    {"queries.activity", "`activity` finds the statements with this object", filter_1_0_3,
     filter_2_0_0,
     [](Talk& talk) {
         const auto sent = talk.statement();
         const auto id = talk.store(sent);
         const auto parent = with(
             talk.statement(), {{"/context/contextActivities/parent/id", text_at(sent, "object")}});
         talk.store(parent);
         finds(talk, {{"activity", text_at(sent, "object")}}, {id});
     },
     "GET statements ?activity: assume related_activities true"},
    {"queries.registration", "`registration` finds the statements of it", filter_1_0_3,
     filter_2_0_0,
     [](Talk& talk) {
         const auto registration = talk.id();
         const auto id =
             talk.store(with(talk.statement(), {{"/context/registration", registration}}));
         talk.store(with(talk.statement(), {{"/context/registration", talk.id()}}));
         finds(talk, {{"registration", registration}}, {id});
         finds(talk, {{"registration", talk.id()}}, {});
     },
     "GET statements: ignore registration"},
    {"queries.related-activities", "`related_activities` looks into the context", filter_1_0_3,
     filter_2_0_0,
     [](Talk& talk) {
         for (const auto* name : {"parent", "grouping", "category", "other"}) {
             const auto iri = talk.iri();
             const auto at = "/context/contextActivities/" + std::string(name);
             const json::array two{{{"id", talk.iri()}}, {{"id", iri}}};
             const auto id = talk.store(with(talk.statement(), {{at, two}}));
             finds(talk, {{"activity", iri}}, {});
             finds(talk, {{"activity", iri}, {"related_activities", "false"}}, {});
             finds(talk, {{"activity", iri}, {"related_activities", "true"}}, {id});
         }
     },
     "GET statements: ignore related_activities"},
    {"queries.related-activities.sub-statement", "`related_activities` looks into sub-statements",
     filter_1_0_3, filter_2_0_0,
     [](Talk& talk) {
         const auto inner =
             with(talk.statement(), {{"/context/contextActivities/parent/id", talk.iri()}});
         const auto id = talk.store(planned(inner, talk.statement()));
         const auto object = text_at(inner, "object");
         finds(talk, {{"activity", object}}, {});
         finds(talk, {{"activity", object}, {"related_activities", "true"}}, {id});
     },
     "GET statements: ignore related_activities"},
    {"queries.related-agents", "`related_agents` looks at instructor and team", filter_1_0_3,
     filter_2_0_0,
     [](Talk& talk) {
         finds_agent_at(talk, "/context/instructor", true, true);
         finds_agent_at(talk, "/context/team", true, true, "Group");
         finds_agent_at(talk, "/actor", true, true);
         finds_agent_at(talk, "/object", true, true);
     },
     "GET statements: ignore related_agents"},
    {"queries.related-agents.authority", "`related_agents` looks at the authority", filter_1_0_3,
     filter_2_0_0,
     [](Talk& talk) {
         const auto sent = talk.statement();
         const auto id = talk.store(sent);
         auto query = by_agent(talk.fetch(id).is(200).at("/authority"));
         query.emplace_back("verb", text_at(sent, "verb"));
         finds(talk, query, {});
         query.emplace_back("related_agents", "true");
         finds(talk, query, {id});
     },
     "GET statements: ignore related_agents"},
    {"queries.related-agents.sub-statement", "`related_agents` looks into sub-statements",
     filter_1_0_3, filter_2_0_0,
     [](Talk& talk) {
         const auto inner = with(talk.statement(), {{"/context/instructor", talk.agent()}});
         const auto id = talk.store(planned(inner, talk.statement()));
         for (const auto& agent : {inner.at("actor"), inner.at("context").at("instructor")}) {
             auto query = by_agent(agent);
             finds(talk, query, {});
             query.emplace_back("related_agents", "true");
             finds(talk, query, {id});
         }
     },
     "GET statements: ignore related_agents"},
    {"queries.related-agents.context-agents", "`related_agents` looks at context agents, groups",
     silent, filter_2_0_0,
     [](Talk& talk) {
         const auto agent = talk.agent();
         auto group = talk.agent();
         group["objectType"] = "Group";
         const auto id =
             talk.store(with(talk.statement(),
                             {{"/context/contextAgents",
                               json::array{{{"objectType", "contextAgent"}, {"agent", agent}}}},
                              {"/context/contextGroups",
                               json::array{{{"objectType", "contextGroup"}, {"group", group}}}}}));
         for (const auto& one : {agent, group}) {
             auto query = by_agent(one);
             finds(talk, query, {});
             query.emplace_back("related_agents", "true");
             finds(talk, query, {id});
         }
     },
     "GET statements: ignore related_agents"},
    {"queries.together", "Filters hold together", filter_1_0_3, filter_2_0_0,
     [](Talk& talk) {
         const auto both = talk.statement();
         const auto id = talk.store(both);
         talk.store(with(talk.statement(), {{"/verb", both.at("verb")}}));
         talk.store(with(talk.statement(), {{"/actor", both.at("actor")}}));
         auto query = by_agent(both.at("actor"));
         query.emplace_back("verb", text_at(both, "verb"));
         finds(talk, query, {id});
     },
     "GET statements ?agent: ignore verb"},
    {"queries.nothing", "A query that finds nothing answers 200 with an empty array", filter_1_0_3,
     filter_2_0_0,
     [](Talk& talk) {
         talk.get("statements", {{"verb", talk.iri("verb")}})
             .is(200)
             .with_type("application/json")
             .with("/statements", json::array{});
         const auto sent = talk.statement();
         talk.store(sent);
         finds(talk, {{"verb", text_at(sent, "verb")}}, {id_of(sent)});
     },
     "GET statements: status 200 404"},
};

} // namespace

topics::Table topics::queries()
{
    Table out{std::begin(by_id), std::end(by_id)};
    out.insert(out.end(), std::begin(filters), std::end(filters));
    return out;
}

} // namespace conformance
