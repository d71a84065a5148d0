// What entries about persons mean, found by reading all of them, one question at a time. Slow and
// plain on purpose.
#pragma once

#include "tests/competency/person_makers.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace support::kmx {

namespace said = competency::said;

inline const std::vector<std::string> units{"U", "V", "W"};

class NaivePersons {
public:
    explicit NaivePersons(std::vector<PersonEntry> entries) : entries_(std::move(entries)) {}

    // The last one said by then about the same, if it holds.
    template <class Kind, class Same>
    std::optional<Kind> last(Timestamp at, Timestamp known_at, Same same) const
    {
        std::optional<Kind> out;
        for (const auto& entry : entries_) {
            const auto* said = std::get_if<Kind>(&entry.said);
            if (said && entry.stamp.recorded <= known_at && said->from <= at && same(*said))
                out = *said;
        }
        if (out && at >= out->until) return std::nullopt;
        return out;
    }

    template <class Kind>
    std::optional<Kind> last_of(PersonId who, Timestamp at, Timestamp known_at) const
    {
        return last<Kind>(at, known_at, [&](const Kind& said) { return said.person == who; });
    }

    // As linked, merges aside.
    std::optional<PersonId> holder(const std::string& identity, Timestamp at,
                                   Timestamp known_at) const
    {
        std::optional<PersonId> out;
        for (const auto& entry : entries_) {
            if (entry.stamp.recorded > known_at) continue;
            if (const auto* link = std::get_if<said::Link>(&entry.said)) {
                if (link->identity == identity && link->from <= at) out = link->person;
            } else if (const auto* unlink = std::get_if<said::Unlink>(&entry.said)) {
                const bool his = unlink->identity == identity && unlink->from <= at;
                if (his && out == unlink->person) out = std::nullopt;
            }
        }
        return out;
    }

    PersonId standing(PersonId who, Timestamp known_at) const
    {
        std::optional<PersonId> into;
        for (const auto& entry : entries_) {
            if (entry.stamp.recorded > known_at) continue;
            if (const auto* merge = std::get_if<said::Merge>(&entry.said)) {
                if (merge->person == who) into = merge->into;
            } else if (const auto* unmerge = std::get_if<said::Unmerge>(&entry.said)) {
                if (unmerge->person == who) into = std::nullopt;
            }
        }
        return into ? standing(*into, known_at) : who;
    }

    // As evidence names whoever has the identity then.
    std::string name_of(const std::string& identity, Timestamp at, Timestamp known_at) const
    {
        const auto linked = holder(identity, at, known_at);
        return linked ? to_string(standing(*linked, known_at)) : identity;
    }

    std::string unit_of(PersonId who, Timestamp at, Timestamp known_at) const
    {
        const auto root = standing(who, known_at);
        const auto member = last_of<said::Member>(root, at, known_at);
        return member && !last_of<said::Left>(root, at, known_at) ? member->unit : "";
    }

    std::string parent_of(const std::string& unit, Timestamp at, Timestamp known_at) const
    {
        const auto found = last<said::Unit>(
            at, known_at, [&](const said::Unit& said) { return said.unit == unit; });
        return found ? found->parent : "";
    }

    bool exists(const std::string& unit, Timestamp at, Timestamp known_at) const
    {
        return last<said::Unit>(at, known_at,
                                [&](const said::Unit& said) { return said.unit == unit; })
            .has_value();
    }

    // From the unit upwards; a unit that does not exist is in none.
    bool is_within(std::string unit, const std::string& outer, Timestamp at,
                   Timestamp known_at) const
    {
        while (unit != outer && !unit.empty())
            unit = parent_of(unit, at, known_at);
        return unit == outer;
    }

    bool has_role(const std::string& identity, const std::string& role, Timestamp at,
                  Timestamp known_at) const
    {
        const auto linked = holder(identity, at, known_at);
        if (!linked) return false;
        const auto who = standing(*linked, known_at);
        if (last_of<said::Left>(who, at, known_at)) return false;
        return std::ranges::any_of(units, [&](const std::string& unit) {
            return last<said::Role>(at, known_at,
                                    [&](const said::Role& said) {
                                        return said.person == who && said.role == role &&
                                               said.unit == unit;
                                    })
                .has_value();
        });
    }

private:
    std::vector<PersonEntry> entries_;
};

} // namespace support::kmx
