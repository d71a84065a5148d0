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
        {"a fading weight", "/rules/3/rule/weighted",
         R"([[{"ev": "e1"}, 3], [{"ev": "e2"}, {"step": [["P1Y", 1]]}]])", "unsupported_node",
         "/rules/3/rule/weighted/1/1"},
        {"another area", "/competencies/0/area", R"("A")", nullptr},
        {"an area of another visibility", "/competencies/0/area", R"("B")", "visibility",
         "/rules/2/rule/atLeast/1/1/held"},
    };
    check_rows(rows);
}

BOOST_AUTO_TEST_SUITE_END()
