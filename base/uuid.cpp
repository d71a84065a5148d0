#include "base/uuid.hpp"

#include "base/digest.hpp"

#include <algorithm>

namespace base {
namespace {

constexpr std::size_t text_size = 36;
constexpr std::uint8_t no_digit = 0xff;

constexpr std::array<std::uint8_t, 256> hex_values = [] {
    std::array<std::uint8_t, 256> values{};
    values.fill(no_digit);
    for (std::uint8_t digit = 0; digit < 10; ++digit)
        values[std::size_t{'0'} + digit] = digit;
    for (std::uint8_t digit = 10; digit < 16; ++digit) {
        values[std::size_t{'a'} + digit - 10] = digit;
        values[std::size_t{'A'} + digit - 10] = digit;
    }
    return values;
}();

// Where the two digits of each byte stand in 8-4-4-4-12.
constexpr std::array<std::uint8_t, 16> digits_at{0,  2,  4,  6,  9,  11, 14, 16,
                                                 19, 21, 24, 26, 28, 30, 32, 34};

// Sets the version, RFC 4122 4.1.3, and the variant, 4.1.1.
Uuid of_version(std::uint8_t version, std::array<std::uint8_t, 16> bytes)
{
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0f) | version << 4);
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80);
    return Uuid{bytes};
}

} // namespace

std::optional<Uuid> parse_uuid(std::string_view text)
{
    if (text.size() != text_size) return std::nullopt;
    if (text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-') {
        return std::nullopt;
    }
    Uuid uuid;
    unsigned bad = 0; // Gathers the high bits of no_digit: one branch for 32 digits.
    for (std::size_t index = 0; index < 16; ++index) {
        const char* const at = text.data() + digits_at[index];
        const unsigned high = hex_values[static_cast<unsigned char>(at[0])];
        const unsigned low = hex_values[static_cast<unsigned char>(at[1])];
        bad |= high | low;
        uuid.bytes[index] = static_cast<std::uint8_t>(high << 4 | low);
    }
    if (bad > 15) return std::nullopt;
    return uuid;
}

std::string to_string(const Uuid& uuid)
{
    constexpr const char* digits = "0123456789abcdef";
    std::string out(text_size, '-');
    for (std::size_t index = 0; index < 16; ++index) {
        out[digits_at[index]] = digits[uuid.bytes[index] >> 4];
        out[digits_at[index] + 1u] = digits[uuid.bytes[index] & 15];
    }
    return out;
}

Uuid uuid_v4(std::array<std::uint8_t, 16> random)
{
    return of_version(4, random);
}

Uuid uuid_v5(const Uuid& space, std::string_view name)
{
    const auto digest = sha1(std::string(as_text(space.bytes)).append(name));
    std::array<std::uint8_t, 16> bytes;
    std::copy_n(digest.begin(), bytes.size(), bytes.begin());
    return of_version(5, bytes);
}

Uuid random_uuid()
{
    std::array<std::uint8_t, 16> random;
    fill_random(random.data(), random.size());
    return uuid_v4(random);
}

} // namespace base
