// That tenants never see each other: every route and method, asked across the wall.
#include "tests/lrs/route_samples.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace {

namespace data = boost::unit_test::data;
namespace http = boost::beast::http;
namespace json = boost::json;

using live::Asked;

// What an admin of the tenant "elsewhere" is answered who asks for what is the default tenant's.
// Writes of his own succeed, in his own tenant, which has a model and employees of its own.
constexpr std::pair<std::string_view, unsigned> answers[] = {
    {"GET /statements", 404}, // By the id of a statement that is there for others.
    {"PUT /statements", 204},
    {"POST /statements", 200},
    {"GET /activities/state", 404},
    {"PUT /activities/state", 412}, // If-Match: * means one that is there.
    {"POST /activities/state", 204},
    {"DELETE /activities/state", 204},
    {"GET /activities/profile", 404},
    {"PUT /activities/profile", 412},
    {"POST /activities/profile", 204},
    {"DELETE /activities/profile", 204},
    {"GET /agents/profile", 404},
    {"PUT /agents/profile", 412},
    {"POST /agents/profile", 204},
    {"DELETE /agents/profile", 204},
    {"GET /activities", 200}, // Says what was asked, and no definition.
    {"GET /agents", 200},     // Says what was asked.
    {"GET /about", 200},
    {"GET /health", 200},
    {"GET /metrics", 403}, // They tell of all tenants.
    {"GET /api/v1/openapi.json", 200},
    {"GET /api/v1/attainment", 200},
    {"GET /api/v1/persons", 200},
    {"POST /api/v1/persons/entries", 200},
    {"POST /api/v1/employees", 200},
    {"GET /api/v1/persons/{person}", 404},
    {"GET /api/v1/persons/{person}/attainment", 404},
    {"GET /api/v1/persons/{person}/explanation/{competency}", 404},
    {"GET /api/v1/persons/{person}/timeline", 404},
    {"GET /api/v1/persons/{person}/gap", 404},
    {"GET /api/v1/persons/{person}/recommendation", 404},
    {"GET /api/v1/persons/{person}/expiring", 404},
    {"POST /api/v1/persons/{person}/issue", 404},
    {"GET /api/v1/units/{unit}/team", 404},
    {"POST /api/v1/attestations", 404},
    {"POST /api/v1/attestations/{statement}/revocation", 404},
    {"POST /api/v1/retention", 200},
    {"GET /api/v1/heatmap", 200},
    {"GET /api/v1/signatures", 404}, // Of a statement that is there for others.
    {"GET /api/v1/model", 200},
    {"PUT /api/v1/model", 200},
    {"GET /api/v1/models", 200},
    {"POST /api/v1/models", 201},
    {"GET /api/v1/models/{model}", 404},
    {"DELETE /api/v1/models/{model}", 404},
    {"POST /api/v1/models/{model}/approval", 404},
    {"GET /api/v1/models/{model}/preview", 404},
    {"POST /api/v1/models/{model}/publication", 404},
    {"GET /api/v1/packages", 200},
    {"POST /api/v1/packages", 201},
    {"GET /api/v1/packages/{package}", 404},
    {"DELETE /api/v1/packages/{package}", 404},
    {"GET /api/v1/packages/{package}/registrations", 404},
    {"POST /api/v1/packages/{package}/registrations", 404},
    {"GET /api/v1/registrations/{registration}", 404},
    {"POST /api/v1/registrations/{registration}/launch", 404},
    {"POST /api/v1/registrations/{registration}/waiver", 404},
    {"POST /api/v1/launches/{launch}/abandonment", 404},
    {"DELETE /api/v1/registrations/{registration}", 404},
    {"GET /api/v1/courses", 200},
    {"GET /api/v1/courses/{course}", 404},
    {"PUT /api/v1/courses/{course}/offer", 404},
    {"POST /api/v1/courses/{course}/participants", 404},
    {"GET /api/v1/persons/{person}/courses", 404},
    {"POST /api/v1/persons/{person}/link", 404},
    {"DELETE /api/v1/persons/{person}/link", 404},
    {"GET /api/v1/my/courses", 403}, // Of links alone.
    {"POST /api/v1/my/courses/{course}", 403},
    {"DELETE /api/v1/my/courses/{course}", 403},
    {"POST /api/v1/my/registrations/{registration}/launch", 403},
    {"GET /api/v1/my/attainment", 403},
    {"GET /courses", 200}, // The page, without anybody's data.
    {"GET /courses/{file}", 200},
    {"GET /api/v1/credentials", 200}, // His own.
    {"POST /api/v1/credentials", 201},
    {"GET /api/v1/credentials/{key}", 404},
    {"PATCH /api/v1/credentials/{key}", 404},
    {"DELETE /api/v1/credentials/{key}", 404},
    {"POST /api/v1/credentials/{key}/rotate", 404},
    {"GET /api/v1/tenants", 200}, // His own.
    {"POST /api/v1/tenants", 403},
    {"GET /api/v1/tenants/{name}", 404},
    {"PATCH /api/v1/tenants/{name}", 404},
    {"DELETE /api/v1/tenants/{name}", 404},
    {"GET /api/v1/backups", 403}, // The store is everybody's.
    {"POST /api/v1/backups", 403},
    {"GET /api/v1/compactions", 403},
    {"POST /api/v1/compactions", 403},
    {"GET /api/v1/stats", 403},
};

bool is_open(const lrs::Route& route)
{
    return route.kind == lrs::RouteKind::open || route.kind == lrs::RouteKind::xapi_open;
}

bool has_mark(const live::Answer& answer)
{
    return answer.body().find(samples::mark) != std::string::npos;
}

struct Fixture {
    void open(const live::Backend& backend)
    {
        disk = backend.make();
        server = std::make_unique<live::World>(disk->open());
        server->tenants.update("default", {.hosts = {{"default.example"}}}).value();
        samples::prepare(*server);
        server->ask({.target = "/api/v1/model",
                     .body = his_own(samples::model()),
                     .method = "PUT",
                     .key = "elsewhere"});
    }

    static std::string his_own(std::string text)
    {
        for (auto at = text.find(samples::mark); at != text.npos; at = text.find(samples::mark))
            text.replace(at, samples::mark.size(), "of-another-tenant");
        return text;
    }

    // All that the default tenant has, as its admin reads it.
    std::string everything()
    {
        std::string out;
        for (const auto& target :
             {std::string("/xapi/statements?limit=0"), samples::state, samples::activity_profile,
              samples::agent_profile,
              "/api/v1/attainment?asOf=2020-01-01T00:00:00Z&" + samples::who,
              "/xapi/activities?" + samples::what, std::string("/api/v1/signatures"),
              std::string("/api/v1/model"), std::string("/api/v1/credentials/victim"),
              std::string("/api/v1/tenants/spare")}) {
            const auto answer = server->get(target, "admin");
            BOOST_TEST(answer.result_int() == 200u, target);
            out += answer.body() + '\n';
        }
        const auto all =
            json::parse(server->get("/api/v1/credentials?tenant=default", "admin").body());
        for (const auto& each : all.at("credentials").as_array())
            out += json::serialize(each.at("key")) + '\n';
        return out;
    }

    // Asks; a route that answers GET is asked by HEAD as well.
    live::Answer ask(const lrs::Route& route, Asked asked)
    {
        auto answer = server->ask(asked);
        BOOST_TEST(!has_mark(answer), answer.body());
        if (route.method == http::verb::get) {
            asked.method = "HEAD";
            BOOST_TEST(server->ask(asked).result_int() == answer.result_int());
        }
        return answer;
    }

    std::unique_ptr<live::Disk> disk;
    std::unique_ptr<live::World> server;
    unsigned number = 1'000;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_tenant_walls, Fixture)

// By the plain path, and by the path and the host of his own tenant.
BOOST_DATA_TEST_CASE(nothing_is_seen_or_changed, data::make(live::backends), backend)
{
    open(backend);
    const auto before = everything();
    const Asked ways[] = {{.target = "", .host = "localhost"},
                          {.target = "/t/elsewhere", .host = "localhost"},
                          {.target = "", .host = "elsewhere.example:8080"},
                          {.target = "/t/elsewhere", .host = "ELSEWHERE.example."}};
    for (const auto& way : ways) {
        samples::each_route(
            number, [&](const std::string& name, const lrs::Route& route, Asked asked) {
                const auto row =
                    std::ranges::find(answers, name, [](const auto& each) { return each.first; });
                BOOST_TEST((row != std::end(answers)), "the table above has no row for it");
                if (row == std::end(answers)) return;
                asked.key = "elsewhere";
                asked.body = his_own(asked.body);
                asked.target = way.target + asked.target;
                asked.host = way.host;
                BOOST_TEST(ask(route, asked).result_int() == row->second, way.target << way.host);
            });
    }
    BOOST_TEST(std::size(answers) == samples::main_routes());
    BOOST_TEST(everything() == before);
    BOOST_TEST(before.find(samples::mark) != std::string::npos);
}

// A credential of one tenant by the path or the host of another, or of one that is not there.
BOOST_DATA_TEST_CASE(path_and_host_must_agree, data::make(live::backends), backend)
{
    open(backend);
    const auto before = everything();

    const struct {
        std::string path;
        std::string host;
        std::string key;
    } rows[] = {
        {"/t/default", "localhost", "elsewhere"},
        {"/t/spare", "localhost", "elsewhere"},
        {"/t/nobody", "localhost", "elsewhere"},
        {"", "default.example", "elsewhere"},
        {"", "default.example:80", "elsewhere"},
        {"/t/elsewhere", "default.example", "elsewhere"},
        {"/t/default", "elsewhere.example", "elsewhere"},
        {"/t/elsewhere", "localhost", "admin"},
        {"/t/nobody", "localhost", "admin"},
        {"", "elsewhere.example", "admin"},
        {"/t/default", "elsewhere.example", "admin"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.path << " at " << row.host << " by " << row.key)
        {
            samples::each_route(
                number, [&](const std::string&, const lrs::Route& route, Asked asked) {
                    asked.key = row.key;
                    asked.target = row.path + asked.target;
                    asked.host = row.host;
                    BOOST_TEST(ask(route, asked).result_int() == (is_open(route) ? 200u : 403u));
                });
        }
    }
    BOOST_TEST(everything() == before);
}

BOOST_DATA_TEST_CASE(lists_have_ones_own, data::make(live::backends), backend)
{
    open(backend);
    server->post(books::statement(7, "of-elsewhere"), "elsewhere");
    const std::string targets[] = {
        "/xapi/statements",
        "/xapi/statements?" + samples::who,
        "/xapi/statements?related_agents=true&" + samples::who,
        "/xapi/statements?format=ids",
        "/xapi/statements?format=canonical",
        "/xapi/statements?attachments=true",
        "/xapi/activities/state?" + samples::what + "&" + samples::who,
        "/xapi/activities/profile?" + samples::what,
        "/xapi/agents/profile?" + samples::who,
        "/api/v1/signatures",
        "/api/v1/credentials",
        "/api/v1/tenants",
        "/api/v1/courses",
    };
    for (const auto& target : targets) {
        const auto answer = server->get(target, "elsewhere");
        BOOST_TEST(answer.result_int() == 200u, target);
        BOOST_TEST(!has_mark(answer), target);
        if (target.starts_with("/xapi/statements")) {
            BOOST_TEST(answer.body().find("of-elsewhere") != std::string::npos, target);
            const auto other = server->get(target, "admin");
            BOOST_TEST(has_mark(other), target);
            BOOST_TEST(other.body().find("of-elsewhere") == std::string::npos, target);
        }
    }
    // One id may stand for a statement in each tenant.
    BOOST_TEST(server->get(books::one(7), "admin").result_int() == 404u);
    server->post(books::statement(7, "another"), "admin");
    BOOST_TEST(server->get(books::one(7), "elsewhere").body().find("of-elsewhere") !=
               std::string::npos);
}

// `more` repeats the way the first page was called; nobody else can follow it.
BOOST_DATA_TEST_CASE(more, data::make(live::backends), backend)
{
    open(backend);
    for (unsigned at = 10; at < 13; ++at)
        server->post(books::statement(at), "elsewhere");
    const std::string mounts[] = {"/xapi", "/data/xAPI", "/t/elsewhere/xapi",
                                  "/t/elsewhere/data/xAPI"};
    for (const auto& mount : mounts) {
        std::string next = mount + "/statements?limit=2";
        std::size_t found = 0;
        for (int pages = 0; !next.empty() && pages < 5; ++pages) {
            const auto answer = server->get(next, "elsewhere");
            BOOST_REQUIRE_MESSAGE(answer.result_int() == 200u, next << answer.body());
            const auto page = json::parse(answer.body());
            found += page.at("statements").as_array().size();
            next = page.at("more").as_string();
            if (next.empty()) continue;
            BOOST_TEST(next.starts_with(mount + "/statements?"), next);
            const auto by_others = server->get(next, "admin").result_int();
            BOOST_TEST(by_others == (mount.starts_with("/t/") ? 403u : 400u));
        }
        BOOST_TEST(found == 3u);
    }
}

// The alternate request syntax of 1.0.3 names its credential in the body; the path is the outer
// one.
BOOST_DATA_TEST_CASE(alternate_syntax, data::make(live::backends), backend)
{
    open(backend);
    const auto ask = [&](const std::string& mount, const std::string& host) {
        return server->ask({.target = mount + "/statements?method=GET",
                            .body = "statementId=" + books::id(samples::stored_number) +
                                    "&X-Experience-API-Version=1.0.3&Authorization=" +
                                    live::escaped(fakes::basic("elsewhere")),
                            .key = "admin",
                            .type = "application/x-www-form-urlencoded",
                            .version = "1.0.3",
                            .host = host});
    };
    for (const std::string mount : {"/xapi", "/data/xAPI"}) {
        const auto plain = ask(mount, "localhost");
        BOOST_TEST(plain.result_int() == 404u, plain.body());
        BOOST_TEST(ask("/t/elsewhere" + mount, "localhost").result_int() == 404u);
        BOOST_TEST(ask(mount, "elsewhere.example").result_int() == 404u);
        BOOST_TEST(ask("/t/default" + mount, "localhost").result_int() == 403u);
        BOOST_TEST(ask(mount, "default.example").result_int() == 403u);
    }
}

BOOST_AUTO_TEST_SUITE_END()
