#include "storage/rocksdb/index.hpp"

#include "base/thread_name.hpp"
#include "storage/rocksdb/flush.hpp"
#include "storage/rocksdb/rebuild.hpp"

namespace storage::rocks {
namespace {

using base::Error;
using base::ErrorKind;

constexpr auto pause_after_failure = std::chrono::seconds(1);

} // namespace

Index::Index(const Database& database, std::size_t tail_statements, std::size_t flush_keys)
    : database_(database), tail_statements_(tail_statements), flush_keys_(flush_keys),
      open_(std::make_shared<Tail>())
{
}

Index::~Index()
{
    if (!thread_.joinable()) return;
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

Result<> Index::start(const std::map<Tenant, Sequence>& ends)
{
    const auto flushing = database_.get(meta, std::string(flushing_key));
    if (!flushing) return flushing.error();
    stale_ = flushing->has_value();
    for (const auto& [tenant, end] : ends) {
        const auto bytes = database_.get(meta, mark_key(tenant));
        if (!bytes) return bytes.error();
        if (*bytes && (*bytes)->size() != sizeof(Sequence))
            return Error{ErrorKind::corrupt, "the mark of an index does not decode"};
        const auto mark = *bytes ? read_number(**bytes) : 0;
        if (mark > end) return Error{ErrorKind::corrupt, "an index ends behind its log"};
        marks_[tenant] = mark;
        if (auto done = rebuild(database_, tenant, {mark + 1, end}, *open_); !done) return done;
    }
    // Before anything is added: this flush must cover what the one that was cut off did.
    if (stale_) freeze();
    thread_ = std::thread([this] { run(); });
    return {};
}

View Index::pin(Tenant tenant) const
{
    const std::lock_guard lock(mutex_);
    const auto mark = marks_.find(tenant);
    return {frozen_, open_, mark == marks_.end() ? 0 : mark->second};
}

Sequence Index::mark(Tenant tenant) const
{
    return pin(tenant).mark;
}

void Index::read(Statistics& out) const
{
    const std::lock_guard lock(mutex_);
    out.tail_postings = open_->postings() + (frozen_ ? frozen_->postings() : 0);
    out.tail_bytes = open_->bytes() + (frozen_ ? frozen_->bytes() : 0);
    out.flushes = flushes_;
    out.flush_seconds = flushing_.count();
}

void Index::add(Tenant tenant, Sequence sequence, std::span<const statements::Posting> postings)
{
    const std::lock_guard adding(adding_);
    open_->add(tenant, sequence, postings);
}

void Index::make_room()
{
    const std::lock_guard adding(adding_);
    if (open_->statements() < tail_statements_) return;
    Lock lock(mutex_);
    changed_.wait(lock, [this] { return !frozen_ || failed_; });
    if (!frozen_) freeze();
}

Result<> Index::flush()
{
    const auto done = [this] { return !frozen_ || failed_; };
    {
        const std::lock_guard adding(adding_);
        Lock lock(mutex_);
        changed_.wait(lock, done);
        if (!frozen_ && open_->statements() > 0) freeze();
    }
    Lock lock(mutex_);
    changed_.wait(lock, done);
    if (failed_) return *failed_;
    return {};
}

void Index::freeze()
{
    frozen_ = std::exchange(open_, std::make_shared<Tail>());
    changed_.notify_all();
}

void Index::run()
{
    base::name_this_thread("flusher");
    Lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return closing_ || frozen_; });
        if (!frozen_ && open_->statements() == 0) return;
        if (!frozen_) freeze(); // Closing, so nothing is added any more.
        if (write_frozen(lock)) continue;
        if (closing_) return; // The next start reads the rows.
        changed_.wait_for(lock, pause_after_failure, [this] { return closing_; });
    }
}

bool Index::write_frozen(Lock& lock)
{
    const auto tail = frozen_;
    const auto began = std::chrono::steady_clock::now();
    lock.unlock();
    const auto written = write_chunks(database_, *tail, stale_, flush_keys_);
    lock.lock();
    if (written) {
        for (const auto& [tenant, end] : tail->ends())
            marks_[tenant] = end;
        ++flushes_;
        flushing_ += std::chrono::steady_clock::now() - began;
        frozen_.reset();
        failed_.reset();
        stale_ = false;
    } else {
        failed_ = written.error();
    }
    changed_.notify_all();
    return static_cast<bool>(written);
}

} // namespace storage::rocks
