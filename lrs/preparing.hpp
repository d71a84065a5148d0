// Where batches are parsed and checked: as many at a time as there are cores, the rest waits.
//
// Why          What waits in the sockets nobody can count. Here a server that gets more than it can
//              take notices before it has paid for it, and says so to the next at the price of
//              reading him.
// Order        Of arrival. Where the processor is short, network threads, documents and the writer
//              go first (decision 24).
// Bounds       In bytes of bodies, because parsing takes as long as they are large. A tenant may
//              have as much here as there is still room for: alone half of it, and there is always
//              room for another. The last one may exceed that: the largest body finds its way.
// Concurrency  Any thread may call.
#pragma once

#include "lrs/offload.hpp"
#include "storage/tenant.hpp"

#include <map>
#include <mutex>

namespace lrs {

class Preparing {
public:
    // `bound`: how many bytes of batches, running and waiting.
    Preparing(std::size_t threads, std::size_t bound);

    // `bytes`: of the body. As Offload; busy when the tenant has no room.
    template <std::invocable Work>
    asio::awaitable<std::invoke_result_t<Work&>> operator()(storage::Tenant tenant,
                                                            std::size_t bytes, Work work)
    {
        using Answer = std::invoke_result_t<Work&>;
        const Place place(*this, tenant, bytes);
        if (!place.taken) co_return Answer(full());
        co_return co_await offload_(std::move(work));
    }

    std::size_t bytes() const; // Running and waiting, for metrics.

private:
    struct Place {
        Place(Preparing& all, storage::Tenant whose, std::size_t size);
        ~Place();
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;

        Preparing& preparing;
        const storage::Tenant tenant;
        const std::size_t bytes;
        const bool taken;
    };

    bool enter(storage::Tenant tenant, std::size_t bytes);
    void leave(storage::Tenant tenant, std::size_t bytes);
    static base::Error full();

    const std::size_t bound_;
    mutable std::mutex mutex_;
    std::size_t all_ = 0;
    std::map<storage::Tenant, std::size_t> by_tenant_; // None without any.
    Offload offload_;
};

} // namespace lrs
