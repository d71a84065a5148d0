// A machine whose power can be cut, for what runs on RocksDB's file system interface.
//
// The disk lies in memory. Of each file it tells apart the bytes that were synced from those that
// only the page cache has; of each name (a file created, renamed or deleted) whether its folder
// was synced afterwards. A cut makes every later call fail; restart() forgets what was not synced.
//
// Threads      Any. Calls that change something happen one after the other.
// Limitations  Folders are there for good when they are made. Files that were opened for reading
//              before the cut can still be read. A file that is renamed into another folder stays
//              there once that one is synced.
#pragma once

#include <rocksdb/env.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace support {

class PowerCutDisk;

enum class Fault {
    cut_before, // The power goes before the call has done anything.
    cut_after,  // ... after its work is done, but its caller is not told.
    error_once, // The call fails, the next ones work. Pages that a failed sync has not written are
                // lost: no later sync of the file reports them again.
    wait,       // The call waits for repair(); those of other threads go on.
    errors,     // This and every later call fails until repair(): a full disk, a broken cable.
};

class PowerCutEnv {
public:
    PowerCutEnv();
    ~PowerCutEnv();
    PowerCutEnv(const PowerCutEnv&) = delete;
    PowerCutEnv& operator=(const PowerCutEnv&) = delete;

    rocksdb::Env* env() { return env_.get(); }

    // Something happens to the n-th call from now on that changes what is on the disk.
    void strike(Fault fault, std::uint64_t call);
    bool has_struck() const;
    void repair(); // Nothing has struck or will; but there is no power where it was cut.

    // How many of `count` things that were not synced are there after all. The oldest are.
    using Survivors = std::function<std::uint64_t(std::uint64_t count)>;

    static std::uint64_t none(std::uint64_t) { return 0; }

    // Power off and on. Nobody may have a file open.
    void restart(const Survivors& survivors = none);

private:
    std::unique_ptr<rocksdb::Env> memory_;
    std::shared_ptr<PowerCutDisk> disk_;
    std::unique_ptr<rocksdb::Env> env_;
};

} // namespace support
