// HEAD of every resource, OPTIONS, and requests from pages of other origins.
#include "conformance/documents.hpp"
#include "conformance/topics.hpp"

#include <boost/json/serialize.hpp>

namespace conformance {
namespace {

using documents::Document;

constexpr Says of_1_0_3 = must("Communication 1.1");
constexpr Says of_2_0_0 = must("4.1");

Answer head_of(Talk& talk, const char* resource, const Pairs& parameters)
{
    return talk.send({.method = "HEAD", .resource = resource, .parameters = parameters});
}

// As GET, without the body.
void heads(Talk& talk, const char* resource, const Pairs& parameters)
{
    const auto get = talk.get(resource, parameters);
    const auto head = head_of(talk, resource, parameters);
    get.is(200);
    head.is(200).with_body("");
    for (const auto* name : {"Content-Type", "ETag", "Last-Modified", "X-Experience-API-Version"}) {
        if (get.has_header(name)) head.with_header(name, get.header(name));
    }
}

// What a refusal says may be another each time, its entity tag with it. With what status GET
// refuses is asked elsewhere.
void heads_refusal(Talk& talk, const char* resource, const Pairs& parameters)
{
    const auto get = talk.get(resource, parameters);
    const auto head = head_of(talk, resource, parameters);
    get.expect(get.status() >= 400, "a refusal", std::to_string(get.status()));
    head.is(get.status()).with_body("");
    const auto* version = "X-Experience-API-Version";
    if (get.has_header(version)) head.with_header(version, get.header(version));
}

void heads_document(Talk& talk, const documents::Kind& kind)
{
    Document document(talk, kind);
    const auto* resource = kind.resource.data();
    heads_refusal(talk, resource, document.name());
    document.create("text", "text/plain");
    heads(talk, resource, document.name());
    heads(talk, resource, document.owner());
}

constexpr std::string_view of_browsers = "CORS (the Fetch standard); xAPI is silent";

const Requirement table[] = {
    {"head.statements", "HEAD of statements answers as GET does, without a body", of_1_0_3,
     of_2_0_0,
     [](Talk& talk) {
         const auto sent = talk.statement();
         talk.store(sent);
         heads(talk, "statements", {{"statementId", id_of(sent)}});
         heads_refusal(talk, "statements", {{"statementId", talk.id()}});
         heads(talk, "statements", {{"limit", "1"}});
         heads_refusal(talk, "statements", {{"limit", "-1"}});
     },
     "HEAD statements: say 405"},
    {"head.state", "HEAD of states answers as GET does", of_1_0_3, of_2_0_0,
     [](Talk& talk) { heads_document(talk, documents::state); },
     "HEAD activities/state: drop ETag"},
    {"head.agent-profile", "HEAD of agent profiles answers as GET does", of_1_0_3, of_2_0_0,
     [](Talk& talk) { heads_document(talk, documents::agent_profile); },
     "HEAD agents/profile: drop ETag"},
    {"head.activity-profile", "HEAD of activity profiles answers as GET does", of_1_0_3, of_2_0_0,
     [](Talk& talk) { heads_document(talk, documents::activity_profile); },
     "HEAD activities/profile: status 404 200"},
    {"head.agents", "HEAD of agents answers as GET does", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         heads(talk, "agents", {{"agent", serialize(talk.agent())}});
         heads_refusal(talk, "agents", {});
     },
     "HEAD agents: say 405"},
    {"head.activities", "HEAD of activities answers as GET does", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         heads(talk, "activities", {{"activityId", talk.iri()}});
         heads_refusal(talk, "activities", {});
     },
     "HEAD activities: say 405"},
    {"head.about", "HEAD of About answers as GET does", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         heads(talk, "about", {});
         heads_refusal(talk, "statements", {{"limit", "-1"}});
     },
     "HEAD about: say 405"},
    {"head.methods", "A method that a resource does not know is answered 405",
     choice("RFC 9110 15.5.6; xAPI is silent"), choice("RFC 9110 15.5.6; xAPI is silent"),
     [](Talk& talk) {
         for (const auto* resource : {"agents", "activities", "statements"}) {
             talk.send({.method = "DELETE", .resource = resource}).is(405).with_header("Allow");
             talk.send({.method = "PATCH", .resource = resource, .body = "{}"}).is({405, 501});
         }
         talk.get("statements", {{"limit", "1"}}).is(200);
     },
     "DELETE statements: say 204"},
    {"head.preflight", "A page of another origin may ask what it may send", choice(of_browsers),
     choice(of_browsers),
     [](Talk& talk) {
         const auto answer =
             talk.send({.method = "OPTIONS",
                        .resource = "statements",
                        .headers = {{"Origin", "https://content.example"},
                                    {"Access-Control-Request-Method", "PUT"},
                                    {"Access-Control-Request-Headers",
                                     "authorization,content-type,x-experience-api-version"}},
                        .as = {As::nobody},
                        .version = ""});
         answer.is({200, 204})
             .with_header("Access-Control-Allow-Origin")
             .with_header("Access-Control-Allow-Methods")
             .with_header("Access-Control-Allow-Headers");
         auto allowed = answer.header("Access-Control-Allow-Headers");
         for (auto& c : allowed)
             c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
         for (const auto* name : {"authorization", "x-experience-api-version", "if-match"})
             answer.expect(allowed.find(name) != allowed.npos, std::string(name) + " allowed",
                           allowed);
     },
     "OPTIONS: drop Access-Control-Allow-Headers"},
    {"head.cross-origin", "A page of another origin may read the answer and its headers",
     choice(of_browsers), choice(of_browsers),
     [](Talk& talk) {
         for (const auto* limit : {"1", "-1"}) {
             const auto answer = talk.send({.resource = "statements",
                                            .parameters = {{"limit", limit}},
                                            .headers = {{"Origin", "https://content.example"}}});
             answer.is({200, 400})
                 .with_header("Access-Control-Allow-Origin")
                 .with_header("Access-Control-Expose-Headers");
         }
     },
     "GET statements: drop Access-Control-Allow-Origin"},
};

} // namespace

topics::Table topics::head()
{
    return {std::begin(table), std::end(table)};
}

} // namespace conformance
