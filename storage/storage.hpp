// One opened database: everything that a server keeps.
#pragma once

#include "storage/activity_store.hpp"
#include "storage/attachment_store.hpp"
#include "storage/document_store.hpp"
#include "storage/file_store.hpp"
#include "storage/log.hpp"
#include "storage/maintenance.hpp"
#include "storage/projection_store.hpp"
#include "storage/record_store.hpp"
#include "storage/register_store.hpp"
#include "storage/settings.hpp"
#include "storage/statement_store.hpp"
#include "storage/statistics.hpp"

namespace storage {

// Tells the time to a store. Tests turn it by hand.
using Clock = std::function<Timestamp()>;

Timestamp system_now();

class Storage {
public:
    virtual ~Storage() = default; // Waits for what is queued, then closes.
    Storage(const Storage&) = delete;
    Storage& operator=(const Storage&) = delete;

    virtual StatementStore& statements() = 0;
    virtual DocumentStore& documents() = 0;
    virtual ActivityStore& activities() = 0;
    virtual AttachmentStore& attachments() = 0;
    virtual Log& log() = 0;
    virtual ProjectionStore& projections() = 0;
    virtual RegisterStore& registers() = 0;
    virtual Settings& settings() = 0;
    virtual FileStore& files() = 0;
    virtual RecordStore& records() = 0;

    // Empty: this storage keeps nothing that could be looked after.
    virtual Maintenance* maintenance() { return nullptr; }

    // Empty: writes are taken. Else why they are not ("the disk is full"). That may pass: a store
    // takes writes again by itself when its disk works.
    virtual std::string trouble() const = 0;

    // Of all tenants. Any thread may ask; it takes no longer than a few look-ups in memory.
    virtual Statistics statistics() const = 0;

protected:
    Storage() = default;
};

} // namespace storage
