// Before evidence is deleted, what it gave is written down: one statement for each person, level
// and time, of the kind "consolidated". The levels stay as they were.
//
// What is written down is what a level's own rule came to, not that the level is held: who holds
// level 1 because he holds level 2 would else fulfil a rule of level 3 that asks for {"below": 1}.
#include "competency/evaluation.hpp"
#include "tests/competency/follower.hpp"
#include "tests/competency/random_world.hpp"
#include "tests/competency/worlds.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

const auto known_since = time("2026-11-01T00:00:00Z"); // All of a random history lies before.
const auto deleted = time("2027-12-01T00:00:00Z");

std::string kept(std::string_view competency, std::int64_t level)
{
    return "kept." + std::string(competency) + "." + std::to_string(level);
}

// Each level may also be proved by what was kept of it.
void keep_levels(json::object& model)
{
    json::array rules;
    for (const auto& competency : model.at("competencies").as_array()) {
        const auto& id = competency.at("id").as_string();
        for (std::int64_t level = 1; level <= 3; ++level) {
            json::value node = json::object{{"ev", kept(id, level)}};
            for (const auto& rule : model.at("rules").as_array()) {
                if (rule.at("for") == competency.at("id") && rule.at("level") == level)
                    node = json::object{{"any", json::array{rule.at("rule"), node}}};
            }
            rules.push_back({{"for", id}, {"level", level}, {"rule", std::move(node)}});
            model.at("evidence")
                .as_array()
                .push_back({{"id", kept(id, level)},
                            {"kind", "consolidated"},
                            {"label", german_and_english("kept")},
                            {"expiresFrom", "extension"},
                            {"match", {{"object", {activity(kept(id, level))}}}}});
        }
    }
    model.at("rules") = std::move(rules);
}

struct RetentionWorld {
    explicit RetentionWorld(unsigned seed) : random(seed)
    {
        auto document = json::parse(random_model(random)).as_object();
        make_plain(document);
        keep_levels(document);
        model = parse_model(json::serialize(document)).value();
        roles = random_roles(random);
        history = random_history(random, history_size);
        // What the system keeps without any mapping has tests of its own.
        std::erase_if(history, [](const Logged& logged) {
            return logged.text.find("/xapi/lrs/categories/") != std::string::npos;
        });
    }

    mutable Random random;
    std::shared_ptr<const Model> model;
    Roles roles;
    std::vector<Logged> history;
};

Logged consolidation(std::uint64_t sequence, const std::string& name, const std::string& level,
                     const Interval& given)
{
    json::object extensions{
        {"https://w3id.org/xapi/lrs/contextextensions/knownSince", base::to_string(known_since)}};
    if (given.end != forever)
        extensions["https://w3id.org/xapi/comp/contextextensions/expires"] =
            base::to_string(given.end);
    const json::object statement{{"id", statement_id(static_cast<int>(sequence))},
                                 {"actor", agent(name)},
                                 {"verb", {{"id", "https://w3id.org/xapi/tla/verbs/achieved"}}},
                                 {"object", {{"id", activity(level)}}},
                                 {"timestamp", base::to_string(given.begin)},
                                 {"stored", base::to_string(deleted)},
                                 {"authority", agent(us)},
                                 {"context", {{"extensions", std::move(extensions)}}}};
    return {json::serialize(statement), sequence, given.begin, known_since, false};
}

// All that the rules gave, past and planned.
std::vector<Logged> consolidations(const RetentionWorld& world, const Engine& engine)
{
    std::vector<Logged> out;
    for (const auto& name : people) {
        const auto rows = engine.rows(identity(name));
        const Evaluation evaluation(*world.model, world.roles, rows, {forever, forever});
        for (const auto key : world.model->order) {
            const auto& id = world.model->competencies[key.competency].id;
            for (const auto& given : evaluation.own_set(key))
                out.push_back(consolidation(1'000 + out.size(), name, kept(id, key.level), given));
        }
    }
    return out;
}

void delete_evidence(Follower& follower, const std::vector<Logged>& statements)
{
    std::vector<std::uint64_t> sequences;
    for (const auto& logged : statements)
        sequences.push_back(logged.sequence);
    follower.erase(sequences);
    follower.commit();
}

// "0213...": level by level, and whether it rests on what was written down later.
std::pair<std::string, bool> levels(const Engine& engine, const std::string& name, Timestamp as_of,
                                    Timestamp known_at)
{
    const auto answer = json::parse(engine.answer(identity(name), as_of, known_at, {}));
    std::string out;
    for (const auto& entry : answer.at("competencies").as_array())
        out += std::to_string(entry.at("level").as_int64());
    return {out, answer.as_object().contains("basis")};
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_retention)

BOOST_AUTO_TEST_CASE(levels_stay_when_evidence_is_consolidated_and_deleted)
{
    int consolidated = 0;
    in_worlds<RetentionWorld>(200, [&](const RetentionWorld& world) {
        Follower follower(world.model, world.roles);
        follower.live(world.history, world.random);
        const auto before = follower.engine();
        for (const auto& statement : consolidations(world, before))
            follower.apply(statement);
        delete_evidence(follower, world.history);
        const auto& after = follower.engine();
        for (const auto& name : people) {
            BOOST_TEST(after.held(identity(name)) == before.held(identity(name)));
            for (int i = 0; i < 5; ++i) {
                const auto as_of = random_time(world.random);
                const auto expected = levels(before, name, as_of, known_since);
                const auto early = levels(after, name, as_of, known_since);
                BOOST_TEST(early.first == expected.first);
                if (expected.first.find_first_not_of('0') != std::string::npos)
                    BOOST_TEST(early.second);
                consolidated += early.second ? 1 : 0;
                BOOST_TEST((levels(after, name, as_of, deleted) == std::pair(early.first, false)));
                // What had been known before is not written down.
                const auto none = known_since - std::chrono::microseconds(1);
                BOOST_TEST(
                    (levels(after, name, as_of, none) == std::pair(std::string(5, '0'), false)));
            }
        }
    });
    BOOST_TEST(consolidated > 0);
}

BOOST_AUTO_TEST_CASE(an_erasure_takes_what_was_kept_too)
{
    in_worlds<RetentionWorld>(50, [](const RetentionWorld& world) {
        Follower follower(world.model, world.roles);
        follower.live(world.history, world.random);
        const auto written = consolidations(world, follower.engine());
        for (const auto& statement : written)
            follower.apply(statement);
        delete_evidence(follower, world.history);
        delete_evidence(follower, written);
        BOOST_TEST(follower.disk().empty());
        BOOST_TEST(follower.engine().identities().empty());
    });
}

BOOST_AUTO_TEST_SUITE_END()
