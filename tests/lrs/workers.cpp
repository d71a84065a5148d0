#include "lrs/workers.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <latch>
#include <memory>
#include <string>

using namespace lrs;

namespace {

// One thread that is kept busy until all is posted; what it did then, in order.
std::string order_of(std::string_view posted)
{
    std::string done;
    std::latch entered(1);
    std::latch open(1);
    {
        Workers workers(1);
        workers.post(Urgency::usual, [&] {
            entered.count_down();
            open.wait();
        });
        entered.wait();
        for (const char letter : posted) {
            const auto urgency = letter == 's'   ? Urgency::soon
                                 : letter == 'u' ? Urgency::usual
                                                 : Urgency::bulk;
            workers.post(urgency, [&done, letter] { done += letter; });
        }
        open.count_down();
    }
    return done;
}

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_workers)

BOOST_AUTO_TEST_CASE(order)
{
    const struct {
        const char* name;
        std::string posted;
        std::string done;
    } rows[] = {
        {"nothing", "", ""},
        {"by urgency", "busbus", "ssuubb"},
        {"nothing starves", "b" + std::string(20, 's'),
         std::string(9, 's') + "b" + std::string(11, 's')},
        {"the oldest first of what starves", "ub" + std::string(20, 's'),
         std::string(9, 's') + "u" + std::string(9, 's') + "b" + "ss"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        BOOST_TEST(order_of(row.posted) == row.done);
    }
}

// Bulk fills all threads that it gets; a document is served all the same.
BOOST_AUTO_TEST_CASE(bulk_leaves_one_thread)
{
    std::latch open(1);
    std::latch entered(3);
    std::latch served(1);
    std::atomic<int> bulk = 0;
    Workers workers(4);
    for (unsigned each = 0; each < 10; ++each) {
        workers.post(Urgency::bulk, [&] {
            if (++bulk <= 3) entered.count_down();
            open.wait();
        });
    }
    entered.wait();
    workers.post(Urgency::soon, [&] { served.count_down(); });
    served.wait();
    BOOST_TEST(bulk == 3);
    open.count_down();
}

BOOST_AUTO_TEST_CASE(what_was_posted_runs_before_it_ends)
{
    for (const std::size_t threads : {1u, 2u, 5u}) {
        std::atomic<int> done = 0;
        {
            Workers workers(threads);
            for (unsigned each = 0; each < 300; ++each)
                workers.post(static_cast<Urgency>(each % urgencies), [&] { ++done; });
        }
        BOOST_TEST(done == 300);
    }
}

BOOST_AUTO_TEST_SUITE_END()
