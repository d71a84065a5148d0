// The limits of a cmi5.xml, each kept and passed by one.
#include "base/limits.hpp"
#include "content/cmi5_course.hpp"
#include "tests/content/cmi5_makers.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace support;

// The rules that refuse it, and how much was read.
std::string refused(const std::string& inside, content::Cmi5Course* out = nullptr)
{
    content::Findings findings;
    auto course = content::read_cmi5(cmi5_xml(inside), "cmi5.xml", {}, findings);
    if (course && out) *out = std::move(*course);
    return rules_of(findings.refusals);
}

const std::string texts = "<title><langstring/></title><description><langstring/></description>";

std::string small_au(std::size_t number)
{
    return "<au id='x:a" + std::to_string(number) + "'>" + texts + "<url>x:y</url></au>\n";
}

std::string aus(std::size_t count)
{
    std::string out;
    for (std::size_t number = 0; number < count; ++number)
        out += small_au(number);
    return out;
}

std::string blocks(std::size_t count)
{
    std::string out;
    for (std::size_t number = 0; number < count; ++number)
        out += "<block id='x:b" + std::to_string(number) + "'>" + texts + small_au(number) +
               "</block>\n";
    return out;
}

std::string nested(std::size_t depth)
{
    std::string out = small_au(0);
    for (std::size_t number = 0; number < depth; ++number)
        out = "<block id='x:b" + std::to_string(number) + "'>" + texts + out + "</block>\n";
    return out;
}

std::string objectives(std::size_t count)
{
    std::string out = "<objectives>\n";
    for (std::size_t number = 0; number < count; ++number)
        out += "<objective id='x:o" + std::to_string(number) + "'>" + texts + "</objective>\n";
    return out + "</objectives>\n";
}

std::string references(std::size_t count)
{
    std::string out = objectives(1) + "<au id='x:a'>" + texts + "<objectives>\n";
    for (std::size_t number = 0; number < count; ++number)
        out += "<objective idref='x:o0'/>\n";
    return out + "</objectives><url>x:y</url></au>";
}

std::string long_text(std::size_t bytes, std::string_view behind_url = "")
{
    return "<au id='x:a'><title><langstring lang='de'>" + std::string(bytes / 2 - 2, 'x') +
           "</langstring><langstring>" + std::string(bytes - bytes / 2, 'y') +
           "</langstring></title><description><langstring/></description><url>x:y</url>" +
           std::string(behind_url) + "</au>";
}

} // namespace

BOOST_AUTO_TEST_SUITE(content_cmi5_limits)

// cmi5 6.1: "more than 1000 AUs".
BOOST_AUTO_TEST_CASE(how_many_aus)
{
    content::Cmi5Course course;
    BOOST_TEST(refused(aus(1'001), &course) == "");
    BOOST_TEST(course.aus.size() == 1'001u);
    BOOST_TEST(refused(aus(limits::cmi5_aus), &course) == "");
    BOOST_TEST(course.aus.size() == limits::cmi5_aus);
    BOOST_TEST(refused(aus(limits::cmi5_aus + 2)) == "cmi5.limit.aus");
}

BOOST_AUTO_TEST_CASE(how_many_blocks)
{
    content::Cmi5Course course;
    BOOST_TEST(refused(blocks(limits::cmi5_blocks), &course) == "");
    BOOST_TEST(course.blocks.size() == limits::cmi5_blocks);
    BOOST_TEST(refused(blocks(limits::cmi5_blocks + 1)) == "cmi5.limit.blocks");
}

BOOST_AUTO_TEST_CASE(how_deep)
{
    BOOST_TEST(refused(nested(limits::cmi5_block_depth)) == "");
    BOOST_TEST(refused(nested(limits::cmi5_block_depth + 1)) == "cmi5.limit.depth");
}

BOOST_AUTO_TEST_CASE(how_many_objectives)
{
    BOOST_TEST(refused(objectives(limits::cmi5_objectives) + small_au(0)) == "");
    BOOST_TEST(refused(objectives(limits::cmi5_objectives + 1) + small_au(0)) ==
               "cmi5.limit.objectives");
    content::Cmi5Course course;
    BOOST_TEST(refused(references(limits::cmi5_references), &course) == "");
    BOOST_TEST(course.aus.at(0).objectives.size() == limits::cmi5_references);
    BOOST_TEST(refused(references(limits::cmi5_references + 2)) == "cmi5.limit.references");
}

BOOST_AUTO_TEST_CASE(how_long_a_text)
{
    const auto most = limits::course_text_bytes;
    const auto parameters = [](std::size_t bytes) {
        return "<launchParameters>" + std::string(bytes, 'x') + "</launchParameters>";
    };
    const auto key = [](std::size_t bytes) {
        return "<entitlementKey>" + std::string(bytes, 'x') + "</entitlementKey>";
    };
    BOOST_TEST(refused(long_text(most)) == "");
    BOOST_TEST(refused(long_text(most + 1)) == "cmi5.limit.text");
    BOOST_TEST(refused(long_text(9, parameters(most))) == "");
    BOOST_TEST(refused(long_text(9, parameters(most + 1))) == "cmi5.limit.text");
    BOOST_TEST(refused(long_text(9, key(most))) == "");
    BOOST_TEST(refused(long_text(9, key(most + 1))) == "cmi5.limit.text");
}

BOOST_AUTO_TEST_CASE(how_many_complaints)
{
    content::Findings findings;
    std::string inside;
    for (std::size_t i = 0; i <= limits::complaints; ++i)
        inside += "<au/>";
    BOOST_TEST(!content::read_cmi5(cmi5_xml(inside), "cmi5.xml", {}, findings));
    BOOST_TEST(findings.refusals.size() == limits::complaints);
}

BOOST_AUTO_TEST_SUITE_END()
