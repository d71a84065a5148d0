#include "lrs/offload.hpp"

#include "base/thread_name.hpp"

#include <thread>

namespace lrs {
namespace {

// The pool names nobody: its threads keep the name of the one that starts them.
std::size_t handing_on_their_name(std::size_t threads)
{
    base::name_this_thread("storage");
    return threads;
}

} // namespace

void wait_for_handovers()
{
    while (Handover::under_way != 0) // For the time of a system call.
        std::this_thread::yield();
}

Offload::Offload(std::size_t threads, std::size_t queue)
    : capacity_(threads + queue), pool_(handing_on_their_name(threads))
{
    base::name_this_thread("lrs");
}

Offload::~Offload()
{
    pool_.join();
}

bool Offload::enter()
{
    if (load_.fetch_add(1, std::memory_order_relaxed) < capacity_) return true;
    leave();
    return false;
}

base::Error Offload::full()
{
    return {base::ErrorKind::busy, "The server has more to do than it can take; try again shortly"};
}

} // namespace lrs
