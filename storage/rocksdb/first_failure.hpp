// The first failure of the disk under an open database. From then on nothing more is written into
// it: docs/decisions/0019-after-a-failed-write.md.
//
// Threads  Any, those of RocksDB too.
#pragma once

#include "base/error.hpp"

#include <rocksdb/listener.h>

#include <functional>
#include <mutex>
#include <optional>

namespace storage::rocks {

class FirstFailure final : public ::rocksdb::EventListener {
public:
    // `told` is called once, by whoever fails first.
    explicit FirstFailure(std::function<void()> told = {}) : told_(std::move(told)) {}

    void tell(const ::rocksdb::Status& status);
    void tell(const base::Error& error);

    // Why nothing is written any more: full or busy.
    std::optional<base::Error> error() const;

    // A flush or a compaction that failed; a failed write comes here too.
    void OnBackgroundError(::rocksdb::BackgroundErrorReason reason,
                           ::rocksdb::Status* error) override;

    // RocksDB is not to go on by itself.
    void OnErrorRecoveryBegin(::rocksdb::BackgroundErrorReason reason, ::rocksdb::Status error,
                              bool* automatically) override;

private:
    std::function<void()> told_;
    mutable std::mutex mutex_;
    std::optional<base::Error> error_;
};

} // namespace storage::rocks
