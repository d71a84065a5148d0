#include "base/digest.hpp"

#include <boost/test/unit_test.hpp>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <algorithm>
#include <memory>
#include <numeric>
#include <random>
#include <vector>

using namespace std::string_view_literals;

namespace {

struct Free {
    void operator()(EVP_MAC* mac) const { EVP_MAC_free(mac); }

    void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
};

// OpenSSL's own SipHash-2-4: slow to set up, but written by others.
base::Hash128 other_siphash(const base::Hash128& key, std::string_view bytes)
{
    const std::unique_ptr<EVP_MAC, Free> mac(EVP_MAC_fetch(nullptr, "SIPHASH", nullptr));
    const std::unique_ptr<EVP_MAC_CTX, Free> context(EVP_MAC_CTX_new(mac.get()));
    std::size_t size = 16;
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_size_t(OSSL_MAC_PARAM_SIZE, &size),
        OSSL_PARAM_construct_end(),
    };
    base::Hash128 out{};
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    BOOST_REQUIRE(EVP_MAC_init(context.get(), key.data(), key.size(), parameters) == 1);
    BOOST_REQUIRE(EVP_MAC_update(context.get(), data, bytes.size()) == 1);
    BOOST_REQUIRE(EVP_MAC_final(context.get(), out.data(), &size, out.size()) == 1);
    return out;
}

// 00 01 02 ...: the key and the messages of the reference vectors.
std::string count_up(std::size_t size)
{
    std::string bytes(size, '\0');
    std::iota(bytes.begin(), bytes.end(), '\0');
    return bytes;
}

base::Hash128 reference_key()
{
    base::Hash128 key;
    std::iota(key.begin(), key.end(), std::uint8_t{0});
    return key;
}

} // namespace

BOOST_AUTO_TEST_SUITE(digest)

// FIPS 180-4 examples.
BOOST_AUTO_TEST_CASE(sha256)
{
    struct Row {
        const char* name;
        std::string bytes;
        std::string_view hex;
    };

    const Row rows[] = {
        {"nothing", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"a million a", std::string(1'000'000, 'a'),
         "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(base::to_hex(base::sha256(row.bytes)) == row.hex);
        }
    }
}

// FIPS 180-4 examples.
BOOST_AUTO_TEST_CASE(sha1)
{
    BOOST_TEST(base::to_hex(base::sha1("")) == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    BOOST_TEST(base::to_hex(base::sha1("abc")) == "a9993e364706816aba3e25717850c26c9cd0d89d");
    BOOST_TEST(base::to_hex(base::sha1(std::string(1'000'000, 'a'))) ==
               "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}

// RFC 4231, cases 1, 2 and 6.
BOOST_AUTO_TEST_CASE(hmac)
{
    struct Row {
        const char* name;
        std::string key;
        std::string_view bytes;
        std::string_view hex;
    };

    const Row rows[] = {
        {"short", std::string(20, '\x0b'), "Hi There",
         "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
        {"text as key", "Jefe", "what do ya want for nothing?",
         "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
        {"key longer than a block", std::string(131, '\xaa'),
         "Test Using Larger Than Block-Size Key - Hash Key First",
         "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
        {"nothing", "", {}, "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(base::to_hex(base::hmac_sha256(row.key, row.bytes)) == row.hex);
        }
    }
    BOOST_TEST(base::to_hex(base::hmac_sha256({}, {})) == rows[3].hex);
}

// The first is the beginning of RFC 7914 11.
BOOST_AUTO_TEST_CASE(pbkdf2)
{
    struct Row {
        const char* name;
        std::string_view secret;
        std::string_view salt;
        unsigned iterations;
        std::string_view hex;
    };

    const Row rows[] = {
        {"once", "passwd", "salt", 1,
         "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"},
        {"twice", "password", "salt", 2,
         "ae4d0c95af6b46d32d0adff928f06dd02a303f8ef3c251dfd6e2d85a95474c43"},
        {"often", "password", "salt", 4096,
         "c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a"},
        {"no secret",
         {},
         "salt",
         1,
         "f135c27993baf98773c5cdb40a5706ce6a345cde61b000a67858650cd6a324d7"},
        {"no salt",
         "password",
         {},
         1,
         "c1232f10f62715fda06ae7c0a2037ca19b33cf103b727ba56d870c11f290a2ab"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(base::to_hex(base::pbkdf2(row.secret, row.salt, row.iterations)) == row.hex);
        }
    }
}

// Stored index terms depend on these values.
BOOST_AUTO_TEST_CASE(siphash_reference)
{
    struct Row {
        std::size_t size;
        std::string_view hex;
    };

    const Row rows[] = {
        {0, "a3817f04ba25a8e66df67214c7550293"},  {1, "da87c1d86b99af44347659119b22fc45"},
        {7, "a1f1ebbed8dbc153c0b84aa61ff08239"},  {8, "3b62a9ba6258f5610f83e264f31497b4"},
        {9, "264499060ad9baabc47f8b02bb6d71ed"},  {15, "5493e99933b0a8117e08ec0f97cfc3d9"},
        {16, "6ee2a4ca67b054bbfd3315bf85230577"}, {63, "5150d1772f50834a503e069a973fbd7c"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.size << " bytes")
        {
            BOOST_TEST(base::to_hex(base::siphash128(reference_key(), count_up(row.size))) ==
                       row.hex);
        }
    }
}

BOOST_AUTO_TEST_CASE(siphash_like_another)
{
    const auto seed = std::random_device{}();
    std::mt19937 random(seed);
    BOOST_TEST_CONTEXT("seed " << seed)
    for (std::size_t size = 0; size < 300; ++size) {
        base::Hash128 key;
        for (auto& byte : key)
            byte = static_cast<std::uint8_t>(random() & 0xff);
        std::string bytes(size, '\0');
        for (auto& byte : bytes)
            byte = static_cast<char>(random() & 0xff);
        const auto hash = base::siphash128(key, bytes);
        BOOST_REQUIRE(base::to_hex(hash) == base::to_hex(other_siphash(key, bytes)));
    }
}

BOOST_AUTO_TEST_CASE(constant_time_equality)
{
    struct Row {
        const char* name;
        std::string_view a;
        std::string_view b;
        bool equal;
    };

    const Row rows[] = {
        {"nothing", {}, "", true},
        {"equal", "secret", "secret", true},
        {"first byte", "secret", "Secret", false},
        {"last byte", "secret", "secreT", false},
        {"shorter", "secret", "secre", false},
        {"zero bytes count", "a\0b"sv, "a\0c"sv, false},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(base::equal_in_constant_time(row.a, row.b) == row.equal);
            BOOST_TEST(base::equal_in_constant_time(row.b, row.a) == row.equal);
        }
    }
}

BOOST_AUTO_TEST_CASE(random_bytes)
{
    std::vector<std::uint8_t> first(64);
    std::vector<std::uint8_t> second(64);
    base::fill_random(first.data(), 63);
    base::fill_random(second.data(), 63);
    BOOST_TEST((first != second));
    BOOST_TEST(std::count(first.begin(), first.end(), 0) < 20);
    BOOST_TEST(first.back() == 0); // Beyond what was asked for.
    base::fill_random(nullptr, 0);
}

BOOST_AUTO_TEST_CASE(hex_and_text)
{
    const std::array<std::uint8_t, 4> bytes{0x00, 0x0f, 0xa0, 0xff};
    BOOST_TEST(base::to_hex(bytes) == "000fa0ff");
    BOOST_TEST(base::to_hex(nullptr, 0) == "");
    BOOST_TEST(base::as_text(bytes) == "\x00\x0f\xa0\xff"sv);
}

BOOST_AUTO_TEST_SUITE_END()
