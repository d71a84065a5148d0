// Statements as deep as they may be: whatever reads what is stored must be able to. Boost's own
// parsers stop at 32 levels.
#include "base/limits.hpp"
#include "tests/lrs/books.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

namespace {

namespace data = boost::unit_test::data;

using namespace books;

std::string nested(std::size_t levels)
{
    std::string out;
    for (std::size_t at = 0; at < levels; ++at)
        out += R"({"a":)";
    return out + "1" + std::string(levels, '}');
}

// With an extension of so many levels in its result, or in the definition of its object.
std::string deep_result(unsigned number, std::size_t levels)
{
    auto text = statement(number);
    text.pop_back();
    return text + R"(,"result":{"extensions":{"urn:x":)" + nested(levels) + "}}}";
}

std::string deep_definition(unsigned number, std::size_t levels)
{
    auto text = statement(number);
    text.erase(text.size() - 2);
    return text + R"(,"definition":{"extensions":{"urn:x":)" + nested(levels) + "}}}}";
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_deep_statements, Fixture)

BOOST_DATA_TEST_CASE(everything_reads_them, data::make(live::backends), backend)
{
    auto& server = open(backend);
    // Below statement, result and extensions; below statement, object, definition and extensions.
    constexpr std::size_t most = limits::json_depth - 3;
    constexpr std::size_t most_defined = limits::json_depth - 4;
    BOOST_TEST(server.ask({.body = deep_result(1, most + 1)}).result_int() == 400);
    BOOST_TEST(server.ask({.body = deep_definition(1, most_defined + 1)}).result_int() == 400);
    unsigned number = 0;
    for (const std::size_t levels : {std::size_t{29}, std::size_t{30}, most_defined}) {
        server.post(deep_result(++number, levels));
        server.post(deep_definition(++number, levels));
    }
    server.post(deep_result(++number, most));

    const auto agent = "agent=" + live::escaped(R"({"mbox":"mailto:ann@example.org"})");
    for (const std::string& query :
         {std::string(""), std::string("&format=ids"), std::string("&format=canonical"),
          std::string("&attachments=true"), std::string("&related_activities=true")}) {
        const auto page = server.get("/xapi/statements?" + agent + query);
        BOOST_TEST(page.result_int() == 200, query);
    }
    // The same again with other bytes, a reference and a void.
    auto again = deep_result(number, most);
    again.insert(1, " ");
    server.post(again);
    server.post(voiding(50, number));
    server.post(voiding(51, 2));
    BOOST_TEST(server.get(of("voidedStatementId", number)).result_int() == 200);
    BOOST_TEST(server.ask({.body = deep_result(1, 5)}).result_int() == 409);

    server.post(statement(60)); // Writes are still taken.
    BOOST_TEST(server.get("/health").body() == R"({"status":"ok"})");
    const auto activity =
        server.get("/xapi/activities?activityId=https%3A%2F%2Fexample.org%2Fbook");
    BOOST_TEST(activity.body().find(nested(most_defined)) != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
