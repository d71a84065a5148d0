#include "base/iri.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace base {
namespace {

// Classes of ASCII characters, one bit each.
enum : std::uint8_t {
    alpha = 1,
    digit = 2,
    hex = 4,
    in_scheme = 8,  // RFC 3986 3.1, behind the first letter.
    in_iri = 16,    // Unreserved and reserved, RFC 3986 2.2 and 2.3; "%", "?" and "#" are apart.
    in_local = 32,  // Left of the "@" of a mailto: RFC 6068 2, without gen-delims.
    in_domain = 64, // Right of it; not judged beyond letters, digits, "-" and "_".
    in_token = 128, // RFC 2045 5.1.
};

constexpr std::array<std::uint8_t, 256> classes = [] {
    std::array<std::uint8_t, 256> table{};
    const auto add = [&table](std::string_view letters, unsigned bits) {
        for (const char letter : letters) {
            auto& entry = table[static_cast<unsigned char>(letter)];
            entry = static_cast<std::uint8_t>(entry | bits);
        }
    };
    const unsigned everywhere = in_scheme | in_iri | in_local | in_domain | in_token;
    add("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", alpha | everywhere);
    add("0123456789", digit | everywhere);
    add("0123456789ABCDEFabcdef", hex);
    add("+-.", in_scheme);
    add("-._~:/[]@!$&'()*+,;=", in_iri);
    add("-._~!$&'*+=", in_local);
    add("-_", in_domain);
    add("!#$%&'*+-.^_`{|}~", in_token);
    return table;
}();

bool is(unsigned bits, char letter)
{
    return (classes[static_cast<unsigned char>(letter)] & bits) != 0;
}

bool all(unsigned bits, std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [bits](char letter) { return is(bits, letter); });
}

bool is_escape(std::string_view text, std::size_t at)
{
    return text.size() - at >= 3 && is(hex, text[at + 1]) && is(hex, text[at + 2]);
}

// RFC 3987 2.2: ucschar, and iprivate which a query alone may hold.
bool is_iri_character(char32_t character, bool in_query)
{
    if (character < 0xa0 || character == no_character) return false;
    if ((character & 0xfffe) == 0xfffe) return false;
    if (character >= 0xfdd0 && character <= 0xfdef) return false;
    const bool is_private = (character >= 0xe000 && character <= 0xf8ff) || character >= 0xf0000;
    if (is_private) return in_query;
    if (character >= 0xfff0 && character <= 0xffff) return false;
    return character < 0xe0000 || character >= 0xe1000;
}

// Moves `at` behind one character: one of the class, an escape, or one beyond ASCII.
bool skip_character(std::string_view text, std::size_t& at, unsigned bits, bool in_query = false)
{
    if (is(bits, text[at])) {
        ++at;
        return true;
    }
    if (text[at] == '%') {
        if (!is_escape(text, at)) return false;
        at += 3;
        return true;
    }
    return is_iri_character(next_character(text, at), in_query);
}

bool is_domain(std::string_view text)
{
    if (text.starts_with('[') && text.ends_with(']')) { // An address literal, RFC 6068 2.
        const auto inside = text.substr(1, text.size() - 2);
        return !inside.empty() && inside.find_first_of("[]@?#/,") == inside.npos &&
               all(in_iri, inside);
    }
    std::size_t at = 0;
    while (true) {
        const auto label = at;
        while (at < text.size() && text[at] != '.') {
            if (!skip_character(text, at, in_domain)) return false;
        }
        if (at == label) return false;
        if (at++ == text.size()) return true;
    }
}

// The parts of a language tag, one after another.
class Subtags {
public:
    explicit Subtags(std::string_view text) : rest_(text) { next(); }

    bool done() const { return done_; }

    std::string_view current() const { return current_; }

    void next()
    {
        done_ = last_;
        const auto end = std::min(rest_.find('-'), rest_.size());
        current_ = rest_.substr(0, end);
        last_ = end == rest_.size();
        rest_.remove_prefix(last_ ? end : end + 1);
    }

    // Moves on when the current part is of this class and size.
    bool take(unsigned bits, std::size_t least, std::size_t most)
    {
        if (done_ || current_.size() < least || current_.size() > most) return false;
        if (!all(bits, current_)) return false;
        next();
        return true;
    }

private:
    std::string_view rest_;
    std::string_view current_;
    bool last_ = false;
    bool done_ = false;
};

bool take_variant(Subtags& tags)
{
    if (tags.take(alpha | digit, 5, 8)) return true;
    return is(digit, tags.current().empty() ? '-' : tags.current().front()) &&
           tags.take(alpha | digit, 4, 4);
}

bool is_private_use(Subtags tags)
{
    if (tags.done() || (tags.current() != "x" && tags.current() != "X")) return false;
    tags.next();
    if (tags.done()) return false;
    while (tags.take(alpha | digit, 1, 8)) {
    }
    return tags.done();
}

// RFC 5646 2.1, "langtag" and "privateuse".
bool is_regular_tag(Subtags tags)
{
    if (is_private_use(tags)) return true;
    if (tags.take(alpha, 2, 3)) {
        for (int extended = 0; extended < 3 && tags.take(alpha, 3, 3); ++extended) {
        }
    } else if (!tags.take(alpha, 4, 8)) {
        return false;
    }
    tags.take(alpha, 4, 4);                              // Script.
    if (!tags.take(alpha, 2, 2)) tags.take(digit, 3, 3); // Region.
    while (!tags.done() && take_variant(tags)) {
    }
    while (!tags.done() && !is_private_use(tags)) {
        if (!tags.take(alpha | digit, 1, 1)) return false;
        if (!tags.take(alpha | digit, 2, 8)) return false;
        while (tags.take(alpha | digit, 2, 8)) {
        }
    }
    return true;
}

// The tags of RFC 5646 2.1, "irregular": of no shape, but well-formed by decree.
constexpr std::array<std::string_view, 17> irregular_tags{
    "en-gb-oed", "i-ami", "i-bnn",     "i-default", "i-enochian", "i-hak",
    "i-klingon", "i-lux", "i-mingo",   "i-navajo",  "i-pwn",      "i-tao",
    "i-tay",     "i-tsu", "sgn-be-fr", "sgn-be-nl", "sgn-ch-de"};

char lower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + ('a' - 'A')) : letter;
}

bool is_irregular_tag(std::string_view text)
{
    return std::any_of(irregular_tags.begin(), irregular_tags.end(), [text](auto tag) {
        return std::equal(text.begin(), text.end(), tag.begin(), tag.end(),
                          [](char a, char b) { return lower(a) == b; });
    });
}

bool take_token(std::string_view& text)
{
    const auto end = std::find_if_not(text.begin(), text.end(),
                                      [](char letter) { return is(in_token, letter); });
    const auto size = static_cast<std::size_t>(end - text.begin());
    text.remove_prefix(size);
    return size > 0;
}

bool take(std::string_view& text, char letter)
{
    if (!text.starts_with(letter)) return false;
    text.remove_prefix(1);
    return true;
}

void skip_blanks(std::string_view& text)
{
    while (take(text, ' ') || take(text, '\t')) {
    }
}

bool take_quoted(std::string_view& text)
{
    if (!take(text, '"')) return false;
    while (!take(text, '"')) {
        take(text, '\\');
        if (text.empty()) return false;
        const auto byte = static_cast<unsigned char>(text.front());
        if ((byte < 0x20 && byte != '\t') || byte == 0x7f) return false;
        text.remove_prefix(1);
    }
    return true;
}

} // namespace

bool is_iri(std::string_view text)
{
    if (text.empty() || text.size() > limits::iri_bytes || !is(alpha, text.front())) return false;
    std::size_t at = 1;
    while (at < text.size() && is(in_scheme, text[at]))
        ++at;
    if (at == text.size() || text[at] != ':') return false;

    bool in_query = false;
    bool in_fragment = false;
    while (true) {
        while (at < text.size() && is(in_iri, text[at]))
            ++at;
        if (at == text.size()) return true;
        if (text[at] == '#') {
            if (in_fragment) return false; // RFC 3986 3.5: none within a fragment.
            in_fragment = true;
            in_query = false;
            ++at;
        } else if (text[at] == '?') {
            in_query = !in_fragment;
            ++at;
        } else if (!skip_character(text, at, in_iri, in_query)) {
            return false;
        }
    }
}

bool is_mailto(std::string_view text)
{
    constexpr std::string_view scheme = "mailto:";
    if (!text.starts_with(scheme) || text.size() > limits::iri_bytes) return false;
    text.remove_prefix(scheme.size());
    std::size_t at = 0;
    while (at < text.size() && text[at] != '@') {
        if (!skip_character(text, at, in_local)) return false;
    }
    if (at == 0 || at == text.size()) return false;
    return is_domain(text.substr(at + 1));
}

bool is_sha1_hex(std::string_view text)
{
    return text.size() == 40 && all(hex, text);
}

bool is_language_tag(std::string_view text)
{
    return is_regular_tag(Subtags(text)) || is_irregular_tag(text);
}

bool is_media_type(std::string_view text)
{
    if (!take_token(text) || !take(text, '/') || !take_token(text)) return false;
    while (!text.empty()) {
        skip_blanks(text);
        if (!take(text, ';')) return false;
        skip_blanks(text);
        if (!take_token(text) || !take(text, '=')) return false;
        if (!take_token(text) && !take_quoted(text)) return false;
    }
    return true;
}

} // namespace base
