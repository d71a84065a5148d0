// What waits for the writer, and who is next.
//
// Kinds        Documents (what a learner waits for), single statements, batches. An erasure waits
//              among the batches and goes alone.
// Bounds       Each kind has its own, so bulk refuses no document. A tenant may hold as much of
//              one as is still free: alone half of it, and there is always room for another.
// Order        A group takes from the kinds in their order, up to each one's share, and what is
//              left of it goes in the same order. A kind that a group had no room for leads the
//              next one, so none starves. Within a kind tenants take turns by bytes (deficit
//              round robin: M. Shreedhar, G. Varghese, 1996); within a tenant and kind the order
//              of arrival holds.
// Concurrency  Any thread may push; one thread takes.
#pragma once

#include "storage/document_store.hpp"
#include "storage/statement_store.hpp"

#include <array>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <span>
#include <variant>

namespace storage::rocks {

struct Submission {
    Tenant tenant;
    PreparedBatch batch;
    Completion completion;
    std::size_t bytes;
};

struct Documents {
    Tenant tenant;
    std::vector<DocumentWrite> writes;
    DocumentCompletion completion;
    std::size_t bytes;
};

struct Erasure {
    Tenant tenant;
    std::vector<Uuid> ids;
    std::string reason;
    std::function<void(Result<Erased>)> completion;
};

using Job = std::variant<Submission, Documents, Erasure>;

struct Load {
    std::size_t statements = 0; // Or documents.
    std::size_t bytes = 0;

    bool operator==(const Load&) const = default;
};

// Of all together. An erasure counts as nothing.
Load load_of(std::span<const Job> jobs);

// How long a group waits for how many jobs: those that were answered together often come together
// again, and a commit costs the same for one of them as for all.
struct Gathering {
    std::size_t jobs = 1;
    std::chrono::steady_clock::duration patience{};
};

class WriteQueue {
public:
    static constexpr std::size_t kinds = 3;
    using Loads = std::array<Load, kinds>; // Documents, single statements, batches.

    WriteQueue();

    //   busy  it is full for this kind or tenant, or closed
    Result<> push(Job job);

    // Waits. What is to be committed together: within the limits of a group, or one job that is
    // larger. Empty: the queue is closed and done.
    std::vector<Job> take(const Gathering& gathering = {});

    // Nothing more comes in; what waits is still taken.
    void close();

    Loads loads() const;

private:
    struct Waiting { // Of one tenant.
        std::deque<Job> jobs;
        Load load;
        std::size_t credit = 0; // What it may still take in this turn.
    };

    class Lane { // One kind.
    public:
        Lane(Load bound, Load share) : bound_(bound), share_(share) {}

        bool empty() const { return turns_.empty(); }

        const Load& load() const { return load_; }

        const Load& share() const { return share_; }

        bool has_room(Tenant tenant, const Load& load) const;
        void push(Job job, Tenant tenant, const Load& load);
        const Job& next(); // Not when empty.
        Job pop();         // The one that next() has shown.

        std::size_t passed_over = 0; // By so many groups in a row.

    private:
        Load bound_;
        Load share_; // Of a group, for sure.
        Load load_;
        std::map<Tenant, Waiting> waiting_; // None without jobs.
        std::deque<Tenant> turns_;          // The first one has the turn ...
        bool has_credit_ = false;           // ... and got its credit for it.
    };

    struct Group;

    std::array<Lane*, kinds> order();
    static void fill(Group& group, Lane& lane, const Load& share);

    mutable std::mutex mutex_;
    std::condition_variable pushed_;
    std::array<Lane, kinds> lanes_;
    std::size_t jobs_ = 0;   // In all lanes.
    std::size_t wanted_ = 1; // The thread that takes sleeps until there are so many.
    bool closed_ = false;
};

} // namespace storage::rocks
