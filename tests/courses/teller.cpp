#include "courses/teller.hpp"

#include "base/limits.hpp"
#include "storage/memory/memory_storage.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <vector>

namespace {

const storage::Tenant tenant{3};
const std::string authority = R"({"account":{"homePage":"https://lrs.example","name":"content"}})";

struct Room {
    std::unique_ptr<storage::Storage> storage = storage::memory::open({});
    courses::Teller teller{storage->statements(), tenant, authority};

    std::size_t told() const
    {
        std::size_t count = 0;
        std::optional<storage::Cursor> from;
        do {
            const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
            statements::Query query;
            query.limit = limits::page_statements_max;
            const auto page = storage->statements().query(tenant, query, from, deadline).value();
            count += page.statements.size();
            from = page.next;
        } while (from);
        return count;
    }
};

boost::json::object statement(int number, const std::string& time = "2026-03-01T12:00:00Z")
{
    const auto id = base::uuid_v5({}, std::to_string(number));
    return boost::json::parse(R"({"id":")" + base::to_string(id) + R"(","timestamp":")" + time +
                              R"(","actor":{"mbox":"mailto:a@city.example"},)"
                              R"("verb":{"id":"http://adlnet.gov/expapi/verbs/completed"},)"
                              R"("object":{"id":"https://city.example/course"}})")
        .get_object();
}

} // namespace

BOOST_AUTO_TEST_SUITE(courses_teller)

BOOST_AUTO_TEST_CASE(what_is_told_again_with_another_time_is_passed_over)
{
    Room room;
    BOOST_TEST(room.teller.tell(std::vector{statement(1), statement(2)}).has_value());
    const std::vector again{statement(1, "2026-03-02T12:00:00Z"),
                            statement(2, "2026-03-02T12:00:00Z"), statement(3)};
    BOOST_TEST(room.teller.tell(again).has_value());
    BOOST_TEST(room.told() == 3u);
    const auto first = base::uuid_v5({}, "1");
    const auto kept = room.storage->statements().find(tenant, first).value().value();
    BOOST_TEST(kept.text.find("2026-03-01T12:00:00") != std::string::npos);
    BOOST_TEST(kept.text.find("\"content\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(more_than_a_batch_is_told)
{
    Room room;
    std::vector<boost::json::object> many;
    for (int number = 0; number <= static_cast<int>(limits::batch_statements); ++number)
        many.push_back(statement(number));
    BOOST_TEST(room.teller.tell(many).has_value());
    BOOST_TEST(room.told() == many.size());
    BOOST_TEST(room.teller.tell({}).has_value());
}

BOOST_AUTO_TEST_CASE(what_is_no_statement_is_refused)
{
    Room room;
    auto broken = statement(1);
    broken.erase("verb");
    const auto told = room.teller.tell(std::vector{statement(2), broken});
    BOOST_TEST_REQUIRE(told.has_error());
    BOOST_TEST((told.error().kind == base::ErrorKind::invalid));
    BOOST_TEST(room.told() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
