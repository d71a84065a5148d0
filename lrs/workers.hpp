// The storage threads: work that blocks, each by how soon it is wanted.
//
// Order        Soon before usual before bulk; but of ten pieces that are taken while others wait,
//              one is the oldest of the others, so that nothing starves. Of one kind in order of
//              arrival.
// Bounds       Bulk runs on all threads but one (on the only one, when there is one): whoever
//              reads much keeps no bookmark waiting. What waits is bounded by lrs/offload.hpp.
// Concurrency  Any thread may post. The destructor waits until all that was posted has run.
#pragma once

#include <array>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

namespace lrs {

enum class Urgency {
    soon,  // A document: a learner's page waits for it.
    usual, // A look-up.
    bulk,  // Pages of statements, large batches, and whatever else may take long.
};

inline constexpr std::size_t urgencies = 3;
inline constexpr std::array<std::string_view, urgencies> urgency_names{"soon", "usual", "bulk"};

class Workers {
public:
    using Work = std::function<void()>; // Throws nothing.

    explicit Workers(std::size_t threads, const char* name = "storage", int step_back = 0);
    ~Workers();
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    void post(Urgency urgency, Work work);

private:
    struct Piece {
        std::uint64_t number; // In order of arrival, over all kinds.
        Work work;
    };

    using Waiting = std::deque<Piece>;

    void run(const char* name, int step_back);
    Waiting* choose();
    Waiting* oldest();
    bool may_run(const Waiting& kind) const;

    const std::size_t bulk_threads_;
    std::mutex mutex_;
    std::condition_variable posted_;
    std::array<Waiting, urgencies> waiting_; // By urgency.
    std::uint64_t posted_count_ = 0;
    std::size_t bulk_running_ = 0;
    std::size_t by_urgency_ = 0; // Taken so, since something was taken by its age.
    bool ending_ = false;
    std::vector<std::thread> threads_; // The last: they use the others.
};

} // namespace lrs
