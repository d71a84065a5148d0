#include "bench/bare_writer.hpp"

#include "base/limits.hpp"

#include <algorithm>
#include <cstring>

namespace bench {
namespace {

using storage::Tenant;
namespace rocks = storage::rocks;

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
        put_keys();
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
    for (std::size_t at = 0; at < writes_.keys; ++at)
        keys_.push_back(posting_key(row.terms[at].kind, row.terms[at].hash, sequence_));
}

void BareWriter::put_keys()
{
    if (writes_.sorted) {
        std::ranges::sort(keys_, [](const PostingKey& a, const PostingKey& b) {
            return std::memcmp(a.data(), b.data(), a.size()) < 0;
        });
    }
    for (const auto& key : keys_)
        batch_.Put(database_->family(rocks::overlay), {key.data(), key.size()},
                   {roles, sizeof roles});
    keys_.clear();
}

} // namespace bench
