#include "statements/language_range.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace json = boost::json;

using statements::choose;
using statements::parse_accept_language;

// "de en;0" for de with quality 1 and en with 0.
std::string written(const std::vector<statements::LanguageRange>& ranges)
{
    std::string out;
    for (const auto& range : ranges) {
        if (!out.empty()) out += ' ';
        out += range.tag;
        if (range.quality != 1'000) out += ';' + std::to_string(range.quality);
    }
    return out;
}

struct ParseRow {
    const char* name;
    const char* header;
    const char* ranges;
};

constexpr ParseRow parse_rows[] = {
    {"none", "", ""},
    {"one", "de", "de"},
    {"letter case", "DE-Ch", "de-ch"},
    {"any", "*", "*"},
    {"script, region, variant", "zh-Hant-TW-1994", "zh-hant-tw-1994"},
    {"order of the header", "de, en,fr", "de en fr"},
    {"order of quality", "de;q=0.5, en;q=0.8, fr", "fr en;800 de;500"},
    {"order of the header in one quality", "de;q=0.5,fr,en;q=0.5", "fr de;500 en;500"},
    {"spaces and tabs", " \tde\t ; q=0.5\t,\ten ", "en de;500"},
    {"empty elements", ",, de,,en,", "de en"},
    {"no text but separators", " ,;, ", ""},

    {"quality 0", "de;q=0", "de;0"},
    {"quality 0.000", "de;q=0.000", "de;0"},
    {"quality 0.", "de;q=0.", "de;0"},
    {"quality 0.001", "de;q=0.001", "de;1"},
    {"quality 0.25", "de;q=0.25", "de;250"},
    {"quality 1.000", "de;Q=1.000", "de"},
    {"quality 1.001", "de;q=1.001,en", "en"},
    {"quality 2", "de;q=2,en", "en"},
    {"quality of four decimals", "de;q=0.1234,en", "en"},
    {"quality with a comma's point", "de;q=0:5,en", "en"},
    {"quality without a number", "de;q=,en", "en"},
    {"quality without digits", "de;q=0.x,en", "en"},
    {"quality below zero", "de;q=-1,en", "en"},
    {"quality with an exponent", "de;q=1e0,en", "en"},
    {"quality of two", "de;q=0.5;q=0.6,en", "en"},
    {"nothing behind the semicolon", "de;,en", "en"},
    {"another parameter", "de;level=1,en", "en"},
    {"space within the weight", "de;q =0.5,en", "en"},

    {"eight letters", "abcdefgh", "abcdefgh"},
    {"nine letters", "abcdefghi,en", "en"},
    {"eight in a further subtag", "de-abcdefg1", "de-abcdefg1"},
    {"nine in a further subtag", "de-abcdefgh1,en", "en"},
    {"digits first", "1de,en", "en"},
    {"digits behind", "es-419", "es-419"},
    {"hyphen first", "-de,en", "en"},
    {"hyphen last", "de-,en", "en"},
    {"two hyphens", "de--CH,en", "en"},
    {"underscore", "de_CH,en", "en"},
    {"extended range", "*-CH,de-*,en", "en"},
    {"space within", "de CH,en", "en"},
    {"not ASCII", "d\xc3\xa9,en", "en"},
};

struct ChooseRow {
    const char* name;
    const char* header;
    const char* tags; // Of the map, in its order.
    const char* chosen;
};

constexpr ChooseRow choose_rows[] = {
    {"no header", "", "fr de en", "fr"},
    {"nothing well-formed in it", "_", "fr de en", "fr"},
    {"nothing matches", "it", "fr de en", "fr"},
    {"one entry", "it", "fr", "fr"},
    {"one entry, refused", "fr;q=0", "fr", "fr"},

    {"the tag", "de", "fr de en", "de"},
    {"the tag, letter case", "DE-ch", "fr de-CH en", "de-CH"},
    {"the tag, letter case of the map", "de-CH", "fr DE-ch en", "DE-ch"},
    {"first in the header", "en, de", "fr de en", "en"},
    {"best quality", "en;q=0.8, de;q=0.9", "fr en de", "de"},
    {"best quality that is there", "it, en;q=0.8, de;q=0.9", "fr en de", "de"},
    {"quality a thousandth apart", "en;q=0.800, de;q=0.801", "fr en de", "de"},

    {"longer tag", "en", "fr en-GB", "en-GB"},
    {"longer tag, first of the map", "en", "fr en-US en-GB", "en-US"},
    {"longer tag, its own before", "en", "fr en-US en", "en"},
    {"longer tag, no subtag", "en", "fr enm", "fr"},
    {"longer tag before the next range", "en, fr", "fr en-GB", "en-GB"},
    {"longer tag with a range of its own", "en, fr;q=0.5, en-US;q=0.1", "en-US fr", "fr"},
    {"longer tag with a better range of its own", "en;q=0.1, fr;q=0.5, en-US", "fr en-US", "en-US"},

    {"lookup", "de-CH", "fr de", "de"},
    {"lookup, step by step", "zh-Hant-TW", "fr zh zh-Hant", "zh-Hant"},
    {"lookup, two steps", "zh-Hant-TW", "fr zh", "zh"},
    {"lookup, over a singleton", "de-CH-x-phonebk", "fr de-CH", "de-CH"},
    {"lookup, no subtag", "den-CH", "fr de", "fr"},
    {"lookup, a longer tag before", "en-GB", "en en-GB-oxendict", "en-GB-oxendict"},
    {"lookup before the next range", "de-CH, fr", "fr de", "de"},
    {"lookup behind a better range", "fr, de-CH", "de fr", "fr"},
    {"lookup, but a range of its own", "de-CH, fr;q=0.5, de;q=0.1", "de fr", "fr"},

    {"any", "*", "fr de", "fr"},
    {"any, behind a range", "de, *", "fr de", "de"},
    {"any, before a range", "*, de;q=0.5", "de fr", "fr"},
    {"any, before a lookup", "*, de-CH;q=0.5", "fr de", "fr"},
    {"any, also for what lookup would find", "*, de-CH;q=0.5", "de fr", "de"},
    {"any, behind a lookup", "de-CH, *;q=0.5", "fr de", "de"},
    {"any, not what a range covers", "*;q=0.5, de;q=0.1", "de-CH fr", "fr"},
    {"any, before a sister", "de-CH, *;q=0.5", "fr de-AT", "fr"},

    {"refused", "fr;q=0", "fr de", "de"},
    {"refused with what is longer", "fr;q=0", "fr-CH de", "de"},
    {"refused, but not what is longer", "fr;q=0, fr-CH", "fr de fr-CH", "fr-CH"},
    {"refused, but any", "fr;q=0, *;q=0.1", "fr de", "de"},
    {"refused, but lookup", "fr-CH, fr;q=0", "fr de", "de"},
    {"refused does not look up", "fr-CH;q=0", "de fr", "de"},
    {"refused has no sister", "de;q=0, de-CH", "de-AT fr", "fr"},
    {"all refused", "fr;q=0, de;q=0", "fr de", "fr"},
    {"all refused, one by name", "fr;q=0, *;q=0", "fr de", "de"},
    {"any refused", "en, *;q=0", "fr de", "fr"},
    {"any refused, but a range", "de, *;q=0", "fr de", "de"},
    {"any refused, but a lookup", "de-CH, *;q=0", "fr de", "de"},
    {"any refused, but a sister", "de-CH, *;q=0", "fr de-AT", "de-AT"},

    {"sister", "de-CH", "fr de-AT", "de-AT"},
    {"sister, behind all ranges", "de-CH, fr", "de-AT fr", "fr"},
    {"sister, first range", "en-GB, de-CH", "fr de-AT en-US", "en-US"},
    {"sister, before what was not refused", "de-CH, it;q=0", "fr de-AT", "de-AT"},
    {"sister of a refused range", "de-CH;q=0", "fr de-AT", "fr"},

    {"same range twice", "de;q=0, fr;q=0.5, de", "fr de", "de"},
    {"undetermined", "de", "und fr", "und"},
};

json::object map_of(std::string_view tags)
{
    json::object map;
    while (!tags.empty()) {
        const auto end = std::min(tags.find(' '), tags.size());
        map.emplace(tags.substr(0, end), "text");
        tags.remove_prefix(std::min(end + 1, tags.size()));
    }
    return map;
}

// As many ranges as fit, and one more.
std::string header_of(std::size_t others)
{
    std::string header;
    for (std::size_t at = 0; at < others; ++at)
        header += "q" + std::string(1 + at / 26, 'a') + static_cast<char>('a' + at % 26) + ",";
    return header + "de";
}

} // namespace

BOOST_AUTO_TEST_SUITE(statements_language_range)

BOOST_AUTO_TEST_CASE(headers)
{
    for (const auto& row : parse_rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(written(parse_accept_language(row.header)) == row.ranges);
        }
    }
}

// More than a sort takes for few.
BOOST_AUTO_TEST_CASE(order_of_the_header_among_many)
{
    std::string header;
    std::string ranges;
    for (std::size_t at = 0; at < limits::language_ranges; ++at) {
        const auto tag = "en-a" + std::to_string(at);
        header += tag + ",";
        ranges += (at == 0 ? "" : " ") + tag;
    }
    BOOST_TEST(written(parse_accept_language(header)) == ranges);
}

BOOST_AUTO_TEST_CASE(choices)
{
    for (const auto& row : choose_rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto map = map_of(row.tags);
            const auto* chosen = choose(parse_accept_language(row.header), map);
            BOOST_REQUIRE(chosen);
            BOOST_TEST(chosen->key() == row.chosen);
        }
    }
}

BOOST_AUTO_TEST_CASE(nothing_of_an_empty_map)
{
    BOOST_TEST(!choose(parse_accept_language("de"), {}));
    BOOST_TEST(!choose({}, {}));
}

BOOST_AUTO_TEST_CASE(ranges_at_the_limit)
{
    const auto map = map_of("fr de");
    const auto at_limit = parse_accept_language(header_of(limits::language_ranges - 1));
    BOOST_TEST(at_limit.size() == limits::language_ranges);
    BOOST_TEST(choose(at_limit, map)->key() == "de");

    const auto above = parse_accept_language(header_of(limits::language_ranges));
    BOOST_TEST(above.size() == limits::language_ranges);
    BOOST_TEST(choose(above, map)->key() == "fr");
}

// What is not well-formed does not count.
BOOST_AUTO_TEST_CASE(malformed_ranges_before_the_limit)
{
    std::string header;
    for (std::size_t at = 0; at < 2 * limits::language_ranges; ++at)
        header += "_,";
    BOOST_TEST(written(parse_accept_language(header + "de")) == "de");
}

BOOST_AUTO_TEST_SUITE_END()
