#include "lrs/followers/competency_follower.hpp"

#include "competency/history.hpp"
#include "tests/lrs/live.hpp"
#include "tests/lrs/watched.hpp"
#include "tests/support/competency_models.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace data = boost::unit_test::data;
namespace json = boost::json;

using namespace support::kmx;
using namespace std::chrono_literals;
using base::ErrorKind;
using lrs::CompetencyFollower;
using lrs::default_tenant;

const auto later = time("2100-01-01T00:00:00Z");

// "C" is held by who passed the courses that are named.
ModelMaker courses(std::initializer_list<std::string_view> names)
{
    ModelMaker maker;
    maker.competency("C");
    int level = 0;
    for (const auto name : names) {
        maker.evidence(name);
        maker.rule("C", ++level, R"({"ev": ")" + std::string(name) + "\"}");
    }
    return maker;
}

std::string of_person(std::string_view name)
{
    return R"({"actor": )" + json::serialize(agent(name)) + "}";
}

struct Fixture {
    std::unique_ptr<live::Disk> disk;
    std::unique_ptr<watched::Storage> storage;
    std::unique_ptr<CompetencyFollower> follower;

    void open(const live::Backend& backend)
    {
        disk = backend.make();
        storage = std::make_unique<watched::Storage>(disk->open());
    }

    void follow()
    {
        follower = std::make_unique<CompetencyFollower>(*storage, default_tenant);
        follower->start().value();
    }

    void follow(const live::Backend& backend, const ModelMaker& model)
    {
        open(backend);
        follow();
        follower->set_model(model.text()).value();
    }

    void close()
    {
        follower.reset();
        storage.reset();
    }

    void reopen() { storage = std::make_unique<watched::Storage>(disk->open()); }

    // The `stored` that it got.
    base::Timestamp put(const std::string& text)
    {
        auto& store = storage->statements();
        const auto authority = json::serialize(agent("lms"));
        auto batch = statements::prepare(text, {.version = statements::Version::v1_0_3,
                                                .authority = authority,
                                                .key = store.key(),
                                                .new_id = [] { return base::Uuid{}; }});
        const auto done = store.put(default_tenant, std::move(batch).value()).value();
        const auto entry = storage->log().entry(default_tenant, done.last).value().value();
        return statements::stored_of(json::parse(entry.text)).value();
    }

    void erase(int number)
    {
        const auto id = *base::parse_uuid(statement_id(number));
        storage->statements().erase(default_tenant, std::span(&id, 1), "asked for").value();
    }

    std::string answer(std::string_view person = "ann",
                       std::optional<base::Timestamp> known_at = {})
    {
        return follower->answer(identity(person), later, known_at).value();
    }

    std::int64_t level(std::string_view person = "ann",
                       std::optional<base::Timestamp> known_at = {})
    {
        return json::parse(answer(person, known_at))
            .at("competencies")
            .at(0)
            .at("level")
            .as_int64();
    }

    std::string since()
    {
        const auto whole = json::parse(answer());
        return std::string(whole.at("competencies").at(0).at("since").as_string());
    }

    // The same answer from the whole log. Not for logs with erasures.
    std::string naive_answer(std::string_view person = "ann")
    {
        std::vector<std::string> history;
        for (auto& entry : storage->log().read(default_tenant, 0, 1'000'000).value())
            history.push_back(std::move(entry.text));
        const auto published = storage->log().published(default_tenant);
        return competency::evaluate_history(*follower->model(), {}, history, identity(person),
                                            later, published.stored,
                                            {published.sequence, published.stored})
            .value();
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_competency_follower, Fixture)

BOOST_DATA_TEST_CASE(without_a_model, data::make(live::backends), backend)
{
    open(backend);
    put(statement(1, "a", "2020-02-01T00:00:00Z"));
    follow();
    const auto answer = follower->answer(identity("ann"), later, {});
    BOOST_REQUIRE(!answer);
    BOOST_TEST((answer.error().kind == ErrorKind::not_found));
    BOOST_TEST(!follower->model());

    // It sleeps until one comes, whatever lies in the log: a few looks a second, not a loop.
    const auto before = std::chrono::steady_clock::now();
    std::this_thread::sleep_for(100ms);
    const auto waited = std::chrono::steady_clock::now() - before;
    BOOST_TEST(storage->switches.follows.load() <= 10u + static_cast<std::size_t>(waited / 20ms));
    follower->set_model(courses({"a"}).text()).value();
    BOOST_TEST(level() == 1);
}

BOOST_DATA_TEST_CASE(answers_after_each_write, data::make(live::backends), backend)
{
    follow(backend, courses({"a", "b"}));
    for (int number = 1; number <= 60; ++number) {
        const auto person = "p" + std::to_string(number % 7);
        put(statement(number, number % 2 ? "a" : "b", "2020-02-01T00:00:00Z", of_person(person)));
        BOOST_REQUIRE_EQUAL(answer(person), naive_answer(person));
    }
    BOOST_TEST(level("p0") == 2);
    BOOST_TEST(level("nobody") == 0);
}

BOOST_DATA_TEST_CASE(reads_only_what_the_model_asks_for, data::make(live::backends), backend)
{
    follow(backend, courses({"a"}));
    put(statement(1, "a", "2020-02-01T00:00:00Z"));
    BOOST_TEST(level() == 1);
    const auto read = [&] { return storage->switches.entries + storage->switches.reads; };
    const auto before = read();
    const auto put_others = [&] {
        for (int number = 2; number < 10; ++number) {
            put(statement(number, "a", "2020-02-01T00:00:00Z",
                          R"({"verb": {"id": "http://adlnet.gov/expapi/verbs/experienced"}})"));
        }
    };
    put_others(); // Each looks once at its own `stored`.
    BOOST_TEST(answer() == naive_answer());
    BOOST_TEST(read() == before + 8 + 1);
}

BOOST_DATA_TEST_CASE(late_statements, data::make(live::backends), backend)
{
    follow(backend, courses({"a"}));
    put(statement(1, "a", "2020-03-01T00:00:00Z"));
    BOOST_TEST(since() == "2020-03-01T00:00:00Z");
    put(statement(2, "a", "2020-01-01T00:00:00Z"));
    BOOST_TEST(since() == "2020-01-01T00:00:00Z");
    put(statement(3, "a", "2020-02-01T00:00:00Z"));
    BOOST_TEST(since() == "2020-01-01T00:00:00Z");
    BOOST_TEST(answer() == naive_answer());
}

BOOST_DATA_TEST_CASE(voids, data::make(live::backends), backend)
{
    follow(backend, courses({"a"}));
    const auto known = put(statement(1, "a", "2020-02-01T00:00:00Z"));
    BOOST_TEST(level() == 1);
    const auto voided = put(voiding(2, 1, "2020-03-01T00:00:00Z"));
    BOOST_TEST(level() == 0);
    BOOST_TEST(level("ann", known) == 1);
    BOOST_TEST(level("ann", voided - 1us) == 1);
    BOOST_TEST(level("ann", voided) == 0);
    BOOST_TEST(answer() == naive_answer());

    put(voiding(4, 3, "2020-03-01T00:00:00Z")); // Before its target.
    put(statement(3, "a", "2020-02-01T00:00:00Z"));
    BOOST_TEST(level() == 0);
    BOOST_TEST(answer() == naive_answer());
}

BOOST_DATA_TEST_CASE(erasures, data::make(live::backends), backend)
{
    follow(backend, courses({"a"}));
    const auto known = put(statement(1, "a", "2020-02-01T00:00:00Z"));
    BOOST_TEST(level() == 1);
    erase(1);
    BOOST_TEST(level() == 0);
    BOOST_TEST(level("ann", known) == 0);           // As if it had never been.
    put(statement(1, "a", "2020-02-01T00:00:00Z")); // Acknowledged, not stored.
    BOOST_TEST(level() == 0);
    put(statement(2, "a", "2020-02-01T00:00:00Z"));
    BOOST_TEST(level() == 1);
}

BOOST_DATA_TEST_CASE(erased_voids_keep_their_effect, data::make(live::backends), backend)
{
    follow(backend, courses({"a"}));
    put(statement(1, "a", "2020-02-01T00:00:00Z"));
    const auto voided = put(voiding(2, 1, "2020-03-01T00:00:00Z"));
    erase(2);
    BOOST_TEST(level() == 0);
    BOOST_TEST(level("ann", voided - 1us) == 1);
    // Nor does who reads the log from its start see it otherwise.
    follower->set_model(courses({"a", "b"}).text()).value();
    BOOST_TEST(level() == 0);
    BOOST_TEST(level("ann", voided - 1us) == 1);
}

BOOST_DATA_TEST_CASE(watermark, data::make(live::backends), backend)
{
    follow(backend, courses({"a"}));
    const auto watermark = [&] { return json::parse(answer()).at("watermark"); };
    BOOST_TEST((watermark() == json::value{{"sequence", 0}, {"stored", nullptr}}));
    const auto stored = put(statement(1, "a", "2020-02-01T00:00:00Z"));
    const auto published = storage->log().published(default_tenant);
    BOOST_TEST(watermark().at("sequence").as_int64() ==
               static_cast<std::int64_t>(published.sequence));
    BOOST_TEST((time(watermark().at("stored").as_string()) == stored));
    BOOST_TEST((time(json::parse(answer()).at("knownAt").as_string()) == stored));
}

BOOST_AUTO_TEST_CASE(restart)
{
    follow({"rocksdb", live::make<live::Rocks>}, courses({"a", "b"}));
    put(statement(1, "a", "2020-02-01T00:00:00Z"));
    put(statement(2, "b", "2020-03-01T00:00:00Z"));
    put(voiding(3, 2, "2020-03-01T00:00:00Z"));
    put(statement(4, "a", "2020-01-01T00:00:00Z"));
    const auto before = answer();
    const auto hash = follower->model()->hash;
    close();

    reopen();
    follow();
    BOOST_TEST(answer() == before);
    BOOST_TEST(follower->model()->hash == hash);
    BOOST_TEST(storage->switches.reads == 0u);   // What was derived was kept.
    BOOST_TEST(storage->switches.entries <= 1u); // The watermark's own.
    put(statement(5, "b", "2020-03-01T00:00:00Z"));
    BOOST_TEST(level() == 2);
    BOOST_TEST(answer() == naive_answer());
    close();

    // What is written while nobody follows is caught up with from the log.
    reopen();
    put(statement(6, "a", "2020-02-01T00:00:00Z", of_person("bob")));
    close();
    reopen();
    follow();
    BOOST_TEST(level("bob") == 1);
    BOOST_TEST(level() == 2);
    erase(4);
    BOOST_TEST(since() == "2020-03-01T00:00:00Z");
    const auto erased = answer();
    close();
    reopen();
    follow();
    BOOST_TEST(answer() == erased);
}

BOOST_DATA_TEST_CASE(a_feed_that_has_moved_on, data::make(live::backends), backend)
{
    follow(backend, courses({"a"}));
    storage->switches.behind = true;
    for (int number = 1; number <= 20; ++number) {
        put(statement(number, "a", "2020-02-01T00:00:00Z",
                      of_person("p" + std::to_string(number))));
    }
    BOOST_TEST(level("p20") == 1);
    put(voiding(21, 20, "2020-03-01T00:00:00Z"));
    BOOST_TEST(level("p20") == 0);
    erase(19);
    BOOST_TEST(level("p19") == 0);
    BOOST_TEST(level("p1") == 1);
    storage->switches.behind = false;
    put(statement(22, "a", "2020-02-01T00:00:00Z", of_person("p20")));
    BOOST_TEST(level("p20") == 1);
}

BOOST_DATA_TEST_CASE(a_feed_that_says_nothing, data::make(live::backends), backend)
{
    follow(backend, courses({"a"}));
    put(statement(1, "b", "2020-02-01T00:00:00Z"));
    BOOST_TEST(level() == 0);
    storage->switches.kept_back = true;
    std::this_thread::sleep_for(1ms);
    put(statement(2, "a", "2020-02-01T00:00:00Z"));
    // Answered all the same, and the watermark says up to where; or the follower was quicker.
    const auto given = json::parse(answer());
    const auto sequence = given.at("watermark").at("sequence").to_number<std::uint64_t>();
    const auto published = storage->log().published(default_tenant).sequence;
    BOOST_TEST((given.at("competencies").at(0).at("level").as_int64() == 1) ==
               (sequence == published));
    storage->switches.kept_back = false;
    BOOST_TEST(level() == 1);
}

BOOST_DATA_TEST_CASE(a_log_that_cannot_be_read, data::make(live::backends), backend)
{
    follow(backend, courses({"a"}));
    put(statement(1, "a", "2020-02-01T00:00:00Z"));
    BOOST_TEST(level() == 1);
    storage->switches.unreadable = true;
    auto text = statement(2, "a", "2020-02-01T00:00:00Z");
    auto& store = storage->statements();
    auto batch = statements::prepare(text, {.version = statements::Version::v1_0_3,
                                            .authority = json::serialize(agent("lms")),
                                            .key = store.key(),
                                            .new_id = [] { return base::Uuid{}; }});
    store.put(default_tenant, std::move(batch).value()).value();
    // An answer that could be wrong is none.
    const auto answer = follower->answer(identity("ann"), later, {});
    BOOST_REQUIRE(!answer);
    BOOST_TEST((answer.error().kind == ErrorKind::internal));
    const auto changed = follower->set_model(courses({"a", "b"}).text());
    BOOST_REQUIRE(!changed);
    BOOST_TEST((changed.error().kind == ErrorKind::unknown));
}

BOOST_DATA_TEST_CASE(models_that_break_rules, data::make(live::backends), backend)
{
    follow(backend, courses({"a"}));
    put(statement(1, "a", "2020-02-01T00:00:00Z"));
    const auto before = answer();
    const auto kept = storage->settings().get("model/1").value();
    BOOST_TEST(kept.has_value());

    auto unknown_rule = courses({"a"});
    unknown_rule.rule("C", 2, R"({"maybe": "a"})");
    auto unknown_evidence = courses({"a"});
    unknown_evidence.rule("C", 2, R"({"ev": "b"})");
    for (const auto& text :
         {unknown_rule.text(), unknown_evidence.text(), std::string("{}"), std::string("[")}) {
        BOOST_TEST_CONTEXT(text)
        {
            const auto model = follower->set_model(text);
            BOOST_REQUIRE(!model);
            BOOST_TEST((model.error().kind == ErrorKind::invalid));
            BOOST_TEST(answer() == before);
            BOOST_TEST((storage->settings().get("model/1").value() == kept));
        }
    }
    put(statement(2, "a", "2020-01-01T00:00:00Z"));
    BOOST_TEST(since() == "2020-01-01T00:00:00Z");
}

BOOST_DATA_TEST_CASE(another_model, data::make(live::backends), backend)
{
    follow(backend, courses({"a"}));
    put(statement(1, "a", "2020-02-01T00:00:00Z"));
    put(statement(2, "b", "2020-03-01T00:00:00Z"));
    BOOST_TEST(level() == 1);
    const auto first = "competency/" + follower->model()->hash;
    auto& projections = storage->projections();
    BOOST_TEST(projections.cursor(default_tenant, first).value().has_value());

    const auto model = follower->set_model(courses({"a", "b"}).text()).value();
    BOOST_TEST(follower->model()->hash == model->hash);
    BOOST_TEST(level() == 2);
    BOOST_TEST(answer() == naive_answer());
    // What was derived for the first is gone.
    BOOST_TEST(!projections.cursor(default_tenant, first).value().has_value());

    const auto before = answer();
    follower->set_model(courses({"a", "b"}).text()).value(); // The same again.
    BOOST_TEST(answer() == before);
    put(statement(3, "b", "2020-01-01T00:00:00Z"));
    BOOST_TEST(since() == "2020-01-01T00:00:00Z");

    follower->set_model(courses({"a"}).text()).value(); // And back.
    BOOST_TEST(answer() == naive_answer());
}

BOOST_DATA_TEST_CASE(models_change_while_statements_come, data::make(live::backends), backend)
{
    follow(backend, courses({"a"}));
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
        const auto maker = ++changes % 2 ? courses({"a", "b"}) : courses({"a"});
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
