#include "base/error.hpp"

#include <boost/test/unit_test.hpp>

#include <stdexcept>
#include <string>

BOOST_AUTO_TEST_SUITE(error)

BOOST_AUTO_TEST_CASE(value_of_a_result)
{
    const base::Result<int> good = 7;
    BOOST_TEST(good.value() == 7);
}

BOOST_AUTO_TEST_CASE(value_of_an_error_is_our_bug)
{
    const base::Result<int> bad = base::Error{base::ErrorKind::busy, "the queue is full"};
    BOOST_TEST(!bad);
    BOOST_TEST((bad.error().kind == base::ErrorKind::busy));
    BOOST_CHECK_EXCEPTION(bad.value(), std::logic_error, [](const std::logic_error& thrown) {
        const std::string what = thrown.what();
        return what.find("the queue is full") != what.npos && what.find("error.cpp:") != what.npos;
    });
}

BOOST_AUTO_TEST_SUITE_END()
