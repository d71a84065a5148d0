#include "competency/suppression.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace competency {
namespace {

constexpr std::int64_t unbounded = std::int64_t{1} << 40; // More people than there are.

// What a reader can know of a number.
struct Range {
    std::int64_t low = 0;
    std::int64_t high = 0;

    bool is_exact() const { return low == high; }

    void narrow(std::int64_t least, std::int64_t most)
    {
        low = std::max(low, least);
        high = std::min(high, most);
    }
};

struct Known {
    std::vector<Range> from_below; // Of units, from what is told of them and of those below.
    std::vector<Range> units;
    std::vector<Range> own; // Of the people who belong to a unit and to none below it.
};

class Hiding {
public:
    Hiding(std::span<const Unit> units, std::span<const std::uint32_t> counts, std::uint32_t group)
        : units_(units), counts_(counts.begin(), counts.end()), own_(counts_), group_(group),
          children_(units.size()), hidden_(units.size())
    {
        for (std::size_t i = 0; i < units.size(); ++i) {
            if (!units[i].parent) continue;
            children_[*units[i].parent].push_back(i);
            own_[*units[i].parent] -= counts_[i];
        }
        for (std::size_t i = 0; i < units.size(); ++i)
            hidden_[i] = reason(i);
        known_anyway_ = {known_anyway(true), known_anyway(false)};
    }

    // Hides one cell after the other, so that it comes to an end.
    std::vector<Hidden> hide_all()
    {
        while (hide_one(true) || hide_one(false)) {
        }
        return std::move(hidden_);
    }

private:
    Hidden reason(std::size_t unit) const
    {
        const auto parent = units_[unit].parent;
        if (counts_[unit] >= group_) return Hidden::no;
        const bool below_small = parent && hidden_[*parent] == Hidden::small;
        return counts_[unit] == 0 && !below_small ? Hidden::empty : Hidden::small;
    }

    Range told(const std::vector<Hidden>& hidden, std::size_t unit) const
    {
        const auto parent = units_[unit].parent;
        switch (hidden[unit]) {
        case Hidden::no: return {counts_[unit], counts_[unit]};
        case Hidden::empty: return {0, 0};
        case Hidden::small: return {parent && hidden[*parent] == Hidden::small ? 0 : 1, group_ - 1};
        case Hidden::complementary: return {group_, unbounded};
        }
        return {};
    }

    // That nobody belongs to a unit itself is known to everybody.
    Range told_of_own(std::size_t unit, bool insider) const
    {
        if (insider || own_[unit] == 0) return {own_[unit], own_[unit]};
        return {1, unbounded};
    }

    // A unit is the sum of its parts: from the leaves up, and from the root down again. Of a tree
    // nothing more can be concluded than that.
    Known conclude(const std::vector<Hidden>& hidden, bool insider) const
    {
        Known known;
        for (std::size_t i = 0; i < units_.size(); ++i) {
            known.units.push_back(told(hidden, i));
            known.own.push_back(told_of_own(i, insider));
        }
        for (auto i = units_.size(); i-- > 0;) {
            if (children_[i].empty()) continue;
            const auto all = sum(known, i);
            known.units[i].narrow(all.low, all.high);
        }
        known.from_below = known.units;
        for (std::size_t i = 0; i < units_.size(); ++i) {
            if (children_[i].empty()) continue;
            const auto all = sum(known, i);
            const auto whole = known.units[i];
            const auto narrow = [&](Range& part) {
                const auto before = part;
                part.narrow(whole.low - (all.high - before.high),
                            whole.high - (all.low - before.low));
            };
            narrow(known.own[i]);
            for (const auto child : children_[i])
                narrow(known.units[child]);
        }
        return known;
    }

    // What a reader would know if no number was shown: that cannot be kept from him.
    Known known_anyway(bool insider) const
    {
        auto hidden = hidden_;
        for (auto& reason : hidden) {
            if (reason == Hidden::no) reason = Hidden::complementary;
        }
        return conclude(hidden, insider);
    }

    bool is_secret(std::size_t unit) const
    {
        return hidden_[unit] == Hidden::small || hidden_[unit] == Hidden::complementary;
    }

    // Where a secret came out: one cell more is hidden.
    bool hide_one(bool insider)
    {
        const auto known = conclude(hidden_, insider);
        const auto& anyway = known_anyway_[insider ? 0 : 1];
        for (auto i = units_.size(); i-- > 0;) {
            const bool out = is_secret(i) && known.from_below[i].is_exact();
            if (out && !anyway.units[i].is_exact()) return hide_near(i, true);
        }
        for (std::size_t i = 0; i < units_.size(); ++i) {
            const bool out = is_secret(i) && known.units[i].is_exact();
            if (out && !anyway.units[i].is_exact()) return hide_near(i, false);
            const bool few = !insider && !children_[i].empty() && own_[i] > 0 && own_[i] < group_;
            if (few && known.own[i].is_exact() && !anyway.own[i].is_exact())
                return hide_near(i, true);
        }
        return false;
    }

    Range sum(const Known& known, std::size_t unit) const
    {
        auto all = known.own[unit];
        for (const auto child : children_[unit]) {
            all.low += known.units[child].low;
            all.high += known.units[child].high;
        }
        return all;
    }

    // The smallest shown cell beside the secret, below it first when that is where it came out.
    bool hide_near(std::size_t unit, bool from_below)
    {
        if (from_below && hide_smallest(children_[unit])) return true;
        for (std::optional<std::size_t> at = unit; at; at = units_[*at].parent) {
            if (hidden_[*at] == Hidden::no) return hide_cell(*at);
            const auto parent = units_[*at].parent;
            if (parent && hide_smallest(children_[*parent])) return true;
        }
        std::vector<std::size_t> all;
        for (std::size_t i = 0; i < units_.size(); ++i)
            all.push_back(i);
        return hide_smallest(all);
    }

    bool hide_smallest(const std::vector<std::size_t>& units)
    {
        std::optional<std::size_t> smallest;
        for (const auto unit : units) {
            if (hidden_[unit] != Hidden::no) continue;
            if (!smallest || counts_[unit] < counts_[*smallest]) smallest = unit;
        }
        return smallest && hide_cell(*smallest);
    }

    bool hide_cell(std::size_t unit)
    {
        hidden_[unit] = Hidden::complementary;
        return true;
    }

    std::span<const Unit> units_;
    std::vector<std::int64_t> counts_;
    std::vector<std::int64_t> own_;
    std::int64_t group_;
    std::vector<std::vector<std::size_t>> children_;
    std::vector<Hidden> hidden_;
    std::array<Known, 2> known_anyway_; // To the insider, to others.
};

} // namespace

std::vector<Hidden> hide(std::span<const Unit> units, std::span<const std::uint32_t> counts,
                         std::uint32_t group)
{
    return Hiding(units, counts, group).hide_all();
}

} // namespace competency
