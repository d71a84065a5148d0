#include "competency/timeline.hpp"

#include "competency/canonical.hpp"
#include "tests/competency/random_world.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

ModelMaker courses()
{
    ModelMaker maker;
    maker.competency("C1").competency("C2");
    maker.evidence("a").evidence("month", R"({"validity": "P1M"})");
    maker.evidence("r", R"({"polarity": "-", "revokes": ["a"]})");
    maker.evidence("last", R"({"agg": "latest", "match": {"object": ["https://x.example/last"],
        "scaledMin": "0.5"}})");
    maker.rule("C1", 1, R"({"ev": "a"})").rule("C1", 3, R"({"ev": "month"})");
    return maker.rule("C2", 2, R"({"any": [{"ev": "last"}, {"held": "C1", "level": 3}]})");
}

std::string scored(int number, std::string_view score, const char* when)
{
    return statement(number, "last", when,
                     R"({"result": {"score": {"scaled": )" + std::string(score) + "}}}");
}

// "C1 3 2026-01-01.. expiry planned": only the dates of the times.
std::vector<std::string> summary_of(const json::object& answer)
{
    std::vector<std::string> out;
    for (const auto& step : answer.at("steps").as_array()) {
        const auto date = [&](const char* member) {
            const auto& value = step.at(member);
            return value.is_null() ? "" : std::string(value.as_string()).substr(0, 10);
        };
        out.push_back(std::string(step.at("id").as_string()) + " " + canonical(step.at("level")) +
                      " " + date("from") + ".." + date("until") + " " +
                      std::string(step.at("cause").as_string()) +
                      (step.at("planned").as_bool() ? " planned" : ""));
    }
    return out;
}

using Texts = std::vector<std::string>;

} // namespace

BOOST_AUTO_TEST_SUITE(competency_timeline)

BOOST_AUTO_TEST_CASE(steps)
{
    const auto month = statement(1, "month", "2026-01-01T12:00:00Z");

    const struct {
        const char* name;
        Texts statements;
        const char* known_at;
        Texts expected;
    } rows[] = {
        {"nothing", {}, end_of_time, {}},
        {"earned and over",
         {month},
         end_of_time,
         {"C1 3 2026-01-01..2026-02-01 evidence", "C2 2 2026-01-01..2026-02-01 evidence",
          "C1 0 2026-02-01.. expiry", "C2 0 2026-02-01.. expiry"}},
        {"not over yet",
         {month},
         "2026-01-15T00:00:00Z",
         {"C1 3 2026-01-01..2026-02-01 evidence", "C2 2 2026-01-01..2026-02-01 evidence",
          "C1 0 2026-02-01.. expiry planned", "C2 0 2026-02-01.. expiry planned"}},
        {"not known yet", {month}, "2026-01-01T11:00:00Z", {}},
        {"up, down, away and back",
         {statement(1, "a", "2026-01-10T12:00:00Z"), statement(2, "month", "2026-01-20T12:00:00Z"),
          statement(3, "r", "2026-03-01T12:00:00Z"), statement(4, "a", "2026-04-01T12:00:00Z")},
         end_of_time,
         {"C1 1 2026-01-10..2026-01-20 evidence", "C1 3 2026-01-20..2026-02-20 evidence",
          "C2 2 2026-01-20..2026-02-20 evidence", "C1 1 2026-02-20..2026-03-01 expiry",
          "C2 0 2026-02-20.. expiry", "C1 0 2026-03-01..2026-04-01 revocation",
          "C1 1 2026-04-01.. evidence"}},
        {"a failed attempt is evidence too",
         {scored(1, "0.9", "2026-01-10T12:00:00Z"), scored(2, "0.1", "2026-01-20T12:00:00Z")},
         end_of_time,
         {"C2 2 2026-01-10..2026-01-20 evidence", "C2 0 2026-01-20.. evidence"}},
    };

    const auto model = courses().model();
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto found = rows_of_history(*model, row.statements, identity("ann")).value();
            const Asked asked{identity("ann"), {}, time(row.known_at)};
            const auto answer = parsed(timeline(*model, {}, found, asked, "", {}));
            BOOST_TEST(summary_of(answer) == row.expected, boost::test_tools::per_element());
            BOOST_TEST(!answer.contains("asOf"));
            BOOST_TEST(answer.at("next").is_null());
        }
    }
}

BOOST_AUTO_TEST_CASE(one_competency_and_pages)
{
    const auto model = courses().model();
    const Texts history{statement(1, "month", "2026-01-01T12:00:00Z"),
                        statement(2, "month", "2026-05-01T12:00:00Z")};
    const auto rows = rows_of_history(*model, history, identity("ann")).value();
    const Asked asked{identity("ann"), {}, time(end_of_time)};
    const auto ask = [&](std::string_view competency, Page page) {
        return parsed(timeline(*model, {}, rows, asked, competency, page));
    };
    BOOST_TEST(summary_of(ask("C2", {})) ==
                   (Texts{"C2 2 2026-01-01..2026-02-01 evidence",
                          "C2 0 2026-02-01..2026-05-01 "
                          "expiry",
                          "C2 2 2026-05-01..2026-06-01 evidence", "C2 0 2026-06-01.. expiry"}),
               boost::test_tools::per_element());
    BOOST_TEST(ask("C2", {}).at("competency") == json::value("C2"));
    const auto limited = ask("C2", {std::nullopt, 3});
    BOOST_TEST(limited.at("steps").as_array().size() == 3u);
    BOOST_TEST(limited.at("next") == json::value("2026-06-01T22:00:00Z"));
    // Two begin at once, so that they stay together.
    const auto first = ask("", {std::nullopt, 1});
    BOOST_TEST(first.at("steps").as_array().size() == 2u);
    BOOST_TEST(first.at("next") == json::value("2026-02-01T23:00:00Z"));
    const auto last = ask("", {time("2026-05-01T12:00:00.000001Z"), 1});
    BOOST_TEST(summary_of(last) == (Texts{"C1 0 2026-06-01.. expiry", "C2 0 2026-06-01.. expiry"}),
               boost::test_tools::per_element());
    BOOST_TEST(ask("", {time("2027-01-01T00:00:00Z"), 1}).at("steps").as_array().empty());
    BOOST_TEST(
        (timeline(*model, {}, rows, asked, "C9", {}).error().kind == base::ErrorKind::not_found));
}

BOOST_AUTO_TEST_CASE(the_longest_page)
{
    ModelMaker maker;
    maker.competency("C1").evidence("day", R"({"validity": "P1D"})");
    const auto model = maker.rule("C1", 1, R"({"ev": "day"})").model();
    for (const auto& [days, next] : {std::pair(500, false), std::pair(501, true)}) {
        std::vector<EvidenceRow> rows;
        for (int i = 0; i < days; ++i) {
            EvidenceRow row;
            row.evidence = "day";
            row.t = row.stored = time("2020-01-01T12:00:00Z") + std::chrono::days(10 * i);
            rows.push_back(row);
        }
        const Asked asked{identity("ann"), {}, time(end_of_time)};
        const auto answer = parsed(timeline(*model, {}, rows, asked, "", {}));
        BOOST_TEST(answer.at("steps").as_array().size() == limits::timeline_steps);
        BOOST_TEST(!answer.at("next").is_null() == next);
    }
}

// The level at any instant, and whatever was still to come, are those of the attainment.
BOOST_AUTO_TEST_CASE(random_worlds_agree_with_the_evaluation)
{
    in_profile_worlds(500, [](const ProfileWorld& world) {
        const Evaluation whole(*world.model, world.roles, world.rows,
                               {forever, world.asked.known_at});
        const auto steps = steps_of(whole, Standing(whole), std::nullopt);
        for (int i = 0; i < 8; ++i) {
            const auto x = random_time(world.random);
            const Evaluation then(*world.model, world.roles, world.rows, {x, world.asked.known_at});
            for (std::size_t c = 0; c < world.model->competencies.size(); ++c) {
                int level = 0;
                for (const auto& step : steps) {
                    const bool now = step.during.begin <= x && x < step.during.end;
                    if (step.competency == c && now) level = step.level;
                }
                BOOST_TEST(level == then.level(c));
            }
        }
        std::vector<const LevelStep*> last(world.model->competencies.size());
        for (const auto& step : steps) {
            auto& before = last[step.competency];
            BOOST_TEST((before ? before->level : 0) != step.level);
            if (before) BOOST_TEST((before->during.end == step.during.begin));
            before = &step;
        }
    });
}

// What nobody had reported by then changes nothing; what no report coincides with has run out.
BOOST_AUTO_TEST_CASE(random_worlds_as_known)
{
    in_profile_worlds(500, [](const ProfileWorld& world) {
        const auto ask = [&](const std::vector<EvidenceRow>& rows) {
            return timeline(*world.model, world.roles, rows, world.asked, "", {}).value();
        };
        auto known = world.rows;
        std::erase_if(known, [&](const auto& row) { return row.stored > world.asked.known_at; });
        const auto text = ask(world.rows);
        BOOST_TEST(ask(known) == text);
        const auto answer = json::parse(text);
        for (const auto& step : answer.at("steps").as_array()) {
            const auto from = time(step.at("from").as_string());
            const bool reported = std::ranges::count(known, from, &EvidenceRow::t) > 0;
            if (!reported) BOOST_TEST(step.at("cause") == json::value("expiry"));
            BOOST_TEST(step.at("planned").as_bool() == (from > world.asked.known_at));
            if (step.at("planned").as_bool()) BOOST_TEST(!reported);
        }
    });
}

BOOST_AUTO_TEST_CASE(random_pages_make_the_whole)
{
    in_profile_worlds(100, [](const ProfileWorld& world) {
        const auto ask = [&](Page page) {
            return parsed(timeline(*world.model, world.roles, world.rows, world.asked, "", page));
        };
        const auto whole = ask({});
        json::array pages;
        Page page{std::nullopt, static_cast<std::size_t>(1 + pick(world.random, 4))};
        for (;;) {
            const auto answer = ask(page);
            const auto& steps = answer.at("steps").as_array();
            pages.insert(pages.end(), steps.begin(), steps.end());
            if (answer.at("next").is_null()) break;
            page.from = time(answer.at("next").as_string());
        }
        BOOST_TEST((pages == whole.at("steps").as_array()));
    });
}

BOOST_AUTO_TEST_SUITE_END()
