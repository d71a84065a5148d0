// What the header alone decides, and what answers carry: no socket.
#include "tests/lrs/exchanges.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

using namespace exchanges;

BOOST_FIXTURE_TEST_SUITE(lrs_exchange, Fixture)

BOOST_AUTO_TEST_CASE(headers)
{
    const struct {
        const char* name;
        RequestHeader header;
        unsigned status;
        std::string_view version; // Of the answer; empty: none.
    } rows[] = {
        {"1.0", header_of(get, "/xapi/statements", {v1}), 0, "1.0.3"},
        {"2.0", header_of(get, "/xapi/statements", {v2}), 0, "2.0.0"},
        {"second mount", header_of(get, "/data/xAPI/statements", {v1}), 0, "1.0.3"},
        {"no version", header_of(get, "/xapi/statements"), 400, "2.0.0"},
        {"unknown version",
         header_of(get, "/xapi/statements", {{"X-Experience-API-Version", "0.95"}}), 400, "2.0.0"},
        {"about, no version", header_of(get, "/xapi/about"), 0, "2.0.0"},
        {"about, unknown version",
         header_of(get, "/xapi/about", {{"X-Experience-API-Version", "0.95"}}), 0, "2.0.0"},
        {"about, 1.0", header_of(get, "/xapi/about", {v1}), 0, "1.0.3"},
        {"health", header_of(get, "/health"), 0, ""},
        {"api", header_of(get, "/api/v1/model"), 0, ""},
        {"unknown path, 1.0", header_of(get, "/xapi/nothing", {v1}), 404, "1.0.3"},
        {"unknown path, no version", header_of(get, "/xapi/nothing"), 404, "2.0.0"},
        {"unknown path elsewhere", header_of(get, "/nothing", {v1}), 404, ""},
        {"wrong method, 1.0", header_of(put, "/xapi/about", {v1}), 405, "1.0.3"},
        {"duplicate parameter", header_of(get, "/xapi/agents?a=1&a=2", {v1}), 400, "1.0.3"},
        {"two parameters", header_of(get, "/xapi/agents?a=1&b=2", {v1}), 0, "1.0.3"},
        {"broken escape in the path", header_of(get, "/xapi/a%gents", {v1}), 400, "1.0.3"},
        {"broken escape in the query", header_of(get, "/xapi/agents?a=%", {v1}), 400, "1.0.3"},
        {"absolute form", header_of(get, "http://h/xapi/agents", {v1}), 0, "1.0.3"},
        {"no path", header_of(get, "xapi/agents", {v1}), 400, "1.0.3"},
        {"two hosts", header_of(get, "/xapi/agents", {v1, {"Host", "b"}}), 400, "1.0.3"},
        {"unknown coding", header_of(post, "/xapi/statements", {v1, {"Transfer-Encoding", "gzip"}}),
         501, "1.0.3"},
        {"two codings",
         header_of(post, "/xapi/statements", {v1, {"Transfer-Encoding", "gzip, chunked"}}), 501,
         "1.0.3"},
        {"chunks", header_of(post, "/xapi/statements", {v1, {"Transfer-Encoding", "Chunked"}}), 0,
         "1.0.3"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(refused(row.header) == row.status);
            const auto response = completed(row.header, http::status::ok);
            BOOST_TEST(response["X-Experience-API-Version"] == row.version);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_default_version_is_answered_to_those_who_name_none)
{
    config.default_version = statements::Version::v1_0_3;
    const auto response = completed(header_of(get, "/xapi/statements"), http::status::ok);
    BOOST_TEST(response.result_int() == 400);
    BOOST_TEST(response["X-Experience-API-Version"] == "1.0.3");
}

BOOST_AUTO_TEST_CASE(host_is_needed_since_http_1_1)
{
    auto header = header_of(get, "/health");
    header.erase(http::field::host);
    BOOST_TEST(refused(header) == 400);
    header.version(10);
    BOOST_TEST(refused(header) == 0);
}

BOOST_AUTO_TEST_CASE(url_length)
{
    config.url_bytes = 20;
    BOOST_TEST(refused(header_of(get, "/health?a=" + std::string(10, 'x'))) == 0);
    BOOST_TEST(refused(header_of(get, "/health?a=" + std::string(11, 'x'))) == 414);
}

BOOST_AUTO_TEST_CASE(allow)
{
    const auto response = completed(header_of(delete_, "/xapi/statements", {v1}), http::status::ok);
    BOOST_TEST(response.result_int() == 405);
    BOOST_TEST(response[http::field::allow] == "GET, HEAD, POST, OPTIONS");
}

BOOST_AUTO_TEST_CASE(credentials_and_scopes)
{
    const struct {
        const char* name;
        RequestHeader header;
        Scope scope; // none: no credential.
        unsigned status;
    } rows[] = {
        {"none", header_of(get, "/xapi/statements", {v1}), Scope::none, 401},
        {"the scope", header_of(get, "/xapi/statements", {v1}), Scope::statements_read, 0},
        {"a wider scope", header_of(get, "/xapi/statements", {v1}), Scope::all_read, 0},
        {"another scope", header_of(get, "/xapi/statements", {v1}), Scope::statements_write, 403},
        {"of another method", header_of(post, "/xapi/statements", {v1}), Scope::all_read, 403},
        {"api, none", header_of(get, "/api/v1/model"), Scope::none, 401},
        {"api, all of xAPI", header_of(get, "/api/v1/model"), Scope::all, 403},
        {"api, admin", header_of(get, "/api/v1/model"), Scope::admin, 0},
        {"about, none", header_of(get, "/xapi/about"), Scope::none, 0},
        {"about, any", header_of(get, "/xapi/about"), Scope::define, 0},
        {"health, none", header_of(get, "/health"), Scope::none, 0},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            Exchange exchange(app, router, row.header);
            BOOST_TEST(!exchange.refusal().has_value());
            const auto given = row.scope == Scope::none ? nullptr : who(row.scope);
            const auto response = exchange.admit(given);
            BOOST_TEST((response ? response->result_int() : 0u) == row.status);
        }
    }
}

BOOST_AUTO_TEST_CASE(open_routes_do_not_look_at_the_authorization)
{
    const auto open = header_of(get, "/xapi/about", {{"Authorization", "Basic nonsense"}});
    BOOST_TEST(!Exchange(app, router, open).authorization().has_value());
    const auto closed = header_of(get, "/xapi/agents", {v1, {"Authorization", "Basic x"}});
    BOOST_TEST(Exchange(app, router, closed).authorization().value() == "Basic x");
}

BOOST_AUTO_TEST_CASE(bodies)
{
    config.body_bytes = 10;

    const struct {
        const char* name;
        Lines lines;
        boost::optional<std::uint64_t> length;
        unsigned status;
    } rows[] = {
        {"at the limit", {}, 10, 0},
        {"over the limit", {}, 11, 413},
        {"chunks", {}, boost::none, 0},
        {"gzip", {{"Content-Encoding", "gzip"}}, 5, 0},
        {"deflate", {{"Content-Encoding", "deflate"}}, 5, 415},
        {"identity", {{"Content-Encoding", "Identity"}}, 5, 0},
        {"continue", {{"Expect", "100-Continue"}}, 5, 0},
        {"continue, over the limit", {{"Expect", "100-continue"}}, 11, 413},
        {"another expectation", {{"Expect", "200-ok"}}, 5, 417},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto header = header_of(post, "/xapi/statements", row.lines);
            const auto response = Exchange(app, router, header).body_refusal(row.length);
            BOOST_TEST((response ? response->result_int() : 0u) == row.status);
        }
    }
}

BOOST_AUTO_TEST_CASE(authenticate_is_not_asked_of_browsers)
{
    const struct {
        const char* name;
        Lines lines;
        bool asked;
    } rows[] = {
        {"no browser", {v1}, true},
        {"origin", {v1, {"Origin", "https://lms.example.org"}}, false},
        {"opaque origin", {v1, {"Origin", "null"}}, false},
        {"fetch", {v1, {"Sec-Fetch-Mode", "cors"}}, false},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto header = header_of(get, "/xapi/agents", row.lines);
            const auto refused = completed(header, http::status::unauthorized);
            BOOST_TEST((refused.count(http::field::www_authenticate) == 1) == row.asked);
            const auto answered = completed(header, http::status::ok);
            BOOST_TEST(answered.count(http::field::www_authenticate) == 0);
        }
    }
}

BOOST_AUTO_TEST_CASE(consistent_through)
{
    const struct {
        const char* name;
        RequestHeader header;
        std::string_view time; // Second 1: before the handler. 2: after it. Empty: none.
    } rows[] = {
        {"read", header_of(get, "/xapi/statements", {v1}), "1970-01-01T00:00:01.000000Z"},
        {"HEAD", header_of(head, "/xapi/statements", {v1}), "1970-01-01T00:00:01.000000Z"},
        {"write", header_of(post, "/xapi/statements", {v1}), "1970-01-01T00:00:02.000000Z"},
        {"other resource", header_of(get, "/xapi/agents", {v1}), ""},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            Exchange exchange(app, router, row.header);
            storage.statements().through = 1;
            exchange.before_handler();
            storage.statements().through = 2;
            auto response = empty_response(http::status::ok);
            exchange.complete(response, true);
            BOOST_TEST(response["X-Experience-API-Consistent-Through"] == row.time);
        }
    }
}

BOOST_AUTO_TEST_CASE(consistent_through_of_refusals)
{
    storage.statements().through = 5;
    for (const auto method : {get, delete_}) {
        const auto response = completed(header_of(method, "/xapi/statements"), http::status::ok);
        BOOST_TEST(response["X-Experience-API-Consistent-Through"] ==
                   "1970-01-01T00:00:05.000000Z");
    }
}

BOOST_AUTO_TEST_CASE(lengths_and_connection)
{
    const struct {
        const char* name;
        http::status status;
        std::string_view length; // Empty: none.
    } rows[] = {
        {"ok", http::status::ok, "0"},
        {"no content", http::status::no_content, ""},
        {"not modified", http::status::not_modified, ""},
    };

    const auto header = header_of(get, "/health");
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto kept = completed(header, row.status, true);
            BOOST_TEST(kept[http::field::content_length] == row.length);
            BOOST_TEST(kept[http::field::connection] == "");
            BOOST_TEST(kept.count(http::field::date) == 1);
            const auto closed = completed(header, row.status, false);
            BOOST_TEST(closed[http::field::connection] == "close");
        }
    }
}

BOOST_AUTO_TEST_CASE(the_request_that_the_handler_gets)
{
    auto header = header_of(post, "//xapi//statements/?a=%20b", {v1, {"If-Match", "\"x\""}});
    Exchange exchange(app, router, header);
    BOOST_REQUIRE(!exchange.refusal().has_value());
    const auto credential = who(Scope::all);
    BOOST_REQUIRE(!exchange.admit(credential).has_value());
    const auto request = exchange.take(std::move(header), "body");
    BOOST_TEST((request.method == post));
    BOOST_TEST(request.path == "/xapi/statements");
    BOOST_TEST(request.mount == "/xapi");
    BOOST_TEST((request.parameters == Parameters{{"a", " b"}}));
    BOOST_TEST(request.headers[http::field::if_match] == "\"x\"");
    BOOST_TEST(request.body == "body");
    BOOST_TEST((request.version == statements::Version::v1_0_3));
    BOOST_TEST(request.credential == credential);
}

BOOST_AUTO_TEST_CASE(turned_away)
{
    const auto response = turned_away_response(config);
    BOOST_TEST(response.result_int() == 503);
    BOOST_TEST(response.count(http::field::retry_after) == 1);
    BOOST_TEST(response[http::field::connection] == "close");
    BOOST_TEST(response["X-Experience-API-Version"] == "2.0.0");
}

BOOST_AUTO_TEST_SUITE_END()
