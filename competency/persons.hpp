// The persons of one tenant: a fold over the entries about them (person_entry.hpp), a value. All
// answers are functions of the entries and of two times: `at` is when something holds, `known_at`
// looks only at what was recorded by then. As times of recording ascend, nothing that is appended
// later changes an answer about what was known before.
//
// Which evidence is whose: that of a statement whose agent the person is at the statement's own
// time t(s), not at the time that is asked about. So an address that is given to somebody else
// takes no evidence along, and what is seen at D does not depend on links that begin behind D.
//
// Merged persons: the evidence of all of them is that of the one into which they were merged, who
// stands for them; nothing is moved, so that taking the merge back leaves no trace. Descriptions,
// units, profiles, roles and leaving are told of the one that stands and of nobody else; questions
// about one that is merged are answered about that one.
//
// Who has left is in no unit and has no profile and no role from then on. The identities stay:
// statements may still come in, and evidence is kept.
//
// Threads: the const functions from any, appending from one while no other function runs. Answers
// own what they hold. Look-ups take O(log n) and the number of entries about the same subject.
#pragma once

#include "competency/person_records.hpp"
#include "competency/roles.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace competency {

// An agent that a person is for a time.
struct HeldIdentity {
    std::string identity;
    PersonId person; // As linked: of merged persons, which one.
    Interval during;
    std::uint64_t entry = 0; // The number of the link.

    bool operator==(const HeldIdentity&) const = default;
};

struct PersonDescription {
    std::string number;
    std::string given_name;
    std::string family_name;
    std::string mail;

    bool operator==(const PersonDescription&) const = default;
};

struct UnitDescription {
    std::string id;
    std::string parent; // Empty: none.
    std::string name;

    bool operator==(const UnitDescription&) const = default;
};

// Something with the end of the time in which it holds without a break.
struct HeldUntil {
    std::string value;
    Timestamp until;

    bool operator==(const HeldUntil&) const = default;
};

struct HeldRole {
    std::string role;
    std::string unit;
    Timestamp until;

    bool operator==(const HeldRole&) const = default;
};

// What was said of one person at a time, merges and leaving aside: for comparing with another
// source.
struct PersonFacts {
    std::optional<PersonDescription> description;
    std::optional<HeldUntil> unit;
    std::optional<HeldUntil> profile;
    std::vector<HeldRole> roles; // By role, then unit.
    Intervals left;              // Of all time.
};

enum class Reach { direct, with_sub_units };

class Persons {
public:
    // All of them or, with any complaint, none: `where` is "/3/unit", 3 being the entry's index.
    // Beyond what check_person_entry() says: numbers ascend and times do not descend; what an entry
    // names is known by the entries before it; a number is in use for one person; units are in no
    // circle and at most limits::unit_depth deep; nobody is merged twice, or into somebody who is;
    // an unlink takes something. too_large: over limits::person_entries or ::register_entries.
    base::Result<> append(std::span<const PersonEntry> entries);

    std::size_t entries() const { return records_.size(); }

    // What the next entry must be above, and may not be before. Nothing: no entry.
    std::uint64_t last_number() const;
    std::optional<Timestamp> last_recorded() const;

    // Who has this identity, standing for those merged into him.
    std::optional<PersonId> person_of(std::string_view identity, Timestamp at,
                                      Timestamp known_at) const;
    // Also of those merged into the person; by identity, then time.
    std::vector<HeldIdentity> identities_of(PersonId person, Timestamp known_at) const;
    std::vector<HeldIdentity> identities_of(PersonId person, Timestamp at,
                                            Timestamp known_at) const;

    // It was ever linked to somebody.
    bool knows_identity(std::string_view identity) const;

    // Who stands for this person: the person itself when it is not merged. Empty: not known.
    std::optional<PersonId> standing(PersonId person, Timestamp known_at) const;
    // All who stand, in the order in which they became known.
    std::vector<PersonId> all(Timestamp known_at) const;
    std::optional<PersonId> with_number(std::string_view number) const; // In use now.

    std::optional<PersonDescription> description(PersonId person, Timestamp at,
                                                 Timestamp known_at) const;
    bool has_left(PersonId person, Timestamp at, Timestamp known_at) const;
    std::optional<std::string> unit_of(PersonId person, Timestamp at, Timestamp known_at) const;
    std::optional<std::string> profile_of(PersonId person, Timestamp at, Timestamp known_at) const;
    // Of those who stand, by id.
    std::vector<PersonId> members_of(std::string_view unit, Timestamp at, Timestamp known_at,
                                     Reach reach) const;
    // Of everybody, under each identity while it is his: what attestations are judged by.
    Roles roles(Timestamp known_at) const;

    // Empty: not known, or it does not exist then.
    std::optional<UnitDescription> unit(std::string_view id, Timestamp at,
                                        Timestamp known_at) const;
    // Those that exist, by id. Units that are in none: the children of "".
    std::vector<std::string> units(Timestamp at, Timestamp known_at) const;
    std::vector<std::string> children_of(std::string_view unit, Timestamp at,
                                         Timestamp known_at) const;

    PersonFacts facts(PersonId person, Timestamp at) const; // As known now.

private:
    using Index = PersonRecords::Index;

    std::optional<Index> standing_index(PersonId person, std::size_t known) const;
    Index root_of(Index person, std::size_t known) const;
    // The person and all those merged into it.
    std::vector<Index> group_of(Index person, std::size_t known) const;
    const Record* at(Chain chain, Index of, Timestamp at, std::size_t known) const;
    const Record* while_employed(Chain chain, PersonId person, Timestamp at,
                                 std::size_t known) const;
    Intervals left(Index person, std::size_t known) const;
    std::string parent_of(const Record& unit) const;

    PersonRecords records_;
};

} // namespace competency
