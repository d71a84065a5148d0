// The alternate request syntax: as a pure function, and over a socket.
#include "lrs/alternate.hpp"

#include "base/limits.hpp"
#include "tests/lrs/live.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace data = boost::unit_test::data;

namespace {

using namespace lrs;
using Header = http::request_header<http::fields>;

Header header_of(std::string_view target, std::string_view version = "",
                 std::string_view type = "application/x-www-form-urlencoded")
{
    Header out;
    out.method(http::verb::post);
    out.target({target.data(), target.size()});
    if (!version.empty()) out.set("X-Experience-API-Version", std::string(version));
    if (!type.empty()) out.set(http::field::content_type, std::string(type));
    out.set(http::field::content_length, "99");
    out.set("Accept-Language", "de");
    return out;
}

constexpr std::string_view put_form = "statementId=x&X-Experience-API-Version=1.0.3&content=%7B%7D";

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_alternate)

BOOST_AUTO_TEST_CASE(what_is_one)
{
    const struct {
        const char* name;
        Header header;
        bool is;
    } rows[] = {
        {"no version", header_of("/xapi/statements?method=GET"), true},
        {"1.0", header_of("/xapi/statements?method=GET", "1.0.2"), true},
        {"a version we do not speak", header_of("/xapi/statements?method=GET", "0.95"), true},
        {"2.0", header_of("/xapi/statements?method=GET", "2.0.0"), false},
        {"more parameters", header_of("/xapi/statements?a=b&method=GET"), true},
        {"no parameter", header_of("/xapi/statements"), false},
        {"another parameter", header_of("/xapi/statements?Method=GET"), false},
        {"a value", header_of("/xapi/statements?a=method=GET"), false},
    };

    for (const auto& row : rows)
        BOOST_TEST(is_alternate(row.header) == row.is, row.name);

    auto put = header_of("/xapi/statements?method=PUT");
    put.method(http::verb::put);
    BOOST_TEST(!is_alternate(put));
}

BOOST_AUTO_TEST_CASE(unwrapping)
{
    const auto outer = header_of("/xapi/activities/state?method=PUT", "1.0.0");
    const auto inner = unwrap(outer, "authorization=Basic%20eDp5&If-Match=*&Content-Length=3"
                                     "&Content-Type=text%2Fplain&stateId=a+b&content=%C3%A4%00")
                           .value();
    BOOST_TEST((inner.header.method() == http::verb::put));
    BOOST_TEST(inner.header.target() == "/xapi/activities/state");
    BOOST_TEST(inner.header[http::field::authorization] == "Basic eDp5");
    BOOST_TEST(inner.header[http::field::if_match] == "*");
    BOOST_TEST(inner.header[http::field::content_type] == "text/plain");
    BOOST_TEST(inner.header["Accept-Language"] == "de");
    BOOST_TEST(inner.header["X-Experience-API-Version"] == "1.0.0");
    BOOST_TEST(inner.header.count(http::field::content_length) == 0);
    BOOST_TEST((inner.parameters == Parameters{{"stateId", "a b"}}));
    BOOST_TEST(inner.body == std::string("\xC3\xA4\0", 3));
}

BOOST_AUTO_TEST_CASE(refused)
{
    const struct {
        const char* name;
        std::string_view target;
        std::string_view type;
        std::string_view form;
        bool taken;
    } rows[] = {
        {"PUT", "/s?method=PUT", "application/x-www-form-urlencoded; charset=UTF-8", put_form,
         true},
        {"as text", "/s?method=PUT", "text/plain;charset=UTF-8", put_form, true},
        {"of no type", "/s?method=PUT", "", put_form, true},
        {"as JSON", "/s?method=PUT", "application/json", put_form, false},
        {"another parameter in the URL", "/s?method=PUT&statementId=x", "", put_form, false},
        {"POST", "/s?method=POST", "", "content=%5B%5D", true},
        {"no content", "/s?method=POST", "", "statementId=x", false},
        {"empty content", "/s?method=POST", "", "content=", true},
        {"GET without content", "/s?method=GET", "", "limit=1", true},
        {"DELETE", "/s?method=DELETE", "", "", true},
        {"HEAD", "/s?method=HEAD", "", "", true},
        {"unknown method", "/s?method=PATCH", "", "content=", false},
        {"small letters", "/s?method=get", "", "", false},
        {"no method", "/s?method=", "", "", false},
        {"a field twice", "/s?method=GET", "", "limit=1&limit=1", false},
        {"a header twice", "/s?method=GET", "", "If-Match=*&if-match=*", false},
        {"a broken escape", "/s?method=GET", "", "limit=%1", false},
        {"no UTF-8", "/s?method=PUT", "", "content=%FF", false},
        {"UTF-8", "/s?method=PUT", "", "content=%C3%BF", true},
        {"no form", "/s?method=PUT", "", R"({"content":"{}"})", false},
        {"of 2.0", "/s?method=GET", "", "X-Experience-API-Version=2.0.0", false},
        {"of 1.0", "/s?method=GET", "", "X-Experience-API-Version=1.0.0", true},
        {"a line end in a header", "/s?method=PUT", "",
         "content=&Content-Type=text/plain%0D%0ASet-Cookie:x", false},
        {"a line end in the content", "/s?method=PUT", "", "content=%0D%0A", true},
    };

    for (const auto& row : rows)
        BOOST_TEST(unwrap(header_of(row.target, "", row.type), row.form).has_value() == row.taken,
                   row.name);
}

BOOST_AUTO_TEST_CASE(type_of_content_that_names_none)
{
    const std::pair<std::string_view, std::string_view> rows[] = {
        {"content=%7B%7D", "application/json"},
        {"content=+%5B%5D", "application/json"},
        {"content=x", "application/octet-stream"},
        {"content=", "application/octet-stream"},
    };
    for (const auto& [form, type] : rows) {
        const auto inner = unwrap(header_of("/s?method=PUT"), form).value();
        BOOST_TEST(std::string(inner.header[http::field::content_type]) == type, form);
    }
}

BOOST_DATA_TEST_CASE(over_a_socket, data::make(live::backends), backend)
{
    const auto disk = backend.make();
    live::World world(disk->open());
    const auto ask = [&](const std::string& target, const std::string& form) {
        return world.client->ask("POST /xapi" + target + " HTTP/1.1\r\nHost: localhost\r\n" +
                                 "Content-Type: text/plain;charset=UTF-8\r\nContent-Length: " +
                                 std::to_string(form.size()) + "\r\n\r\n" + form);
    };
    const std::string who =
        "X-Experience-API-Version=1.0.3&Authorization=" + live::escaped(fakes::basic("all"));
    const std::string state = who +
                              "&activityId=http%3A%2F%2Fa.example%2F1&stateId=bookmark&agent=" +
                              live::escaped(R"({"mbox":"mailto:a@example.org"})");

    BOOST_TEST(ask("/activities/state?method=GET", state).result_int() == 404);
    const auto stored =
        ask("/activities/state?method=PUT", state + "&Content-Type=text%2Fplain&content=p%3D3%26q");
    BOOST_TEST(stored.result_int() == 204);
    BOOST_TEST(stored["X-Experience-API-Version"] == "1.0.3");
    const auto found = ask("/activities/state?method=GET", state);
    BOOST_TEST(found.result_int() == 200);
    BOOST_TEST(found.body() == "p=3&q");
    BOOST_TEST(found[http::field::content_type] == "text/plain");

    // The credential in the form is the one that counts, and none is none.
    BOOST_TEST(ask("/activities/state?method=GET", "X-Experience-API-Version=1.0.3").result_int() ==
               401);
    BOOST_TEST(ask("/activities/state?method=GET", "limit=1").result_int() == 400);

    // Where there is nothing for a POST.
    BOOST_TEST(ask("/about?method=GET", "").result_int() == 200);
    BOOST_TEST(ask("/about?method=PUT", "content=").result_int() == 405);
    BOOST_TEST(ask("/nothing?method=GET", "").result_int() == 404);

    // A POST is answered, whatever is in it: the next answer begins where it should.
    const auto head = ask("/activities/state?method=HEAD", state);
    BOOST_TEST(head.result_int() == 200);
    BOOST_TEST(head.body().empty());
    BOOST_TEST(ask("/activities/state?method=GET", state).body() == "p=3&q");

    // Whoever sends it is known only when it has been read.
    const auto filled = [&](std::size_t size) {
        const auto form = state + "&content=";
        return form + std::string(size - form.size(), 'x');
    };
    world.config.body_bytes = 2 * limits::form_bytes;
    BOOST_TEST(ask("/activities/state?method=PUT", filled(limits::form_bytes)).result_int() == 204);
    BOOST_TEST(ask("/activities/state?method=PUT", filled(limits::form_bytes + 1)).result_int() ==
               413);
    world.client = std::make_unique<support::Client>(world.server.port());

    const auto page = ask("/statements?method=GET", who + "&limit=1");
    BOOST_TEST(page.result_int() == 200);
    BOOST_TEST(page.body() == R"({"statements":[],"more":""})");
}

BOOST_AUTO_TEST_SUITE_END()
