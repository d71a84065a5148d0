#include "competency/preview.hpp"

#include "base/limits.hpp"
#include "competency/canonical.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <cassert>
#include <optional>

namespace competency {
namespace {

namespace json = boost::json;

constexpr std::string_view hidden = "hidden";

// Its places in the two models.
struct Pair {
    std::optional<std::size_t> before;
    std::optional<std::size_t> after;
};

std::optional<std::size_t> find_active(const Model* model, const std::string& iri)
{
    if (!model) return std::nullopt;
    const auto found = model->iris.find(iri);
    if (found == model->iris.end() || !model->competencies[found->second].active)
        return std::nullopt;
    return found->second;
}

std::vector<Pair> pairs_of(const Model* former, const Model& fresh)
{
    std::vector<Pair> out;
    for (std::size_t i = 0; i < fresh.competencies.size(); ++i) {
        const auto& competency = fresh.competencies[i];
        if (competency.active) out.push_back({find_active(former, competency.iri), i});
    }
    const auto count = former ? former->competencies.size() : 0;
    for (std::size_t i = 0; i < count; ++i) {
        const auto& competency = former->competencies[i];
        if (competency.active && !find_active(&fresh, competency.iri))
            out.push_back({i, std::nullopt});
    }
    return out;
}

std::vector<std::uint32_t> no_people(const Model& model, std::size_t competency)
{
    return std::vector<std::uint32_t>(static_cast<std::size_t>(model.levels(competency)) + 1);
}

Change change_of(const Model* former, const Model& fresh, const LevelsOfBoth& levels, Pair pair)
{
    Change out;
    out.in = !pair.before ? Change::In::to : !pair.after ? Change::In::from : Change::In::both;
    if (pair.before) out.before = no_people(*former, *pair.before);
    if (pair.after) out.after = no_people(fresh, *pair.after);
    const auto width_before = former ? former->competencies.size() : 0;
    const auto width_after = fresh.competencies.size();
    for (std::size_t person = 0; person < levels.people; ++person) {
        const auto before =
            pair.before ? levels.before[person * width_before + *pair.before] : std::uint8_t{0};
        const auto after =
            pair.after ? levels.after[person * width_after + *pair.after] : std::uint8_t{0};
        if (pair.before) ++out.before.at(before);
        if (pair.after) ++out.after.at(after);
        ++(after > before ? out.gain : after < before ? out.loss : out.same);
    }
    return out;
}

json::value number_or_hidden(bool shown, std::uint32_t number)
{
    return shown ? json::value(number) : json::value(hidden);
}

json::value levels_or_hidden(bool shown, const std::vector<std::uint32_t>& numbers)
{
    if (numbers.empty()) return nullptr;
    if (!shown) return json::value(hidden);
    json::array out;
    for (std::size_t level = 1; level < numbers.size(); ++level)
        out.push_back(json::value(numbers[level]));
    return out;
}

std::string_view name_of(Change::In in)
{
    switch (in) {
    case Change::In::both: return "both";
    case Change::In::from: return "from";
    case Change::In::to: return "to";
    }
    return "";
}

json::object entry(const Competency& competency, const Change& change, std::uint32_t group)
{
    const auto shown = shown_of(change, group);
    json::object out{{"iri", competency.iri},
                     {"id", competency.id},
                     {"in", name_of(change.in)},
                     {"gain", nullptr},
                     {"loss", nullptr},
                     {"same", number_or_hidden(shown.same, change.same)},
                     {"before", levels_or_hidden(shown.levels, change.before)},
                     {"after", levels_or_hidden(shown.levels, change.after)}};
    if (change.in != Change::In::from) out["gain"] = number_or_hidden(shown.gain, change.gain);
    if (change.in != Change::In::to) out["loss"] = number_or_hidden(shown.loss, change.loss);
    return out;
}

} // namespace

Shown shown_of(const Change& change, std::uint32_t group)
{
    const auto is_small = [&](std::uint32_t count) { return 0 < count && count < group; };
    const auto has_small = [&](const auto& counts) {
        return std::ranges::any_of(counts, is_small);
    };
    const std::array parts{change.gain, change.loss, change.same};
    const auto people = change.gain + change.loss + change.same;
    if (is_small(people)) return {};
    if (has_small(parts)) {
        // Neither of two parts may be told, and of three only one that says little of the others.
        const auto tells = [&](std::uint32_t count) {
            return change.in == Change::In::both && count >= group && 2 * count > people;
        };
        return {tells(change.gain), tells(change.loss), tells(change.same), false};
    }
    return {true, true, true, !has_small(change.before) && !has_small(change.after)};
}

std::string preview(const Model* former, const Model& fresh, const LevelsOfBoth& levels,
                    std::uint32_t group)
{
    assert(levels.before.size() == (former ? levels.people * former->competencies.size() : 0));
    assert(levels.after.size() == levels.people * fresh.competencies.size());
    group = std::max(group, limits::smallest_group);
    const bool few = levels.people > 0 && levels.people < group;
    json::array competencies;
    for (const auto& pair : pairs_of(former, fresh)) {
        const auto& competency =
            pair.after ? fresh.competencies[*pair.after] : former->competencies[*pair.before];
        competencies.push_back(entry(competency, change_of(former, fresh, levels, pair), group));
    }
    return canonical(
        json::object{{"from", former ? json::value(former->hash) : json::value()},
                     {"to", fresh.hash},
                     {"group", group},
                     {"people", few ? json::value(hidden) : json::value(levels.people)},
                     {"competencies", std::move(competencies)}});
}

} // namespace competency
