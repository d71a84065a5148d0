#include "base/sha2.hpp"

#include "base/digest.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

namespace {

std::string hex(std::size_t size, std::initializer_list<std::string_view> pieces)
{
    auto sum = base::Sha2::of_size(size).value();
    for (const auto piece : pieces)
        sum.add(piece);
    const auto digest = sum.finish();
    return base::to_hex(reinterpret_cast<const std::uint8_t*>(digest.data()), digest.size());
}

} // namespace

BOOST_AUTO_TEST_SUITE(base_sha2)

// The examples of FIPS 180-4 for "abc".
BOOST_AUTO_TEST_CASE(examples)
{
    const struct {
        std::size_t size;
        std::string_view digest;
    } rows[] = {
        {28, "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"},
        {32, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {48, "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
             "8086072ba1e7cc2358baeca134c825a7"},
        {64, "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
             "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"},
    };

    for (const auto& row : rows) {
        BOOST_TEST(hex(row.size, {"abc"}) == row.digest);
        BOOST_TEST(hex(row.size, {"a", "", "bc"}) == row.digest);
        BOOST_TEST(hex(row.size, {"abd"}) != row.digest);
    }
}

BOOST_AUTO_TEST_CASE(sizes)
{
    for (const std::size_t size : {0, 20, 31, 33, 65})
        BOOST_TEST(!base::Sha2::of_size(size));
}

BOOST_AUTO_TEST_SUITE_END()
