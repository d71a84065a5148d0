// What the writer's commits were like, for Storage::statistics().
//
// The writer's thread counts; any thread may read.
#pragma once

#include "base/limits.hpp"
#include "storage/statistics.hpp"

#include <atomic>
#include <chrono>

namespace storage::rocks {

class CommitMeter {
public:
    void committed(std::size_t statements, std::chrono::steady_clock::duration took)
    {
        const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(took).count();
        statements_.add(statements);
        micros_.add(static_cast<std::uint64_t>(micros));
        if (took >= limits::commit_stall) stalls_.fetch_add(1, std::memory_order_relaxed);
    }

    void read(Statistics& out) const
    {
        out.group_statements = statements_.read();
        out.commit_micros = micros_.read();
        out.commits = out.commit_micros.count();
        out.stalls = stalls_.load(std::memory_order_relaxed);
    }

private:
    static constexpr std::uint64_t sizes[] = {0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1'000};
    static constexpr std::uint64_t times[] = {100,     200,     500,       1'000,     2'000,
                                              5'000,   10'000,  20'000,    50'000,    100'000,
                                              200'000, 500'000, 1'000'000, 2'000'000, 5'000'000};

    base::Histogram statements_{sizes};
    base::Histogram micros_{times};
    std::atomic<std::uint64_t> stalls_{0};
};

} // namespace storage::rocks
