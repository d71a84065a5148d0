// What kept statements are worth: how they are read, and what ratings and rules make of them.
#include "competency/evaluation.hpp"
#include "statements/parse.hpp"
#include "tests/competency/answers.hpp"
#include "tests/competency/assertions.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

const Authorities own{identity("us")};
constexpr const char* january = "2026-01-01T00:00:00Z";
constexpr const char* february = "2026-02-01T00:00:00Z";
constexpr const char* march = "2026-03-01T00:00:00Z";
constexpr const char* april = "2026-04-01T00:00:00Z";
constexpr const char* may = "2026-05-01T00:00:00Z";
constexpr const char* june = "2026-06-01T00:00:00Z";
constexpr const char* later = "2026-09-01T00:00:00Z";

// Course "a" makes level 1, "b" level 2 upon level 1, "c" level 3; C2 leans on level 2.
ModelMaker rated(const char* manual)
{
    ModelMaker maker;
    maker.competency("C1").competency("C2");
    maker.document["competencies"].as_array()[0].as_object()["manual"] = manual;
    maker.evidence("a").evidence("b").evidence("c");
    maker.rule("C1", 1, R"({"ev": "a"})");
    maker.rule("C1", 2, R"({"all": [{"below": 1}, {"ev": "b"}]})");
    maker.rule("C1", 3, R"({"ev": "c"})").rule("C2", 1, R"({"held": "C1", "level": 2})");
    return trusting(maker);
}

json::object entry(const Model& model, const std::vector<std::string>& statements,
                   const char* as_of, std::size_t competency = 0, const char* known = end_of_time)
{
    const auto text =
        evaluate_history(model, {}, statements, identity("ann"), time(as_of), time(known), {}, own);
    return json::parse(text.value()).at("competencies").at(competency).as_object();
}

// Said of a time long before it was stored.
std::string late(std::string text, const char* stored)
{
    auto statement = json::parse(text).as_object();
    statement["stored"] = stored;
    return json::serialize(statement);
}

std::string kept_level_2(const char* expires = "")
{
    return keeps(1, "consolidated", "C1#L2", february, june, expires);
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_kept_ratings)

BOOST_AUTO_TEST_CASE(what_is_read_of_this_systems_own_words)
{
    const auto model = rated("floor").model();
    const auto kept = [&](const char* kind, const char* competency, json::object more = {}) {
        return keeps(1, kind, competency, february, june, "2027-01-01", std::move(more));
    };
    const auto without = [&](const char* pointer) {
        auto value = json::parse(kept("legacy", "C1#L2"));
        const std::string_view path = pointer;
        const auto slash = path.rfind('/');
        value.at_pointer(path.substr(0, slash)).as_object().erase(path.substr(slash + 1));
        return json::serialize(value);
    };
    const auto by_others = [&] {
        auto value = json::parse(kept("legacy", "C1#L2")).as_object();
        value["authority"] = agent("lms");
        return json::serialize(value);
    };

    const struct {
        const char* name;
        std::string statement;
        std::string expected; // EvidenceRow::evidence behind the mark. Empty: no row.
    } rows[] = {
        {"legacy", kept("legacy", "C1#L2"), "legacy 2 https://city.example/c/C1"},
        {"consolidated", kept("consolidated", "C1#L3"), "consolidated 3 https://city.example/c/C1"},
        {"without a level", kept("consolidated", "C2"), "consolidated 1 https://city.example/c/C2"},
        {"no such level", kept("legacy", "C1#L4"), ""},
        {"no such competency", kept("legacy", "C9#L1"), ""},
        {"another category", kept("issued", "C1#L2"), ""},
        {"no category", without("/context/contextActivities/category"), ""},
        {"no competency by its type", without("/object/definition"), ""},
        {"of others it is what they assert", by_others(), "achieved 2 https://city.example/c/C1"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto found =
                extract(*model, row.statement, statements::parse(row.statement).value(), 7, own);
            BOOST_TEST(found.size() == (row.expected.empty() ? 0u : 1u));
            if (found.size() == 1u) BOOST_TEST(found[0].evidence == "\xff" + row.expected);
        }
    }
    auto revoking = json::parse(kept("legacy", "C1#L2")).as_object();
    revoking["verb"] = profile_verb("forfeited");
    const auto text = json::serialize(revoking);
    BOOST_TEST(extract(*model, text, statements::parse(text).value(), 7, own).empty());
}

BOOST_AUTO_TEST_CASE(times_of_kept_statements)
{
    const auto model = rated("floor").model();
    for (const char* kind : {"legacy", "consolidated"}) {
        auto value = json::parse(keeps(1, kind, "C1#L2", february, june, "2027-01-01")).as_object();
        value["context"]
            .as_object()["extensions"]
            .as_object()["https://w3id.org/xapi/lrs/contextextensions/knownSince"] = march;
        value["result"] = {{"success", true}};
        const auto text = json::serialize(value);
        const auto rows = extract(*model, text, statements::parse(text).value(), 7, own);
        BOOST_TEST_REQUIRE(rows.size() == 1u);
        BOOST_TEST((rows[0].t == time(february)));
        BOOST_TEST((rows[0].stored == time(june)));
        BOOST_TEST((rows[0].expires == time("2027-01-01T23:00:00Z")));
        BOOST_TEST(rows[0].attestor.empty());
        BOOST_TEST((rows[0].success == true));
        const bool early = std::string_view(kind) == "consolidated";
        BOOST_TEST((known_from(rows[0]) == time(early ? march : june)));
        BOOST_TEST(entry(*model, {text}, later, 0, may).at("level").as_int64() == (early ? 2 : 0));
        const auto answer = evaluate_history(*model, {}, std::vector{text}, identity("ann"),
                                             time(later), time(may), {}, own);
        BOOST_TEST(json::parse(answer.value()).as_object().contains("basis") == early);
    }
}

BOOST_AUTO_TEST_CASE(what_policies_make_of_it)
{
    const auto lower = confers(2, "C1#L1", march);
    const auto lower_news = late(confers(2, "C1#L1", march), later);
    const auto old_lower_news = late(confers(2, "C1#L1", january), later);
    const auto gone = revokes(3, "C1", april);
    const auto gone_news = late(revokes(3, "C1", april), later);
    const auto gone_before_news = late(revokes(3, "C1", january), later);
    const auto top_gone_news = late(revokes(3, "C1#L3", april), later);
    const auto again = late(confers(4, "C1#L2", may), later);

    const struct {
        const char* name;
        std::vector<std::string> more; // Beside what is kept: level 2 from February to July.
        const char* expected;          // As floor, ceiling, replaceUntilNext; in June.
    } rows[] = {
        {"alone", {}, "222"},
        {"beside a rule", {statement(9, "c", january)}, "333"},
        {"a lower rating that was known", {lower}, "222"},
        {"a lower rating stored with it", {late(confers(2, "C1#L1", march), june)}, "222"},
        {"a lower rating", {lower_news}, "211"},
        {"a lower rating of an earlier time", {old_lower_news}, "211"},
        {"a lower rating that has run out",
         {late(confers(2, "C1#L1", march, "hr", "2026-05-01"), later)},
         "220"},
        {"a higher rating", {late(confers(2, "C1#L3", march), later)}, "323"},
        {"a rating by nobody who may", {late(confers(2, "C1#L1", march, "lms"), later)}, "222"},
        {"revoked as was known", {gone}, "222"},
        {"revoked", {gone_news}, "000"},
        {"revoked by nobody who may", {late(revokes(3, "C1", april, "lms"), later)}, "222"},
        {"revoked before it began", {gone_before_news}, "222"},
        {"revoked as it began", {late(revokes(3, "C1", february), later)}, "000"},
        {"a higher level is revoked", {top_gone_news}, "222"},
        {"revoked and given again", {gone_news, again}, "222"},
        {"voided revocation", {gone_news, voiding(8, 3, later)}, "222"},
        {"voided itself", {voiding(8, 1, later)}, "000"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            std::string found;
            for (const char* manual : {"floor", "ceiling", "replaceUntilNext"}) {
                auto statements = row.more;
                statements.push_back(kept_level_2("2026-07-01T00:00:00Z"));
                const auto model = rated(manual).model();
                found += std::to_string(entry(*model, statements, june).at("level").as_int64());
            }
            BOOST_TEST(found == row.expected);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_answers_say_of_it)
{
    const auto model = rated("ceiling").model();
    const std::vector<std::string> statements{kept_level_2("2026-07-01T00:00:00Z"),
                                              confers(2, "C1#L1", march),
                                              statement(9, "c", january)};
    const auto held = entry(*model, statements, june);
    BOOST_TEST(summary(held) == "2 attained 2026-03-01T00:00:00Z 2026-07-01T00:00:00Z");
    const auto& why = held.at("why").as_object();
    BOOST_TEST(why.at("node") == json::value("asserted"));
    BOOST_TEST(why.at("until") == json::value("2026-07-01T00:00:00Z"));
    BOOST_TEST(why.at("evidence").at(0).at("statement") == json::value(statement_id(1)));
    BOOST_TEST(!held.contains("claims"));
    // What leans on the level does not ask why it is held.
    BOOST_TEST(summary(entry(*model, statements, june, 1)) ==
               "1 attained 2026-01-01T00:00:00Z 2026-07-01T00:00:00Z");
    // Then the rating is the ceiling again.
    BOOST_TEST(summary(entry(*model, statements, "2026-07-01T00:00:00Z")) ==
               "1 attained 2026-07-01T00:00:00Z null");

    const auto floor = rated("floor").model();
    const auto ended = entry(*floor, {kept_level_2("2026-07-01T00:00:00Z")}, later);
    BOOST_TEST(summary(ended) == "0 expired null null");
    const auto& ignored = ended.at("next").at("ignored").as_array();
    BOOST_TEST_REQUIRE(ignored.size() == 1u);
    BOOST_TEST(ignored[0].at("reason") == json::value("expired"));
    const auto taken = entry(*floor, {kept_level_2(), late(revokes(3, "C1", april), later)}, june);
    BOOST_TEST(summary(taken) == "0 revoked null null");

    // What has lost its highest level still gives those below.
    const auto top_gone = late(revokes(3, "C1#L2", april), later);
    const auto rest = entry(*floor, {kept_level_2(), top_gone}, june);
    BOOST_TEST(summary(rest) == "1 attained 2026-04-01T00:00:00Z null");
    BOOST_TEST(rest.at("why").at("evidence").at(0).at("statement") == json::value(statement_id(1)));

    const auto governed = rated("replaceUntilNext").model();
    const auto old = entry(*governed, {kept_level_2(), confers(2, "C1#L1", march)}, june);
    BOOST_TEST(summary(old) == "2 attained 2026-02-01T00:00:00Z null");
    BOOST_TEST(old.at("why").at("node") == json::value("asserted"));
}

// A level upon another one is reached when that was kept of the other's own rule.
BOOST_AUTO_TEST_CASE(rules_upon_kept_levels)
{
    const auto model = rated("floor").model();
    const auto b = statement(9, "b", march);
    const auto level_with = [&](const char* competency, json::object more) {
        const std::vector<std::string> statements{
            keeps(1, "consolidated", competency, february, june, "", std::move(more)), b};
        return entry(*model, statements, later).at("level").as_int64();
    };
    BOOST_TEST(level_with("C1#L1", {{"result", {{"success", true}}}}) == 2);
    BOOST_TEST(level_with("C1#L1", {{"result", {{"success", false}}}}) == 1);
    BOOST_TEST(level_with("C1#L1", {}) == 1);
    BOOST_TEST(level_with("C2#L1", {{"result", {{"success", true}}}}) == 0);
    const std::vector<std::string> revoked{
        keeps(1, "consolidated", "C1#L1", february, june, "", {{"result", {{"success", true}}}}), b,
        late(revokes(3, "C1", april), later)};
    BOOST_TEST(entry(*model, revoked, later).at("level").as_int64() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
