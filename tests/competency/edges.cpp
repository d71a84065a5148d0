// The edges at which engines of this kind go wrong, each under its own name. Others have their
// place where their subject is: a void before its target (engine.cpp), a merge that is taken back
// and answers under two times (person_laws.cpp), a rebuild (model_switches.cpp), deletion after
// consolidation (retention.cpp), small groups and their siblings (suppression.cpp).
#include "tests/competency/answers.hpp"
#include "tests/competency/assertions.hpp"
#include "tests/competency/follower.hpp"
#include "tests/competency/worlds.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

constexpr std::chrono::microseconds moment{1};
const Timestamp the_end = time(end_of_time);

// Whom all these statements are about.
const std::string ann = identity("ann");

Logged logged(std::string text, std::uint64_t sequence)
{
    return {std::move(text), sequence, {}, {}, false};
}

Follower followed(const ModelMaker& maker, const std::vector<std::string>& log)
{
    Follower follower(maker.model());
    for (std::size_t i = 0; i < log.size(); ++i)
        follower.apply(logged(log[i], i + 1));
    follower.commit();
    return follower;
}

json::object entry_of(const Follower& follower, Timestamp as_of, Timestamp known_at = the_end)
{
    const auto answer = json::parse(follower.engine().answer(ann, as_of, known_at, {}));
    return answer.at("competencies").at(0).as_object();
}

std::int64_t level(const Follower& follower, Timestamp as_of, Timestamp known_at = the_end)
{
    return entry_of(follower, as_of, known_at).at("level").as_int64();
}

ModelMaker one_course(std::string_view mapping)
{
    ModelMaker maker;
    return maker.competency("C1").evidence("e", mapping).rule("C1", 1, R"({"ev": "e"})");
}

ModelMaker one_test(std::string_view aggregation)
{
    return one_course(R"({"agg": ")" + std::string(aggregation) +
                      R"(", "match": {"object": ["https://x.example/e"], "scaledMin": "0.8"}})");
}

std::string scored(int number, std::string_view when, std::string_view score)
{
    return statement(number, "e", when,
                     R"({"result": {"score": {"scaled": )" + std::string(score) + "}}}");
}

std::string stored(std::string_view when)
{
    return R"({"stored": ")" + std::string(when) + "\"}";
}

std::string expiring_on(int number, std::string_view when, std::string_view date)
{
    return statement(number, "e", when,
                     R"({"context": {"extensions":
                        {"https://w3id.org/xapi/comp/contextextensions/expires": ")" +
                         std::string(date) + "\"}}}");
}

// That the level is held until then and no longer, whenever one asks.
void check_end(const ModelMaker& maker, const std::string& text, const char* until)
{
    const auto follower = followed(maker, {text});
    const auto end = time(until);
    const auto last = entry_of(follower, end - moment);
    BOOST_TEST(last.at("level") == json::value(1));
    BOOST_TEST(last.at("until") == json::value(until));
    BOOST_TEST(level(follower, end) == 0);
    BOOST_TEST(follower.engine().held(ann).find(until) != std::string::npos);
}

struct EndRow {
    const char* name;
    const char* validity; // Null: by the statement's own word.
    const char* when;
    const char* date;
    const char* until;
};

void check_ends(const std::vector<EndRow>& rows)
{
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto mapping = row.validity
                                     ? R"({"validity": ")" + std::string(row.validity) + "\"}"
                                     : R"({"expiresFrom": "extension"})";
            const auto text =
                row.validity ? statement(1, "e", row.when) : expiring_on(1, row.when, row.date);
            check_end(one_course(mapping), text, row.until);
        }
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_edges)

// What the system said on a day is what it says of that day, as known then.
BOOST_AUTO_TEST_CASE(as_of_k_known_at_k_is_a_replay_to_k)
{
    auto maker = one_test("latest");
    maker.evidence("a", R"({"validity": "P1M"})");
    maker.rule("C1", 2, R"({"all": [{"below": 1}, {"ev": "a"}]})");
    const std::vector<std::pair<const char*, std::string>> log{
        {"2026-02-01T00:00:00Z",
         statement(1, "a", "2026-01-20T00:00:00Z", stored("2026-02-01T00:00:00Z"))},
        {"2026-02-05T00:00:00Z", scored(2, "2026-02-05T00:00:00Z", "0.9")},
        {"2026-02-06T00:00:00Z", voiding(3, 4, "2026-02-06T00:00:00Z")}, // Before its target.
        {"2026-02-07T00:00:00Z", scored(4, "2026-02-07T00:00:00Z", "0.1")},
        {"2026-02-08T00:00:00Z", scored(5, "2026-02-08T00:00:00Z", "0.2")},
        {"2026-02-10T00:00:00Z", voiding(6, 5, "2026-02-10T00:00:00Z")},
        {"2026-05-01T00:00:00Z", voiding(7, 2, "2026-05-01T00:00:00Z")},
    };
    std::vector<std::string> texts;
    for (const auto& [when, text] : log)
        texts.push_back(text);
    const auto everything = followed(maker, texts);
    std::string levels;
    for (std::size_t i = 0; i <= log.size(); ++i) {
        const auto next = texts.begin() + static_cast<std::ptrdiff_t>(i);
        const auto replay = followed(maker, {texts.begin(), next});
        const auto k = i < log.size() ? time(log[i].first) - moment : the_end;
        BOOST_TEST(replay.engine().answer(ann, k, k, {}) ==
                   everything.engine().answer(ann, k, k, {}));
        levels += std::to_string(level(everything, k, k));
    }
    BOOST_TEST(levels == "00222010");
}

BOOST_AUTO_TEST_CASE(as_of_k_known_at_k_is_a_replay_to_k_in_random_worlds)
{
    in_random_worlds(100, [](const World& world) {
        // What was consolidated is known earlier than it was stored: no replay finds it.
        const auto log = world.only(
            [](const Logged& each) { return each.text.find("knownSince") == std::string::npos; });
        const auto k = random_time(world.random);
        Follower replay(world.model, world.roles);
        Follower everything(world.model, world.roles);
        for (const auto& each : log) {
            everything.apply(each);
            if (each.known <= k) replay.apply(each);
        }
        for (const auto& name : people) {
            const auto who = identity(name);
            BOOST_TEST(replay.engine().answer(who, k, k, {}) ==
                       everything.engine().answer(who, k, k, {}));
        }
    });
}

BOOST_AUTO_TEST_CASE(a_duplicate_id_changes_nothing)
{
    const auto maker = one_course("{}");
    const std::vector<std::string> log{statement(1, "e", "2026-02-01T00:00:00Z"),
                                       statement(2, "e", "2026-03-01T00:00:00Z"),
                                       voiding(3, 2, "2026-04-01T00:00:00Z")};
    auto follower = followed(maker, log);
    const auto before = follower.disk();
    const auto answer = follower.engine().answer(ann, the_end, the_end, {});
    for (int restarts = 0; restarts < 2; ++restarts) {
        for (std::size_t i = 0; i < log.size(); ++i) {
            follower.apply(logged(log[i], i + 1));
            follower.commit();
            BOOST_TEST((follower.disk() == before));
        }
        BOOST_TEST(follower.engine().answer(ann, the_end, the_end, {}) == answer);
        BOOST_TEST(follower.engine().rows(ann).size() == 2u);
        follower.restart();
    }
    auto rows = follower.engine().rows(ann);
    rows.insert(rows.end(), rows.begin(), rows.begin() + 1);
    BOOST_TEST(attainment(*maker.model(), {}, rows, ann, the_end, the_end, {}) == answer);
}

// It changes the past, and only for those who know of it.
BOOST_AUTO_TEST_CASE(a_late_statement_inside_a_window_that_has_expired)
{
    auto follower =
        followed(one_course(R"({"validity": "P1M"})"), {statement(1, "e", "2026-01-01T12:00:00Z"),
                                                        statement(2, "e", "2026-04-01T12:00:00Z")});
    const auto february = time("2026-02-10T00:00:00Z");
    const auto june = time("2026-06-01T00:00:00Z");
    BOOST_TEST(summary(entry_of(follower, february)) == "0 expired null null");
    follower.apply(
        logged(statement(3, "e", "2026-01-20T12:00:00Z", stored("2026-06-01T00:00:00Z")), 3));
    follower.commit();
    BOOST_TEST(summary(entry_of(follower, february)) ==
               "1 attained 2026-01-01T12:00:00Z 2026-02-20T23:00:00Z");
    BOOST_TEST(summary(entry_of(follower, february, june)) ==
               "1 attained 2026-01-01T12:00:00Z 2026-02-20T23:00:00Z");
    BOOST_TEST(summary(entry_of(follower, february, june - moment)) == "0 expired null null");
    BOOST_TEST(summary(entry_of(follower, june)) == "0 expired null null");
    BOOST_TEST(follower.held_on_disk(ann) ==
               R"([["C1",1,[["2026-01-01T12:00:00Z","2026-02-20T23:00:00Z"],)"
               R"(["2026-04-01T12:00:00Z","2026-05-01T22:00:00Z"]]]])");
}

BOOST_AUTO_TEST_CASE(days_on_which_clocks_change_end_at_local_midnight)
{
    check_ends({
        {"spring: 23 hours", "P1D", "2026-03-28T12:00:00Z", "", "2026-03-29T22:00:00Z"},
        {"autumn: 25 hours", "P1D", "2026-10-24T12:00:00Z", "", "2026-10-25T23:00:00Z"},
        {"from spring", "P1M", "2026-03-29T00:59:59Z", "", "2026-04-29T22:00:00Z"},
        {"from autumn", "P1M", "2026-10-25T01:00:00Z", "", "2026-11-25T23:00:00Z"},
        {"a date in spring", nullptr, "2026-03-01T12:00:00Z", "2026-03-29", "2026-03-29T22:00:00Z"},
        {"one in autumn", nullptr, "2026-03-01T12:00:00Z", "2026-10-25", "2026-10-25T23:00:00Z"},
    });
}

BOOST_AUTO_TEST_CASE(the_29th_of_february)
{
    check_ends({
        {"and a year", "P1Y", "2028-02-29T12:00:00Z", "", "2029-02-28T23:00:00Z"},
        {"and four years", "P4Y", "2028-02-29T12:00:00Z", "", "2032-02-29T23:00:00Z"},
        {"a year before it", "P1Y", "2027-02-28T12:00:00Z", "", "2028-02-28T23:00:00Z"},
        {"a month before it", "P1M", "2028-01-29T12:00:00Z", "", "2028-02-29T23:00:00Z"},
        {"no such day", "P1M", "2027-01-29T12:00:00Z", "", "2027-02-28T23:00:00Z"},
        {"the date", nullptr, "2028-01-01T12:00:00Z", "2028-02-29", "2028-02-29T23:00:00Z"},
    });
}

BOOST_AUTO_TEST_CASE(a_score_of_0_7999999_does_not_pass_0_8)
{
    const struct {
        const char* score;
        int level;
    } rows[] = {{"0.7999999", 0}, {"0.79999999999999999999", 0}, {"7.999999e-1", 0}, {"0.8", 1},
                {"8e-1", 1},      {"0.80000000000000000001", 1}, {"1", 1},           {"-0.8", 0}};

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.score)
        {
            for (const char* aggregation : {"any", "latest"}) {
                const auto follower =
                    followed(one_test(aggregation), {scored(1, "2026-01-01T00:00:00Z", row.score)});
                BOOST_TEST(level(follower, the_end) == row.level);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(of_attempts_at_the_same_time_the_greater_id_is_the_latest)
{
    const char* noon = "2026-01-01T12:00:00Z";
    const auto maker = one_test("latest");
    for (const bool passed_last : {false, true}) {
        const auto first = scored(1, noon, passed_last ? "0.1" : "0.9");
        const auto second = scored(2, noon, passed_last ? "0.9" : "0.1");
        const auto expected = passed_last ? 1 : 0;
        BOOST_TEST(level(followed(maker, {first, second}), the_end) == expected);
        BOOST_TEST(level(followed(maker, {second, first}), the_end) == expected);
        // Without the greater one the other is the latest.
        const auto voided = voiding(3, 2, "2026-02-01T00:00:00Z");
        BOOST_TEST(level(followed(maker, {second, first, voided}), the_end) == 1 - expected);
    }
}

BOOST_AUTO_TEST_CASE(an_lms_that_asserts_fk_1_level_4_makes_a_claim_only)
{
    json::array levels;
    for (int n = 1; n <= 4; ++n)
        levels.push_back({{"n", n}, {"name", german_and_english(std::to_string(n))}});
    ModelMaker maker;
    maker.add("scales", {{"id", "S4"}, {"ladder", "implies"}, {"levels", std::move(levels)}});
    maker.competency("FK-1", "S4").evidence("a").rule("FK-1", 1, R"({"ev": "a"})");
    maker.add("trust", {{"authority", agent("lms")}, {"kinds", {"course"}}});
    for (const auto& [name, most] : {std::pair("hr", 4), std::pair("office", 3)})
        maker.add("trust", {{"authority", agent(name)},
                            {"kinds", json::array()},
                            {"mayAssert", {{"areas", {"A"}}, {"maxLevel", most}}}});
    const auto course = statement(1, "a", "2026-01-01T00:00:00Z");
    const auto after = [&](std::string_view authority) {
        const auto text = confers(2, "FK-1#L4", "2026-02-01T00:00:00Z", authority);
        return entry_of(followed(maker, {course, text}), the_end);
    };
    for (const char* authority : {"lms", "office", "nobody"}) {
        BOOST_TEST_CONTEXT(authority)
        {
            const auto entry = after(authority);
            BOOST_TEST(summary(entry) == "1 attained 2026-01-01T00:00:00Z null"); // The course's.
            BOOST_TEST_REQUIRE(entry.at("claims").as_array().size() == 1u);
            const auto& claim = entry.at("claims").at(0);
            BOOST_TEST(claim.at("claim") == json::value("achieved"));
            BOOST_TEST(claim.at("level") == json::value(4));
            BOOST_TEST(claim.at("statement") == json::value(statement_id(2)));
        }
    }
    BOOST_TEST(summary(after("hr")) == "4 attained 2026-02-01T00:00:00Z null");
    BOOST_TEST(!after("hr").contains("claims"));
}

// Also where somebody was the one who attested, or a member of a group.
BOOST_AUTO_TEST_CASE(an_erasure_leaves_no_trace_of_a_person)
{
    int traces = 0;
    in_random_worlds(150, [&](const World& world) {
        Follower follower(world.model, world.roles);
        follower.live(world.history, world.random);
        const auto who = identity(people[static_cast<std::size_t>(pick(world.random, 3))]);
        const auto name = '"' + who.substr(who.find('\x1f') + 1) + '"';
        const auto count = [&] {
            return std::ranges::count_if(follower.disk(), [&](const auto& kept) {
                const auto& [key, value] = kept;
                return key.find(who) != std::string::npos || value.find(who) != std::string::npos;
            });
        };
        traces += count() > 0 ? 1 : 0;
        std::vector<std::uint64_t> about;
        for (const auto& each : world.history) {
            if (each.text.find(name) != std::string::npos) about.push_back(each.sequence);
        }
        follower.erase(about);
        follower.commit();
        BOOST_TEST(count() == 0);
        BOOST_TEST(follower.engine().rows(who).empty());
        BOOST_TEST(follower.engine().held(who) == "[]");
        BOOST_TEST(std::ranges::count(follower.engine().identities(), who) == 0);
        follower.restart();
        BOOST_TEST(follower.engine().held(who) == "[]");
    });
    BOOST_TEST(traces > 0);
}

BOOST_AUTO_TEST_SUITE_END()
