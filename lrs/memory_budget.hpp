// How much memory all requests together may take for their bodies and answers.
//
// Operation    A request asks before its body is read, and again as a body of unknown length
//              grows; it is refused when there is not enough. What an answer takes is there
//              already: it counts, and those who come next are refused for it.
// Order        The last eighth is for small requests only: a bookmark is still taken when large
//              bodies have filled the rest.
// Concurrency  Any thread may call anything, but one request's share is one thread's at a time.
#pragma once

#include <atomic>
#include <cstddef>

namespace lrs {

class MemoryBudget {
public:
    explicit MemoryBudget(std::size_t bytes) : bytes_(bytes) {}

    std::size_t bytes() const { return bytes_; }

    std::size_t used() const { return used_.load(std::memory_order_relaxed); }

    // What one request has taken; given back when it goes.
    class Share {
    public:
        explicit Share(MemoryBudget& budget) : budget_(budget) {}

        ~Share() { set(0); }

        Share(const Share&) = delete;
        Share& operator=(const Share&) = delete;

        // At least so much. False: there is not enough, and nothing has changed.
        bool grow_to(std::size_t bytes);

        // Just so much, whether there is enough or not.
        void set(std::size_t bytes);

    private:
        MemoryBudget& budget_;
        std::size_t held_ = 0;
    };

private:
    const std::size_t bytes_;
    std::atomic<std::size_t> used_{0};
};

} // namespace lrs
