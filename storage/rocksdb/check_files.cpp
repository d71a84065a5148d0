#include "storage/rocksdb/check_files.hpp"

#include "base/sha2.hpp"
#include "storage/rocksdb/check_keys.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace storage::rocks {
namespace {

constexpr std::string_view kind_of_finding = "course files";
constexpr std::size_t row_size = 4 + 1 + 32;
constexpr std::size_t place_size = 4 + 1 + 16;
constexpr std::size_t piece_size = place_size + 4;
constexpr std::uint64_t pieces_of_report = 100;

// What lies at one place.
struct Found {
    std::string key; // Of the place; all pieces begin so.
    std::optional<std::string> digest{};
    std::vector<std::string> pieces{};
    std::uint64_t bytes = 0;
    bool is_whole = true; // No piece is missing in between, none is too short.
    base::Sha2 sum = base::Sha2::of_size(32).value();
};

// A row comes before the place that it names: FileKey.
class CheckFiles {
public:
    explicit CheckFiles(Inspection& inspection) : inspection_(inspection) {}

    Result<> run()
    {
        const auto at = inspection_.database.iterate(files, inspection_.scan_options());
        for (at->SeekToFirst(); at->Valid(); at->Next()) {
            if (auto done = look(at->key().ToString(), at->value().ToStringView()); !done)
                return done;
            if (inspection_.is_over()) return cancelled();
        }
        if (!at->status().ok()) return to_error(at->status());
        return finish();
    }

private:
    Result<> look(const std::string& key, std::string_view value)
    {
        const auto kind = key.size() > 4 ? static_cast<FileKey>(key[4]) : FileKey{};
        if (kind == FileKey::whole && key.size() == row_size) return row(key, value);
        if (kind == FileKey::place && key.size() == place_size) return place(key, value);
        if (kind == FileKey::place && key.size() == piece_size) return piece(key, value);
        stray(inspection_, files, kind_of_finding, key, "no key of ours");
        return {};
    }

    Result<> row(const std::string& key, std::string_view value)
    {
        const auto tenant = tenant_of_key(key);
        const auto digest = key.substr(5);
        const auto row = decode_file_row(value);
        if (!row) {
            add(tenant, digest, "what does not decode", "a place and a size");
            return {};
        }
        const auto there = file_place(tenant, row->place);
        const auto said = inspection_.get(files, there);
        if (!said) return said.error();
        if (*said == digest) return {};
        claimed_.insert(there);
        std::vector<Mend> mends;
        if (!*said) mends.push_back({files, there, digest});
        add(tenant, digest,
            *said ? "the place of another file" : "a place that knows nothing of it",
            "its own place", std::move(mends));
        return {};
    }

    Result<> place(const std::string& key, std::string_view value)
    {
        if (auto done = finish(); !done) return done;
        found_.emplace(Found{.key = key, .digest = std::string(value)});
        return {};
    }

    Result<> piece(const std::string& key, std::string_view value)
    {
        const auto place = key.substr(0, place_size);
        if (!found_ || found_->key != place) {
            if (auto done = finish(); !done) return done;
            found_.emplace(Found{.key = place});
        }
        // All that came before it were full.
        found_->is_whole =
            found_->is_whole &&
            read_number(std::string_view(key).substr(place_size)) == found_->pieces.size() &&
            found_->bytes == found_->pieces.size() * file_piece_bytes;
        found_->pieces.push_back(key);
        found_->bytes += value.size();
        found_->sum.add(value);
        if (++count_ % pieces_of_report == 0)
            inspection_.work.report({"pieces of course files", count_});
        return {};
    }

    // The last piece of a place has been seen.
    Result<> finish()
    {
        if (!found_) return {};
        auto found = std::move(*std::exchange(found_, std::nullopt));
        if (claimed_.contains(found.key)) return {}; // Told with its row.
        return found.digest ? named(found) : unnamed(found);
    }

    Result<> unnamed(const Found& found)
    {
        const auto tenant = tenant_of_key(found.key);
        const auto mark =
            std::string(storing_prefix) + found.key.substr(0, 4) + found.key.substr(5);
        const auto storing = inspection_.get(meta, mark);
        if (!storing) return storing.error();
        if (!*storing)
            add(tenant, found.key.substr(5), "pieces of no file", "nothing", all_of(found));
        return {};
    }

    Result<> named(Found& found)
    {
        const auto tenant = tenant_of_key(found.key);
        const bool right = found.is_whole && found.sum.finish() == *found.digest;
        base::Hash128 place;
        std::ranges::copy(std::string_view(found.key).substr(5),
                          reinterpret_cast<char*>(place.data()));
        const auto expected = encode(FileRow{place, found.bytes});
        const auto key = file_prefix(tenant, FileKey::whole) + *found.digest;
        const auto said = inspection_.get(files, key);
        if (!said) return said.error();
        if (*said == expected && right) return {};
        const auto row = *said ? decode_file_row(**said) : std::nullopt;
        const bool ours = row && row->place == place;
        if (!right && ours) {
            const bool all = found.is_whole && found.bytes == row->size;
            add(tenant, *found.digest, all ? "another content" : "pieces are missing",
                "the content of this digest");
        } else if (right && (ours || !row)) {
            add(tenant, *found.digest, ours ? "a file of another size" : "a file that is not found",
                std::to_string(found.bytes) + " bytes", {{files, key, expected}});
        } else {
            add(tenant, *found.digest, "pieces of no file", "nothing", all_of(found));
        }
        return {};
    }

    static std::vector<Mend> all_of(const Found& found)
    {
        std::vector<Mend> out;
        if (found.digest) out.push_back({files, found.key, {}});
        for (const auto& piece : found.pieces)
            out.push_back({files, piece, {}});
        return out;
    }

    void add(Tenant tenant, std::string_view where, std::string found, std::string expected,
             std::vector<Mend> mends = {})
    {
        inspection_.findings.add({std::string(kind_of_finding), tenant, hex_of(where),
                                  std::move(found), std::move(expected)},
                                 std::move(mends));
    }

    Inspection& inspection_;
    std::optional<Found> found_;
    std::set<std::string> claimed_; // Places that a row names, though they do not know of it.
    std::uint64_t count_ = 0;
};

} // namespace

Result<> check_files(Inspection& inspection)
{
    return CheckFiles(inspection).run();
}

} // namespace storage::rocks
