// Files in RocksDB: pieces at a place, which a row under the file's digest names.
//
// Operation    The digest is known when the last byte has come, so pieces are written as they come,
//              at a place of their own; a mark says that they are not a file yet. The last piece
//              comes in one batch with the rows that make a file of them. Where the same content is
//              there already, they go again. What a crash leaves has its mark, and sweep() removes
//              it.
// Fairness     Pieces go through the log that statements wait for: a put syncs it now and then, so
//              that nobody's sync has much more to write than his own; and it waits while RocksDB
//              has too many of them in memory, before RocksDB makes everybody wait.
#pragma once

#include "storage/file_store.hpp"
#include "storage/rocksdb/database.hpp"
#include "storage/rocksdb/stripes.hpp"

namespace storage::rocks {

class StoredFiles final : public FileStore {
public:
    explicit StoredFiles(const Database& database) : database_(database) {}

    // Before anything is put: removes what was never finished.
    Result<> sweep();

    Result<StoredFile> put(Tenant tenant, const Pull& next) override;
    Result<std::optional<std::uint64_t>> size(Tenant tenant, const Digest& digest) const override;
    Result<std::string> read(Tenant tenant, const Digest& digest, std::uint64_t offset,
                             std::size_t length) const override;
    Result<> remove(Tenant tenant, std::span<const Digest> digests) override;

private:
    const Database& database_;
    Stripes naming_; // From the look at the row of a digest to the write.
};

// The row of a file. Empty: there is no such file.
Result<std::optional<FileRow>> file_row(const Database& database, Tenant tenant,
                                        const Digest& digest,
                                        const ::rocksdb::ReadOptions& options);

} // namespace storage::rocks
