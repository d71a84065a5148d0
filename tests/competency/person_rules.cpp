#include "base/limits.hpp"
#include "tests/competency/person_makers.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

using Ids = std::vector<PersonId>;
using Names = std::vector<std::string>;

std::string unit(int number)
{
    return "U" + std::to_string(number);
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_person_rules)

BOOST_AUTO_TEST_CASE(what_is_refused)
{
    const auto ann = identity("ann");

    const struct {
        const char* name;
        Said said;
        const char* complaint; // Empty: accepted.
    } rows[] = {
        {"a link", said::Link{person(3), ann, day(1)}, ""},
        {"a link of nobody known", said::Link{person(4), ann, day(1)}, "person reference"},
        {"a link of no identity", said::Link{person(3), "ann", day(1)}, "agent agent"},
        {"an unlink", said::Unlink{person(1), ann, day(3)}, ""},
        {"an unlink when it is over", said::Unlink{person(1), ann, day(5)}, "agent reference"},
        {"an unlink of another one", said::Unlink{person(3), ann, day(1)}, "agent reference"},
        {"an unlink of nothing", said::Unlink{person(1), identity("x"), day(1)}, "agent reference"},
        {"a merge", said::Merge{person(1), person(3)}, ""},
        {"a merge of nobody known", said::Merge{person(4), person(3)}, "person reference"},
        {"a merge into nobody known", said::Merge{person(3), person(4)}, "into reference"},
        {"a merge into itself", said::Merge{person(3), person(3)}, "into cycle"},
        {"a merge of one merged", said::Merge{person(2), person(3)}, "person merged"},
        {"a merge into one merged", said::Merge{person(3), person(2)}, "into merged"},
        {"a merge in a circle", said::Merge{person(1), person(2)}, "into merged"},
        {"an unmerge", said::Unmerge{person(2)}, ""},
        {"an unmerge of one not merged", said::Unmerge{person(1)}, "person reference"},
        {"a new person", named(4, "4"), ""},
        {"a new person without number", named(4, ""), ""},
        {"a number in use", named(4, "3"), "number unique"},
        {"its own number", named(3, "3", 9), ""},
        {"a unit", said::Unit{"B", "A11", "B", day(1)}, ""},
        {"a unit in none known", said::Unit{"B", "C", "B", day(1)}, "parent reference"},
        {"a unit in itself", said::Unit{"A", "A", "A", day(1)}, "parent cycle"},
        {"units in a circle", said::Unit{"A", "A11", "A", day(1)}, "parent cycle"},
        {"in a circle when another has gone", said::Unit{"A", "A11", "A", day(50), day(60)}, ""},
        {"in a circle before it has gone", said::Unit{"A", "A11", "A", day(49)}, "parent cycle"},
        {"a member", said::Member{person(1), "A", day(1)}, ""},
        {"a member of no unit known", said::Member{person(1), "C", day(1)}, "unit reference"},
        {"nobody known is member", said::Member{person(4), "A", day(1)}, "person reference"},
        {"a profile of nobody known", said::Profile{person(4), "P", day(1)}, "person reference"},
        {"nobody known leaves", said::Left{person(4), day(1)}, "person reference"},
        {"a role", said::Role{person(1), "mentor", "", day(1)}, ""},
        {"a role of nobody known", said::Role{person(4), "mentor", "", day(1)}, "person reference"},
        {"a role in no unit known", said::Role{person(1), "mentor", "C", day(1)}, "unit reference"},
        {"a role without name", said::Role{person(1), "", "A", day(1)}, "role required"},
        {"a time before all", said::Left{person(1), Timestamp::min()}, "from range"},
        {"an end behind all", said::Left{person(1), day(1), forever - std::chrono::days(1)},
         "until range"},
        {"bytes", said::Profile{person(1), "\xff", day(1)}, "profile text"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            auto told = town();
            told.say(2, said::Link{person(1), ann, day(1)});
            told.say(2, said::Link{person(2), ann, day(5)});
            told.say(2, said::Merge{person(2), person(1)});
            told.say(2, said::Unit{"A1", "A", "Abteilung", day(1), day(50)});
            const auto before = told.persons.entries();
            BOOST_TEST(Told::complaint(told.try_say(3, row.said)) == row.complaint);
            const bool accepted = std::string_view(row.complaint).empty();
            BOOST_TEST(told.persons.entries() == before + (accepted ? 1 : 0));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_circle_is_named)
{
    auto told = town();
    const auto result = told.try_say(2, said::Unit{"A", "A11", "Amt", day(1)});
    BOOST_TEST(result.error().complaints.at(0).expected ==
               "not lead back to the same unit: A in A11 in A1 in A");
}

BOOST_AUTO_TEST_CASE(stamps_ascend)
{
    const struct {
        const char* name;
        std::uint64_t number;
        int recorded;
        const char* complaint;
    } rows[] = {
        {"the next", 8, 5, ""},
        {"later with a gap", 20, 6, ""},
        {"the same number", 7, 6, "entry order"},
        {"an earlier time", 8, 4, "recorded order"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            auto told = town();
            told.say(5, named(8, "8"));
            BOOST_TEST(told.persons.last_number() == 7u);
            BOOST_TEST((told.persons.last_recorded() == day(5)));
            const std::vector<PersonEntry> next{entry(row.number, day(row.recorded), named(9, ""))};
            BOOST_TEST(Told::complaint(told.persons.append(next)) == row.complaint);
        }
    }
    Persons none;
    BOOST_TEST(!none.last_recorded());
    const std::vector<PersonEntry> zero{entry(0, day(1), named(9, ""))};
    BOOST_TEST(Told::complaint(none.append(zero)) == "entry order");
}

// What one bad entry among good ones takes along: all of them, without a trace.
BOOST_AUTO_TEST_CASE(all_or_nothing)
{
    auto told = town();
    told.say(2, said::Link{person(1), identity("ann"), day(1)});
    std::vector<PersonEntry> entries{
        entry(100, day(3), named(7, "7")),
        entry(101, day(3), named(1, "1111")),
        entry(102, day(3), said::Link{person(7), identity("ann"), day(1)}),
        entry(103, day(3), said::Link{person(7), identity("new"), day(1)}),
        entry(104, day(3), said::Unit{"N", "A", "Neu", day(1)}),
        entry(105, day(3), said::Member{person(7), "N", day(1)}),
        entry(106, day(3), said::Merge{person(2), person(7)}),
        entry(107, day(3), said::Member{person(8), "N", day(1)}),
    };
    const auto refused = told.persons.append(entries);
    BOOST_TEST_REQUIRE(refused.has_error());
    BOOST_TEST_REQUIRE(refused.error().complaints.size() == 1u);
    BOOST_TEST(refused.error().complaints[0].where == "/7/person");
    BOOST_TEST(refused.error().complaints[0].found == to_string(person(8)));
    const auto& persons = told.persons;
    BOOST_TEST(persons.last_number() == 7u);
    BOOST_TEST((persons.person_of(identity("ann"), day(1), forever) == person(1)));
    BOOST_TEST(!persons.person_of(identity("new"), day(1), forever));
    BOOST_TEST(!persons.standing(person(7), forever));
    BOOST_TEST((persons.standing(person(2), forever) == person(2)));
    BOOST_TEST(persons.all(forever).size() == 3u);
    BOOST_TEST((persons.with_number("1") == person(1)));
    BOOST_TEST(!persons.with_number("1111"));
    BOOST_TEST((persons.children_of("A", day(1), forever) == Names{"A1"}));
    BOOST_TEST(!persons.unit("N", day(1), forever));
    entries.pop_back();
    BOOST_TEST(told.persons.append(entries).has_value());
    BOOST_TEST((persons.members_of("N", day(1), forever, Reach::direct) == Ids{person(7)}));
    BOOST_TEST((persons.person_of(identity("ann"), day(1), forever) == person(7)));
}

BOOST_AUTO_TEST_CASE(how_deep_units_may_be)
{
    const auto depth = static_cast<int>(limits::unit_depth);
    Told told;
    told.say(1, said::Unit{unit(1), "", "1", day(1)});
    for (int i = 2; i <= depth; ++i)
        told.say(1, said::Unit{unit(i), unit(i - 1), "n", day(1)});
    const auto put = [&](const std::string& id, const std::string& parent) {
        return Told::complaint(told.try_say(1, said::Unit{id, parent, "n", day(1)}));
    };
    BOOST_TEST(put("below", unit(depth)) == "parent limit");
    BOOST_TEST(put("beside", unit(depth - 1)) == "");
    // As much from above.
    BOOST_TEST(put("top", "") == "");
    BOOST_TEST(put(unit(1), "top") == "parent limit");
    BOOST_TEST(put(unit(2), "top") == "");
}

BOOST_AUTO_TEST_CASE(how_many_persons_may_be_one)
{
    const auto depth = static_cast<int>(limits::merge_depth);
    Told told;
    for (int i = 0; i <= depth; ++i)
        told.say(1, named(i + 1, ""));
    for (int i = 1; i < depth; ++i)
        told.say(1, said::Merge{person(i), person(i + 1)});
    const auto next = told.try_say(1, said::Merge{person(depth), person(depth + 1)});
    BOOST_TEST(Told::complaint(next) == "person limit");
    told.say(1, said::Unmerge{person(1)});
    told.say(1, said::Merge{person(depth), person(depth + 1)});
}

BOOST_AUTO_TEST_CASE(how_many_persons_and_units_there_may_be)
{
    Persons persons;
    constexpr std::size_t piece = 50'000;
    std::vector<PersonEntry> entries;
    const auto add = [&](Said said) {
        const auto number = persons.last_number() + entries.size() + 1;
        entries.push_back(entry(number, day(1), std::move(said)));
    };
    const auto append = [&] {
        const auto result = persons.append(std::exchange(entries, {}));
        return Told::complaint(result);
    };
    for (std::size_t i = 1; i <= limits::persons; ++i) {
        add(named(static_cast<int>(i), ""));
        if (i % piece == 0) BOOST_TEST_REQUIRE(append() == "");
    }
    add(named(static_cast<int>(limits::persons) + 1, ""));
    BOOST_TEST(append() == "person limit");
    add(named(1, "1"));
    BOOST_TEST(append() == "");
    for (std::size_t i = 1; i <= limits::units; ++i) {
        add(said::Unit{unit(static_cast<int>(i)), "", "n", day(1)});
        if (i % piece == 0) BOOST_TEST_REQUIRE(append() == "");
    }
    add(said::Unit{unit(static_cast<int>(limits::units) + 1), "", "n", day(1)});
    BOOST_TEST(append() == "unit limit");
    add(said::Unit{unit(1), unit(2), "n", day(1)});
    BOOST_TEST(append() == "");
}

BOOST_AUTO_TEST_CASE(how_much_is_taken_at_once)
{
    const std::vector<PersonEntry> entries(limits::person_entries + 1);
    Persons persons;
    const auto too_many = persons.append(entries);
    BOOST_TEST((too_many.error().kind == base::ErrorKind::too_large));
    const auto just_not = persons.append(std::span(entries).first(limits::person_entries));
    BOOST_TEST((just_not.error().kind == base::ErrorKind::invalid)); // They are looked at.
}

BOOST_AUTO_TEST_CASE(not_more_complaints_than_one_reads)
{
    Persons persons;
    std::vector<PersonEntry> entries;
    for (std::uint64_t i = 1; i <= limits::complaints + 1; ++i)
        entries.push_back(entry(i, day(1), said::Left{person(1), day(1)}));
    BOOST_TEST(persons.append(entries).error().complaints.size() == limits::complaints);
}

BOOST_AUTO_TEST_SUITE_END()
