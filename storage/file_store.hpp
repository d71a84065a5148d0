// The files of course packages, by their content.
//
// A file is named by the SHA-256 of its bytes. Within a tenant what several packages have in common
// is kept once, and what a name stands for never changes: whoever has read some of it may keep it.
//
// Threads      Any. Calls block; a put does for as long as `next` and the disk take.
// Durability   put() and remove() are durable when they return. Nothing of a file is there before
//              it is whole; what a crash leaves of one that was not is gone after the next opening.
// Limitations  The store knows no limit of size, nor who needs a file: whoever removes one sees to
//              it that nobody is about to refer to it. `next` must not wait for a peer: while it
//              runs, a store whose disk has failed cannot be opened again.
#pragma once

#include "base/digest.hpp"
#include "base/error.hpp"
#include "storage/tenant.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>

namespace storage {

using base::Result;
using Digest = base::Sha256;

struct StoredFile {
    Digest digest;
    std::uint64_t size;

    bool operator==(const StoredFile&) const = default;
};

// The next bytes of a file, as many as it likes. Empty: that was all; it is not called again.
using Pull = std::function<Result<std::string>()>;

class FileStore {
public:
    virtual ~FileStore() = default;
    FileStore(const FileStore&) = delete;
    FileStore& operator=(const FileStore&) = delete;

    // Keeps what `next` gives. It passes through memory in pieces.
    //   busy, full, unknown  as StatementStore::submit()
    //   others               what `next` answers; nothing is kept then
    virtual Result<StoredFile> put(Tenant tenant, const Pull& next) = 0;

    // Empty: there is no such file.
    virtual Result<std::optional<std::uint64_t>> size(Tenant tenant,
                                                      const Digest& digest) const = 0;

    // The bytes from there on, so many of them as there are. What lies between two multiples of a
    // MiB is read as a whole, and the rest of the file is not touched.
    //   not_found  there is no such file
    virtual Result<std::string> read(Tenant tenant, const Digest& digest, std::uint64_t offset,
                                     std::size_t length) const = 0;

    // Those that are not there are passed over. One by one: a crash may leave some.
    virtual Result<> remove(Tenant tenant, std::span<const Digest> digests) = 0;

protected:
    FileStore() = default;
};

base::Error no_such_file();

} // namespace storage
