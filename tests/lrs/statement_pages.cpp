// Pages of statements and the links between them, on every backend.
#include "lrs/resources/handlers.hpp"
#include "tests/lrs/books.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace {

namespace data = boost::unit_test::data;

using namespace books;

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_statement_pages, Fixture)

// Each statement that was there comes once, though others are written meanwhile.
BOOST_DATA_TEST_CASE(walks, data::make(live::backends) * data::make({true, false}), backend,
                     ascending)
{
    auto& server = open(backend);
    constexpr unsigned count = 25;
    for (unsigned number = 1; number <= count; ++number)
        server.post(statement(number, number % 3 == 0 ? "third" : "book"));

    for (const std::string filter : {"", "&activity=https%3A%2F%2Fexample.org%2Fbook",
                                     "&agent=%7B%22mbox%22%3A%22mailto%3Aann%40example.org%22%7D",
                                     "&verb=https%3A%2F%2Fexample.org%2Fread"}) {
        BOOST_TEST_CONTEXT("filter " << filter)
        {
            const bool books = filter.find("book") != filter.npos;
            std::vector<unsigned> expected;
            for (unsigned number = 1; number <= count; ++number) {
                if (!books || number % 3 != 0) expected.push_back(number);
            }
            if (!ascending) std::ranges::reverse(expected);

            static unsigned written = 1'000;
            std::vector<unsigned> found;
            std::size_t pages = 0;
            std::string next = "/xapi/statements?limit=4&until=2999-01-01T00:00:00Z" + filter +
                               (ascending ? "&ascending=true" : "");
            while (!next.empty() && pages < 100) {
                const auto page = read_page(server.get(next));
                BOOST_TEST(page.numbers.size() <= 4u);
                found.insert(found.end(), page.numbers.begin(), page.numbers.end());
                next = page.more;
                ++pages;
                server.post(statement(++written));
            }
            // What was written for the filters before was there when this walk began.
            std::erase_if(found, [](unsigned number) { return number > count; });
            BOOST_TEST(found == expected, boost::test_tools::per_element());
        }
    }
}

// The format is asked for once; the links of its pages keep it.
BOOST_DATA_TEST_CASE(pages_of_ids, data::make(live::backends), backend)
{
    auto& server = open(backend);
    for (unsigned number = 1; number <= 3; ++number) {
        auto text = statement(number);
        text.replace(text.find(R"("mbox")"), 0, R"("name":"Ann",)");
        server.post(text);
    }
    unsigned pages = 0;
    std::string next = "/xapi/statements?format=ids&limit=1";
    for (; !next.empty() && pages < 10; ++pages) {
        const auto answer = server.get(next);
        const auto body = boost::json::parse(answer.body());
        const auto& found = body.at("statements").at(0);
        BOOST_TEST(boost::json::serialize(found.at("actor")) ==
                   R"({"mbox":"mailto:ann@example.org"})");
        BOOST_TEST(found.at("authority").as_object().contains("mbox"));
        BOOST_TEST(!answer["X-Experience-API-Consistent-Through"].empty());
        next = std::string(body.at("more").as_string());
    }
    BOOST_TEST(pages == 3u);
    const auto whole = [&](const std::string& more) {
        return server.get(one(1) + more).body().find("Ann") != std::string::npos;
    };
    BOOST_TEST(whole(""));
    BOOST_TEST(whole("&format=exact"));
    BOOST_TEST(!whole("&format=ids"));
}

BOOST_DATA_TEST_CASE(a_single_statement_says_when_it_was_stored, data::make(live::backends),
                     backend)
{
    auto& server = open(backend);
    server.post(statement(1));
    const auto answer = server.get(one(1));
    const auto stored = boost::json::parse(answer.body()).at("stored").as_string();
    BOOST_TEST(answer[boost::beast::http::field::last_modified] ==
               lrs::http_date(time(std::string_view(stored))));
}

BOOST_DATA_TEST_CASE(a_walk_ends_where_it_began, data::make(live::backends), backend)
{
    auto& server = open(backend);
    for (unsigned number = 1; number <= 4; ++number)
        server.post(statement(number));
    auto page = read_page(server.get("/xapi/statements?limit=2&ascending=true"));
    server.post(statement(5));
    page = read_page(server.get(page.more));
    BOOST_TEST(page.numbers == (std::vector<unsigned>{3, 4}), boost::test_tools::per_element());
    BOOST_TEST(page.more == "");
    // A page that just holds all has no next one.
    BOOST_TEST(read_page(server.get("/xapi/statements?limit=5")).more == "");
    BOOST_TEST(read_page(server.get("/xapi/statements?limit=4")).more != "");
}

BOOST_DATA_TEST_CASE(links_cannot_be_bent, data::make(live::backends), backend)
{
    auto& server = open(backend);
    for (unsigned number = 1; number <= 4; ++number)
        server.post(statement(number), number % 2 == 0 ? "mine" : "yours");
    const auto more =
        read_page(server.get("/xapi/statements?limit=1&verb=https://example.org/read")).more;
    const auto replaced = [&](std::string_view from, std::string_view to) {
        auto out = more;
        const auto at = out.find(from);
        BOOST_REQUIRE(at != out.npos);
        return out.replace(at, from.size(), to);
    };
    const auto mine = read_page(server.get("/xapi/statements?limit=1", "mine")).more;

    const struct {
        const char* name;
        std::string link;
        std::string key;
        int status;
    } rows[] = {
        {"as it was given", more, "all", 200},
        {"of another reader of everything", more, "reader", 200},
        {"under a second path", replaced("/xapi/", "/xapi//"), "all", 200},
        {"another limit", replaced("limit=1", "limit=2"), "all", 400},
        {"another filter", replaced("read", "reaf"), "all", 400},
        {"a filter less", replaced("&verb=", "&tincan="), "all", 400},
        {"a filter more", more + "&ascending=true", "all", 400},
        {"a character of the cursor", replaced("cursor=A", "cursor=B"), "all", 400},
        {"of a reader of its own", more, "mine", 400},
        {"of another tenant", more, "elsewhere", 400},
        {"own, as it was given", mine, "mine", 200},
        {"own, by a reader of everything", mine, "all", 400},
        {"own, by another", mine, "yours", 400},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(server.get(row.link, row.key).result_int() ==
                       static_cast<unsigned>(row.status));
        }
    }
}

BOOST_AUTO_TEST_CASE(links_outlive_a_restart)
{
    live::Rocks kept;
    world = std::make_unique<World>(kept.open());
    for (unsigned number = 1; number <= 3; ++number)
        world->post(statement(number));
    const auto more = read_page(world->get("/xapi/statements?limit=1")).more;
    world.reset();
    world = std::make_unique<World>(kept.open());
    BOOST_TEST(numbers_of(world->get(more)) == "2");
}

BOOST_DATA_TEST_CASE(own_statements, data::make(live::backends), backend)
{
    auto& server = open(backend);
    server.post(statement(1), "mine");
    server.post(statement(2), "yours");
    server.post(statement(3), "mine");
    server.post(voiding(4, 3), "yours");
    server.post(statement(5), "elsewhere");

    BOOST_TEST(numbers_of(server.get("/xapi/statements", "mine")) == "1");
    BOOST_TEST(numbers_of(server.get("/xapi/statements", "yours")) == "4 2");
    BOOST_TEST(numbers_of(server.get("/xapi/statements", "reader")) == "4 2 1");
    BOOST_TEST(numbers_of(server.get("/xapi/statements", "elsewhere")) == "5");
    BOOST_TEST(numbers_of(server.get("/xapi/statements?verb=https://example.org/read", "mine")) ==
               "1");

    const struct {
        const char* name;
        std::string target;
        std::string key;
        int status;
    } rows[] = {
        {"own", one(1), "mine", 200},
        {"another's", one(2), "mine", 404},
        {"another's, by who reads all", one(2), "reader", 200},
        {"own, voided by another", of("voidedStatementId", 3), "mine", 200},
        {"another's voided one", of("voidedStatementId", 3), "yours", 404},
        {"of another tenant", one(5), "all", 404},
        {"from the other tenant", one(1), "elsewhere", 404},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(server.get(row.target, row.key).result_int() ==
                       static_cast<unsigned>(row.status));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
