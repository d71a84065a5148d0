// Accept-Language: the first line is the header, each further line a tag of the language map.
#include "statements/language_range.hpp"

#include "base/iri.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

namespace json = boost::json;

using Ranges = std::vector<statements::LanguageRange>;

void require(bool holds)
{
    if (!holds) std::abort();
}

std::string_view take_line(std::string_view& text)
{
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

std::string in_case(std::string_view text, int (*to_case)(int))
{
    std::string out(text);
    for (char& letter : out) {
        const bool is_letter = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
        if (is_letter) letter = static_cast<char>(to_case(letter));
    }
    return out;
}

// As a header again.
std::string written(const Ranges& ranges)
{
    std::string out;
    for (const auto& range : ranges) {
        const auto decimals = std::to_string(1'000 + range.quality % 1'000).substr(1);
        out += range.tag + ";q=" + (range.quality == 1'000 ? "1." : "0.") + decimals + ", ";
    }
    return out;
}

void check_ranges(const Ranges& ranges)
{
    require(ranges.size() <= limits::language_ranges);
    require(std::ranges::is_sorted(ranges, std::ranges::greater{},
                                   &statements::LanguageRange::quality));
    for (const auto& range : ranges) {
        require(range.quality >= 0 && range.quality <= 1'000);
        require(!range.tag.empty() && range.tag == in_case(range.tag, std::tolower));
    }
    require(statements::parse_accept_language(written(ranges)) == ranges);
}

// RFC 2616 14.4, told naively: the quality of the longest range that the tag begins with.
int quality_of(const Ranges& ranges, std::string_view tag, bool& named)
{
    const auto text = in_case(tag, std::tolower) + '-';
    std::size_t longest = 0;
    int quality = 0;
    named = false;
    for (const auto& range : ranges) {
        if (!text.starts_with(range.tag + '-') || range.tag.size() <= longest) continue;
        longest = range.tag.size();
        quality = range.quality;
        named = true;
    }
    return quality;
}

// The best that "*" or a range which can be cut to the tag offers.
int quality_without_name(const Ranges& ranges, std::string_view tag)
{
    const auto beginning = in_case(tag, std::tolower) + '-';
    int quality = 0;
    for (const auto& range : ranges) {
        if (range.tag == "*" || range.tag.starts_with(beginning))
            quality = std::max(quality, range.quality);
    }
    return quality;
}

void check_choice(const Ranges& ranges, const json::object& map, std::string_view chosen)
{
    bool named = false;
    int quality = quality_of(ranges, chosen, named);
    if (!named) quality = quality_without_name(ranges, chosen);
    for (const auto& entry : map) {
        require(quality_of(ranges, entry.key(), named) <= quality);
        if (!named) require(quality_without_name(ranges, entry.key()) <= quality);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto header = take_line(text);
    const auto ranges = statements::parse_accept_language(header);
    check_ranges(ranges);
    require(statements::parse_accept_language(in_case(header, std::toupper)) == ranges);

    json::object map;
    while (!text.empty() && map.size() < 64) {
        const auto tag = take_line(text);
        if (base::is_language_tag(tag)) map.emplace(tag, "");
    }
    const auto* chosen = statements::choose(ranges, map);
    require((chosen == nullptr) == map.empty());
    if (!chosen) return 0;
    require(map.contains(chosen->key()));
    if (ranges.empty()) require(chosen == map.begin());
    check_choice(ranges, map, chosen->key());
    return 0;
}
