#include "base/thread_name.hpp"

#include <pthread.h>

namespace base {

void name_this_thread(const char* name)
{
    static_cast<void>(pthread_setname_np(pthread_self(), name)); // Nothing depends on it.
}

} // namespace base
