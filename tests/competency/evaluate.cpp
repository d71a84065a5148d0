#include "competency/evaluate.hpp"

#include "competency/canonical.hpp"
#include "tests/competency/answers.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

std::string attests(int number, std::string_view who, std::string_view when)
{
    const auto text = json::serialize(
        json::object{{"actor", agent(who)},
                     {"object", {{"objectType", "Agent"}, {"account", agent("ann")["account"]}}}});
    return statement(number, "", when, text);
}

Roles supervisors()
{
    Roles roles;
    for (const char* name : {"sue", "tom", "ann"})
        roles.add(identity(name), {"supervisor", "", {time("2026-01-01T00:00:00Z"), forever}});
    roles.add(identity("old"),
              {"supervisor", "", {time("2025-01-01T00:00:00Z"), time("2026-01-01T00:00:00Z")}});
    return roles;
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_evaluate)

BOOST_AUTO_TEST_CASE(the_whole_answer)
{
    const auto model = ModelMaker()
                           .competency("C1")
                           .competency("C2")
                           .evidence("e")
                           .rule("C1", 1, R"({"ev": "e"})")
                           .model();
    const auto text =
        attainment(*model, {}, {}, "mbox:mailto:ann@city.example", time("2026-11-23T00:00:00Z"),
                   time("2026-11-23T15:00:00.5Z"), {12, time("2026-11-22T00:00:00Z")});
    BOOST_TEST(text == R"({"agent":{"mbox":"mailto:ann@city.example","objectType":"Agent"},)"
                       R"("asOf":"2026-11-23T00:00:00Z","competencies":[)"
                       R"({"id":"C1","level":0,"next":{"ignored":[],"level":1,)"
                       R"("missing":[{"ev":"e"}],"progress":0},"since":null,"status":"open",)"
                       R"("until":null,"why":null},)"
                       R"({"id":"C2","level":0,"next":null,"since":null,"status":"open",)"
                       R"("until":null,"why":null}],)"
                       R"("knownAt":"2026-11-23T15:00:00.500000Z","model":")" +
                           model->hash +
                           R"(","watermark":{"sequence":12,"stored":"2026-11-22T00:00:00Z"}})");
    const auto empty = attainment(*model, {}, {}, "mbox:mailto:ann@city.example", {}, {}, {});
    BOOST_TEST(empty.ends_with(R"("watermark":{"sequence":0,"stored":null}})"));
}

BOOST_AUTO_TEST_CASE(retired_competencies_are_computed_but_not_listed)
{
    ModelMaker maker;
    maker.competency("C1").competency("C2").evidence("e");
    maker.rule("C1", 1, R"({"ev": "e"})").rule("C2", 1, R"({"held": "C1", "level": 1})");
    maker.document["competencies"].as_array()[0].as_object()["status"] = "retired";
    const auto model = maker.model();
    const Question question{
        model.get(), {statement(1, "e", "2026-03-01T12:00:00Z")}, "2026-04-01T00:00:00Z"};
    BOOST_TEST(json::parse(answer_text(question)).at("competencies").as_array().size() == 1u);
    BOOST_TEST(answer(question).at("id") == json::value("C2"));
    BOOST_TEST(answer(question).at("level") == json::value(1));
}

BOOST_AUTO_TEST_CASE(validity)
{
    ModelMaker maker;
    maker.competency("C1").evidence("e", R"({"validity": "P1Y", "warn": "P30D"})");
    maker.rule("C1", 1, R"({"ev": "e"})");
    const auto once = statement(1, "e", "2026-03-01T12:00:00Z");
    const auto again = statement(2, "e", "2026-12-01T12:00:00Z");
    const auto late = statement(3, "e", "2027-06-01T12:00:00Z");
    check_summaries(
        maker, {
                   {"nothing", {}, "2026-03-01T12:00:00Z", "0 open null null"},
                   {"a moment before", {once}, "2026-03-01T11:59:59.999999Z", "0 open null null"},
                   {"that moment",
                    {once},
                    "2026-03-01T12:00:00Z",
                    "1 attained 2026-03-01T12:00:00Z 2027-03-01T23:00:00Z"},
                   {"before the warning",
                    {once},
                    "2027-01-30T22:59:59Z",
                    "1 attained 2026-03-01T12:00:00Z 2027-03-01T23:00:00Z"},
                   {"in the warning",
                    {once},
                    "2027-01-30T23:00:00Z",
                    "1 expiring 2026-03-01T12:00:00Z 2027-03-01T23:00:00Z"},
                   {"the last moment",
                    {once},
                    "2027-03-01T22:59:59.999999Z",
                    "1 expiring 2026-03-01T12:00:00Z 2027-03-01T23:00:00Z"},
                   {"over", {once}, "2027-03-01T23:00:00Z", "0 expired null null"},
                   {"renewed in time",
                    {once, again},
                    "2027-03-01T23:00:00Z",
                    "1 attained 2026-03-01T12:00:00Z 2027-12-01T23:00:00Z"},
                   {"not known then",
                    {once, again},
                    "2026-11-01T00:00:00Z",
                    "1 attained 2026-03-01T12:00:00Z 2027-03-01T23:00:00Z"},
                   {"renewed too late",
                    {once, late},
                    "2027-06-02T00:00:00Z",
                    "1 attained 2027-06-01T12:00:00Z 2028-06-01T22:00:00Z"},
               });
}

BOOST_AUTO_TEST_CASE(the_latest_attempt)
{
    ModelMaker maker;
    maker.competency("C1").rule("C1", 1, R"({"ev": "t"})");
    maker.evidence("t", R"({"agg": "latest", "match": {"object": ["https://x.example/t"],
                           "scaledMin": "0.7"}})");
    const auto scored = [](int number, const char* when, const char* score) {
        return statement(number, "t", when,
                         R"({"result": {"score": {"scaled": )" + std::string(score) + "}}}");
    };
    const char* first = "2026-01-01T00:00:00Z";
    const char* second = "2026-02-01T00:00:00Z";
    check_summaries(maker, {
                               {"passed",
                                {scored(1, first, "0.7")},
                                "2026-06-01T00:00:00Z",
                                "1 attained 2026-01-01T00:00:00Z null"},
                               {"failed after",
                                {scored(1, first, "0.7"), scored(2, second, "0.6999999")},
                                "2026-06-01T00:00:00Z",
                                "0 in_progress null null"},
                               {"failed after, asked before",
                                {scored(1, first, "0.7"), scored(2, second, "0.1")},
                                "2026-01-15T00:00:00Z",
                                "1 attained 2026-01-01T00:00:00Z null"},
                               {"passed after",
                                {scored(1, first, "0.1"), scored(2, second, "0.7")},
                                "2026-06-01T00:00:00Z",
                                "1 attained 2026-02-01T00:00:00Z null"},
                               // Equal times: the greater statement id is the later attempt.
                               {"at once, passed is later",
                                {scored(2, first, "1"), scored(1, first, "0")},
                                "2026-06-01T00:00:00Z",
                                "1 attained 2026-01-01T00:00:00Z null"},
                               {"at once, failed is later",
                                {scored(2, first, "0"), scored(1, first, "1")},
                                "2026-06-01T00:00:00Z",
                                "0 open null null"},
                               {"a voided attempt is none",
                                {scored(1, first, "0.7"), scored(2, second, "0.1"),
                                 voiding(3, 2, "2026-03-01T00:00:00Z")},
                                "2026-06-01T00:00:00Z",
                                "1 attained 2026-01-01T00:00:00Z null"},
                           });
}

BOOST_AUTO_TEST_CASE(attestors)
{
    ModelMaker maker;
    maker.competency("C1").rule("C1", 1, R"({"ev": "two"})").evidence("two", R"({
        "kind": "attestation", "subject": "object", "attestor": "actor",
        "agg": "distinctAttestors", "n": 2, "validity": "P1Y",
        "match": {"verb": ["http://adlnet.gov/expapi/verbs/passed"],
                  "attestorRole": ["mentor", "supervisor"]}})");
    const auto sue = attests(1, "sue", "2026-01-02T12:00:00Z");
    const auto tom = attests(2, "tom", "2026-02-02T12:00:00Z");
    const char* none = "0 open null null";
    check_summaries(
        maker,
        {
            {"one", {sue}, "2026-06-01T00:00:00Z", none},
            {"two",
             {sue, tom},
             "2026-06-01T00:00:00Z",
             "1 attained 2026-02-02T12:00:00Z 2027-01-02T23:00:00Z"},
            {"one twice",
             {sue, attests(3, "sue", "2026-02-02T12:00:00Z")},
             "2026-06-01T00:00:00Z",
             none},
            {"one of them had the role once",
             {sue, attests(3, "old", "2026-02-02T12:00:00Z")},
             "2026-06-01T00:00:00Z",
             none},
            {"nobody attests himself",
             {sue, attests(3, "ann", "2026-02-02T12:00:00Z")},
             "2026-06-01T00:00:00Z",
             none},
            {"the first runs out", {sue, tom}, "2027-01-02T23:00:00Z", "0 expired null null"},
        },
        supervisors());
    check_summaries(maker, {{"no role table", {sue, tom}, "2026-06-01T00:00:00Z", none}});
}

BOOST_AUTO_TEST_CASE(revocations)
{
    ModelMaker maker;
    maker.competency("C1").rule("C1", 1, R"({"ev": "e"})").evidence("e");
    maker.evidence("r", R"({"polarity": "-", "revokes": ["e"]})");
    const auto first = statement(1, "e", "2026-01-01T00:00:00Z");
    const auto revoked = statement(2, "r", "2026-02-01T00:00:00Z");
    const auto again = statement(3, "e", "2026-03-01T00:00:00Z");
    check_summaries(
        maker,
        {
            {"before",
             {first, revoked},
             "2026-01-31T00:00:00Z",
             "1 attained 2026-01-01T00:00:00Z null"},
            {"from then on", {first, revoked}, "2026-02-01T00:00:00Z", "0 revoked null null"},
            {"until it is earned again",
             {first, revoked, again},
             "2026-03-01T00:00:00Z",
             "1 attained 2026-03-01T00:00:00Z null"},
            {"at the same time it wins",
             {first, statement(2, "r", "2026-01-01T00:00:00Z")},
             "2026-02-01T00:00:00Z",
             "0 open null null"},
            {"a voided one does nothing",
             {first, revoked, voiding(4, 2, "2026-02-02T00:00:00Z")},
             "2026-06-01T00:00:00Z",
             "1 attained 2026-01-01T00:00:00Z null"},
        });
}

BOOST_AUTO_TEST_CASE(two_times)
{
    ModelMaker maker;
    const auto model = maker.competency("C1").evidence("e").rule("C1", 1, R"({"ev": "e"})").model();
    // It happened in January, was reported in March, voided in May; the void was sent twice.
    const std::vector<std::string> history{
        voiding(3, 1, "2026-06-01T00:00:00Z"), voiding(2, 1, "2026-05-01T00:00:00Z"),
        statement(1, "e", "2026-01-01T00:00:00Z", R"({"stored": "2026-03-01T00:00:00Z"})")};

    const struct {
        const char* as_of;
        const char* known_at;
        int expected;
    } rows[] = {
        {"2026-02-01T00:00:00Z", "2026-02-28T23:59:59Z", 0},
        {"2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z", 1},
        {"2025-12-31T00:00:00Z", "2026-03-01T00:00:00Z", 0},
        {"2026-02-01T00:00:00Z", "2026-04-30T23:59:59.999999Z", 1},
        {"2026-02-01T00:00:00Z", "2026-05-01T00:00:00Z", 0},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.as_of << " known at " << row.known_at)
        {
            const Question question{model.get(), history, row.as_of, row.known_at};
            BOOST_TEST(answer(question).at("level") == json::value(row.expected));
        }
    }
}

// What was written down of evidence before it was deleted: known earlier than it was stored.
BOOST_AUTO_TEST_CASE(consolidated_evidence)
{
    ModelMaker maker;
    maker.competency("C1").evidence("e").evidence("kept", R"({"kind": "consolidated"})");
    const auto model = maker.rule("C1", 1, R"({"any": [{"ev": "kept"}, {"ev": "e"}]})").model();
    const auto kept = [](const char* known) {
        return statement(1, "kept", "2026-01-01T00:00:00Z",
                         R"({"stored": "2026-06-01T00:00:00Z", "context": {"extensions": {
            "https://w3id.org/xapi/lrs/contextextensions/knownSince": ")" +
                             std::string(known) + "\"}}}");
    };
    const auto march = kept("2026-03-01T00:00:00Z");

    const struct {
        const char* name;
        std::string statement;
        const char* known_at;
        int level;
        bool basis;
    } rows[] = {
        {"nothing was known", march, "2026-02-28T23:59:59Z", 0, false},
        {"known, and deleted since", march, "2026-03-01T00:00:00Z", 1, true},
        {"the last moment before that", march, "2026-05-31T23:59:59.999999Z", 1, true},
        {"written down", march, "2026-06-01T00:00:00Z", 1, false},
        {"known later than stored is known when stored", kept("2026-08-01T00:00:00Z"),
         "2026-06-01T00:00:00Z", 1, false},
        {"no word about it", kept("once"), "2026-05-31T00:00:00Z", 0, false},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto text =
                answer_text({model.get(), {row.statement}, "2026-07-01T00:00:00Z", row.known_at});
            const auto answer = json::parse(text).as_object();
            BOOST_TEST(answer.at("competencies").at(0).at("level") == json::value(row.level));
            BOOST_TEST(answer.contains("basis") == row.basis);
            if (row.basis) BOOST_TEST(answer.at("basis") == json::value("consolidated"));
        }
    }
    // Only consolidated evidence may say since when it was known.
    auto other = json::parse(march).as_object();
    other["object"] = {{"id", activity("e")}};
    const Question question{
        model.get(), {json::serialize(other)}, "2026-07-01T00:00:00Z", "2026-05-31T00:00:00Z"};
    BOOST_TEST(answer(question).at("level") == json::value(0));
}

BOOST_AUTO_TEST_CASE(what_people_think_of_themselves)
{
    const auto self = [](const char* id, int level, const char* more = "") {
        return R"({"kind": "self", "competency": "C1", "level": )" + std::to_string(level) + more +
               R"(, "match": {"object": ["https://x.example/)" + id + "\"]}}";
    };
    ModelMaker maker;
    maker.competency("C1").competency("C2").evidence("e").rule("C1", 1, R"({"ev": "e"})");
    maker.evidence("s1", self("s1", 1)).evidence("s3", self("s3", 3));
    maker.evidence("both", self("s1", 2))
        .evidence("short", self("short", 2, R"(, "validity": "P1M")"));
    const auto model = maker.model();
    BOOST_TEST(check_model(maker.text()).warnings.empty());
    const auto first = statement(2, "s3", "2026-01-01T00:00:00Z");
    const auto second = statement(1, "s1", "2026-02-01T00:00:00Z");
    const std::string two_in_february = R"({"level":2,"t":"2026-02-01T00:00:00Z"})";

    const struct {
        const char* name;
        std::vector<std::string> statements;
        std::string expected;
    } rows[] = {
        {"nothing", {}, ""},
        {"one", {first}, R"({"level":3,"t":"2026-01-01T00:00:00Z"})"},
        {"the newest, the higher one of one statement", {second, first}, two_in_february},
        {"of equally new ones the greater id",
         {statement(2, "s3", "2026-02-01T00:00:00Z"), second},
         R"({"level":3,"t":"2026-02-01T00:00:00Z"})"},
        {"voided",
         {first, second, voiding(3, 1, "2026-03-01T00:00:00Z")},
         R"({"level":3,"t":"2026-01-01T00:00:00Z"})"},
        {"later than asked",
         {first, statement(1, "s1", "2026-07-01T00:00:00Z")},
         R"({"level":3,"t":"2026-01-01T00:00:00Z"})"},
        {"run out",
         {first, statement(1, "short", "2026-02-01T00:00:00Z")},
         R"({"level":3,"t":"2026-01-01T00:00:00Z"})"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto entry = answer({model.get(), row.statements, "2026-06-01T00:00:00Z"});
            BOOST_TEST(entry.at("level") == json::value(0));
            const auto* shown = entry.if_contains("self");
            BOOST_TEST((shown ? canonical(*shown) : "") == row.expected);
        }
    }
    const Question question{model.get(), {first}, "2026-06-01T00:00:00Z"};
    BOOST_TEST(!answer(question, 1).contains("self"));
}

BOOST_AUTO_TEST_CASE(when_levels_hold)
{
    ModelMaker maker;
    maker.competency("C1").competency("C2").evidence("a").evidence("b", R"({"validity": "P1M"})");
    maker.rule("C1", 1, R"({"ev": "a"})").rule("C1", 2, R"({"ev": "b"})");
    const auto model = maker.model();
    const std::vector<std::string> history{statement(1, "a", "2026-01-01T00:00:00Z"),
                                           statement(2, "b", "2026-02-01T00:00:00Z"),
                                           statement(3, "b", "2026-05-01T00:00:00Z")};
    const auto rows = rows_of_history(*model, history, identity("ann")).value();
    BOOST_TEST(held_levels(*model, {}, rows) ==
               R"([["C1",1,[["2026-01-01T00:00:00Z",null]]],)"
               R"(["C1",2,[["2026-02-01T00:00:00Z","2026-03-01T23:00:00Z"],)"
               R"(["2026-05-01T00:00:00Z","2026-06-01T22:00:00Z"]]]])");
    BOOST_TEST(held_levels(*model, {}, {}) == "[]");
}

BOOST_AUTO_TEST_SUITE_END()
