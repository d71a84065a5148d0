// The alternate request syntax of 1.0.3: everything in a form that is posted.
#include "base/base64.hpp"
#include "conformance/documents.hpp"
#include "conformance/topics.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace conformance {
namespace {

using documents::Document;

constexpr Says of_1_0_3 = must("Communication 1.3");

constexpr const char* form_type = "application/x-www-form-urlencoded";

// As a page would: no header but the form's content type.
Answer form(Talk& talk, const std::string& method, const std::string& resource, Pairs fields,
            Pairs in_url = {})
{
    const auto& user = talk.lrs().user;
    fields.emplace_back("Authorization", "Basic " + base::to_base64(user.key + ":" + user.secret));
    fields.emplace_back("X-Experience-API-Version", talk.version_header());
    in_url.emplace_back("method", method);
    return talk.send({.method = "POST",
                      .resource = resource,
                      .parameters = std::move(in_url),
                      .body = query_of(fields).substr(1),
                      .type = form_type,
                      .as = {As::nobody},
                      .version = ""});
}

Pairs content(Pairs fields, const std::string& body, const char* type = "application/json")
{
    fields.emplace_back("content", body);
    fields.emplace_back("Content-Type", type);
    return fields;
}

const Requirement table[] = {
    {"alternate.put", "PUT of a statement in a form", of_1_0_3, silent,
     [](Talk& talk) {
         const auto sent = talk.statement();
         form(talk, "PUT", "statements", content({{"statementId", id_of(sent)}}, serialize(sent)))
             .is(204);
         talk.fetch(id_of(sent)).is(200).with("/actor", sent.at("actor"));
     },
     "POST statements ?method: say 204"},
    {"alternate.post", "POST of statements in a form", of_1_0_3, silent,
     [](Talk& talk) {
         const auto sent = with(talk.statement(), {{"/result/response", "ü & 🦊 = % +"}});
         form(talk, "POST", "statements", content({}, serialize(sent)))
             .is(200)
             .with("", json::array{sent.at("id")});
         talk.fetch(id_of(sent)).is(200).with("/result/response", "ü & 🦊 = % +");
     },
     "GET statements: swap 🦊 ?"},
    {"alternate.get", "GET of statements in a form", of_1_0_3, silent,
     [](Talk& talk) {
         const auto sent = talk.statement();
         talk.store(sent);
         form(talk, "GET", "statements", {{"statementId", id_of(sent)}})
             .is(200)
             .with("/id", id_of(sent));
         form(talk, "GET", "statements", {{"agent", serialize(sent.at("actor"))}})
             .is(200)
             .with("/statements/0/id", id_of(sent));
     },
     "POST statements ?method: set /statements []"},
    {"alternate.documents", "PUT, POST, GET and DELETE of a document in forms", of_1_0_3, silent,
     [](Talk& talk) {
         Document document(talk, documents::state);
         const auto name = document.name();
         form(talk, "PUT", "activities/state", content(name, R"({"a":1})")).is(204);
         document.get().is(200).with_body(R"({"a":1})").with_type("application/json");
         form(talk, "POST", "activities/state", content(name, R"({"b":2})")).is(204);
         form(talk, "GET", "activities/state", name).is(200).with("/b", 2).with("/a", 1);
         form(talk, "DELETE", "activities/state", name).is(204);
         document.get().is(404);
     },
     "POST activities/state ?method=DELETE: say 204"},
    {"alternate.preconditions", "If-Match and If-None-Match in a form", of_1_0_3, silent,
     [](Talk& talk) {
         Document document(talk, documents::agent_profile);
         auto fields = content(document.name(), "one", "text/plain");
         fields.emplace_back("If-None-Match", "*");
         form(talk, "PUT", "agents/profile", fields).is(204);
         form(talk, "PUT", "agents/profile", fields).is(412);
         fields = content(document.name(), "two", "text/plain");
         fields.emplace_back("If-Match", document.tag());
         form(talk, "PUT", "agents/profile", fields).is(204);
         document.holds("two");
     },
     "POST agents/profile ?method: status 412 204"},
    {"alternate.validated", "A statement in a form keeps to the same rules", of_1_0_3, silent,
     [](Talk& talk) {
         const auto bad = with(talk.statement(), {{"/verb/id", "tried"}});
         form(talk, "POST", "statements", content({}, serialize(bad))).is(400);
         talk.fetch(id_of(bad)).is(404);
         form(talk, "POST", "statements", content({}, serialize(talk.statement()))).is(200);
     },
     "POST statements ?method: status 400 200"},
    {"alternate.method", "A method that is none is refused", of_1_0_3, silent,
     [](Talk& talk) {
         form(talk, "BREW", "statements", {{"limit", "1"}}).is({400, 405});
         form(talk, "GET", "statements", {{"limit", "1"}}).is(200).at("/statements");
     },
     "POST statements ?method: status 400 200 405 200"},
    {"alternate.no-other-parameters", "A parameter beside `method` in the URL is refused",
     should("Communication 1.3"), silent,
     [](Talk& talk) {
         form(talk, "GET", "statements", {}, {{"limit", "1"}}).is(400);
         form(talk, "GET", "statements", {{"limit", "1"}}).is(200).at("/statements");
     },
     "POST statements ?method: status 400 200"},
    {"alternate.unauthorized", "A form without credentials is refused", of_1_0_3, silent,
     [](Talk& talk) {
         talk.send({.method = "POST",
                    .resource = "statements",
                    .parameters = {{"method", "GET"}},
                    .body = "limit=1&X-Experience-API-Version=1.0.3",
                    .type = form_type,
                    .as = {As::nobody},
                    .version = ""})
             .is(401);
         form(talk, "GET", "statements", {{"limit", "1"}}).is(200).at("/statements");
     },
     "POST statements ?method: status 401 200"},
    {"alternate.version", "A form without a version is refused", of_1_0_3, silent,
     [](Talk& talk) {
         talk.send({.method = "POST",
                    .resource = "statements",
                    .parameters = {{"method", "GET"}},
                    .body = "limit=1",
                    .type = form_type,
                    .version = ""})
             .is(400);
         form(talk, "GET", "statements", {{"limit", "1"}}).is(200).at("/statements");
     },
     "POST statements ?method: status 400 200"},
    {"alternate.gone", "2.0 knows no alternate syntax", silent,
     choice("IEEE removed it; a form is a content type like any other"),
     [](Talk& talk) {
         form(talk, "GET", "statements", {{"limit", "1"}}).is({400, 401, 405, 415});
         talk.get("statements", {{"limit", "1"}}).is(200).at("/statements");
     },
     "POST statements ?method: say 200"},
};

} // namespace

topics::Table topics::alternate()
{
    return {std::begin(table), std::end(table)};
}

} // namespace conformance
