// Contents with the next delimiter right behind them, as TinCanJS, xAPIWrapper and @xapi/xapi write
// them. In the table '|' stands for CRLF.
#include "lrs/attachment_parts.hpp"
#include "tests/lrs/parts.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>

namespace {

namespace data = boost::unit_test::data;

using namespace parts;

std::string header_of(std::string_view bytes)
{
    return "\r\nContent-Transfer-Encoding: binary\r\nX-Experience-API-Hash: " + sha2_of(bytes) +
           "\r\n\r\n";
}

std::string lines(std::string_view text)
{
    std::string out;
    for (const char c : text)
        out += c == '|' ? "\r\n" : std::string(1, c);
    return out;
}

// The bodies in brackets, of all parts but the first; or "part 2: why".
std::string bodies(std::string_view body, lrs::IsWhole is_whole)
{
    const auto parts = lrs::read_multipart("multipart/mixed; boundary=b", body, is_whole);
    if (!parts) return parts.error().where + ": " + parts.error().why;
    std::string out;
    for (std::size_t at = 1; at < parts->size(); ++at)
        out += '[' + std::string((*parts)[at].body) + ']';
    return out;
}

// As the libraries write it: a line end only behind the statements and behind the last content.
std::string as_libraries_do(std::string_view json, const std::vector<std::string>& contents)
{
    std::string out = "--b\r\nContent-Type: application/json\r\n\r\n" + std::string(json) + "\r\n";
    for (const auto& each : contents)
        out += "--b\r\nContent-Type: application/octet-stream" + header_of(each) + each;
    return out + "\r\n--b--\r\n";
}

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_glued_parts)

BOOST_AUTO_TEST_CASE(cuts)
{
    const auto x = header_of("x");
    const auto x_line = header_of("x\r\n");
    const auto y = header_of("y");
    const auto x_b_y = header_of("x--b\r\ny");
    const std::string no_end = "part 2: the body ends before its closing delimiter";

    const struct {
        const char* name;
        std::string body; // Behind the statements.
        std::string strict;
        std::string glued;
    } rows[] = {
        {"none is glued", "--b" + x + "x|--b" + y + "y|--b--", "[x][y]", "[x][y]"},
        {"one is", "--b" + x + "x--b" + y + "y|--b--", "[x--b" + y + "y]", "[x][y]"},
        {"two are", "--b" + x + "x--b" + y + "y--b" + x + "x|--b--",
         "[x--b" + y + "y--b" + x + "x]", "[x][y][x]"},
        {"the last is", "--b" + x + "x--b--|", no_end, no_end},
        {"an empty one is", "--b" + header_of("") + "--b" + y + "y|--b--", "[][y]", "[][y]"},
        {"with a line end of its own", "--b" + x_line + "x|--b" + y + "y|--b--", "[x][y]",
         "[x|][y]"},
        {"a line end of its own and the delimiter's", "--b" + x_line + "x||--b" + y + "y|--b--",
         "[x|][y]", "[x|][y]"},
        {"a content that holds a delimiter", "--b" + x_b_y + "x--b|y|--b--", "[x--b|y]",
         "[x--b|y]"},
        {"a line that goes on behind the boundary", "--b" + x + "x--bc|--b--", "[x--bc]",
         "[x--bc]"},
        {"other bytes than its hash names", "--b" + y + "x--b" + y + "y|--b--", "[x--b" + y + "y]",
         "[x--b" + y + "y]"},
        {"without a hash", "--b|Content-Transfer-Encoding: binary||x--b" + y + "y|--b--",
         "[x--b" + y + "y]", "[x--b" + y + "y]"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto body = lines("--b||{}|" + row.body);
            BOOST_TEST(bodies(body, nullptr) == lines(row.strict));
            BOOST_TEST(bodies(body, lrs::is_content) == lines(row.glued));
        }
    }
}

BOOST_AUTO_TEST_CASE(limit_of_parts)
{
    const std::vector<std::string> most(limits::multipart_parts - 1, "x");
    const auto read = [](const std::vector<std::string>& contents) {
        return lrs::read_multipart("multipart/mixed; boundary=b", as_libraries_do("{}", contents),
                                   lrs::is_content);
    };
    BOOST_TEST(read(most).value().size() == limits::multipart_parts);
    auto one_more = most;
    one_more.push_back("x");
    BOOST_TEST((read(one_more).error().kind == base::ErrorKind::too_large));
}

BOOST_DATA_TEST_CASE(stored, data::make(live::backends), backend)
{
    Fixture fixture;
    auto& server = fixture.open(backend);
    const std::vector<std::string> contents = {"one\r\n", std::string("\0\r\n--", 5), "", "two"};
    std::string list;
    for (const auto& each : contents)
        list += (list.empty() ? "" : ",") + described(each);
    const live::Asked asked{.body = as_libraries_do(with_attachments(statement(1), list), contents),
                            .type = "multipart/mixed; boundary=b"};
    BOOST_REQUIRE_EQUAL(server.ask(asked).result_int(), 200);
    auto answered = taken(server.get(one(1) + "&attachments=true")).contents;
    std::vector<std::string> expected;
    for (const auto& each : contents)
        expected.push_back(parts::content_part(each));
    std::ranges::sort(answered);
    std::ranges::sort(expected);
    BOOST_TEST((answered == expected));

    auto damaged = asked;
    damaged.body.replace(damaged.body.rfind("two"), 3, "owt");
    const auto refused = server.ask(damaged);
    BOOST_TEST(refused.result_int() == 400);
    BOOST_TEST(refused.body().find("part 5") != std::string::npos, refused.body());
}

BOOST_AUTO_TEST_SUITE_END()
