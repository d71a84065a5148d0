#include "tests/competency/person_world.hpp"

#include "competency/expiring.hpp"
#include "competency/explanation.hpp"
#include "competency/gap.hpp"
#include "competency/history.hpp"
#include "competency/recommend.hpp"
#include "tests/competency/random_world.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <span>

namespace support::kmx {
namespace {

using namespace competency;

// Before everything that happens.
const Timestamp beginning = time("2025-01-01T00:00:00Z");
const std::vector<std::string> role_names{"supervisor", "mentor", "guest"};

PersonId random_person(Random& random)
{
    return person(1 + pick(random, persons_of_a_world));
}

std::string random_identity(Random& random)
{
    return identity(people[static_cast<std::size_t>(pick(random, 3))]);
}

// The rows that are his, and the roles that their attestors had when they attested, by name.
template <class NameOf, class HasRole>
SeenPerson under_names(const std::vector<EvidenceRow>& rows, const Asked& asked, NameOf name_of,
                       HasRole has_role)
{
    SeenPerson out{{}, {}, asked};
    for (auto row : rows) {
        if (name_of(row.identity, row.t) != asked.person) continue;
        const auto attestor = row.attestor.empty() ? "" : name_of(row.attestor, row.t);
        for (const auto& role : role_names) {
            const Interval now{row.t, row.t + std::chrono::microseconds(1)};
            if (has_role(row.attestor, role, row.t)) out.roles.add(attestor, {role, "", now});
        }
        row.identity = asked.person;
        row.attestor = attestor;
        out.rows.push_back(std::move(row));
    }
    return out;
}

Asked asked_of(const PersonQuestion& question, PersonId standing)
{
    Asked out{"", question.as_of, question.known_at};
    out.person = to_string(standing);
    return out;
}

} // namespace

PersonWorld::PersonWorld(unsigned seed) : random(seed)
{
    auto document = json::parse(random_model(random)).as_object();
    add_profile(random, document);
    model = parse_model(json::serialize(document)).value();
    history = random_history(random, 60);

    Persons persons;
    const auto say = [&](Timestamp recorded, Said said) {
        if (auto told = tell(persons, recorded, std::move(said)))
            entries.push_back(std::move(*told));
    };
    for (int i = 1; i <= persons_of_a_world; ++i)
        say(beginning, said::Person{person(i), std::to_string(i), "", "", "", beginning});
    for (const auto& unit : units)
        say(beginning, said::Unit{unit, "", unit, beginning});
    for (const auto& name : people)
        say(beginning, said::Link{random_person(random), identity(name), beginning});
    std::vector<Timestamp> times;
    for (int i = 0; i < 30; ++i)
        times.push_back(random_time(random));
    std::ranges::sort(times);
    for (const auto recorded : times)
        say(recorded, random_said(random));
}

PersonQuestion PersonWorld::question() const
{
    const auto end = time(end_of_time);
    return {random_person(random), random_time(random),
            pick(random, 2) == 0 ? random_time(random) : end};
}

Said random_said(Random& random)
{
    switch (pick(random, 8)) {
    case 0: return said::Merge{random_person(random), random_person(random)};
    case 1: return said::Unmerge{random_person(random)};
    default: return random_said_from(random, beginning);
    }
}

Said random_said_from(Random& random, Timestamp earliest)
{
    const auto from = pick(random, 3) == 0 ? earliest : std::max(earliest, random_time(random));
    const auto until = pick(random, 3) == 0 ? from + std::chrono::days(40) : forever;
    const auto who = random_person(random);
    switch (pick(random, 8)) {
    case 0:
    case 1: return said::Unlink{who, random_identity(random), from};
    case 2:
    case 3: {
        const auto role = role_names[static_cast<std::size_t>(pick(random, 3))];
        return said::Role{who, role, units[static_cast<std::size_t>(pick(random, 3))], from, until};
    }
    case 4: return said::Left{who, from, until};
    default: return said::Link{who, random_identity(random), from};
    }
}

std::optional<PersonEntry> tell(Persons& persons, Timestamp recorded, Said said)
{
    auto next = entry(persons.last_number() + 1, recorded, std::move(said));
    if (!persons.append(std::span(&next, 1))) return std::nullopt;
    return next;
}

SeenPerson read_person(const Model& model, const std::vector<std::string>& statements,
                       const NaivePersons& persons, const PersonQuestion& question,
                       const Authorities& own)
{
    std::vector<EvidenceRow> rows;
    for (const auto& name : people)
        std::ranges::move(rows_of_history(model, statements, identity(name), own).value(),
                          std::back_inserter(rows));
    const auto known_at = question.known_at;
    return under_names(
        rows, asked_of(question, persons.standing(question.person, known_at)),
        [&](const std::string& who, Timestamp at) { return persons.name_of(who, at, known_at); },
        [&](const std::string& who, const std::string& role, Timestamp at) {
            return persons.has_role(who, role, at, known_at);
        });
}

City::City(const PersonWorld& world, const std::vector<Logged>& statements,
           const std::vector<PersonEntry>& entries)
    : City(world)
{
    follower.live(statements, world.random);
    for (const auto& entry : entries)
        tell(entry);
}

void City::tell(const PersonEntry& entry)
{
    BOOST_TEST(persons.append(std::span(&entry, 1)).has_value());
}

SeenPerson City::see(const PersonQuestion& question) const
{
    const auto known_at = question.known_at;
    std::set<std::string> identities;
    for (const auto& held : persons.identities_of(question.person, known_at))
        identities.insert(held.identity);
    std::vector<EvidenceRow> rows;
    for (const auto& each : identities)
        std::ranges::move(follower.engine().rows(each), std::back_inserter(rows));
    const auto roles = persons.roles(known_at);
    return under_names(
        rows, asked_of(question, persons.standing(question.person, known_at).value()),
        [&](const std::string& who, Timestamp at) {
            const auto found = persons.person_of(who, at, known_at);
            return found ? to_string(*found) : who;
        },
        [&](const std::string& who, const std::string& role, Timestamp at) {
            return roles.has(who, role, at);
        });
}

std::string all_answers(const Model& model, const SeenPerson& seen)
{
    const auto& [rows, roles, asked] = seen;
    std::string out = attainment(model, roles, rows, asked) + "\n";
    for (const auto& competency : model.competencies)
        out += explanation(model, roles, rows, asked, competency.id).value() + "\n";
    out += gap(model, roles, rows, asked, "rp").value() + "\n";
    out += recommend(model, roles, rows, asked, "rp", std::nullopt).value() + "\n";
    out += recommend(model, roles, rows, asked, "rp", Period{0, 60}).value() + "\n";
    return out + expiring(model, roles, rows, asked, Period{3, 0}) + "\n";
}

} // namespace support::kmx
