#include "content/archive.hpp"

#include "base/utf8.hpp"
#include "content/zip_end.hpp"

#include <algorithm>
#include <new>
#include <zip.h>

namespace content {
namespace {

// Bytes as libzip asks for them.
class Served {
public:
    explicit Served(const ByteSource& source) : source_(&source) { zip_error_init(&error_); }

    ~Served() { zip_error_fini(&error_); }

    Served(const Served&) = delete;
    Served& operator=(const Served&) = delete;

    void from(const ByteSource& source) { source_ = &source; }

    // Of the source, since it was asked for last.
    std::optional<base::Error> take_failure() { return std::exchange(failure_, {}); }

    static zip_int64_t answer(void* served, void* data, zip_uint64_t size, zip_source_cmd_t command)
    {
        return static_cast<Served*>(served)->answer(data, size, command);
    }

private:
    zip_int64_t answer(void* data, zip_uint64_t size, zip_source_cmd_t command)
    {
        if (command == ZIP_SOURCE_READ) return read(static_cast<char*>(data), size);
        if (command == ZIP_SOURCE_SEEK) return seek(data, size);
        if (command == ZIP_SOURCE_TELL) return static_cast<zip_int64_t>(position_);
        if (command == ZIP_SOURCE_STAT) return tell_size(static_cast<zip_stat_t*>(data));
        if (command == ZIP_SOURCE_ERROR) return zip_error_to_data(&error_, data, size);
        if (command == ZIP_SOURCE_SUPPORTS) return ZIP_SOURCE_SUPPORTS_SEEKABLE;
        if (command == ZIP_SOURCE_OPEN) position_ = 0;
        if (command == ZIP_SOURCE_OPEN || command == ZIP_SOURCE_CLOSE || command == ZIP_SOURCE_FREE)
            return 0;
        zip_error_set(&error_, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }

    zip_int64_t read(char* data, zip_uint64_t size)
    {
        const auto got = source_->read(position_, {data, static_cast<std::size_t>(size)});
        if (!got) {
            failure_ = got.error();
            zip_error_set(&error_, ZIP_ER_READ, 0);
            return -1;
        }
        position_ += *got;
        return static_cast<zip_int64_t>(*got);
    }

    zip_int64_t seek(void* data, zip_uint64_t size)
    {
        const auto to =
            zip_source_seek_compute_offset(position_, source_->size(), data, size, &error_);
        if (to < 0) return -1;
        position_ = static_cast<std::uint64_t>(to);
        return 0;
    }

    zip_int64_t tell_size(zip_stat_t* out) const
    {
        zip_stat_init(out);
        out->valid = ZIP_STAT_SIZE;
        out->size = source_->size();
        return sizeof(*out);
    }

    const ByteSource* source_;
    std::uint64_t position_ = 0;
    std::optional<base::Error> failure_;
    zip_error_t error_;
};

struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};

struct Close {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

using ZipPointer = std::unique_ptr<zip_t, Discard>;
using OpenedFile = std::unique_ptr<zip_file_t, Close>;

// In UTF-8. For the control characters of a name libzip gives the pictures that code page 437 has
// in their places: here they are what they are in the archive. (A NUL it takes for a blank.)
std::string name_of(zip_t* archive, zip_uint64_t index)
{
    const auto* guessed = zip_get_name(archive, index, ZIP_FL_ENC_GUESS);
    const auto* raw = zip_get_name(archive, index, ZIP_FL_ENC_RAW);
    if (!guessed || !raw) throw std::bad_alloc();
    const auto is_control = [](char c) { return (c >= 0 && c < ' ') || c == 0x7f; };
    const bool has_control = std::ranges::any_of(std::string_view(raw), is_control);
    return has_control ? base::as_utf8(raw) : guessed;
}

ListedEntry listed(zip_t* archive, zip_uint64_t index)
{
    zip_stat_t stat;
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    if (zip_stat_index(archive, index, ZIP_FL_UNCHANGED, &stat) != 0 ||
        zip_file_get_external_attributes(archive, index, ZIP_FL_UNCHANGED, &system, &attributes))
        throw std::bad_alloc(); // They fail for nothing else: they answer from memory.
    const bool has_mode = system == ZIP_OPSYS_UNIX || system == ZIP_OPSYS_OS_X;
    return {name_of(archive, index),
            stat.size,
            stat.comp_size,
            stat.comp_method,
            stat.encryption_method != ZIP_EM_NONE,
            has_mode ? attributes >> 16 : 0};
}

void complain_of_opening(zip_error_t& error, Findings& findings)
{
    if (zip_error_code_zip(&error) == ZIP_ER_MEMORY) throw std::bad_alloc();
    if (zip_error_code_zip(&error) == ZIP_ER_MULTIDISK) {
        complain(findings.refusals, "", "zip.parts", "one of several parts",
                 "be one archive: pack the course without splitting it");
        return;
    }
    complain(findings.refusals, "", "zip.damaged", zip_error_strerror(&error),
             "be a whole zip archive with nothing before it: its list of entries cannot be read; "
             "make it again");
}

// Null: a complaint says why, or the source failed.
ZipPointer open_zip(Served& served, Findings& findings)
{
    zip_error_t error;
    zip_error_init(&error);
    auto* source = zip_source_function_create(&Served::answer, &served, &error);
    if (!source) throw std::bad_alloc();
    // Without ZIP_CHECKCONS, which refuses good packages of some authoring tools.
    ZipPointer archive(zip_open_from_source(source, ZIP_RDONLY, &error));
    if (!archive) {
        zip_source_free(source);
        complain_of_opening(error, findings);
    }
    zip_error_fini(&error);
    return archive;
}

void complain_of_entries(std::uint64_t entries, Findings& findings)
{
    complain(findings.refusals, "", "zip.files", std::to_string(entries) + " entries",
             "hold at most " + std::to_string(limits::package_files) + " files and folders");
}

// Before anybody reads the list of entries.
base::Result<bool> is_promising(const ByteSource& source, const std::optional<ZipEnd>& end,
                                Findings& findings)
{
    auto& refusals = findings.refusals;
    if (!end) {
        std::string start(4, '\0');
        const auto got = source.read(0, start);
        if (!got) return got.error();
        if (start == "PK\3\4") {
            complain(refusals, "", "zip.cut_off", std::to_string(source.size()) + " bytes",
                     "be the whole archive: its end is missing, perhaps the upload broke off");
        } else {
            complain(refusals, "", "zip.format", *got == 0 ? "an empty file" : "no zip archive",
                     "be a zip archive: upload the course as the authoring tool exported it");
        }
    } else if (end->entries > limits::package_files) {
        complain_of_entries(end->entries, findings);
    } else if (end->list_bytes > limits::package_directory_bytes) {
        complain(refusals, "", "zip.list", std::to_string(end->list_bytes) + " bytes",
                 "have a list of entries of at most " +
                     std::to_string(limits::package_directory_bytes) +
                     " bytes: give files and folders shorter names");
    } else {
        return true;
    }
    return false;
}

base::Error wrong(const ArchiveFile& file, std::string_view rule, std::string_view found,
                  std::string expected)
{
    base::Complaints complaints;
    complain(complaints, file.path, rule, found, std::move(expected));
    return {base::ErrorKind::invalid,
            "The file \"" + file.path + "\" cannot be unpacked: it must " + complaints[0].expected +
                ".",
            file.path, std::move(complaints)};
}

base::Error wrong_size(const ArchiveFile& file, std::string_view found)
{
    return wrong(file, "zip.size", found,
                 "have the " + std::to_string(file.size) +
                     " bytes that the archive declares: make the archive again");
}

base::Error broken(const ArchiveFile& file, zip_error_t* error)
{
    const auto code = zip_error_code_zip(error);
    if (code == ZIP_ER_MEMORY) throw std::bad_alloc();
    if (code == ZIP_ER_CRC) {
        return wrong(file, "zip.crc", "another checksum",
                     "be what was packed, by its checksum: make the archive again");
    }
    return wrong(file, "zip.damaged",
                 code == ZIP_ER_ZLIB ? "bytes that do not unpack" : "nothing at its place",
                 "be in the archive as a whole: make the archive again");
}

} // namespace

struct Archive::State {
    State(const ByteSource& source, std::uint64_t bytes)
        : served(source), list(source.size(), bytes)
    {
    }

    // Whether there is an archive to read from; else findings say why not.
    base::Result<bool> open(const ByteSource& source, std::vector<std::uint64_t> other_ends,
                            Findings& findings)
    {
        const Masked masked(source, std::move(other_ends));
        served.from(masked);
        zip = open_zip(served, findings);
        served.from(source);
        if (auto failure = served.take_failure()) return *std::move(failure);
        return zip && read_list(findings);
    }

    Served served;
    ArchiveList list;
    ZipPointer zip; // Ends before what it is served by.

private:
    bool read_list(Findings& findings)
    {
        // There may be more than the end record says, by multiples of 65,536.
        const auto entries = static_cast<std::uint64_t>(zip_get_num_entries(zip.get(), 0));
        if (entries > limits::package_files) {
            complain_of_entries(entries, findings);
            return false;
        }
        for (std::uint64_t index = 0; index < entries; ++index)
            list.add(listed(zip.get(), index), findings);
        list.check(findings);
        return !findings.refused();
    }
};

struct Unpacking::State {
    // What failed of it, or of the source behind it.
    base::Error failure(zip_error_t* error)
    {
        auto of_source = archive.served.take_failure();
        return of_source ? *std::move(of_source) : broken(file, error);
    }

    ArchiveFile file;
    Archive::State& archive;
    OpenedFile opened;
    std::uint64_t got = 0;
};

Unpacking::Unpacking(std::unique_ptr<State> state) : state_(std::move(state)) {}

Unpacking::~Unpacking() = default;
Unpacking::Unpacking(Unpacking&&) noexcept = default;
Unpacking& Unpacking::operator=(Unpacking&&) noexcept = default;

base::Result<std::string> Unpacking::next()
{
    const auto& file = state_->file;
    auto& got = state_->got;
    // One byte more than there may be, to be told of it.
    const auto want = std::min<std::uint64_t>(limits::unpacked_piece, file.size - got + 1);
    std::string out(static_cast<std::size_t>(want), '\0');
    const auto more = zip_fread(state_->opened.get(), out.data(), want);
    if (more < 0) return state_->failure(zip_file_get_error(state_->opened.get()));
    got += static_cast<std::uint64_t>(more);
    if (got > file.size) return wrong_size(file, "more bytes");
    if (more == 0 && got < file.size) return wrong_size(file, std::to_string(got) + " bytes");
    out.resize(static_cast<std::size_t>(more));
    return out;
}

Archive::Archive(std::unique_ptr<State> state) : state_(std::move(state)) {}

Archive::~Archive() = default;
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;

base::Result<std::optional<Archive>> Archive::open(const ByteSource& source, Findings& findings,
                                                   std::uint64_t bytes)
{
    auto end = find_zip_end(source);
    if (!end) return end.error();
    Findings found; // Apart: there may be some of other documents already.
    auto state = std::make_unique<State>(source, bytes);
    auto good = is_promising(source, *end, found);
    if (good && *good) good = state->open(source, std::move((*end)->others), found);
    if (!good) return good.error();
    for (const auto& each : found.refusals)
        complain(findings.refusals, each.where, each.rule, each.found, each.expected);
    if (!*good) return std::optional<Archive>();
    return std::optional(Archive(std::move(state)));
}

const std::vector<ArchiveFile>& Archive::files() const
{
    return state_->list.files();
}

base::Result<Unpacking> Archive::unpack(const ArchiveFile& file)
{
    auto* zip = state_->zip.get();
    Unpacking::State out{file, *state_, OpenedFile(zip_fopen_index(zip, file.index, 0))};
    if (!out.opened) return out.failure(zip_get_error(zip));
    return Unpacking(std::make_unique<Unpacking::State>(std::move(out)));
}

base::Result<> Archive::read(const ArchiveFile& file, const ByteSink& sink)
{
    auto unpacking = unpack(file);
    if (!unpacking) return unpacking.error();
    for (;;) {
        const auto piece = unpacking->next();
        if (!piece) return piece.error();
        if (piece->empty()) return {};
        const auto taken = sink(*piece);
        if (!taken) return taken.error();
    }
}

base::Result<std::string> Archive::read_all(const ArchiveFile& file, std::size_t limit)
{
    if (file.size > limit) {
        return base::Error{base::ErrorKind::too_large,
                           "The file \"" + file.path + "\" has " + std::to_string(file.size) +
                               " bytes; at most " + std::to_string(limit) + " are read.",
                           file.path};
    }
    std::string out;
    const auto read_whole = read(file, [&](std::string_view more) {
        out += more;
        return base::Result<>();
    });
    if (!read_whole) return read_whole.error();
    return out;
}

} // namespace content
