// Entries about persons in little memory, chained by what they are about: what Persons answers
// from. Here is what was said when; what follows from it (merges, leaving) is in persons.hpp.
//
// A record keeps the number of its entry, not who entered it or why: that is to be found in the
// entry itself, wherever its owner keeps it.
#pragma once

#include "competency/person_entry.hpp"
#include "competency/texts.hpp"

#include <array>
#include <span>
#include <unordered_map>
#include <vector>

namespace competency {

inline constexpr std::uint32_t nothing = 0xffff'ffff;

struct Record {
    Timestamp from;
    Timestamp until = forever;
    Timestamp recorded{};
    std::uint64_t number = 0;
    std::uint32_t subject = nothing;         // A person, an identity or a unit, by `kind`.
    std::uint32_t value = nothing;           // Person, unit, parent, role or profile; description.
    std::uint32_t detail = nothing;          // A unit's title, the unit of a role.
    std::uint32_t before = nothing;          // The record before it about the same subject ...
    std::uint32_t before_of_value = nothing; // ... and the one that had the same value.
    char kind = 0;                           // said::...::kind
};

// Records that belong together, of one subject or of one value.
enum class Chain : std::uint8_t {
    holders,      // Of an identity: links and unlinks.
    descriptions, // Of a person ...
    leavings,
    memberships,
    profiles,
    roles,
    merges,      // And unmerges.
    units,       // Of a unit.
    held,        // By value: links and unlinks of a person ...
    merged_into, // ... merges into a person ...
    members,     // ... memberships of a unit ...
    children,    // ... and the units that were said to be in a unit.
    count,
};

// What somebody is called; texts by their numbers.
struct Description {
    Texts::Id number;
    Texts::Id given_name;
    Texts::Id family_name;
    Texts::Id mail;

    bool operator==(const Description&) const = default;
};

// A stretch of time from `from` to the next step's. Null: nothing holds.
struct RecordStep {
    Timestamp from;
    const Record* record;
};

using Steps = std::vector<RecordStep>;

// What holds when, of records about one subject, the oldest first.
Steps steps_of(std::span<const Record* const> records);
// The step that a time lies in; null: nothing holds.
const Record* step_at(const Steps& steps, Timestamp at);

// When a step's record is there and `is` holds for it.
template <class Is>
Intervals times_of(const Steps& steps, Is is)
{
    std::vector<Interval> pieces;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto end = i + 1 < steps.size() ? steps[i + 1].from : forever;
        if (steps[i].record && is(*steps[i].record)) pieces.push_back({steps[i].from, end});
    }
    return unite(pieces);
}

class PersonRecords {
public:
    using Index = std::uint32_t;

    // Without any rule but those that keep this consistent: all that the entry names is known.
    void add(const PersonEntry& entry);

    struct Mark {
        std::size_t records;
        std::size_t texts;
        std::size_t identities;
        std::size_t units;
    };

    Mark mark() const;
    // Forgets what was added since, and whom it made known.
    void undo(const Mark& mark);

    std::size_t size() const { return records_.size(); }

    const Record& operator[](std::size_t at) const { return records_[at]; }

    // How many records were there at a time: those before that place are what was known.
    std::size_t known(Timestamp known_at) const;

    std::vector<const Record*> history(Chain chain, Index of, std::size_t known) const;

    // The last record of a chain for which `is` holds.
    template <class Is>
    const Record* newest(Chain chain, Index of, std::size_t known, Is is) const
    {
        for (auto at = head(chain, of); at != nothing; at = before(chain, records_[at])) {
            if (at < known && is(records_[at])) return &records_[at];
        }
        return nullptr;
    }

    // Who holds the identity at a time, and from when to when who does. `value` is the person.
    const Record* holder(Index identity, Timestamp at, std::size_t known) const;
    Steps holders(Index identity, std::size_t known) const;
    // The merge that is in force. Null: the person stands by itself.
    const Record* merge(Index person, std::size_t known) const;
    // Those who are merged into this person, not those merged into them.
    std::vector<Index> merged(Index person, std::size_t known) const;

    std::optional<Index> person(PersonId id) const;
    std::optional<Index> unit(std::string_view id) const;
    std::optional<Index> identity(std::string_view text) const;
    // The person whose last description has this number.
    std::optional<Index> with_number(std::string_view number) const;

    PersonId id(Index person) const { return persons_[person]; }

    // In the order in which they became known.
    std::size_t persons() const { return persons_.size(); }

    bool is_known(Index person, std::size_t known) const { return first_[person] < known; }

    std::size_t units() const { return units_.size(); }

    std::string_view unit_id(Index unit) const { return units_[unit]; }

    std::string_view identity_text(Index identity) const { return identities_[identity]; }

    std::string_view text(Texts::Id id) const { return texts_[id]; }

    const Description& description(const Record& record) const
    {
        return descriptions_[record.value];
    }

private:
    Record record_of(const said::Link& link);
    Record record_of(const said::Unlink& unlink);
    Record record_of(const said::Merge& merge);
    Record record_of(const said::Unmerge& unmerge);
    Record record_of(const said::Person& person);
    Record record_of(const said::Left& left);
    Record record_of(const said::Unit& unit);
    Record record_of(const said::Member& member);
    Record record_of(const said::Profile& profile);
    Record record_of(const said::Role& role);

    Index head(Chain chain, Index of) const;
    static Index before(Chain chain, const Record& record);
    void unchain(const Record& record);
    // The person goes from one number to the other.
    void renumber(Index person, std::optional<Texts::Id> from, std::optional<Texts::Id> to);
    std::optional<Texts::Id> number_of(Index record) const;

    std::vector<Record> records_;
    std::vector<Description> descriptions_;
    std::array<std::vector<Index>, static_cast<std::size_t>(Chain::count)> heads_;
    std::vector<PersonId> persons_;
    std::vector<Index> first_; // Of each person: the record that made it known.
    std::unordered_map<base::Uuid, Index> by_id_;
    std::unordered_map<Texts::Id, Index> by_number_;
    Texts texts_;
    Texts identities_;
    Texts units_;
};

} // namespace competency
