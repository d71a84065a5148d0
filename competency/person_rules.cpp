#include "competency/person_rules.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "competency/explain.hpp"
#include "competency/members.hpp"

#include <algorithm>

namespace competency {
namespace {

using Index = PersonRecords::Index;

struct Piece {
    Interval during;
    Index parent; // Nothing: the unit is in none, or does not exist.
};

// A stretch of time by where the unit is in it.
std::vector<Piece> places_of(const PersonRecords& records, Index unit, Interval during)
{
    const auto steps = steps_of(records.history(Chain::units, unit, records.size()));
    std::vector<Piece> out;
    auto begin = during.begin;
    auto next = std::ranges::upper_bound(steps, begin, {}, &RecordStep::from);
    while (begin < during.end) {
        const auto* record = next == steps.begin() ? nullptr : std::prev(next)->record;
        const auto end = next == steps.end() ? during.end : std::min(next->from, during.end);
        out.push_back({{begin, end}, record ? record->value : nothing});
        begin = end;
        if (next != steps.end()) ++next;
    }
    return out;
}

struct Fault {
    std::string_view rule;
    std::string expected;
};

// Whether a unit can be put into another for a time. Every point of that time has a chain of units
// above; they are followed together for as long as they are the same.
class Placing {
public:
    Placing(const PersonRecords& records, Index unit) : records_(records), unit_(unit) {}

    std::optional<Fault> try_in(Index parent, Interval during)
    {
        above_ = {unit_};
        climb(parent, during);
        return fault_;
    }

private:
    void climb(Index parent, Interval during)
    {
        above_.push_back(parent);
        if (parent == unit_) {
            fault_ = {"cycle", "not lead back to the same unit: " + circle()};
        } else if (above_.size() > limits::unit_depth) {
            too_deep();
        } else {
            for (const auto& piece : places_of(records_, parent, during)) {
                if (fault_) break;
                if (piece.parent != nothing)
                    climb(piece.parent, piece.during);
                else if (above_.size() - 1 + height(unit_, piece.during, 1) > limits::unit_depth)
                    too_deep();
            }
        }
        above_.pop_back();
    }

    // Of the unit with those in it, where it counts as `own`.
    std::size_t height(Index unit, Interval during, std::size_t own) const
    {
        auto highest = own;
        if (own > limits::unit_depth) return own;
        std::vector<Index> below;
        for (const auto* record : records_.history(Chain::children, unit, records_.size()))
            below.push_back(record->subject);
        std::ranges::sort(below);
        const auto rest = std::ranges::unique(below);
        below.erase(rest.begin(), rest.end());
        for (const auto child : below) {
            for (const auto& piece : places_of(records_, child, during)) {
                if (piece.parent == unit)
                    highest = std::max(highest, height(child, piece.during, own + 1));
            }
        }
        return highest;
    }

    void too_deep()
    {
        fault_ = {"limit",
                  "be within " + std::to_string(limits::unit_depth) + " units, each in the next"};
    }

    std::string circle() const
    {
        std::string out;
        for (const auto unit : above_)
            out += (out.empty() ? "" : " in ") + std::string(records_.unit_id(unit));
        return out;
    }

    const PersonRecords& records_;
    Index unit_;
    std::vector<Index> above_; // The unit itself first.
    std::optional<Fault> fault_;
};

class Rules {
public:
    Rules(const PersonRecords& records, const std::string& where, base::Complaints& errors)
        : records_(records), where_(where), errors_(errors)
    {
    }

    void stamp(const EntryStamp& stamp)
    {
        if (records_.size() >= limits::register_entries)
            complain("", "limit", "", "not be one more: the register is full");
        const auto* last = records_.size() > 0 ? &records_[records_.size() - 1] : nullptr;
        const auto number = last ? last->number : 0;
        if (stamp.number <= number)
            complain("entry", "order", std::to_string(stamp.number),
                     "be above " + std::to_string(number));
        if (last && stamp.recorded < last->recorded)
            complain("recorded", "order", "", "not be earlier than " + time_text(last->recorded));
    }

    void check(const said::Link& link) { find("person", link.person); }

    void check(const said::Unlink& unlink)
    {
        const auto person = find("person", unlink.person);
        const auto identity = records_.identity(unlink.identity);
        if (!person) return;
        const auto is_his = [&](const Record& record) { return record.value == *person; };
        const auto his =
            identity ? times_of(records_.holders(*identity, records_.size()), is_his) : Intervals();
        if (his.empty() || his.back().end <= unlink.from)
            complain("agent", "reference", unlink.identity,
                     "belong to the person at or after `from`");
    }

    void check(const said::Merge& merge)
    {
        const auto person = find("person", merge.person);
        const auto into = find("into", merge.into);
        if (!person || !into) return;
        if (*person == *into)
            return complain("into", "cycle", to_string(merge.into), "be another person");
        refuse_merged("person", *person);
        refuse_merged("into", *into);
        if (height(*person) >= limits::merge_depth)
            complain("person", "limit", to_string(merge.person),
                     "have less than " + std::to_string(limits::merge_depth) +
                         " persons merged into each other");
    }

    void check(const said::Unmerge& unmerge)
    {
        const auto person = find("person", unmerge.person);
        if (person && !records_.merge(*person, records_.size()))
            complain("person", "reference", to_string(unmerge.person), "be merged into another");
    }

    void check(const said::Person& person)
    {
        const auto known = records_.person(person.person);
        if (!known && records_.persons() >= limits::persons)
            complain("person", "limit", to_string(person.person),
                     "be one of at most " + std::to_string(limits::persons) + " persons");
        const auto other = records_.with_number(person.number);
        if (other && other != known)
            complain("number", "unique", person.number,
                     "be the number of one person; " + to_string(records_.id(*other)) + " has it");
    }

    void check(const said::Left& left) { find("person", left.person); }

    void check(const said::Unit& unit)
    {
        const auto known = records_.unit(unit.unit);
        if (!known && records_.units() >= limits::units)
            complain("unit", "limit", unit.unit,
                     "be one of at most " + std::to_string(limits::units) + " units");
        if (unit.parent.empty()) return;
        if (unit.parent == unit.unit)
            return complain("parent", "cycle", unit.parent,
                            "not lead back to the same unit: " + unit.unit + " in " + unit.unit);
        const auto parent = find_unit("parent", unit.parent);
        if (!parent || unit.until <= unit.from) return;
        auto placing = Placing(records_, known.value_or(nothing));
        if (const auto fault = placing.try_in(*parent, {unit.from, unit.until}))
            complain("parent", fault->rule, unit.parent, fault->expected);
    }

    void check(const said::Member& member)
    {
        find("person", member.person);
        find_unit("unit", member.unit);
    }

    void check(const said::Profile& profile) { find("person", profile.person); }

    void check(const said::Role& role)
    {
        find("person", role.person);
        if (!role.unit.empty()) find_unit("unit", role.unit);
    }

private:
    std::optional<Index> find(std::string_view name, PersonId id)
    {
        const auto person = records_.person(id);
        if (!person) complain(name, "reference", to_string(id), "be a person that is known");
        return person;
    }

    std::optional<Index> find_unit(std::string_view name, const std::string& id)
    {
        const auto unit = records_.unit(id);
        if (!unit) complain(name, "reference", id, "be a unit that is known");
        return unit;
    }

    void refuse_merged(std::string_view name, Index person)
    {
        const auto* merge = records_.merge(person, records_.size());
        if (merge)
            complain(name, "merged", to_string(records_.id(person)),
                     "stand for itself; it is merged into " + to_string(records_.id(merge->value)));
    }

    // Persons in a row of those merged into each other, the last one counted.
    std::size_t height(Index person) const
    {
        std::size_t highest = 0;
        for (const auto below : records_.merged(person, records_.size()))
            highest = std::max(highest, height(below));
        return highest + 1;
    }

    void complain(std::string_view name, std::string_view rule, std::string_view found,
                  std::string expected)
    {
        if (errors_.size() >= limits::complaints) return;
        errors_.push_back({name.empty() ? where_ : below(where_, name), std::string(rule),
                           base::excerpt(found, limits::found_bytes), std::move(expected)});
    }

    const PersonRecords& records_;
    const std::string& where_;
    base::Complaints& errors_;
};

} // namespace

void check_next_entry(const PersonRecords& records, const PersonEntry& entry,
                      const std::string& where, base::Complaints& errors)
{
    const auto before = errors.size();
    check_person_entry(entry, where, errors);
    if (errors.size() != before) return; // What is not even well formed may name anything.
    Rules rules(records, where, errors);
    rules.stamp(entry.stamp);
    std::visit([&](const auto& said) { rules.check(said); }, entry.said);
}

} // namespace competency
