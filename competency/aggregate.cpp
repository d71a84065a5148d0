#include "competency/aggregate.hpp"

#include "base/limits.hpp"
#include "competency/canonical.hpp"
#include "competency/explain.hpp"
#include "competency/suppression.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <cassert>

namespace competency {
namespace {

namespace json = boost::json;

// One row of numbers per unit.
struct Counts {
    std::vector<std::uint32_t> people;
    std::vector<std::uint32_t> meeting;
};

Counts count(std::span<const Unit> units, const People& people, std::size_t competencies)
{
    Counts out{std::vector<std::uint32_t>(units.size() * competencies),
               std::vector<std::uint32_t>(units.size() * competencies)};
    const bool by_profile = !people.target.empty();
    for (std::size_t person = 0; person < people.unit.size(); ++person) {
        const auto from = person * competencies;
        const auto to = people.unit[person] * competencies;
        for (std::size_t i = 0; i < competencies; ++i) {
            const std::uint8_t target = by_profile ? people.target[from + i] : 1;
            out.people[to + i] += target > 0;
            out.meeting[to + i] += target > 0 && people.level[from + i] >= target;
        }
    }
    for (auto unit = units.size(); unit-- > 0;) {
        if (!units[unit].parent) continue;
        const auto from = unit * competencies;
        const auto to = *units[unit].parent * competencies;
        for (std::size_t i = 0; i < competencies; ++i) {
            out.people[to + i] += out.people[from + i];
            out.meeting[to + i] += out.meeting[from + i];
        }
    }
    return out;
}

// Of fewer, up to 10 % are none and from 90 % all.
constexpr std::uint64_t told_by_tenths = 10;

std::string_view band(std::uint64_t meeting, std::uint64_t people, std::uint64_t group)
{
    const auto reaches = [&](std::uint64_t percent) { return meeting * 100 >= percent * people; };
    if (people >= told_by_tenths && people < 4 * group) {
        if (meeting * 10 <= people) return "<=10";
        if (reaches(90)) return ">=90";
    }
    if (reaches(75)) return "75-100";
    if (reaches(50)) return "50-74";
    return reaches(25) ? "25-49" : "0-24";
}

json::object cell_of(const Cell& cell)
{
    if (cell.hidden != Hidden::no) return {{"hidden", name_of(cell.hidden)}};
    return {{"people", cell.people}, {"share", cell.share}};
}

} // namespace

std::string_view name_of(Hidden reason)
{
    switch (reason) {
    case Hidden::no: return "no";
    case Hidden::empty: return "empty";
    case Hidden::small: return "small";
    case Hidden::complementary: return "complementary";
    }
    return "";
}

HeatMap heat_map(std::span<const Unit> units, const People& people, std::size_t competencies,
                 std::uint32_t group)
{
    assert(people.level.size() == people.unit.size() * competencies);
    assert(people.target.empty() || people.target.size() == people.level.size());
    HeatMap out{std::max(group, limits::smallest_group), competencies, {}};
    out.cells.resize(units.size() * competencies);
    const auto counts = count(units, people, competencies);
    std::vector<std::uint32_t> before;
    std::vector<Hidden> hidden;
    for (std::size_t i = 0; i < competencies; ++i) {
        std::vector<std::uint32_t> column;
        for (std::size_t unit = 0; unit < units.size(); ++unit)
            column.push_back(counts.people[unit * competencies + i]);
        // Without a profile they are all the same.
        if (i == 0 || column != before) hidden = hide(units, column, out.group);
        for (std::size_t unit = 0; unit < units.size(); ++unit) {
            auto& cell = out.cells[unit * competencies + i];
            cell.hidden = hidden[unit];
            if (cell.hidden != Hidden::no) continue;
            cell.people = column[unit];
            cell.share = band(counts.meeting[unit * competencies + i], column[unit], out.group);
        }
        before = std::move(column);
    }
    return out;
}

std::string heat_map_answer(const Model& model, std::span<const Unit> units, const HeatMap& map,
                            const Published& about)
{
    assert(about.competencies.size() == map.competencies);
    json::array competencies;
    for (const auto index : about.competencies)
        competencies.push_back(json::value(model.competencies[index].id));
    json::array rows;
    for (std::size_t unit = 0; unit < units.size(); ++unit) {
        json::array cells;
        for (std::size_t i = 0; i < map.competencies; ++i)
            cells.push_back(cell_of(map.cell(unit, i)));
        const auto parent = units[unit].parent;
        rows.push_back(
            json::object{{"id", units[unit].id},
                         {"parent", parent ? json::value(units[*parent].id) : json::value()},
                         {"cells", std::move(cells)}});
    }
    return canonical(
        json::object{{"asOf", time_text(about.as_of)},
                     {"knownAt", time_text(about.known_at)},
                     {"model", model.hash},
                     {"watermark", json::object{{"sequence", about.watermark.sequence},
                                                {"stored", time_or_null(about.watermark.stored)}}},
                     {"profile", about.profile ? json::value(*about.profile) : json::value()},
                     {"group", map.group},
                     {"competencies", std::move(competencies)},
                     {"units", std::move(rows)}});
}

} // namespace competency
