// A running server with a model, six employees, and a course that each of them has passed.
#pragma once

#include "tests/lrs/live.hpp"
#include "tests/support/competency_models.hpp"

#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>

namespace small_city {

namespace json = boost::json;

using namespace support::kmx;

inline constexpr int people = 6;

// "C" is held by who passed the course.
inline ModelMaker model_of(std::string_view course)
{
    ModelMaker maker;
    maker.competency("C").evidence(course);
    maker.rule("C", 1, R"({"ev": ")" + std::string(course) + "\"}");
    return maker;
}

struct City {
    explicit City(std::unique_ptr<storage::Storage> storage) : server(std::move(storage))
    {
        ask("PUT", "model", 200, model_of("a").text());
        std::string file = "number;accountHomePage;accountName\n";
        for (int number = 1; number <= people; ++number)
            file +=
                std::to_string(number) + ";https://city.example;p" + std::to_string(number) + "\n";
        const auto added = server.ask(
            {.target =
                 "/api/v1/employees?from=2020-01-01T00:00:00Z&linkedFrom=2020-01-01T00:00:00Z",
             .body = file,
             .key = "admin",
             .type = "text/csv"});
        BOOST_REQUIRE_MESSAGE(added.result_int() == 200, added.body());
        for (int number = 1; number <= people; ++number)
            server.post(statement(number, "a", "2020-02-01T00:00:00Z",
                                  R"({"actor": )" +
                                      json::serialize(agent("p" + std::to_string(number))) + "}"));
    }

    json::value ask(const std::string& method, const std::string& path, unsigned status,
                    const std::string& body = "")
    {
        const auto answer = server.ask(
            {.target = "/api/v1/" + path, .body = body, .method = method, .key = "admin"});
        BOOST_REQUIRE_MESSAGE(answer.result_int() == status,
                              method << ' ' << path << ": " << answer.body());
        return json::parse(answer.body());
    }

    std::string person(int number)
    {
        const auto found = ask("GET", "persons?number=" + std::to_string(number), 200);
        return "persons/" + std::string(found.at("persons").at(0).at("person").as_string());
    }

    std::int64_t level(const std::string& path)
    {
        return ask("GET", path, 200).at("competencies").at(0).at("level").as_int64();
    }

    std::int64_t level_of_agent(std::string_view name)
    {
        return level("attainment?agent=" + live::escaped(json::serialize(agent(name))));
    }

    live::World server;
};

} // namespace small_city
