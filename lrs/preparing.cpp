#include "lrs/preparing.hpp"

namespace lrs {
namespace {

constexpr int step_back = 5; // About a third of the processor that others get who want it as well.

} // namespace

Preparing::Preparing(std::size_t threads, std::size_t bound)
    : bound_(bound), offload_(threads, bound, "preparing", step_back)
{
}

Preparing::Place::Place(Preparing& all, storage::Tenant whose)
    : preparing(all), tenant(whose), taken(all.enter(whose))
{
}

Preparing::Place::~Place()
{
    if (taken) preparing.leave(tenant);
}

bool Preparing::enter(storage::Tenant tenant)
{
    const std::lock_guard lock(mutex_);
    const auto at = by_tenant_.find(tenant);
    const auto held = at == by_tenant_.end() ? 0 : at->second;
    if (held + 1 > bound_ - all_) return false;
    ++by_tenant_[tenant];
    ++all_;
    return true;
}

void Preparing::leave(storage::Tenant tenant)
{
    const std::lock_guard lock(mutex_);
    const auto at = by_tenant_.find(tenant);
    if (--at->second == 0) by_tenant_.erase(at);
    --all_;
}

base::Error Preparing::full()
{
    return {base::ErrorKind::busy, "More batches come than the server can take; try again shortly"};
}

} // namespace lrs
