#include "lrs/memory_budget.hpp"

#include "base/limits.hpp"

namespace lrs {

using std::memory_order_relaxed;

bool MemoryBudget::Share::grow_to(std::size_t bytes)
{
    if (bytes <= held_) return true;
    const auto more = bytes - held_;
    const auto whole = budget_.bytes_;
    const auto limit = bytes <= limits::small_request ? whole : whole - whole / 8;
    const auto before = budget_.used_.fetch_add(more, memory_order_relaxed);
    if (before + more > limit) {
        budget_.used_.fetch_sub(more, memory_order_relaxed);
        return false;
    }
    held_ = bytes;
    return true;
}

void MemoryBudget::Share::set(std::size_t bytes)
{
    budget_.used_.fetch_add(bytes - held_, memory_order_relaxed); // Modulo 2^64: also less.
    held_ = bytes;
}

} // namespace lrs
