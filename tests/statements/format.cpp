#include "statements/format.hpp"

#include "conformance/statements.hpp"
#include "statements/equal.hpp"
#include "statements/terms.hpp"
#include "statements/validate.hpp"
#include "tests/statements/shorthand.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <map>
#include <set>
#include <string>

namespace {

namespace json = boost::json;

using conformance::Subject;
using statements::Version;

// Members of a statement before and after; empty: they stay.
struct Row {
    const char* name;
    const char* before;
    const char* after = "";
};

constexpr Row ids_rows[] = {
    {"nothing to leave out", R"({})"},
    {"actor, mbox", R"({"actor":{"name":"Ann","mbox":"mailto:ann@example.org"}})",
     R"({"actor":@ann})"},
    {"actor, objectType stays",
     R"({"actor":{"objectType":"Agent","mbox":"mailto:ann@example.org","name":"Ann"}})",
     R"({"actor":{"objectType":"Agent","mbox":"mailto:ann@example.org"}})"},
    {"actor, mbox_sha1sum",
     R"({"actor":{"name":"Ann","mbox_sha1sum":"da39a3ee5e6b4b0d3255bfef95601890afd80709"}})",
     R"({"actor":{"mbox_sha1sum":"da39a3ee5e6b4b0d3255bfef95601890afd80709"}})"},
    {"actor, openid", R"({"actor":{"name":"Ann","openid":"https://example.org/ann"}})",
     R"({"actor":{"openid":"https://example.org/ann"}})"},
    {"actor, account", R"({"actor":{"name":"Ann","account":{"homePage":"urn:hr","name":"7"}}})",
     R"({"actor":{"account":{"homePage":"urn:hr","name":"7"}}})"},
    {"actor, identified group",
     R"({"actor":{"objectType":"Group","name":"A","mbox":"mailto:a@example.org","member":[@bob]}})",
     R"({"actor":{"objectType":"Group","mbox":"mailto:a@example.org"}})"},
    {"actor, anonymous group",
     R"({"actor":{"objectType":"Group","name":"A","member":[
         {"name":"Ann","mbox":"mailto:ann@example.org"},
         {"objectType":"Agent","name":"Bob","openid":"https://example.org/bob"}]}})",
     R"({"actor":{"objectType":"Group","member":[@ann,
         {"objectType":"Agent","openid":"https://example.org/bob"}]}})"},

    {"verb", R"({"verb":{"display":{"en":"read"},"id":"https://example.org/verbs/read"}})",
     R"({"verb":^read})"},
    {"object, definition",
     R"({"object":{"id":"https://example.org/activities/book","definition":{"type":"urn:b"}}})",
     R"({"object":#book})"},
    {"object, objectType of an activity",
     R"({"object":{"objectType":"Activity","id":"https://example.org/activities/book"}})",
     R"({"object":#book})"},
    {"object, agent",
     R"({"object":{"objectType":"Agent","name":"Bob","mbox":"mailto:bob@example.org"}})",
     R"({"object":{"objectType":"Agent","mbox":"mailto:bob@example.org"}})"},
    {"object, group", R"({"object":{"objectType":"Group","name":"A","member":[@bob]}})",
     R"({"object":{"objectType":"Group","member":[@bob]}})"},
    {"object, reference",
     R"({"object":{"objectType":"StatementRef","id":"11111111-2222-4333-8444-555555555555"}})"},
    {"object, sub-statement",
     R"({"object":{"objectType":"SubStatement",
         "actor":{"name":"Ann","mbox":"mailto:ann@example.org"},
         "verb":{"id":"https://example.org/verbs/read","display":{"en":"read"}},
         "object":{"objectType":"Activity","id":"https://example.org/activities/book"},
         "result":{"success":true},
         "context":{"instructor":{"name":"Bob","mbox":"mailto:bob@example.org"},
             "contextActivities":{"parent":[
                 {"objectType":"Activity","id":"https://example.org/activities/shelf"}]}},
         "timestamp":"2036-01-31T09:30:00Z"}})",
     R"({"object":{"objectType":"SubStatement","actor":@ann,"verb":^read,"object":#book,
         "result":{"success":true},
         "context":{"instructor":@bob,"contextActivities":{"parent":[#shelf]}},
         "timestamp":"2036-01-31T09:30:00Z"}})"},

    {"context, instructor",
     R"({"context":{"instructor":{"name":"Bob","mbox":"mailto:bob@example.org"}}})",
     R"({"context":{"instructor":@bob}})"},
    {"context, team",
     R"({"context":{"team":{"objectType":"Group","name":"A","mbox":"mailto:a@example.org",
         "member":[@bob]}}})",
     R"({"context":{"team":{"objectType":"Group","mbox":"mailto:a@example.org"}}})"},
    {"context, agents and groups of 2.0",
     R"({"context":{
         "contextAgents":[{"objectType":"contextAgent","relevantTypes":["urn:coach"],
             "agent":{"name":"Bob","mbox":"mailto:bob@example.org"}}],
         "contextGroups":[{"objectType":"contextGroup","relevantTypes":["urn:rivals"],
             "group":{"objectType":"Group","name":"A","member":[
                 {"name":"Bob","mbox":"mailto:bob@example.org"}]}}]}})",
     R"({"context":{
         "contextAgents":[{"objectType":"contextAgent","relevantTypes":["urn:coach"],"agent":@bob}],
         "contextGroups":[{"objectType":"contextGroup","relevantTypes":["urn:rivals"],
             "group":{"objectType":"Group","member":[@bob]}}]}})"},
    {"context, activities of all kinds",
     R"({"context":{"contextActivities":{
         "parent":[{"id":"urn:a","definition":{}},{"id":"urn:b","definition":{}}],
         "grouping":[{"id":"urn:c","definition":{}}],
         "category":[{"id":"urn:d","definition":{}}],
         "other":{"id":"urn:e","definition":{}}}}})",
     R"({"context":{"contextActivities":{
         "parent":[{"id":"urn:a"},{"id":"urn:b"}],
         "grouping":[{"id":"urn:c"}],
         "category":[{"id":"urn:d"}],
         "other":{"id":"urn:e"}}}})"},
    {"context, the rest",
     R"({"context":{"registration":"0a1b2c3d-4e5f-4678-89ab-cdef01234567","platform":"Web",
         "statement":{"objectType":"StatementRef","id":"11111111-2222-4333-8444-555555555555"},
         "extensions":{"urn:x":{"name":"Ann","mbox":"mailto:ann@example.org"}}}})"},

    {"authority",
     R"({"authority":{"objectType":"Group","name":"A","member":[
         {"name":"Key","account":{"homePage":"urn:lrs","name":"key"}},@ann]}})",
     R"({"authority":{"objectType":"Group","member":[
         {"account":{"homePage":"urn:lrs","name":"key"}},@ann]}})"},
    {"result, attachments, times",
     R"({"result":{"response":"x","extensions":{"urn:x":1}},"timestamp":"2036-01-31T09:30:00Z",
         "attachments":[{"usageType":"urn:u","display":{"en":"A","de":"B"}}]})"},
};

// Cut for a reader of German.
constexpr Row canonical_rows[] = {
    {"nothing to cut", R"({})"},
    {"verb, display",
     R"({"verb":{"id":"https://example.org/verbs/read","display":{"en":"read","de":"las"}}})",
     R"({"verb":{"id":"https://example.org/verbs/read","display":{"de":"las"}}})"},
    {"verb, display without the language",
     R"({"verb":{"id":"https://example.org/verbs/read","display":{"en":"read","fr":"lut"}}})",
     R"({"verb":{"id":"https://example.org/verbs/read","display":{"en":"read"}}})"},
    {"verb, empty display", R"({"verb":{"id":"urn:v","display":{}}})"},
    {"agents as they are",
     R"({"actor":{"objectType":"Group","name":"A","mbox":"mailto:a@example.org","member":[
         {"name":"Bob","mbox":"mailto:bob@example.org"}]},
         "object":{"objectType":"Agent","name":"Bob","mbox":"mailto:bob@example.org"},
         "authority":{"name":"Cid","mbox":"mailto:cid@example.org"}})"},
    {"definition, name and description",
     R"({"object":{"objectType":"Activity","id":"urn:o","definition":{
         "name":{"en":"A","de":"B"},"description":{"de":"C","en":"D"},"type":"urn:t"}}})",
     R"({"object":{"objectType":"Activity","id":"urn:o","definition":{
         "name":{"de":"B"},"description":{"de":"C"},"type":"urn:t"}}})"},
    {"definition, each map by itself",
     R"({"object":{"id":"urn:o","definition":{
         "name":{"en":"A","fr":"B"},"description":{"de":"C","en":"D"}}}})",
     R"({"object":{"id":"urn:o","definition":{"name":{"en":"A"},"description":{"de":"C"}}}})"},
    {"definition, components",
     R"({"object":{"id":"urn:o","definition":{
         "choices":[{"id":"1","description":{"en":"A","de":"B"}},{"id":"2"}],
         "scale":[{"id":"1","description":{"en":"A","de":"B"}}],
         "source":[{"id":"1","description":{"en":"A","de":"B"}}],
         "target":[{"id":"1","description":{"en":"A","de":"B"}}],
         "steps":[{"id":"1","description":{"en":"A","de":"B"}}]}}})",
     R"({"object":{"id":"urn:o","definition":{
         "choices":[{"id":"1","description":{"de":"B"}},{"id":"2"}],
         "scale":[{"id":"1","description":{"de":"B"}}],
         "source":[{"id":"1","description":{"de":"B"}}],
         "target":[{"id":"1","description":{"de":"B"}}],
         "steps":[{"id":"1","description":{"de":"B"}}]}}})"},
    {"extensions as they are",
     R"({"object":{"id":"urn:o","definition":{"extensions":{"urn:x":{"en":"A","de":"B"}}}},
         "context":{"extensions":{"urn:x":{"en":"A","de":"B"}}}})"},
    {"attachments",
     R"({"attachments":[
         {"usageType":"urn:u","display":{"en":"A","de":"B"},"description":{"en":"C","de":"D"}},
         {"usageType":"urn:u","display":{"de":"E","en":"F"}}]})",
     R"({"attachments":[
         {"usageType":"urn:u","display":{"de":"B"},"description":{"de":"D"}},
         {"usageType":"urn:u","display":{"de":"E"}}]})"},
    {"reference",
     R"({"object":{"objectType":"StatementRef","id":"11111111-2222-4333-8444-555555555555"}})"},

    {"canonical definition for none", R"({"object":{"id":"urn:known"}})",
     R"({"object":{"id":"urn:known","definition":{"name":{"de":"Bekannt"},"type":"urn:t"}}})"},
    {"canonical definition for another",
     R"({"object":{"id":"urn:known","definition":{"name":{"de":"Anders"},"moreInfo":"urn:m"}}})",
     R"({"object":{"id":"urn:known","definition":{"name":{"de":"Bekannt"},"type":"urn:t"}}})"},
    {"canonical definition, activity of the context",
     R"({"context":{"contextActivities":{
         "parent":[{"id":"urn:known"}],"grouping":[{"id":"urn:known"}],
         "category":[{"id":"urn:known"}],"other":[{"id":"urn:o"},{"id":"urn:known"}]}}})",
     R"({"context":{"contextActivities":{
         "parent":[{"id":"urn:known","definition":{"name":{"de":"Bekannt"},"type":"urn:t"}}],
         "grouping":[{"id":"urn:known","definition":{"name":{"de":"Bekannt"},"type":"urn:t"}}],
         "category":[{"id":"urn:known","definition":{"name":{"de":"Bekannt"},"type":"urn:t"}}],
         "other":[{"id":"urn:o"},
             {"id":"urn:known","definition":{"name":{"de":"Bekannt"},"type":"urn:t"}}]}}})"},
    {"sub-statement",
     R"({"object":{"objectType":"SubStatement","actor":{"name":"Ann","mbox":"mailto:a@example.org"},
         "verb":{"id":"urn:v","display":{"en":"read","de":"las"}},"object":{"id":"urn:known"},
         "attachments":[{"usageType":"urn:u","display":{"en":"A","de":"B"}}]}})",
     R"({"object":{"objectType":"SubStatement","actor":{"name":"Ann","mbox":"mailto:a@example.org"},
         "verb":{"id":"urn:v","display":{"de":"las"}},
         "object":{"id":"urn:known","definition":{"name":{"de":"Bekannt"},"type":"urn:t"}},
         "attachments":[{"usageType":"urn:u","display":{"de":"B"}}]}})"},
    {"canonical definition, only of an activity",
     R"({"object":{"objectType":"StatementRef","id":"urn:known"}})"},
};

json::value statement_of(const Row& row, const char* changes)
{
    return shorthand::statement(*changes ? changes : row.before);
}

json::value canonical(json::value statement, const char* accept_language)
{
    const auto known =
        json::parse(R"({"name":{"en":"Known","de":"Bekannt"},"type":"urn:t"})").as_object();
    const auto definitions = [&](std::string_view activity) {
        return activity == "urn:known" ? &known : nullptr;
    };
    statements::format_canonical(statement, definitions,
                                 statements::parse_accept_language(accept_language));
    return statement;
}

json::value ids(json::value statement)
{
    statements::format_ids(statement);
    return statement;
}

template <class Check>
void for_each_base(const Check& check)
{
    for (const auto& base : conformance::bases()) {
        if (base.subject != Subject::statement) continue;
        BOOST_TEST_CONTEXT(base.name)
        {
            check(json::parse(base.json), base.versions == statements::shapes::Versions::v2_0_0
                                              ? Version::v2_0_0
                                              : Version::v1_0_3);
        }
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(statements_format)

BOOST_AUTO_TEST_CASE(to_ids)
{
    for (const auto& row : ids_rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(ids(statement_of(row, row.before)) == statement_of(row, row.after));
        }
    }
}

BOOST_AUTO_TEST_CASE(to_canonical)
{
    for (const auto& row : canonical_rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(canonical(statement_of(row, row.before), "de-CH, it;q=0.5") ==
                       statement_of(row, row.after));
        }
    }
}

BOOST_AUTO_TEST_CASE(without_a_header_the_first_language)
{
    const json::value statement = shorthand::statement(R"({"object":{"id":"urn:known"}})");
    const auto name = json::parse(R"({"en":"Known"})");
    BOOST_TEST(canonical(statement, "").at("object").at("definition").at("name") == name);
}

BOOST_AUTO_TEST_CASE(members_keep_their_order)
{
    const auto statement = json::parse(
        R"({"verb":{"display":{"en":"a"},"id":"urn:v"},"actor":{"name":"A","openid":"urn:a",)"
        R"("objectType":"Agent"},"object":{"definition":{"type":"urn:t","name":{"en":"a",)"
        R"("de":"b"},"moreInfo":"urn:m"},"id":"urn:o"}})");
    BOOST_TEST(json::serialize(ids(statement)) ==
               R"({"verb":{"id":"urn:v"},"actor":{"openid":"urn:a","objectType":"Agent"},)"
               R"("object":{"id":"urn:o"}})");
    BOOST_TEST(json::serialize(canonical(statement, "de")) ==
               R"({"verb":{"display":{"en":"a"},"id":"urn:v"},"actor":{"name":"A",)"
               R"("openid":"urn:a","objectType":"Agent"},"object":{"definition":{"type":"urn:t",)"
               R"("name":{"de":"b"},"moreInfo":"urn:m"},"id":"urn:o"}})");
}

BOOST_AUTO_TEST_CASE(ids_are_statements_and_are_so_at_once)
{
    for_each_base([](const json::value& statement, Version version) {
        const auto once = ids(statement);
        BOOST_TEST(statements::validate(once, version).empty());
        BOOST_TEST(ids(once) == once);
    });
}

// Whoever is found by a statement is still there, but for members of an identified group.
BOOST_AUTO_TEST_CASE(ids_lose_no_term)
{
    for_each_base([](const json::value& statement, Version) {
        const auto terms = [](const json::value& of) {
            std::set<base::Hash128> out;
            for (const auto& posting : statements::terms_of(of, {})) {
                const auto members = statements::role::member_of_actor;
                if (posting.roles != members) out.insert(posting.term);
            }
            return out;
        };
        BOOST_TEST((terms(ids(statement)) == terms(statement)));
    });
}

BOOST_AUTO_TEST_CASE(canonical_is_the_same_statement)
{
    for_each_base([](const json::value& statement, Version version) {
        const auto once = canonical(statement, "de");
        BOOST_TEST(statements::validate(once, version).empty());
        BOOST_TEST(statements::equal(statement, once, version));
        BOOST_TEST(canonical(once, "en") == once);
    });
}

// Stored rows have been validated; whatever else they are, nothing breaks.
BOOST_AUTO_TEST_CASE(what_is_no_statement_stays)
{
    constexpr const char* texts[] = {
        "null",
        "[]",
        R"("text")",
        "{}",
        R"({"actor":1,"verb":[],"object":null,"context":"","authority":false,"attachments":{}})",
        R"({"context":{"contextActivities":[],"contextAgents":[1,{}],"contextGroups":{}}})",
        R"({"object":{"objectType":7},"context":{"contextActivities":{"parent":[null,1]}}})",
        R"({"object":{"objectType":"SubStatement"}})",
    };

    for (const auto* text : texts) {
        BOOST_TEST_CONTEXT(text)
        {
            const auto value = json::parse(text);
            BOOST_TEST(canonical(value, "de") == value);
            BOOST_TEST(ids(ids(value)) == ids(value));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
