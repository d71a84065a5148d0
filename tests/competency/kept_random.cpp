// What consolidation and grandfathering keep in any world.
#include "competency/evaluation.hpp"
#include "competency/kept.hpp"
#include "tests/competency/parties.hpp"
#include "tests/competency/worlds.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

namespace {

using namespace competency;
using namespace support::kmx;

constexpr int worlds = 150;
constexpr const char* writing = "2028-01-01T00:00:00Z"; // Later than all that happens.

using Rows = std::vector<EvidenceRow>;

// Of statements as the store has them from then on.
Rows read(const Model& model, const Authorities& own, const std::vector<Written>& statements,
          const char* stored)
{
    Rows out;
    for (const auto& written : statements) {
        check_valid(written);
        const auto text = as_stored(written, stored);
        for (auto& row : extract(model, text, json::parse(text), 1'000, own)) {
            // The mappings of random models may read anything.
            if (assertion_of(model, row.evidence)) out.push_back(std::move(row));
        }
    }
    return out;
}

Rows both(Rows one, const Rows& other)
{
    one.insert(one.end(), other.begin(), other.end());
    return one;
}

struct Consolidated {
    explicit Consolidated(const World& world)
        : rows(world.rows(world.history, world.person)),
          result(consolidate(*world.model, world.roles, rows,
                             {world.person, time(writing), time(writing)},
                             us_about(name_of(world.person)))
                     .value()),
          kept(read(*world.model, world.own, result.statements, writing))
    {
    }

    static std::string name_of(const std::string& person)
    {
        return person.substr(person.find('\x1f') + 1);
    }

    Rows after(const World& world, Timestamp deleted_before = forever) const
    {
        auto left = rows;
        std::erase_if(left, [&](const EvidenceRow& row) {
            return row.t < deleted_before && may_be_deleted(*world.model, row);
        });
        return both(left, kept);
    }

    Rows rows;
    Consolidation result;
    Rows kept;
};

// All instants at which a level of somebody may change, and those before them.
std::set<Timestamp> edges(const Evaluation& evaluation)
{
    std::set<Timestamp> out;
    for (const auto key : evaluation.model().order) {
        for (const auto& [begin, end] : evaluation.held(key)) {
            for (const auto at : {begin, end}) {
                if (at == forever) continue;
                out.insert(at);
                out.insert(at - std::chrono::microseconds(1));
            }
        }
    }
    return out;
}

std::vector<int> levels(const Evaluation& evaluation)
{
    std::vector<int> out;
    for (std::size_t i = 0; i < evaluation.model().competencies.size(); ++i)
        out.push_back(evaluation.level(i));
    return out;
}

// The highest level that is held from the evaluation's time on till then.
int held_since(const Evaluation& evaluation, std::size_t competency, Timestamp till)
{
    int level = 0;
    for (int next = 1; next <= evaluation.model().levels(competency); ++next) {
        const auto run = around(evaluation.held({competency, next}), evaluation.moment().as_of);
        if (run && till < run->end) level = next;
    }
    return level;
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_kept_random)

BOOST_AUTO_TEST_CASE(consolidation_keeps_every_level)
{
    int kept = 0;
    int deleted = 0;
    in_random_worlds(worlds, [&](const World& world) {
        const Consolidated consolidated(world);
        if (!consolidated.result.complete) return;
        kept += static_cast<int>(consolidated.kept.size());
        const Moment all{forever, time(writing)};
        const Evaluation before(*world.model, world.roles, consolidated.rows, all);
        for (const auto cut : {forever, random_time(world.random)}) {
            const auto left = consolidated.after(world, cut);
            deleted +=
                static_cast<int>(consolidated.rows.size() + consolidated.kept.size() - left.size());
            const Evaluation after(*world.model, world.roles, left, all);
            for (const auto key : world.model->order) {
                BOOST_TEST_CONTEXT(world.model->competencies[key.competency].id << "/" << key.level)
                BOOST_TEST((after.held(key) == before.held(key)));
            }
        }
    });
    BOOST_TEST(kept > worlds);
    BOOST_TEST(deleted > worlds);
}

// The same, asked as people ask: at one time D, with what had happened by then.
BOOST_AUTO_TEST_CASE(consolidation_keeps_levels_at_any_time)
{
    in_random_worlds(worlds / 3, [&](const World& world) {
        const Consolidated consolidated(world);
        if (!consolidated.result.complete) return;
        const auto left = consolidated.after(world);
        const auto at =
            edges({*world.model, world.roles, consolidated.rows, {forever, time(writing)}});
        for (const auto as_of : at) {
            const Moment moment{as_of, time(writing)};
            const Evaluation before(*world.model, world.roles, consolidated.rows, moment);
            const Evaluation after(*world.model, world.roles, left, moment);
            BOOST_TEST(levels(after) == levels(before), boost::test_tools::per_element());
            for (std::size_t i = 0; i < world.model->competencies.size(); ++i) {
                const auto run = current_run(before, {i, before.level(i)});
                const auto same = current_run(after, {i, before.level(i)});
                BOOST_TEST(run.has_value() == same.has_value());
                if (run && same) BOOST_TEST((run->begin == same->begin));
            }
        }
    });
}

BOOST_AUTO_TEST_CASE(consolidation_does_not_know_more_than_was_known)
{
    int known = 0;
    in_random_worlds(worlds, [&](const World& world) {
        const Consolidated consolidated(world);
        if (!consolidated.result.complete) return;
        const auto left = consolidated.after(world);
        for (int i = 0; i < 5; ++i) {
            const Moment moment{forever, random_time(world.random)};
            const Evaluation before(*world.model, world.roles, consolidated.rows, moment);
            const Evaluation after(*world.model, world.roles, left, moment);
            for (const auto key : world.model->order) {
                BOOST_TEST(subtract(after.held(key), before.held(key)).empty());
                known += after.held(key).empty() ? 0 : 1;
            }
        }
    });
    BOOST_TEST(known > worlds);
}

BOOST_AUTO_TEST_CASE(consolidation_is_done_once)
{
    in_random_worlds(worlds / 3, [&](const World& world) {
        const Consolidated consolidated(world);
        for (const auto& rows :
             {both(consolidated.rows, consolidated.kept), consolidated.after(world)}) {
            const auto again =
                consolidate(*world.model, world.roles, rows,
                            {world.person, time(writing), time(writing)}, us_about("ann"));
            if (consolidated.result.complete) BOOST_TEST(again.value().statements.empty());
        }
    });
}

// Two models of the same competencies, and a switch in the middle of a history.
BOOST_AUTO_TEST_CASE(nobody_loses_a_level_by_a_switch)
{
    int kept = 0;
    int lost = 0;
    in_random_worlds(worlds, [&](const World& world) {
        auto document = json::parse(random_model(world.random)).as_object();
        document["transition"] = {{"mode", "grandfather"},
                                  {"from", world.model->hash},
                                  {"grandfatherUntil", "2026-12-15"}};
        const auto fresh = parse_model(json::serialize(document)).value();
        const auto at = time("2026-06-15T00:00:00Z");
        const auto is_known = [&](const Logged& logged) {
            return base::parse_timestamp(json::parse(logged.text).at("stored").as_string(),
                                         base::TimestampRules::rfc3339) <= at;
        };
        const auto history = world.only(is_known);
        const auto old_rows = world.rows(history, world.person);
        std::vector<std::string> texts;
        for (const auto& logged : history)
            texts.push_back(logged.text);
        const auto rows = rows_of_history(*fresh, texts, world.person, world.own).value();
        const auto parties = us_about(Consolidated::name_of(world.person));
        const auto statements = grandfather({*world.model, old_rows}, {*fresh, rows}, world.roles,
                                            {world.person, at, at}, parties)
                                    .value();
        const auto legacy = read(*fresh, world.own, statements, "2026-06-15T00:00:00Z");
        BOOST_TEST(legacy.size() == statements.size());
        kept += static_cast<int>(legacy.size());

        const Evaluation before(*world.model, world.roles, old_rows, {at, at});
        const auto until = end_of_day(fresh->zone, *fresh->transition->until);
        auto times = edges(before);
        times.insert({at, until, until - std::chrono::microseconds(1)});
        const auto all = both(rows, legacy);
        for (const auto as_of : times) {
            if (as_of < at || as_of >= until) continue;
            const Moment moment{as_of, time(end_of_time)};
            const Evaluation after(*fresh, world.roles, all, moment);
            const Evaluation without(*fresh, world.roles, rows, moment);
            for (std::size_t i = 0; i < world.model->competencies.size(); ++i) {
                const auto level = held_since(before, i, as_of);
                BOOST_TEST(after.level(i) >= level);
                lost += without.level(i) < level ? 1 : 0;
            }
        }
    });
    BOOST_TEST(kept > worlds / 3);
    BOOST_TEST(lost > worlds / 3);
}

BOOST_AUTO_TEST_SUITE_END()
