// Statements about books for tests over a running server, named by small numbers, and what is read
// of its answers.
#pragma once

#include "tests/lrs/live.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace books {

using live::Answer;
using live::World;

inline std::string id(unsigned number)
{
    auto digits = std::to_string(number);
    return "00000000-0000-4000-8000-" + std::string(12 - digits.size(), '0') + digits;
}

// "ann" read the book that the text names.
inline std::string statement(unsigned number, std::string_view book = "book")
{
    return R"({"id":")" + id(number) + R"(","actor":{"mbox":"mailto:ann@example.org"},)" +
           R"("verb":{"id":"https://example.org/read"},"object":{"id":"https://example.org/)" +
           std::string(book) + R"("}})";
}

inline std::string without_id(std::string_view book = "book")
{
    auto text = statement(1, book);
    return text.erase(1, text.find("\"actor\"") - 1);
}

inline std::string voiding(unsigned number, unsigned target)
{
    return R"({"id":")" + id(number) + R"(","actor":{"mbox":"mailto:bob@example.org"},)" +
           R"("verb":{"id":"http://adlnet.gov/expapi/verbs/voided"},)" +
           R"("object":{"objectType":"StatementRef","id":")" + id(target) + R"("}})";
}

inline std::string of(const std::string& parameter, unsigned number)
{
    return "/xapi/statements?" + parameter + "=" + id(number);
}

inline std::string one(unsigned number)
{
    return of("statementId", number);
}

inline base::Timestamp time(std::string_view text)
{
    return base::parse_timestamp(text, base::TimestampRules::rfc3339).value();
}

inline base::Timestamp consistent_through(const Answer& answer)
{
    return time(answer.at("X-Experience-API-Consistent-Through"));
}

struct PageRead {
    std::vector<unsigned> numbers;
    std::string more;
};

inline PageRead read_page(const Answer& answer)
{
    BOOST_REQUIRE_EQUAL(answer.result_int(), 200);
    const auto page = boost::json::parse(answer.body());
    PageRead out;
    for (const auto& each : page.at("statements").as_array()) {
        const std::string text(each.at("id").as_string());
        out.numbers.push_back(static_cast<unsigned>(std::stoul(text.substr(24))));
        BOOST_TEST((time(each.at("stored").as_string()) <= consistent_through(answer)));
    }
    out.more = page.at("more").as_string();
    return out;
}

inline std::string numbers_of(const Answer& answer)
{
    std::string out;
    for (const auto number : read_page(answer).numbers)
        out += (out.empty() ? "" : " ") + std::to_string(number);
    return out;
}

// A server on one of the backends.
struct Fixture {
    std::unique_ptr<live::Disk> disk;
    std::unique_ptr<World> world;

    World& open(const live::Backend& backend)
    {
        disk = backend.make();
        world = std::make_unique<World>(disk->open());
        return *world;
    }
};

} // namespace books
