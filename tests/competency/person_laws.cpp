// The laws of the answers about persons: they are read from everything that is known, in whatever
// order it came, and nothing that happens or is told later changes a byte of them.
#include "competency/evaluate.hpp"
#include "statements/parse.hpp"
#include "tests/competency/answers.hpp"
#include "tests/competency/oracle.hpp"
#include "tests/competency/person_world.hpp"
#include "tests/competency/sources.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <iterator>

namespace {

using namespace competency;
using namespace support::kmx;

using Statements = std::vector<Logged>;
using Entries = std::vector<PersonEntry>;

const Timestamp the_end = time(end_of_time);

std::vector<PersonQuestion> of_everybody(const PersonQuestion& question)
{
    std::vector<PersonQuestion> out;
    for (int i = 1; i <= persons_of_a_world; ++i)
        out.push_back({person(i), question.as_of, question.known_at});
    return out;
}

std::string answers_of(const PersonWorld& world, const City& city, const PersonQuestion& question)
{
    return all_answers(*world.model, city.see(question));
}

// About everybody.
std::string all_answers_of(const PersonWorld& world, const City& city,
                           const PersonQuestion& question)
{
    std::string out;
    for (const auto& each : of_everybody(question))
        out += answers_of(world, city, each);
    return out;
}

template <class Wanted>
Statements only(const Statements& statements, Wanted wanted)
{
    Statements out;
    std::ranges::copy_if(statements, std::back_inserter(out), wanted);
    return out;
}

// How many levels are held, by what the rules mean and by the answer.
int compare_with_the_meaning(const PersonWorld& world, const SeenPerson& read)
{
    const auto& asked = read.asked;
    const Oracle oracle(*world.model, read.roles, read.rows, {asked.as_of, asked.known_at});
    const auto answer = json::parse(attainment(*world.model, read.roles, read.rows, asked));
    int held = 0;
    for (std::size_t i = 0; i < world.model->competencies.size(); ++i) {
        const auto level = oracle.level(i, asked.as_of);
        BOOST_TEST(answer.at("competencies").at(i).at("level").as_int64() == level);
        held += level > 0 ? 1 : 0;
    }
    return held;
}

// What is told so far, in the order of its coming.
struct Telling {
    // Nobody can be asked about who is not known.
    explicit Telling(const PersonWorld& told) : world(told), city(told)
    {
        while (std::ssize(entries) < persons_of_a_world)
            tell_next_entry();
    }

    bool is_all() const
    {
        return statements.size() == world.history.size() && entries.size() == world.entries.size();
    }

    void tell_next_entry()
    {
        entries.push_back(world.entries[entries.size()]);
        city.tell(entries.back());
    }

    void tell_next()
    {
        auto& random = world.random;
        const bool more_entries = entries.size() < world.entries.size();
        const bool more_statements = statements.size() < world.history.size();
        if (more_entries && (!more_statements || pick(random, 3) == 0)) {
            tell_next_entry();
            return;
        }
        statements.push_back(world.history[statements.size()]);
        city.follower.apply(statements.back());
        if (pick(random, 6) == 0) {
            const auto again = pick(random, static_cast<int>(statements.size()));
            city.follower.apply(statements[static_cast<std::size_t>(again)]);
        }
        city.follower.commit_at_times(random);
    }

    int compare(const PersonQuestion& question) const
    {
        const auto read = read_person(*world.model, texts_of(statements), NaivePersons(entries),
                                      question, {identity(us)});
        const auto expected = all_answers(*world.model, read);
        BOOST_TEST(answers_of(world, city, question) == expected);
        return compare_with_the_meaning(world, read);
    }

    const PersonWorld& world;
    City city;
    Statements statements;
    Entries entries;
};

// Whether the statement, or the one that it voids, is evidence of this person for the competency.
bool reaches(const PersonWorld& world, const City& city, const Logged& logged,
             const PersonQuestion& question, std::size_t competency)
{
    const auto value = statements::parse(logged.text).value();
    const auto voiding = read_void(value, logged.sequence);
    const auto statement = base::parse_uuid(std::string(value.at("id").as_string())).value();
    const Sources sources(*world.model, competency);
    const auto rows = city.see(question).rows;
    return std::ranges::any_of(rows, [&](const EvidenceRow& row) {
        return row.statement == (voiding ? voiding->target : statement) && sources.contain(row);
    });
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_person_laws)

BOOST_AUTO_TEST_CASE(the_engine_and_the_register_equal_the_naive_reading)
{
    int held = 0;
    int worlds = 0;
    in_worlds<PersonWorld>(250, [&](const PersonWorld& world) {
        Telling telling(world);
        while (!telling.is_all()) {
            telling.tell_next();
            if (pick(world.random, 40) == 0) held += telling.compare(world.question());
        }
        const auto question = world.question();
        held += telling.compare(question);
        held += telling.compare({question.person, the_end, the_end});
        ++worlds;
    });
    // Worlds in which nobody holds anything would prove nothing.
    BOOST_TEST_MESSAGE(held << " levels held");
    BOOST_TEST(held > worlds / 2);
}

BOOST_AUTO_TEST_CASE(purity_and_order)
{
    in_worlds<PersonWorld>(100, [](const PersonWorld& world) {
        const auto question = world.question();
        const City one(world, world.history, world.entries);
        const City other(world, world.history, world.entries);
        BOOST_TEST(all_answers_of(world, one, question) == all_answers_of(world, other, question));
        BOOST_TEST((one.follower.disk() == other.follower.disk()));
    });
}

// Evidence that happened after D, and links, roles and leaving that begin after it. Voids are
// knowledge, not evidence: they count from when they are known.
BOOST_AUTO_TEST_CASE(what_happens_after_d_changes_no_byte_of_the_answers_at_d)
{
    int worlds = 0;
    int differences = 0;
    in_worlds<PersonWorld>(200, [&](const PersonWorld& world) {
        const auto question = world.question();
        const auto happened = [&](const Logged& logged) {
            return logged.is_void || logged.t <= question.as_of;
        };
        const City before(world, only(world.history, happened), world.entries);
        City after(world, world.history, world.entries);
        for (int i = 0; i < 10; ++i) {
            const auto later = question.as_of + std::chrono::microseconds(1);
            tell(after.persons, the_end - std::chrono::days(1),
                 random_said_from(world.random, later));
        }
        BOOST_TEST(all_answers_of(world, after, question) ==
                   all_answers_of(world, before, question));
        const PersonQuestion late{question.person, the_end, the_end};
        differences += answers_of(world, after, late) == answers_of(world, before, late) ? 0 : 1;
        ++worlds;
    });
    BOOST_TEST(differences > worlds / 8);
}

// Statements and voids that are stored after K, however early they happened, and whatever is told
// of the persons after it, merges too.
BOOST_AUTO_TEST_CASE(what_is_recorded_after_k_changes_no_byte_of_the_answers_known_at_k)
{
    int worlds = 0;
    int differences = 0;
    in_worlds<PersonWorld>(200, [&](const PersonWorld& world) {
        auto question = world.question();
        question.known_at = random_time(world.random);
        const auto known = [&](const Logged& logged) { return logged.known <= question.known_at; };
        Entries entries;
        std::ranges::copy_if(world.entries, std::back_inserter(entries), [&](const auto& entry) {
            return entry.stamp.recorded <= question.known_at;
        });
        const City before(world, only(world.history, known), entries);
        City after(world, world.history, world.entries);
        for (int i = 0; i < 10; ++i)
            tell(after.persons, the_end - std::chrono::days(1), random_said(world.random));
        BOOST_TEST(all_answers_of(world, after, question) ==
                   all_answers_of(world, before, question));
        question.known_at = the_end;
        differences +=
            all_answers_of(world, after, question) == all_answers_of(world, before, question) ? 0
                                                                                              : 1;
        ++worlds;
    });
    BOOST_TEST(differences > worlds / 8);
}

BOOST_AUTO_TEST_CASE(a_statement_changes_only_what_it_reaches)
{
    int changes = 0;
    in_worlds<PersonWorld>(200, [&](const PersonWorld& world) {
        const auto at = pick(world.random, static_cast<int>(world.history.size()));
        const auto& one = world.history[static_cast<std::size_t>(at)];
        const auto is_another = [&](const Logged& each) { return each.sequence != one.sequence; };
        City city(world, only(world.history, is_another), world.entries);
        const auto questions = of_everybody(world.question());
        const auto ask = [&](const PersonQuestion& question) {
            const auto seen = city.see(question);
            return json::parse(attainment(*world.model, seen.roles, seen.rows, seen.asked))
                .at("competencies");
        };
        std::vector<json::value> before;
        for (const auto& question : questions)
            before.push_back(ask(question));
        city.follower.apply(one);
        for (std::size_t i = 0; i < questions.size(); ++i) {
            const auto after = ask(questions[i]);
            for (std::size_t c = 0; c < world.model->competencies.size(); ++c) {
                if (after.at(c) == before[i].at(c)) continue;
                ++changes;
                BOOST_TEST(reaches(world, city, one, questions[i], c));
            }
        }
    });
    BOOST_TEST(changes > 0);
}

BOOST_AUTO_TEST_CASE(merging_and_taking_it_back_changes_no_byte)
{
    int differences = 0;
    in_worlds<PersonWorld>(150, [&](const PersonWorld& world) {
        City city(world, world.history, world.entries);
        const PersonQuestion now{{}, random_time(world.random), the_end};
        const PersonQuestion then{{}, now.as_of, the_end - std::chrono::days(3)};
        const auto before = all_answers_of(world, city, now);
        const auto known = all_answers_of(world, city, then);
        const auto first = pick(world.random, persons_of_a_world);
        const auto who = person(1 + first);
        const auto into = person(1 + (first + 1) % persons_of_a_world);
        if (!tell(city.persons, the_end - std::chrono::days(2), said::Merge{who, into})) return;
        const PersonQuestion his{who, now.as_of, now.known_at};
        const PersonQuestion theirs{into, now.as_of, now.known_at};
        BOOST_TEST(answers_of(world, city, his) == answers_of(world, city, theirs));
        BOOST_TEST(all_answers_of(world, city, then) == known);
        differences += all_answers_of(world, city, now) == before ? 0 : 1;
        const auto back = tell(city.persons, the_end - std::chrono::days(2), said::Unmerge{who});
        BOOST_TEST(back.has_value());
        BOOST_TEST(all_answers_of(world, city, now) == before);
    });
    BOOST_TEST(differences > 0);
}

BOOST_AUTO_TEST_SUITE_END()
