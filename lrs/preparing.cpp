#include "lrs/preparing.hpp"

namespace lrs {
namespace {

constexpr int step_back = 10; // A tenth of the processor that others get who want it as well.

} // namespace

Preparing::Preparing(std::size_t threads, std::size_t bound)
    : bound_(bound), offload_(threads, limits::connections, "preparing", step_back)
{
}

Preparing::Place::Place(Preparing& all, storage::Tenant whose, std::size_t size)
    : preparing(all), tenant(whose), bytes(size), taken(all.enter(whose, size))
{
}

Preparing::Place::~Place()
{
    if (taken) preparing.leave(tenant, bytes);
}

bool Preparing::enter(storage::Tenant tenant, std::size_t bytes)
{
    const std::lock_guard lock(mutex_);
    const auto at = by_tenant_.find(tenant);
    const auto held = at == by_tenant_.end() ? 0 : at->second;
    if (all_ + held >= bound_) return false;
    by_tenant_[tenant] += bytes;
    all_ += bytes;
    return true;
}

void Preparing::leave(storage::Tenant tenant, std::size_t bytes)
{
    const std::lock_guard lock(mutex_);
    const auto at = by_tenant_.find(tenant);
    at->second -= bytes;
    if (at->second == 0) by_tenant_.erase(at);
    all_ -= bytes;
}

std::size_t Preparing::bytes() const
{
    const std::lock_guard lock(mutex_);
    return all_;
}

base::Error Preparing::full()
{
    return {base::ErrorKind::busy, "More batches come than the server can take; try again shortly"};
}

} // namespace lrs
