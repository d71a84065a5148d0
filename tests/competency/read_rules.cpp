#include "base/limits.hpp"
#include "competency/model.hpp"
#include "tests/competency/model_rows.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

} // namespace

BOOST_AUTO_TEST_SUITE(competency_read_rules)

BOOST_AUTO_TEST_CASE(nodes)
{
    const CheckRow rows[] = {
        {"unknown competency", "/rules/0/for", R"("C9")", "reference"},
        {"level", "/rules/3/level", "4", "level"},
        {"highest level", "/rules/3/level", "3", nullptr},
        {"the same rule twice", "/rules/1/level", "1", "unique", nullptr, 2},
        {"no rule", "/rules/0/rule", "-", "required"},
        {"unknown node", "/rules/0/rule", R"({"most": []})", "unsupported_node"},
        {"an empty node", "/rules/0/rule", "{}", "unsupported_node"},
        {"no node", "/rules/0/rule", "1", "unsupported_node"},
        {"two nodes in one", "/rules/0/rule", R"({"ev": "e1", "all": [{"ev": "e1"}]})",
         "unsupported_node", "/rules/0/rule/all"},
        {"unknown member", "/rules/0/rule/step", "[]", "unsupported_node"},
        {"unknown evidence", "/rules/0/rule/ev", R"("e9")", "reference"},
        {"a revocation as a leaf", "/rules/0/rule/ev", R"("e3")", "polarity"},
        {"all of nothing", "/rules/0/rule", R"({"all": []})", "type", "/rules/0/rule/all"},
        {"any of one", "/rules/0/rule", R"({"any": [{"ev": "e1"}]})", nullptr},
        {"any of a text", "/rules/0/rule", R"({"any": "e1"})", "type", "/rules/0/rule/any"},
        {"held", "/rules/3/rule", R"({"held": "C1", "level": 3})", nullptr},
        {"held, no such level", "/rules/3/rule", R"({"held": "C1", "level": 4})", "level",
         "/rules/3/rule/level"},
        {"held, no level", "/rules/3/rule", R"({"held": "C1"})", "required", "/rules/3/rule/level"},
        {"held, unknown", "/rules/3/rule", R"({"held": "C9", "level": 1})", "reference",
         "/rules/3/rule/held"},
        {"below", "/rules/1/rule", R"({"below": 2})", "level", "/rules/1/rule/below"},
        {"atLeast 2 of 2", "/rules/3/rule", R"({"atLeast": [2, [{"ev": "e1"}, {"ev": "e2"}]]})",
         nullptr},
        {"atLeast 2 of 1", "/rules/3/rule", R"({"atLeast": [2, [{"ev": "e1"}]]})", "never_true",
         "/rules/3/rule/atLeast"},
        {"atLeast 0", "/rules/3/rule", R"({"atLeast": [0, [{"ev": "e1"}]]})", "type",
         "/rules/3/rule/atLeast"},
        {"weighted, no more than all", "/rules/3/rule/min", "4", "never_true"},
        {"weighted, no min", "/rules/3/rule/min", "-", "required"},
        {"weight", "/rules/3/rule/weighted", R"([[{"ev": "e1"}, 3]])", nullptr},
        {"weight 0", "/rules/3/rule/weighted", R"([[{"ev": "e1"}, 3], [{"ev": "e2"}, 0]])", "range",
         "/rules/3/rule/weighted/1/1"},
        {"another area", "/competencies/0/area", R"("A")", nullptr},
        {"an area of another visibility", "/competencies/0/area", R"("B")", "visibility",
         "/rules/2/rule/atLeast/1/1/held"},
    };
    check_rows(rows);
}

// Weights that fade, of the first of two parts.
BOOST_AUTO_TEST_CASE(steps)
{
    const struct {
        const char* name;
        const char* weight;
        const char* rule; // Null: accepted.
        const char* where = "";
        const char* node = R"({"ev": "e1"})";
        std::size_t count = 1;
    } rows[] = {
        {"one step", R"({"step": [["P1Y", 2]]})", nullptr},
        {"two steps", R"({"step": [["P1Y", 2], ["P2Y", 1]]})", nullptr},
        {"days behind months", R"({"step": [["P1M", 2], ["P1M1D", 1]]})", nullptr},
        {"of a node that is no leaf", R"({"step": [["P1Y", 2]]})", "step", "",
         R"({"all": [{"ev": "e1"}]})"},
        {"of another competency", R"({"step": [["P1Y", 2]]})", "step", "",
         R"({"held": "C1", "level": 1})"},
        {"no step", R"({"step": []})", "range", "/step", R"({"ev": "e1"})", 2},
        {"steps missing", R"({"fade": []})", "required", "/step", R"({"ev": "e1"})", 3},
        {"something beside", R"({"step": [["P1Y", 2]], "then": 1})", "unsupported_node", "/then"},
        {"a number for a step", R"({"step": [["P1Y", 2], 1]})", "period", "/step/1"},
        {"a step of three", R"({"step": [["P1Y", 2], ["P2Y", 1, 1]]})", "period", "/step/1"},
        {"no such period", R"({"step": [["P1Y", 2], ["2Y", 1]]})", "period", "/step/1"},
        {"hours", R"({"step": [["P1Y", 2], ["P1YT1H", 1]]})", "period", "/step/1"},
        {"weight 0", R"({"step": [["P1Y", 2], ["P2Y", 0]]})", "range", "/step/1"},
        {"weight in a text", R"({"step": [["P1Y", 2], ["P2Y", "1"]]})", "range", "/step/1"},
        {"as long", R"({"step": [["P1Y", 2], ["P12M", 1]]})", "step", "/step/1"},
        {"shorter", R"({"step": [["P1Y", 2], ["P11M", 1]]})", "step", "/step/1"},
        {"shorter from some days", R"({"step": [["P30D", 2], ["P1M", 1]]})", "step", "/step/1"},
        {"as heavy", R"({"step": [["P1Y", 2], ["P2Y", 2]]})", "step", "/step/1"},
    };

    for (const auto& row : rows) {
        const auto parts =
            "[[" + std::string(row.node) + ", " + row.weight + R"(], [{"ev": "e2"}, 1]])";
        const auto where = std::string("/rules/3/rule/weighted/0/1") + row.where;
        check_rows(std::vector<CheckRow>{{row.name, "/rules/3/rule/weighted", parts.c_str(),
                                          row.rule, where.c_str(), row.count}});
    }
}

BOOST_AUTO_TEST_CASE(number_of_steps)
{
    const auto errors = [](std::size_t count) {
        json::array steps;
        for (std::size_t i = 1; i <= count; ++i)
            steps.push_back({"P" + std::to_string(i) + "M", 100 - i});
        const json::array parts{{{{"ev", "e1"}}, {{"step", std::move(steps)}}}};
        return check_model(changed("/rules/3/rule/weighted", json::serialize(parts))).errors;
    };
    BOOST_TEST(errors(limits::rule_steps).empty());
    BOOST_TEST_REQUIRE(errors(limits::rule_steps + 1).size() == 1u);
    BOOST_TEST(errors(limits::rule_steps + 1)[0].rule == "range");
}

BOOST_AUTO_TEST_SUITE_END()
