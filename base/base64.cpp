#include "base/base64.hpp"

#include <array>
#include <cstdint>

namespace base {
namespace {

constexpr std::string_view standard_letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view url_letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr std::uint8_t no_letter = 0xff;

using Values = std::array<std::uint8_t, 256>;

constexpr Values values_of(std::string_view letters)
{
    Values values{};
    values.fill(no_letter);
    for (std::size_t at = 0; at < letters.size(); ++at) {
        values[static_cast<unsigned char>(letters[at])] = static_cast<std::uint8_t>(at);
    }
    return values;
}

constexpr Values standard_values = values_of(standard_letters);
constexpr Values url_values = values_of(url_letters);

// One group of up to three bytes as up to four letters, without padding.
void append_group(std::string& out, std::string_view group, std::string_view letters)
{
    std::uint32_t bits = 0;
    for (std::size_t at = 0; at < 3; ++at) {
        bits = bits << 8 | (at < group.size() ? static_cast<unsigned char>(group[at]) : 0u);
    }
    for (std::size_t at = 0; at <= group.size(); ++at) {
        out += letters[bits >> (18 - 6 * at) & 63];
    }
}

std::string encode(std::string_view bytes, std::string_view letters)
{
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (; bytes.size() > 3; bytes.remove_prefix(3))
        append_group(out, bytes.substr(0, 3), letters);
    if (!bytes.empty()) append_group(out, bytes, letters);
    return out;
}

// Text without padding. A last group of one letter holds no byte; of two or three letters the
// bits behind the last byte must be zero, or several texts would stand for the same bytes.
std::optional<std::string> decode(std::string_view text, const Values& values)
{
    if (text.size() % 4 == 1) return std::nullopt;

    std::string out;
    out.reserve(text.size() / 4 * 3 + 2);
    std::uint32_t bits = 0;
    unsigned held = 0;
    for (const char letter : text) {
        const auto value = values[static_cast<unsigned char>(letter)];
        if (value == no_letter) return std::nullopt;
        bits = (bits << 6 | value) & 0xffff;
        held += 6;
        if (held < 8) continue;
        held -= 8;
        out += static_cast<char>(bits >> held & 0xff);
    }
    if ((bits & ((1u << held) - 1)) != 0) return std::nullopt;
    return out;
}

} // namespace

std::string to_base64(std::string_view bytes)
{
    auto out = encode(bytes, standard_letters);
    out.resize((out.size() + 3) / 4 * 4, '=');
    return out;
}

std::string to_base64url(std::string_view bytes)
{
    return encode(bytes, url_letters);
}

std::optional<std::string> from_base64(std::string_view text)
{
    if (text.size() % 4 != 0) return std::nullopt;
    for (int padding = 0; padding < 2 && text.ends_with('='); ++padding)
        text.remove_suffix(1);
    return decode(text, standard_values);
}

std::optional<std::string> from_base64url(std::string_view text)
{
    return decode(text, url_values);
}

} // namespace base
