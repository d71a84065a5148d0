// A course package's zip archive (APPNOTE 6.3.10), opened over bytes that lie elsewhere.
//
// Nothing of it is held but its list of entries and one piece of a file. What the list tells is
// checked when it is opened: at most limits::package_files entries, names (content/file_names.hpp),
// sizes, packing, encryption, links, names that meet. A list may lie, so that a file is counted
// while it is inflated: never more than one byte over its declared size is.
//
// Complaints name the file; rules: zip.format (no archive), .cut_off (its end is missing), .parts
// (of several), .damaged, .files, .list (of entries, too long), .empty, .bytes, .ratio, .encrypted,
// .method, .link (what is no file), .duplicate, .folder (a file that is a folder, too), .size, .crc
// and those of names.
//
// One thread at a time. The bytes must stay as long as the archive is in use.
#pragma once

#include "base/limits.hpp"
#include "content/archive_list.hpp"
#include "content/byte_source.hpp"

#include <functional>
#include <memory>

namespace content {

// Takes the next piece of a file. Its error ends the reading, and is what that answers.
using ByteSink = std::function<base::Result<>(std::string_view piece)>;

// A file of an archive on its way out. The archive must stay; several may be under way side by
// side.
class Unpacking {
public:
    ~Unpacking();
    Unpacking(Unpacking&&) noexcept;
    Unpacking& operator=(Unpacking&&) noexcept;

    // The next bytes of it, at most limits::unpacked_piece. Empty: that was all, and all of it is
    // as the list says. What was given before an error is of no use; it is not called again then.
    // Errors: invalid, with a complaint: the file is not what the list says; the source's.
    base::Result<std::string> next();

private:
    friend class Archive;
    struct State;

    explicit Unpacking(std::unique_ptr<State> state);

    std::unique_ptr<State> state_;
};

class Archive {
public:
    ~Archive();
    Archive(Archive&&) noexcept;
    Archive& operator=(Archive&&) noexcept;

    // Without an archive, refusals say why. `bytes`: the most that its files may have together,
    // unpacked. Errors: the source's.
    static base::Result<std::optional<Archive>> open(const ByteSource& source, Findings& findings,
                                                     std::uint64_t bytes = limits::package_bytes);

    // In the order of the archive, without folders and junk; at least one.
    const std::vector<ArchiveFile>& files() const;
    // From its beginning. Errors: as Unpacking::next().
    base::Result<Unpacking> unpack(const ArchiveFile& file);
    // Gives the sink the file in pieces. Errors: as Unpacking::next(); the sink's.
    base::Result<> read(const ArchiveFile& file, const ByteSink& sink);
    // too_large: the file is longer than `limit`; nothing of it is read.
    base::Result<std::string> read_all(const ArchiveFile& file, std::size_t limit);

private:
    friend struct Unpacking::State;
    struct State;

    explicit Archive(std::unique_ptr<State> state);

    std::unique_ptr<State> state_;
};

} // namespace content
