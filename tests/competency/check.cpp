#include "base/limits.hpp"
#include "competency/model.hpp"
#include "tests/competency/model_rows.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

} // namespace

BOOST_AUTO_TEST_SUITE(competency_check)

BOOST_AUTO_TEST_CASE(cycles_are_named)
{
    const auto check = [](std::string_view scale, int level) {
        ModelMaker maker;
        maker.competency("C1", scale).competency("C2", scale).evidence("e1");
        maker.rule("C1", 2, R"({"held": "C2", "level": 2})");
        maker.rule("C2", level, R"({"held": "C1", "level": 2})");
        return check_model(maker.text()).errors;
    };
    // What a level needs depends on the ladder: with "implies" a higher level may give it.
    BOOST_TEST(check("I", 1).size() == 0u);
    BOOST_TEST(check("T", 3).size() == 0u);
    for (const auto& errors : {check("I", 3), check("I", 2), check("T", 1), check("T", 2)}) {
        BOOST_TEST_REQUIRE(errors.size() == 1u);
        BOOST_TEST(errors[0].rule == "cycle");
    }
    BOOST_TEST(check("I", 2)[0].expected == "not lead back to itself: C1/2 needs C2/2 needs C1/2");

    // "below" looks at a rule, "held" at the ladder, which the rule itself is a part of.
    ModelMaker maker;
    maker.competency("C1").evidence("e1").rule("C1", 1, R"({"ev": "e1"})");
    maker.rule("C1", 2, R"({"below": 1})");
    BOOST_TEST(check_model(maker.text()).errors.size() == 0u);
    maker.rule("C1", 3, R"({"held": "C1", "level": 1})");
    BOOST_TEST(check_model(maker.text()).errors.size() == 1u);
}

BOOST_AUTO_TEST_CASE(long_cycles_are_cut)
{
    const auto ring = [](std::size_t count) {
        ModelMaker maker;
        for (std::size_t i = 0; i < count; ++i) {
            const auto next = "C" + std::to_string((i + 1) % count);
            maker.competency("C" + std::to_string(i));
            maker.rule("C" + std::to_string(i), 3, R"({"held": ")" + next + R"(", "level": 3})");
        }
        return check_model(maker.text()).errors.at(0).expected;
    };
    BOOST_TEST(ring(limits::cycle_steps).ends_with("C14/3 needs C15/3 needs C0/3"));
    BOOST_TEST(ring(limits::cycle_steps + 1).ends_with("C14/3 needs C15/3 needs ... C0/3"));
}

BOOST_AUTO_TEST_CASE(circles_of_parents_are_refused)
{
    ModelMaker maker;
    maker.evidence("e1");
    for (const char* id : {"C1", "C2", "C3", "C4"})
        maker.competency(id).rule(id, 1, R"({"ev": "e1"})");
    auto& competencies = maker.document["competencies"].as_array();
    const auto parent = [&](std::size_t of, const char* id) {
        competencies[of].as_object()["parent"] = id;
    };
    parent(0, "C2");
    parent(1, "C3");
    parent(3, "C2");
    BOOST_TEST(check_model(maker.text()).errors.size() == 0u);
    parent(2, "C2");
    const auto errors = check_model(maker.text()).errors;
    BOOST_TEST_REQUIRE(errors.size() == 1u); // Once, though two more lead into it.
    BOOST_TEST(errors[0].where == "/competencies/1/parent");
    BOOST_TEST(errors[0].rule == "cycle");
}

BOOST_AUTO_TEST_CASE(profiles_have_their_own_ids)
{
    auto maker = full_model();
    auto second = maker.document["profiles"].as_array()[0].as_object();
    second["id"] = "P2";
    maker.add("profiles", second);
    BOOST_TEST(check_model(maker.text()).errors.empty());
    second["id"] = "P1";
    maker.add("profiles", second);
    const auto errors = check_model(maker.text()).errors;
    BOOST_TEST_REQUIRE(errors.size() == 1u);
    BOOST_TEST(errors[0].rule == "unique");
    BOOST_TEST(errors[0].where == "/profiles/2/id");
}

BOOST_AUTO_TEST_CASE(warnings)
{
    const auto rules_of = [](const ModelMaker& maker) {
        const auto findings = check_model(maker.text());
        BOOST_TEST(findings.errors.size() == 0u);
        std::vector<std::string> out;
        for (const auto& warning : findings.warnings)
            out.push_back(warning.rule + " " + warning.where);
        return out;
    };
    using Texts = std::vector<std::string>;
    auto maker = full_model();
    maker.document["profiles"].as_array()[0].as_object()["target"].as_object()["C3"] = 2;
    BOOST_TEST(rules_of(maker) == Texts{"unreachable_target /profiles/0/target/C3"},
               boost::test_tools::per_element());
    maker = full_model();
    maker.evidence("e4", R"({"warn": "P1D"})");
    BOOST_TEST(rules_of(maker) ==
                   (Texts{"unused_evidence /evidence/3", "warn_without_validity /evidence/3/warn"}),
               boost::test_tools::per_element());
    // Evidence that fades ends without a validity, and so does what ends by its own word.
    maker = full_model();
    maker.evidence("e4", R"({"warn": "P1D"})").evidence("e5", R"({"warn": "P1D",
        "expiresFrom": "extension"})");
    maker.rule("C3", 2, R"({"weighted": [[{"ev": "e4"}, {"step": [["P1Y", 1]]}], [{"ev": "e5"}, 1]],
                           "min": 1})");
    BOOST_TEST(rules_of(maker).empty());
    // What people may assert is reachable without a rule, unless it only limits.
    maker = full_model();
    auto& target = maker.document["profiles"].as_array()[0].as_object()["target"].as_object();
    target["C3"] = 2;
    auto& trust = maker.document["trust"].as_array()[0].as_object();
    trust["mayAssert"] = {{"areas", {"A"}}, {"maxLevel", 2}};
    BOOST_TEST(rules_of(maker).empty());
    target["C3"] = 3;
    BOOST_TEST(rules_of(maker) == Texts{"unreachable_target /profiles/0/target/C3"},
               boost::test_tools::per_element());
    target["C3"] = 2;
    maker.document["competencies"].as_array()[2].as_object()["manual"] = "ceiling";
    BOOST_TEST(rules_of(maker) == Texts{"unreachable_target /profiles/0/target/C3"},
               boost::test_tools::per_element());
    trust["mayReference"] = true;
    BOOST_TEST(rules_of(maker).empty());
    // A strict ladder with a missing rung leads nowhere; what builds on it neither.
    maker = full_model();
    maker.rule("C2", 3, R"({"ev": "e1"})").rule("C3", 2, R"({"held": "C2", "level": 3})");
    BOOST_TEST(rules_of(maker) == Texts{"unreachable_level /rules"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
