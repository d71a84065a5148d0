// What somebody keeps of a former model.
#include "competency/kept.hpp"
#include "tests/competency/answers.hpp"
#include "tests/competency/assertions.hpp"
#include "tests/competency/parties.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

using Texts = std::vector<std::string>;
using boost::test_tools::per_element;

constexpr const char* january = "2026-01-01T00:00:00Z";
constexpr const char* february = "2026-02-01T00:00:00Z";
constexpr const char* march = "2026-03-01T00:00:00Z";
constexpr const char* june = "2026-06-01T00:00:00Z"; // The switch.

std::shared_ptr<const Model> former_model()
{
    ModelMaker maker;
    maker.competency("C1").competency("C2").evidence("a").evidence("b");
    maker.evidence("c", R"({"validity": "P1Y"})");
    maker.rule("C1", 1, R"({"ev": "a"})").rule("C1", 2, R"({"ev": "b"})");
    maker.rule("C1", 3, R"({"ev": "c"})").rule("C2", 1, R"({"ev": "a"})");
    return trusting(maker).model();
}

// Level 1 of C1 asks for more, level 2 for something else, level 3 for something fresher; C2 is
// gone.
ModelMaker fresh_maker(const std::string& from, const char* mode = "grandfather")
{
    ModelMaker maker("Europe/Athens");
    maker.competency("C3").competency("C1").evidence("a").evidence("d");
    maker.evidence("c", R"({"validity": "P6M"})");
    maker.rule("C1", 1, R"({"all": [{"ev": "a"}, {"ev": "d"}]})").rule("C1", 2, R"({"ev": "d"})");
    maker.rule("C1", 3, R"({"ev": "c"})").rule("C3", 1, R"({"ev": "a"})");
    maker.document["transition"] = {{"from", from}, {"mode", mode}};
    if (std::string_view(mode) == "grandfather")
        maker.document["transition"].as_object()["grandfatherUntil"] = "2026-12-31";
    return trusting(maker);
}

std::vector<EvidenceRow> rows_of(const Model& model, const Texts& statements)
{
    return rows_of_history(model, statements, identity("ann"), {identity("us")}).value();
}

base::Result<std::vector<Written>> kept(const Model& former, const Model& fresh,
                                        const Texts& statements, const char* when = june)
{
    const auto before = rows_of(former, statements);
    const auto after = rows_of(fresh, statements);
    const Asked asked{identity("ann"), time(when), time(when)};
    return grandfather({former, before}, {fresh, after}, {}, asked, us_about("ann"));
}

const auto a = statement(1, "a", january);
const auto b = statement(2, "b", february);
const auto c = statement(3, "c", march);
const auto d = statement(4, "d", march);

} // namespace

BOOST_AUTO_TEST_SUITE(competency_grandfather)

BOOST_AUTO_TEST_CASE(what_is_kept_of_a_former_model)
{
    const auto former = former_model();
    const auto fresh = fresh_maker(former->hash).model();
    const std::string until = "2026-12-31T22:00:00Z"; // The end of the day in the new zone.

    const struct {
        const char* name;
        Texts statements;
        const char* when;
        Texts expected;
    } rows[] = {
        {"nothing", {}, june, {}},
        {"a level", {a}, june, {"C1/1 2026-06-01T00:00:00Z " + until}},
        {"held under both", {a, d}, june, {}},
        {"held under the new one alone", {d}, june, {}},
        {"not yet held", {a}, "2025-12-31T00:00:00Z", {}},
        {"each level",
         {b},
         june,
         {"C1/1 2026-06-01T00:00:00Z " + until, "C1/2 2026-06-01T00:00:00Z " + until}},
        {"held under both, for a shorter time",
         {c},
         june,
         {"C1/1 2026-06-01T00:00:00Z " + until, "C1/2 2026-06-01T00:00:00Z " + until,
          "C1/3 2026-06-01T00:00:00Z " + until}},
        {"held under both, for long enough",
         {statement(5, "c", "2026-08-01T00:00:00Z")},
         "2026-09-01T00:00:00Z",
         {}},
        {"what runs out runs out",
         {statement(5, "c", "2025-09-01T00:00:00Z")},
         june,
         {"C1/1 2026-06-01T00:00:00Z 2026-09-01T22:00:00Z",
          "C1/2 2026-06-01T00:00:00Z 2026-09-01T22:00:00Z",
          "C1/3 2026-06-01T00:00:00Z 2026-09-01T22:00:00Z"}},
        {"in the last moment",
         {a},
         "2026-12-31T21:59:59.999999Z",
         {"C1/1 2026-12-31T21:59:59.999999Z " + until}},
        {"too late", {a}, "2026-12-31T22:00:00Z", {}},
        {"a rating is one under both", {confers(5, "C1#L2", march)}, june, {}},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto statements = kept(*former, *fresh, row.statements, row.when).value();
            BOOST_TEST(said(statements) == row.expected, per_element());
            for (const auto& written : statements) {
                check_valid(written);
                const auto value = json::parse(written.text);
                BOOST_TEST(
                    value.at("context").at("contextActivities").at("category").at(1).at("id") ==
                    json::value("https://w3id.org/xapi/lrs/categories/legacy"));
                BOOST_TEST(value.at("context")
                               .at("extensions")
                               .at("https://w3id.org/xapi/lrs/contextextensions/model") ==
                           json::value(former->hash));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(scales_that_become_shorter)
{
    const auto former = former_model();
    auto maker = fresh_maker(former->hash);
    auto& scale = maker.document["scales"].as_array()[0].as_object();
    scale["levels"].as_array().resize(2);
    maker.document["rules"].as_array().erase(maker.document["rules"].as_array().begin() + 2);
    maker.document["trust"].as_array()[0].as_object()["mayAssert"] = {{"areas", {"A"}},
                                                                      {"maxLevel", 2}};
    const auto statements = kept(*former, *maker.model(), {c}).value();
    BOOST_TEST(said(statements) == (Texts{"C1/1 2026-06-01T00:00:00Z 2026-12-31T22:00:00Z",
                                          "C1/2 2026-06-01T00:00:00Z 2026-12-31T22:00:00Z"}),
               per_element());
}

BOOST_AUTO_TEST_CASE(who_grandfathers)
{
    const auto former = former_model();
    const auto recomputing = fresh_maker(former->hash, "recompute").model();
    BOOST_TEST(kept(*former, *recomputing, {a}).value().empty());
    auto silent = fresh_maker(former->hash);
    silent.document.erase("transition");
    BOOST_TEST(kept(*former, *silent.model(), {a}).value().empty());

    const auto other = fresh_maker("sha256:" + std::string(64, '0')).model();
    const auto refused = kept(*former, *other, {a});
    BOOST_TEST_REQUIRE(refused.has_error());
    BOOST_TEST((refused.error().kind == base::ErrorKind::invalid));
    BOOST_TEST(refused.error().where == "/transition/from");
    BOOST_TEST(refused.error().why.find(former->hash) != std::string::npos);
}

// The new model reads them without a mapping, and no rating that was known takes them away.
BOOST_AUTO_TEST_CASE(what_the_new_model_makes_of_it)
{
    const auto former = former_model();
    for (const char* manual : {"floor", "ceiling", "replaceUntilNext"}) {
        auto maker = fresh_maker(former->hash);
        maker.document["competencies"].as_array()[1].as_object()["manual"] = manual;
        const auto fresh = maker.model();
        Texts history{b, confers(7, "C1#L1", march)};
        const auto level = [&](const char* as_of) {
            const auto answer = evaluate_history(*fresh, {}, history, identity("ann"), time(as_of),
                                                 time(end_of_time), {}, {identity("us")})
                                    .value();
            return json::parse(answer).at("competencies").at(1).at("level").as_int64();
        };
        BOOST_TEST_CONTEXT(manual)
        {
            const auto statements = kept(*former, *fresh, history).value();
            BOOST_TEST(level(june) <= 1);
            for (const auto& written : statements)
                history.push_back(as_stored(written, june));
            BOOST_TEST(level(june) == 2);
            BOOST_TEST(level("2026-12-31T21:59:59Z") == 2);
            BOOST_TEST(level("2026-12-31T22:00:00Z") <= 1);
            BOOST_TEST(level("2026-05-31T23:59:59Z") <= 1);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
