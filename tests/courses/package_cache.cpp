#include "courses/package_cache.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

BOOST_AUTO_TEST_SUITE(courses_package_cache)

BOOST_AUTO_TEST_CASE(the_last_ones_stay)
{
    courses::PackageCache cache;
    std::vector<std::shared_ptr<const courses::Package>> packages;
    for (std::size_t i = 0; i <= limits::packages_in_memory; ++i) {
        auto package = std::make_shared<courses::Package>();
        package->id = base::random_uuid();
        packages.push_back(std::move(package));
    }
    for (std::size_t i = 0; i < limits::packages_in_memory; ++i)
        cache.keep(packages[i]);
    BOOST_TEST((cache.find(packages[0]->id) == packages[0])); // Now the last that was asked for.
    cache.keep(packages.back());
    BOOST_TEST((cache.find(packages[0]->id) == packages[0]));
    BOOST_TEST(!cache.find(packages[1]->id));
    BOOST_TEST((cache.find(packages[2]->id) == packages[2]));
    BOOST_TEST((cache.find(packages.back()->id) == packages.back()));
    cache.keep(packages.back()); // Once more: nothing goes for it.
    BOOST_TEST((cache.find(packages[3]->id) == packages[3]));
    cache.forget(packages[3]->id);
    cache.forget(packages[1]->id);
    BOOST_TEST(!cache.find(packages[3]->id));
}

BOOST_AUTO_TEST_SUITE_END()
