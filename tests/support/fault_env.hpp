// A disk whose calls can be made to fail, for what runs on RocksDB's file system interface: the
// n-th of a kind, once or from then on; and a disk of a limited size.
//
// Threads      Any.
// Limitations  What has failed is not lost: after a failed sync the bytes are there all the same,
//              as the page cache shows them. PowerCutEnv loses them.
#pragma once

#include <rocksdb/env.h>

#include <cstdint>
#include <memory>
#include <optional>

namespace support {

class FaultDisk;

enum class Call { append, sync, range_sync, truncate, close, create, rename, remove, sync_folder };
enum class Failing { once, from_then_on };
enum class DiskError { io, no_space };

struct FaultPlan {
    Call kind;
    std::uint64_t call; // From 1. The one that fails; of an append the first half is written.
    Failing failing = Failing::once;
    DiskError error = DiskError::io;
};

class FaultEnv {
public:
    // In memory, or on top of another environment, which is borrowed.
    explicit FaultEnv(rocksdb::Env* target = nullptr);
    ~FaultEnv();
    FaultEnv(const FaultEnv&) = delete;
    FaultEnv& operator=(const FaultEnv&) = delete;

    rocksdb::Env* env() { return env_.get(); }

    void plan(const FaultPlan& plan);
    bool has_struck() const; // Since it was planned.
    void repair();           // Nothing is planned any more. The size stays as it is.

    // Appends beyond it write what there is room for and fail. Removed files make room.
    void limit_size(std::optional<std::uint64_t> bytes);
    std::uint64_t used() const;

private:
    std::unique_ptr<rocksdb::Env> memory_;
    std::shared_ptr<FaultDisk> disk_;
    std::unique_ptr<rocksdb::Env> env_;
};

} // namespace support
