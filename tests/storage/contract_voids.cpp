// Voiding (xAPI 1.0.3 Data 2.3.2; IEEE 9274.1.1 4.2.1.3).
#include "tests/storage/backends.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace storage_tests;
namespace data = boost::unit_test::data;

BOOST_AUTO_TEST_SUITE(contract_voids)

BOOST_DATA_TEST_CASE(a_voided_statement_is_found_but_not_listed, data::make(all_backends()),
                     backend)
{
    const auto store = backend.open();
    store->put({statement(1), statement(2)});
    BOOST_TEST(!store->is_voided(1));
    store->put({voiding(3, 1)});

    BOOST_TEST(store->is_voided(1));
    BOOST_TEST(!store->is_voided(2));
    BOOST_TEST(!store->is_voided(3));
    BOOST_TEST(store->listed() == "3 2");
    BOOST_TEST(store->listed({.ascending = true}) == "2 3");
    BOOST_TEST(store->listed(by_verb("read")) == "3 2"); // 3 refers to what was read.
    BOOST_TEST(store->whole_log().size() == 3u);
}

BOOST_DATA_TEST_CASE(the_order_of_arrival_is_no_matter, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    store->put({voiding(2, 1)});
    store->put({statement(1)});
    BOOST_TEST(store->is_voided(1));
    BOOST_TEST(store->listed() == "2");

    store->put({voiding(12, 11), statement(11)});
    store->put({statement(21), voiding(22, 21)});
    BOOST_TEST(store->is_voided(11));
    BOOST_TEST(store->is_voided(21));
    BOOST_TEST(store->listed() == "22 12 2");
}

BOOST_DATA_TEST_CASE(a_voiding_statement_is_never_voided, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    store->put({statement(1), voiding(2, 1), voiding(3, 2)});
    BOOST_TEST(!store->is_voided(2));
    BOOST_TEST(store->is_voided(1));

    store->put({voiding(13, 12)});
    store->put({voiding(12, 11)});
    store->put({statement(11)});
    BOOST_TEST(!store->is_voided(12));
    BOOST_TEST(store->is_voided(11));

    store->put({voiding(21, 21)});
    BOOST_TEST(!store->is_voided(21));
    BOOST_TEST(store->listed() == "21 12 13 3 2");
}

BOOST_DATA_TEST_CASE(voiding_twice_is_voiding, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    store->put({statement(1), voiding(2, 1), voiding(3, 1)});
    store->put({voiding(2, 1)});
    BOOST_TEST(store->is_voided(1));
    store->erase({2, 3});
    BOOST_TEST(store->is_voided(1));
    BOOST_TEST(store->listed() == "");
}

BOOST_DATA_TEST_CASE(the_effect_survives_the_cause, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    store->put({statement(1), voiding(2, 1), voiding(4, 3)});
    store->erase({2, 4});
    BOOST_TEST(store->is_voided(1));
    store->put({statement(3)});
    BOOST_TEST(store->is_voided(3));
    BOOST_TEST(store->listed() == "");
}

BOOST_DATA_TEST_CASE(only_the_verb_with_a_reference_voids, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    store->put({statement(1), referring(2, 1)});
    BOOST_TEST(!store->is_voided(1));
    BOOST_TEST(store->listed() == "2 1");

    // Refused with the rest of its batch.
    store->put({statement(5)});
    const auto clash = statement(5, "bob", "saw", activity("film"));
    BOOST_TEST(!store->try_put({voiding(3, 1), clash}));
    BOOST_TEST(!store->is_voided(1));
    store->put({voiding(3, 1)});
    BOOST_TEST(store->is_voided(1));
}

BOOST_DATA_TEST_CASE(a_void_of_another_tenant_is_none, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    store->put({statement(1)}, home);
    store->put({statement(1)}, elsewhere);
    store->put({voiding(2, 1)}, elsewhere);
    BOOST_TEST(!store->is_voided(1, home));
    BOOST_TEST(store->is_voided(1, elsewhere));
}

BOOST_AUTO_TEST_SUITE_END()
