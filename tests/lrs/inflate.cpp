#include "lrs/inflate.hpp"

#include "tests/lrs/gzip.hpp"
#include "tests/lrs/live.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

using base::ErrorKind;
using gzip::packed;

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_inflate)

BOOST_AUTO_TEST_CASE(names)
{
    BOOST_TEST(lrs::is_gzip("gzip"));
    BOOST_TEST(lrs::is_gzip("X-GZip"));
    BOOST_TEST(!lrs::is_gzip("deflate"));
    BOOST_TEST(!lrs::is_gzip("gzip, gzip"));
    BOOST_TEST(!lrs::is_gzip(""));
}

BOOST_AUTO_TEST_CASE(texts)
{
    for (const std::size_t size : {0u, 1u, 65'535u, 65'536u, 65'537u, 1'000'000u}) {
        std::string text(size, 'a');
        for (std::size_t at = 0; at < size; at += 3)
            text[at] = static_cast<char>(at * 31);
        BOOST_TEST((lrs::inflate(packed(text), size).value() == text), size);
        if (size == 0) continue;
        BOOST_TEST((lrs::inflate(packed(text), size - 1).error().kind == ErrorKind::too_large));
    }
    BOOST_TEST(lrs::inflate(packed("one, ") + packed("two"), 9).value() == "one, two");
}

BOOST_AUTO_TEST_CASE(refused)
{
    const auto whole = packed("some text");
    for (std::size_t size = 0; size < whole.size(); ++size)
        BOOST_TEST((lrs::inflate(whole.substr(0, size), 99).error().kind == ErrorKind::invalid));
    auto damaged = whole;
    damaged[damaged.size() - 5] ^= 1; // Of the checksum.
    BOOST_TEST(!lrs::inflate(damaged, 99).has_value());
    BOOST_TEST(!lrs::inflate(whole + "x", 99).has_value());
    BOOST_TEST(!lrs::inflate("some text", 99).has_value());
}

// A thousand times as large as it comes: the limit holds for what is unpacked.
BOOST_AUTO_TEST_CASE(over_a_socket)
{
    live::World server(storage::memory::open());
    const auto ask = [&](const std::string& body, const char* coding) {
        return server
            .ask({.target = "/xapi/activities/state?activityId=urn:a&stateId=s&agent=" +
                            live::escaped(R"({"mbox":"mailto:a@example.org"})"),
                  .body = body,
                  .method = "PUT",
                  .version = "1.0.3",
                  .headers = std::string("Content-Encoding: ") + coding + "\r\n"})
            .result_int();
    };
    const auto limit = server.config.body_bytes;
    BOOST_TEST(ask(packed("plain"), "gzip") == 204);
    BOOST_TEST(ask(packed(std::string(limit, 'x')), "gzip") == 204);
    BOOST_TEST(ask(packed(std::string(limit + 1, 'x')), "gzip") == 413);
    BOOST_TEST(ask("plain", "gzip") == 400);
    BOOST_TEST(ask("plain", "identity") == 204);
    BOOST_TEST(ask("plain", "br") == 415);
}

BOOST_AUTO_TEST_SUITE_END()
