#include "storage/rocksdb/recovery.hpp"

#include "storage/rocksdb/disk_probe.hpp"

#include <algorithm>

namespace storage::rocks {
namespace {

using base::Error;
using base::ErrorKind;
using namespace std::chrono_literals;

constexpr auto reader_patience = 5s;
constexpr auto first_pause = 10ms; // Doubled from one attempt to the next ...
constexpr auto longest_pause = 1s; // ... up to this: what has recovered is soon noticed.

Error being_opened()
{
    return {ErrorKind::busy, "the store is being opened again after a failure of the disk"};
}

} // namespace

Recovery::Recovery(Options options, Open open)
    : options_(std::move(options)), open_(std::move(open))
{
}

Recovery::~Recovery()
{
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
    engine_.reset(); // While there is someone to tell of a failure.
}

std::shared_ptr<FirstFailure> Recovery::watch()
{
    return std::make_shared<FirstFailure>([this] {
        const std::lock_guard lock(mutex_); // Who is about to wait has looked before, or will hear.
        changed_.notify_all();
    });
}

Result<> Recovery::start()
{
    failure_ = watch();
    auto opened = open_(failure_);
    if (!opened) return opened.error();
    engine_ = std::move(*opened);
    openings_ = 1;
    thread_ = std::thread([this] { run(); });
    return {};
}

Result<Recovery::Use> Recovery::use_to_read()
{
    return use_to_read(reader_patience);
}

Result<Recovery::Use> Recovery::use_to_read(std::chrono::milliseconds patience)
{
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, patience, [this] { return state_ != State::opening; });
    if (state_ == State::opening) return being_opened();
    if (state_ == State::failed) return failure_->error().value();
    ++users_;
    return Use(*this);
}

Result<Recovery::Use> Recovery::use_to_write()
{
    const std::lock_guard lock(mutex_);
    if (auto failed = failure_->error()) return std::move(*failed);
    if (state_ != State::open) return being_opened();
    ++users_;
    return Use(*this);
}

void Recovery::leave()
{
    const std::lock_guard lock(mutex_);
    if (--users_ == 0 && state_ == State::opening) changed_.notify_all();
}

std::string Recovery::trouble() const
{
    const std::lock_guard lock(mutex_);
    if (const auto failed = failure_->error()) return failed->why;
    return state_ == State::open ? "" : being_opened().why;
}

unsigned Recovery::openings() const
{
    const std::lock_guard lock(mutex_);
    return openings_;
}

void Recovery::promise(Timestamp consistent_through)
{
    const std::lock_guard lock(mutex_);
    promised_ = std::max(promised_, consistent_through);
}

Timestamp Recovery::promised() const
{
    const std::lock_guard lock(mutex_);
    return promised_;
}

bool Recovery::may_reopen() const
{
    return options_.clock() > promised() && takes_files(options_.env, options_.path);
}

void Recovery::run()
{
    auto pause = std::chrono::milliseconds(first_pause);
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return stopping_ || failure_->error(); });
        if (stopping_) return;
        lock.unlock();
        const bool open = may_reopen() && reopen().has_value();
        lock.lock();
        pause = open ? std::chrono::milliseconds(first_pause)
                     : std::min<std::chrono::milliseconds>(2 * pause, longest_pause);
        changed_.wait_for(lock, pause, [this] { return stopping_; });
    }
}

Result<> Recovery::reopen()
{
    std::unique_lock lock(mutex_);
    state_ = State::opening;
    changed_.wait(lock, [this] { return users_ == 0; });
    auto old = std::move(engine_);
    lock.unlock();
    old.reset();
    auto failure = watch();
    auto opened = open_(failure);
    if (!opened) failure->tell(opened.error());
    lock.lock();
    failure_ = std::move(failure);
    state_ = opened ? State::open : State::failed;
    if (opened) {
        engine_ = std::move(*opened);
        ++openings_;
    }
    changed_.notify_all();
    return opened ? Result<>() : opened.error();
}

} // namespace storage::rocks
