#include "courses/scorm_standing.hpp"

#include "tests/content/manifests.hpp"

#include <boost/test/unit_test.hpp>

#include <map>

using content::Completion;
using content::Success;
using courses::RollUp;

namespace {

// "c" completed, "i" incomplete, "p" and "f" of 1.2, "P" and "F" success alone, "-" nothing; with a
// number: a raw score.
RollUp result(std::string_view text)
{
    RollUp out;
    switch (text.front()) {
    case 'c': out.status.completion = Completion::completed; break;
    case 'i': out.status.completion = Completion::incomplete; break;
    case 'p': out.status = {Completion::completed, Success::passed}; break;
    case 'f': out.status = {Completion::completed, Success::failed}; break;
    case 'P': out.status.success = Success::passed; break;
    case 'F': out.status.success = Success::failed; break;
    default: break;
    }
    out.score.raw = text.substr(1);
    return out;
}

std::string told(const RollUp& result)
{
    std::string out;
    switch (result.status.completion) {
    case Completion::unknown: out = "?"; break;
    case Completion::not_attempted: out = "-"; break;
    case Completion::incomplete: out = "i"; break;
    case Completion::completed: out = "c"; break;
    }
    if (result.status.success == Success::passed) out += 'p';
    if (result.status.success == Success::failed) out += 'f';
    return out + result.score.raw + result.score.scaled;
}

std::string item(std::string_view id, std::string_view more = {}, std::string_view resource = "R",
                 std::string_view attributes = {})
{
    return "<item identifier='" + std::string(id) + "' identifierref='" + std::string(resource) +
           "' " + std::string(attributes) + "><title>T</title>" + std::string(more) + "</item>";
}

const std::string mastery = "<adlcp:masteryscore>80</adlcp:masteryscore>";
const std::string hidden = "isvisible='false'";

using Results = std::map<std::string, std::string, std::less<>>;

courses::ResultOfItem of(const Results& results)
{
    return [&](std::string_view id) {
        const auto found = results.find(id);
        return found == results.end() ? RollUp{} : result(found->second);
    };
}

} // namespace

BOOST_AUTO_TEST_SUITE(courses_scorm_standing)

BOOST_AUTO_TEST_CASE(a_course_is_what_its_items_are)
{
    struct Row {
        const char* name;
        std::string items;
        Results results;
        const char* course;
    };

    const auto two = item("a") + item("b");
    const Row rows[] = {
        {"nothing was done", two, {}, "-"},
        {"one is begun", two, {{"a", "i"}}, "i"},
        {"one is completed", two, {{"a", "c"}}, "i"},
        {"both are", two, {{"a", "c"}, {"b", "c"}}, "c"},
        {"one is passed", two, {{"a", "c"}, {"b", "p"}}, "cp"},
        {"passed alone", two, {{"a", "P"}, {"b", "P"}}, "cp"},
        {"failed alone is not done", two, {{"a", "P"}, {"b", "F"}}, "i"},
        {"one is failed", two, {{"a", "p"}, {"b", "f"}}, "cf"},
        {"failed, and the other is not done", two, {{"a", "f"}, {"b", "i"}}, "i"},
        {"one with mastery is completed only",
         item("a") + item("b", mastery),
         {{"a", "p"}, {"b", "c"}},
         "c"},
        {"it is passed", item("a") + item("b", mastery), {{"a", "c"}, {"b", "p"}}, "cp"},
        {"an asset", item("a") + item("b", "", "A"), {{"a", "p80"}, {"b", "c"}}, "cp80"},
        {"hidden ones do not count", item("a") + item("b", "", "R", hidden), {{"a", "c"}}, "c"},
        {"unless all are",
         item("a", "", "R", hidden) + item("b", "", "R", hidden),
         {{"a", "c"}},
         "i"},
        {"headings do not",
         "<item identifier='h'><title>H</title>" + two + "</item>",
         {{"a", "c"}, {"b", "c"}},
         "c"},
        {"the mean of all", two, {{"a", "c70"}, {"b", "c80"}}, "c0.75"},
        {"one has no score", two, {{"a", "c70"}, {"b", "c"}}, "c"},
        {"one has no scale", two, {{"a", "c70"}, {"b", "c170"}}, "c"},
        {"of one it is its own", item("a"), {{"a", "c170"}}, "c170"},
        {"digits are cut",
         item("a") + item("b") + item("c"),
         {{"a", "c10"}, {"b", "c10"}, {"c", "c0"}},
         "c0.0666667"},
    };
    for (const auto& row : rows) {
        const auto read = manifests::read(manifests::items12(row.items));
        BOOST_TEST_REQUIRE(read.manifest.has_value(), row.name << read.refused());
        BOOST_TEST(told(courses::course_result(*read.manifest, of(row.results))) == row.course,
                   row.name);
    }
}

BOOST_AUTO_TEST_CASE(attempts_count_together)
{
    struct Row {
        const char* earlier;
        const char* later;
        const char* both;
    };

    for (const Row row :
         {Row{"-", "-", "?"}, Row{"-", "i5", "i5"}, Row{"c5", "-", "c5"}, Row{"c5", "i7", "c7"},
          Row{"p90", "f10", "cp90"}, Row{"p90", "-", "cp90"}, Row{"p90", "c10", "cp90"},
          Row{"p90", "p80", "cp80"}, Row{"f10", "p80", "cp80"}, Row{"f10", "i", "cf10"},
          Row{"p", "f10", "cp10"}})
        BOOST_TEST(told(courses::with_earlier(result(row.earlier), result(row.later))) == row.both,
                   row.earlier << ' ' << row.later);
}

BOOST_AUTO_TEST_CASE(what_is_not_known_any_more_stays)
{
    auto known = result("p90");
    courses::hear(known, {});
    BOOST_TEST(told(known) == "cp90");
    courses::hear(known, result("i"));
    BOOST_TEST(told(known) == "ip90");
    BOOST_TEST(courses::is_said(known.status));
    BOOST_TEST(!courses::is_said({Completion::not_attempted, Success::unknown}));
    BOOST_TEST(courses::is_said({Completion::unknown, Success::failed}));
}

BOOST_AUTO_TEST_CASE(prerequisites_may_name_headings)
{
    const auto wants = [](std::string_view script) {
        return item("z", "<adlcp:prerequisites type='aicc_script'>" + std::string(script) +
                             "</adlcp:prerequisites>");
    };

    struct Row {
        const char* script;
        Results results;
        bool open;
    };

    const Row rows[] = {
        {"a", {}, false},
        {"a", {{"a", "i"}}, false},
        {"a", {{"a", "c"}}, true},
        {"a", {{"a", "P"}}, true},
        {"a", {{"a", "f"}}, false},
        {"a=failed", {{"a", "f"}}, true},
        {"a=incomplete", {{"a", "i"}}, true},
        {"h", {{"a", "c"}}, false},
        {"h", {{"a", "c"}, {"b", "c"}}, true},
        {"h=passed", {{"a", "c"}, {"b", "p"}}, true},
        {"h=incomplete", {{"b", "p"}}, true},
        {"~h", {}, true},
    };
    for (const auto& row : rows) {
        const auto read =
            manifests::read(manifests::items12("<item identifier='h'><title>H</title>" + item("a") +
                                               item("b") + "</item>" + wants(row.script)));
        BOOST_TEST_REQUIRE(read.manifest.has_value(), read.refused());
        BOOST_TEST(courses::is_open(*read.manifest, read.item(1), of(row.results)) == row.open,
                   row.script);
        BOOST_TEST(courses::is_open(*read.manifest, read.item(0), of(row.results)));
    }
}

BOOST_AUTO_TEST_SUITE_END()
