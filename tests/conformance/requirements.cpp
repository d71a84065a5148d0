// The requirements as data, and this house's server tried by all of them.
#include "conformance/requirement.hpp"
#include "tests/conformance/mutant.hpp"
#include "tests/conformance/tried.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

namespace {

namespace data = boost::unit_test::data;

using conformance::Level;
using conformance::Verdict;

} // namespace

BOOST_AUTO_TEST_SUITE(conformance_requirements)

BOOST_AUTO_TEST_CASE(every_row_is_whole)
{
    std::set<std::string> ids;
    for (const auto& one : conformance::requirements()) {
        BOOST_TEST_CONTEXT(one.id)
        {
            BOOST_TEST(ids.insert(one.id).second, "the id comes twice");
            BOOST_TEST(one.id.find('.') != std::string::npos);
            BOOST_TEST(!one.title.empty());
            BOOST_TEST((!one.v1_0_3.paragraph.empty() || !one.v2_0_0.paragraph.empty()));
            BOOST_TEST(static_cast<bool>(one.check));
            BOOST_TEST(!one.mutation.empty());
            BOOST_CHECK_NO_THROW(stand_in::parse_mutation(one.mutation));
        }
    }
    BOOST_TEST(conformance::selected(tried::Version::v1_0_3, "*").size() > 400u);
    BOOST_TEST(conformance::selected(tried::Version::v2_0_0, "*").size() > 400u);
}

BOOST_AUTO_TEST_CASE(the_table_of_topics_is_true)
{
    struct Numbers {
        std::size_t old = 0;
        std::size_t fresh = 0;
        std::size_t choices = 0;
    };

    std::map<std::string, Numbers> topics;
    for (const auto& one : conformance::requirements()) {
        const bool old = !one.v1_0_3.paragraph.empty();
        const bool fresh = !one.v2_0_0.paragraph.empty();
        const bool choice = (old && one.v1_0_3.level == Level::choice) ||
                            (fresh && one.v2_0_0.level == Level::choice);
        for (const auto& name : {std::string(topic_of(one)), std::string("together")}) {
            topics[name].old += old;
            topics[name].fresh += fresh;
            topics[name].choices += choice;
        }
    }
    std::ostringstream book;
    book << std::ifstream("conformance/README.md").rdbuf();
    for (const auto& [name, numbers] : topics) {
        const auto row = "| " + name + " | " + std::to_string(numbers.old) + " | " +
                         std::to_string(numbers.fresh) + " | " +
                         (numbers.choices ? std::to_string(numbers.choices) + " " : "") + "|\n";
        BOOST_TEST(book.str().find(row) != std::string::npos, row);
    }
}

BOOST_AUTO_TEST_CASE(globs)
{
    const struct {
        const char* text;
        const char* glob;
        bool fits;
    } rows[] = {
        {"more.walk", "*", true},
        {"more.walk", "more.*", true},
        {"more.walk", "*.walk", true},
        {"more.walk", "m*e.w??k", true},
        {"more.walk", "more.walk", true},
        {"more.walk", "more", false},
        {"more.walk", "more.walk?", false},
        {"more.walk", "?", false},
        {"", "", true},
        {"", "*", true},
        {"", "?", false},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.text << " and " << row.glob)
        BOOST_TEST(conformance::fits_glob(row.text, row.glob) == row.fits);
    }
}

BOOST_DATA_TEST_CASE(this_server_keeps_them_all,
                     data::make(live::backends) * data::make({"1.0.3", "2.0.0"}), backend, name)
{
    const auto disk = backend.make();
    tried::Tried world(disk->open());
    const auto version =
        std::string_view(name) == "1.0.3" ? tried::Version::v1_0_3 : tried::Version::v2_0_0;
    const auto lrs = tried::lrs_at(world.server.port(), version, world.lenient_secret);
    for (const auto* one : conformance::selected(version, "*")) {
        const auto outcome = try_requirement(*one, lrs);
        BOOST_TEST((outcome.verdict == Verdict::passed), tried::in_words(outcome));
    }
}

BOOST_AUTO_TEST_SUITE_END()
