// Each row changes the statement that is stored. Beside what may differ stands what may not.
#include "statements/equal.hpp"

#include "conformance/statements.hpp"
#include "statements/validate.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>

namespace {

namespace json = boost::json;

using conformance::Edit;
using statements::Version;

constexpr Version both_versions[] = {Version::v1_0_3, Version::v2_0_0};

struct Row {
    const char* name;
    const char* base;
    Edit edit;
    bool equal_1_0_3;
    bool equal_2_0_0;
};

constexpr Row rows[] = {
    {"unchanged", "full", {"/version", R"("1.0.0")"}, true, true},

    {"id", "full", {"/id", R"("9f1c2a34-5b67-4c89-8d01-23456789abce")"}, true, true},
    {"no id", "full", {"/id"}, true, true},
    {"stored", "full", {"/stored", R"("2020-01-01T00:00:00Z")"}, true, true},
    {"authority", "full", {"/authority", R"({"mbox": "mailto:x@example.org"})"}, true, true},
    {"version", "full", {"/version"}, true, true},
    {"attachments", "full", {"/attachments", "[]"}, true, true},
    {"no attachments", "full", {"/attachments"}, true, true},

    {"timestamp, same instant",
     "full",
     {"/timestamp", R"("2026-01-31T10:30:00.250000+01:00")"},
     true,
     true},
    {"timestamp, another instant",
     "full",
     {"/timestamp", R"("2026-01-31T09:30:00.26Z")"},
     false,
     true},
    {"timestamp, added by the LRS",
     "minimal",
     {"/timestamp", R"("2026-01-31T09:30:00Z")"},
     true,
     true},

    {"actor, name", "full", {"/actor/name", R"("Staff")"}, false, false},
    {"actor, no name", "full", {"/actor/name"}, false, false},
    {"actor, objectType said", "minimal", {"/actor/objectType", R"("Agent")"}, true, true},
    {"actor, no objectType of a member", "full", {"/actor/member/0/objectType"}, true, true},
    {"actor, letter case of the domain",
     "minimal",
     {"/actor/mbox", R"("mailto:ada@EXAMPLE.org")"},
     true,
     true},
    {"actor, letter case of the local part",
     "minimal",
     {"/actor/mbox", R"("mailto:Ada@example.org")"},
     false,
     false},
    {"actor, another agent",
     "minimal",
     {"/actor/mbox", R"("mailto:bob@example.org")"},
     false,
     false},
    {"actor, another kind of identifier",
     "minimal",
     {"/actor", R"({"openid": "mailto:ada@example.org"})"},
     false,
     false},
    {"actor, another account name", "full", {"/actor/account/name", R"("Crew-7")"}, false, false},
    {"actor, a group instead",
     "minimal",
     {"/actor", R"({"objectType": "Group", "mbox": "mailto:ada@example.org"})"},
     false,
     false},
    {"actor, one more member",
     "full",
     {"/actor/member/-", R"({"mbox": "mailto:bob@example.org"})"},
     false,
     false},
    {"actor, no list of members", "full", {"/actor/member"}, false, false},

    {"verb, display", "full", {"/verb/display", R"({"fr": "essayé"})"}, true, true},
    {"verb, no display", "full", {"/verb/display"}, true, true},
    {"verb, id", "full", {"/verb/id", R"("http://example.org/verbs/Tried")"}, false, false},

    {"object, definition", "full", {"/object/definition", "{}"}, true, true},
    {"object, no definition", "full", {"/object/definition"}, true, true},
    {"object, objectType left out", "full", {"/object/objectType"}, true, true},
    {"object, id", "full", {"/object/id", R"("http://example.org/Activities/1")"}, false, false},
    {"object, of another kind",
     "minimal",
     {"/object", R"({"objectType": "Agent", "mbox": "mailto:ada@example.org"})"},
     false,
     false},
    {"object, another agent",
     "about an agent",
     {"/object/mbox", R"("mailto:carol@example.org")"},
     false,
     false},
    {"reference, letter case",
     "reference",
     {"/object/id", R"("AAAAAAAA-2222-4333-8444-555555555555")"},
     false,
     false},
    {"reference, another",
     "reference",
     {"/object/id", R"("11111111-2222-4333-8444-555555555556")"},
     false,
     false},

    {"result, success", "full", {"/result/success", "false"}, false, false},
    {"result, response's letter case", "full", {"/result/response", R"("A")"}, false, false},
    {"result, no response", "full", {"/result/response"}, false, false},
    {"no result", "full", {"/result"}, false, false},
    {"score, another way to write it", "full", {"/result/score/raw", "5.0"}, true, true},
    {"score, another", "full", {"/result/score/raw", "5.5"}, false, false},
    {"score, none", "full", {"/result/score", "{}"}, false, false},
    {"extensions, other value",
     "full",
     {"/result/extensions/http:~1~1example.org~1y", "0"},
     false,
     false},
    {"extensions, one more", "full", {"/result/extensions/urn:a", "null"}, false, false},

    {"duration, beyond 0.01 s", "full", {"/result/duration", R"("PT1H30M0.009S")"}, false, true},
    {"duration, 0.01 s more", "full", {"/result/duration", R"("PT1H30M0.01S")"}, false, false},
    {"duration, other units", "full", {"/result/duration", R"("PT90M")"}, false, true},

    {"registration, letter case",
     "full",
     {"/context/registration", R"("0A1B2C3D-4E5F-4678-89AB-CDEF01234567")"},
     true,
     true},
    {"registration, another",
     "full",
     {"/context/registration", R"("0a1b2c3d-4e5f-4678-89ab-cdef01234568")"},
     false,
     false},
    {"instructor, letter case of the hash",
     "full",
     {"/context/instructor/mbox_sha1sum", R"("DA39A3EE5E6B4B0D3255BFEF95601890AFD80709")"},
     true,
     true},
    {"team, another", "full", {"/context/team/mbox", R"("mailto:t@example.org")"}, false, false},
    {"context activity, one for an array of one",
     "full",
     {"/context/contextActivities/parent", R"({"id": "http://example.org/activities/0"})"},
     true,
     true},
    {"context activity, an array of one for one",
     "full",
     {"/context/contextActivities/grouping", R"([{"id": "http://example.org/courses/1"}])"},
     true,
     true},
    {"context activity, definition",
     "full",
     {"/context/contextActivities/parent/0/definition", "{}"},
     true,
     true},
    {"context activity, another",
     "full",
     {"/context/contextActivities/parent/0/id", R"("http://example.org/activities/9")"},
     false,
     false},
    {"context activity, one more",
     "full",
     {"/context/contextActivities/other/-", R"({"id": "http://example.org/activities/9"})"},
     false,
     false},
    {"platform", "full", {"/context/platform", R"("web")"}, false, false},
    {"language, letter case", "full", {"/context/language", R"("DE")"}, true, true},
    {"language, another", "full", {"/context/language", R"("de-AT")"}, false, false},

    {"sub-statement, verb display",
     "sub-statement",
     {"/object/verb/display", R"({"en": "tried"})"},
     true,
     true},
    {"sub-statement, verb",
     "sub-statement",
     {"/object/verb/id", R"("http://example.org/verbs/failed")"},
     false,
     false},
    {"sub-statement, attachments", "sub-statement", {"/object/attachments"}, true, true},
    {"sub-statement, same instant",
     "sub-statement",
     {"/object/timestamp", R"("2036-01-31T10:30:00+01:00")"},
     true,
     true},
    {"sub-statement, another instant",
     "sub-statement",
     {"/object/timestamp", R"("2036-01-31T09:30:01Z")"},
     false,
     false},
    {"sub-statement, context activity as an array",
     "sub-statement",
     {"/object/context/contextActivities/parent", R"([{"id": "http://example.org/activities/0"}])"},
     true,
     true},
};

constexpr Row rows_2_0_0[] = {
    {"context agent, another",
     "context of 2.0",
     {"/context/contextAgents/0/agent/mbox", R"("mailto:carol@example.org")"},
     false,
     false},
    {"context agent, objectType said",
     "context of 2.0",
     {"/context/contextAgents/0/agent/objectType", R"("Agent")"},
     false,
     true},
    {"context agent, another role",
     "context of 2.0",
     {"/context/contextAgents/0/relevantTypes/0", R"("http://example.org/roles/judge")"},
     false,
     false},
    {"context agent, no role",
     "context of 2.0",
     {"/context/contextAgents/0/relevantTypes"},
     false,
     false},
    {"context group, another",
     "context of 2.0",
     {"/context/contextGroups/0/group/mbox", R"("mailto:others@example.org")"},
     false,
     false},
};

bool changed_is_equal(const Row& row, Version version)
{
    const auto& base = conformance::base(row.base);
    const auto stored = conformance::edited(base, row.edit);
    BOOST_TEST(statements::validate(stored, version).empty());
    return statements::equal(json::parse(base.json), stored, version);
}

json::value with_members(const std::vector<int>& order)
{
    auto statement = json::parse(conformance::base("anonymous group").json);
    auto& members = statement.at("actor").at("member").as_array();
    members.clear();
    for (const int number : order)
        members.push_back(
            json::object{{"mbox", "mailto:" + std::to_string(number) + "@example.org"}});
    return statement;
}

} // namespace

BOOST_AUTO_TEST_SUITE(statements_equal)

// RFC 3339 5.6 allows what ISO 8601 does not, so it has no row above.
BOOST_AUTO_TEST_CASE(instants_in_small_letters)
{
    const auto& base = conformance::base("sub-statement");
    const auto small =
        conformance::edited(base, {"/object/timestamp", R"("2036-01-31t09:30:00z")"});
    const auto later =
        conformance::edited(base, {"/object/timestamp", R"("2036-01-31t09:30:01z")"});
    BOOST_TEST(statements::validate(small, Version::v2_0_0).empty());
    BOOST_TEST(statements::equal(small, small, Version::v2_0_0));
    BOOST_TEST(statements::equal(json::parse(base.json), small, Version::v2_0_0));
    BOOST_TEST(!statements::equal(small, later, Version::v2_0_0));
}

BOOST_AUTO_TEST_CASE(one_change)
{
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(changed_is_equal(row, Version::v1_0_3) == row.equal_1_0_3);
            BOOST_TEST(changed_is_equal(row, Version::v2_0_0) == row.equal_2_0_0);
        }
    }
    for (const auto& row : rows_2_0_0) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(changed_is_equal(row, Version::v2_0_0) == row.equal_2_0_0);
        }
    }
}

// 1.0.3 Data 2.3.1.b8 (a string) and 4.6.s1.b5 (not beyond 0.01 s); IEEE 4.2.7.
BOOST_AUTO_TEST_CASE(durations)
{
    const struct {
        const char* one;
        const char* other;
        bool equal_1_0_3;
        bool equal_2_0_0;
    } pairs[] = {
        {"PT1.239S", "PT1.23S", true, true},
        {"PT1.239S", "PT1.24S", false, false},
        {"PT1.001S", "PT1S", true, true},
        {"PT1.01S", "PT1S", false, false},
        {"PT1.50S", "PT1.5S", true, true},
        {"PT1,5S", "PT1.5S", true, true},
        {"PT10S", "PT1S", false, false},
        {"PT60S", "PT1M", false, true},
        {"P12M", "P1Y", false, true},
        {"P30D", "P1M", false, false},
        {"P1DT12H36M0.1237S", "P1DT12H36M0.12S", true, true},
    };

    for (const auto& pair : pairs) {
        BOOST_TEST_CONTEXT(pair.one << ' ' << pair.other)
        {
            const auto with = [](const char* duration) {
                auto statement = json::parse(conformance::base("minimal").json);
                statement.as_object()["result"] = {{"duration", duration}};
                return statement;
            };
            const auto one = with(pair.one);
            const auto other = with(pair.other);
            BOOST_TEST(statements::equal(one, other, Version::v1_0_3) == pair.equal_1_0_3);
            BOOST_TEST(statements::equal(other, one, Version::v2_0_0) == pair.equal_2_0_0);
        }
    }
}

BOOST_AUTO_TEST_CASE(order_means_nothing_in_sets)
{
    const auto seed = std::random_device{}();
    BOOST_TEST_MESSAGE("seed " << seed);
    std::mt19937 random(seed);
    std::vector<int> order{1, 1, 2, 3, 4, 5, 6, 7};
    const auto stored = with_members(order);
    for (int round = 0; round < 20; ++round) {
        std::ranges::shuffle(order, random);
        for (const auto version : both_versions)
            BOOST_TEST(statements::equal(with_members(order), stored, version));
    }
    // The same people, but another one of them twice.
    BOOST_TEST(!statements::equal(with_members({1, 2, 2, 3, 4, 5, 6, 7}), stored, Version::v2_0_0));
}

BOOST_AUTO_TEST_CASE(context_activities_in_another_order)
{
    const auto with = [](const char* activities) {
        auto statement = json::parse(conformance::base("minimal").json);
        statement.as_object()["context"] = {{"contextActivities", json::parse(activities)}};
        return statement;
    };
    const auto stored = with(R"({"other": [{"id": "urn:a"}, {"id": "urn:b"}]})");
    const auto same = with(R"({"other": [{"id": "urn:b"}, {"id": "urn:a"}]})");
    const auto moved = with(R"({"parent": [{"id": "urn:b"}, {"id": "urn:a"}]})");
    for (const auto version : both_versions) {
        BOOST_TEST(statements::equal(same, stored, version));
        BOOST_TEST(!statements::equal(moved, stored, version));
    }
}

// Shuffled members are compared by sorting: this ends at once, or never.
BOOST_AUTO_TEST_CASE(many_members)
{
    std::vector<int> order(30'000);
    for (std::size_t at = 0; at < order.size(); ++at)
        order[at] = static_cast<int>(at);
    const auto stored = with_members(order);
    std::ranges::reverse(order);
    BOOST_TEST(statements::equal(with_members(order), stored, Version::v2_0_0));
    order.front() = -1;
    BOOST_TEST(!statements::equal(with_members(order), stored, Version::v2_0_0));
}

// A name must not be able to look like a second member.
BOOST_AUTO_TEST_CASE(texts_do_not_run_into_each_other)
{
    const auto with = [](const char* actor) {
        auto statement = json::parse(conformance::base("minimal").json);
        statement.as_object()["actor"] = json::parse(actor);
        return statement;
    };
    const auto one = with(R"({"name": "a\n", "account": {"homePage": "urn:a", "name": "b"}})");
    const auto other = with(R"({"name": "a", "account": {"homePage": "urn:a", "name": "\nb"}})");
    BOOST_TEST(!statements::equal(one, other, Version::v1_0_3));
    BOOST_TEST(statements::equal(one, one, Version::v1_0_3));
}

BOOST_AUTO_TEST_SUITE_END()
