// Every filter of a query, every role that a statement can mention something in.
#include "tests/storage/backends.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace storage_tests;
namespace data = boost::unit_test::data;

namespace {

const auto registration = id(0x9999);

json::object by_bob(unsigned number, json::object context)
{
    return with(statement(number, "bob", "read", activity("film")), "context", std::move(context));
}

json::object sub_statement(json::object inner)
{
    inner.erase("id");
    return with(std::move(inner), "objectType", "SubStatement");
}

json::object containing(unsigned number, json::object inner)
{
    return statement(number, "bob", "planned", sub_statement(std::move(inner)));
}

json::object context_activities(std::string_view kind, std::string_view name)
{
    return {{"contextActivities", {{kind, json::array{activity(name)}}}}};
}

// "ann" in every place where an Agent can be named.
std::vector<json::object> everywhere_ann()
{
    const auto ann = agent("ann");
    const json::array agents{{{"objectType", "contextAgent"}, {"agent", ann}}};
    const json::array groups{{{"objectType", "contextGroup"}, {"group", group({"ann", "eve"})}}};
    return {
        statement(1, "ann", "read", activity("film")),
        statement(2, "bob", "praised", with(ann, "objectType", "Agent")),
        with(statement(3), "actor", group({"eve", "ann"})),
        statement(4, "bob", "praised", identified_group("crew", {"ann"})),
        by_bob(5, {{"instructor", ann}}),
        by_bob(6, {{"team", identified_group("crew", {"eve", "ann"})}}),
        by_bob(7, {{"contextAgents", agents}}),
        by_bob(8, {{"contextGroups", groups}}),
        containing(9, statement(0)),
        containing(10, statement(0, "bob", "praised", with(ann, "objectType", "Agent"))),
        containing(11, with(statement(0), "actor", group({"ann"}))),
        containing(12, by_bob(0, {{"instructor", ann}})),
        statement(13, "bob", "read", activity("film")), // Nowhere.
    };
}

// "book" in every place where an Activity can be named.
std::vector<json::object> everywhere_book()
{
    return {
        statement(21, "bob", "read", activity("book")),
        by_bob(22, context_activities("parent", "book")),
        by_bob(23, context_activities("grouping", "book")),
        by_bob(24, context_activities("category", "book")),
        by_bob(25, context_activities("other", "book")),
        containing(26, statement(0, "bob", "read", activity("book"))),
        containing(27, by_bob(0, context_activities("other", "book"))),
    };
}

std::vector<json::object> rest()
{
    return {
        by_bob(31, {{"registration", to_string(registration)}}),
        with(by_bob(32, {{"registration", to_string(registration)}}), "verb",
             {{"id", verb("saw")}}),
        containing(33, statement(0, "bob", "saw", activity("film"))),
        containing(34, by_bob(0, {{"registration", to_string(registration)}})),
    };
}

std::unique_ptr<Opened> filled(const Backend& backend)
{
    auto store = backend.open();
    for (const auto& batch : {everywhere_ann(), everywhere_book(), rest()})
        store->put(batch);
    return store;
}

struct Row {
    const char* name;
    Query query;
    const char* expected;
};

void check(const Opened& store, std::span<const Row> rows)
{
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            auto query = row.query;
            BOOST_TEST(store.listed(query) == row.expected);

            query.ascending = true;
            auto backwards = store.walk(query);
            std::ranges::reverse(backwards);
            BOOST_TEST(numbers_of(backwards) == row.expected);
        }
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(contract_queries)

BOOST_DATA_TEST_CASE(every_filter_and_role, data::make(all_backends()), backend)
{
    const auto store = filled(backend);
    const Row rows[] = {
        {"all", {}, "34 33 32 31 27 26 25 24 23 22 21 13 12 11 10 9 8 7 6 5 4 3 2 1"},
        {"agent", by_agent("ann"), "4 3 2 1"},
        {"related agents",
         {.agent = who("ann"), .related_agents = true},
         "12 11 10 9 8 7 6 5 4 3 2 1"},
        {"agent: an identified group", by_agent("crew"), "4"},
        {"related agents: an identified group",
         {.agent = who("crew"), .related_agents = true},
         "6 4"},
        {"related agents: an authority",
         {.agent = who("system"), .related_agents = true, .limit = 7},
         "34 33 32 31 27 26 25 24 23 22 21 13 12 11 10 9 8 7 6 5 4 3 2 1"},
        {"agent: an authority only", by_agent("system"), ""},
        {"agent: nobody", by_agent("zoe"), ""},
        {"agent of another kind", {.agent = "openid:mailto:ann@example.org"}, ""},
        {"activity", by_activity("book"), "21 3"},
        {"related activities",
         {.activity = activity_id("book"), .related_activities = true},
         "27 26 25 24 23 22 21 11 9 3"},
        {"activity: unknown", by_activity("poem"), ""},
        {"verb", by_verb("saw"), "32"},
        {"verb: unknown", by_verb("ate"), ""},
        {"registration", {.registration = registration}, "32 31"},
        {"registration: unknown", {.registration = id(0x9998)}, ""},
        {"agent and verb", {.agent = who("ann"), .verb = verb("praised")}, "4 2"},
        {"agent and activity", {.agent = who("ann"), .activity = activity_id("book")}, "3"},
        {"verb and registration", {.verb = verb("saw"), .registration = registration}, "32"},
        {"all four",
         {.agent = who("bob"),
          .verb = verb("read"),
          .activity = activity_id("film"),
          .registration = registration},
         "31"},
        {"one of four differs",
         {.agent = who("ann"),
          .verb = verb("read"),
          .activity = activity_id("film"),
          .registration = registration},
         ""},
        {"related agents and related activities",
         {.agent = who("ann"),
          .activity = activity_id("book"),
          .related_agents = true,
          .related_activities = true},
         "11 9 3"},
    };
    check(*store, rows);
}

BOOST_DATA_TEST_CASE(since_excludes_and_until_includes, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    const auto noon = store->clock.now();
    for (unsigned n = 1; n <= 5; ++n) {
        store->clock.set(noon + n * 10s);
        store->put({statement(n, "ann", n % 2 ? "read" : "saw", activity("book"))});
    }
    const Row rows[] = {
        {"since the third", {.since = noon + 30s}, "5 4"},
        {"since just before it", {.since = noon + 30s - 1us}, "5 4 3"},
        {"until the third", {.until = noon + 30s}, "3 2 1"},
        {"until just before it", {.until = noon + 30s - 1us}, "2 1"},
        {"between", {.since = noon + 20s, .until = noon + 40s}, "4 3"},
        {"since and until alike", {.since = noon + 30s, .until = noon + 30s}, ""},
        {"since after until", {.since = noon + 40s, .until = noon + 20s}, ""},
        {"before all", {.until = noon}, ""},
        {"after all", {.since = noon + 1h}, ""},
        {"since long ago", {.since = Timestamp(0us)}, "5 4 3 2 1"},
        {"until long hence", {.until = noon + 24h * 10'000}, "5 4 3 2 1"},
        {"with a verb", {.verb = verb("read"), .since = noon + 10s, .until = noon + 50s}, "5 3"},
    };
    check(*store, rows);
}

BOOST_DATA_TEST_CASE(an_authority_sees_what_it_has_stored, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    store->put({statement(1), statement(2)}, home, {.authority = "moodle"});
    store->put({statement(3, "bob", "read", activity("book"))}, home, {.authority = "canvas"});
    store->put({referring(4, 1)}, home, {.authority = "canvas"});
    // Sent by canvas, said of moodle.
    store->put({statement(5, "moodle", "met", activity("book"))}, home, {.authority = "canvas"});

    const Row rows[] = {
        {"moodle", {.authority = who("moodle")}, "2 1"},
        {"canvas", {.authority = who("canvas")}, "5 4 3"},
        {"nobody", {.authority = who("zoe")}, ""},
        {"with an agent", {.agent = who("bob"), .authority = who("canvas")}, "4 3"},
        {"of its referrer, not of the target",
         {.agent = who("ann"), .authority = who("canvas")},
         "4"},
        {"agent and authority", {.agent = who("moodle"), .authority = who("moodle")}, ""},
    };
    check(*store, rows);
}

BOOST_DATA_TEST_CASE(a_version_1_statement_is_found_too, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    const Sender sender{.version = statements::Version::v1_0_3};
    // 1.0.3 allows one activity where 2.0 wants an array.
    store->put({by_bob(1, {{"contextActivities", {{"parent", activity("book")}}}})}, home, sender);
    BOOST_TEST(store->listed({.activity = activity_id("book"), .related_activities = true}) == "1");
    BOOST_TEST(store->listed(by_activity("book")) == "");
}

BOOST_AUTO_TEST_SUITE_END()
