// What is seen of persons over a store, a register and a follower, against a reading of the whole
// log and of all that was ever told of the persons.
#include "lrs/persons/person_view.hpp"
#include "storage/memory/memory_storage.hpp"
#include "tests/competency/answers.hpp"
#include "tests/competency/person_world.hpp"
#include "tests/lrs/followed.hpp"
#include "tests/support/manual_clock.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace json = boost::json;

using namespace competency;
using namespace support::kmx;

const auto tenant = lrs::default_tenant;

struct Town {
    explicit Town(std::shared_ptr<const Model> kmx) : model(std::move(kmx))
    {
        clock.set(time("2000-01-01T00:00:00Z")); // Before everything that will be put.
        persons.start().value();
        persons.on_roles([this](const Roles& roles) { follower.set_roles(roles); });
        follower.start().value();
        follower.set_model(model->document).value();
    }

    // At the time that it names. What the store refuses, such as the void of a void, is left out.
    void put(const std::string& text)
    {
        const auto value = json::parse(text);
        clock.set(time(std::string(value.at("stored").as_string())));
        const auto authority = json::serialize(value.at("authority"));
        auto batch = statements::prepare(text, {.version = statements::Version::v2_0_0,
                                                .authority = authority,
                                                .key = store->statements().key(),
                                                .new_id = [] { return base::Uuid{}; }});
        const auto stored = store->statements().put(tenant, std::move(batch).value());
        refused += stored ? 0 : 1;
    }

    void tell(const PersonEntry& entry)
    {
        entries.push_back(entry);
        const std::vector<PersonEntry> made{entry};
        persons.add("hr", [&](const Persons&, const EntryStamp&) { return made; }).value();
    }

    std::vector<std::string> log() const
    {
        std::vector<std::string> out;
        for (auto& entry : store->log().read(tenant, 0, 1'000'000).value())
            out.push_back(std::move(entry.text));
        return out;
    }

    void compare(const PersonQuestion& question)
    {
        const auto seen =
            lrs::see_person(persons, follower, question.person, {question.as_of, question.known_at})
                .value();
        auto read = read_person(*model, log(), NaivePersons(entries), question, {});
        read.asked.watermark = seen.asked.watermark;
        BOOST_TEST(all_answers(*model, {seen.rows, *seen.roles, seen.asked}) ==
                   all_answers(*model, read));
    }

    std::shared_ptr<const Model> model;
    support::ManualClock clock;
    std::unique_ptr<storage::Storage> store = storage::memory::open({clock.clock(), {}});
    std::ostringstream told;
    lrs::Journal journal{told};
    lrs::PersonRegister persons{*store, tenant};
    lrs::CompetencyFollower follower{*store, tenant, journal};
    std::vector<PersonEntry> entries;
    int refused = 0;
};

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_person_views)

BOOST_AUTO_TEST_CASE(random_persons_are_seen_as_they_are_read)
{
    int statements = 0;
    int refused = 0;
    in_worlds<PersonWorld>(15, [&](const PersonWorld& world) {
        Town town(world.model);
        auto told = world.entries.begin();
        for (const auto& logged : world.history) {
            town.put(logged.text);
            ++statements;
            for (int more = pick(world.random, 3); more > 0 && told != world.entries.end(); --more)
                town.tell(*told++);
            if (pick(world.random, 20) == 0 && !town.entries.empty())
                town.compare({person(1), random_time(world.random), time(end_of_time)});
        }
        while (told != world.entries.end())
            town.tell(*told++);
        for (int i = 1; i <= persons_of_a_world; ++i) {
            town.compare({person(i), random_time(world.random), random_time(world.random)});
            town.compare({person(i), time(end_of_time), time(end_of_time)});
        }
        refused += town.refused;
    });
    BOOST_TEST(refused * 10 < statements);
}

// Who attested under an address that was given on since attested by the roles that he had himself.
BOOST_AUTO_TEST_CASE(a_new_bearer_of_an_address_lends_nobody_his_roles)
{
    const auto by = [](std::string_view who) {
        return R"({"context": {"instructor": )" + json::serialize(agent(who)) + "}}";
    };
    ModelMaker maker;
    maker.competency("C").evidence("e", R"({"kind": "attestation", "attestor": "instructor",
        "match": {"object": ["https://x.example/e"], "attestorRole": ["supervisor"]}})");
    const auto model = maker.rule("C", 1, R"({"ev": "e"})").model();
    const auto level = [&](const std::vector<std::string>& statements) {
        Town town(model);
        const auto say = [&](Said said) {
            town.tell(entry(town.entries.size() + 1, day(1), std::move(said)));
        };
        for (int i = 1; i <= 3; ++i)
            say(named(i, std::to_string(i)));
        say(said::Unit{"U", "", "U", day(1)});
        say(said::Link{person(1), identity("ann"), day(1)});
        say(said::Link{person(2), identity("desk"), day(1)});
        say(said::Link{person(2), identity("bob"), day(1)});
        say(said::Link{person(3), identity("desk"), day(10)}); // It was the second's.
        say(said::Role{person(3), "supervisor", "U", day(1), forever});
        for (const auto& text : statements)
            town.put(text);
        const auto seen = lrs::see_person(town.persons, town.follower, person(1),
                                          {time(end_of_time), time(end_of_time)})
                              .value();
        return json::parse(attainment(*model, *seen.roles, seen.rows, seen.asked))
            .at("competencies")
            .at(0)
            .at("level")
            .as_int64();
    };
    const auto early = statement(1, "e", base::to_string(day(5)), by("desk"));
    const auto late = statement(2, "e", base::to_string(day(15)), by("bob"));
    BOOST_TEST(level({early, late}) == 0);
    BOOST_TEST(level({statement(2, "e", base::to_string(day(15)), by("desk"))}) == 1);
}

BOOST_AUTO_TEST_SUITE_END()
