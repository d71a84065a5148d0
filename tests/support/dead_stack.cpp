// Tells the thread sanitizer that the objects on the stack of a test are gone when it ends.

#if defined(__SANITIZE_THREAD__)
#include <boost/test/framework.hpp>
#include <boost/test/tree/observer.hpp>
#include <boost/test/tree/test_unit.hpp>

#include <cstddef>
#include <sanitizer/tsan_interface.h>

namespace {

// The standard library's mutexes end without a word. Of those in freed memory the sanitizer learns
// by the memory; those on a stack it takes for the mutexes of later tests at the same addresses,
// and finds orders of locking between them that nobody has.
class StackIsDead : public boost::unit_test::test_observer {
public:
    void test_unit_finish(const boost::unit_test::test_unit& unit, unsigned long) override
    {
        if (unit.p_type != boost::unit_test::TUT_CASE) return;
        constexpr std::size_t reach = 256u << 10; // Deeper than objects of tests lie.
        alignas(void*) char here = 0;
        for (std::size_t at = 0; at < reach; at += alignof(void*))
            __tsan_mutex_destroy(&here - at, 0);
    }
};

StackIsDead stack_is_dead;

struct Watched {
    Watched() { boost::unit_test::framework::register_observer(stack_is_dead); }
} const watched;

} // namespace
#endif
