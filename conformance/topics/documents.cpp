// What holds for documents of every kind: states, agent profiles, activity profiles.
#include "conformance/documents.hpp"

#include "conformance/topics.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <set>

namespace conformance {
namespace {

using documents::Document;
using documents::Kind;
using documents::own;
using documents::Row;

const std::string one = R"({"a":1,"b":{"x":1},"c":[1]})";

void expect_list(const Answer& answer, std::initializer_list<std::string> wanted)
{
    std::set<std::string> found;
    const auto list = answer.is(200).with_type("application/json").json();
    answer.expect(list.is_array(), "an array of ids", answer.body());
    for (const auto& id : list.as_array())
        found.emplace(id.is_string() ? id.as_string() : "");
    answer.expect(found == std::set<std::string>(wanted), std::to_string(wanted.size()) + " ids",
                  answer.body());
}

void refuses_merge(Talk& talk, const Kind& kind, const std::string& stored, const char* type,
                   const std::string& posted, const char* posted_type)
{
    Document document(talk, kind);
    document.create(stored, type);
    document.post(posted, {}, posted_type).is(400);
    document.holds(stored);
    auto other = document.sibling();
    other.create(one);
    other.post(R"({"a":2})").is(204);
}

const Row contents[] = {
    {"put", "A document comes back as it was sent, with its content type", own, own,
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.create("<p>grün</p>", "text/html; charset=utf-8");
         document.get().is(200).with_body("<p>grün</p>").with_type("text/html");
     },
     "GET {}: header Content-Type text/plain"},
    {"put.bytes", "A document may be any bytes", own, own,
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         std::string bytes;
         for (int byte = 0; byte < 256; ++byte)
             bytes += static_cast<char>(byte);
         document.create(bytes, "application/octet-stream");
         document.holds(bytes);
     },
     "GET {}: swap AB ab"},
    {"put.json", "A JSON document keeps its bytes", own, own,
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         const std::string text = "{ \"b\": 1.10, \"a\": \"\\u00e9\" }\n";
         document.create(text);
         document.holds(text);
     },
     "GET {}: reformat"},
    {"put.replaces", "PUT replaces all of a document and its content type", own, own,
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.create(one);
         document.put("two", {{"If-Match", document.tag()}}, "text/plain").is(204);
         document.get().is(200).with_body("two").with_type("text/plain");
     },
     "PUT {} @If-Match: swallow 204"},
    {"put.not-json",
     "A body that calls itself JSON and is none is kept as it is",
     {Level::choice, "course content sends suspend data so"},
     {Level::choice, "course content sends suspend data so"},
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.create("suspend&data=1");
         document.holds("suspend&data=1");
     },
     "PUT {}: say 400"},
    {"put.empty",
     "A document may be empty",
     {Level::choice, "nothing forbids it"},
     {Level::choice, "nothing forbids it"},
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.create("", "text/plain");
         document.holds("");
     },
     "PUT {}: say 400"},
    {"get.unknown", "A document that is not there is answered 404", own, own,
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.get().is(404);
         document.create(one);
         document.sibling().get().is(404);
         document.get().is(200);
     },
     "GET {}: status 404 200"},
    {"delete", "DELETE answers 204, and the document is gone", own, own,
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.create(one);
         auto other = document.sibling();
         other.create("other", "text/plain");
         document.remove().is(204);
         document.get().is(404);
         other.holds("other");
     },
     "DELETE {}: swallow 204"},
    {"delete.unknown",
     "DELETE of what is not there answers 204",
     {Level::choice, "the outcome is what was asked for"},
     {Level::choice, "the outcome is what was asked for"},
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.remove().is(204);
         document.get().is(404);
     },
     "DELETE {}: status 204 404"},
    {"post", "POST of what is not there stores it", own, own,
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.post(one).is(204);
         document.get().is(200).with_type("application/json").with("", parsed(one));
     },
     "POST {}: swallow 204"},
    {"post.text",
     "POST of another type than JSON stores it where nothing is",
     {Level::choice, "\"the document being posted or any existing\" may mean a merge alone"},
     {Level::choice, "\"the document being posted or any existing\" may mean a merge alone"},
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.post("plain", {}, "text/plain").is(204);
         document.get().is(200).with_body("plain").with_type("text/plain");
     },
     "POST {}: swallow 204"},
    {"post.merge", "POST merges the properties of two JSON objects", own, own,
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.create(one);
         document.post(R"({"c":null,"d":"new"})").is(204);
         document.get()
             .is(200)
             .with_type("application/json")
             .with("", parsed(R"({"a":1,"b":{"x":1},"c":null,"d":"new"})"));
     },
     "POST {}: swallow 204"},
    {"post.merge.shallow", "Only the properties at the top are merged", own, own,
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.create(one);
         document.post(R"({"b":{"y":2}})").is(204);
         document.get().is(200).with("", parsed(R"({"a":1,"b":{"y":2},"c":[1]})"));
     },
     "GET {}: set /b/x 1"},
    {"post.merge.numbers",
     "A merge leaves the digits of numbers alone",
     {Level::choice, "any serialization would do"},
     {Level::choice, "any serialization would do"},
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.create(R"({"a":1.10,"b":123456789012345678901})");
         document.post(R"({"c":1E2})").is(204);
         const auto answer = document.get();
         for (const auto* number : {"1.10", "123456789012345678901", "1E2"})
             answer.expect(answer.body().find(number) != std::string::npos, number, answer.body());
     },
     "GET {}: reformat"},
    {"post.merge.stored-no-json", "POST is refused when what is stored is no JSON", own, own,
     [](Talk& talk, const Kind& kind) {
         refuses_merge(talk, kind, "plain", "text/plain", R"({"a":1})", "application/json");
         refuses_merge(talk, kind, one, "text/plain", R"({"a":1})", "application/json");
     },
     "POST {}: status 400 204"},
    {"post.merge.stored-no-object", "POST is refused when what is stored is no object", own, own,
     [](Talk& talk, const Kind& kind) {
         for (const auto* stored : {"[1]", "7", "null"})
             refuses_merge(talk, kind, stored, "application/json", "{}", "application/json");
     },
     "POST {}: status 400 204"},
    {"post.merge.posted-no-json", "POST is refused when what is sent is no JSON", own, own,
     [](Talk& talk, const Kind& kind) {
         refuses_merge(talk, kind, one, "application/json", R"({"a":2})", "text/plain");
         refuses_merge(talk, kind, one, "application/json", R"({"a":2)", "application/json");
         refuses_merge(talk, kind, one, "application/json", "[1]", "application/json");
     },
     "POST {}: status 400 204"},
    {"apart", "Documents of others are others", own, own,
     [](Talk& talk, const Kind& kind) {
         const Document document(talk, kind);
         auto other = document;
         if (kind.activity) other.activity = talk.iri();
         if (!kind.activity) other.agent = talk.agent();
         are_apart(document, other);
     },
     "{}: assume {owner}"},
    {"ids", "An id may be any text", own, own,
     [](Talk& talk, const Kind& kind) {
         for (const auto* id : {"a/b", "ü ✓ 🦊", "a&b=c#d?e", "%41", "+", "..", "a\"b'\\"}) {
             Document document(talk, kind);
             document.id = id;
             document.create(id, "text/plain");
             document.holds(id);
             expect_list(document.list(), {id});
         }
     },
     "GET {}: swap %F0%9F%A6%8A ?"},
    {"last-modified",
     "Last-Modified says when a document was last changed",
     {Level::should, "Communication 2.2"},
     own,
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.create(one);
         document.get().is(200).with_body(one).with_header("Last-Modified");
     },
     "GET {}: drop Last-Modified"},
};

const Row lists[] = {
    {"list", "GET without an id lists the ids", own, own,
     [](Talk& talk, const Kind& kind) {
         Document first(talk, kind);
         auto second = first.sibling();
         first.create(one);
         expect_list(first.list(), {first.id});
         second.create("text", "text/plain");
         expect_list(first.list(), {first.id, second.id});
         first.remove().is(204);
         expect_list(first.list(), {second.id});
     },
     "GET {}: first 0 "},
    {"list.empty", "The list of nothing is empty", own, own,
     [](Talk& talk, const Kind& kind) { expect_list(Document(talk, kind).list(), {}); },
     "GET {}: status 200 404"},
    {"list.since", "`since` lists what was changed later, its own time excluded", own, own,
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.create(one);
         expect_list(document.list({{"since", "2020-01-01T00:00:00Z"}}), {document.id});
         expect_list(document.list({{"since", "2099-01-01T00:00:00Z"}}), {});
     },
     "GET {}: ignore since"},
    {"list.since.time", "A `since` that is no time is refused", own, own,
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.create(one);
         for (const auto* bad : {"yesterday", "", "2026-02-30T00:00:00Z", "1700000000"})
             document.list({{"since", bad}}).is(400);
         expect_list(document.list({{"since", "2020-01-01T00:00:00Z"}}), {document.id});
     },
     "GET {}: status 400 200"},
    {"list.last-modified",
     "Last-Modified of a list is that of its newest document",
     {Level::should, "Communication 2.2"},
     {Level::choice, "IEEE asks it of single documents"},
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.create(one);
         document.list().is(200).with_header("Last-Modified");
     },
     "GET {}: drop Last-Modified"},
};

const Row parameters[] = {
    {"parameters.missing", "A request without a required parameter is refused", own, own,
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.create(one);
         const auto whole = document.name();
         for (const auto* method : {"PUT", "POST", "GET", "DELETE"}) {
             for (std::size_t at = 0; at < whole.size(); ++at) {
                 const bool reads = method == std::string_view("GET");
                 const bool all = method == std::string_view("DELETE") && kind.id == "stateId";
                 if (whole[at].first == kind.id && (reads || all)) continue; // Many, then.
                 auto part = whole;
                 part.erase(part.begin() + static_cast<std::ptrdiff_t>(at));
                 talk.send({.method = method,
                            .resource = std::string(kind.resource),
                            .parameters = part,
                            .body = reads || all ? "" : one,
                            .headers = {{"If-Match", "*"}}})
                     .is(400);
             }
         }
         document.holds(one);
     },
     "PUT {}: status 400 204"},
    {"parameters.unknown",
     "An unknown parameter, or one in another case, is refused",
     {Level::must, "Communication 3.2"},
     {Level::must, "4.1.5"},
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.create(one);
         for (const auto* name : {"colour", "Since", "AGENT", "stateID", "ProfileId"})
             document.list({{name, "x"}}).is(400);
         expect_list(document.list(), {document.id});
     },
     "GET {}: ignore colour"},
    {"parameters.owner",
     "An agent that is none and an activity without a scheme are refused",
     {Level::must, "Communication 3.2"},
     {Level::must, "4.1.6"},
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         for (const auto* bad : {"", "ann", "{}", R"({"mbox":"ann"})"}) {
             auto broken = document.name();
             for (auto& [name, value] : broken) {
                 if (name == "agent") value = bad;
                 if (name == "activityId") value = "a.example/no-scheme";
             }
             for (const auto* method : {"GET", "PUT", "POST", "DELETE"}) {
                 talk.send({.method = method,
                            .resource = std::string(kind.resource),
                            .parameters = broken,
                            .body = *method == 'P' ? one : "",
                            .headers = {{"If-None-Match", "*"}}})
                     .is(400);
             }
         }
         document.create(one);
         document.holds(one);
     },
     "PUT {}: status 400 204"},
    {"agent.identity",
     "An agent is the same under another name",
     {Level::should, "Data 2.4.2.3"},
     {Level::should, "4.1.6.1"},
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.create(one);
         auto named = document;
         named.agent = with(document.agent, {{"/name", "Ann"}});
         named.holds(one);
         named.agent = talk.agent();
         if (kind.agent) named.get().is(404);
     },
     "GET {}: status 200 404"},
};

} // namespace

topics::Table topics::documents()
{
    Table out;
    for (const auto* kind : documents::kinds) {
        for (const auto& row : contents)
            out.push_back(documents::requirement(row, *kind));
        for (const auto& row : lists)
            out.push_back(documents::requirement(row, *kind));
        for (const auto& row : parameters) {
            if (row.what == "agent.identity" && !kind->agent) continue;
            out.push_back(documents::requirement(row, *kind));
        }
    }
    return out;
}

} // namespace conformance
