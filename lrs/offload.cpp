#include "lrs/offload.hpp"

#include <thread>

namespace lrs {
void wait_for_handovers()
{
    while (Handover::under_way != 0) // For the time of a system call.
        std::this_thread::yield();
}

Offload::Offload(std::size_t threads, std::size_t queue, const char* name, int step_back)
    : capacity_(threads + queue), workers_(threads, name, step_back)
{
}

bool Offload::enter(Urgency urgency)
{
    auto& load = load_[static_cast<std::size_t>(urgency)];
    if (load.fetch_add(1, std::memory_order_relaxed) < capacity_) return true;
    leave(urgency);
    return false;
}

void Offload::leave(Urgency urgency)
{
    load_[static_cast<std::size_t>(urgency)].fetch_sub(1, std::memory_order_relaxed);
}

base::Error Offload::full()
{
    return {base::ErrorKind::busy, "The server has more to do than it can take; try again shortly"};
}

} // namespace lrs
