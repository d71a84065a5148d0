#include "base/pointer.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(base_pointer)

BOOST_AUTO_TEST_CASE(steps)
{
    BOOST_TEST(base::pointer_below("", "a") == "/a");
    BOOST_TEST(base::pointer_below("/a", "") == "/a/");
    BOOST_TEST(base::pointer_below("/a", "b/c~d") == "/a/b~1c~0d");
    BOOST_TEST(base::pointer_below("/0", "~1") == "/0/~01");
}

BOOST_AUTO_TEST_SUITE_END()
