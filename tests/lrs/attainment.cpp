// Attainment and models over a running server.
#include "lrs/resources/handlers.hpp"
#include "tests/lrs/live.hpp"
#include "tests/support/competency_models.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

namespace json = boost::json;

using namespace support::kmx;

const std::string ann = json::serialize(agent("ann"));

ModelMaker one_course()
{
    ModelMaker maker;
    maker.competency("C").evidence("a");
    return maker.rule("C", 1, R"({"ev": "a"})");
}

std::string question(std::string_view agent_text, std::string_view more = "")
{
    return "/api/v1/attainment?agent=" + live::escaped(agent_text) + std::string(more);
}

struct Fixture {
    live::Memory disk;
    live::World server{disk.open()};

    live::Answer put_model(const std::string& text, const std::string& key = "admin")
    {
        return server.ask({.target = "/api/v1/model", .body = text, .method = "PUT", .key = key});
    }

    json::value attainment(std::string_view more = "")
    {
        const auto answer = server.get(question(ann, more), "admin");
        BOOST_REQUIRE_MESSAGE(answer.result_int() == 200, answer.body());
        return json::parse(answer.body());
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_attainment, Fixture)

BOOST_AUTO_TEST_CASE(without_a_model)
{
    BOOST_TEST(server.get(question(ann), "admin").result_int() == 404u);
    BOOST_TEST(server.get("/api/v1/model", "admin").result_int() == 404u);
}

BOOST_AUTO_TEST_CASE(statuses)
{
    BOOST_REQUIRE_EQUAL(put_model(one_course().text()).result_int(), 200);
    const auto in_utc = "&asOf=2026-03-01T00:00:00Z";

    const struct {
        const char* name;
        std::string target;
        std::string key;
        int status;
        std::string_view at; // What the refusal names.
    } rows[] = {
        {"agent", question(ann), "admin", 200, ""},
        {"somebody unknown", question(R"({"mbox":"mailto:nobody@example.org"})"), "admin", 200, ""},
        {"no agent", "/api/v1/attainment", "admin", 400, "agent"},
        {"empty agent", question(""), "admin", 400, "agent"},
        {"no JSON", question("ann"), "admin", 400, "agent"},
        {"no Agent", question("{}"), "admin", 400, "agent"},
        {"wrong address", question(R"({"mbox":"ann@example.org"})"), "admin", 400, "agent"},
        {"identified group", question(R"({"objectType":"Group","mbox":"mailto:crew@example.org"})"),
         "admin", 400, "agent"},
        {"asOf", question(ann, in_utc), "admin", 200, ""},
        {"asOf with an offset", question(ann, "&asOf=2026-03-01T00:00:00%2B01:00"), "admin", 200,
         ""},
        {"asOf without a zone", question(ann, "&asOf=2026-03-01T00:00:00"), "admin", 400, "asOf"},
        {"asOf, a date", question(ann, "&asOf=2026-03-01"), "admin", 400, "asOf"},
        {"asOf, empty", question(ann, "&asOf="), "admin", 400, "asOf"},
        {"knownAt", question(ann, "&knownAt=2026-03-01T00:00:00Z"), "admin", 200, ""},
        {"knownAt, no time", question(ann, "&knownAt=now"), "admin", 400, "knownAt"},
        {"unknown parameter", question(ann, "&x=1"), "admin", 400, "x"},
        {"wrong case", question(ann, "&asof=2026-03-01T00:00:00Z"), "admin", 400, "asof"},
        {"a statement's parameter", question(ann, "&limit=1"), "admin", 400, "limit"},
        {"all of xAPI is not enough", question(ann), "all", 403, ""},
        {"a reader of statements", question(ann), "reader", 403, ""},
        {"somebody unknown calls", question(ann), "nobody", 401, ""},
        {"of another tenant", question(ann), "elsewhere", 404, ""},
        {"model", "/api/v1/model", "admin", 200, ""},
        {"model, of another tenant", "/api/v1/model", "elsewhere", 404, ""},
        {"model, all of xAPI is not enough", "/api/v1/model", "all", 403, ""},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto answer = server.get(row.target, row.key);
            BOOST_TEST(answer.result_int() == static_cast<unsigned>(row.status), answer.body());
            if (row.at.empty()) continue;
            BOOST_TEST(json::parse(answer.body()).at("at").as_string() == row.at);
        }
    }
}

BOOST_AUTO_TEST_CASE(another_tenant_cannot_replace_the_model)
{
    BOOST_TEST(put_model(one_course().text(), "elsewhere").result_int() == 200u);
    BOOST_TEST(server.get("/api/v1/model", "admin").result_int() == 404u);
}

BOOST_AUTO_TEST_CASE(answers)
{
    put_model(one_course().text());
    server.post(statement(1, "a", "2020-02-01T00:00:00Z"));
    const auto given = attainment("&asOf=2026-03-01T01:00:00%2B01:00");
    BOOST_TEST((given.at("agent").at("account") == agent("ann").at("account")));
    BOOST_TEST(given.at("asOf").as_string() == "2026-03-01T00:00:00Z");
    const auto& entry = given.at("competencies").at(0);
    BOOST_TEST(entry.at("id").as_string() == "C");
    BOOST_TEST(entry.at("level").as_int64() == 1);
    BOOST_TEST(entry.at("since").as_string() == "2020-02-01T00:00:00Z");

    const auto level = [&](std::string_view more) {
        return attainment(more).at("competencies").at(0).at("level").as_int64();
    };
    BOOST_TEST(level("&asOf=2020-01-31T00:00:00Z") == 0);
    BOOST_TEST(level("&knownAt=2020-03-01T00:00:00Z") == 0); // It came here later.
    BOOST_TEST(level("") == 1);                              // Now.
    server.post(voiding(2, 1, "2020-03-01T00:00:00Z"));
    BOOST_TEST(level("") == 0);
}

BOOST_AUTO_TEST_CASE(models)
{
    const auto first = put_model(one_course().text());
    BOOST_TEST(first.result_int() == 200u);
    const auto got = server.get("/api/v1/model", "admin");
    BOOST_TEST(got.body() == first.body());
    BOOST_TEST(got.at("ETag") == first.at("ETag"));
    const auto hash = '"' + std::string(attainment().at("model").as_string()) + '"';
    BOOST_TEST(got.at("ETag") == hash);
    // Written otherwise it is the same.
    BOOST_TEST(put_model(" " + one_course().text() + "\n").at("ETag") == hash);

    auto changed = one_course();
    changed.document["version"] = "2";
    BOOST_TEST(put_model(changed.text()).at("ETag") != hash);
    const auto second = server.get("/api/v1/model", "admin");
    BOOST_TEST(second.at("ETag") != hash);

    auto broken = one_course();
    broken.rule("C", 9, R"({"ev": "b"})");

    const struct {
        const char* name;
        std::string body;
        std::string key;
        int status;
    } rows[] = {
        {"breaks rules", broken.text(), "admin", 400},
        {"no model", "{}", "admin", 400},
        {"no JSON", "model", "admin", 400},
        {"by somebody else", one_course().text(), "all", 403},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto answer = put_model(row.body, row.key);
            BOOST_TEST(answer.result_int() == static_cast<unsigned>(row.status));
            BOOST_TEST(server.get("/api/v1/model", "admin").body() == second.body());
        }
    }
    const auto refused = json::parse(put_model(broken.text()).body());
    BOOST_TEST(refused.at("complaints").as_array().size() >= 2u); // The level and the evidence.
}

BOOST_AUTO_TEST_SUITE_END()
