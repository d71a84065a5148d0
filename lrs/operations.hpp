// What an operator does to the store of a running server (storage/maintenance.hpp), and the answers
// of /api/v1/backups, /api/v1/compactions and /api/v1/stats. The command line asks here as well.
//
// Operation    Backups and compactions take long: they run one at a time on a thread of their own.
//              Who starts one is answered at once and asks later how far it is.
// Concurrency  Any thread may call anything; all but the starts blocks.
// Limits       Only operators, admins of the default tenant, may: the store is everybody's.
#pragma once

#include "base/error.hpp"
#include "lrs/auth/credential.hpp"
#include "lrs/auth/tenants.hpp"
#include "storage/storage.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

namespace lrs {

class Operations {
public:
    using Answer = base::Result<boost::json::value>;

    // Both must outlive this. `backups`: the only folder that is written to; empty: none.
    Operations(storage::Storage& storage, const Tenants& tenants, std::string backups);
    ~Operations(); // Calls off what runs, and waits for it.
    Operations(const Operations&) = delete;
    Operations& operator=(const Operations&) = delete;

    // {"backups": [{"number", "taken", "bytes", "files"}], "operation": the last that was started,
    //  or null}, the oldest backup first. An operation is
    // {"kind": "backup" or "compaction", "state": "running", "done" or "failed", "started",
    //  "ended": timestamp or null, "doing": {"what", "done", "total"} or null, "why": text or null}
    //   not_found  there is no folder for backups, or nothing that could be put into it
    Answer backups(const Credential& by) const;

    // Starts one; {"operation"}. Body: {"keep"}, nothing required.
    //   busy  another operation runs
    Answer back_up(const Credential& by, std::string_view body);

    // {"operation"}
    Answer compactions(const Credential& by) const;
    Answer compact(const Credential& by, std::string_view body);

    // {"format", "diskBytes", "logBytes",
    //  "parts": [{"name", "estimatedKeys", "files", "fileBytes", "memoryBytes"}],
    //  "tenants": [{"number", "name": or null, "last": sequence, "lastStored", "firstStored": or
    //               null, "estimatedStatements"}]}
    Answer statistics(const Credential& by) const;

    // Returns when nothing runs.
    void wait();

private:
    enum class Kind { backup, compaction };
    enum class State { running, done, failed };

    struct Operation {
        State state = State::running;
        base::Timestamp started{};
        std::optional<base::Timestamp> ended{};
        std::string what{};
        std::uint64_t done = 0;
        std::uint64_t total = 0;
        std::string why{};
    };

    using Work = std::function<base::Result<>(storage::Maintenance&, storage::Work&)>;

    base::Result<storage::Maintenance*> maintenance(const Credential& by) const;
    base::Result<storage::Maintenance*> with_folder(const Credential& by) const;
    Answer start(Kind kind, storage::Maintenance& maintenance, Work work);
    void run(Kind kind, storage::Maintenance& maintenance, const Work& work);
    boost::json::value described(Kind kind) const;

    storage::Storage& storage_;
    const Tenants& tenants_;
    const std::string folder_;
    storage::Work work_;
    mutable std::mutex mutex_;
    std::array<std::optional<Operation>, 2> operations_; // By kind.
    bool running_ = false;
    std::thread thread_;
};

} // namespace lrs
