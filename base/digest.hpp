// Digests and keyed hashes over bytes. OpenSSL does the cryptographic ones.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

using Hash128 = std::array<std::uint8_t, 16>;
using Sha1 = std::array<std::uint8_t, 20>;
using Sha256 = std::array<std::uint8_t, 32>;

Sha256 sha256(std::string_view bytes);
// Broken: two texts of the same digest can be made. For formats that ask for it and nothing else.
Sha1 sha1(std::string_view bytes);

Sha256 hmac_sha256(std::string_view key, std::string_view bytes);

// PBKDF2 with HMAC-SHA256 (RFC 8018 5.2). Slow by design: never on a network thread.
Sha256 pbkdf2(std::string_view secret, std::string_view salt, unsigned iterations);

// SipHash-2-4 with 128 bits of output: fast, keyed, not cryptographic. For hash tables and index
// terms, where a collision must not be something that a sender can choose.
Hash128 siphash128(const Hash128& key, std::string_view bytes);

// Compares in a time that depends on the sizes only.
bool equal_in_constant_time(std::string_view a, std::string_view b);

// From the operating system's generator. Throws when there is none: nothing works without it.
void fill_random(std::uint8_t* out, std::size_t size);

std::string to_hex(const std::uint8_t* bytes, std::size_t size);

template <std::size_t size>
std::string to_hex(const std::array<std::uint8_t, size>& bytes)
{
    return to_hex(bytes.data(), size);
}

// The bytes of pairs of hexadecimal digits, in either case. Empty: it has other characters.
std::optional<std::string> from_hex(std::string_view text);

template <std::size_t size>
std::string_view as_text(const std::array<std::uint8_t, size>& bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), size};
}

} // namespace base
