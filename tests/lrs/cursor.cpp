#include "lrs/cursor.hpp"

#include "base/base64.hpp"
#include "tests/lrs/fakes.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace {

using namespace std::chrono_literals;
using base::ErrorKind;
using lrs::CursorSigner;
using storage::Cursor;

constexpr base::Timestamp start = std::chrono::sys_days(std::chrono::year(2026) / 3 / 1);
constexpr Cursor somewhere{0x0102030405060708, 0xfffefdfcfbfaf9f8};

struct Fixture {
    fakes::Settings settings;
    std::unique_ptr<CursorSigner> signer = loaded(start);

    std::unique_ptr<CursorSigner> loaded(base::Timestamp now)
    {
        auto out = std::make_unique<CursorSigner>(settings);
        out->load(now).value();
        return out;
    }

    bool opens(const std::string& token, std::string_view query = "q") const
    {
        const auto cursor = signer->open(token, query);
        if (!cursor) BOOST_TEST((cursor.error().kind == ErrorKind::invalid));
        if (!cursor) BOOST_TEST(cursor.error().where == "cursor");
        return cursor.has_value();
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_cursor, Fixture)

BOOST_AUTO_TEST_CASE(round_trip)
{
    for (const auto& cursor :
         {somewhere, Cursor{0, 0}, Cursor{1, 2}, Cursor{~storage::Sequence{0}, 0}}) {
        const auto opened = signer->open(signer->sign(cursor, "q"), "q");
        BOOST_REQUIRE(opened.has_value());
        BOOST_TEST((*opened == cursor));
    }
}

BOOST_AUTO_TEST_CASE(fits_a_url)
{
    const auto token = signer->sign(somewhere, "q");
    BOOST_TEST(token.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                       "0123456789-_") == token.npos);
}

BOOST_AUTO_TEST_CASE(bound_to_its_query)
{
    const auto token = signer->sign(somewhere, "1\nall\nverb=urn:a");
    BOOST_TEST(opens(token, "1\nall\nverb=urn:a"));
    for (const auto* other : {"2\nall\nverb=urn:a", "1\nmine x\nverb=urn:a", "1\nall\nverb=urn:b",
                              "1\nall\nverb=urn:a&limit=1", "1\nall\n", ""}) {
        BOOST_TEST_CONTEXT(other)
        {
            BOOST_TEST(!opens(token, other));
        }
    }
}

BOOST_AUTO_TEST_CASE(every_flipped_bit)
{
    const auto token = signer->sign(somewhere, "q");
    auto bytes = base::from_base64url(token).value();
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        const auto flip = static_cast<char>(1 << bit % 8);
        bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ flip);
        BOOST_TEST(!opens(base::to_base64url(bytes)), "bit " << bit);
        bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ flip);
    }
    BOOST_TEST(opens(base::to_base64url(bytes)));
}

BOOST_AUTO_TEST_CASE(foreign_tokens)
{
    const auto token = signer->sign(somewhere, "q");
    auto beside_the_alphabet = token;
    beside_the_alphabet[3] = '+';
    // The last character carries bits beyond the bytes; another one with the same six bits in
    // front would be a second token for the same place.
    auto stray_bits = token;
    stray_bits.back() = static_cast<char>(stray_bits.back() + 1);
    fakes::Settings elsewhere;
    CursorSigner other(elsewhere);
    other.load(start).value();

    const struct {
        const char* name;
        std::string token;
        bool opens;
    } rows[] = {
        {"ours", token, true},
        {"nothing", "", false},
        {"text", "hello", false},
        {"cut off", token.substr(0, token.size() - 1), false},
        {"more behind", token + "A", false},
        {"doubled", token + token, false},
        {"padding", token + "=", false},
        {"space behind", token + " ", false},
        {"another alphabet", beside_the_alphabet, false},
        {"stray bits at the end", stray_bits, false},
        {"of another server", other.sign(somewhere, "q"), false},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(opens(row.token) == row.opens);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_new_key_every_day)
{
    const auto first = signer->sign(somewhere, "q");
    signer->rotate(start + 24h - 1us).value();
    BOOST_TEST(signer->sign(somewhere, "q") == first); // The same key still signs,
    signer->rotate(start + 24h).value();
    const auto second = signer->sign(somewhere, "q");
    BOOST_TEST(second != first); // now another one does,
    BOOST_TEST(opens(second));
    BOOST_TEST(opens(first)); // and the old one is honoured.
}

BOOST_AUTO_TEST_CASE(old_keys_are_forgotten)
{
    const auto first = signer->sign(somewhere, "q");
    signer->rotate(start + 24h).value();
    signer->rotate(start + 48h).value();
    BOOST_TEST(opens(first));
    signer->rotate(start + 72h).value();
    BOOST_TEST(opens(first)); // Exactly old enough.
    signer->rotate(start + 96h).value();
    BOOST_TEST(!opens(first));
}

BOOST_AUTO_TEST_CASE(a_server_that_slept)
{
    const auto first = signer->sign(somewhere, "q");
    signer->rotate(start + 72h + 1us).value();
    BOOST_TEST(!opens(first));
    BOOST_TEST(opens(signer->sign(somewhere, "q")));
}

BOOST_AUTO_TEST_CASE(restart)
{
    const auto first = signer->sign(somewhere, "q");
    signer = loaded(start + 1h);
    BOOST_TEST(opens(first));
    BOOST_TEST(signer->sign(somewhere, "q") == first);

    signer = loaded(start + 30h); // A new key is due at once.
    BOOST_TEST(opens(first));
    const auto second = signer->sign(somewhere, "q");
    BOOST_TEST(second != first);

    signer = loaded(start + 31h);
    BOOST_TEST(opens(first));
    BOOST_TEST(opens(second));

    signer = loaded(start + 80h);
    BOOST_TEST(!opens(first));
    BOOST_TEST(opens(second));
}

BOOST_AUTO_TEST_CASE(a_broken_disk_keeps_the_key_that_is_known)
{
    const auto first = signer->sign(somewhere, "q");
    settings.broken = true;
    const auto rotated = signer->rotate(start + 25h);
    BOOST_REQUIRE(!rotated);
    BOOST_TEST((rotated.error().kind == ErrorKind::unknown));
    // A key that is not on the disk would make links that a restart forgets.
    BOOST_TEST(signer->sign(somewhere, "q") == first);
    settings.broken = false;
    BOOST_TEST(signer->rotate(start + 25h).has_value());
    BOOST_TEST(signer->sign(somewhere, "q") != first);
}

BOOST_AUTO_TEST_CASE(damaged_keys)
{
    const std::string good = settings.get("cursor-keys").value().value();

    const struct {
        const char* name;
        std::string text;
    } rows[] = {
        {"no JSON", "["},
        {"no list", "{}"},
        {"no objects", "[1]"},
        {"no time", R"([{"secret":"AAAA"}])"},
        {"another time", R"([{"made":"yesterday","secret":"AAAA"}])"},
        {"a number for the time", R"([{"made":1,"secret":"AAAA"}])"},
        {"no secret", R"([{"made":"2026-03-01T00:00:00Z"}])"},
        {"short secret", R"([{"made":"2026-03-01T00:00:00Z","secret":"AAAA"}])"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            settings.put("cursor-keys", row.text).value();
            CursorSigner damaged(settings);
            const auto loaded = damaged.load(start);
            BOOST_REQUIRE(!loaded);
            BOOST_TEST((loaded.error().kind == ErrorKind::corrupt));
        }
    }
    settings.put("cursor-keys", good).value();
    CursorSigner whole(settings);
    BOOST_TEST(whole.load(start).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
