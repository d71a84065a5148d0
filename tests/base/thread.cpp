#include "base/thread.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <sched.h>
#include <string>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

namespace {

std::string name_of_this_thread()
{
    std::ifstream file("/proc/thread-self/comm");
    std::string out;
    std::getline(file, out);
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(thread)

BOOST_AUTO_TEST_CASE(names)
{
    struct Row {
        const char* name;
        const char* expected;
    };

    const Row rows[] = {
        {"writer", "writer"},
        {"123456789012345", "123456789012345"},
        {"1234567890123456", "before"}, // One too many.
    };
    for (const auto& row : rows) {
        std::string found;
        std::thread([&] {
            base::name_this_thread("before");
            base::name_this_thread(row.name);
            found = name_of_this_thread();
        }).join();
        BOOST_TEST(found == row.expected);
    }
}

BOOST_AUTO_TEST_CASE(threads_inherit_them)
{
    std::string found;
    std::thread([&] {
        base::name_this_thread("parent");
        std::thread([&] { found = name_of_this_thread(); }).join();
    }).join();
    BOOST_TEST(found == "parent");
}

BOOST_AUTO_TEST_CASE(one_steps_back_and_no_other)
{
    const auto nice = [] { return getpriority(PRIO_PROCESS, static_cast<id_t>(gettid())); };
    const auto before = nice();
    int found = 0;
    std::thread([&] {
        base::step_back_this_thread(2);
        found = nice();
    }).join();
    BOOST_TEST(found == before + 2);
    BOOST_TEST(nice() == before);
}

// What it does depends on the kernel's version; what it must leave alone does not.
BOOST_AUTO_TEST_CASE(short_turns_change_no_priority)
{
    std::thread([] {
        base::step_back_this_thread(2);
        const auto before = getpriority(PRIO_PROCESS, static_cast<id_t>(gettid()));
        base::take_short_turns_in_this_thread();
        BOOST_TEST(getpriority(PRIO_PROCESS, static_cast<id_t>(gettid())) == before);
        BOOST_TEST(sched_getscheduler(0) == SCHED_OTHER);
    }).join();
}

BOOST_AUTO_TEST_SUITE_END()
