#include "lrs/persons/heat_maps.hpp"

#include "base/limits.hpp"
#include "competency/evaluation.hpp"
#include "competency/gap.hpp"

#include <algorithm>
#include <unordered_map>

namespace lrs {
namespace {

using base::Result;
using base::Timestamp;
using competency::PersonId;
using competency::Persons;

struct Placed {
    PersonId person;
    std::size_t unit;
    std::string profile;
};

// Parents before their children, in the order of ids.
void add_units(const Persons& persons, const std::string& id, std::optional<std::size_t> parent,
               Timestamp at, Timestamp known_at, std::vector<competency::Unit>& out)
{
    const auto own = out.size();
    out.push_back({id, parent});
    for (const auto& child : persons.children_of(id, at, known_at))
        add_units(persons, child, own, at, known_at, out);
}

std::vector<competency::Unit> units_of(const Persons& persons, Timestamp at, Timestamp known_at)
{
    std::vector<competency::Unit> out;
    for (const auto& root : persons.children_of("", at, known_at))
        add_units(persons, root, std::nullopt, at, known_at, out);
    return out;
}

std::vector<Placed> placed(const Persons& persons, const std::vector<competency::Unit>& units,
                           Timestamp at, Timestamp known_at)
{
    std::unordered_map<std::string_view, std::size_t> by_id;
    for (std::size_t unit = 0; unit < units.size(); ++unit)
        by_id.emplace(units[unit].id, unit);
    std::vector<Placed> out;
    for (const auto person : persons.all(known_at)) {
        const auto unit = persons.unit_of(person, at, known_at);
        const auto found = unit ? by_id.find(*unit) : by_id.end();
        if (found == by_id.end()) continue;
        out.push_back(
            {person, found->second, persons.profile_of(person, at, known_at).value_or("")});
    }
    return out;
}

} // namespace

Result<std::string> HeatMaps::answer(const HeatMapQuestion& question)
{
    const auto found = snapshot(question.times);
    if (!found) return found.error();
    const auto& day = **found;
    auto people = day.people;
    if (question.profile) {
        const auto at = competency::find_profile(*day.model, *question.profile);
        if (!at) return at.error();
        std::vector<std::uint8_t> target(day.model->competencies.size());
        for (const auto& key : competency::targets_of(*day.model, day.model->profiles[*at]))
            target[key.competency] = static_cast<std::uint8_t>(key.level);
        for (const auto& profile : day.profiles) {
            const bool asked = profile == *question.profile;
            for (const auto competency : day.competencies)
                people.target.push_back(asked ? target[competency] : std::uint8_t{0});
        }
    }
    const auto map =
        competency::heat_map(day.units, people, day.competencies.size(), question.group);
    const competency::Published about{question.profile, day.as_of, day.known_at, day.watermark,
                                      day.competencies};
    if (question.table)
        return competency::heat_map_csv(*day.model, day.units, map, about, *question.table);
    return competency::heat_map_answer(*day.model, day.units, map, about);
}

Result<HeatMaps::Shared> HeatMaps::snapshot(const Times& times)
{
    const auto current = follower_.model_of({});
    if (!current) return current.error();
    const auto now = storage::system_now();
    const auto day = [&](const std::optional<Timestamp>& time) {
        return competency::start_of_day((*current)->zone, std::min(time.value_or(now), now));
    };
    const auto as_of = day(times.as_of);
    const auto known_at = day(times.known_at);
    const auto then = follower_.model_of(known_at);
    if (!then) return then.error();
    const auto& model = *then;

    const std::lock_guard lock(mutex_);
    const auto kept = std::ranges::find_if(kept_, [&](const Shared& each) {
        return each->model->hash == model->hash && each->as_of == as_of &&
               each->known_at == known_at;
    });
    if (kept != kept_.end()) {
        kept_.splice(kept_.begin(), kept_, kept);
        return kept_.front();
    }
    auto made = compute(model, as_of, known_at);
    if (!made) return made;
    kept_.push_front(*made);
    if (kept_.size() > limits::heat_maps_kept) kept_.pop_back();
    return made;
}

Result<HeatMaps::Shared> HeatMaps::compute(std::shared_ptr<const competency::Model> model,
                                           Timestamp as_of, Timestamp known_at)
{
    auto out = std::make_shared<Snapshot>();
    out->model = std::move(model);
    out->as_of = as_of;
    out->known_at = known_at;
    for (std::size_t at = 0; at < out->model->competencies.size(); ++at) {
        if (out->model->competencies[at].active) out->competencies.push_back(at);
    }
    if (auto added = add_people(*out); !added) return added.error();
    return Shared(std::move(out));
}

Result<> HeatMaps::add_people(Snapshot& out)
{
    const auto everybody = persons_.read([&](const Persons& persons) {
        out.units = units_of(persons, out.as_of, out.known_at);
        return placed(persons, out.units, out.as_of, out.known_at);
    });
    for (const auto& one : everybody) {
        const auto seen = see_person(persons_, follower_, one.person, {out.as_of, out.known_at},
                                     Freshness::whatever_is_there);
        if (!seen) return seen.error();
        out.watermark = seen->asked.watermark;
        const competency::Evaluation evaluation(*out.model, *seen->roles, seen->rows,
                                                {out.as_of, out.known_at});
        out.people.unit.push_back(one.unit);
        out.profiles.push_back(one.profile);
        for (const auto competency : out.competencies)
            out.people.level.push_back(static_cast<std::uint8_t>(evaluation.level(competency)));
    }
    return {};
}

} // namespace lrs
