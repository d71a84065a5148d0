// matches() along chains of StatementRefs, and what makes a statement one that voids.
#include "base/limits.hpp"
#include "statements/query.hpp"
#include "tests/statements/shorthand.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <string>

namespace {

using shorthand::activity;
using shorthand::statement;
using shorthand::verb;
using shorthand::who;
using statements::Query;
namespace json = boost::json;

base::Uuid id(unsigned number)
{
    base::Uuid out;
    for (std::size_t at = 0; at < 4; ++at)
        out.bytes[15 - at] = static_cast<std::uint8_t>(number >> 8 * at);
    return out;
}

json::object reference_to(unsigned number)
{
    return {{"objectType", "StatementRef"}, {"id", to_string(id(number))}};
}

// "cem" "noted" a statement.
json::object referring(unsigned target, std::string_view changes = "{}")
{
    auto out = statement(R"({"actor":@cem,"verb":^noted})");
    const auto changed = statement(changes);
    for (const auto& name : {"context", "authority", "stored"}) {
        if (const auto* value = changed.if_contains(name)) out[name] = *value;
    }
    out["object"] = reference_to(target);
    return out;
}

// A store of few statements, which counts how often it is asked.
struct Store {
    std::map<unsigned, json::value> statements;
    mutable std::size_t asked = 0;

    std::optional<json::value> operator()(const base::Uuid& wanted) const
    {
        ++asked;
        for (const auto& [number, value] : statements) {
            if (id(number) == wanted) return value;
        }
        return std::nullopt;
    }
};

bool found(const json::value& value, const Query& query, const Store& store = {})
{
    return statements::matches(value, query, std::cref(store));
}

} // namespace

BOOST_AUTO_TEST_SUITE(statements_references)

// xAPI 1.0.3 Communication 2.1.3, "Filter Conditions for StatementRefs".
BOOST_AUTO_TEST_CASE(references)
{
    const Store store{{{1, statement(R"({"authority":@lms,"stored":"2026-01-01T00:00:00Z"})")},
                       {2, referring(1)},
                       {3, referring(2)},
                       {10, referring(11)}, // 10 and 11 refer to each other,
                       {11, referring(10)},
                       {12, referring(12)},       // 12 to itself,
                       {13, referring(0xffff)}}}; // and 13 to one that is not there.

    const struct {
        const char* name;
        unsigned target;
        const char* changes;
        Query query;
        bool matching;
    } rows[] = {
        {"own verb", 1, "{}", {.verb = verb("noted")}, true},
        {"verb of the target", 1, "{}", {.verb = verb("read")}, true},
        {"verb of neither", 1, "{}", {.verb = verb("saw")}, false},
        {"target of the target", 2, "{}", {.activity = activity("book")}, true},
        {"three steps away", 3, "{}", {.agent = who("ann")}, true},
        {"all on the target", 1, "{}", {.agent = who("ann"), .verb = verb("read")}, true},
        {"one here, one there", 1, "{}", {.agent = who("cem"), .verb = verb("read")}, false},
        {"one there, one further", 2, "{}", {.agent = who("ann"), .verb = verb("noted")}, false},
        {"two here", 2, "{}", {.agent = who("cem"), .verb = verb("noted")}, true},
        {"target not there", 0xffff, "{}", {.verb = verb("read")}, false},
        {"target not there, met here", 0xffff, "{}", {.verb = verb("noted")}, true},
        {"chain that breaks off", 13, "{}", {.verb = verb("read")}, false},
        {"cycle", 10, "{}", {.verb = verb("read")}, false},
        {"reference to itself", 12, "{}", {.verb = verb("read")}, false},
        {"related agents on the target",
         1,
         "{}",
         {.agent = who("lms"), .related_agents = true},
         true},
        {"agents on the target, not related", 1, "{}", {.agent = who("lms")}, false},
        {"no terms", 1, "{}", {}, true},
        {"since is the referrer's own matter",
         1,
         R"({"stored":"2026-03-01T00:00:00Z"})",
         {.verb = verb("read"),
          .since = base::parse_timestamp("2026-02-01T00:00:00Z", base::TimestampRules::rfc3339)},
         true},
        {"until is the referrer's own matter",
         1,
         R"({"stored":"2026-03-01T00:00:00Z"})",
         {.verb = verb("read"),
          .until = base::parse_timestamp("2026-02-01T00:00:00Z", base::TimestampRules::rfc3339)},
         false},
        {"read scope, own authority",
         1,
         R"({"authority":@cms})",
         {.verb = verb("read"), .authority = who("cms")},
         true},
        {"read scope, the target's authority",
         1,
         R"({"authority":@cms})",
         {.verb = verb("read"), .authority = who("lms")},
         false},
        {"read scope, no terms, the target's",
         1,
         R"({"authority":@cms})",
         {.authority = who("lms")},
         false},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(found(referring(row.target, row.changes), row.query, store) == row.matching);
        }
    }
}

BOOST_AUTO_TEST_CASE(length_of_chains)
{
    Store store;
    constexpr unsigned longest = limits::reference_chain;
    for (unsigned number = 1; number <= longest; ++number)
        store.statements[number] = referring(number + 1);
    store.statements[longest + 1] = statement();

    // From 2 on there are `longest` statements behind the first; from 1 on one more.
    BOOST_TEST(found(referring(2), {.verb = verb("read")}, store));
    BOOST_TEST(store.asked == longest);
    BOOST_TEST(!found(referring(1), {.verb = verb("read")}, store));
}

BOOST_AUTO_TEST_CASE(nobody_is_asked_in_vain)
{
    const Store store{{{1, statement()}}};
    BOOST_TEST(found(referring(1), {.verb = verb("noted")}, store));
    BOOST_TEST(found(referring(1), {}, store));
    BOOST_TEST(!found(referring(1), {.verb = verb("read"), .authority = who("x")}, store));
    BOOST_TEST(store.asked == 0u);
    BOOST_TEST(found(referring(1), {.verb = verb("read")}, store));
    BOOST_TEST(store.asked == 1u);
}

BOOST_AUTO_TEST_CASE(voiding)
{
    constexpr auto voided = "http://adlnet.gov/expapi/verbs/voided";
    auto right = referring(1);
    right["verb"] = {{"id", voided}};
    auto another_verb = right;
    another_verb["verb"] = {{"id", "http://adlnet.gov/expapi/verbs/void"}};
    auto an_activity = right;
    an_activity["object"] = {{"id", to_string(id(1))}};
    auto no_uuid = right;
    no_uuid["object"] = {{"objectType", "StatementRef"}, {"id", "1"}};

    BOOST_TEST(statements::is_voiding(right));
    BOOST_TEST((statements::reference_of(right) == id(1)));
    BOOST_TEST(!statements::is_voiding(another_verb));
    BOOST_TEST((statements::reference_of(another_verb) == id(1)));
    BOOST_TEST(!statements::is_voiding(an_activity));
    BOOST_TEST(!statements::reference_of(an_activity));
    BOOST_TEST(!statements::is_voiding(no_uuid));
    BOOST_TEST(!statements::reference_of(no_uuid));
}

BOOST_AUTO_TEST_SUITE_END()
