// An engine that is opened again by itself after the disk has failed under it.
//
// Operation    The first failure (storage/rocksdb/first_failure.hpp) ends writing; reads go on. A
//              thread of its own waits until the disk takes files again and has room, lets the
//              reads that are under way end, closes the engine and opens it. A write that was
//              answered `unknown` is then there or not, and stays so.
// Concurrency  Any thread. What use_to_read() and use_to_write() return keeps the engine open.
// Limitations  While it is closed (replaying what the log has of the last minutes) readers wait,
//              a limited time; where the disk fails again meanwhile, they are refused.
#pragma once

#include "storage/rocksdb/first_failure.hpp"
#include "storage/rocksdb/rocksdb_storage.hpp"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <thread>

namespace storage::rocks {

using base::Result;

class Recovery {
public:
    using Engine = std::unique_ptr<Storage>;
    using Open = std::function<Result<Engine>(std::shared_ptr<FirstFailure>)>;

    // The engine, held open.
    class Use {
    public:
        explicit Use(Recovery& recovery) : recovery_(&recovery) {}

        Use(Use&& other) noexcept : recovery_(std::exchange(other.recovery_, nullptr)) {}

        Use& operator=(Use&&) = delete;

        ~Use()
        {
            if (recovery_) recovery_->leave();
        }

        Storage& operator*() const { return *recovery_->engine_; }

        Storage* operator->() const { return recovery_->engine_.get(); }

    private:
        Recovery* recovery_;
    };

    Recovery(Options options, Open open);
    ~Recovery(); // Closes the engine, which waits for what is queued.
    Recovery(const Recovery&) = delete;
    Recovery& operator=(const Recovery&) = delete;

    Result<> start();

    // busy: it is closed, and was not opened again in the time that a caller may wait.
    Result<Use> use_to_read();
    Result<Use> use_to_read(std::chrono::milliseconds patience);

    // full, busy: the disk has failed.
    Result<Use> use_to_write();

    // Empty: nothing has failed.
    std::string trouble() const;

    // How often it was opened.
    unsigned openings() const;

    // It is not opened again before the clock is past this: it has been promised.
    void promise(Timestamp consistent_through);
    Timestamp promised() const;

private:
    friend class Use;

    enum class State {
        open,
        opening, // Or about to be closed for it: nobody comes in.
        failed,  // It did not open; another attempt follows.
    };

    void leave();
    void run();
    Result<> reopen();
    bool may_reopen() const;
    std::shared_ptr<FirstFailure> watch();

    const Options options_;
    const Open open_;

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    Engine engine_; // Replaced only when nobody uses it.
    std::shared_ptr<FirstFailure> failure_;
    std::size_t users_ = 0;
    State state_ = State::open;
    bool stopping_ = false;
    unsigned openings_ = 0;
    Timestamp promised_{};
    std::thread thread_;
};

} // namespace storage::rocks
