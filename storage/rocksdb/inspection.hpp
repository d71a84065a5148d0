// What the checks of verify() share: one consistent view of the database, and how they read it.
#pragma once

#include "storage/rocksdb/findings.hpp"
#include "storage/rocksdb/first_failure.hpp"

#include <boost/json/value.hpp>

#include <map>
#include <set>

namespace storage::rocks {

struct Inspection {
    // What holds for a tenant's log as the meta family tells it.
    struct Line {
        Position last;
        Sequence mark = 0; // Chunks hold all up to it.
        bool erases = false;
    };

    Inspection(const Database& opened, Findings& found, Work& given)
        : database(opened), findings(found), work(given), snapshot(opened.db())
    {
    }

    ::rocksdb::ReadOptions options() const { return snapshot.options(); }

    // Called off; or the disk has failed, and the database is to be closed and opened again.
    bool is_over() const { return work.cancelled || database.failure().error(); }

    // For a walk through a whole family.
    ::rocksdb::ReadOptions scan_options() const
    {
        auto out = snapshot.options();
        out.readahead_size = 2u << 20;
        out.fill_cache = false;
        return out;
    }

    Result<std::optional<std::string>> get(Family family, const std::string& key) const
    {
        return database.get(family, key, options());
    }

    // Empty: there is none, or a tombstone, or what does not decode.
    Result<std::optional<boost::json::value>> statement(Tenant tenant, Sequence sequence) const;

    // Of an id without a row, or with one that does not decode, nothing is set. That of a statement
    // above the mark is made from its row, as the next start will do.
    Result<IdRow> id_row(Tenant tenant, const Uuid& id) const;

    // Its row of the id need not be there yet.
    bool is_in_tail(Tenant tenant, const Uuid& id, Sequence sequence) const;

    Result<bool> is_erased(Tenant tenant, const Uuid& id) const;

    // Whether a voiding statement that is there refers to it.
    Result<bool> has_voider(Tenant tenant, const Uuid& id) const;

    // From the meta family, and the rows above the marks. Findings: what does not decode.
    Result<> read_lines();

    const Line& line(Tenant tenant) const;

    const Database& database;
    Findings& findings;
    Work& work;
    const Snapshot snapshot;
    std::map<Tenant, Line> lines{};
    std::map<std::pair<Tenant, Uuid>, IdRow> in_tail{}; // What lies above the marks.
    bool flushing = false; // Chunks above the marks are being written, or were when it ended.
    std::set<std::pair<Tenant, Sequence>> tombstones{}; // Once the rows have been read.

private:
    Result<IdRow> stored_row(Tenant tenant, const Uuid& id) const;
    Result<bool> is_voiding(Tenant tenant, const Uuid& id) const;
    Result<> read_tail(Tenant tenant, Sequence above);
    Result<> read_ends();
    Result<> read_mark(Tenant tenant, Line& line);
};

// The position that a key names, for findings.
std::string text_of(Sequence sequence);

Uuid uuid_of(std::string_view bytes); // Of 16 bytes.

base::Error cancelled();

} // namespace storage::rocks
