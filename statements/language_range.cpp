#include "statements/language_range.hpp"

#include "base/ascii.hpp"

#include <algorithm>
#include <compare>
#include <optional>

namespace statements {
namespace {

namespace json = boost::json;

constexpr std::size_t none = static_cast<std::size_t>(-1);
constexpr std::size_t subtag_letters = 8;

using base::lower;

bool is_letter(char letter)
{
    return lower(letter) >= 'a' && lower(letter) <= 'z';
}

bool is_digit(char letter)
{
    return letter >= '0' && letter <= '9';
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view spaces = " \t";
    const auto begin = std::min(text.find_first_not_of(spaces), text.size());
    text.remove_prefix(begin);
    return text.substr(0, text.find_last_not_of(spaces) + 1);
}

// What stands before the separator; `text` keeps what stands behind it.
std::string_view take_until(std::string_view& text, char separator)
{
    const auto end = std::min(text.find(separator), text.size());
    const auto taken = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return taken;
}

// RFC 4647 2.1. Extended ranges ("*-CH") are none of HTTP's.
bool is_range(std::string_view text)
{
    if (text == "*") return true;
    if (text.ends_with('-')) return false;
    const auto is_inner = [](char letter) { return is_letter(letter) || is_digit(letter); };
    const auto first = take_until(text, '-');
    if (first.empty() || first.size() > subtag_letters || !std::ranges::all_of(first, is_letter))
        return false;
    while (!text.empty()) {
        const auto subtag = take_until(text, '-');
        if (subtag.empty() || subtag.size() > subtag_letters) return false;
        if (!std::ranges::all_of(subtag, is_inner)) return false;
    }
    return true;
}

// RFC 9110 12.4.2: 0 to 1 with at most three decimals, in thousandths.
std::optional<int> quality_of(std::string_view text)
{
    constexpr std::size_t longest = std::string_view("0.000").size();
    if (text.empty() || text.size() > longest || !is_digit(text[0])) return std::nullopt;
    if (text.size() > 1 && text[1] != '.') return std::nullopt;
    int thousandths = text[0] - '0';
    for (std::size_t at = 2; at < longest; ++at) {
        const char digit = at < text.size() ? text[at] : '0';
        if (!is_digit(digit)) return std::nullopt;
        thousandths = thousandths * 10 + (digit - '0');
    }
    return thousandths <= 1'000 ? std::optional(thousandths) : std::nullopt;
}

std::optional<LanguageRange> range_of(std::string_view element)
{
    const bool weighted = element.find(';') != element.npos;
    const auto range = trimmed(take_until(element, ';'));
    if (!is_range(range)) return std::nullopt;
    LanguageRange out{std::string(range), 1'000};
    out.tag = lower(out.tag);
    if (!weighted) return out;
    const auto weight = trimmed(element);
    if (!weight.starts_with("q=") && !weight.starts_with("Q=")) return std::nullopt;
    const auto quality = quality_of(weight.substr(2));
    if (!quality) return std::nullopt;
    out.quality = *quality;
    return out;
}

// `text` is the beginning or begins with it, and goes on with a further subtag.
bool begins_with(std::string_view text, std::string_view beginning)
{
    if (text.size() < beginning.size()) return false;
    if (text.size() > beginning.size() && text[beginning.size()] != '-') return false;
    return base::equal_but_for_case(text.substr(0, beginning.size()), beginning);
}

std::string_view primary_of(std::string_view tag)
{
    return tag.substr(0, tag.find('-'));
}

// The ranges that have something to say about a tag, by their index.
struct Matches {
    std::size_t covering = none; // The longest.
    std::size_t cut = none;      // The first that lookup cuts to the tag.
    std::size_t any = none;      // "*".
    std::size_t sister = none;   // The first of the same language.
};

Matches matches_of(std::span<const LanguageRange> ranges, std::string_view tag)
{
    Matches out;
    const auto note = [](std::size_t& first, std::size_t at) { first = std::min(first, at); };
    for (std::size_t at = 0; at < ranges.size(); ++at) {
        const auto& range = ranges[at];
        const bool acceptable = range.quality > 0;
        if (range.tag == "*") {
            note(out.any, at);
        } else if (begins_with(tag, range.tag)) {
            if (out.covering == none || range.tag.size() > ranges[out.covering].tag.size())
                out.covering = at;
        } else if (acceptable && begins_with(range.tag, tag)) {
            note(out.cut, at);
        } else if (acceptable && begins_with(tag, primary_of(range.tag))) {
            note(out.sister, at);
        }
    }
    return out;
}

enum class Found { accepted, sister, unmatched, refused }; // Refused by name, not by "*".

// Less is better.
struct Rank {
    Found found;
    std::size_t range = 0;
    std::size_t distance = 0; // From what the range says.

    auto operator<=>(const Rank&) const = default;
};

Rank rank_of(std::span<const LanguageRange> ranges, std::string_view tag)
{
    const auto matches = matches_of(ranges, tag);
    if (const auto at = matches.covering; at != none) {
        const auto& range = ranges[at];
        if (range.quality == 0) return {Found::refused};
        return {Found::accepted, at, range.tag.size() == tag.size() ? 0u : 1u};
    }
    const bool any_other = matches.any != none && ranges[matches.any].quality > 0;
    if (matches.cut != none && (!any_other || matches.cut < matches.any))
        return {Found::accepted, matches.cut, 1 + ranges[matches.cut].tag.size() - tag.size()};
    if (any_other) return {Found::accepted, matches.any};
    if (matches.sister != none) return {Found::sister, matches.sister};
    return {Found::unmatched};
}

} // namespace

std::vector<LanguageRange> parse_accept_language(std::string_view header)
{
    std::vector<LanguageRange> ranges;
    while (!header.empty() && ranges.size() < limits::language_ranges) {
        if (auto range = range_of(take_until(header, ','))) ranges.push_back(std::move(*range));
    }
    std::ranges::stable_sort(ranges, std::ranges::greater{}, &LanguageRange::quality);
    return ranges;
}

const json::key_value_pair* choose(std::span<const LanguageRange> ranges, const json::object& map)
{
    if (map.empty()) return nullptr;
    const auto* best = map.begin();
    if (map.size() == 1) return best;
    auto best_rank = rank_of(ranges, best->key());
    for (const auto* entry = best + 1; entry != map.end(); ++entry) {
        const auto rank = rank_of(ranges, entry->key());
        if (rank >= best_rank) continue;
        best = entry;
        best_rank = rank;
    }
    return best;
}

} // namespace statements
