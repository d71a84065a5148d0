// How many of a unit's people hold what they should, without saying of anybody whether he does: a
// heat map of units by competencies. A pure function of plain values.
//
// A cell counts the people of a unit and of all units below it who have a target for the
// competency (everybody, at level 1, when no profile is asked about), and shows
//
// - their number, exactly, when they are `group` or more, and
// - the share of them that meets the target, as a band: 0-24, 25-49, 50-74, 75-100 %. From ten
//   people on, and among fewer than four groups, shares up to 10 % and from 90 % have the bands
//   <=10 and >=90 instead. So "nobody" and "everybody" are never told.
//
// or else why it shows neither: nobody has a target (empty) · fewer than `group` have one (small;
// below such a unit all cells are, also those of nobody) · another cell's number could be computed
// from this one (complementary).
//
// No number of a small or complementary cell follows from the numbers and reasons of others: not by
// subtraction, over however many levels of the tree, and not together with what a reason says about
// it (small: 1 to group - 1; complementary: group or more). That holds for two readers: one who
// knows how many people belong to a unit itself and to none below it, and one who does not; to the
// second those numbers do not become known either when they are smaller than a group. Where
// something follows, the smallest shown cell beside it is hidden too, until nothing does. What
// the first concludes from reasons alone, without any number, cannot be kept from him.
//
// The answer:
//
//   {"asOf", "knownAt", "model", "watermark", "profile": id or null, "group": k,
//    "competencies": [id],
//    "units": [{"id", "parent": id or null,
//               "cells": [one per competency: {"people", "share"} or {"hidden": reason}]}]}
#pragma once

#include "competency/evaluate.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace competency {

// A unit of the one tree of an organisation. Parents stand before their children.
struct Unit {
    std::string id;
    std::optional<std::size_t> parent;
};

// Row by row, one row per person.
struct People {
    std::vector<std::size_t> unit;    // To which one belongs oneself.
    std::vector<std::uint8_t> level;  // One per competency.
    std::vector<std::uint8_t> target; // The same, 0: none. Or empty: 1 for everybody.
};

enum class Hidden { no, empty, small, complementary };

std::string_view name_of(Hidden reason);

struct Cell {
    std::uint32_t people = 0; // 0 when hidden.
    std::string_view share;   // "50-74", "<=10", ... Empty when hidden.
    Hidden hidden = Hidden::no;

    bool operator==(const Cell&) const = default;
};

struct HeatMap {
    std::uint32_t group = 0;
    std::size_t competencies = 0;
    std::vector<Cell> cells; // Unit by unit.

    const Cell& cell(std::size_t unit, std::size_t competency) const
    {
        return cells[unit * competencies + competency];
    }
};

// A group smaller than limits::smallest_group is raised to it.
HeatMap heat_map(std::span<const Unit> units, const People& people, std::size_t competencies,
                 std::uint32_t group);

// What a heat map is about.
struct Published {
    std::optional<std::string> profile;
    Timestamp as_of;
    Timestamp known_at;
    Watermark watermark{};
    std::vector<std::size_t> competencies; // Of the model, one per column.
};

std::string heat_map_answer(const Model& model, std::span<const Unit> units, const HeatMap& map,
                            const Published& about);

} // namespace competency
