// Who may talk at all.
#include "conformance/topics.hpp"

#include <boost/json/serialize.hpp>

namespace conformance {
namespace {

Answer post_as(Talk& talk, const json::object& statement, As as, Pairs headers = {})
{
    return talk.send({.method = "POST",
                      .resource = "statements",
                      .body = serialize(statement),
                      .headers = std::move(headers),
                      .as = as});
}

const Requirement table[] = {
    {"authentication.none", "A request without credentials is answered 401",
     must("Communication 3.2, 4.0"), must("4.1.5"),
     [](Talk& talk) {
         talk.send({.resource = "statements", .as = {As::nobody}}).is(401);
         talk.get("statements", {{"limit", "1"}}).is(200).at("/statements");
     },
     "!@Authorization: as-user"},
    {"authentication.wrong", "A request with a wrong secret is answered 401",
     must("Communication 3.2, 4.0"), must("4.1.5"),
     [](Talk& talk) {
         talk.send({.resource = "statements", .as = {As::stranger}}).is(401);
         talk.get("statements", {{"limit", "1"}}).is(200).at("/statements");
     },
     "status 401 403"},
    {"authentication.stores-nothing", "A statement without credentials is not stored",
     must("Communication 4.0"), must("4.1.8"),
     [](Talk& talk) {
         const auto sent = talk.statement();
         post_as(talk, sent, {As::nobody}).is(401);
         post_as(talk, sent, {As::stranger}).is(401);
         talk.fetch(id_of(sent)).is(404);
         talk.store(sent);
         talk.fetch(id_of(sent)).is(200);
     },
     "POST statements !@Authorization: as-user"},
    {"authentication.malformed", "An Authorization header that is none is refused",
     must("Communication 3.2"), must("4.1.5"),
     [](Talk& talk) {
         for (const auto* value : {"Basic", "Basic ", "Basic !!!", "Bearer abc", "x"})
             talk.send({.resource = "statements",
                        .headers = {{"Authorization", value}},
                        .as = {As::nobody}})
                 .is({400, 401});
         talk.get("statements", {{"limit", "1"}}).is(200).at("/statements");
     },
     "@Authorization=x: as-user"},
    {"authentication.challenge", "A 401 says which credentials would do",
     choice("RFC 9110 11.6.1 asks it; xAPI names no mechanism"),
     choice("RFC 9110 11.6.1 asks it; xAPI names no mechanism"),
     [](Talk& talk) {
         talk.send({.resource = "statements", .as = {As::nobody}})
             .is(401)
             .with_header("WWW-Authenticate");
     },
     "drop WWW-Authenticate"},
    {"authentication.no-challenge-to-browsers", "A page's request gets no password dialog",
     choice("the dialog would hang the content"), choice("the dialog would hang the content"),
     [](Talk& talk) {
         const auto answer = talk.send({.resource = "statements",
                                        .headers = {{"Origin", "https://content.example"}},
                                        .as = {As::nobody}});
         answer.is(401).expect(!answer.has_header("WWW-Authenticate"), "no WWW-Authenticate",
                               answer.header("WWW-Authenticate"));
     },
     "header WWW-Authenticate Basic"},
    {"authentication.every-resource", "No resource but About is open to everybody",
     must("Communication 4.0"), must("4.1.8"),
     [](Talk& talk) {
         const auto agent = json::serialize(talk.agent());
         const Pairs of_agent{{"agent", agent}};
         const Pairs of_activity{{"activityId", talk.iri()}};
         const Pairs of_both{{"agent", agent}, {"activityId", talk.iri()}};
         const std::pair<const char*, Pairs> resources[] = {
             {"statements", {}},          {"activities/state", of_both},
             {"agents", of_agent},        {"activities/profile", of_activity},
             {"activities", of_activity}, {"agents/profile", of_agent},
         };
         for (const auto& [resource, parameters] : resources) {
             talk.send({.resource = resource, .parameters = parameters, .as = {As::nobody}})
                 .is(401);
             talk.get(resource, parameters).is(200);
         }
     },
     "agents/profile !@Authorization: as-user"},
};

} // namespace

topics::Table topics::authentication()
{
    return {std::begin(table), std::end(table)};
}

} // namespace conformance
