#include "statements/terms.hpp"

#include "statements/query.hpp"
#include "tests/statements/shorthand.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

namespace {

using shorthand::activity;
using shorthand::statement;
using shorthand::verb;
using shorthand::who;
using statements::Posting;
using statements::Roles;
using statements::TermKind;
using statements::terms_of;
namespace role = statements::role;

constexpr base::Hash128 key{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
constexpr auto in_sub = role::in_sub_statement;

// The roles of a term; 0 when there is no such posting.
Roles roles_of(const std::vector<Posting>& postings, TermKind kind, std::string_view value)
{
    const auto term = statements::hash_term(key, kind, value);
    for (const auto& posting : postings) {
        if (posting.kind == kind && posting.term == term) return posting.roles;
    }
    return 0;
}

constexpr TermKind agent_kind = TermKind::agent;
constexpr TermKind activity_kind = TermKind::activity;
constexpr TermKind registration_kind = TermKind::registration;
constexpr std::string_view registration = "01234567-89ab-4cde-8f01-23456789abcd";

} // namespace

BOOST_AUTO_TEST_SUITE(statements_terms)

// What lies on disks. A change here needs a migration, not another expected value.
BOOST_AUTO_TEST_CASE(file_format)
{
    const struct {
        const char* name;
        TermKind kind;
        int number;
        std::string_view value;
        std::string_view hash;
    } rows[] = {
        {"agent", TermKind::agent, 1, "mbox:mailto:ann@example.org",
         "50059845331e947cbd4a76738405fdb2"},
        {"verb", TermKind::verb, 2, "https://example.org/verbs/read",
         "a68958eb5454ed1b20013581fff6a46b"},
        {"activity", TermKind::activity, 3, "https://example.org/activities/book",
         "8428d662f7c75e4631b73ecea8fc05f8"},
        {"registration", TermKind::registration, 4, registration,
         "e41b9304bb10c3bb5fae1cc86635d9ea"},
        {"voided", TermKind::voided, 5, "", "8fbea05565f10e7619843ed294537dc3"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(static_cast<int>(row.kind) == row.number);
            BOOST_TEST(base::to_hex(statements::hash_term(key, row.kind, row.value)) == row.hash);
        }
    }

    const std::pair<Roles, Roles> roles[] = {
        {role::actor, 0x1},
        {role::object, 0x2},
        {role::instructor, 0x4},
        {role::team, 0x8},
        {role::context_agent, 0x10},
        {role::context_group, 0x20},
        {role::authority, 0x40},
        {role::member_of_actor, 0x80},
        {role::member_of_object, 0x100},
        {role::member_of_other, 0x200},
        {role::parent, 0x400},
        {role::grouping, 0x800},
        {role::category, 0x1000},
        {role::other, 0x2000},
        {role::verb, 0x4000},
        {role::registration, 0x8000},
        {in_sub(role::actor), 0x1'0000},
        {in_sub(role::other), 0x2000'0000},
        {role::by_reference, 0x8000'0000},
    };
    for (const auto& [named, number] : roles)
        BOOST_TEST(named == number);
}

BOOST_AUTO_TEST_CASE(roles)
{
    const struct {
        const char* name;
        const char* changes;
        TermKind kind;
        std::string value;
        Roles roles;
    } rows[] = {
        {"actor", "{}", agent_kind, who("ann"), role::actor},
        {"somebody else", "{}", agent_kind, who("bob"), 0},
        {"verb", "{}", TermKind::verb, verb("read"), role::verb},
        {"object without a type", "{}", activity_kind, activity("book"), role::object},
        {"object with a type", R"({"object":{"objectType":"Activity","id":"urn:a"}})",
         activity_kind, "urn:a", role::object},
        {"an activity is no verb", "{}", TermKind::verb, activity("book"), 0},
        {"object agent", R"({"object":{"objectType":"Agent","mbox":"mailto:bob@example.org"}})",
         agent_kind, who("bob"), role::object},
        {"object agent is no activity",
         R"({"object":{"objectType":"Agent","mbox":"mailto:bob@example.org","id":"urn:a"}})",
         activity_kind, "urn:a", 0},
        {"object group",
         R"({"object":{"objectType":"Group","mbox":"mailto:crew@example.org","member":[@bob]}})",
         agent_kind, who("crew"), role::object},
        {"member of the object",
         R"({"object":{"objectType":"Group","mbox":"mailto:crew@example.org","member":[@bob]}})",
         agent_kind, who("bob"), role::member_of_object},
        {"identified group as actor",
         R"({"actor":{"objectType":"Group","mbox":"mailto:crew@example.org","member":[@bob]}})",
         agent_kind, who("crew"), role::actor},
        {"member of the actor",
         R"({"actor":{"objectType":"Group","mbox":"mailto:crew@example.org","member":[@bob]}})",
         agent_kind, who("bob"), role::member_of_actor},
        {"member of an anonymous actor", R"({"actor":{"objectType":"Group","member":[@ann,@bob]}})",
         agent_kind, who("bob"), role::member_of_actor},
        {"target of a reference is no activity",
         R"({"object":{"objectType":"StatementRef","id":"01234567-89ab-4cde-8f01-23456789abcd"}})",
         activity_kind, std::string(registration), 0},

        {"instructor", R"({"context":{"instructor":@bob}})", agent_kind, who("bob"),
         role::instructor},
        {"member of the instructor",
         R"({"context":{"instructor":{"objectType":"Group","member":[@bob]}}})", agent_kind,
         who("bob"), role::member_of_other},
        {"team", R"({"context":{"team":{"objectType":"Group","mbox":"mailto:crew@example.org"}}})",
         agent_kind, who("crew"), role::team},
        {"member of the team", R"({"context":{"team":{"objectType":"Group","member":[@bob]}}})",
         agent_kind, who("bob"), role::member_of_other},
        {"context agent",
         R"({"context":{"contextAgents":[{"objectType":"contextAgent","agent":@bob},
             {"objectType":"contextAgent","agent":@cem}]}})",
         agent_kind, who("cem"), role::context_agent},
        {"context group",
         R"({"context":{"contextGroups":[{"objectType":"contextGroup",
             "group":{"objectType":"Group","mbox":"mailto:crew@example.org"}}]}})",
         agent_kind, who("crew"), role::context_group},
        {"member of a context group",
         R"({"context":{"contextGroups":[{"objectType":"contextGroup",
             "group":{"objectType":"Group","member":[@bob]}}]}})",
         agent_kind, who("bob"), role::member_of_other},
        {"authority", R"({"authority":@lms})", agent_kind, who("lms"), role::authority},
        {"member of the authority", R"({"authority":{"objectType":"Group","member":[@lms,@bob]}})",
         agent_kind, who("bob"), role::member_of_other},

        {"parent, a list", R"({"context":{"contextActivities":{"parent":[#a,#b]}}})", activity_kind,
         activity("b"), role::parent},
        {"parent, a single one", R"({"context":{"contextActivities":{"parent":#a}}})",
         activity_kind, activity("a"), role::parent},
        {"grouping", R"({"context":{"contextActivities":{"grouping":[#a]}}})", activity_kind,
         activity("a"), role::grouping},
        {"category", R"({"context":{"contextActivities":{"category":[#a]}}})", activity_kind,
         activity("a"), role::category},
        {"other", R"({"context":{"contextActivities":{"other":[#a]}}})", activity_kind,
         activity("a"), role::other},

        {"registration", R"({"context":{"registration":"01234567-89ab-4cde-8f01-23456789abcd"}})",
         registration_kind, std::string(registration), role::registration},
        {"registration in capitals",
         R"({"context":{"registration":"01234567-89AB-4CDE-8F01-23456789ABCD"}})",
         registration_kind, std::string(registration), role::registration},
        {"another registration",
         R"({"context":{"registration":"01234567-89ab-4cde-8f01-23456789abce"}})",
         registration_kind, std::string(registration), 0},

        {"actor in a sub-statement",
         R"({"object":{"objectType":"SubStatement","actor":@bob,"verb":^saw,"object":#a}})",
         agent_kind, who("bob"), in_sub(role::actor)},
        {"object in a sub-statement",
         R"({"object":{"objectType":"SubStatement","actor":@bob,"verb":^saw,"object":#a}})",
         activity_kind, activity("a"), in_sub(role::object)},
        {"verb in a sub-statement",
         R"({"object":{"objectType":"SubStatement","actor":@bob,"verb":^saw,"object":#a}})",
         TermKind::verb, verb("saw"), 0},
        {"member in a sub-statement",
         R"({"object":{"objectType":"SubStatement","actor":{"objectType":"Group","member":[@bob]},
             "verb":^saw,"object":#a}})",
         agent_kind, who("bob"), in_sub(role::member_of_actor)},
        {"context of a sub-statement",
         R"({"object":{"objectType":"SubStatement","actor":@bob,"verb":^saw,"object":#a,
             "context":{"instructor":@cem,"contextActivities":{"other":[#b]}}}})",
         activity_kind, activity("b"), in_sub(role::other)},
        {"instructor in a sub-statement",
         R"({"object":{"objectType":"SubStatement","actor":@bob,"verb":^saw,"object":#a,
             "context":{"instructor":@cem}}})",
         agent_kind, who("cem"), in_sub(role::instructor)},
        {"registration of a sub-statement",
         R"({"object":{"objectType":"SubStatement","actor":@bob,"verb":^saw,"object":#a,
             "context":{"registration":"01234567-89ab-4cde-8f01-23456789abcd"}}})",
         registration_kind, std::string(registration), 0},
        {"context beside a sub-statement",
         R"({"object":{"objectType":"SubStatement","actor":@bob,"verb":^saw,"object":#a},
             "context":{"instructor":@cem}})",
         agent_kind, who("cem"), role::instructor},

        {"several roles are joined",
         R"({"context":{"instructor":@ann,"contextAgents":[{"agent":@ann}]},"authority":@ann})",
         agent_kind, who("ann"),
         role::actor | role::instructor | role::context_agent | role::authority},
        {"roles in and around a sub-statement are joined",
         R"({"object":{"objectType":"SubStatement","actor":@ann,"verb":^saw,"object":@ann}})",
         agent_kind, who("ann"), role::actor | in_sub(role::actor)},
        {"an activity in all places",
         R"({"context":{"contextActivities":{"parent":#book,"grouping":[#book,#book],
             "category":[#book],"other":[#book]}}})",
         activity_kind, activity("book"),
         role::object | role::parent | role::grouping | role::category | role::other},

        {"account", R"({"actor":{"account":{"homePage":"https://a.example","name":"7"}}})",
         agent_kind,
         "account:https://a.example\x1f"
         "7",
         role::actor},
        {"the letter case of a mail domain", R"({"actor":{"mbox":"mailto:ann@EXAMPLE.org"}})",
         agent_kind, who("ann"), role::actor},
        {"profile data is not looked into",
         R"({"result":{"extensions":{"urn:x":{"actor":@bob,"mbox":"mailto:bob@example.org"}}}})",
         agent_kind, who("bob"), 0},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto postings = terms_of(statement(row.changes), key);
            BOOST_TEST(roles_of(postings, row.kind, row.value) == row.roles);
        }
    }
}

BOOST_AUTO_TEST_CASE(order_and_number)
{
    const auto postings = terms_of(
        statement(R"({"object":{"objectType":"SubStatement","actor":@bob,"verb":^saw,"object":#a},
                      "context":{"registration":"01234567-89ab-4cde-8f01-23456789abcd",
                                 "instructor":@bob,"contextActivities":{"parent":[#a,#b]}}})"),
        key);
    // ann, bob; read; a, b; the registration.
    BOOST_TEST(postings.size() == 6u);
    const auto order = [](const Posting& posting) { return std::tie(posting.kind, posting.term); };
    BOOST_TEST(std::ranges::is_sorted(postings, {}, order));
    BOOST_TEST((std::ranges::adjacent_find(postings, {}, order) == postings.end()));
}

BOOST_AUTO_TEST_CASE(another_database)
{
    const auto here = terms_of(statement(), key);
    const auto there = terms_of(statement(), base::Hash128{});
    for (const auto& posting : here)
        BOOST_TEST((std::ranges::find(there, posting.term, &Posting::term) == there.end()));
}

BOOST_AUTO_TEST_CASE(what_is_no_statement)
{
    for (const auto* text : {"[]", "1", "{}", R"({"actor":1,"verb":2,"object":3,"context":4})",
                             R"({"actor":{"member":1},"context":{"contextAgents":{},
                                 "contextActivities":[],"registration":"x"}})"}) {
        BOOST_TEST_CONTEXT(text)
        {
            BOOST_TEST(terms_of(boost::json::parse(text), key).empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(of_queries)
{
    using statements::Query;
    const auto some = base::parse_uuid(registration);

    const struct {
        const char* name;
        Query query;
        TermKind kind;
        std::string value;
        Roles mask;
    } rows[] = {
        {"agent",
         {.agent = who("ann")},
         agent_kind,
         who("ann"),
         role::actor | role::object | role::member_of_actor | role::member_of_object},
        {"related agents",
         {.agent = who("ann"), .related_agents = true},
         agent_kind,
         who("ann"),
         role::any},
        {"verb", {.verb = verb("read")}, TermKind::verb, verb("read"), role::verb},
        {"activity", {.activity = "urn:a"}, activity_kind, "urn:a", role::object},
        {"related activities",
         {.activity = "urn:a", .related_activities = true},
         activity_kind,
         "urn:a",
         role::any},
        {"registration",
         {.registration = some},
         registration_kind,
         std::string(registration),
         role::registration},
        {"read scope", {.authority = who("lms")}, agent_kind, who("lms"), role::authority},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto terms = terms_of(row.query, key);
            BOOST_REQUIRE(terms.size() == 1u);
            BOOST_TEST((terms[0].kind == row.kind));
            BOOST_TEST((terms[0].term == statements::hash_term(key, row.kind, row.value)));
            BOOST_TEST(terms[0].mask == row.mask);
        }
    }
    BOOST_TEST(terms_of(Query{.related_agents = true, .since = base::Timestamp{}}, key).empty());
    BOOST_TEST(terms_of(Query{.agent = "a", .verb = "b", .authority = "c"}, key).size() == 3u);
}

BOOST_AUTO_TEST_SUITE_END()
