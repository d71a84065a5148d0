// format=canonical and the Activities resource of a running server, on every backend.
#include "tests/lrs/books.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

namespace {

namespace data = boost::unit_test::data;

using namespace books;

std::string about(unsigned number, const std::string& definition)
{
    auto text = statement(number);
    const std::string object = R"("object":{"id":"https://example.org/book")";
    text.insert(text.find(object) + object.size(), R"(,"definition":)" + definition);
    return text;
}

const std::string the_book = "/xapi/activities?activityId=https%3A%2F%2Fexample.org%2Fbook";

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_statement_formats, Fixture)

BOOST_DATA_TEST_CASE(activities, data::make(live::backends), backend)
{
    auto& server = open(backend);
    const auto unknown = R"({"objectType":"Activity","id":"https://example.org/book")";
    BOOST_TEST(server.get(the_book).body() == std::string(unknown) + "}");
    server.post(about(1, R"({"name":{"en":"Book"}})"));
    server.post(about(2, R"({"name":{"de":"Buch"},"type":"https://example.org/type"})"));
    // One who may only write defines nothing.
    server.post(about(3, R"({"name":{"en":"Other"}})"), "writer");
    const auto expected = std::string(unknown) + R"(,"definition":{"name":{"en":"Book",)" +
                          R"("de":"Buch"},"type":"https://example.org/type"}})";
    BOOST_TEST(server.get(the_book).body() == expected);
    BOOST_TEST(server.get(the_book, "elsewhere").body() == std::string(unknown) + "}");

    const struct {
        const char* name;
        std::string target;
        std::string key;
        int status;
    } rows[] = {
        {"reader", the_book, "reader", 200},
        {"definer", the_book, "definer", 200},
        {"writer", the_book, "writer", 403},
        {"no id", "/xapi/activities", "all", 400},
        {"no IRI", "/xapi/activities?activityId=book", "all", 400},
        {"an unknown parameter", the_book + "&x=y", "all", 400},
        {"one that content adds", the_book + "&tincan=true", "all", 200},
    };

    for (const auto& row : rows)
        BOOST_TEST(server.get(row.target, row.key).result_int() == row.status, row.name);
}

BOOST_DATA_TEST_CASE(canonical, data::make(live::backends), backend)
{
    auto& server = open(backend);
    server.post(about(1, R"({"name":{"en":"Book"}})"));
    server.post(about(2, R"({"name":{"de":"Buch","en":"A book"}})"));
    const auto name = [&](const std::string& target, const std::string& languages) {
        const auto answer = server.ask(
            {.target = target,
             .headers = languages.empty() ? "" : "Accept-Language: " + languages + "\r\n"});
        BOOST_REQUIRE_EQUAL(answer.result_int(), 200);
        auto value = boost::json::parse(answer.body());
        if (value.as_object().contains("statements")) value = value.at("statements").at(0);
        return boost::json::serialize(value.at("object").at("definition").at("name"));
    };
    BOOST_TEST(name(one(1), "de") == R"({"en":"Book"})");
    BOOST_TEST(name(one(1) + "&format=canonical", "de") == R"({"de":"Buch"})");
    BOOST_TEST(name(one(1) + "&format=canonical", "fr, de;q=0.1") == R"({"de":"Buch"})");
    BOOST_TEST(name(one(1) + "&format=canonical", "fr\r\nAccept-Language: de") ==
               R"({"de":"Buch"})");
    BOOST_TEST(name(one(1) + "&format=canonical", "") == R"({"en":"A book"})");

    const std::string page = "/xapi/statements?format=canonical&limit=1&ascending=true";
    BOOST_TEST(name(page, "de") == R"({"de":"Buch"})");
    const auto first = server.get(page);
    const std::string more(boost::json::parse(first.body()).at("more").as_string());
    BOOST_TEST(name(more, "de") == R"({"de":"Buch"})");
    BOOST_TEST(server.get("/xapi/statements?format=other").result_int() == 400);
}

BOOST_AUTO_TEST_SUITE_END()
