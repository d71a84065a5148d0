#include "bench/bare_writer.hpp"

#include "base/limits.hpp"

#include <algorithm>

namespace bench {
namespace {

using storage::Tenant;
namespace rocks = storage::rocks;

// tenant, kind, term, sequence: as storage/rocksdb/keys.hpp draws a posting.
constexpr std::size_t term_at = 5;
constexpr std::size_t sequence_at = term_at + sizeof(base::Hash128);
constexpr std::size_t key_bytes = sequence_at + sizeof(storage::Sequence);
constexpr char roles[4] = {0, 0, 0, 1};

} // namespace

BareWriter::BareWriter(std::unique_ptr<rocks::Database> database, Writes writes)
    : database_(std::move(database)), writes_(writes), thread_([this] { run(); })
{
}

BareWriter::~BareWriter()
{
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
    }
    queued_.notify_all();
    thread_.join();
}

void BareWriter::submit(Batch batch, Completion completion)
{
    {
        const std::lock_guard lock(mutex_);
        queue_.push_back({std::move(batch), std::move(completion)});
    }
    queued_.notify_one();
}

void BareWriter::run()
{
    while (true) {
        auto jobs = take();
        if (jobs.empty()) return;
        batch_.Clear();
        for (const auto& job : jobs) {
            for (const auto& row : job.batch.rows)
                add(row);
        }
        const bool written = database_->write(batch_, true).has_value();
        for (auto& job : jobs)
            job.completion(written);
    }
}

// A group has the limits of the server's.
std::vector<BareWriter::Job> BareWriter::take()
{
    std::unique_lock lock(mutex_);
    queued_.wait(lock, [this] { return closing_ || !queue_.empty(); });
    std::vector<Job> jobs;
    std::size_t statements = 0;
    std::size_t bytes = 0;
    while (!queue_.empty()) {
        const auto& next = queue_.front().batch;
        statements += next.rows.size();
        bytes += next.body.size();
        const bool full = statements > limits::group_statements || bytes > limits::group_bytes;
        if (full && !jobs.empty()) break;
        jobs.push_back(std::move(queue_.front()));
        queue_.pop_front();
    }
    return jobs;
}

void BareWriter::add(const Row& row)
{
    ++sequence_;
    const char kind[] = {static_cast<char>(storage::EntryKind::statement)};
    const auto row_key = rocks::row_key(Tenant{}, sequence_);
    const ::rocksdb::Slice key(row_key);
    const ::rocksdb::Slice value[] = {{kind, 1}, row.text};
    batch_.Put(database_->family(rocks::rows), ::rocksdb::SliceParts(&key, 1),
               ::rocksdb::SliceParts(value, 2));
    if (writes_.ids) {
        const rocks::IdRow id{sequence_, {}, rocks::IdRow::present};
        batch_.Put(database_->family(rocks::ids), rocks::id_key(Tenant{}, row.id),
                   rocks::encode(id));
    }
    add_keys(row);
}

void BareWriter::add_keys(const Row& row)
{
    char key[key_bytes] = {};
    for (std::size_t at = sizeof sequence_; at > 0; --at)
        key[sequence_at + at - 1] = static_cast<char>(sequence_ >> 8 * (sizeof sequence_ - at));
    for (std::size_t at = 0; at < writes_.keys; ++at) {
        const auto& term = row.terms[at];
        key[term_at - 1] = static_cast<char>(term.kind);
        std::ranges::copy(term.hash, key + term_at);
        batch_.Put(database_->family(rocks::postings), {key, key_bytes}, {roles, sizeof roles});
    }
}

} // namespace bench
