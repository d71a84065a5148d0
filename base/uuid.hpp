// RFC 4122 UUIDs as 16 bytes.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace base {

struct Uuid {
    std::array<std::uint8_t, 16> bytes{};

    auto operator<=>(const Uuid&) const = default;

    // Of a size that the compiler knows: two comparisons of words instead of a call.
    bool operator==(const Uuid& other) const
    {
        return std::memcmp(bytes.data(), other.bytes.data(), 16) == 0;
    }
};

// The standard string form, hexadecimal digits of either case: 8-4-4-4-12. Nothing else: no
// braces, no "urn:uuid:". Any version and variant (senders are careless with both).
std::optional<Uuid> parse_uuid(std::string_view text);

// Lower case, 36 characters.
std::string to_string(const Uuid& uuid);

// A version 4 UUID of these 16 random bytes.
Uuid uuid_v4(std::array<std::uint8_t, 16> random);
Uuid random_uuid(); // Version 4.

// RFC 4122 appendix C: the namespace of names that are URLs.
inline constexpr Uuid url_namespace{{0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4,
                                     0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}};

// The version 5 UUID of a name in a namespace (RFC 4122 4.3): always the same.
Uuid uuid_v5(const Uuid& space, std::string_view name);

} // namespace base

template <>
struct std::hash<base::Uuid> {
    std::size_t operator()(const base::Uuid& uuid) const noexcept
    {
        std::uint64_t high = 0;
        std::uint64_t low = 0;
        for (std::size_t at = 0; at < 8; ++at) {
            high = high << 8 | uuid.bytes[at];
            low = low << 8 | uuid.bytes[at + 8];
        }
        return static_cast<std::size_t>(high ^ low * 0x9e3779b97f4a7c15u);
    }
};
