// PUT and POST of statements: what is answered, what is kept, what is refused as a whole.
#include "conformance/topics.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <set>

namespace conformance {
namespace {

constexpr std::string_view in_1_0_3 = "Communication 2.1.2";
constexpr std::string_view in_2_0_0 = "4.1.6.1";

json::array batch(std::initializer_list<json::object> statements)
{
    return json::array(statements.begin(), statements.end());
}

// A body that is no statement, beside the statement that it was made of.
void refuses_text(Talk& talk, const std::function<std::string(const std::string&)>& spoil)
{
    const auto sent = talk.statement();
    const auto text = serialize(sent);
    talk.post("statements", {}, spoil(text)).is(400);
    talk.fetch(id_of(sent)).is(404);
    talk.post("statements", {}, text).is(200);
    talk.fetch(id_of(sent)).is(200);
}

const Requirement table[] = {
    {"storing.put", "PUT answers 204 and stores the statement under the id of the URL",
     must("Communication 2.1.1"), must(in_2_0_0),
     [](Talk& talk) {
         auto sent = talk.statement();
         const auto id = id_of(sent);
         talk.put(sent).is(204);
         talk.fetch(id).is(200).with("/id", id).with("/actor", sent["actor"]);
     },
     "PUT statements: swallow 204"},
    {"storing.put.id-of-url", "PUT of a statement without an id takes that of the URL",
     must("Communication 2.1.1"), must(in_2_0_0),
     [](Talk& talk) {
         auto sent = talk.statement();
         const auto id = id_of(sent);
         sent.erase("id");
         talk.put("statements", {{"statementId", id}}, serialize(sent)).is(204);
         talk.fetch(id).is(200).with("/id", id);
     },
     "PUT statements: swallow 204"},
    {"storing.put.needs-id", "PUT without statementId is refused", must("Communication 2.1.1"),
     must(in_2_0_0),
     [](Talk& talk) {
         const auto sent = talk.statement();
         talk.put("statements", {}, serialize(sent)).is(400);
         talk.put(sent).is(204);
     },
     "PUT statements !?statementId: say 204"},
    {"storing.put.other-id", "PUT of a statement with another id than the URL's is refused",
     must("Communication 2.1.1"), must(in_2_0_0),
     [](Talk& talk) {
         const auto sent = talk.statement();
         const auto other = talk.id();
         talk.put("statements", {{"statementId", other}}, serialize(sent)).is(400);
         talk.fetch(other).is(404);
         talk.put(sent).is(204);
     },
     "PUT statements: status 400 204"},
    {"storing.put.bad-id", "PUT with a statementId that is no UUID is refused",
     must("Communication 2.1.1"), must(in_2_0_0),
     [](Talk& talk) {
         auto sent = talk.statement();
         const auto id = id_of(sent);
         sent.erase("id");
         for (const auto& bad : {"{" + id + "}", id.substr(1), std::string("one")})
             talk.put("statements", {{"statementId", bad}}, serialize(sent)).is(400);
         talk.put("statements", {{"statementId", id}}, serialize(sent)).is(204);
     },
     "PUT statements: status 400 204"},
    {"storing.put.one", "PUT of an array is refused", must("Communication 2.1.1"), must(in_2_0_0),
     [](Talk& talk) {
         const auto sent = talk.statement();
         talk.put("statements", {{"statementId", id_of(sent)}}, serialize(batch({sent}))).is(400);
         talk.fetch(id_of(sent)).is(404);
         talk.put(sent).is(204);
     },
     "PUT statements: status 400 204"},
    {"storing.post", "POST of a statement answers 200 with its id in an array", must(in_1_0_3),
     must(in_2_0_0),
     [](Talk& talk) {
         const auto sent = talk.statement();
         talk.post(sent).is(200).with_type("application/json").with("", json::array{id_of(sent)});
         talk.fetch(id_of(sent)).is(200).with("/id", id_of(sent));
     },
     "POST statements: set  {}"},
    {"storing.post.order", "POST of an array answers the ids in the order of the statements",
     must(in_1_0_3), must(in_2_0_0),
     [](Talk& talk) {
         const auto sent = batch({talk.statement(), talk.statement(), talk.statement()});
         json::array ids;
         for (const auto& one : sent)
             ids.push_back(one.at("id"));
         talk.post(sent).is(200).with("", ids);
         for (const auto& one : ids)
             talk.fetch(one.as_string()).is(200).with("/id", one);
     },
     "POST statements: reverse "},
    {"storing.post.makes-ids", "A statement without an id gets a UUID", must("Data 2.4.1"),
     must("4.2.4.2"),
     [](Talk& talk) {
         auto first = talk.statement();
         auto second = first;
         first.erase("id");
         second.erase("id");
         const auto ids = talk.store({first, second});
         expect(ids[0] != ids[1], "two ids that differ", ids[0] + " and " + ids[1]);
         talk.fetch(ids[1]).is(200).with("/id", ids[1]).with("/actor", second["actor"]);
     },
     "GET statements: unset /id"},
    {"storing.post.id-v4", "The ids that the server makes are of UUID version 4",
     choice("some clients accept nothing newer"), choice("some clients accept nothing newer"),
     [](Talk& talk) {
         auto sent = talk.statement();
         sent.erase("id");
         const auto id = talk.store(sent);
         expect(id.size() == 36 && id[14] == '4' && std::string("89ab").find(id[19]) != id.npos,
                "a UUID of version 4, variant 2", id);
     },
     "POST statements: set /0 \"6ba7b810-9dad-11d1-80b4-00c04fd430c8\""},
    {"storing.post.empty", "POST of an empty array is accepted and stores nothing",
     choice("nothing in it could be refused"), choice("nothing in it could be refused"),
     [](Talk& talk) {
         talk.post(json::array{}).is(200).with("", json::array{});
         talk.post("statements", {}, "[[]]").is(400);
     },
     "POST statements: status 200 400"},
    {"storing.post.parameters", "POST with a parameter of GET is refused",
     must("Communication 3.2"), must("4.1.5"),
     [](Talk& talk) {
         const auto sent = talk.statement();
         talk.post("statements", {{"statementId", id_of(sent)}}, serialize(sent)).is(400);
         talk.post("statements", {{"limit", "1"}}, serialize(sent)).is(400);
         talk.fetch(id_of(sent)).is(404);
         talk.post(sent).is(200);
     },
     "POST statements: status 400 200"},
    {"storing.batch.all-or-nothing", "A batch with one bad statement is refused as a whole",
     must("Communication 3.2"), must("4.1.5"),
     [](Talk& talk) {
         const auto first = talk.statement();
         const auto last = talk.statement();
         const auto bad = with(talk.statement(), {{"/actor/mbox", "nobody"}});
         talk.post(batch({first, bad, last})).is(400);
         talk.fetch(id_of(first)).is(404);
         talk.fetch(id_of(last)).is(404);
         talk.post(batch({first, last})).is(200);
         talk.fetch(id_of(first)).is(200);
     },
     "POST statements: status 400 200"},
    {"storing.batch.conflict", "A batch with one conflicting id stores nothing",
     must("Communication 3.2"), must("4.1.5"),
     [](Talk& talk) {
         const auto known = talk.statement();
         talk.store(known);
         const auto fresh = talk.statement();
         const auto other = with(talk.statement(), {{"/id", id_of(known)}});
         // To leave the known one as it is and to say nothing would be right, too.
         const bool refused = talk.post(batch({fresh, other})).is({409, 400, 200}).status() != 200;
         talk.fetch(id_of(fresh)).is(refused ? 404 : 200);
         talk.post(fresh).is({200, 409});
         talk.fetch(id_of(fresh)).is(200).with("/id", id_of(fresh));
     },
     "GET statements: status 404 200"},
    {"storing.batch.same-id", "A batch with the same id twice is refused",
     should("Communication 2.1.2"), must(in_2_0_0),
     [](Talk& talk) {
         const auto one = talk.statement();
         const auto same = one;
         const auto other = with(talk.statement(), {{"/id", id_of(one)}});
         talk.post(batch({one, other})).is(400);
         talk.post(batch({one, talk.statement(), same})).is(400);
         talk.fetch(id_of(one)).is(404);
         talk.post(batch({one, talk.statement()})).is(200);
     },
     "POST statements: status 400 200"},
    {"storing.batch.same-id-in-capitals", "Ids that differ in case only are the same",
     should("Communication 2.1.2"), should(in_2_0_0),
     [](Talk& talk) {
         const auto one = with(talk.statement(), {{"/id", "ab" + talk.id().substr(2)}});
         auto shouted = id_of(one);
         shouted.replace(0, 2, "AB");
         talk.post(batch({one, with(talk.statement(), {{"/id", shouted}})})).is(400);
         talk.post(one).is(200);
         talk.fetch(shouted).is(200).with("/actor", one.at("actor"));
     },
     "POST statements: status 400 200"},
    {"storing.batch.many", "Fifty statements come back as they were sent", must(in_1_0_3),
     must(in_2_0_0),
     [](Talk& talk) {
         const auto verb = talk.iri("verb");
         std::vector<json::object> sent;
         for (int at = 0; at < 50; ++at)
             sent.push_back(with(talk.statement(), {{"/verb/id", verb}}));
         const auto ids = talk.store(sent);
         const auto found = talk.ids({{"verb", verb}, {"limit", "60"}, {"ascending", "true"}});
         expect(found == ids, "all fifty in the order of the batch",
                std::to_string(found.size()) + " statements");
     },
     "GET statements: first 49 /statements"},
    {"storing.json.broken", "A body that is no JSON is refused", must("Communication 3.2"),
     must("4.1.5"),
     [](Talk& talk) {
         refuses_text(talk, [](const auto& text) { return text.substr(0, text.size() - 1); });
         refuses_text(talk, [](const auto& text) { return text + "}"; });
         refuses_text(talk, [](const auto& text) { return "// a statement\n" + text; });
         refuses_text(talk,
                      [](const auto& text) { return text.substr(0, 1) + "," + text.substr(1); });
         refuses_text(talk, [](const auto&) { return std::string(); });
     },
     "POST statements: status 400 200"},
    {"storing.json.numbers", "A body with numbers that JSON has not is refused",
     must("Communication 3.2"), must("4.1.5"),
     [](Talk& talk) {
         for (const auto* number : {"NaN", "Infinity", "01", "+1", ".5", "1.", "0x10"}) {
             refuses_text(talk, [&](std::string text) {
                 text.back() = ',';
                 return text + R"("result":{"score":{"raw":)" + number + "}}}";
             });
         }
     },
     "POST statements: status 400 200"},
    {"storing.json.utf-8", "A body that is no UTF-8 is refused", must("Communication 1.4"),
     must("4.1.2"),
     [](Talk& talk) {
         for (const auto* bytes :
              {"\xff", "\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80"}) {
             refuses_text(talk, [&](std::string text) {
                 text.back() = ',';
                 return text + R"("result":{"response":")" + bytes + "\"}}";
             });
         }
     },
     "POST statements: status 400 200"},
};

// Each pastes a second member of the same name behind the statement's last.
void refuses_twice(Talk& talk, const std::string& members)
{
    refuses_text(talk, [&](std::string text) {
        text.back() = ',';
        return text + members + '}';
    });
}

// "If properties are used multiple times within an object, the behavior of the LRS is undefined."
constexpr Says undefined_in_1_0_3 = choice("Data 2.2 leaves it undefined, IEEE asks it");

const Requirement duplicates[] = {
    {"storing.duplicates.same", "A property that comes twice is refused, with equal values too",
     undefined_in_1_0_3, must("4.2.1"),
     [](Talk& talk) {
         refuses_text(talk, [](std::string text) {
             const auto id = text.substr(1, text.find(',')); // "id":"…",
             return "{" + id + text.substr(1);
         });
     },
     "POST statements: status 400 200"},
    {"storing.duplicates.other", "A property that comes twice is refused", undefined_in_1_0_3,
     must("4.2.1"),
     [](Talk& talk) {
         refuses_twice(talk, R"("verb":{"id":"http://conformance.example/verb/other"})");
         refuses_twice(talk, R"("timestamp":"2026-01-01T00:00:00Z",)"
                             R"("timestamp":"2026-01-02T00:00:00Z")");
     },
     "POST statements: status 400 200"},
    {"storing.duplicates.deep", "A property that comes twice deep inside is refused",
     undefined_in_1_0_3, must("4.2.1"),
     [](Talk& talk) {
         refuses_twice(talk, R"("result":{"success":true,"success":false})");
         refuses_twice(talk, R"("result":{"score":{"raw":1,"max":2,"raw":1}})");
         refuses_twice(talk, R"("context":{"contextActivities":{"parent":[],"parent":[]}})");
     },
     "POST statements: status 400 200"},
    {"storing.duplicates.escaped", "A name is the same when it is spelled with an escape",
     undefined_in_1_0_3, must("4.2.1"),
     [](Talk& talk) {
         refuses_twice(talk, R"("\u0076erb":{"id":"http://conformance.example/verb/other"})");
         refuses_twice(talk, R"("result":{"success":true,"succ\u0065ss":true})");
     },
     "POST statements: status 400 200"},
    {"storing.duplicates.maps", "A language or an extension that comes twice is refused",
     undefined_in_1_0_3, must("4.2.1"),
     [](Talk& talk) {
         refuses_twice(talk,
                       R"("result":{"extensions":{"http://a.example":1,"http://a.example":2}})");
         refuses_text(talk, [](std::string text) {
             const std::string_view before = R"("verb":{)";
             return text.insert(text.find(before) + before.size(),
                                R"("display":{"en":"tried","en":"tried"},)");
         });
     },
     "POST statements: status 400 200"},
};

} // namespace

topics::Table topics::storing()
{
    Table out{std::begin(table), std::end(table)};
    out.insert(out.end(), std::begin(duplicates), std::end(duplicates));
    return out;
}

} // namespace conformance
