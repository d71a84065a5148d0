// The OpenAPI document against a running server: every status that it lists is given, no other, and
// every answer has the shape that it says.
#include "lrs/failure.hpp"
#include "tests/lrs/certificates.hpp"
#include "tests/lrs/described.hpp"
#include "tests/lrs/parts.hpp"
#include "tests/lrs/refused.hpp"
#include "tests/lrs/watched.hpp"

#include <boost/test/unit_test.hpp>

#include <set>
#include <string>
#include <utility>

namespace {

namespace json = boost::json;

using described::Judge;
using live::Answer;
using live::Asked;
using Names = std::set<std::string>;

bool is_described(const lrs::Route& route)
{
    return route.path.starts_with("/api/v1/") || route.path == "/health";
}

bool is_of_courses(std::string_view name)
{
    for (const std::string_view resource :
         {"/packages", "/registrations", "/launches", "/courses", "/my"}) {
        if (name.find("/api/v1" + std::string(resource)) != name.npos) return true;
    }
    return false;
}

struct Fixture {
    Fixture()
    {
        auto watched = std::make_unique<watched::Storage>(disk.open());
        switches = &watched->switches;
        server = std::make_unique<live::World>(std::move(watched));
        samples::prepare(*server);
    }

    // Complains of what the document does not say.
    Answer ask(const std::string& operation, const Asked& asked, unsigned status)
    {
        auto answer = server->ask(asked);
        BOOST_TEST_CONTEXT(operation << " asked for " << asked.target.substr(0, 100))
        {
            BOOST_TEST(answer.result_int() == status, answer.body().substr(0, 500));
            for (const auto& complaint : judge.judge(operation, answer))
                BOOST_ERROR(complaint);
        }
        return answer;
    }

    void ask_under_four_eyes()
    {
        server->tenants.update("default", {.four_eyes = true}).value();
        auto put = samples::sample_of("PUT /api/v1/model", ++number).value();
        put.key = "admin";
        ask("PUT /api/v1/model", put, 409);
        const auto draft = competency::parse_model(samples::model("new")).value();
        server->city().competency.shelf().draft(draft, "somebody").value();
        ask("POST /api/v1/models/{model}/publication",
            {.target = samples::models + '/' + draft->hash + "/publication",
             .method = "POST",
             .key = "admin"},
            409);
        server->tenants.update("default", {.four_eyes = false}).value();
    }

    void ask_without_content_origin()
    {
        const auto origin = std::exchange(server->origins.content, "");
        for (const std::string launch : {"POST /api/v1/registrations/{registration}/launch",
                                         "POST /api/v1/my/registrations/{registration}/launch"}) {
            auto asked = samples::sample_of(launch, ++number).value();
            asked.key = samples::is_of_employee(launch) ? "employee" : "admin";
            ask(launch, asked, 409);
        }
        server->origins.content = origin;
    }

    std::vector<refused::Row> particular()
    {
        samples::prepare(*server);
        auto out = refused::particular(std::string(server->get("/api/v1/openapi.json")["ETag"]));
        for (auto more : {refused::particular_of_competencies(), refused::particular_of_catalogue(),
                          refused::particular_of_courses()})
            out.insert(out.end(), more.begin(), more.end());
        return out;
    }

    template <class Each>
    void each_described(Each call)
    {
        samples::each_route(number, [&](const auto& name, const auto& route, auto asked) {
            asked.key = samples::is_of_employee(name) ? "employee" : "admin";
            if (is_described(route)) call(name, route, asked);
        });
    }

    json::value document = described::document();
    Judge judge{document};
    live::Rocks disk; // The memory's storage has nothing to be looked after.
    watched::Switches* switches = nullptr;
    std::unique_ptr<live::World> server;
    unsigned number = 1'000;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_openapi_answers, Fixture)

BOOST_AUTO_TEST_CASE(statuses_and_bodies)
{
    for (const auto& variant : document.at("servers").as_array()) {
        std::string base(variant.at("url").as_string());
        if (base == "/") base.clear();
        if (const auto at = base.find("{tenant}"); at != base.npos) base.replace(at, 8, "default");
        each_described([&](const std::string& name, const lrs::Route& route, Asked asked) {
            samples::prepare(*server);
            asked = *samples::sample_of(name, ++number);
            asked.key = samples::is_of_employee(name) ? "employee" : "admin";
            asked.target = base + asked.target;
            const bool made = name == "POST /api/v1/credentials" ||
                              name == "POST /api/v1/tenants" || name == "POST /api/v1/models" ||
                              name.find("/attest") != name.npos ||
                              name == "POST /api/v1/persons/{person}/link" ||
                              (name.starts_with("POST ") && is_of_courses(name));
            const bool gone =
                route.method == boost::beast::http::verb::delete_ && !is_of_courses(name);
            const bool begun = name == "POST /api/v1/backups" || name == "POST /api/v1/compactions";
            ask(name, asked, begun ? 202 : made ? 201 : gone ? 204 : 200);
        });
    }
    samples::prepare(*server);
    ask_under_four_eyes();
    each_described([&](const std::string& name, const lrs::Route& route, const Asked& good) {
        for (const auto& [status, asked] : refused::refusals(route, good))
            ask(name, asked, status);
    });
    each_described([&](const std::string& name, const lrs::Route&, Asked asked) {
        const bool of_one = name.find("/persons/{") != name.npos ||
                            name.find("/attest") != name.npos ||
                            name.find("/models/{") != name.npos ||
                            (name.find('{') != name.npos && is_of_courses(name)) ||
                            name.ends_with("/heatmap") || name.ends_with("/team");
        asked.key = "elsewhere"; // Where there are none.
        if (of_one && !samples::is_of_employee(name)) ask(name, asked, 404);
    });
    for (auto row : particular()) {
        const auto* caller = samples::is_of_employee(row.operation) ? "employee" : "admin";
        if (row.asked.key == "all") row.asked.key = caller;
        ask(row.operation, row.asked, row.status);
    }

    ask_without_content_origin();

    live::Memory memory;
    live::World forgetful(memory.open());
    for (const auto* name :
         {"GET /api/v1/backups", "POST /api/v1/backups", "GET /api/v1/compactions",
          "POST /api/v1/compactions", "GET /api/v1/stats"}) {
        auto asked = samples::sample_of(name, ++number).value();
        asked.key = "admin";
        const auto answer = forgetful.ask(asked);
        BOOST_TEST(answer.result_int() == 404u, answer.body());
        for (const auto& complaint : judge.judge(name, answer))
            BOOST_ERROR(complaint);
    }

    // Nothing is promised that is not given. Overload and a full disk are not made here; see below.
    Names unseen;
    for (const auto& each : judge.unseen()) {
        if (!each.ends_with(" 500") && !each.ends_with(" 503") && !each.ends_with(" 507"))
            unseen.insert(each);
    }
    BOOST_TEST(unseen == Names{}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(trouble)
{
    switches->full = true;
    ask("GET /health", {.target = "/health"}, 503);
    switches->full = false;
    ask("GET /health", {.target = "/health"}, 200);

    server->post(books::statement(7, "another"));
    switches->unreadable = true;
    auto other = json::parse(samples::model()).as_object();
    other["version"] = "2";
    ask("PUT /api/v1/model",
        {.target = "/api/v1/model",
         .body = json::serialize(other),
         .method = "PUT",
         .key = "admin"},
        503);
    switches->unreadable = false;

    std::vector<lrs::Response> answers;
    for (const auto kind :
         {base::ErrorKind::busy, base::ErrorKind::unknown, base::ErrorKind::internal})
        answers.push_back(lrs::error_response({kind, "why"}));
    BOOST_TEST(lrs::take_failure(answers.back(), "5f0c1d2e3a4b5968") == "why");
    const auto full = lrs::error_response({base::ErrorKind::full, "why"});
    each_described([&](const std::string& name, const lrs::Route& route, const Asked&) {
        auto given = answers;
        if (route.method != boost::beast::http::verb::get) given.push_back(full);
        for (const auto& answer : given) {
            for (const auto& complaint : judge.judge(name, answer))
                BOOST_ERROR(name << ": " << complaint);
        }
    });
}

// Every kind of node and every other shape that an answer of attainment may have.
BOOST_AUTO_TEST_CASE(attainment)
{
    using namespace support::kmx;
    ModelMaker maker;
    for (const auto* id : {"C", "D", "E", "F"})
        maker.competency(id);
    maker.evidence("a").evidence("c").evidence(
        "b", R"({"match": {"object": ["https://x.example/b"], "success": true}})");
    maker.rule("C", 1, R"({"any": [{"ev": "a"}, {"ev": "c"}]})")
        .rule("C", 2, R"({"all": [{"below": 1}, {"atLeast": [1, [{"ev": "a"}, {"ev": "b"}]]}]})")
        .rule("C", 3, R"({"all": [{"ev": "b"}, {"any": [{"ev": "c"}]}]})")
        .rule("D", 1, R"({"weighted": [[{"ev": "a"}, 2], [{"ev": "b"}, 1]], "min": 2})")
        .rule("D", 2, R"({"weighted": [[{"ev": "a"}, 2], [{"ev": "b"}, 1]], "min": 3})")
        .rule("E", 1, R"({"held": "C", "level": 1})")
        .rule("E", 2, R"({"atLeast": [2, [{"held": "C", "level": 3}, {"below": 1}]]})")
        .rule("F", 1, R"({"any": [{"ev": "a"}, {"ev": "c"}]})")
        .rule("F", 2, R"({"all": [{"any": [{"ev": "b"}, {"all": [{"ev": "c"}]}]}]})");
    ask("PUT /api/v1/model",
        {.target = "/api/v1/model", .body = maker.text(), .method = "PUT", .key = "admin"}, 200);
    server->post(statement(11, "a", "2026-01-01T00:00:00Z"));
    server->post(statement(12, "b", "2026-01-01T00:00:00Z", R"({"result":{"success":false}})"));

    const auto answer =
        ask("GET /api/v1/attainment",
            {.target = "/api/v1/attainment?agent=" + live::escaped(json::serialize(agent("ann"))),
             .key = "admin"},
            200);
    for (const auto* kind : {"ev", "any", "all", "atLeast", "weighted", "held", "below"}) {
        const auto node = R"("node":")" + std::string(kind) + '"';
        BOOST_TEST(answer.body().find(node) != std::string::npos, node << ' ' << answer.body());
    }
    for (const auto* part :
         {R"("missing":[{"atLeast":[)", R"("weighted":[[)", R"("missing":[{"any":[)",
          R"({"all":[{"ev")", R"({"held":)", R"("reason":)"})
        BOOST_TEST(answer.body().find(part) != std::string::npos, part << ' ' << answer.body());
}

BOOST_AUTO_TEST_CASE(signatures)
{
    const auto signed_by = [&](unsigned id, certificates::Making making) {
        making.payload = books::statement(id);
        const auto jws = certificates::jws(making);
        const auto usage = "http://adlnet.gov/expapi/attachments/signature";
        return parts::multipart(
            parts::with_attachments(making.payload,
                                    parts::described(jws, "", usage, "application/octet-stream")),
            {jws});
    };
    BOOST_TEST(server->ask(signed_by(20, {})).result_int() == 200u);
    BOOST_TEST(server->ask(signed_by(21, {.x5c = {certificates::certificate({})}})).result_int() ==
               200u);
    const Asked asked{.target = "/api/v1/signatures", .key = "admin"};
    const auto answer = json::parse(ask("GET /api/v1/signatures", asked, 200).body());
    BOOST_TEST(answer.at("signatures").as_array().size() == 2u);
}

// That the judge sees what the document does not say.
BOOST_AUTO_TEST_CASE(planted)
{
    const auto answer = server->get("/api/v1/credentials/victim", "admin");
    const auto verdict = [&](const std::string& schema, auto change) {
        auto changed = described::document();
        auto& schemas = changed.at("components").at("schemas");
        change(schemas.at(schema).as_object());
        return Judge(changed).judge("GET /api/v1/credentials/{key}", answer);
    };
    BOOST_TEST(verdict("Credential", [](auto&) {}).empty());
    const auto undocumented =
        verdict("Credential", [](auto& it) { it["properties"].as_object().erase("lenient"); });
    BOOST_TEST_REQUIRE(undocumented.size() == 1u);
    BOOST_TEST(undocumented[0].starts_with("/lenient: "), undocumented[0]);
    const auto promised =
        verdict("Usage", [](auto& it) { it["required"].as_array().emplace_back("failures"); });
    BOOST_TEST_REQUIRE(promised.size() == 1u);
    BOOST_TEST(promised[0].starts_with("/usage: lacks"), promised[0]);

    BOOST_TEST(!judge.judge("GET /api/v1/nothing", answer).empty());
    auto other = answer;
    other.result(409);
    BOOST_TEST(!judge.judge("GET /api/v1/credentials/{key}", other).empty());
    other = answer;
    other.erase("Cache-Control");
    BOOST_TEST(judge.judge("GET /api/v1/credentials/{key}", other).size() == 1u);
    other = answer;
    other.set("Content-Type", "text/plain");
    BOOST_TEST(judge.judge("GET /api/v1/credentials/{key}", other).size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
