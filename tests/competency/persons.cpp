#include "competency/persons.hpp"

#include "tests/competency/person_makers.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

using Ids = std::vector<PersonId>;
using Names = std::vector<std::string>;

} // namespace

BOOST_AUTO_TEST_SUITE(competency_persons)

BOOST_AUTO_TEST_CASE(whose_identity)
{
    auto told = town();
    const auto ann = identity("ann");
    told.say(5, said::Link{person(1), ann, day(2)});
    told.say(6, said::Link{person(2), ann, day(20)});
    told.say(7, said::Unlink{person(2), ann, day(30)});
    told.say(8, said::Unlink{person(1), ann, day(15)});
    const auto& persons = told.persons;

    const struct {
        const char* name;
        int at;
        int known_at;
        int who; // 0: nobody.
    } rows[] = {
        {"before it begins", 1, 9, 0},
        {"when it begins", 2, 9, 1},
        {"until it is taken", 14, 9, 1},
        {"taken", 15, 9, 0},
        {"given to another one", 20, 9, 2},
        {"before it is taken again", 29, 9, 2},
        {"taken again", 30, 9, 0},
        {"not known yet", 2, 4, 0},
        {"the first is all that is known", 40, 5, 1},
        {"the other is known", 40, 6, 2},
        {"what one has is not taken from the other", 17, 7, 1},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto who = persons.person_of(ann, day(row.at), day(row.known_at));
            BOOST_TEST((who == (row.who == 0 ? std::nullopt : std::optional(person(row.who)))));
            for (int i = 1; i <= 3; ++i)
                BOOST_TEST(
                    persons.identities_of(person(i), day(row.at), day(row.known_at)).empty() ==
                    (i != row.who));
        }
    }
    BOOST_TEST(!persons.person_of("mbox:mailto:nobody@x.example", day(5), forever));
    const std::vector<HeldIdentity> first{{ann, person(1), {day(2), day(15)}, 7}};
    const std::vector<HeldIdentity> second{{ann, person(2), {day(20), day(30)}, 8}};
    BOOST_TEST((persons.identities_of(person(1), forever) == first));
    BOOST_TEST((persons.identities_of(person(2), forever) == second));
    BOOST_TEST(persons.identities_of(person(9), forever).empty());
}

BOOST_AUTO_TEST_CASE(merging)
{
    auto told = town();
    told.say(2, said::Link{person(1), identity("a"), day(1)});
    told.say(2, said::Link{person(2), identity("b"), day(1)});
    told.say(2, said::Link{person(3), identity("c"), day(1)});
    told.say(2, said::Member{person(1), "A", day(1)});
    told.say(2, said::Member{person(2), "A1", day(1)});
    told.say(5, said::Merge{person(1), person(2)});
    told.say(6, said::Merge{person(2), person(3)});
    const auto& persons = told.persons;
    BOOST_TEST((persons.person_of(identity("a"), day(1), day(4)) == person(1)));
    BOOST_TEST((persons.person_of(identity("a"), day(1), day(5)) == person(2)));
    BOOST_TEST((persons.person_of(identity("a"), day(1), day(6)) == person(3)));
    BOOST_TEST(persons.identities_of(person(1), day(5)).size() == 2u);
    BOOST_TEST(persons.identities_of(person(3), day(6)).size() == 3u);
    BOOST_TEST((persons.all(day(5)) == Ids{person(2), person(3)}));
    BOOST_TEST((persons.standing(person(1), day(6)) == person(3)));
    BOOST_TEST(!persons.standing(person(9), forever));
    // The one that stands says where he is; of those in it he alone is counted.
    BOOST_TEST(persons.unit_of(person(1), day(1), day(4)).value() == "A");
    BOOST_TEST(persons.unit_of(person(1), day(1), day(5)).value() == "A1");
    BOOST_TEST(persons.members_of("A", day(1), day(5), Reach::direct).empty());
    BOOST_TEST(!persons.unit_of(person(1), day(1), day(6)));
    // What was said of one that is merged waits for the merge to be taken back.
    told.say(7, said::Member{person(1), "A11", day(1)});
    told.say(8, said::Unmerge{person(1)});
    BOOST_TEST(persons.unit_of(person(1), day(1), forever).value() == "A11");
    BOOST_TEST(persons.identities_of(person(3), forever).size() == 2u);
    told.say(9, said::Merge{person(1), person(3)});
    BOOST_TEST(persons.identities_of(person(3), forever).size() == 3u);
}

BOOST_AUTO_TEST_CASE(corrections_replace_from_their_time_on)
{
    auto told = town();
    told.say(2, said::Member{person(1), "A", day(10), day(50)});
    told.say(3, said::Member{person(1), "A1", day(30)});
    told.say(4, said::Member{person(1), "A", day(20), day(20)});

    const struct {
        int at;
        int known_at;
        const char* unit;
    } rows[] = {
        {9, 9, ""},    {10, 2, "A"},  {49, 2, "A"}, {50, 2, ""}, {29, 3, "A"},
        {30, 3, "A1"}, {90, 3, "A1"}, {19, 4, "A"}, {20, 4, ""}, {90, 4, ""},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.at << " known at " << row.known_at)
        {
            const auto found = told.persons.unit_of(person(1), day(row.at), day(row.known_at));
            BOOST_TEST(found.value_or("") == row.unit);
        }
    }
    told.say(5, said::Profile{person(1), "P", day(10)});
    BOOST_TEST(told.persons.profile_of(person(1), day(10), forever).value() == "P");
    BOOST_TEST(!told.persons.profile_of(person(1), day(9), forever));
    told.say(6, said::Person{person(1), "17", "Änne", "Groß", "aenne@stadt.example", day(40)});
    BOOST_TEST(told.persons.description(person(1), day(39), forever)->number == "1");
    const PersonDescription anne{"17", "Änne", "Groß", "aenne@stadt.example"};
    BOOST_TEST((told.persons.description(person(1), day(40), forever) == anne));
    BOOST_TEST((told.persons.with_number("17") == person(1)));
    BOOST_TEST(!told.persons.with_number("1"));
}

BOOST_AUTO_TEST_CASE(leaving)
{
    auto told = town();
    told.say(2, said::Member{person(1), "A", day(1)});
    told.say(2, said::Profile{person(1), "P", day(1)});
    told.say(2, said::Role{person(1), "supervisor", "A", day(1)});
    told.say(2, said::Link{person(1), identity("ann"), day(1)});
    told.say(3, said::Left{person(1), day(20), day(30)});
    const auto& persons = told.persons;
    for (const int at : {19, 20, 29, 30}) {
        BOOST_TEST_CONTEXT(at)
        {
            const bool gone = at >= 20 && at < 30;
            BOOST_TEST(persons.has_left(person(1), day(at), forever) == gone);
            BOOST_TEST(persons.unit_of(person(1), day(at), forever).has_value() == !gone);
            BOOST_TEST(persons.profile_of(person(1), day(at), forever).has_value() == !gone);
            const auto members = persons.members_of("A", day(at), forever, Reach::direct);
            BOOST_TEST(members.empty() == gone);
            const auto roles = persons.roles(forever);
            BOOST_TEST(roles.has(identity("ann"), "supervisor", day(at)) == !gone);
            BOOST_TEST(persons.person_of(identity("ann"), day(at), forever).has_value());
        }
    }
    BOOST_TEST(!persons.has_left(person(1), day(20), day(2)));
    told.say(4, said::Left{person(1), day(10), day(10)});
    BOOST_TEST(!persons.has_left(person(1), day(20), forever));
}

BOOST_AUTO_TEST_CASE(units_and_their_members)
{
    auto told = town();
    told.say(2, said::Member{person(3), "A", day(1)});
    told.say(2, said::Member{person(2), "A1", day(1)});
    told.say(2, said::Member{person(1), "A11", day(1), day(9)});
    const auto& persons = told.persons;
    const auto all_of = [&](std::string_view id, int at) {
        return persons.members_of(id, day(at), forever, Reach::with_sub_units);
    };
    BOOST_TEST((persons.members_of("A", day(1), forever, Reach::direct) == Ids{person(3)}));
    BOOST_TEST((all_of("A", 1) == Ids{person(1), person(2), person(3)}));
    BOOST_TEST((all_of("A", 9) == Ids{person(2), person(3)}));
    BOOST_TEST((all_of("A1", 1) == Ids{person(1), person(2)}));
    BOOST_TEST(all_of("B", 1).empty());
    BOOST_TEST((persons.children_of("A", day(1), forever) == Names{"A1"}));
    BOOST_TEST((persons.children_of("", day(1), forever) == Names{"A"}));
    BOOST_TEST((persons.units(day(1), forever) == Names{"A", "A1", "A11"}));
    BOOST_TEST(persons.units(day(0), forever).empty());
    BOOST_TEST((persons.unit("A1", day(1), forever) == UnitDescription{"A1", "A", "Abteilung"}));
    // Moved, and dissolved.
    told.say(3, said::Unit{"A11", "A", "Gruppe Süd", day(5)});
    told.say(4, said::Unit{"A1", "A", "Abteilung", day(7), day(7)});
    BOOST_TEST((persons.children_of("A", day(5), forever) == Names{"A1", "A11"}));
    BOOST_TEST((persons.children_of("A", day(7), forever) == Names{"A11"}));
    BOOST_TEST((all_of("A1", 5) == Ids{person(2)}));
    BOOST_TEST((all_of("A", 7) == Ids{person(1), person(3)}));
    BOOST_TEST(!persons.unit("A1", day(7), forever));
}

BOOST_AUTO_TEST_CASE(roles_of_attestors)
{
    auto told = town();
    told.say(2, said::Link{person(1), identity("ann"), day(5)});
    told.say(2, said::Link{person(1), identity("ann2"), day(1)});
    told.say(2, said::Role{person(1), "supervisor", "A", day(3), day(9)});
    told.say(3, said::Role{person(1), "supervisor", "A", day(7)});
    told.say(3, said::Role{person(1), "mentor", "", day(1)});
    const auto roles = told.persons.roles(forever);
    const std::vector<competency::Role> ann{{"mentor", "", {day(5), forever}},
                                            {"supervisor", "A", {day(5), forever}}};
    BOOST_TEST((roles.of(identity("ann")) == ann));
    BOOST_TEST(roles.has(identity("ann2"), "supervisor", day(3)));
    BOOST_TEST(!told.persons.roles(day(2)).has(identity("ann"), "supervisor", day(9)));
    // A merged person's identities have the roles of the one that stands, not its own.
    told.say(4, said::Merge{person(1), person(2)});
    told.say(5, said::Role{person(2), "supervisor", "A", day(1)});
    const auto merged = told.persons.roles(forever);
    BOOST_TEST(merged.has(identity("ann2"), "supervisor", day(2)));
    BOOST_TEST(!merged.has(identity("ann2"), "mentor", day(2)));
}

BOOST_AUTO_TEST_SUITE_END()
