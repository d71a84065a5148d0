#include "base/thread.hpp"

#include <cstdint>
#include <pthread.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace base {

// Nothing depends on any of these, so none can fail in a way that matters.

void name_this_thread(const char* name)
{
    static_cast<void>(pthread_setname_np(pthread_self(), name));
}

// For Linux a thread is what POSIX calls a process here.
void step_back_this_thread(int steps)
{
    const auto own = static_cast<id_t>(gettid());
    static_cast<void>(setpriority(PRIO_PROCESS, own, getpriority(PRIO_PROCESS, own) + steps));
}

void take_short_turns_in_this_thread()
{
    struct { // sched_setattr(2)'s first sched_attr, which glibc 2.36 does not declare.
        std::uint32_t size = 48;
        std::uint32_t policy = SCHED_OTHER;
        std::uint64_t flags = 0;
        std::int32_t nice = getpriority(PRIO_PROCESS, static_cast<id_t>(gettid()));
        std::uint32_t priority = 0;
        std::uint64_t turn = 100'000; // Nanoseconds, the shortest.
        std::uint64_t deadline = 0;
        std::uint64_t period = 0;
    } wanted;

    static_assert(sizeof wanted == 48);
    static_cast<void>(syscall(SYS_sched_setattr, 0, &wanted, 0));
}

} // namespace base
