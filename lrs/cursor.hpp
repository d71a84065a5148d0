// The signature on "more" links.
//
// A link repeats the query and carries where its next page starts. The signature binds both to
// the tenant and to what the credential may read, so that nothing need be kept between pages and
// no link can be bent into another. Keys are persisted, made anew every day and honoured for two
// more: a link outlives a restart.
//
// Threads: any; load() and rotate() block.
#pragma once

#include "base/digest.hpp"
#include "base/error.hpp"
#include "storage/settings.hpp"
#include "storage/statement_store.hpp"

#include <chrono>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

namespace lrs {

class CursorSigner {
public:
    explicit CursorSigner(storage::Settings& settings) : settings_(settings) {}

    // Before anything else.
    base::Result<> load(base::Timestamp now);

    // Makes a new key when the newest is a day old and forgets those that are too old.
    base::Result<> rotate(base::Timestamp now);

    std::string sign(const storage::Cursor& cursor, std::string_view query) const;

    // invalid: not signed here, for another query, or too long ago.
    base::Result<storage::Cursor> open(std::string_view token, std::string_view query) const;

private:
    struct Key {
        base::Timestamp made;
        base::Sha256 secret;
    };

    base::Result<> keep(std::vector<Key> keys);

    storage::Settings& settings_;
    mutable std::shared_mutex mutex_;
    std::vector<Key> keys_; // Newest last.
};

} // namespace lrs
