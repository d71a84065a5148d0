// Random worlds of persons who have several identities, give them on to others, are merged and
// taken apart again: a model with a role profile, statements, and what is told of the persons.
#pragma once

#include "competency/heading.hpp"
#include "competency/persons.hpp"
#include "tests/competency/follower.hpp"
#include "tests/competency/naive_persons.hpp"
#include "tests/competency/rounds.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace support::kmx {

inline constexpr int persons_of_a_world = 4; // person(1), person(2), ...

struct PersonQuestion {
    PersonId person;
    Timestamp as_of;
    Timestamp known_at;
};

struct PersonWorld {
    explicit PersonWorld(unsigned seed);

    PersonQuestion question() const;

    mutable Random random;
    std::shared_ptr<const competency::Model> model; // With the profile "rp".
    std::vector<Logged> history;
    std::vector<PersonEntry> entries;
};

// What a register may or may not take.
Said random_said(Random& random);
// The same of what begins at this time or later.
Said random_said_from(Random& random, Timestamp earliest);

// Appends what is said then. Empty: the register refuses it.
std::optional<PersonEntry> tell(competency::Persons& persons, Timestamp recorded, Said said);

// What all answers about a person are computed from: evidence and roles under the one name.
struct SeenPerson {
    std::vector<competency::EvidenceRow> rows;
    competency::Roles roles;
    competency::Asked asked;
};

// By reading everything that there is. `own` are the authorities of the system itself.
SeenPerson read_person(const competency::Model& model, const std::vector<std::string>& statements,
                       const NaivePersons& persons, const PersonQuestion& question,
                       const competency::Authorities& own);

// The engine and the register, which are told one thing after the other.
class City {
public:
    explicit City(const PersonWorld& world) : follower(world.model) {}

    City(const PersonWorld& world, const std::vector<Logged>& statements,
         const std::vector<PersonEntry>& entries);

    void tell(const PersonEntry& entry);
    SeenPerson see(const PersonQuestion& question) const;

    Follower follower;
    competency::Persons persons;
};

// All that is answered about a person but the timeline, which looks past the moment: one line each.
std::string all_answers(const competency::Model& model, const SeenPerson& seen);

} // namespace support::kmx
