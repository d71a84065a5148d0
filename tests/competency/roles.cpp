#include "competency/roles.hpp"

#include "tests/support/competency_models.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

std::string table(std::string_view change, std::string_view value)
{
    json::object role{{"agent", agent("sue")},
                      {"role", "supervisor"},
                      {"unit", "12"},
                      {"from", "2026-01-01T00:00:00Z"},
                      {"until", "2026-07-01T00:00:00Z"}};
    if (value == "-")
        role.erase(change);
    else
        role[change] = json::parse(value);
    return json::serialize(json::object{{"roles", {role}}});
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_roles)

BOOST_AUTO_TEST_CASE(who_had_what_when)
{
    const auto roles = parse_roles(table("unit", R"("12")")).value();
    const auto sue = identity("sue");
    BOOST_TEST(roles.has(sue, "supervisor", time("2026-01-01T00:00:00Z")));
    BOOST_TEST(!roles.has(sue, "supervisor", time("2025-12-31T23:59:59.999999Z")));
    BOOST_TEST(roles.has(sue, "supervisor", time("2026-06-30T23:59:59.999999Z")));
    BOOST_TEST(!roles.has(sue, "supervisor", time("2026-07-01T00:00:00Z")));
    BOOST_TEST(!roles.has(sue, "mentor", time("2026-02-01T00:00:00Z")));
    BOOST_TEST(!roles.has(identity("tom"), "supervisor", time("2026-02-01T00:00:00Z")));
    BOOST_TEST(roles.of(sue).at(0).unit == "12");
    for (const char* open : {"null", "-"}) {
        BOOST_TEST(parse_roles(table("until", open))
                       .value()
                       .has(sue, "supervisor", time("2099-01-01T00:00:00Z")));
    }
}

BOOST_AUTO_TEST_CASE(what_is_refused)
{
    const struct {
        const char* name;
        const char* member;
        const char* value;
        const char* rule; // Null: accepted.
    } rows[] = {
        {"right", "unit", R"("13")", nullptr},
        {"no unit", "unit", "-", nullptr},
        {"unit is a number", "unit", "13", "type"},
        {"no agent", "agent", "-", "required"},
        {"agent without identifier", "agent", R"({"name": "Sue"})", "agent"},
        {"agent by mail", "agent", R"({"mbox": "mailto:sue@city.example"})", nullptr},
        {"no role", "role", "-", "required"},
        {"no from", "from", "-", "required"},
        {"from is null", "from", "null", "type"},
        {"from is a date", "from", R"("2026-01-01")", "timestamp"},
        {"until before from", "until", R"("2026-01-01T00:00:00Z")", "order"},
        {"until just after", "until", R"("2026-01-01T00:00:01Z")", nullptr},
        {"unknown member", "colour", "1", "unknown_member"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto result = parse_roles(table(row.member, row.value));
            BOOST_TEST(result.has_error() == (row.rule != nullptr));
            if (!row.rule || !result.has_error()) continue;
            BOOST_TEST_REQUIRE(result.error().complaints.size() == 1u);
            BOOST_TEST(result.error().complaints[0].rule == row.rule);
            BOOST_TEST(result.error().complaints[0].where == "/roles/0/" + std::string(row.member));
        }
    }
    BOOST_TEST(parse_roles("{").has_error());
    BOOST_TEST(parse_roles("{}").has_error());
    BOOST_TEST(parse_roles(R"({"roles": []})").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
