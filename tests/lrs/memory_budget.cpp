#include "lrs/memory_budget.hpp"

#include "base/limits.hpp"

#include <boost/test/unit_test.hpp>

using lrs::MemoryBudget;

namespace {

constexpr std::size_t small = limits::small_request;
constexpr std::size_t whole = small * 80;
constexpr std::size_t for_large = whole / 8 * 7;

struct Row {
    const char* name;
    std::size_t used; // By another.
    std::size_t wanted;
    bool fits;
};

constexpr Row rows[] = {
    {"nothing else", 0, 1, true},
    {"a small one at the limit", whole - small, small, true},
    {"a small one over it", whole - small + 1, small, false},
    {"a large one at its limit", for_large - 2 * small, 2 * small, true},
    {"a large one over it", for_large - 2 * small + 1, 2 * small, false},
    {"just not small", whole - small - 1, small + 1, false},
    {"all that large ones get", 0, for_large, true},
    {"more than that", 0, for_large + 1, false},
    {"when more is used than there is", whole + 7, 1, false},
};

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_memory_budget)

BOOST_AUTO_TEST_CASE(limits_of_it)
{
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            MemoryBudget budget(whole);
            MemoryBudget::Share other(budget);
            other.set(row.used);
            {
                MemoryBudget::Share share(budget);
                BOOST_TEST(share.grow_to(row.wanted) == row.fits);
                BOOST_TEST(budget.used() == row.used + (row.fits ? row.wanted : 0));
            }
            BOOST_TEST(budget.used() == row.used);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_share_grows_and_shrinks)
{
    MemoryBudget budget(whole);
    MemoryBudget::Share share(budget);
    BOOST_TEST(share.grow_to(100));
    BOOST_TEST(share.grow_to(50)); // There already.
    BOOST_TEST(budget.used() == 100u);
    BOOST_TEST(!share.grow_to(whole));
    BOOST_TEST(budget.used() == 100u);
    share.set(2 * whole);
    BOOST_TEST(budget.used() == 2 * whole);
    share.set(10);
    BOOST_TEST(budget.used() == 10u);
}

BOOST_AUTO_TEST_SUITE_END()
