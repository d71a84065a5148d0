// Every requirement fails on a server that has the fault it names, and holds on one that has not.
#include "tests/conformance/mutant.hpp"
#include "tests/conformance/tried.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

namespace {

namespace data = boost::unit_test::data;

using conformance::Outcome;
using conformance::Requirement;
using conformance::Verdict;
using stand_in::Mutant;
using tried::Version;

Outcome try_with(const Requirement& one, const tried::Tried& world, std::string_view mutation,
                 Version version)
{
    const Mutant mutant(world.server.port(), mutation, fakes::basic("all"));
    return try_requirement(one, tried::lrs_at(mutant.port(), version, world.lenient_secret));
}

} // namespace

BOOST_AUTO_TEST_SUITE(conformance_mutations)

BOOST_DATA_TEST_CASE(each_is_noticed, data::make({"1.0.3", "2.0.0"}), name)
{
    tried::Tried world(live::Memory().open());
    const auto version = std::string_view(name) == "1.0.3" ? Version::v1_0_3 : Version::v2_0_0;
    for (const auto* one : conformance::selected(version, "*")) {
        const auto outcome = try_with(*one, world, one->mutation, version);
        BOOST_TEST((outcome.verdict == Verdict::failed),
                   one->id << " did not notice: " << one->mutation << ' ' << outcome.why);
        // It is not the mutant that fell over.
        BOOST_TEST(outcome.expected != "an answer", tried::in_words(outcome));
    }
}

// So it is the mutation that they notice, and not the way through the mutant.
BOOST_DATA_TEST_CASE(none_is_seen_where_none_is, data::make({"1.0.3", "2.0.0"}), name)
{
    tried::Tried world(live::Memory().open());
    const auto version = std::string_view(name) == "1.0.3" ? Version::v1_0_3 : Version::v2_0_0;
    for (const auto* one : conformance::selected(version, "*")) {
        const auto outcome = try_with(*one, world, "", version);
        BOOST_TEST((outcome.verdict == Verdict::passed), tried::in_words(outcome));
    }
}

// "The LRS may respond before statements that have been stored are available for retrieval."
BOOST_AUTO_TEST_CASE(a_server_may_take_its_time)
{
    tried::Tried world(live::Memory().open());
    const auto wanted = conformance::selected(Version::v2_0_0, "queries.id");
    for (const bool patient : {false, true}) {
        const Mutant mutant(world.server.port(), "GET statements ?statementId: late 2", "");
        auto lrs = tried::lrs_at(mutant.port(), Version::v2_0_0);
        if (patient) lrs.patience = std::chrono::minutes(1);
        const auto outcome = try_requirement(*wanted.front(), lrs);
        BOOST_TEST((outcome.verdict == (patient ? Verdict::passed : Verdict::failed)),
                   tried::in_words(outcome));
    }
}

BOOST_AUTO_TEST_CASE(words_that_do_not_exist)
{
    for (const auto* text : {"breaks", "GET statements: breaks it", "say", "set /a"})
        BOOST_CHECK_THROW(stand_in::parse_mutation(text), std::logic_error);
    BOOST_TEST(stand_in::parse_mutation("GET about !?a: set /a {\"b\": 1}").values.back() ==
               "{\"b\": 1}");
}

BOOST_AUTO_TEST_SUITE_END()
