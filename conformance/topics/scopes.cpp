// Credentials that may do less than everything.
#include "conformance/documents.hpp"
#include "conformance/topics.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace conformance {
namespace {

using documents::Document;

constexpr Says of_1_0_3 = must("Communication 3.2, 4.2");
constexpr Says of_2_0_0 = must("4.1.5");

As only(std::string_view scope)
{
    return {As::limited, scope};
}

Answer post(Talk& talk, const json::object& sent, As as)
{
    return talk.send(
        {.method = "POST", .resource = "statements", .body = serialize(sent), .as = as});
}

Answer get(Talk& talk, std::string resource, Pairs parameters, As as)
{
    return talk.send(
        {.resource = std::move(resource), .parameters = std::move(parameters), .as = as});
}

Answer put(Talk& talk, const documents::Kind& kind, const Pairs& name, As as)
{
    return talk.send({.method = "PUT",
                      .resource = std::string(kind.resource),
                      .parameters = name,
                      .body = "{}",
                      .headers = {{"If-None-Match", "*"}},
                      .as = as});
}

const Requirement table[] = {
    {"scopes.write", "statements/write stores and does not read", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const auto sent = talk.statement();
         post(talk, sent, only("statements/write")).is(200);
         get(talk, "statements", {{"statementId", id_of(sent)}}, only("statements/write")).is(403);
         talk.fetch(id_of(sent)).is(200).with("/id", id_of(sent));
     },
     "GET statements: as-user"},
    {"scopes.read", "statements/read reads all and does not store", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const auto sent = talk.statement();
         post(talk, sent, only("statements/read")).is(403);
         talk.fetch(id_of(sent)).is(404);
         talk.store(sent);
         get(talk, "statements", {{"statementId", id_of(sent)}}, only("statements/read"))
             .is(200)
             .with("/id", id_of(sent));
     },
     "POST statements: as-user"},
    {"scopes.mine", "statements/read/mine reads what has its own authority", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const auto mine = only("statements/read/mine");
         const auto verb = talk.iri("verb");
         const auto own = with(talk.statement(), {{"/verb/id", verb}});
         const auto other = with(talk.statement(), {{"/verb/id", verb}});
         post(talk, own, mine).is(200);
         post(talk, other, only("statements/read/mine 2")).is(200);
         get(talk, "statements", {{"statementId", id_of(own)}}, mine).is(200);
         get(talk, "statements", {{"statementId", id_of(other)}}, mine).is({403, 404});
         const auto page = get(talk, "statements", {{"verb", verb}}, mine);
         page.is(200).with("/statements/0/id", id_of(own)).without("/statements/1");
         expect(talk.ids({{"verb", verb}}).size() == 2, "both for a reader of all", "others");
     },
     "GET statements: as-user"},
    {"scopes.mine.more", "So it is on every page of a walk", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const auto mine = only("statements/read/mine");
         const auto verb = talk.iri("verb");
         for (int at = 0; at < 4; ++at) {
             post(talk, with(talk.statement(), {{"/verb/id", verb}}),
                  at % 2 ? only("statements/read/mine 2") : mine)
                 .is(200);
         }
         const auto page = get(talk, "statements", {{"verb", verb}, {"limit", "1"}}, mine);
         const auto more = page.is(200).at("/more");
         page.expect(more.is_string() && more.as_string().starts_with('/'), "a \"more\"",
                     page.body());
         const auto next = talk.send({.resource = std::string(more.as_string()), .as = mine});
         next.is(200).at("/statements/0/id");
         talk.send(
                 {.resource = std::string(more.as_string()), .as = only("statements/read/mine 2")})
             .is({400, 403});
     },
     "GET statements ?cursor: as-user"},
    {"scopes.authority", "Each credential has an authority of its own", must("Data 2.4.9"),
     must("4.2.4.2"),
     [](Talk& talk) {
         const auto first = talk.statement();
         const auto second = talk.statement();
         post(talk, first, only("statements/write")).is(200);
         post(talk, second, only("statements/read/mine")).is(200);
         const auto authority = talk.fetch(id_of(first)).is(200).at("/authority");
         const auto other = talk.fetch(id_of(second)).is(200).at("/authority");
         expect(authority != other, "two authorities", serialize(authority));
     },
     "GET statements: set /authority {\"mbox\":\"mailto:a@b.example\"}"},
    {"scopes.state", "state reads and writes states, and nothing else", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         Document document(talk, documents::state);
         put(talk, documents::state, document.name(), only("state")).is(204);
         document.holds("{}");
         get(talk, "activities/state", document.name(), only("state")).is(200);
         Document profile(talk, documents::agent_profile);
         put(talk, documents::agent_profile, profile.name(), only("state")).is(403);
         post(talk, talk.statement(), only("state")).is(403);
         profile.get().is(404);
     },
     "PUT agents/profile: as-user"},
    {"scopes.profile", "profile reads and writes profiles, and nothing else", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         for (const auto* kind : {&documents::agent_profile, &documents::activity_profile}) {
             Document document(talk, *kind);
             put(talk, *kind, document.name(), only("profile")).is(204);
             document.holds("{}");
         }
         Document state(talk, documents::state);
         put(talk, documents::state, state.name(), only("profile")).is(403);
         state.get().is(404);
     },
     "PUT activities/state: as-user"},
    {"scopes.all-read", "all/read reads everything and writes nothing", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const auto sent = talk.statement();
         talk.store(sent);
         get(talk, "statements", {{"statementId", id_of(sent)}}, only("all/read")).is(200);
         post(talk, talk.statement(), only("all/read")).is(403);
         for (const auto* kind : documents::kinds) {
             Document document(talk, *kind);
             put(talk, *kind, document.name(), only("all/read")).is(403);
             document.create("{}");
             get(talk, std::string(kind->resource), document.name(), only("all/read")).is(200);
         }
     },
     "PUT agents/profile: as-user"},
    {"scopes.define", "Without define a statement is stored and its definition is not taken",
     should("Communication 4.2"), choice("IEEE names no scopes"),
     [](Talk& talk) {
         const auto sent = with(talk.statement(), {{"/object/definition/name/en", "Forged"}});
         const std::string id(sent.at("object").at("id").as_string());
         post(talk, sent, only("statements/write")).is(200);
         talk.fetch(id_of(sent)).is(200).with("/object/definition/name/en", "Forged");
         talk.get("activities", {{"activityId", id}})
             .is(200)
             .with("/id", id)
             .without("/definition/name");
         talk.store(
             with(talk.statement(), {{"/object/id", id}, {"/object/definition/name/en", "True"}}));
         talk.get("activities", {{"activityId", id}}).is(200).with("/definition/name/en", "True");
     },
     "POST statements: as-user"},
};

} // namespace

topics::Table topics::scopes()
{
    return {std::begin(table), std::end(table)};
}

} // namespace conformance
