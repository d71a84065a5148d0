// Records: small values that are found by their key and replaced. Who is registered for what, which
// sessions are open: the present, where a register (register_store.hpp) is a history.
//
// The records of a tenant are of kinds, each with a name and keys of its own. A kind's name is
// chosen in the program, has at least one byte and none that is zero; keys and values are bytes.
//
// Threads      Any. Calls block. Changes of the same record follow one another; nobody who reads
//              waits for them.
// Durability   change() is durable when it returns, and all of it or nothing.
#pragma once

#include "base/error.hpp"
#include "storage/tenant.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace storage {

struct Record {
    std::string key;
    std::string value;

    bool operator==(const Record&) const = default;
};

// What was there when a change was thought of.
struct Former {
    std::optional<std::string> value; // Empty: there was none.
};

struct RecordChange {
    std::string kind;
    std::string key;
    std::optional<std::string> value; // Empty: the record goes.
    std::optional<Former> former{};   // Empty: whatever is there.
};

class RecordStore {
public:
    virtual ~RecordStore() = default;
    RecordStore(const RecordStore&) = delete;
    RecordStore& operator=(const RecordStore&) = delete;

    virtual base::Result<std::optional<std::string>> get(Tenant tenant, std::string_view kind,
                                                         std::string_view key) const = 0;

    // Those whose keys begin so and are above `after`, byte by byte, in this order: the first
    // `limit` of them.
    virtual base::Result<std::vector<Record>> scan(Tenant tenant, std::string_view kind,
                                                   std::string_view prefix, std::string_view after,
                                                   std::size_t limit) const = 0;

    // Makes all changes or none. What they expect is compared with what was there before any of
    // them; of two of one record the last counts.
    //   conflict   another value is there than one expects; `where` is its key
    //   invalid    a key is empty
    //   too_large  over limits::record_key_bytes, record_bytes, record_changes or
    //              record_change_bytes
    //   busy, full, unknown  as StatementStore::submit()
    virtual base::Result<> change(Tenant tenant, std::span<const RecordChange> changes) = 0;

protected:
    RecordStore() = default;
};

// What change() refuses whatever the backend. Success: nothing.
base::Result<> check_changes(std::span<const RecordChange> changes);

// Success: what the change expects is what is there.
base::Result<> check_former(const RecordChange& change, const std::optional<std::string>& there);

} // namespace storage
