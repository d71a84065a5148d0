// OPTIONS, pages of other origins, requests inside a form and lenient content: what the header
// alone decides of them.
#include "tests/lrs/exchanges.hpp"

#include <boost/test/unit_test.hpp>

using namespace exchanges;

BOOST_FIXTURE_TEST_SUITE(lrs_origins, Fixture)

BOOST_AUTO_TEST_CASE(options)
{
    const struct {
        const char* name;
        std::string_view target;
        unsigned status;
        std::string_view allow;
    } rows[] = {
        {"xAPI, no version, no credential", "/xapi/statements", 204, "GET, HEAD, POST, OPTIONS"},
        {"second mount", "/data/xAPI/agents?agent=%7B", 204, "GET, HEAD, OPTIONS"},
        {"api", "/api/v1/model", 204, "GET, HEAD, OPTIONS"},
        {"unknown path", "/xapi/nothing", 404, ""},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto response = completed(
                header_of(http::verb::options, row.target, {{"Origin", "https://lms.example"}}),
                http::status::ok);
            BOOST_TEST(response.result_int() == row.status);
            BOOST_TEST(response[http::field::allow] == row.allow);
            BOOST_TEST(response["Access-Control-Allow-Methods"] == row.allow);
            BOOST_TEST(response["Access-Control-Allow-Origin"] == "https://lms.example");
        }
    }
}

BOOST_AUTO_TEST_CASE(sharing_with_other_origins)
{
    const auto from = header_of(get, "/xapi/agents", {v1, {"Origin", "https://lms.example"}});
    const auto answer = completed(from, http::status::ok);
    BOOST_TEST(answer["Access-Control-Allow-Origin"] == "https://lms.example");
    BOOST_TEST(answer["Vary"] == "Origin");
    BOOST_TEST(answer["Access-Control-Expose-Headers"].contains("ETag"));
    BOOST_TEST(answer.count("Access-Control-Allow-Credentials") == 0);

    const auto refused = completed(from, http::status::unauthorized);
    BOOST_TEST(refused["Access-Control-Allow-Origin"] == "https://lms.example");

    const auto plain = completed(header_of(get, "/xapi/agents", {v1}), http::status::ok);
    BOOST_TEST(plain.count("Access-Control-Allow-Origin") == 0);
    BOOST_TEST(plain.count("Vary") == 0);
}

// Nothing but the form says what is asked for, so nothing else is judged before it has come.
BOOST_AUTO_TEST_CASE(alternate_syntax_is_judged_when_it_is_unwrapped)
{
    const auto header = header_of(post, "/xapi/about?method=GET");
    Exchange outer(app, router, header);
    BOOST_TEST(outer.is_alternate());
    BOOST_TEST(!outer.refusal().has_value());

    const auto wrapped = header_of(get, "/xapi/agents", {v1});
    Exchange inner(app, router, wrapped, {{"agent", "{}"}});
    BOOST_TEST(!inner.is_alternate());
    BOOST_TEST(!inner.refusal().has_value());
    BOOST_TEST(inner.take({}, "").parameters.at("agent") == "{}");

    const auto elsewhere = header_of(post, "/api/v1/model?method=GET");
    BOOST_TEST(!Exchange(app, router, elsewhere).is_alternate());
}

// Who forgets the version is told so, unless his credential is of content that does.
BOOST_AUTO_TEST_CASE(a_version_that_is_missing)
{
    const auto admitted = [&](const RequestHeader& header, bool lenient) {
        Exchange exchange(app, router, header);
        auto answer = exchange.refusal();
        auto credential = std::make_shared<Credential>(*who(Scope::all));
        credential->lenient = lenient;
        if (!answer) answer = exchange.admit(credential);
        auto response = answer ? std::move(*answer) : empty_response(http::status::ok);
        exchange.complete(response, true);
        return std::to_string(response.result_int()) + ' ' +
               std::string(response["X-Experience-API-Version"]);
    };
    const std::pair<std::string_view, std::string_view> key{"Authorization", "Basic x"};
    const std::pair<std::string_view, std::string_view> old{"X-Experience-API-Version", "0.95"};
    const auto missing = header_of(get, "/xapi/agents", {key});
    BOOST_TEST(admitted(missing, false) == "400 2.0.0");
    BOOST_TEST(admitted(missing, true) == "200 1.0.3");
    BOOST_TEST(admitted(header_of(get, "/xapi/agents", {key, v2}), true) == "200 2.0.0");
    BOOST_TEST(admitted(header_of(get, "/xapi/agents", {key, old}), true) == "400 2.0.0");
    BOOST_TEST(admitted(header_of(get, "/xapi/agents"), true) == "400 2.0.0");
}

BOOST_AUTO_TEST_CASE(parameters_that_are_ignored)
{
    config.ignored_parameters = {"named"};
    const auto header =
        header_of(get, "/xapi/agents?agent=a&tincan=b&named=c&other=d&Agent=e", {v1});
    for (const bool lenient : {false, true}) {
        Exchange exchange(app, router, header);
        BOOST_REQUIRE(!exchange.refusal().has_value());
        auto credential = std::make_shared<Credential>(*who(Scope::all));
        credential->lenient = lenient;
        BOOST_REQUIRE(!exchange.admit(credential).has_value());
        const auto parameters = exchange.take({}, "").parameters;
        BOOST_TEST(parameters.contains("agent"));
        BOOST_TEST(parameters.contains("Agent"));
        BOOST_TEST(parameters.contains("other") != lenient);
        BOOST_TEST(parameters.size() == (lenient ? 2u : 3u));
    }
}

BOOST_AUTO_TEST_SUITE_END()
