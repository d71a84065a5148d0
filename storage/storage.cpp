#include "storage/storage.hpp"

#include <future>
#include <memory>
#include <utility>

namespace storage {

Timestamp system_now()
{
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

namespace {

// Shared, because the writer may still be inside set_value() when get() returns.
template <class T, class Submit>
Result<T> waited_for(Submit submit)
{
    const auto done = std::make_shared<std::promise<Result<T>>>();
    auto answer = done->get_future();
    const auto queued = submit([done](Result<T> result) { done->set_value(std::move(result)); });
    if (!queued) return queued.error();
    return answer.get();
}

} // namespace

Result<Committed> StatementStore::put(Tenant tenant, PreparedBatch batch)
{
    return waited_for<Committed>(
        [&](Completion done) { return submit(tenant, std::move(batch), std::move(done)); });
}

Result<> DocumentStore::write(Tenant tenant, std::vector<DocumentWrite> writes)
{
    return waited_for<void>([&](DocumentCompletion done) {
        return submit(tenant, std::move(writes), std::move(done));
    });
}

} // namespace storage
