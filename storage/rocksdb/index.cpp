#include "storage/rocksdb/index.hpp"

#include "base/thread.hpp"
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

Result<> Index::start(const std::map<Tenant, Position>& ends)
{
    const auto flushing = database_.get(meta, std::string(flushing_key));
    if (!flushing) return flushing.error();
    stale_ = flushing->has_value();
    for (const auto& [tenant, end] : ends) {
        const auto mark = mark_of(database_, tenant);
        if (!mark) return mark.error();
        if (*mark > end.sequence) return Error{ErrorKind::corrupt, "an index ends behind its log"};
        marks_[tenant] = *mark;
        if (auto done = rebuild(database_, tenant, {*mark + 1, end.sequence}, open_); !done)
            return done;
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

void Index::read(Statistics& out) const
{
    const std::lock_guard lock(mutex_);
    out.tail_postings = open_->postings() + (frozen_ ? frozen_->postings() : 0);
    out.tail_bytes = open_->bytes() + (frozen_ ? frozen_->bytes() : 0);
    out.flushes = flushes_;
    out.flush_seconds = flushing_.count();
}

void Index::add(Tenant tenant, const Uuid& id, const IdRow& row,
                std::span<const statements::Posting> postings)
{
    open_->add_id(tenant, id, row);
    open_->add(tenant, row.sequence, postings);
}

void Index::announce(Tenant tenant, const Uuid& id, const IdRow& row)
{
    const std::lock_guard lock(mutex_);
    if (frozen_ && frozen_->find_id(tenant, id)) late_[id_key(tenant, id)] = row;
}

void Index::update(Tenant tenant, const Uuid& id, std::uint8_t flags)
{
    open_->set_flags(tenant, id, flags);
    const std::lock_guard lock(mutex_);
    if (frozen_) frozen_->set_flags(tenant, id, flags);
}

Index::Hold Index::hold_settled()
{
    while (true) {
        settle();
        auto held = hold();
        const std::lock_guard lock(mutex_);
        if (is_idle()) return held;
    }
}

void Index::settle()
{
    Lock lock(mutex_);
    changed_.wait(lock, [this] { return is_idle(); });
}

bool Index::is_full() const
{
    return open_->statements() >= tail_statements_ || open_->bytes() >= limits::tail_bytes;
}

void Index::make_room()
{
    {
        const auto held = hold();
        if (!is_full()) return;
    }
    settle(); // Without the hold: the end of a flush needs it.
    const auto held = hold();
    const std::lock_guard lock(mutex_);
    if (!frozen_ && is_full()) freeze();
}

void Index::freeze()
{
    frozen_ = std::exchange(open_, std::make_shared<Tail>());
    changed_.notify_all();
}

void Index::run()
{
    base::name_this_thread("flusher");
    base::step_back_this_thread(5); // Nobody waits for it before the next tail is full as well.
    Lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return closing_ || frozen_; });
        if (!frozen_ && open_->statements() == 0) return;
        if (!frozen_) freeze(); // Closing, so nothing is added any more.
        lock.unlock();
        const bool written = write_frozen();
        lock.lock();
        if (written) continue;
        if (closing_) return; // The next start reads the rows.
        changed_.wait_for(lock, pause_after_failure, [this] { return closing_; });
    }
}

bool Index::write_frozen()
{
    const auto began = std::chrono::steady_clock::now();
    auto written = write_chunks(database_, *frozen_, stale_, flush_keys_);
    if (written) written = finish(*frozen_);
    const std::lock_guard lock(mutex_);
    if (written) {
        ++flushes_;
        flushing_ += std::chrono::steady_clock::now() - began;
        failed_.reset();
        stale_ = false;
    } else {
        failed_ = written.error();
        database_.failure().tell(*failed_);
    }
    changed_.notify_all();
    return static_cast<bool>(written);
}

// With the hold: what has been announced is committed by then, or the database has failed; and
// nothing is announced between the last write and the end of the tail.
Result<> Index::finish(const Tail& tail)
{
    std::shared_ptr<Tail> gone; // Behind the locks.
    const auto held = hold();
    if (auto written = write_marks(database_, tail, late_); !written) return written;
    late_.clear();
    const std::lock_guard lock(mutex_);
    for (const auto& [tenant, end] : tail.ends())
        marks_[tenant] = end;
    gone = std::move(frozen_);
    return {};
}

} // namespace storage::rocks
