#include "base/utf8.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace base {
namespace {

constexpr std::uint64_t high_bits = 0x8080'8080'8080'8080u;

unsigned char byte_at(std::string_view text, std::size_t at)
{
    return static_cast<unsigned char>(text[at]);
}

bool is_continuation(unsigned char byte)
{
    return (byte & 0xc0) == 0x80;
}

} // namespace

char32_t next_character(std::string_view text, std::size_t& at)
{
    const auto lead = byte_at(text, at);
    if (lead < 0x80) {
        ++at;
        return lead;
    }
    // C0 and C1 begin overlong forms only, F5 and above only what lies beyond U+10FFFF.
    if (lead < 0xc2 || lead > 0xf4) return no_character;
    const std::size_t size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (text.size() - at < size) return no_character;

    auto character = static_cast<char32_t>(lead & (0xff >> (size + 1)));
    for (std::size_t index = 1; index < size; ++index) {
        const auto byte = byte_at(text, at + index);
        if (!is_continuation(byte)) return no_character;
        character = character << 6 | (byte & 0x3fu);
    }
    if (size == 3 && (character < 0x800 || character >> 11 == 0x1b)) return no_character;
    if (size == 4 && (character < 0x10000 || character > 0x10ffff)) return no_character;
    at += size;
    return character;
}

bool is_utf8(std::string_view text)
{
    std::size_t at = 0;
    while (at < text.size()) {
        std::uint64_t word;
        while (text.size() - at >= sizeof word) { // Most of a statement is ASCII.
            std::memcpy(&word, text.data() + at, sizeof word);
            if ((word & high_bits) != 0) break;
            at += sizeof word;
        }
        if (at < text.size() && next_character(text, at) == no_character) return false;
    }
    return true;
}

std::string excerpt(std::string_view text, std::size_t bytes)
{
    if (!is_utf8(text)) return {};
    if (text.size() <= bytes) return std::string(text);
    auto end = bytes;
    while (end > 0 && is_continuation(byte_at(text, end)))
        --end;
    return std::string(text.substr(0, end)) + "...";
}

std::string as_utf8(std::string_view text)
{
    std::string out(text);
    if (is_utf8(text)) return out;
    std::ranges::replace_if(
        out, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
    return out;
}

} // namespace base
