// How the follower takes to another model, and to none that is right.
#include "lrs/followers/competency_follower.hpp"
#include "tests/lrs/followed.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <string>
#include <thread>

namespace {

namespace data = boost::unit_test::data;

using namespace followed;
using base::ErrorKind;

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_competency_models, Fixture)

BOOST_DATA_TEST_CASE(models_that_break_rules, data::make(live::backends), backend)
{
    follow(backend, held_by_courses({"a"}));
    put(statement(1, "a", "2020-02-01T00:00:00Z"));
    const auto before = answer();
    const auto kept = follower->shelf().list().size();
    BOOST_TEST(kept == 1u);

    auto unknown_rule = held_by_courses({"a"});
    unknown_rule.rule("C", 2, R"({"maybe": "a"})");
    auto unknown_evidence = held_by_courses({"a"});
    unknown_evidence.rule("C", 2, R"({"ev": "b"})");
    for (const auto& text :
         {unknown_rule.text(), unknown_evidence.text(), std::string("{}"), std::string("[")}) {
        BOOST_TEST_CONTEXT(text)
        {
            const auto model = follower->set_model(text);
            BOOST_REQUIRE(!model);
            BOOST_TEST((model.error().kind == ErrorKind::invalid));
            BOOST_TEST(answer() == before);
            BOOST_TEST(follower->shelf().list().size() == kept);
        }
    }
    put(statement(2, "a", "2020-01-01T00:00:00Z"));
    BOOST_TEST(since() == "2020-01-01T00:00:00Z");
}

BOOST_DATA_TEST_CASE(another_model, data::make(live::backends), backend)
{
    follow(backend, held_by_courses({"a"}));
    put(statement(1, "a", "2020-02-01T00:00:00Z"));
    put(statement(2, "b", "2020-03-01T00:00:00Z"));
    BOOST_TEST(level() == 1);
    const auto first = "attainment/" + follower->model()->hash;
    auto& projections = storage->projections();
    BOOST_TEST(projections.cursor(default_tenant, first).value().has_value());

    const auto model = follower->set_model(held_by_courses({"a", "b"}).text()).value();
    BOOST_TEST(follower->model()->hash == model->hash);
    BOOST_TEST(level() == 2);
    BOOST_TEST(answer() == naive_answer());
    // What was derived for the first stays: what was known before is judged by it.
    BOOST_TEST(projections.cursor(default_tenant, first).value().has_value());

    const auto before = answer();
    follower->set_model(held_by_courses({"a", "b"}).text()).value(); // The same again.
    BOOST_TEST(answer() == before);
    put(statement(3, "b", "2020-01-01T00:00:00Z"));
    BOOST_TEST(since() == "2020-01-01T00:00:00Z");

    follower->set_model(held_by_courses({"a"}).text()).value(); // And back.
    BOOST_TEST(answer() == naive_answer());
}

// What is known at the time of the first model is judged by it: after a restart, when its
// projection was lost, and without what has been erased.
BOOST_DATA_TEST_CASE(a_former_model, data::make(live::backends), backend)
{
    follow(backend, held_by_courses({"a"}));
    put(statement(1, "a", "2020-02-01T00:00:00Z"));
    const auto then = put(statement(2, "a", "2020-01-01T00:00:00Z", of_person("bob")));
    const auto first = lrs::projection_of(follower->model()->hash);
    follower->set_model(held_by_courses({"b"}).text()).value();
    const auto before = answer("ann", then);
    BOOST_TEST(level("ann", then) == 1);
    BOOST_TEST(level("ann") == 0);
    put(voiding(3, 1, "2020-03-01T00:00:00Z"));
    BOOST_TEST(level("ann", then) == 1);

    follower.reset();
    storage->projections().clear(default_tenant, first).value();
    follow();
    const auto again = json::parse(answer("ann", then));
    BOOST_TEST(again.at("competencies") == json::parse(before).at("competencies"));

    erase(1);
    answer("ann"); // It has followed.
    BOOST_TEST(level("ann", then) == 0);
    BOOST_TEST(level("bob", then) == 1);
    const auto scanned = storage->projections().scan(
        default_tenant, first, "", [&](std::string_view key, std::string_view value) {
            BOOST_TEST(key.find(identity("ann")) == key.npos);
            BOOST_TEST(value.find(identity("ann")) == value.npos);
        });
    BOOST_TEST(scanned.has_value());
}

// The first programs kept the model alone.
BOOST_DATA_TEST_CASE(a_setting_of_an_earlier_program, data::make(live::backends), backend)
{
    open(backend);
    storage->settings().put("model/1", held_by_courses({"a"}).text()).value();
    put(statement(1, "a", "2020-02-01T00:00:00Z"));
    follow();
    BOOST_TEST(level() == 1);
    BOOST_TEST(!storage->settings().get("model/1").value().has_value());
    follower.reset();
    follow();
    BOOST_TEST(level() == 1);
    BOOST_TEST(follower->shelf().publications().size() == 1u);
}

BOOST_DATA_TEST_CASE(models_change_while_statements_come, data::make(live::backends), backend)
{
    follow(backend, held_by_courses({"a"}));
    std::atomic<bool> done = false;
    std::thread writer([&] {
        for (int number = 1; number <= 300; ++number) {
            const auto person = "p" + std::to_string(number % 5);
            if (number % 11 == 0)
                put(voiding(number, number - 5, "2020-03-01T00:00:00Z"));
            else
                put(statement(number, number % 3 ? "a" : "b", "2020-02-01T00:00:00Z",
                              of_person(person)));
        }
        done = true;
    });
    std::size_t changes = 0;
    while (!done || changes < 3) {
        const auto maker = ++changes % 2 ? held_by_courses({"a", "b"}) : held_by_courses({"a"});
        const auto model = follower->set_model(maker.text()).value();
        BOOST_TEST(json::parse(answer("p1")).at("model").as_string() == model->hash);
    }
    writer.join();
    for (const auto* person : {"p0", "p1", "p2", "p3", "p4"})
        BOOST_TEST(answer(person) == naive_answer(person));
}

BOOST_DATA_TEST_CASE(roles, data::make(live::backends), backend)
{
    ModelMaker maker;
    maker.competency("C").evidence("a", R"({"attestor": "instructor",
        "match": {"object": ["https://x.example/a"], "attestorRole": ["mentor"]}})");
    maker.rule("C", 1, R"({"ev": "a"})");
    follow(backend, maker);
    put(statement(1, "a", "2020-02-01T00:00:00Z",
                  R"({"context": {"instructor": )" + json::serialize(agent("sue")) + "}}"));
    BOOST_TEST(level() == 0);
    competency::Roles roles;
    roles.add(identity("sue"),
              {"mentor", "", {time("2020-01-01T00:00:00Z"), time("2021-01-01T00:00:00Z")}});
    follower->set_roles(std::move(roles));
    BOOST_TEST(level() == 1);
    // Models that come later know them too.
    maker.competency("D");
    follower->set_model(maker.text()).value();
    BOOST_TEST(level() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
