// Random models against random histories: the laws of the answer, the engine against the full
// evaluation, and the full evaluation against the meaning of the rules.
#include "competency/history.hpp"

#include "competency/engine.hpp"
#include "statements/parse.hpp"
#include "tests/competency/answers.hpp"
#include "tests/competency/oracle.hpp"
#include "tests/competency/random_model.hpp"

#include <boost/test/unit_test.hpp>

#include <map>

namespace {

using namespace competency;
using namespace support::kmx;

constexpr int models = 500;
const auto forever_known = time(end_of_time);
constexpr int history_size = 60;

// One random world and what is asked about it.
struct World {
    explicit World(unsigned seed) : random(seed), model(parse_model(random_model(random)).value())
    {
        roles = random_roles(random);
        history = random_history(random, history_size);
        person = identity(people[static_cast<std::size_t>(pick(random, 3))]);
        as_of = random_time(random);
        known_at = pick(random, 2) == 0 ? random_time(random) : forever_known;
    }

    std::string ask(const std::vector<Logged>& statements) const
    {
        std::vector<std::string> texts;
        for (const auto& logged : statements)
            texts.push_back(logged.text);
        return evaluate_history(*model, roles, texts, person, as_of, known_at, {}).value();
    }

    std::vector<Logged> only(auto wanted) const
    {
        std::vector<Logged> out;
        std::copy_if(history.begin(), history.end(), std::back_inserter(out), wanted);
        return out;
    }

    std::vector<EvidenceRow> rows(const std::vector<Logged>& statements,
                                  const std::string& identity) const
    {
        std::vector<std::string> texts;
        for (const auto& logged : statements)
            texts.push_back(logged.text);
        return rows_of_history(*model, texts, identity).value();
    }

    mutable Random random;
    std::shared_ptr<const Model> model;
    Roles roles;
    std::vector<Logged> history;
    std::string person;
    Timestamp as_of;
    Timestamp known_at;
};

template <class Check>
void in_random_worlds(int count, Check check)
{
    const auto first = std::random_device()();
    BOOST_TEST_MESSAGE("seeds from " << first);
    for (unsigned i = 0; i < static_cast<unsigned>(count); ++i) {
        BOOST_TEST_CONTEXT("seed " << first + i)
        {
            check(World(first + i));
        }
    }
}

// The follower's life: batches, repetitions, restarts, and what it leaves on a disk.
class Follower {
public:
    explicit Follower(const World& world) : world_(world), engine_(world.model, world.roles) {}

    void apply(const Logged& logged)
    {
        engine_.apply_statement(logged.text, statements::parse(logged.text).value(),
                                logged.sequence);
    }

    void erase(const std::vector<std::uint64_t>& sequences) { engine_.apply_erasure(sequences); }

    void commit()
    {
        const auto changes = engine_.take_changes();
        for (const auto& [key, value] : changes.upserts)
            disk_[key] = value;
        for (const auto& key : changes.deletions)
            disk_.erase(key);
    }

    void restart()
    {
        engine_ = Engine(world_.model, world_.roles);
        for (const auto& [key, value] : disk_)
            BOOST_TEST(engine_.restore(key, value).has_value());
    }

    void live(std::vector<Logged> statements)
    {
        auto& random = world_.random;
        std::shuffle(statements.begin(), statements.end(), random);
        for (const auto& logged : statements) {
            apply(logged);
            if (pick(random, 6) == 0)
                apply(world_.history[static_cast<std::size_t>(pick(random, history_size))]);
            if (pick(random, 4) == 0) commit();
            if (pick(random, 16) == 0) {
                commit();
                restart();
            }
        }
        commit();
    }

    // Equal to the full evaluation of these statements, in memory and on the disk.
    void compare(const std::vector<Logged>& statements)
    {
        for (const auto& name : people) {
            const auto who = identity(name);
            const auto rows = world_.rows(statements, who);
            const auto expected = attainment(*world_.model, world_.roles, rows, who, world_.as_of,
                                             world_.known_at, {});
            BOOST_TEST(engine_.answer(who, world_.as_of, world_.known_at, {}) == expected);
            const auto held = held_levels(*world_.model, world_.roles, rows);
            BOOST_TEST(engine_.held(who) == held);
            const auto on_disk = disk_.find(held_key(who));
            BOOST_TEST((on_disk == disk_.end() ? "[]" : on_disk->second) == held);
        }
    }

private:
    const World& world_;
    Engine engine_;
    std::map<std::string, std::string> disk_;
};

void collect_evidence(const Model& model, const Node& node, std::set<RuleKey>& rules,
                      std::set<std::string>& evidence);

void collect_rule(const Model& model, RuleKey key, std::set<RuleKey>& rules,
                  std::set<std::string>& evidence)
{
    const auto& rule = model.rule(key);
    if (rule && rules.insert(key).second) collect_evidence(model, *rule, rules, evidence);
}

void collect_evidence(const Model& model, const Node& node, std::set<RuleKey>& rules,
                      std::set<std::string>& evidence)
{
    if (node.kind == Node::Kind::evidence) {
        evidence.insert(model.evidence[node.evidence].id);
        for (const auto revoker : model.evidence[node.evidence].revoked_by)
            evidence.insert(model.evidence[revoker].id);
    }
    if (node.kind == Node::Kind::below)
        collect_rule(model, {node.competency, node.level}, rules, evidence);
    if (node.kind == Node::Kind::held) {
        for (const auto rung : model.ladder({node.competency, node.level}))
            collect_rule(model, rung, rules, evidence);
    }
    for (const auto& child : node.children)
        collect_evidence(model, child, rules, evidence);
}

std::set<std::string> evidence_of(const Model& model, std::size_t competency)
{
    std::set<RuleKey> rules;
    std::set<std::string> evidence;
    for (int level = 1; level <= model.levels(competency); ++level)
        collect_rule(model, {competency, level}, rules, evidence);
    return evidence;
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_history)

BOOST_AUTO_TEST_CASE(the_engine_equals_the_full_evaluation)
{
    in_random_worlds(models, [](const World& world) {
        Follower follower(world);
        follower.live(world.history);
        follower.compare(world.history);
        follower.restart();
        follower.compare(world.history);
    });
}

BOOST_AUTO_TEST_CASE(erased_statements_never_were)
{
    in_random_worlds(models / 5, [](const World& world) {
        Follower follower(world);
        follower.live(world.history);
        std::vector<std::uint64_t> erased;
        for (int i = 0; i < 10; ++i)
            erased.push_back(static_cast<std::uint64_t>(pick(world.random, history_size)));
        follower.erase(erased);
        follower.commit();
        follower.compare(world.only([&](const Logged& logged) {
            return std::find(erased.begin(), erased.end(), logged.sequence) == erased.end();
        }));
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
            world.only([&](const Logged& logged) { return logged.stored <= world.known_at; });
        BOOST_TEST(world.ask(known) == world.ask(world.history));
    });
}

BOOST_AUTO_TEST_CASE(locality)
{
    in_random_worlds(models / 5, [](const World& world) {
        const auto full = json::parse(world.ask(world.history)).at("competencies");
        for (std::size_t i = 0; i < world.model->competencies.size(); ++i) {
            const auto evidence = evidence_of(*world.model, i);
            const auto related = world.only([&](const Logged& logged) {
                const auto value = statements::parse(logged.text).value();
                for (const auto& row : extract(*world.model, logged.text, value, 0)) {
                    if (row.identity == world.person && evidence.contains(row.evidence))
                        return true;
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
    in_random_worlds(models, [&](const World& world) {
        const Oracle oracle(*world.model, world.roles, world.rows(world.history, world.person),
                            {world.as_of, world.known_at});
        const auto entries = json::parse(world.ask(world.history)).at("competencies").as_array();
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const auto& entry = entries[i].as_object();
            const auto level = static_cast<int>(entry.at("level").as_int64());
            ++seen[std::string(entry.at("status").as_string())];
            BOOST_TEST(oracle.level(i, world.as_of) == level);
            if (const auto* next = entry.at("next").if_object())
                BOOST_TEST(next->at("progress").as_int64() < 10'000);
            if (level == 0) continue;
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
    for (const char* status :
         {"attained", "expiring", "exempt", "expired", "revoked", "in_progress", "open"}) {
        BOOST_TEST_MESSAGE(status << " " << seen[status]);
        BOOST_TEST(seen[status] > 0);
    }
    BOOST_TEST(seen["attained"] > models / 5);
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
