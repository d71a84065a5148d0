#include "statements/query.hpp"

#include "tests/statements/shorthand.hpp"

#include <boost/test/unit_test.hpp>

#include <stdexcept>
#include <string>

namespace {

using shorthand::activity;
using shorthand::statement;
using shorthand::verb;
using shorthand::who;
using statements::Query;
namespace json = boost::json;

constexpr std::string_view registration = "01234567-89ab-4cde-8f01-23456789abcd";

bool found(const json::value& value, const Query& query)
{
    return statements::matches(value, query, [](const auto&) -> std::optional<json::value> {
        throw std::logic_error("there is no reference to follow");
    });
}

} // namespace

BOOST_AUTO_TEST_SUITE(statements_query)

BOOST_AUTO_TEST_CASE(agents)
{
    constexpr auto sub = R"({"object":{"objectType":"SubStatement","actor":@bob,"verb":^saw,
        "object":{"objectType":"Agent","mbox":"mailto:cem@example.org"},
        "context":{"instructor":@dee,"team":{"objectType":"Group","member":[@eva]},
                   "contextAgents":[{"agent":@fay}]}}})";
    constexpr auto context = R"({"context":{"instructor":@bob,
        "team":{"objectType":"Group","mbox":"mailto:crew@example.org","member":[@cem]},
        "contextAgents":[{"agent":@dee}],
        "contextGroups":[{"group":{"objectType":"Group","member":[@eva]}}]},
        "authority":{"objectType":"Group","member":[@lms,@gus]}})";
    constexpr auto crew = R"({"actor":{"objectType":"Group","mbox":"mailto:crew@example.org",
        "member":[@ann,@bob]}})";

    const struct {
        const char* name;
        const char* changes;
        const char* agent;
        bool plainly;
        bool related;
    } rows[] = {
        {"actor", "{}", "ann", true, true},
        {"somebody else", "{}", "bob", false, false},
        {"object", R"({"object":{"objectType":"Agent","mbox":"mailto:bob@example.org"}})", "bob",
         true, true},
        {"identified group", crew, "crew", true, true},
        {"member of the acting group", crew, "bob", true, true},
        {"no member of it", crew, "cem", false, false},
        {"member of the group that is the object",
         R"({"object":{"objectType":"Group","member":[@bob]}})", "bob", true, true},
        {"an activity with an agent's member", R"({"object":{"id":"urn:a","member":[@bob]}})",
         "bob", false, false},
        {"instructor", context, "bob", false, true},
        {"team", context, "crew", false, true},
        {"member of the team", context, "cem", false, true},
        {"context agent", context, "dee", false, true},
        {"member of a context group", context, "eva", false, true},
        {"member of the authority", context, "lms", false, true},
        {"other member of the authority", context, "gus", false, true},
        {"authority alone", R"({"authority":@lms})", "lms", false, true},
        {"nobody of the context", context, "fay", false, false},
        {"actor of the sub-statement", sub, "bob", false, true},
        {"object of the sub-statement", sub, "cem", false, true},
        {"instructor of the sub-statement", sub, "dee", false, true},
        {"team of the sub-statement", sub, "eva", false, true},
        {"context agent of the sub-statement", sub, "fay", false, true},
        {"nobody of the sub-statement", sub, "gus", false, false},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto value = statement(row.changes);
            BOOST_TEST(statements::meets(value, {.agent = who(row.agent)}) == row.plainly);
            BOOST_TEST(statements::meets(value, {.agent = who(row.agent),
                                                 .related_agents = true}) == row.related);
        }
    }
}

BOOST_AUTO_TEST_CASE(activities)
{
    constexpr auto context = R"({"context":{"contextActivities":
        {"parent":[#a,#b],"grouping":#c,"category":[#d],"other":[#e]}}})";
    constexpr auto sub = R"({"object":{"objectType":"SubStatement","actor":@bob,"verb":^saw,
        "object":#a,"context":{"contextActivities":{"parent":[#b]}}}})";

    const struct {
        const char* name;
        const char* changes;
        const char* activity;
        bool plainly;
        bool related;
    } rows[] = {
        {"object", "{}", "book", true, true},
        {"another", "{}", "a", false, false},
        {"object with a type",
         R"({"object":{"objectType":"Activity","id":"https://example.org/activities/a"}})", "a",
         true, true},
        {"another letter case", R"({"object":{"id":"https://EXAMPLE.org/activities/a"}})", "a",
         false, false},
        {"an agent with the id",
         R"({"object":{"objectType":"Agent","id":"https://example.org/activities/a"}})", "a", false,
         false},
        {"parent", context, "b", false, true},
        {"grouping, a single one", context, "c", false, true},
        {"category", context, "d", false, true},
        {"other", context, "e", false, true},
        {"none of them", context, "f", false, false},
        {"object of the sub-statement", sub, "a", false, true},
        {"context of the sub-statement", sub, "b", false, true},
        {"none of the sub-statement", sub, "c", false, false},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto value = statement(row.changes);
            const auto wanted = activity(row.activity);
            BOOST_TEST(statements::meets(value, {.activity = wanted}) == row.plainly);
            BOOST_TEST(statements::meets(value, {.activity = wanted, .related_activities = true}) ==
                       row.related);
        }
    }
}

BOOST_AUTO_TEST_CASE(verbs_and_registrations)
{
    const auto some = base::parse_uuid(registration);
    const auto other = base::parse_uuid("01234567-89ab-4cde-8f01-23456789abce");
    constexpr auto registered =
        R"({"context":{"registration":"01234567-89AB-4cde-8f01-23456789abcd"}})";
    constexpr auto sub = R"({"object":{"objectType":"SubStatement","actor":@bob,"verb":^saw,
        "object":#a,"context":{"registration":"01234567-89ab-4cde-8f01-23456789abcd"}}})";

    const struct {
        const char* name;
        const char* changes;
        Query query;
        bool met;
    } rows[] = {
        {"no filter", "{}", {}, true},
        {"verb", "{}", {.verb = verb("read")}, true},
        {"another verb", "{}", {.verb = verb("saw")}, false},
        {"a beginning of the verb", "{}", {.verb = verb("rea")}, false},
        {"verb of the sub-statement", sub, {.verb = verb("saw")}, false},
        {"verb around the sub-statement", sub, {.verb = verb("read")}, true},
        {"registration, letter case", registered, {.registration = some}, true},
        {"another registration", registered, {.registration = other}, false},
        {"no registration", "{}", {.registration = some}, false},
        {"registration of the sub-statement", sub, {.registration = some}, false},
        {"all together",
         registered,
         {.agent = who("ann"),
          .verb = verb("read"),
          .activity = activity("book"),
          .registration = some},
         true},
        {"all but the agent",
         registered,
         {.agent = who("bob"),
          .verb = verb("read"),
          .activity = activity("book"),
          .registration = some},
         false},
        {"all but the verb",
         registered,
         {.agent = who("ann"),
          .verb = verb("saw"),
          .activity = activity("book"),
          .registration = some},
         false},
        {"all but the activity",
         registered,
         {.agent = who("ann"),
          .verb = verb("read"),
          .activity = activity("a"),
          .registration = some},
         false},
        {"all but the registration",
         registered,
         {.agent = who("ann"),
          .verb = verb("read"),
          .activity = activity("book"),
          .registration = other},
         false},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(statements::meets(statement(row.changes), row.query) == row.met);
            BOOST_TEST(found(statement(row.changes), row.query) == row.met);
        }
    }
}

BOOST_AUTO_TEST_CASE(times)
{
    using std::chrono::microseconds;
    const auto stored =
        base::parse_timestamp("2026-03-01T12:00:00.000005Z", base::TimestampRules::rfc3339).value();
    const auto value = statement(R"({"stored":"2026-03-01T12:00:00.000005Z"})");

    const struct {
        const char* name;
        Query query;
        bool matching;
    } rows[] = {
        {"since before", {.since = stored - microseconds(1)}, true},
        {"since exactly then", {.since = stored}, false},
        {"until exactly then", {.until = stored}, true},
        {"until before", {.until = stored - microseconds(1)}, false},
        {"between", {.since = stored - microseconds(1), .until = stored}, true},
        {"since after until", {.since = stored, .until = stored}, false},
        {"in time, but of somebody else",
         {.agent = who("bob"), .since = stored - microseconds(1)},
         false},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(found(value, row.query) == row.matching);
        }
    }
    BOOST_TEST(!found(statement(), {.since = stored})); // Never stored.
    BOOST_TEST(!found(statement(), {.until = stored}));
}

BOOST_AUTO_TEST_CASE(read_scope)
{
    const struct {
        const char* name;
        const char* changes;
        bool matching;
    } rows[] = {
        {"own", R"({"authority":@lms})", true},
        {"another's", R"({"authority":@cms})", false},
        {"none", "{}", false},
        {"a group of which it is a member",
         R"({"authority":{"objectType":"Group","member":[@lms]}})", false},
        {"it is the actor", R"({"actor":@lms,"authority":@cms})", false},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(found(statement(row.changes), {.authority = who("lms")}) == row.matching);
        }
    }
}

BOOST_AUTO_TEST_CASE(own_members)
{
    const auto value = statement(
        R"({"id":"01234567-89AB-4CDE-8F01-23456789ABCD","stored":"2026-03-01T12:00:00+01:00"})");
    BOOST_TEST((statements::id_of(value) == base::parse_uuid(registration)));
    BOOST_TEST((statements::stored_of(value) ==
                base::parse_timestamp("2026-03-01T11:00:00Z", base::TimestampRules::rfc3339)));
    for (const auto* text : {"{}", "[]", R"({"id":1,"stored":2})", R"({"id":"x","stored":"y"})"}) {
        BOOST_TEST_CONTEXT(text)
        {
            BOOST_TEST(!statements::id_of(json::parse(text)));
            BOOST_TEST(!statements::stored_of(json::parse(text)));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
