// Random models against random histories: the laws of the answer, the engine against the full
// evaluation, and the full evaluation against the meaning of the rules.
#include "competency/history.hpp"

#include "base/limits.hpp"
#include "statements/parse.hpp"
#include "tests/competency/follower.hpp"
#include "tests/competency/oracle.hpp"
#include "tests/competency/sources.hpp"
#include "tests/competency/worlds.hpp"

#include <boost/test/unit_test.hpp>

#include <map>

namespace {

using namespace competency;
using namespace support::kmx;

constexpr int models = 500;

// Equal to the full evaluation of these statements, in memory and on the disk.
void compare(const Follower& follower, const World& world, const std::vector<Logged>& statements)
{
    const auto& engine = follower.engine();
    for (const auto& name : people) {
        const auto who = identity(name);
        const auto rows = world.rows(statements, who);
        const auto expected =
            attainment(*world.model, world.roles, rows, who, world.as_of, world.known_at, {});
        BOOST_TEST(engine.answer(who, world.as_of, world.known_at, {}) == expected);
        const auto held = held_levels(*world.model, world.roles, rows);
        BOOST_TEST(engine.held(who) == held);
        BOOST_TEST(follower.held_on_disk(who) == held);
    }
}

// What stands beside the level.
void compare_the_rest(const Oracle& oracle, std::size_t competency, const json::object& entry)
{
    const auto self = oracle.self(competency);
    BOOST_TEST(entry.contains("self") == self.has_value());
    if (self) {
        BOOST_TEST(entry.at("self").at("level") == json::value(self->first));
        BOOST_TEST((time(std::string(entry.at("self").at("t").as_string())) == self->second));
    }
    auto claims = oracle.claims(competency);
    if (claims.size() > limits::claims) claims.resize(limits::claims);
    std::vector<base::Uuid> shown;
    if (const auto* list = entry.if_contains("claims")) {
        for (const auto& claim : list->as_array())
            shown.push_back(
                base::parse_uuid(std::string(claim.at("statement").as_string())).value());
    }
    BOOST_TEST((shown == claims));
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_history)

BOOST_AUTO_TEST_CASE(the_engine_equals_the_full_evaluation)
{
    in_random_worlds(models, [](const World& world) {
        Follower follower(world.model, world.roles);
        follower.live(world.history, world.random);
        compare(follower, world, world.history);
        follower.restart();
        compare(follower, world, world.history);
    });
}

BOOST_AUTO_TEST_CASE(erased_statements_never_were)
{
    in_random_worlds(models / 5, [](const World& world) {
        Follower follower(world.model, world.roles);
        follower.live(world.history, world.random);
        std::vector<std::uint64_t> erased;
        for (int i = 0; i < 10; ++i)
            erased.push_back(static_cast<std::uint64_t>(pick(world.random, history_size)));
        follower.erase(erased);
        follower.commit();
        const auto rest = world.only([&](const Logged& logged) {
            return std::find(erased.begin(), erased.end(), logged.sequence) == erased.end();
        });
        compare(follower, world, rest);
    });
}

BOOST_AUTO_TEST_CASE(purity_and_order)
{
    in_random_worlds(models / 2, [](const World& world) {
        const auto answer = world.ask(world.history);
        BOOST_TEST(world.ask(world.history) == answer);
        auto other = world.history;
        for (int i = 0; i < 15; ++i) {
            const auto again = other[static_cast<std::size_t>(pick(world.random, history_size))];
            other.push_back(again);
        }
        std::shuffle(other.begin(), other.end(), world.random);
        BOOST_TEST(world.ask(other) == answer);
    });
}

BOOST_AUTO_TEST_CASE(causality)
{
    in_random_worlds(models / 2, [](const World& world) {
        // Voids are knowledge, not evidence: they count from when they are known.
        const auto before = world.only(
            [&](const Logged& logged) { return logged.is_void || logged.t <= world.as_of; });
        BOOST_TEST(world.ask(before) == world.ask(world.history));
    });
}

BOOST_AUTO_TEST_CASE(knowledge)
{
    in_random_worlds(models / 2, [](const World& world) {
        const auto known =
            world.only([&](const Logged& logged) { return logged.known <= world.known_at; });
        BOOST_TEST(world.ask(known) == world.ask(world.history));
    });
}

BOOST_AUTO_TEST_CASE(locality)
{
    in_random_worlds(models / 5, [](const World& world) {
        const auto full = json::parse(world.ask(world.history)).at("competencies");
        for (std::size_t i = 0; i < world.model->competencies.size(); ++i) {
            const Sources sources(*world.model, i);
            const auto related = world.only([&](const Logged& logged) {
                const auto value = statements::parse(logged.text).value();
                for (const auto& row : extract(*world.model, logged.text, value, 0, world.own)) {
                    if (row.identity == world.person && sources.contain(row)) return true;
                }
                return logged.is_void;
            });
            const auto some = json::parse(world.ask(related)).at("competencies");
            BOOST_TEST(json::serialize(some.at(i)) == json::serialize(full.at(i)));
        }
    });
}

// Levels, since and until are what the rules mean at single points of time.
BOOST_AUTO_TEST_CASE(the_meaning_of_rules)
{
    std::map<std::string, int> seen;
    in_random_worlds(2 * models, [&](const World& world) {
        const Oracle oracle(*world.model, world.roles, world.rows(world.history, world.person),
                            {world.as_of, world.known_at});
        const auto answer = json::parse(world.ask(world.history)).as_object();
        BOOST_TEST(answer.contains("basis") == oracle.rests_on_consolidation());
        seen["basis"] += answer.contains("basis") ? 1 : 0;
        const auto& entries = answer.at("competencies").as_array();
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const auto& entry = entries[i].as_object();
            const auto level = static_cast<int>(entry.at("level").as_int64());
            ++seen[std::string(entry.at("status").as_string())];
            for (const char* member : {"self", "claims"})
                seen[member] += entry.contains(member) ? 1 : 0;
            compare_the_rest(oracle, i, entry);
            BOOST_TEST(oracle.level(i, world.as_of) == level);
            if (const auto* next = entry.at("next").if_object())
                BOOST_TEST(next->at("progress").as_int64() < 10'000);
            if (level == 0) continue;
            const auto& why = entry.at("why").as_object();
            ++seen[why.at("node") == "asserted" ? std::string(why.at("manual").as_string())
                                                : std::string("rule")];
            BOOST_TEST(why.at("true") == json::value(true));
            const auto since = time(std::string(entry.at("since").as_string()));
            BOOST_TEST(oracle.level(i, since) == level);
            BOOST_TEST(oracle.level(i, since - std::chrono::microseconds(1)) != level);
            const auto* until_text = entry.at("until").if_string();
            const auto until = until_text ? time(std::string(*until_text)) : forever;
            BOOST_TEST(oracle.level(i, until - std::chrono::microseconds(1)) == level);
            if (until_text) BOOST_TEST(oracle.level(i, until) != level);
            for (int n = 0; n < 10; ++n) {
                const auto x = random_time(world.random);
                if (since <= x && x < until) BOOST_TEST(oracle.level(i, x) == level);
            }
        }
    });
    // Worlds in which nobody holds or loses anything would prove nothing.
    for (const char* what :
         {"attained", "expiring", "exempt", "expired", "revoked", "in_progress", "open", "self",
          "claims", "basis", "rule", "floor", "ceiling", "replaceUntilNext"}) {
        BOOST_TEST_MESSAGE(what << " " << seen[what]);
        BOOST_TEST(seen[what] > 0);
    }
    BOOST_TEST(seen["attained"] > 2 * models / 5);
}

BOOST_AUTO_TEST_CASE(what_is_no_statement)
{
    const auto model = ModelMaker().competency("C1").model();
    const std::vector<std::string> history{statement(1, "e", "2026-01-01T00:00:00Z"), "[]"};
    const auto result = evaluate_history(*model, {}, history, identity("ann"), {}, {}, {});
    BOOST_TEST_REQUIRE(result.has_error());
    BOOST_TEST((result.error().kind == base::ErrorKind::invalid));
    BOOST_TEST(result.error().where == "/1");
}

BOOST_AUTO_TEST_SUITE_END()
