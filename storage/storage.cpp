#include "storage/storage.hpp"

#include <future>
#include <memory>
#include <utility>

namespace storage {

Timestamp system_now()
{
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

Result<Committed> StatementStore::put(Tenant tenant, PreparedBatch batch)
{
    // Shared, because the writer may still be inside set_value() when get() returns.
    const auto done = std::make_shared<std::promise<Result<Committed>>>();
    auto answer = done->get_future();
    const auto queued = submit(tenant, std::move(batch), [done](Result<Committed> committed) {
        done->set_value(std::move(committed));
    });
    if (!queued) return queued.error();
    return answer.get();
}

} // namespace storage
