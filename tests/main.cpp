// Boost.Test, compiled once for every test program.
#define BOOST_TEST_MODULE lrs
#include <boost/test/included/unit_test.hpp>
