// GET of statements: order, times, limits, and values of parameters that make no sense.
#include "conformance/topics.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace conformance {
namespace {

constexpr Says of_1_0_3 = must("Communication 2.1.3");
constexpr Says of_2_0_0 = must("4.1.6.1");
constexpr Says bad_in_1_0_3 = must("Communication 3.2");
constexpr Says string_in_1_0_3 = should("Communication 2.1.3"); // Of type String there.
constexpr Says bad_in_2_0_0 = must("4.1.5, 4.1.6");

using Ids = std::vector<std::string>;

// Three statements under a verb of their own, the oldest first.
struct Three {
    std::string verb;
    Ids ids;
    std::vector<std::string> stored;

    explicit Three(Talk& talk) : verb(talk.iri("verb"))
    {
        for (int at = 0; at < 3; ++at) {
            ids.push_back(talk.store(with(talk.statement(), {{"/verb/id", verb}})));
            const auto time = talk.fetch(ids.back()).is(200).at("/stored");
            stored.emplace_back(time.is_string() ? time.as_string() : "");
        }
    }

    Pairs query(Pairs more = {}) const
    {
        more.emplace_back("verb", verb);
        return more;
    }
};

void expect_ids(const Ids& found, const Ids& wanted)
{
    expect(found == wanted, std::to_string(wanted.size()) + " statements in a certain order",
           std::to_string(found.size()) + " statements, or another order");
}

// Every value is refused; the query with the accepted one is not.
void refuses(Talk& talk, const std::string& name, const std::vector<std::string>& values,
             const std::string& accepted, const Pairs& beside = {})
{
    const auto ask = [&](const std::string& value) {
        Pairs query = beside;
        query.emplace_back(name, value);
        query.emplace_back("limit", "1");
        return talk.get("statements", query);
    };
    for (const auto& value : values)
        ask(value).is(400);
    ask(accepted).is(200).at("/statements");
}

const Requirement order[] = {
    {"query-values.descending", "The newest statement comes first", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const Three three(talk);
         expect_ids(talk.ids(three.query()), {three.ids[2], three.ids[1], three.ids[0]});
         expect_ids(talk.ids(three.query({{"ascending", "false"}})),
                    {three.ids[2], three.ids[1], three.ids[0]});
     },
     "GET statements ?verb: assume ascending true"},
    {"query-values.ascending", "With `ascending` the oldest comes first", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const Three three(talk);
         expect_ids(talk.ids(three.query({{"ascending", "true"}})), three.ids);
     },
     "GET statements: ignore ascending"},
    {"query-values.since", "`since` excludes its own time", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const Three three(talk);
         expect_ids(talk.ids(three.query({{"since", three.stored[0]}})),
                    {three.ids[2], three.ids[1]});
         expect_ids(talk.ids(three.query({{"since", three.stored[2]}})), {});
     },
     "GET statements: ignore since"},
    {"query-values.until", "`until` includes its own time", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const Three three(talk);
         expect_ids(talk.ids(three.query({{"until", three.stored[1]}})),
                    {three.ids[1], three.ids[0]});
         expect_ids(talk.ids(three.query({{"until", three.stored[1]}, {"since", three.stored[0]}})),
                    {three.ids[1]});
     },
     "GET statements: ignore until"},
    {"query-values.times.zones", "Times of a query may be in any time zone", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const Three three(talk);
         expect_ids(talk.ids(three.query({{"since", "2020-01-01T05:00:00+05:00"},
                                          {"until", "2098-12-31T19:00:00-05:00"}})),
                    {three.ids[2], three.ids[1], three.ids[0]});
         expect_ids(talk.ids(three.query({{"since", "2099-01-01T00:00:00Z"}})), {});
     },
     "GET statements: ignore since"},
    {"query-values.limit", "`limit` is the most that comes", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const Three three(talk);
         expect_ids(talk.ids(three.query({{"limit", "2"}})), {three.ids[2], three.ids[1]});
         expect_ids(talk.ids(three.query({{"limit", "1"}})), {three.ids[2]});
     },
     "GET statements: ignore limit"},
    {"query-values.limit.zero", "limit=0 is no limit of the sender's", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const Three three(talk);
         expect_ids(talk.ids(three.query({{"limit", "0"}})),
                    {three.ids[2], three.ids[1], three.ids[0]});
     },
     "GET statements ?limit: assume limit 1"},
    {"query-values.limit.large", "A limit beyond the server's is lowered, not refused",
     choice("the server may have a limit of its own"),
     choice("the server may have a limit of its own"),
     [](Talk& talk) {
         const Three three(talk);
         for (const auto* limit : {"1000000", "99999999999"})
             expect(talk.ids(three.query({{"limit", limit}})).size() == 3, "three", "others");
     },
     "GET statements ?limit: say 400"},
    {"query-values.consistent-through", "Every answer says through when it is complete", of_1_0_3,
     of_2_0_0,
     [](Talk& talk) {
         constexpr std::string_view header = "X-Experience-API-Consistent-Through";
         const auto sent = talk.statement();
         talk.post(sent).is(200).with_header(header);
         talk.fetch(id_of(sent)).is(200).with_header(header);
         talk.get("statements", {{"limit", "1"}}).is(200).with_header(header);
         talk.put(talk.statement()).is(204).with_header(header);
     },
     "PUT statements: drop X-Experience-API-Consistent-Through"},
    {"query-values.consistent-through.holds", "What is stored up to then is found", of_1_0_3,
     of_2_0_0,
     [](Talk& talk) {
         const auto id = talk.store(talk.statement());
         const auto answer = talk.get("statements", {{"statementId", id}});
         const auto through = answer.is(200).header("X-Experience-API-Consistent-Through");
         const auto stored = std::string(answer.at("/stored").as_string());
         answer.expect(through >= stored.substr(0, 19), "a time not before " + stored, through);
     },
     "header X-Experience-API-Consistent-Through 2020-01-01T00:00:00Z"},
    {"query-values.last-modified", "Last-Modified is the newest `stored` of the answer",
     should("Communication 2.1.3"), of_2_0_0,
     [](Talk& talk) {
         const auto id = talk.store(talk.statement());
         const auto answer = talk.fetch(id).is(200);
         const std::string stored(answer.at("/stored").as_string());
         const auto modified = answer.header("Last-Modified"); // "Thu, 26 Nov 2026 17:00:00 GMT"
         answer.expect(modified.ends_with(stored.substr(11, 8) + " GMT") &&
                           modified.find(stored.substr(0, 4)) != modified.npos,
                       "Last-Modified at " + stored, modified);
     },
     "header Last-Modified Thu,%2001%20Jan%202026%2000:00:00%20GMT"},
};

const Requirement values[] = {
    {"query-values.unknown", "A parameter that no standard knows is refused", bad_in_1_0_3,
     bad_in_2_0_0,
     [](Talk& talk) {
         talk.get("statements", {{"foo", "bar"}}).is(400);
         talk.get("statements", {{"limit", "1"}, {"colour", "red"}}).is(400);
         talk.get("statements", {{"limit", "1"}}).is(200).at("/statements");
     },
     "GET statements: ignore foo"},
    {"query-values.case", "A parameter in another case is refused", bad_in_1_0_3, bad_in_2_0_0,
     [](Talk& talk) {
         const Pairs turned{{"Limit", "1"},
                            {"VERB", talk.iri()},
                            {"StatementId", talk.id()},
                            {"statementID", talk.id()},
                            {"Agent", serialize(talk.agent())},
                            {"related_Agents", "true"},
                            {"Format", "ids"}};
         for (const auto& one : turned)
             talk.get("statements", {one}).is(400);
         talk.get("statements", {{"limit", "1"}}).is(200).at("/statements");
     },
     "GET statements: ignore Limit"},
    {"query-values.twice", "A parameter that comes twice is refused",
     choice("the standards are silent"), choice("the standards are silent"),
     [](Talk& talk) {
         talk.get("statements", {{"limit", "1"}, {"limit", "1"}}).is(400);
         talk.get("statements", {{"limit", "1"}}).is(200).at("/statements");
     },
     "GET statements: status 400 200"},
    {"query-values.statementId", "An id that is no UUID is refused", string_in_1_0_3, bad_in_2_0_0,
     [](Talk& talk) {
         const auto id = talk.store(talk.statement());
         for (const auto& bad : {id + "0", id.substr(1), "{" + id + "}", std::string("7")})
             talk.fetch(bad).is(400);
         talk.fetch(id).is(200).at("/id");
     },
     "GET statements: status 400 404"},
    {"query-values.voidedStatementId", "A voided id that is no UUID is refused", string_in_1_0_3,
     bad_in_2_0_0,
     [](Talk& talk) {
         talk.get("statements", {{"voidedStatementId", "7"}}).is(400);
         talk.get("statements", {{"voidedStatementId", talk.id()}}).is(404);
     },
     "GET statements: status 400 404"},
    {"query-values.agent.json", "An `agent` that is no JSON is refused", bad_in_1_0_3, bad_in_2_0_0,
     [](Talk& talk) {
         const auto agent = serialize(talk.agent());
         refuses(talk, "agent",
                 {"", "ann", "mailto:ann@a.example", agent + "}", "[" + agent + "]", "{}", "null"},
                 agent);
     },
     "GET statements: status 400 200"},
    {"query-values.agent.one-identifier", "An `agent` with two identifiers or none is refused",
     bad_in_1_0_3, bad_in_2_0_0,
     [](Talk& talk) {
         auto two = talk.agent();
         two["openid"] = talk.iri("person");
         refuses(talk, "agent",
                 {serialize(two), R"({"name":"Ann"})", R"({"mbox":"ann@a.example"})",
                  R"({"account":{"name":"ann"}})", R"({"objectType":"Activity","id":"a:b"})"},
                 serialize(talk.agent()));
     },
     "GET statements: status 400 200"},
    {"query-values.agent.anonymous", "A group without an identifier cannot be asked for",
     bad_in_1_0_3, bad_in_2_0_0,
     [](Talk& talk) {
         const json::object group{{"objectType", "Group"}, {"member", json::array{talk.agent()}}};
         refuses(talk, "agent", {serialize(group)}, serialize(talk.agent()));
     },
     "GET statements: status 400 200"},
    {"query-values.verb.iri", "A `verb` without a scheme is refused", bad_in_1_0_3, bad_in_2_0_0,
     [](Talk& talk) {
         refuses(talk, "verb", {"", "passed", "a.example/passed", "/passed", ":passed"},
                 "http://a.example/passed");
     },
     "GET statements: status 400 200"},
    {"query-values.activity.iri", "An `activity` without a scheme is refused", bad_in_1_0_3,
     bad_in_2_0_0,
     [](Talk& talk) {
         refuses(talk, "activity", {"", "course", "a.example/course", "//a.example/course"},
                 "http://a.example/course");
     },
     "GET statements: status 400 200"},
    {"query-values.registration.uuid", "A `registration` that is no UUID is refused", bad_in_1_0_3,
     bad_in_2_0_0,
     [](Talk& talk) {
         refuses(talk, "registration", {"", "1", talk.id() + "1"}, talk.id());
     },
     "GET statements: status 400 200"},
    {"query-values.booleans", "A boolean that is not true or false is refused", bad_in_1_0_3,
     bad_in_2_0_0,
     [](Talk& talk) {
         for (const auto* name :
              {"related_agents", "related_activities", "ascending", "attachments"})
             refuses(talk, name, {"", "1", "yes", "True", "TRUE", "maybe"}, "false");
     },
     "GET statements ?related_activities: status 400 200"},
    {"query-values.times", "A time that is none is refused", bad_in_1_0_3, bad_in_2_0_0,
     [](Talk& talk) {
         for (const auto* name : {"since", "until"})
             refuses(talk, name,
                     {"", "yesterday", "1700000000", "2026-01-01", "2026-02-30T00:00:00Z"},
                     "2026-01-01T00:00:00Z");
     },
     "GET statements ?until: status 400 200"},
    {"query-values.limit.number", "A limit that is no number from 0 on is refused", bad_in_1_0_3,
     bad_in_2_0_0,
     [](Talk& talk) {
         for (const auto* bad : {"-1", "ten", "", "1.5", "1e3", "0x10", " 1"})
             talk.get("statements", {{"limit", bad}}).is(400);
         talk.get("statements", {{"limit", "1"}}).is(200).at("/statements");
     },
     "GET statements: status 400 200"},
    {"query-values.format", "A format that is none is refused", bad_in_1_0_3, bad_in_2_0_0,
     [](Talk& talk) {
         refuses(talk, "format", {"", "Exact", "json", "id"}, "exact");
     },
     "GET statements: ignore format"},
};

} // namespace

topics::Table topics::query_values()
{
    Table out{std::begin(order), std::end(order)};
    out.insert(out.end(), std::begin(values), std::end(values));
    return out;
}

} // namespace conformance
