// What the OpenAPI document allows in a request is what the server takes.
#include "tests/lrs/described.hpp"
#include "tests/lrs/route_samples.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

namespace json = boost::json;

struct Fixture {
    Fixture() { samples::prepare(server); }

    // Both verdicts on one body.
    void check(const std::string& operation, const std::string& target, const std::string& body,
               bool right)
    {
        BOOST_TEST_CONTEXT(operation << ' ' << body.substr(0, 200))
        {
            const auto& said = operations.at(operation).said.at("requestBody").as_object();
            const auto value = json::parse(body);
            BOOST_TEST(schemas.check(*described::schema_of(said), value).empty() == right);
            const auto method = operation.substr(0, operation.find(' '));
            const auto answer =
                server.ask({.target = target, .body = body, .method = method, .key = "admin"});
            const bool taken = answer.result_int() / 100 == 2;
            BOOST_TEST((taken || answer.result_int() == 400), answer.body());
            BOOST_TEST(taken == right, answer.body());
        }
    }

    json::value document = described::document();
    support::JsonSchema schemas{document};
    std::map<std::string, described::Operation> operations = described::operations(document);
    live::Memory disk;
    live::World server{disk.open()};
};

std::string repeated(std::string_view text, std::size_t count)
{
    std::string out;
    for (std::size_t i = 0; i < count; ++i)
        out += text;
    return out;
}

std::string member(std::string_view name, std::string_view text)
{
    return json::serialize(json::object{{name, text}});
}

std::string hosts(std::size_t count)
{
    json::array out;
    for (std::size_t i = 0; i < count; ++i)
        out.emplace_back("h" + std::to_string(i) + ".example");
    return json::serialize(json::object{{"hosts", out}});
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_openapi_bodies, Fixture)

// Of POST and PATCH alike.
BOOST_AUTO_TEST_CASE(credentials)
{
    const std::string two_agents =
        R"({"mbox":"mailto:a@x.example"},{"account":{"homePage":"https://x.example","name":"a"}})";

    const struct {
        std::string body;
        bool right;
    } rows[] = {
        {"{}", true},
        {"[]", false},
        {"null", false},
        {R"({"unknown":1})", false},
        {R"({"title":""})", true},
        {R"({"title":null})", false},
        {R"({"title":"a\nb"})", false},
        {member("title", std::string(limits::title_bytes, 'a')), true},
        {member("title", std::string(limits::title_bytes + 1, 'a')), false},
        {R"({"scopes":["all","all/read","admin"]})", true},
        {R"({"scopes":["state","state"]})", true},
        {R"({"scopes":[]})", false},
        {R"({"scopes":["everything"]})", false},
        {R"({"scopes":"all"})", false},
        {R"({"lenient":true})", true},
        {R"({"lenient":"yes"})", false},
        {R"({"rate":{}})", true},
        {R"({"rate":{"requestsPerSecond":10,"statementsPerSecond":1000000}})", true},
        {R"({"rate":{"statementsPerSecond":1000001}})", false},
        {R"({"rate":{"requestsPerSecond":-1}})", false},
        {R"({"rate":{"requestsPerMinute":1}})", false},
        {R"({"rate":7})", false},
        {R"({"authority":{"mbox":"mailto:a@x.example"}})", true},
        {R"({"authority":{"mbox":"a@x.example"}})", false},
        {R"({"authority":{"objectType":"Agent","name":"A","openid":"https://x.example/a"}})", true},
        {R"({"authority":{"openid":"a"}})", false},
        {R"({"authority":{"mbox_sha1sum":")" + std::string(40, 'a') + R"("}})", true},
        {R"({"authority":{"mbox_sha1sum":"aa"}})", false},
        {R"({"authority":{"account":{"homePage":"https://x.example","name":"a"}}})", true},
        {R"({"authority":{"account":{"homePage":"https://x.example"}}})", false},
        {R"({"authority":{"account":{"homePage":"x","name":"a"}}})", false},
        {R"({"authority":{"name":"A"}})", false},
        {R"({"authority":{"mbox":"mailto:a@x.example","openid":"https://x.example/a"}})", false},
        {R"({"authority":{"mbox":"mailto:a@x.example","age":1}})", false},
        {R"({"authority":{"objectType":"Group","member":[)" + two_agents + "]}}", true},
        {R"({"authority":{"member":[)" + two_agents + "]}}", false},
        {R"({"authority":{"objectType":"Group","member":[{"mbox":"mailto:a@x.example"}]}})", false},
        {R"({"authority":{"objectType":"Group","member":[{"mbox":"mailto:a@x.example"},)"
         R"({"mbox":"mailto:b@x.example"}]}})",
         false},
        {R"({"authority":{"mbox":"mailto:a@x.example","name":")" +
             std::string(limits::authority_bytes, 'a') + R"("}})",
         false},
    };

    for (const auto& row : rows) {
        check("POST /api/v1/credentials", "/api/v1/credentials", row.body, row.right);
        check("PATCH /api/v1/credentials/{key}", "/api/v1/credentials/victim", row.body, row.right);
    }
}

BOOST_AUTO_TEST_CASE(new_credentials)
{
    const struct {
        std::string body;
        bool right;
    } rows[] = {
        {R"({"key":"moodle/1 ü"})", true},
        {R"({"key":""})", false},
        {R"({"key":"a:b"})", false},
        {R"({"key":"a\u007fb"})", false},
        {member("key", std::string(limits::credential_key_bytes, 'a')), true},
        {member("key", std::string(limits::credential_key_bytes + 1, 'a')), false},
        {R"({"tenant":"elsewhere"})", true},
        {R"({"tenant":1})", false},
        {R"({"enabled":true})", false},
        {R"({"secret":"mine"})", false},
    };

    for (const auto& row : rows)
        check("POST /api/v1/credentials", "/api/v1/credentials", row.body, row.right);
    const auto victim = "/api/v1/credentials/victim";
    check("PATCH /api/v1/credentials/{key}", victim, R"({"enabled":true})", true);
    check("PATCH /api/v1/credentials/{key}", victim, R"({"key":"other"})", false);
    check("PATCH /api/v1/credentials/{key}", victim, R"({"tenant":"default"})", false);
    const auto rotate = "/api/v1/credentials/victim/rotate";
    check("POST /api/v1/credentials/{key}/rotate", rotate, "{}", true);
    check("POST /api/v1/credentials/{key}/rotate", rotate, R"({"secret":"mine"})", false);
}

BOOST_AUTO_TEST_CASE(tenants)
{
    const std::string label(63, 'a');
    const auto longest = repeated(label + ".", 3) + std::string(61, 'a');

    const struct {
        std::string body; // Of PATCH, and without its brace of POST.
        bool right;
    } rows[] = {
        {R"({"title":"Stadt"})", true},
        {R"({"title":1})", false},
        {R"({"hosts":["a.example","b-1.example"]})", true},
        {R"({"hosts":["10.0.0.1"]})", true},
        {R"({"hosts":[]})", true},
        {R"({"hosts":["a.example","a.example"]})", false},
        {R"({"hosts":["A.example"]})", false},
        {R"({"hosts":["a.example:80"]})", false},
        {R"({"hosts":["-a.example"]})", false},
        {R"({"hosts":["a..example"]})", false},
        {R"({"hosts":[")" + label + R"("]})", true},
        {R"({"hosts":[")" + label + R"(a"]})", false},
        {R"({"hosts":[")" + longest + R"("]})", true},
        {R"({"hosts":[")" + longest + R"(a"]})", false},
        {hosts(limits::tenant_hosts), true},
        {hosts(limits::tenant_hosts + 1), false},
        {R"({"unknown":1})", false},
    };

    std::size_t count = 0;
    for (const auto& row : rows) {
        check("PATCH /api/v1/tenants/{name}", "/api/v1/tenants/spare", row.body, row.right);
        check("PATCH /api/v1/tenants/{name}", "/api/v1/tenants/spare", R"({"hosts":[]})", true);
        const auto name = "n" + std::to_string(++count);
        check("POST /api/v1/tenants", "/api/v1/tenants",
              R"({"name":")" + name + "\"," + row.body.substr(1), row.right);
        if (row.right) BOOST_TEST(server.tenants.remove(name).has_value());
    }
    check("PATCH /api/v1/tenants/{name}", "/api/v1/tenants/spare", R"({"name":"other"})", false);
}

BOOST_AUTO_TEST_CASE(names_of_tenants)
{
    const std::pair<std::string, bool> rows[] = {
        {member("name", "a-1"), true},
        {member("name", std::string(limits::tenant_name_bytes, 'a')), true},
        {member("name", std::string(limits::tenant_name_bytes + 1, 'a')), false},
        {member("name", "A"), false},
        {member("name", ""), false},
        {member("name", "a.b"), false},
        {"{}", false},
    };
    for (const auto& [body, right] : rows)
        check("POST /api/v1/tenants", "/api/v1/tenants", body, right);
}

// The document says little of a model; what it says must hold.
BOOST_AUTO_TEST_CASE(models)
{
    const auto right = json::parse(samples::model()).as_object();
    const auto changed = [&](std::string_view name, json::value value) {
        auto out = right;
        out[name] = std::move(value);
        return json::serialize(out);
    };
    const auto put = [&](const std::string& body, bool is_right) {
        check("PUT /api/v1/model", "/api/v1/model", body, is_right);
    };
    put(json::serialize(right), true);
    put(changed("SAMPLE_NOTE", "free"), true);
    put(changed("Sample", "free"), false);
    put(changed("defaultLang", "en"), true);
    put(changed("defaultLang", "fr"), false);
    put(changed("$schema", "kmx-2"), false);
    put(changed("validFrom", "2026-13-01"), false);
    put(changed("title", {{"de", "nur"}}), false);
    put(changed("title", {{"de", "a"}, {"en", "b"}, {"fr", "c"}}), true);
    for (const auto* name : {"$schema", "id", "version", "title", "validFrom", "tz", "scales",
                             "areas", "competencies", "evidence", "rules"}) {
        auto without = right;
        without.erase(name);
        put(json::serialize(without), false);
        put(changed(name, 1), false);
    }
}

BOOST_AUTO_TEST_SUITE_END()
