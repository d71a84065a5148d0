// Random histories of entries against a model that answers by reading all of them.
#include "competency/persons.hpp"
#include "tests/competency/naive_persons.hpp"
#include "tests/competency/rounds.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>

namespace {

using namespace competency;
using namespace support::kmx;

constexpr int people = 5;
constexpr int days = 12;
constexpr int records = 60;
const std::vector<std::string> names{"a", "b", "c"};

class World {
public:
    explicit World(unsigned seed) : random_(seed)
    {
        for (int i = 1; i <= people; ++i)
            add(0, named(i, std::to_string(i), 0));
        for (const auto& unit : units)
            add(0, said::Unit{unit, "", unit, day(0)});
        for (int i = 0; i < records; ++i)
            add(std::min(i * days / records + pick(2), days), anything());
    }

    int pick(int below) { return std::uniform_int_distribution<>(0, below - 1)(random_); }

    // What the rules refuse is left out.
    void add(int on, Said said)
    {
        recorded_ = std::max(recorded_, on);
        const std::vector<PersonEntry> next{
            entry(persons.last_number() + 1, day(recorded_), std::move(said))};
        if (persons.append(next)) entries.insert(entries.end(), next.begin(), next.end());
    }

    Said anything()
    {
        const auto who = person(1 + pick(people));
        const auto other = person(1 + pick(people));
        const auto ident = identity(names[static_cast<std::size_t>(pick(3))]);
        const auto unit = units[static_cast<std::size_t>(pick(3))];
        const auto outer = units[static_cast<std::size_t>(pick(3))];
        const auto from = day(pick(days));
        const auto until = pick(3) == 0 ? from + std::chrono::days(pick(5)) : forever;
        switch (pick(10)) {
        case 0:
        case 1: return said::Link{who, ident, from};
        case 2:
        case 3: return said::Unlink{who, ident, from};
        case 4: return said::Merge{who, other};
        case 5: return said::Unmerge{who};
        case 6: return said::Left{who, from, until};
        case 7: return said::Role{who, pick(2) == 0 ? "boss" : "mentor", unit, from, until};
        case 8: return said::Unit{unit, pick(3) == 0 ? "" : outer, unit, from, until};
        default: return said::Member{who, unit, from, until};
        }
    }

    Persons persons;
    std::vector<PersonEntry> entries;

private:
    std::mt19937 random_;
    int recorded_ = 0;
};

// All that there is to ask about one moment, as one text.
std::string answers(const Persons& persons, int at, int known)
{
    std::string out;
    for (const auto& name : names) {
        const auto who = persons.person_of(identity(name), day(at), day(known));
        out += name + (who ? to_string(*who) : "-") + "\n";
    }
    for (int i = 1; i <= people; ++i) {
        for (const auto& held : persons.identities_of(person(i), day(known)))
            out += held.identity + to_string(held.person) + base::to_string(held.during.begin);
        out += persons.unit_of(person(i), day(at), day(known)).value_or("-") + "\n";
    }
    for (const auto& unit : units) {
        for (const auto who : persons.members_of(unit, day(at), day(known), Reach::with_sub_units))
            out += to_string(who);
        out += "\n";
    }
    const auto roles = persons.roles(day(known));
    for (const auto& name : names) {
        for (const auto& role : roles.of(identity(name)))
            out += role.name + role.unit + base::to_string(role.during.begin);
        out += "\n";
    }
    for (const auto who : persons.all(day(known)))
        out += to_string(who);
    return out;
}

std::string all_answers(const Persons& persons, int known_to)
{
    std::string out;
    for (int known = 0; known <= known_to; ++known) {
        for (int at = 0; at < days; at += 3)
            out += answers(persons, at, known);
    }
    return out;
}

void check_identities(const Persons& persons, const NaivePersons& naive, Timestamp at,
                      Timestamp known)
{
    std::vector<std::vector<std::string>> held(people + 1);
    for (const auto& name : names) {
        const auto linked = naive.holder(identity(name), at, known);
        const auto who = linked ? std::optional(naive.standing(*linked, known)) : std::nullopt;
        BOOST_TEST((persons.person_of(identity(name), at, known) == who));
        for (int i = 1; i <= people && linked; ++i) {
            if (naive.standing(person(i), known) == *who)
                held[static_cast<std::size_t>(i)].push_back(identity(name));
        }
    }
    for (int i = 1; i <= people; ++i) {
        std::vector<std::string> found;
        for (const auto& one : persons.identities_of(person(i), at, known))
            found.push_back(one.identity);
        BOOST_TEST((found == held[static_cast<std::size_t>(i)]));
    }
}

void check_units(const Persons& persons, const NaivePersons& naive, Timestamp at, Timestamp known)
{
    for (const auto& unit : units) {
        std::vector<PersonId> direct;
        std::vector<PersonId> within;
        for (int i = 1; i <= people; ++i) {
            if (naive.standing(person(i), known) != person(i)) continue;
            const auto his = naive.unit_of(person(i), at, known);
            if (his == unit) direct.push_back(person(i));
            if (!his.empty() && naive.is_within(his, unit, at, known)) within.push_back(person(i));
        }
        BOOST_TEST((persons.members_of(unit, at, known, Reach::direct) == direct));
        BOOST_TEST((persons.members_of(unit, at, known, Reach::with_sub_units) == within));
        const auto found = persons.unit(unit, at, known);
        BOOST_TEST(found.has_value() == naive.exists(unit, at, known));
        BOOST_TEST((found ? found->parent : "") == naive.parent_of(unit, at, known));
    }
    for (int i = 1; i <= people; ++i) {
        BOOST_TEST(persons.unit_of(person(i), at, known).value_or("") ==
                   naive.unit_of(person(i), at, known));
        BOOST_TEST((persons.standing(person(i), known) == naive.standing(person(i), known)));
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_persons_random)

BOOST_AUTO_TEST_CASE(as_the_naive_model_says)
{
    in_worlds<World>(300, [](World& world) {
        const NaivePersons naive(world.entries);
        for (int round = 0; round < 25; ++round) {
            const auto at = day(world.pick(days + 2));
            const auto known = day(world.pick(days + 2));
            check_identities(world.persons, naive, at, known);
            check_units(world.persons, naive, at, known);
            const auto roles = world.persons.roles(known);
            for (const auto& name : names) {
                for (const std::string role : {"boss", "mentor"})
                    BOOST_TEST(roles.has(identity(name), role, at) ==
                               naive.has_role(identity(name), role, at, known));
            }
        }
    });
}

BOOST_AUTO_TEST_CASE(what_was_known_stays)
{
    in_worlds<World>(100, [](World& world) {
        const auto before = all_answers(world.persons, days);
        for (int i = 0; i < 20; ++i)
            world.add(days + 1 + i % 3, world.anything());
        BOOST_TEST((all_answers(world.persons, days) == before));
    });
}

BOOST_AUTO_TEST_CASE(merging_and_taking_it_back_is_nothing)
{
    in_worlds<World>(100, [](World& world) {
        auto& persons = world.persons;
        const auto before = answers(persons, 5, days + 5);
        const auto entries = persons.entries();
        world.add(days, said::Merge{person(1), person(2)});
        if (persons.entries() == entries) return; // One of them is merged already.
        BOOST_TEST((answers(persons, 5, days + 5) != before));
        world.add(days, said::Unmerge{person(1)});
        BOOST_TEST((answers(persons, 5, days + 5) == before));
    });
}

// One by one, in one call, and in calls of which some are refused.
BOOST_AUTO_TEST_CASE(however_it_is_cut)
{
    in_worlds<World>(100, [](World& world) {
        const auto expected = all_answers(world.persons, days);
        Persons at_once;
        BOOST_TEST(at_once.append(world.entries).has_value());
        BOOST_TEST((all_answers(at_once, days) == expected));

        Persons in_pieces;
        for (std::size_t at = 0; at < world.entries.size();) {
            const auto size = std::min<std::size_t>(1 + static_cast<std::size_t>(world.pick(9)),
                                                    world.entries.size() - at);
            const auto first = world.entries.begin() + static_cast<std::ptrdiff_t>(at);
            std::vector<PersonEntry> piece(first, first + static_cast<std::ptrdiff_t>(size));
            piece.push_back(piece.back()); // Not above the number before it.
            BOOST_TEST(in_pieces.append(piece).has_error());
            piece.pop_back();
            BOOST_TEST(in_pieces.append(piece).has_value());
            at += size;
        }
        BOOST_TEST((all_answers(in_pieces, days) == expected));
    });
}

BOOST_AUTO_TEST_SUITE_END()
