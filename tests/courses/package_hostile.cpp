// Uploads that are made to harm: each is refused by its rule, and leaves nothing behind.
#include "tests/courses/hostile_packages.hpp"
#include "tests/courses/package_room.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(courses_package_hostile)

BOOST_AUTO_TEST_CASE(each_is_refused)
{
    packages::Room room;
    room.add(packages::scorm12().bytes());
    const auto before = room.held();
    const auto puts = room.files.puts;
    for (const auto& [name, rule, bytes] : packages::hostile()) {
        BOOST_TEST_CONTEXT(name)
        {
            const auto done = room.try_add(bytes());
            BOOST_TEST_REQUIRE(done.has_error());
            BOOST_TEST((done.error().kind == base::ErrorKind::invalid));
            BOOST_TEST(done.error().complaints.at(0).rule == rule);
            BOOST_TEST((room.held() == before));
        }
    }
    BOOST_TEST(room.files.puts == puts);
}

BOOST_AUTO_TEST_SUITE_END()
