#include "content/xml_text.hpp"

#include "base/ascii.hpp"
#include "base/limits.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace content {
namespace {

using namespace std::literals;

enum class Encoding : std::uint8_t { utf8, utf16_little, utf16_big, windows1252 };

// Of the bytes 0x80 to 0x9f. Five of them mean nothing; they stay control characters.
constexpr std::array<char16_t, 32> windows1252_specials{
    0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178,
};

struct KnownEncoding {
    std::string_view name; // In lower case.
    Encoding encoding;
};

constexpr KnownEncoding known_encodings[] = {
    {"utf-8", Encoding::utf8},
    {"utf8", Encoding::utf8},
    {"us-ascii", Encoding::utf8},
    {"utf-16", Encoding::utf8},
    {"iso-8859-1", Encoding::windows1252},
    {"latin1", Encoding::windows1252},
    {"windows-1252", Encoding::windows1252},
    {"cp1252", Encoding::windows1252},
};

void append(std::string& out, char32_t character)
{
    const auto six_bits = [&](unsigned shift) {
        out += static_cast<char>(0x80 | ((character >> shift) & 0x3f));
    };
    if (character < 0x80) {
        out += static_cast<char>(character);
    } else if (character < 0x800) {
        out += static_cast<char>(0xc0 | character >> 6);
        six_bits(0);
    } else if (character < 0x10000) {
        out += static_cast<char>(0xe0 | character >> 12);
        six_bits(6);
        six_bits(0);
    } else {
        out += static_cast<char>(0xf0 | character >> 18);
        six_bits(12);
        six_bits(6);
        six_bits(0);
    }
}

unsigned line_at(std::string_view text, std::size_t at)
{
    return 1 + static_cast<unsigned>(std::ranges::count(text.substr(0, at), '\n'));
}

// The name in <?xml version="1.0" encoding="name"?>; empty: the document says none.
std::string_view declared_encoding(std::string_view text)
{
    if (!text.starts_with("<?xml")) return {};
    text = text.substr(0, text.find("?>"));
    const auto at = text.find("encoding");
    if (at == text.npos) return {};
    const auto open = text.find_first_of("\"'", at);
    if (open == text.npos) return {};
    const auto close = text.find(text[open], open + 1);
    return close == text.npos ? std::string_view() : text.substr(open + 1, close - open - 1);
}

std::string from_windows1252(std::string_view bytes)
{
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 16);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_special = byte >= 0x80 && byte < 0xa0;
        append(out, is_special ? windows1252_specials[byte - 0x80u] : byte);
    }
    return out;
}

class Decoder {
public:
    Decoder(std::string_view bytes, std::string_view file, Findings& findings)
        : bytes_(bytes), file_(file), findings_(findings)
    {
    }

    std::optional<std::string> decode()
    {
        if (bytes_.size() > limits::xml_bytes) return refuse_size(bytes_.size());
        const auto encoding = sniff();
        if (!encoding) return std::nullopt;
        auto text = decode(*encoding);
        if (!text) return std::nullopt;
        if (text->size() > limits::xml_bytes) return refuse_size(text->size());
        if (const auto at = text->find('\0'); at != text->npos)
            return refuse(line_at(*text, at), "a NUL", "hold characters that XML allows");
        return text;
    }

private:
    std::optional<std::string> refuse(unsigned line, std::string_view found, std::string expected)
    {
        complain(findings_.refusals, place(file_, line), "xml.encoding", found,
                 std::move(expected));
        return std::nullopt;
    }

    std::optional<std::string> refuse_size(std::size_t size)
    {
        complain(findings_.refusals, std::string(file_), "xml.size",
                 std::to_string(size) + " bytes",
                 "have at most " + std::to_string(limits::xml_bytes) + " bytes");
        return std::nullopt;
    }

    bool skip(std::string_view mark)
    {
        if (!bytes_.starts_with(mark)) return false;
        bytes_.remove_prefix(mark.size());
        return true;
    }

    std::optional<Encoding> sniff()
    {
        if (skip("\xef\xbb\xbf")) return Encoding::utf8;
        if (skip("\xff\xfe") || bytes_.starts_with("<\0"sv)) return Encoding::utf16_little;
        if (skip("\xfe\xff") || bytes_.starts_with("\0<"sv)) return Encoding::utf16_big;
        const auto name = declared_encoding(bytes_);
        if (name.empty()) return Encoding::utf8;
        for (const auto& known : known_encodings) {
            if (base::equal_but_for_case(known.name, name)) return known.encoding;
        }
        refuse(1, name, "be in UTF-8, UTF-16, ISO-8859-1 or windows-1252");
        return std::nullopt;
    }

    std::optional<std::string> decode(Encoding encoding)
    {
        switch (encoding) {
        case Encoding::utf8: return from_utf8();
        case Encoding::utf16_little: return from_utf16(1);
        case Encoding::utf16_big: return from_utf16(0);
        case Encoding::windows1252: return from_windows1252(bytes_);
        }
        return std::nullopt;
    }

    std::optional<std::string> from_utf8()
    {
        if (base::is_utf8(bytes_)) return std::string(bytes_);
        std::size_t at = 0;
        while (base::next_character(bytes_, at) != base::no_character) {
        }
        return refuse(line_at(bytes_, at), "bytes that are no UTF-8",
                      "be in the encoding that its first line declares, by default UTF-8");
    }

    // `high` is where the higher byte of a unit is, 0 or 1.
    std::optional<std::string> from_utf16(std::size_t high)
    {
        std::string out;
        out.reserve(bytes_.size() / 2);
        const auto unit_at = [&](std::size_t at) {
            const auto higher = static_cast<unsigned char>(bytes_[at + high]);
            const auto lower = static_cast<unsigned char>(bytes_[at + 1 - high]);
            return static_cast<char32_t>(higher << 8 | lower);
        };
        for (std::size_t at = 0; at < bytes_.size(); at += 2) {
            if (bytes_.size() - at < 2) return refuse_utf16(out);
            auto character = unit_at(at);
            if (character >> 11 == 0x1b) { // Half of a pair.
                const bool is_first = character < 0xdc00 && bytes_.size() - at >= 4;
                const auto other = is_first ? unit_at(at + 2) : 0;
                if (other >> 10 != 0x37) return refuse_utf16(out);
                character = 0x10000 + ((character & 0x3ff) << 10 | (other & 0x3ff));
                at += 2;
            }
            append(out, character);
        }
        return out;
    }

    std::optional<std::string> refuse_utf16(std::string_view before)
    {
        return refuse(line_at(before, before.size()), "bytes that are no UTF-16", "be in UTF-16");
    }

    std::string_view bytes_;
    std::string_view file_;
    Findings& findings_;
};

} // namespace

std::optional<std::string> xml_text(std::string_view bytes, std::string_view file,
                                    Findings& findings)
{
    return Decoder(bytes, file, findings).decode();
}

} // namespace content
