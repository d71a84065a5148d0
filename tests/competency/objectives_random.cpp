// Objectives mean what mappings and rules would that a document spells out.
#include "competency/evaluate.hpp"
#include "competency/evaluation.hpp"
#include "tests/competency/worlds.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

constexpr int models = 250;

json::object spelled_mapping(std::string_view id, const json::value& iri, std::string_view verb)
{
    return {{"id", id},
            {"kind", "course"},
            {"label", german_and_english(id)},
            {"match", {{"verb", json::array{verb}}, {"category", json::array{iri}}}}};
}

// One mapping for each verb, and for each level a rule around that of the document.
class Spelling {
public:
    explicit Spelling(const json::value& document) : out_(document.as_object())
    {
        const auto objectives = out_.at("objectives").as_array();
        out_.erase("objectives");
        for (const auto& objective : objectives)
            spell(objective);
    }

    std::shared_ptr<const Model> model() const
    {
        return parse_model(json::serialize(out_)).value();
    }

private:
    void spell(const json::value& objective)
    {
        const auto id = "spelled" + std::to_string(count_++);
        const auto& iri = objective.at("objective");
        json::array nodes;
        nodes.push_back(json::object{{"ev", id}});
        if (objective.at("on") == "satisfied") {
            add(spelled_mapping(id, iri, "https://w3id.org/xapi/adl/verbs/satisfied"));
        } else {
            add(spelled_mapping(id, iri, verb("passed")));
            auto completed = spelled_mapping(id + "c", iri, verb("completed"));
            completed["match"].as_object()["success"] = true;
            add(std::move(completed));
            nodes.push_back(json::object{{"ev", id + "c"}});
        }
        auto& rules = out_["rules"].as_array();
        for (auto& rule : rules) {
            if (rule.at("for") != objective.at("competency") ||
                rule.at("level") != objective.at("level"))
                continue;
            nodes.push_back(rule.at("rule"));
            rule.as_object()["rule"] = {{"any", std::move(nodes)}};
            return;
        }
        rules.push_back(json::object{{"for", objective.at("competency")},
                                     {"level", objective.at("level")},
                                     {"rule", {{"any", std::move(nodes)}}}});
    }

    void add(json::object mapping) { out_["evidence"].as_array().push_back(std::move(mapping)); }

    json::object out_;
    int count_ = 0;
};

// Objectives stand where the spelled out model looks for them.
Logged moved(Logged logged)
{
    auto statement = json::parse(logged.text).as_object();
    if (logged.is_void) return logged;
    auto& activities = statement["context"].as_object()["contextActivities"].as_object();
    const auto* other = activities.if_contains("other");
    if (!other) return logged;
    auto categories =
        activities.contains("category") ? activities["category"].as_array() : json::array();
    for (const auto& each : other->as_array())
        categories.push_back(each);
    activities["category"] = std::move(categories);
    // As text: a score must keep its digits.
    const auto from = logged.text.find(R"("contextActivities":)");
    auto rest = logged.text.find(R"("extensions":)", from);
    logged.text.replace(from, rest - from,
                        R"("contextActivities":)" + json::serialize(activities) + ",");
    return logged;
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_objectives_random)

BOOST_AUTO_TEST_CASE(they_can_be_spelled_out)
{
    int differences = 0;
    in_random_worlds(models, [&](World& world) {
        const auto document = json::parse(world.model->document);
        if (!document.as_object().contains("objectives")) return;
        const auto spelled = Spelling(document).model();
        auto history = world.history;
        std::ranges::transform(history, history.begin(), moved);
        const auto rows = world.rows(world.history, world.person);
        const auto other =
            rows_of_history(*spelled, texts_of(history), world.person, world.own).value();
        const auto held = held_levels(*world.model, world.roles, rows);
        BOOST_TEST(held == held_levels(*spelled, world.roles, other));
        const Evaluation one(*world.model, world.roles, rows, {world.as_of, world.known_at});
        const Evaluation two(*spelled, world.roles, other, {world.as_of, world.known_at});
        for (std::size_t at = 0; at < spelled->competencies.size(); ++at) {
            BOOST_TEST(one.level(at) == two.level(at));
            const RuleKey key{at, one.level(at)};
            BOOST_TEST((current_run(one, key) == current_run(two, key)));
        }
        auto without = document;
        without.as_object().erase("objectives");
        const auto bare = parse_model(json::serialize(without)).value();
        const auto less =
            rows_of_history(*bare, texts_of(world.history), world.person, world.own).value();
        differences += held == held_levels(*bare, world.roles, less) ? 0 : 1;
    });
    BOOST_TEST(differences > models / 8);
}

BOOST_AUTO_TEST_SUITE_END()
