// Consolidation and grandfathering by example; kept_random.cpp has what holds in any world.
#include "competency/kept.hpp"

#include "base/digest.hpp"
#include "competency/canonical.hpp"
#include "tests/competency/answers.hpp"
#include "tests/competency/assertions.hpp"
#include "tests/competency/parties.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

using Texts = std::vector<std::string>;
using boost::test_tools::per_element;

const Authorities own{identity("us")};
constexpr const char* january = "2026-01-01T00:00:00Z";
constexpr const char* february = "2026-02-01T00:00:00Z";
constexpr const char* march = "2026-03-01T00:00:00Z";
constexpr const char* june = "2026-06-01T00:00:00Z";
constexpr const char* now = "2026-10-01T00:00:00Z";

std::vector<EvidenceRow> rows_of(const Model& model, const Texts& statements)
{
    return rows_of_history(model, statements, identity("ann"), own).value();
}

Asked asked_at(const char* when)
{
    return {identity("ann"), time(when), time(when)};
}

Consolidation consolidated(const Model& model, const Texts& statements, const char* when = now)
{
    return consolidate(model, {}, rows_of(model, statements), asked_at(when), us_about("ann"))
        .value();
}

// Course "a" makes level 1 for a year, "b" level 2, "c" level 3 for a month.
ModelMaker courses(const char* manual = "floor")
{
    ModelMaker maker;
    maker.competency("C1").competency("C2");
    maker.document["competencies"].as_array()[0].as_object()["manual"] = manual;
    maker.evidence("a", R"({"validity": "P1Y"})").evidence("b");
    maker.evidence("c", R"({"validity": "P1M"})");
    maker.rule("C1", 1, R"({"ev": "a"})").rule("C1", 2, R"({"ev": "b"})");
    maker.rule("C1", 3, R"({"ev": "c"})").rule("C2", 1, R"({"held": "C1", "level": 3})");
    return trusting(maker);
}

const auto a = statement(1, "a", january);
const auto b = statement(2, "b", february);
const auto c = statement(3, "c", march);

std::string extension(const Written& written, std::string_view name)
{
    const auto value = json::parse(written.text);
    const auto& extensions = value.at("context").at("extensions").as_object();
    return std::string(
        extensions.at("https://w3id.org/xapi/lrs/contextextensions/" + std::string(name))
            .as_string());
}

bool says_by_rule(const Written& written)
{
    return json::parse(written.text).as_object().contains("result");
}

std::string digest(std::initializer_list<int> numbers)
{
    std::string lines;
    for (const auto number : numbers)
        lines += statement_id(number) + "\n";
    return base::to_hex(base::sha256(lines));
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_kept)

BOOST_AUTO_TEST_CASE(a_whole_statement)
{
    const auto model = courses().model();
    const auto [statements, complete] = consolidated(*model, {a});
    BOOST_TEST(complete);
    BOOST_TEST_REQUIRE(statements.size() == 1u);
    auto expected = json::parse(R"({
        "actor": {"account": {"homePage": "https://city.example", "name": "ann"}},
        "authority": {"account": {"homePage": "https://city.example", "name": "us"}},
        "verb": {"id": "https://w3id.org/xapi/tla/verbs/achieved", "display": {"en": "achieved"}},
        "object": {"objectType": "Activity", "id": "https://city.example/c/C1#L1",
            "definition": {"type": "https://w3id.org/xapi/tla/activity-types/competency",
                           "name": {"de": "C1", "en": "C1"}}},
        "result": {"success": true},
        "timestamp": "2026-01-01T00:00:00Z",
        "context": {
            "contextActivities": {"category": [
                {"id": "https://w3id.org/xapi/learnercompetency"},
                {"id": "https://w3id.org/xapi/lrs/categories/consolidated"}]},
            "extensions": {
                "https://w3id.org/xapi/comp/contextextensions/expires": "2027-01-01T23:00:00Z",
                "https://w3id.org/xapi/lrs/contextextensions/knownSince":
                    "2026-01-01T00:00:00Z"}}})")
                        .as_object();
    auto& extensions = expected["context"].as_object()["extensions"].as_object();
    extensions["https://w3id.org/xapi/lrs/contextextensions/model"] = model->hash;
    extensions["https://w3id.org/xapi/lrs/contextextensions/evidenceDigest"] = digest({1});
    expected["id"] = base::to_string(statements[0].id);
    BOOST_TEST(statements[0].text == canonical(expected));
    check_valid(statements[0]);
}

BOOST_AUTO_TEST_CASE(what_is_consolidated)
{
    const struct {
        const char* name;
        Texts statements;
        Texts expected;
        std::string by_rule; // Which of them: "yn".
    } rows[] = {
        {"nothing", {}, {}, ""},
        {"a level with an end", {a}, {"C1/1 2026-01-01T00:00:00Z 2027-01-01T23:00:00Z"}, "y"},
        {"levels below it, of rules that did not give them",
         {b},
         {"C1/1 2026-02-01T00:00:00Z null", "C1/2 2026-02-01T00:00:00Z null"},
         "ny"},
        {"what has ended, and what leans on it",
         {c},
         {"C1/1 2026-03-01T00:00:00Z 2026-04-01T22:00:00Z",
          "C1/2 2026-03-01T00:00:00Z 2026-04-01T22:00:00Z",
          "C1/3 2026-03-01T00:00:00Z 2026-04-01T22:00:00Z",
          "C2/1 2026-03-01T00:00:00Z 2026-04-01T22:00:00Z"},
         "nnyy"},
        {"two intervals",
         {statement(4, "a", "2024-01-01T00:00:00Z"), a},
         {"C1/1 2024-01-01T00:00:00Z 2025-01-01T23:00:00Z",
          "C1/1 2026-01-01T00:00:00Z 2027-01-01T23:00:00Z"},
         "yy"},
        {"one interval, of the rule in a part of it",
         {a, b},
         {"C1/1 2026-01-01T00:00:00Z null", "C1/2 2026-02-01T00:00:00Z null"},
         "ny"},
        {"a rating", {confers(5, "C1#L1", march)}, {"C1/1 2026-03-01T00:00:00Z null"}, "n"},
        {"a revoked rating",
         {confers(5, "C1#L1", march), revokes(6, "C1", june)},
         {"C1/1 2026-03-01T00:00:00Z 2026-06-01T00:00:00Z"},
         "n"},
        {"what is voided", {a, voiding(7, 1, june)}, {}, ""},
        {"a claim", {confers(5, "C1#L1", march, "lms")}, {}, ""},
    };

    const auto model = courses().model();
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto [statements, complete] = consolidated(*model, row.statements);
            BOOST_TEST(complete);
            BOOST_TEST(said(statements) == row.expected, per_element());
            std::string by_rule;
            for (const auto& written : statements) {
                check_valid(written);
                by_rule += says_by_rule(written) ? 'y' : 'n';
            }
            BOOST_TEST(by_rule == row.by_rule);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_was_known_when)
{
    const auto late_a = statement(1, "a", january, R"({"stored": "2026-05-01T00:00:00Z"})");
    const auto second_a = statement(4, "a", january, R"({"stored": "2026-07-01T00:00:00Z"})");

    const struct {
        const char* name;
        Texts statements;
        const char* expected; // Of level 1.
    } rows[] = {
        {"when it was stored", {late_a}, "2026-05-01T00:00:00Z"},
        {"the first of two", {late_a, second_a}, "2026-05-01T00:00:00Z"},
        {"not of the one that was voided",
         {late_a, second_a, voiding(7, 1, "2026-08-01T00:00:00Z")},
         "2026-05-01T00:00:00Z"},
        {"not before a gap", {late_a, second_a, voiding(7, 1, june)}, "2026-07-01T00:00:00Z"},
        {"of all of the interval", {late_a, statement(8, "b", now)}, "2026-10-01T00:00:00Z"},
    };

    const auto model = courses().model();
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto statements = consolidated(*model, row.statements).statements;
            BOOST_TEST_REQUIRE(!statements.empty());
            BOOST_TEST(extension(statements[0], "knownSince") == row.expected);
        }
    }
    // That a rule gave it as well may be known later, and is said since then.
    const auto late_b = statement(2, "b", february, R"({"stored": "2026-05-01T00:00:00Z"})");
    const auto rated = consolidated(*model, {confers(5, "C1#L2", february), late_b}).statements;
    BOOST_TEST_REQUIRE(rated.size() == 2u);
    BOOST_TEST(!says_by_rule(rated[0]));
    BOOST_TEST(extension(rated[0], "knownSince") == february);
    BOOST_TEST(says_by_rule(rated[1]));
    BOOST_TEST(extension(rated[1], "knownSince") == "2026-05-01T00:00:00Z");
    // Nothing is known before it is stored.
    BOOST_TEST(consolidated(*model, {late_a}, "2026-04-30T00:00:00Z").statements.empty());
}

BOOST_AUTO_TEST_CASE(digests)
{
    const auto model = courses().model();
    const auto digests_of = [&](const Texts& statements) {
        Texts out;
        for (const auto& written : consolidated(*model, statements).statements)
            out.push_back(extension(written, "evidenceDigest"));
        return out;
    };
    // Sorted by id, not by time.
    BOOST_TEST(digests_of({b, statement(1, "b", march)}) == (Texts{digest({1, 2}), digest({1, 2})}),
               per_element());
    // Level 1 rests on both, level 2 on "b" alone.
    BOOST_TEST(digests_of({a, b}) == (Texts{digest({1, 2}), digest({2})}), per_element());
    // Not on claims, nor on what came later; what is given again counts again.
    BOOST_TEST(digests_of({confers(5, "C1#L1", march), revokes(6, "C1", june),
                           confers(7, "C1#L1", march, "lms"),
                           confers(8, "C1#L1", "2026-07-01T00:00:00Z")}) ==
                   (Texts{digest({5}), digest({5, 8})}),
               per_element());
    // Nor on what was revoked in all of the interval.
    auto maker = courses();
    maker.evidence("r", R"({"polarity": "-", "revokes": ["a"]})");
    const auto revoking = maker.model();
    const Texts history{statement(1, "a", "2025-01-01T00:00:00Z"),
                        statement(2, "r", "2025-02-01T00:00:00Z"),
                        statement(3, "b", "2025-03-01T00:00:00Z"), statement(4, "a", march)};
    Texts out;
    for (const auto& written : consolidated(*revoking, history).statements)
        out.push_back(extension(written, "evidenceDigest"));
    BOOST_TEST(out == (Texts{digest({1}), digest({3, 4}), digest({3})}), per_element());
}

BOOST_AUTO_TEST_CASE(what_is_kept_is_not_written_again)
{
    const auto model = courses().model();
    Texts history{a, b};
    const auto first = consolidated(*model, history).statements;
    BOOST_TEST(first.size() == 2u);
    for (const auto& written : first)
        history.push_back(as_stored(written, now));
    BOOST_TEST(consolidated(*model, history).statements.empty());
    // Once the evidence is gone neither.
    const Texts left(history.begin() + 2, history.end());
    BOOST_TEST(consolidated(*model, left).statements.empty());
    // What makes an interval longer makes another statement.
    auto renewed = left;
    renewed.push_back(statement(9, "c", "2026-01-20T00:00:00Z"));
    BOOST_TEST(said(consolidated(*model, renewed).statements) ==
                   (Texts{"C1/2 2026-01-20T00:00:00Z null",
                          "C1/3 2026-01-20T00:00:00Z 2026-02-20T23:00:00Z",
                          "C2/1 2026-01-20T00:00:00Z 2026-02-20T23:00:00Z"}),
               per_element());
    // Voided, it is written anew: with the same id, as the same words.
    auto voided = history;
    voided.push_back(json::serialize(json::object{
        {"id", statement_id(20)},
        {"verb", {{"id", verb("voided")}}},
        {"object", {{"objectType", "StatementRef"}, {"id", base::to_string(first[1].id)}}},
        {"stored", now}}));
    const auto again = consolidated(*model, voided).statements;
    BOOST_TEST_REQUIRE(again.size() == 1u);
    BOOST_TEST((again[0].id == first[1].id));
}

// Under a ceiling a level may begin when the rating below it runs out.
BOOST_AUTO_TEST_CASE(what_begins_later_cannot_be_kept)
{
    const auto model = courses("ceiling").model();
    const auto rating = confers(5, "C1#L1", march, "hr", "2026-12-31");
    const auto [statements, complete] = consolidated(*model, {a, b, rating});
    BOOST_TEST(!complete);
    BOOST_TEST(said(statements) == (Texts{"C1/1 2026-01-01T00:00:00Z null",
                                          "C1/2 2026-02-01T00:00:00Z 2026-03-01T00:00:00Z"}),
               per_element());
    BOOST_TEST(consolidated(*model, {a, b, rating}, "2027-02-01T00:00:00Z").complete);
}

BOOST_AUTO_TEST_CASE(what_may_be_deleted)
{
    const auto carried = statement(1, "x", march, R"({"result": {"success": true}, "context":
        {"contextActivities": {"grouping": [{"id": "https://city.example/c/C1", "definition":
        {"type": "https://w3id.org/xapi/tla/activity-types/competency"}}]}}})");

    const struct {
        const char* name;
        std::string statement;
        bool floor;
        bool other;
    } rows[] = {
        {"a course", a, true, true},
        {"a carried reference", carried, true, true},
        {"a rating", confers(5, "C1#L1", march), true, false},
        {"a revocation", revokes(5, "C1#L1", march), false, false},
        {"what is kept", keeps(5, "consolidated", "C1#L1", march, march), false, false},
        {"what is kept of a former model", keeps(5, "legacy", "C1#L1", march, march), false, false},
    };

    for (const auto& row : rows) {
        for (const char* manual : {"floor", "ceiling", "replaceUntilNext"}) {
            BOOST_TEST_CONTEXT(row.name << ", " << manual)
            {
                const auto model = courses(manual).model();
                const auto found = rows_of(*model, {row.statement});
                BOOST_TEST_REQUIRE(found.size() == 1u);
                const bool is_floor = std::string_view(manual) == "floor";
                BOOST_TEST(may_be_deleted(*model, found[0]) == (is_floor ? row.floor : row.other));
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
