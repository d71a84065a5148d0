#include "competency/canonical.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <vector>

namespace competency {
namespace {

namespace json = boost::json;

// UTF-8 orders like UTF-16 except that lead bytes F0 and up (surrogate pairs, D800-DFFF in UTF-16)
// come before EE and EF (E000-FFFF).
bool utf16_less(std::string_view a, std::string_view b)
{
    const auto size = std::min(a.size(), b.size());
    for (std::size_t i = 0; i < size; ++i) {
        if (a[i] == b[i]) continue;
        const auto x = static_cast<unsigned char>(a[i]);
        const auto y = static_cast<unsigned char>(b[i]);
        if (x >= 0xf0 && (y == 0xee || y == 0xef)) return true;
        if (y >= 0xf0 && (x == 0xee || x == 0xef)) return false;
        return x < y;
    }
    return a.size() < b.size();
}

void write_string(std::string_view text, std::string& out)
{
    constexpr std::string_view hex = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\b': out += "\\b"; break;
        case '\f': out += "\\f"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default:
            if (const auto byte = static_cast<unsigned char>(c); byte < 0x20) {
                out += "\\u00";
                out += hex[byte >> 4];
                out += hex[byte & 15];
            } else {
                out += c;
            }
        }
    }
    out += '"';
}

// ECMAScript's Number::toString: the shortest digits that read back as the same double, laid out
// as a plain number between 1e-6 and 1e21 and with an exponent outside.
void write_number(double number, std::string& out)
{
    if (number == 0) return void(out += '0'); // Also for -0.
    std::array<char, 40> buffer{};
    const auto written =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), number < 0 ? -number : number,
                      std::chars_format::scientific);
    const std::string_view text(buffer.data(), written.ptr);
    const auto e = text.find('e');
    std::string digits(text.substr(0, 1));
    if (e > 2) digits += text.substr(2, e - 2);
    int exponent = 0;
    const auto sign = text[e + 1];
    std::from_chars(text.data() + e + 2, text.data() + text.size(), exponent);
    if (sign == '-') exponent = -exponent;

    const auto count = static_cast<int>(digits.size());
    const auto point = exponent + 1; // Digits before the decimal point.
    if (number < 0) out += '-';
    if (count <= point && point <= 21) {
        out += digits + std::string(static_cast<std::size_t>(point - count), '0');
    } else if (0 < point && point <= 21) {
        out += digits.insert(static_cast<std::size_t>(point), 1, '.');
    } else if (-6 < point && point <= 0) {
        out += "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
    } else {
        if (count > 1) digits.insert(1, 1, '.');
        out += digits + (exponent < 0 ? "e-" : "e+") + std::to_string(std::abs(exponent));
    }
}

template <class Integer>
void write_integer(Integer number, std::string& out)
{
    constexpr Integer exact = Integer{1} << 53;
    bool fits = number <= exact;
    if constexpr (std::is_signed_v<Integer>) fits = fits && number >= -exact;
    if (fits) {
        out += std::to_string(number);
    } else {
        write_number(static_cast<double>(number), out);
    }
}

void write(const json::value& value, std::string& out);

void write_object(const json::object& object, std::string& out)
{
    std::vector<const json::key_value_pair*> members;
    for (const auto& member : object)
        members.push_back(&member);
    std::ranges::sort(members, utf16_less,
                      [](const auto* member) { return std::string_view(member->key()); });
    out += '{';
    for (const auto* member : members) {
        if (member != members.front()) out += ',';
        write_string(member->key(), out);
        out += ':';
        write(member->value(), out);
    }
    out += '}';
}

void write_array(const json::array& array, std::string& out)
{
    out += '[';
    for (std::size_t i = 0; i < array.size(); ++i) {
        if (i != 0) out += ',';
        write(array[i], out);
    }
    out += ']';
}

void write(const json::value& value, std::string& out)
{
    switch (value.kind()) {
    case json::kind::null: out += "null"; break;
    case json::kind::bool_: out += value.get_bool() ? "true" : "false"; break;
    case json::kind::int64: write_integer(value.get_int64(), out); break;
    case json::kind::uint64: write_integer(value.get_uint64(), out); break;
    case json::kind::double_: write_number(value.get_double(), out); break;
    case json::kind::string: write_string(value.get_string(), out); break;
    case json::kind::array: write_array(value.get_array(), out); break;
    case json::kind::object: write_object(value.get_object(), out); break;
    }
}

} // namespace

std::string canonical(const json::value& value)
{
    std::string out;
    write(value, out);
    return out;
}

} // namespace competency
