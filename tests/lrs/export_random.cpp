// Random histories of a small city: what its server answers, and what its export does.
#include "tests/lrs/exported.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <filesystem>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace exported;

// Three people with an account and an address each, one of whom confirms what others can do.
ModelMaker random_city_model(std::string_view validity)
{
    ModelMaker maker;
    maker.competency("C").competency("D", "T");
    maker.evidence("a", R"({"validity": ")" + std::string(validity) + "\"}");
    maker.evidence("b", R"({"agg": "latest", "hours": "2.5"})");
    maker.evidence("m", R"({"kind": "attestation", "subject": "object", "attestor": "actor",
        "match": {"verb": ["https://x.example/confirmed"], "attestorRole": ["mentor"]}})");
    maker.rule("C", 1, R"({"ev": "a"})").rule("C", 2, R"({"all": [{"below": 1}, {"ev": "m"}]})");
    maker.rule("D", 1, R"({"ev": "b"})").rule("D", 2, R"({"held": "C", "level": 1})");
    maker.add(
        "profiles",
        {{"id", "clerk"}, {"name", german_and_english("Clerk")}, {"target", {{"C", 2}, {"D", 2}}}});
    return maker;
}

constexpr std::string_view random_city_people =
    "number;mail;accountHomePage;accountName;unit;unitName;profile\n"
    "1;ann@city.example;https://city.example;ann;K;Kämmerei;clerk\n"
    "2;bob@city.example;https://city.example;bob;K;Kämmerei;\n"
    "3;eve@city.example;https://city.example;eve;K;Kämmerei;clerk\n";

class RandomCity {
public:
    RandomCity(const std::filesystem::path& folder, unsigned seed) : city(folder), random_(seed)
    {
        publish();
        city.import(std::string(random_city_people));
        people_ = city.persons();
    }

    void step()
    {
        if (below(30) == 0) return publish();
        switch (below(10)) {
        case 0: city.take_back(any_statement(), ++last_); return;
        case 1: return city.erase(any_statement());
        case 2: return know();
        case 3: return tell();
        case 4: city.issue(any_person()); return; // No evidence, here as there.
        default: return send();
        }
    }

    void ask(Questions& questions)
    {
        Options options{{"--as-of", time()}};
        if (below(3) > 0 && !known_.empty())
            options.emplace_back("--known-at", known_[below(known_.size())]);
        if (below(5) == 0) return questions.ask_agent(json::serialize(any_agent()), options);
        const auto& answer = answers[below(answers.size())];
        if (answer == "explanation")
            options.insert(options.begin(), {"--competency", below(2) == 0 ? "C" : "D"});
        if (answer == "gap") options.emplace_back("--profile", "clerk");
        questions.ask_person(any_person(), answer, options);
    }

    City city;

private:
    std::size_t below(std::size_t count)
    {
        return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_);
    }

    std::string time()
    {
        const auto day = std::chrono::sys_days(std::chrono::year(2020) / 1 / 1) +
                         std::chrono::days(below(3'000)) + std::chrono::hours(below(24));
        return base::to_string(base::Timestamp(day));
    }

    std::string any_statement() { return statement_id(1 + static_cast<int>(below(60))); }

    const std::string& any_person() { return people_[below(people_.size())]; }

    json::object any_agent()
    {
        const std::string_view names[] = {"ann", "bob", "eve"};
        const auto name = names[below(3)];
        if (below(2) == 0) return agent(name);
        return {{"mbox", "mailto:" + std::string(name) + "@city.example"}};
    }

    // One of three: a former one may come back.
    void publish()
    {
        const std::string_view validities[] = {"P1Y", "P2Y", "P30D"};
        const auto model = random_city_model(validities[below(3)]);
        city.server.city().competency.set_model(model.text()).value();
        know();
    }

    void know() { known_.push_back(now()); }

    void send()
    {
        json::object more{{"actor", any_agent()}};
        if (below(4) == 0) {
            more["verb"] = json::object{{"id", "https://x.example/confirmed"}};
            more["object"] = any_agent();
            more["object"].as_object()["objectType"] = "Agent";
        }
        if (below(3) == 0) more["result"] = json::object{{"success", below(2) == 0}};
        city.server.post(
            statement(++last_, below(2) == 0 ? "a" : "b", time(), json::serialize(more)));
    }

    // Some of it is refused.
    void tell()
    {
        const auto& person = any_person();
        switch (below(6)) {
        case 0: city.tell({{"kind", "merge"}, {"person", person}, {"into", any_person()}}); break;
        case 1: city.tell({{"kind", "unmerge"}, {"person", person}}); break;
        case 2:
            city.tell({{"kind", "role"}, {"person", person}, {"role", "mentor"}, {"from", time()}});
            break;
        case 3:
            city.tell(
                {{"kind", "unlink"}, {"person", person}, {"agent", any_agent()}, {"from", time()}});
            break;
        case 4: city.tell({{"kind", "left"}, {"person", person}, {"from", time()}}); break;
        default:
            city.tell(
                {{"kind", "link"}, {"person", person}, {"agent", any_agent()}, {"from", time()}});
        }
    }

    std::mt19937 random_;
    std::vector<std::string> people_;
    std::vector<std::string> known_;
    int last_ = 0;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_export_random, Fixture)

BOOST_AUTO_TEST_CASE(random_histories)
{
    const auto first = std::random_device()();
    BOOST_TEST_MESSAGE("seeds from " << first);
    for (unsigned round = 0; round < 3; ++round) {
        BOOST_TEST_CONTEXT("seed " << first + round)
        {
            database = folder.path() / std::to_string(round);
            std::optional<Questions> questions;
            {
                RandomCity city(database, first + round);
                for (int i = 0; i < 120; ++i)
                    city.step();
                questions.emplace(city.city.server);
                for (int i = 0; i < 60; ++i)
                    city.ask(*questions);
            }
            BOOST_TEST(questions->check(exported()) > 10u);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
