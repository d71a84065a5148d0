// Two statements with one id: the first one stays, and the second is a conflict if it differs.
#include "conformance/topics.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace conformance {
namespace {

// The second is taken for the first again. 409 would be too cautious, and neither standard forbids
// it; what must hold is that the first one stays.
void is_same(Talk& talk, const json::object& first, const json::object& second)
{
    const auto id = talk.store(first);
    const auto before = talk.fetch(id).is(200).json();
    talk.post(second).is({200, 204});
    talk.put("statements", {{"statementId", id}}, serialize(second)).is(204);
    talk.fetch(id).is(200).with("", before);
}

void is_conflict(Talk& talk, const json::object& first, const json::object& second)
{
    const auto id = talk.store(first);
    talk.post(first).is(200);
    talk.post(second).is(409);
    talk.put("statements", {{"statementId", id}}, serialize(second)).is(409);
}

json::object changed(const json::object& first, std::string_view pointer, const Value& value)
{
    return with(first, {{pointer, value}});
}

json::object group_statement(Talk& talk, bool reversed = false)
{
    json::array members{parsed(R"({"mbox": "mailto:a@a.example"})"),
                        parsed(R"({"mbox": "mailto:b@a.example"})"),
                        parsed(R"({"mbox": "mailto:c@a.example"})")};
    if (reversed) std::reverse(members.begin(), members.end());
    return with(talk.statement(),
                {{"/actor", json::object{{"objectType", "Group"}, {"member", members}}}});
}

const Requirement table[] = {
    {"comparison.unchanged", "A statement is not changed by another with its id",
     must("Communication 2.1.1, 2.1.2"), must("4.1.6.1"),
     [](Talk& talk) {
         const auto first = talk.statement();
         const auto id = talk.store(first);
         const auto before = talk.fetch(id).is(200).json();
         const auto second = with(talk.statement(), {{"/id", id}});
         talk.post(second).is({409, 200, 204});
         talk.put(second).is({409, 204});
         talk.fetch(id).is(200).with("", before);
     },
     "GET statements: set /verb/id \"urn:%r\""},
    {"comparison.no-trace", "What was refused as a conflict is found by no query",
     must("Communication 2.1.1, 2.1.2"), must("4.1.6.1"),
     [](Talk& talk) {
         const auto first = talk.statement();
         const auto id = talk.store(first);
         const auto second = with(talk.statement(), {{"/id", id}});
         talk.post(second).is({409, 200, 204});
         const auto verb = [](const json::object& of) {
             return std::string(of.at("verb").at("id").as_string());
         };
         expect(talk.ids({{"verb", verb(second)}}).empty(), "nothing of the second", "a statement");
         expect(talk.ids({{"verb", verb(first)}}).size() == 1, "the first statement", "nothing");
     },
     "GET statements: ignore verb"},
    {"comparison.conflict", "Another statement with the same id is answered 409",
     should("Communication 2.1.1, 2.1.2"), should("4.1.6.1"),
     [](Talk& talk) {
         const auto first = talk.statement();
         is_conflict(talk, first, with(talk.statement(), {{"/id", id_of(first)}}));
     },
     "status 409 204"},
    {"comparison.conflict.actor", "Another actor makes another statement", should("Data 2.3.1"),
     should("4.2"),
     [](Talk& talk) {
         const auto first = talk.statement();
         is_conflict(talk, first, changed(first, "/actor", talk.agent()));
     },
     "status 409 204"},
    {"comparison.conflict.object", "Another object makes another statement", should("Data 2.3.1"),
     should("4.2"),
     [](Talk& talk) {
         const auto first = talk.statement();
         is_conflict(talk, first, changed(first, "/object/id", talk.iri()));
     },
     "status 409 204"},
    {"comparison.conflict.result", "Another result makes another statement", should("Data 2.3.1"),
     choice("IEEE 4.2 lists actor, verb, object and duration alone"),
     [](Talk& talk) {
         const auto first = with(talk.statement(), {{"/result/success", true}});
         is_conflict(talk, first, changed(first, "/result/success", false));
     },
     "status 409 204"},
    {"comparison.conflict.duration", "Another duration makes another statement",
     should("Data 2.3.1"), should("4.2"),
     [](Talk& talk) {
         const auto first = with(talk.statement(), {{"/result/duration", "PT1.50S"}});
         is_conflict(talk, first, changed(first, "/result/duration", "PT1.51S"));
     },
     "status 409 204"},
    {"comparison.same", "The same statement again is accepted",
     should("Communication 2.1.1, 2.1.2"), should("4.1.6.1"),
     [](Talk& talk) {
         const auto first = talk.statement();
         is_same(talk, first, first);
     },
     "PUT statements: status 204 409"},
    {"comparison.same.key-order", "The order of properties does not count", should("Data 2.3.1"),
     should("4.2"),
     [](Talk& talk) {
         const auto first = talk.statement();
         json::object turned;
         for (auto at = first.end(); at != first.begin();) {
             --at;
             turned[at->key()] = at->value();
         }
         is_same(talk, first, turned);
     },
     "PUT statements: status 204 409"},
    {"comparison.same.display", "The display of a verb does not count", should("Data 2.3.1"),
     should("4.2"),
     [](Talk& talk) {
         const auto first = with(talk.statement(), {{"/verb/display/en", "tried"}});
         is_same(talk, first, changed(first, "/verb/display/en", "attempted"));
     },
     "PUT statements: status 204 409"},
    {"comparison.same.definition", "The definition of an activity does not count",
     should("Data 2.3.1"), should("4.2"),
     [](Talk& talk) {
         const auto first = with(talk.statement(), {{"/object/definition/name/en", "One"}});
         is_same(talk, first, changed(first, "/object/definition/name/en", "The first"));
     },
     "PUT statements: status 204 409"},
    {"comparison.same.set-by-server", "What the server sets does not count", should("Data 2.3.1"),
     should("4.2"),
     [](Talk& talk) {
         const auto first = talk.statement();
         is_same(talk, first, changed(first, "/stored", "2026-01-01T00:00:00Z"));
         const auto second = talk.statement();
         is_same(talk, second, changed(second, "/authority", talk.agent()));
     },
     "PUT statements: status 204 409"},
    {"comparison.same.returned", "A statement may be sent again as the server returns it",
     should("Data 2.3.1"), should("4.2"),
     [](Talk& talk) {
         const auto first =
             with(talk.statement(), {{"/context/contextActivities/parent/id", talk.iri()}});
         const auto id = talk.store(first);
         const auto returned = talk.fetch(id).is(200).json();
         talk.post(returned).is({200, 204});
         talk.fetch(id).is(200).with("", returned);
     },
     "POST statements =stored: status 200 409"},
    {"comparison.same.members", "The order of a group's members does not count",
     should("Data 2.3.1"), should("4.2"),
     [](Talk& talk) {
         const auto first = group_statement(talk);
         const auto turned = group_statement(talk, true).at("actor");
         is_same(talk, first, changed(first, "/actor", turned));
     },
     "PUT statements: status 204 409"},
    {"comparison.same.duration", "Durations are compared to 0.01 s", should("Data 4.6"),
     must("4.2.7"),
     [](Talk& talk) {
         const auto first = with(talk.statement(), {{"/result/duration", "PT1.234S"}});
         is_same(talk, first, changed(first, "/result/duration", "PT1.239S"));
     },
     "PUT statements: status 204 409"},
    {"comparison.same.instant", "One point in time in two time zones is the same",
     should("Data 2.3.1"), should("4.2"),
     [](Talk& talk) {
         const auto first = with(talk.statement(), {{"/timestamp", "2026-03-01T12:00:00Z"}});
         is_same(talk, first, changed(first, "/timestamp", "2026-03-01T13:00:00+01:00"));
     },
     "PUT statements: status 204 409"},
    {"comparison.same.wrapped", "One context activity, in an array or not, is the same",
     should("Data 2.4.6.2"), should("4.2.4.2"),
     [](Talk& talk) {
         const json::value activity{{"id", talk.iri()}};
         const auto pointer = "/context/contextActivities/parent";
         const auto first = with(talk.statement(), {{pointer, activity}});
         is_same(talk, first, changed(first, pointer, json::array{activity}));
     },
     "PUT statements: status 204 409"},
};

} // namespace

topics::Table topics::comparison()
{
    return {std::begin(table), std::end(table)};
}

} // namespace conformance
