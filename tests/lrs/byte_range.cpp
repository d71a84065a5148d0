#include "lrs/courses/byte_range.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>

using lrs::ByteRange;
using Kind = lrs::RangeAnswer::Kind;

BOOST_AUTO_TEST_SUITE(lrs_byte_range)

BOOST_AUTO_TEST_CASE(of_a_hundred_bytes)
{
    const struct {
        std::string_view header;
        Kind kind;
        ByteRange range = {0, 0};
    } rows[] = {
        {"", Kind::whole},
        {"bytes=0-", Kind::part, {0, 100}},
        {"bytes=0-0", Kind::part, {0, 1}},
        {"bytes=10-19", Kind::part, {10, 10}},
        {"bytes=99-", Kind::part, {99, 1}},
        {"bytes=100-", Kind::not_satisfiable},
        {"bytes=90-1000", Kind::part, {90, 10}},
        {"bytes=-1", Kind::part, {99, 1}},
        {"bytes=-100", Kind::part, {0, 100}},
        {"bytes=-101", Kind::part, {0, 100}},
        {"bytes=-0", Kind::not_satisfiable},
        {"bytes=18446744073709551615-", Kind::not_satisfiable},
        {"bytes=18446744073709551616-", Kind::whole},
        {"bytes=5-4", Kind::whole},
        {"bytes=-", Kind::whole},
        {"bytes=", Kind::whole},
        {"bytes=a-b", Kind::whole},
        {"bytes=1-2,4-5", Kind::whole},
        {"lines=1-2", Kind::whole},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.header)
        {
            const auto answer = lrs::read_range(row.header, 100);
            BOOST_TEST((answer.kind == row.kind));
            BOOST_TEST((answer.range == row.range));
        }
    }
}

BOOST_AUTO_TEST_CASE(of_nothing)
{
    BOOST_TEST((lrs::read_range("bytes=0-", 0).kind == Kind::not_satisfiable));
    BOOST_TEST((lrs::read_range("bytes=-5", 0).kind == Kind::not_satisfiable));
    BOOST_TEST((lrs::read_range("", 0).kind == Kind::whole));
}

BOOST_AUTO_TEST_CASE(is_told)
{
    BOOST_TEST(lrs::content_range(ByteRange{0, 10}, 100) == "bytes 0-9/100");
    BOOST_TEST(lrs::content_range(std::nullopt, 100) == "bytes */100");
}

BOOST_AUTO_TEST_SUITE_END()
