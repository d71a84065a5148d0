// What a server sets in a statement, and what it must not touch.
#include "base/timestamp.hpp"
#include "conformance/topics.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace conformance {
namespace {

base::Timestamp time_at(const Answer& answer, std::string_view pointer)
{
    const auto text = answer.at(pointer);
    const auto time = text.is_string() ? base::parse_timestamp(std::string(text.as_string()),
                                                               base::TimestampRules::iso8601)
                                       : std::nullopt;
    answer.expect(time.has_value(), "a timestamp at " + std::string(pointer), answer.body());
    return *time;
}

json::value stored_with(Talk& talk, std::string_view pointer, const Value& value)
{
    return talk.fetch(talk.store(with(talk.statement(), {{pointer, value}}))).is(200).at(pointer);
}

// The ids of an array of activities; whether they came back with an objectType is asked elsewhere.
std::vector<std::string> ids_in(const json::value& activities)
{
    std::vector<std::string> out;
    const auto* list = activities.if_array();
    if (!list) return out;
    for (const auto& activity : *list)
        out.push_back(activity.is_object() ? id_of(activity.as_object()) : "");
    return out;
}

// It comes back as the same point in time.
void keeps_time(Talk& talk, const char* sent, const char* in_utc)
{
    const auto id = talk.store(with(talk.statement(), {{"/timestamp", sent}}));
    const auto answer = talk.fetch(id);
    const auto wanted = base::parse_timestamp(in_utc, base::TimestampRules::iso8601);
    answer.is(200).expect(time_at(answer, "/timestamp") == *wanted,
                          "the point in time " + std::string(in_utc), answer.body());
}

const json::value coach = parsed(R"({"objectType": "Agent", "mbox": "mailto:coach@a.example"})");

const Requirement table[] = {
    {"properties.stored.set", "The server says when it stored a statement", must("Data 2.4.8"),
     must("4.2.4.2"),
     [](Talk& talk) {
         const auto answer = talk.fetch(talk.store(talk.statement())).is(200);
         time_at(answer, "/stored");
     },
     "GET statements: unset /stored"},
    {"properties.stored.overwritten", "What a sender says about `stored` is overwritten",
     must("Data 2.4.8"), must("4.2.4.2"),
     [](Talk& talk) {
         const auto sent = with(talk.statement(), {{"/stored", "2001-02-03T04:05:06Z"}});
         const auto answer = talk.fetch(talk.store(sent)).is(200);
         const auto limit =
             base::parse_timestamp("2001-02-04T00:00:00Z", base::TimestampRules::rfc3339);
         answer.expect(time_at(answer, "/stored") > *limit, "a `stored` of today", answer.body());
     },
     "GET statements: set /stored \"2001-02-03T04:05:06Z\""},
    {"properties.stored.grows", "What is stored later has a later `stored`", should("Data 2.4.8"),
     should("4.2.4.2"),
     [](Talk& talk) {
         const auto first = talk.fetch(talk.store(talk.statement())).is(200);
         const auto second = talk.fetch(talk.store(talk.statement())).is(200);
         second.expect(time_at(first, "/stored") < time_at(second, "/stored"),
                       "a later `stored` than " + first.body(), second.body());
     },
     "GET statements: set /stored \"2026-01-01T00:00:00Z\""},
    {"properties.timestamp.set", "A missing timestamp becomes that of `stored`",
     should("Data 2.4.7"), must("4.2.4.2"),
     [](Talk& talk) {
         const auto answer = talk.fetch(talk.store(talk.statement())).is(200);
         answer.with("/timestamp", answer.at("/stored"));
     },
     "GET statements: unset /timestamp"},
    {"properties.timestamp.kept", "A timestamp stays the same point in time", must("Data 2.3.1"),
     must("4.2"),
     [](Talk& talk) {
         keeps_time(talk, "2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z");
         keeps_time(talk, "2026-03-01T01:30:00+02:00", "2026-02-28T23:30:00Z");
         keeps_time(talk, "2024-12-31T22:00:00-05:00", "2025-01-01T03:00:00Z");
         keeps_time(talk, "1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z");
     },
     "GET statements: set /timestamp \"2026-03-01T12:00:00Z\""},
    {"properties.timestamp.milliseconds", "A timestamp keeps its milliseconds at least",
     must("Data 4.5"), must("4.2.7"),
     [](Talk& talk) {
         keeps_time(talk, "2026-03-01T12:00:00.123Z", "2026-03-01T12:00:00.123Z");
         keeps_time(talk, "2026-03-01T12:00:00.999Z", "2026-03-01T12:00:00.999Z");
     },
     "POST statements: swap .123Z .1Z"},
    {"properties.timestamp.utc", "A timestamp comes back in UTC",
     choice("1.0.3 asks for UTC (Data 4.5) and for the sender's bytes; this server keeps them"),
     must("4.2.7"),
     [](Talk& talk) {
         const auto found = stored_with(talk, "/timestamp", "2026-03-01T01:30:00+02:00");
         const std::string_view wanted = talk.version() == Version::v1_0_3
                                             ? "2026-03-01T01:30:00+02:00"
                                             : "2026-02-28T23:30:00Z";
         const std::string text(found.as_string());
         expect(text.ends_with(wanted.substr(wanted.size() - 1)) &&
                    text.starts_with(wanted.substr(0, 19)),
                std::string(wanted), text);
     },
     "GET statements: set /timestamp \"2026-03-01T00:30:00+01:00\""},
    {"properties.timestamp.future", "A statement about the future is accepted",
     should("Data 2.4.7"), should("4.2.4.1"),
     [](Talk& talk) { keeps_time(talk, "2099-01-01T00:00:00Z", "2099-01-01T00:00:00Z"); },
     "POST statements =2099: say 400"},
    {"properties.timestamp.leap", "The 29th of February is a day of leap years alone",
     must("Data 4.5"), must("4.2.7"),
     [](Talk& talk) {
         const auto at = [&](const char* time) {
             return with(talk.statement(), {{"/timestamp", time}});
         };
         talk.post(at("2024-02-29T00:00:00Z")).is(200);
         talk.post(at("2025-02-29T00:00:00Z")).is(400);
         talk.post(at("2026-04-31T00:00:00Z")).is(400);
         talk.post(at("2026-13-01T00:00:00Z")).is(400);
         talk.post(at("2026-01-01T24:00:01Z")).is(400);
     },
     "POST statements: status 400 200"},
    {"properties.authority.set", "Every statement has an authority", must("Data 2.4.9"),
     must("4.2.4.2"),
     [](Talk& talk) {
         const auto answer = talk.fetch(talk.store(talk.statement())).is(200);
         answer.expect(answer.at("/authority").is_object(), "an authority", answer.body());
     },
     "GET statements: unset /authority"},
    {"properties.authority.agent", "The authority is an Agent with one identifier",
     must("Data 2.4.9"), must("4.2.2"),
     [](Talk& talk) {
         const auto answer = talk.fetch(talk.store(talk.statement())).is(200);
         const auto authority = answer.at("/authority");
         std::size_t identifiers = 0;
         for (const auto* name : {"mbox", "mbox_sha1sum", "openid", "account"})
             identifiers += authority.is_object() && authority.as_object().contains(name);
         answer.expect(identifiers == 1, "one identifier", serialize(authority));
         const auto* type = authority.as_object().if_contains("objectType");
         answer.expect(!type || *type == "Agent", "an Agent", serialize(authority));
     },
     "GET statements: set /authority {\"objectType\":\"Group\",\"member\":[]}"},
    {"properties.authority.overwritten", "The authority is that of the credentials",
     should("Data 2.4.9"), should("4.2.4.2"),
     [](Talk& talk) {
         const auto own = talk.fetch(talk.store(talk.statement())).is(200).at("/authority");
         const auto found = stored_with(talk, "/authority", talk.agent());
         expect(found == own, "the authority " + serialize(own), serialize(found));
     },
     "GET statements: set /authority {\"mbox\":\"mailto:a@b.example\",\"name\":\"%r\"}"},
    {"properties.authority.same", "The same credentials give the same authority",
     choice("1.0.3 does not say so"), must("4.2.4.2"),
     [](Talk& talk) {
         const auto first = talk.fetch(talk.store(talk.statement())).is(200).at("/authority");
         talk.fetch(talk.store(talk.statement())).is(200).with("/authority", first);
     },
     "GET statements: set /authority {\"mbox\":\"mailto:a@b.example\",\"name\":\"%r\"}"},
    {"properties.activities.array", "A single context activity comes back in an array",
     must("Data 2.4.6.2"), must("4.2.4.2"),
     [](Talk& talk) {
         for (const auto* name : {"parent", "grouping", "category", "other"}) {
             const json::object activity{{"id", talk.iri()}};
             const auto pointer = "/context/contextActivities/" + std::string(name);
             const auto found = stored_with(talk, pointer, activity);
             expect(ids_in(found) == std::vector{id_of(activity)}, "an array of the one activity",
                    serialize(found));
         }
     },
     "GET statements: set /context/contextActivities/category {\"id\":\"a:b\"}"},
    {"properties.activities.array-kept", "Arrays of context activities keep their order",
     must("Data 2.4.6.2"), must("4.2.4.2"),
     [](Talk& talk) {
         const json::array sent{{{"id", talk.iri()}}, {{"id", talk.iri()}}, {{"id", talk.iri()}}};
         const auto found = stored_with(talk, "/context/contextActivities/other", sent);
         expect(ids_in(found) == ids_in(sent), serialize(sent), serialize(found));
     },
     "GET statements: reverse /context/contextActivities/other"},
    {"properties.activities.sub-statement", "So it is in a sub-statement", must("Data 2.4.6.2"),
     must("4.2.4.2"),
     [](Talk& talk) {
         const json::value activity{{"id", talk.iri()}};
         auto inner = with(talk.statement(), {{"/context/contextActivities/parent", activity},
                                              {"/objectType", "SubStatement"}});
         inner.erase("id");
         const auto sent = with(talk.statement(), {{"/object", inner}});
         const auto answer = talk.fetch(talk.store(sent));
         const auto found = answer.is(200).at("/object/context/contextActivities/parent");
         answer.expect(ids_in(found) == ids_in(json::array{activity}),
                       "an array of the one activity", serialize(found));
     },
     "GET statements: set /object/context/contextActivities/parent {\"id\":\"a:b\"}"},
    {"properties.object.default-type", "An object without objectType is an Activity",
     must("Data 2.4.4"), must("4.2.2.3"),
     [](Talk& talk) {
         const auto sent = talk.statement();
         talk.store(sent);
         const auto id = sent.at("object").at("id");
         const auto found = talk.ids({{"activity", std::string(id.as_string())}});
         expect(found == std::vector{id_of(sent)}, "the statement by its activity", "others");
     },
     "GET statements: set /statements []"},
    {"properties.team-and-instructor", "Context comes back as it was sent", must("Data 2.3.1"),
     must("4.2"),
     [](Talk& talk) {
         const auto sent = with(talk.statement(), {{"/context/registration", talk.id()},
                                                   {"/context/instructor", coach},
                                                   {"/context/language", "de-AT"},
                                                   {"/context/revision", "1.2"},
                                                   {"/context/platform", "Web"}});
         talk.fetch(talk.store(sent)).is(200).with("/context", sent.at("context"));
     },
     "GET statements: unset /context/revision"},
    {"properties.result", "A result comes back as it was sent", must("Data 2.3.1"), must("4.2"),
     [](Talk& talk) {
         const auto result = parsed(R"({"score": {"scaled": -0.25, "raw": 3, "min": 0, "max": 9},
             "success": false, "completion": true, "response": "a[,]b", "duration": "PT4H35M59.14S",
             "extensions": {"http://conformance.example/x": {"deep": [null, 1, "a"]}}})");
         const auto sent = with(talk.statement(), {{"/result", result}});
         talk.fetch(talk.store(sent)).is(200).with("/result", result);
     },
     "GET statements: unset /result/score/min"},
    {"properties.context-agents", "Context agents and groups come back as they were sent", silent,
     must("4.2.2.5"),
     [](Talk& talk) {
         const auto context = parsed(R"({
             "contextAgents": [{"objectType": "contextAgent",
                 "agent": {"mbox": "mailto:bob@a.example"},
                 "relevantTypes": ["http://conformance.example/roles/coach"]}],
             "contextGroups": [{"objectType": "contextGroup",
                 "group": {"objectType": "Group", "mbox": "mailto:team@a.example"}}]})");
         const auto sent = with(talk.statement(), {{"/context", context}});
         talk.fetch(talk.store(sent)).is(200).with("/context", context);
     },
     "GET statements: unset /context/contextGroups"},
    {"properties.duration.precision", "A duration finer than 0.01 s is accepted",
     should("Data 4.6"), must("4.2.7"),
     [](Talk& talk) {
         for (const auto* duration : {"PT1.2345S", "P3Y6M4DT12H30M5.001S", "P4W", "PT0S"}) {
             talk.post(with(talk.statement(), {{"/result/duration", duration}})).is(200);
         }
         talk.post(with(talk.statement(), {{"/result/duration", "P0003-06-04T12:30:05"}})).is(400);
     },
     "POST statements =PT1.2345S: say 400"},
};

} // namespace

topics::Table topics::properties()
{
    return {std::begin(table), std::end(table)};
}

} // namespace conformance
