#include "base/digest.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <charconv>
#include <climits>
#include <cstring>
#include <stdexcept>

namespace base {
namespace {

static_assert(std::endian::native == std::endian::little, "SipHash reads little-endian words");

const EVP_MD* algorithm(const char* name)
{
    const auto* found = EVP_MD_fetch(nullptr, name, nullptr);
    if (!found) throw std::runtime_error("OpenSSL offers no " + std::string(name));
    return found;
}

// Looked up once: OpenSSL 3 searches its providers at every use of EVP_sha256().
const EVP_MD* sha256_algorithm()
{
    static const EVP_MD* const found = algorithm("SHA256");
    return found;
}

const EVP_MD* sha1_algorithm()
{
    static const EVP_MD* const found = algorithm("SHA1");
    return found;
}

// Never null: HMAC() takes null for "no data yet" and gives no digest of it.
const unsigned char* unsigned_data(std::string_view bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.empty() ? "" : bytes.data());
}

int int_size(std::string_view bytes)
{
    assert(bytes.size() <= INT_MAX);
    return static_cast<int>(bytes.size());
}

void require(bool done)
{
    if (!done) throw std::runtime_error("OpenSSL failed to compute a digest");
}

std::uint64_t read_word(const void* at)
{
    std::uint64_t word;
    std::memcpy(&word, at, sizeof word);
    return word;
}

// The state of SipHash (Aumasson and Bernstein 2012, section 2).
struct Sip {
    std::uint64_t v0;
    std::uint64_t v1;
    std::uint64_t v2;
    std::uint64_t v3;

    void round()
    {
        v0 += v1;
        v1 = std::rotl(v1, 13) ^ v0;
        v0 = std::rotl(v0, 32);
        v2 += v3;
        v3 = std::rotl(v3, 16) ^ v2;
        v0 += v3;
        v3 = std::rotl(v3, 21) ^ v0;
        v2 += v1;
        v1 = std::rotl(v1, 17) ^ v2;
        v2 = std::rotl(v2, 32);
    }

    void take(std::uint64_t word)
    {
        v3 ^= word;
        round();
        round();
        v0 ^= word;
    }

    std::uint64_t finish()
    {
        for (int rounds = 0; rounds < 4; ++rounds)
            round();
        return v0 ^ v1 ^ v2 ^ v3;
    }
};

} // namespace

Sha256 sha256(std::string_view bytes)
{
    Sha256 out;
    require(EVP_Digest(bytes.data(), bytes.size(), out.data(), nullptr, sha256_algorithm(),
                       nullptr) == 1);
    return out;
}

Sha1 sha1(std::string_view bytes)
{
    Sha1 out;
    require(EVP_Digest(bytes.data(), bytes.size(), out.data(), nullptr, sha1_algorithm(),
                       nullptr) == 1);
    return out;
}

Sha256 hmac_sha256(std::string_view key, std::string_view bytes)
{
    Sha256 out;
    require(HMAC(sha256_algorithm(), key.data(), int_size(key), unsigned_data(bytes), bytes.size(),
                 out.data(), nullptr) != nullptr);
    return out;
}

Sha256 pbkdf2(std::string_view secret, std::string_view salt, unsigned iterations)
{
    assert(iterations > 0 && iterations <= INT_MAX);
    Sha256 out;
    require(PKCS5_PBKDF2_HMAC(secret.data(), int_size(secret), unsigned_data(salt), int_size(salt),
                              static_cast<int>(iterations), sha256_algorithm(),
                              static_cast<int>(out.size()), out.data()) == 1);
    return out;
}

Hash128 siphash128(const Hash128& key, std::string_view bytes)
{
    const auto k0 = read_word(key.data());
    const auto k1 = read_word(key.data() + 8);
    Sip sip{k0 ^ 0x736f6d6570736575u, k1 ^ 0x646f72616e646f6du ^ 0xee, k0 ^ 0x6c7967656e657261u,
            k1 ^ 0x7465646279746573u};

    const char* at = bytes.data();
    for (auto left = bytes.size() / 8; left > 0; --left, at += 8)
        sip.take(read_word(at));
    auto last = static_cast<std::uint64_t>(bytes.size()) << 56;
    for (std::size_t index = 0; index < bytes.size() % 8; ++index) {
        last |= std::uint64_t{static_cast<unsigned char>(at[index])} << 8 * index;
    }
    sip.take(last);

    sip.v2 ^= 0xee;
    const auto first = sip.finish();
    sip.v1 ^= 0xdd;
    const auto second = sip.finish();

    Hash128 out;
    std::memcpy(out.data(), &first, 8);
    std::memcpy(out.data() + 8, &second, 8);
    return out;
}

bool equal_in_constant_time(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

void fill_random(std::uint8_t* out, std::size_t size)
{
    while (size > 0) {
        const auto piece = std::min<std::size_t>(size, INT_MAX);
        if (RAND_bytes(out, static_cast<int>(piece)) != 1) {
            throw std::runtime_error("the operating system gives no random bytes");
        }
        out += piece;
        size -= piece;
    }
}

std::string to_hex(const std::uint8_t* bytes, std::size_t size)
{
    constexpr const char* digits = "0123456789abcdef";
    std::string out(size * 2, '\0');
    for (std::size_t at = 0; at < size; ++at) {
        out[2 * at] = digits[bytes[at] >> 4];
        out[2 * at + 1] = digits[bytes[at] & 15];
    }
    return out;
}

std::optional<std::string> from_hex(std::string_view text)
{
    if (text.size() % 2 != 0) return std::nullopt;
    std::string out;
    out.reserve(text.size() / 2);
    for (std::size_t at = 0; at < text.size(); at += 2) {
        std::uint8_t byte = 0;
        const auto* end = text.data() + at + 2;
        const auto [stop, failed] = std::from_chars(text.data() + at, end, byte, 16);
        if (failed != std::errc{} || stop != end) return std::nullopt;
        out += static_cast<char>(byte);
    }
    return out;
}

} // namespace base
