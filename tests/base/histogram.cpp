#include "base/histogram.hpp"

#include <boost/test/unit_test.hpp>

#include <thread>

using base::Distribution;
using base::Histogram;

namespace {

constexpr std::uint64_t bounds[] = {1, 10, 100};

} // namespace

BOOST_AUTO_TEST_SUITE(histogram)

BOOST_AUTO_TEST_CASE(a_bound_belongs_to_what_it_bounds)
{
    const struct {
        const char* name;
        std::uint64_t value;
        std::size_t place;
    } rows[] = {
        {"nothing", 0, 0},          {"the first bound", 1, 0}, {"above it", 2, 1},
        {"the last bound", 100, 2}, {"above all", 101, 3},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            Histogram histogram(bounds);
            histogram.add(row.value);
            std::vector<std::uint64_t> counts(4);
            counts[row.place] = 1;
            BOOST_TEST(histogram.read().counts == counts, boost::test_tools::per_element());
            BOOST_TEST(histogram.read().sum == row.value);
        }
    }
}

BOOST_AUTO_TEST_CASE(distributions_add_up)
{
    Histogram one(bounds);
    Histogram other(bounds);
    one.add(5);
    other.add(5);
    other.add(1'000);
    Distribution sum;
    BOOST_TEST(sum.count() == 0u);
    ((sum += one.read()) += other.read()) += Distribution{};
    BOOST_TEST(sum.count() == 3u);
    BOOST_TEST(sum.counts[1] == 2u);
    BOOST_TEST(sum.sum == 1'010u);
}

BOOST_AUTO_TEST_CASE(nothing_is_lost_between_threads)
{
    Histogram histogram(bounds);
    const auto count = [&] {
        for (std::uint64_t value = 0; value < 10'000; ++value)
            histogram.add(value);
    };
    std::thread other(count);
    count();
    other.join();
    BOOST_TEST(histogram.read().count() == 20'000u);
    BOOST_TEST(histogram.read().sum == 9'999u * 10'000u);
}

BOOST_AUTO_TEST_SUITE_END()
