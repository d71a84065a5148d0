// What holds of every model, whatever its rules are.
#include "competency/evaluation.hpp"
#include "tests/competency/worlds.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

constexpr int models = 250;

std::shared_ptr<const Model> with_policy(const Model& model, const char* manual)
{
    auto document = json::parse(model.document);
    for (auto& competency : document.as_object()["competencies"].as_array())
        competency.as_object()["manual"] = manual;
    return parse_model(json::serialize(document)).value();
}

std::vector<EvidenceRow> without(bool (*unwanted)(Assertion::Kind), const Model& model,
                                 std::vector<EvidenceRow> rows)
{
    std::erase_if(rows, [&](const EvidenceRow& row) {
        const auto assertion = assertion_of(model, row.evidence);
        return assertion && unwanted(assertion->kind);
    });
    return rows;
}

// Calls back with every level: its set under a policy, and its set had nobody been rated.
template <class Check>
int compare_policy(const World& world, const char* manual, Check check)
{
    const auto model = with_policy(*world.model, manual);
    // Of what is kept even a floor lets revocations take something.
    const auto rows = without(is_kept, *model, world.rows(world.history, world.person));
    const auto unrated = without(is_rating, *model, rows);
    const Moment moment{world.as_of, world.known_at};
    const Evaluation evaluation(*model, world.roles, rows, moment);
    const Evaluation other(*model, world.roles, unrated, moment);
    int differences = 0;
    for (const auto key : model->order) {
        check(evaluation.held(key), other.held(key));
        differences += evaluation.held(key) == other.held(key) ? 0 : 1;
    }
    return differences;
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_laws)

BOOST_AUTO_TEST_CASE(who_holds_a_level_holds_those_below)
{
    in_random_worlds(models, [](const World& world) {
        const auto rows = world.rows(world.history, world.person);
        const Moment moment{world.as_of, world.known_at};
        const Evaluation evaluation(*world.model, world.roles, rows, moment);
        for (const auto key : world.model->order) {
            if (key.level == 1) continue;
            const auto& below = evaluation.held({key.competency, key.level - 1});
            BOOST_TEST(subtract(evaluation.held(key), below).empty());
        }
    });
}

BOOST_AUTO_TEST_CASE(a_floor_only_raises)
{
    int differences = 0;
    in_random_worlds(models, [&](const World& world) {
        differences += compare_policy(world, "floor", [](const auto& rated, const auto& unrated) {
            BOOST_TEST(subtract(unrated, rated).empty());
        });
    });
    BOOST_TEST(differences > models / 4);
}

BOOST_AUTO_TEST_CASE(a_ceiling_only_lowers)
{
    int differences = 0;
    in_random_worlds(models, [&](const World& world) {
        differences += compare_policy(world, "ceiling", [](const auto& rated, const auto& unrated) {
            BOOST_TEST(subtract(rated, unrated).empty());
        });
    });
    BOOST_TEST(differences > models / 50);
}

BOOST_AUTO_TEST_SUITE_END()
