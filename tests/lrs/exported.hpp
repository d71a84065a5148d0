// Databases of a test's own, what their server answers about people, and the same questions asked
// again of their export: the same bytes.
#pragma once

#include "lrs/commands/arguments.hpp"
#include "tests/lrs/administered.hpp"
#include "tests/support/competency_models.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace exported {

namespace json = boost::json;

using namespace support::kmx;
using administered::Words;
using support::run;

inline const std::vector<std::string> answers{"attainment", "explanation",    "timeline",
                                              "gap",        "recommendation", "expiring"};

inline std::string of_file(const std::filesystem::path& path)
{
    return lrs::read_file(path.string(), 20u << 20).value();
}

inline std::string now()
{
    return base::to_string(storage::system_now());
}

// Those of lrs attain with their values: {{"--as-of", "2026-06-01T00:00:00Z"}}.
using Options = std::vector<std::pair<std::string, std::string>>;

class Questions {
public:
    explicit Questions(live::World& server) : server_(&server) {}

    // "attainment", "gap" and so on.
    void ask_person(const std::string& person, const std::string& answer, const Options& options)
    {
        auto path = "persons/" + person + '/' + answer;
        auto parameters = options;
        if (answer == "explanation") {
            path += '/' + live::escaped(parameters.front().second);
            parameters.erase(parameters.begin());
        }
        ask(path, parameters, joined({"--person", person, "--answer", answer}, options));
    }

    void ask_agent(const std::string& agent, const Options& options)
    {
        ask("attainment?agent=" + live::escaped(agent), options,
            joined({"--agent", agent}, options));
    }

    // How many of them the server has answered. `file` is the export, `more` stands in every call.
    std::size_t check(const std::string& file, const Words& more = {}) const
    {
        std::size_t answered = 0;
        for (const auto& each : asked_) {
            BOOST_TEST_CONTEXT(each.target)
            {
                auto words = administered::joined({"--export", file}, more);
                const auto outcome = run(lrs::attain, administered::joined(words, each.words));
                if (each.status != 200) {
                    BOOST_TEST(outcome.code == 2);
                    BOOST_TEST(outcome.out.empty());
                    continue;
                }
                ++answered;
                BOOST_TEST(outcome.code == 0, outcome.err);
                BOOST_TEST(outcome.out == each.body + '\n');
            }
        }
        return answered;
    }

    // How many of the server's answers have this in them.
    std::size_t count(std::string_view text) const
    {
        return static_cast<std::size_t>(std::ranges::count_if(
            asked_, [&](const Asked& each) { return each.body.find(text) != std::string::npos; }));
    }

private:
    struct Asked {
        std::string target;
        unsigned status;
        std::string body;
        Words words;
    };

    // "--as-of" as "asOf".
    static std::string parameter_of(std::string_view option)
    {
        std::string out;
        for (const char c : option.substr(2)) {
            if (!out.empty() && out.back() == '-')
                out.back() = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
            else
                out += c;
        }
        return out;
    }

    static Words joined(Words words, const Options& options)
    {
        for (const auto& [option, value] : options)
            words.insert(words.end(), {option, value});
        return words;
    }

    void ask(const std::string& path, const Options& options, Words words)
    {
        auto target = "/api/v1/" + path;
        for (const auto& [option, value] : options) {
            target += target.find('?') == target.npos ? '?' : '&';
            target += parameter_of(option) + '=' + live::escaped(value);
        }
        const auto answer = server_->get(target, "admin");
        asked_.push_back({target, answer.result_int(), answer.body(), std::move(words)});
    }

    live::World* server_;
    std::vector<Asked> asked_;
};

// A server on a database of the test's own.
struct City {
    explicit City(const std::filesystem::path& folder) : server(administered::open_in(folder)) {}

    void import(const std::string& csv)
    {
        const auto answer =
            server.ask({.target = "/api/v1/employees?linkedFrom=2015-01-01T00:00:00Z",
                        .body = csv,
                        .key = "admin",
                        .type = "text/csv"});
        BOOST_REQUIRE_MESSAGE(answer.result_int() == 200, answer.body());
    }

    std::vector<std::string> persons()
    {
        std::vector<std::string> out;
        const auto found = json::parse(server.get("/api/v1/persons", "admin").body());
        for (const auto& each : found.at("persons").as_array())
            out.emplace_back(each.at("person").as_string());
        return out;
    }

    std::string person(const std::string& number)
    {
        const auto found = server.get("/api/v1/persons?number=" + number, "admin");
        return std::string(json::parse(found.body()).at("persons").at(0).at("person").as_string());
    }

    // False: it is refused.
    bool tell(const json::object& entry)
    {
        const auto body = json::serialize(json::object{{"entries", json::array{entry}}});
        return server.ask({.target = "/api/v1/persons/entries", .body = body, .key = "admin"})
                   .result_int() == 200;
    }

    // False: it is refused.
    bool issue(const std::string& person)
    {
        return server
                   .ask({.target = "/api/v1/persons/" + person + "/issue",
                         .method = "POST",
                         .key = "admin"})
                   .result_int() == 200;
    }

    // False: it is refused.
    bool take_back(const std::string& statement, int number)
    {
        auto text = json::parse(voiding(number, 1, now())).as_object();
        text["object"].as_object()["id"] = statement;
        return server.ask({.body = json::serialize(text)}).result_int() == 200;
    }

    void erase(const std::string& statement)
    {
        const std::vector ids{base::parse_uuid(statement).value()};
        server.storage->statements().erase(lrs::default_tenant, ids, "gewünscht").value();
    }

    live::World server;
};

struct Fixture {
    support::TemporaryDirectory folder;
    std::filesystem::path database = folder.path() / "db";

    std::string exported() const
    {
        const auto path = (folder.path() / "export.ndjson").string();
        const auto outcome =
            run(lrs::export_data, {"--ndjson", "--data", database.string(), "--to", path});
        BOOST_TEST(outcome.code == 0, outcome.err);
        BOOST_TEST(outcome.err.empty(), outcome.err);
        BOOST_TEST(outcome.out.starts_with("wrote "), outcome.out);
        return path;
    }
};

} // namespace exported
