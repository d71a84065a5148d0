// What a server answers about people, and what lrs attain answers of the export of its database:
// the same bytes.
#include "base/digest.hpp"
#include "tests/lrs/exported.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace {

using namespace exported;

void send_samples(City& city)
{
    city.server.city().persons.give(competency::parse_roles(of_file("samples/roles.json")).value());
    city.server.city().competency.set_model(of_file("samples/model.json")).value();
    city.import(of_file("samples/employees.csv"));
    std::set<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator("samples/statements"))
        files.insert(entry.path());
    for (const auto& file : files) {
        const auto answer = city.server.ask({.body = of_file(file), .version = "1.0.3"});
        BOOST_REQUIRE_MESSAGE(answer.result_int() == 200, file << answer.body());
    }
}

// With the line ends, digits and letters that a sender may write.
std::string course_of_mira(int number, std::string_view scaled)
{
    return R"({
  "id": ")" +
           statement_id(number) + "\",\r\n" + R"(
  "actor": {"name": "Mira Keßler\n\u00e4", "mbox": "mailto:mira.kessler@musterstadt.example"},
  "verb": {"id": "http://adlnet.gov/expapi/verbs/passed", "display": {"de": "bestand ✓"}},
  "object": {"id": "http://6kQm2PdWf8x_datenschutz_grundkurs"},
  "timestamp": "2026-05-02T08:00:00.000Z",
  "result": {"success": true, "score": {"scaled": )" +
           std::string(scaled) + ", \"raw\": 1.0e1, \"max\": 12.50}}\n}";
}

void ask_everything(Questions& questions, const std::string& person, const Options& times)
{
    const auto with = [&](Options options) {
        options.insert(options.end(), times.begin(), times.end());
        return options;
    };
    for (const auto& answer : answers) {
        if (answer != "explanation") questions.ask_person(person, answer, with({}));
    }
    for (const std::string competency : {"DK-4.2", "PU-DS", "C", "nothing"})
        questions.ask_person(person, "explanation", with({{"--competency", competency}}));
    questions.ask_person(person, "gap", with({{"--profile", "rp.teamleitung"}}));
    questions.ask_person(person, "recommendation",
                         with({{"--profile", "clerk"}, {"--renew", "P2Y"}}));
    questions.ask_person(person, "expiring", with({{"--within", "P3Y"}}));
    questions.ask_person(
        person, "timeline",
        with({{"--competency", "DK-4.2"}, {"--from", "2026-01-01T00:00:00Z"}, {"--limit", "1"}}));
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_export, Fixture)

BOOST_AUTO_TEST_CASE(the_sample_city)
{
    std::optional<Questions> questions;
    {
        City city(database);
        send_samples(city);
        const auto mira = city.person("5107");
        const auto uwe = city.person("1203");
        const auto jonas = city.person("6120");
        auto persons = city.persons();
        persons.emplace_back("p_00000000000000000000000000000000");
        std::vector<std::string> known{now()};

        city.server.post(course_of_mira(1, "0.7999999"));
        city.server.post(course_of_mira(2, "0.80"));
        BOOST_TEST(city.take_back("7d1a0b52-60c4-4f35-8f0c-1b6b5d3e2a04", 3));
        BOOST_TEST(city.tell(
            {{"kind", "link"},
             {"person", jonas},
             {"from", "2026-01-01T00:00:00Z"},
             {"agent",
              {{"account",
                {{"homePage", "https://ilias.musterstadt.example"}, {"name", "jalbrecht"}}}}},
             {"why", "Konto der Übung"}}));
        known.push_back(now());
        city.erase(statement_id(3)); // Its void stays.
        city.erase("6e0d3b72-8f4c-4a15-9b60-7c1d2e3f5a02");
        BOOST_TEST(city.tell({{"kind", "merge"}, {"person", uwe}, {"into", mira}}));
        known.push_back(now());
        city.erase(statement_id(2));
        BOOST_TEST(city.issue(mira));

        questions.emplace(city.server);
        for (const std::string day : {"2026-06-01", "2026-10-01", "2027-04-01"}) {
            std::vector<Options> times{Options{{"--as-of", day + "T00:00:00Z"}}};
            for (const auto& time : known)
                times.push_back(Options{{"--as-of", day + "T00:00:00Z"}, {"--known-at", time}});
            for (const auto& each : times) {
                for (const auto& person : persons)
                    ask_everything(*questions, person, each);
                for (const std::string agent :
                     {R"({"mbox":"mailto:mira.kessler@musterstadt.example"})",
                      R"({"account":{"homePage":"https://personal.musterstadt.example",)"
                      R"("name":"5107"}})",
                      R"({"mbox":"mailto:nobody@musterstadt.example"})"})
                    questions->ask_agent(agent, each);
            }
        }
    }
    BOOST_TEST(questions->check(exported(), {"--roles", "samples/roles.json"}) > 400u);
    BOOST_TEST(questions->count(R"("status":"attained")") > 50u);
    BOOST_TEST(questions->count(R"("reason":"voided")") > 5u);
    BOOST_TEST(questions->count(R"("score":"0.7999999")") +
                   questions->count(R"("reason":"below_min_score")") >
               0u);
}

// Nothing that was sent has changed but the line ends between tokens.
BOOST_AUTO_TEST_CASE(statements_as_they_are_stored)
{
    {
        City city(database);
        send_samples(city);
        city.server.post(course_of_mira(1, "1.0"));
        BOOST_TEST(city.take_back(statement_id(1), 2));
        BOOST_TEST(city.take_back(statement_id(1), 3));
        city.erase(statement_id(3));
    }
    const auto file = of_file(exported());
    const auto on_standard_output =
        run(lrs::export_data, {"--ndjson", "--data", database.string()});
    const auto without_times = [](const std::string& text) { // When it was written, and the digest.
        const auto begin = text.find('\n');
        return text.substr(begin, text.rfind("\n{") - begin);
    };
    BOOST_TEST((without_times(on_standard_output.out) == without_times(file)));
    BOOST_TEST(file.find(R"("scaled": 1.0, "raw": 1.0e1, "max": 12.50)") != file.npos);
    BOOST_TEST(file.find(R"("Mira Keßler\n\u00e4")") != file.npos);

    const auto storage = administered::open_in(database);
    std::size_t statements = 0;
    for (auto entry : storage->log().read(lrs::default_tenant, 0, 1'000).value()) {
        const auto number = ",\"sequence\":" + std::to_string(entry.sequence) + "}\n";
        if (entry.kind == storage::EntryKind::statement) {
            std::ranges::replace(entry.text, '\n', ' ');
            std::ranges::replace(entry.text, '\r', ' ');
            BOOST_TEST(file.find("\n{\"statement\":" + entry.text + number) != file.npos);
            ++statements;
        }
        const auto at = file.find(number);
        BOOST_REQUIRE(at != file.npos);
        const auto line = file.substr(file.rfind('\n', at) + 1);
        if (entry.kind == storage::EntryKind::tombstone)
            BOOST_TEST(line.starts_with(R"({"void":{"target":")" + statement_id(1)));
        if (entry.kind == storage::EntryKind::erasure)
            BOOST_TEST(line.starts_with("{\"erasure\":" + entry.text + number));
    }
    BOOST_TEST(statements == 38u);
    const auto lines = static_cast<std::size_t>(std::ranges::count(file, '\n'));
    const auto end =
        file.rfind("\n{\"end\":{\"lines\":" + std::to_string(lines) + ",\"sha256\":\"");
    BOOST_REQUIRE(end != file.npos);
    BOOST_TEST(file.find(base::to_hex(base::sha256(file.substr(0, end + 1)))) > end);
}

BOOST_AUTO_TEST_CASE(an_empty_city)
{
    ModelMaker maker;
    maker.competency("C").evidence("a").rule("C", 1, R"({"ev": "a"})");
    std::optional<Questions> questions;
    {
        City city(database);
        city.server.city().competency.set_model(maker.text()).value();
        questions.emplace(city.server);
        questions->ask_agent(
            json::serialize(agent("ann")),
            {{"--as-of", "2026-06-01T00:00:00Z"}, {"--known-at", "2026-06-01T00:00:00Z"}});
    }
    const auto path = exported();
    BOOST_TEST(questions->check(path) == 1u);
    BOOST_TEST(of_file(path).find(R"("published":{"sequence":0,"stored":null})") !=
               std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
