#include "base/thread.hpp"

#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

namespace base {

// Nothing depends on either, so neither can fail in a way that matters.

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

} // namespace base
