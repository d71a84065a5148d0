// Every key we ever write, in one place.
//
//   family       key                                        value
//   meta         "format"                                   version of this table, decimal text
//   meta         "key"                                      16 bytes: keys terms and digests
//   meta         "last" tenant                              sequence, stored: the last entry
//   meta         "mark" tenant                              sequence: chunks hold all up to it
//   meta         "flushing"                                 there while chunks are being written
//   meta         "folding"                                  key to go on from: old keys are folded
//   meta         "setting/" name                            (storage/settings.hpp)
//   meta         "storing" tenant place                     empty: a file is being put there
//   rows         tenant sequence                            kind byte, text
//   ids          tenant uuid                                IdRow
//   chunks       tenant kind term sequence                  a chunk (storage/rocksdb/chunk.hpp)
//   postings     tenant kind term sequence                  roles, 4 bytes: the overlay
//   references   tenant uuid-of-target sequence             uuid of the referrer
//   times        tenant stored                              sequence (sparse)
//   erased       tenant sealed-id (storage/tombstone.hpp)   stored of the erasure
//   documents    tenant kind owner registration id          updated, length of type, type, body
//   activities   tenant term                                JSON of the canonical definition
//   attachments  tenant 0x01 digest piece                   bytes
//   attachments  tenant 0x02 digest sequence                empty: the statement refers to it
//   attachments  tenant 0x03 sequence digest                size
//   attachments  tenant 0x04 sequence digest                SignatureOutcome, of signatures
//   projections  tenant name 0x00 key                       (storage/projection_store.hpp)
//   projections  tenant name 0x01                           cursor: sequence
//   registers    tenant name 0x00 number                    (storage/register_store.hpp)
//   files        tenant 0x01 digest                         FileRow: a file, whole
//   files        tenant 0x02 place                          digest of what follows
//   files        tenant 0x02 place piece                    bytes
//   records      tenant kind 0x00 key                       (storage/record_store.hpp)
//
// tenant: 4 bytes, sequence, number and stored: 8 bytes, all big-endian, so that byte order is
// number order. Stored is microseconds since 1970 in UTC. Terms are keyed hashes of 16 bytes
// (statements/terms.hpp); a reader checks the statement itself. The owner of a document is such a
// hash of its activity and agent; a registration is 0x00, or 0x01 and its 16 bytes. A digest is its
// number of bytes and they; a piece's number is 4 bytes, a size 8. The digest of a file is the 32
// bytes of its SHA-256 alone; its place is 16 random bytes, and its pieces have 1 MiB each, but for
// the last. Pieces at a place that has a mark in meta, and no digest yet, are of no file.
//
// Where a posting is kept storage/rocksdb/index.hpp tells. Format 1 had no chunks: all postings
// were single keys, which are read just the same.
//
// An IdRow may stand for a statement that is not there: then something refers to it (the flag
// `referred`) or has voided it before it came (`voided`), and its sequence is 0.
//
// THIS IS A FILE FORMAT. A change here needs a new format version and a golden row in
// tests/storage/keys.cpp.
#pragma once

#include "base/digest.hpp"
#include "base/uuid.hpp"
#include "statements/terms.hpp"
#include "storage/document_store.hpp"
#include "storage/log.hpp"
#include "storage/tenant.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace storage::rocks {

inline constexpr std::string_view format_version = "2";

void append_number(std::string& out, std::uint32_t value);
void append_number(std::string& out, std::uint64_t value);
std::uint64_t read_number(std::string_view bytes);              // At most 8 bytes.
std::string with_number(std::string key, std::uint64_t number); // Behind it.
std::string encode_number(std::uint64_t number);

// Microseconds since 1970. Never negative: `stored` is the present of some server.
std::uint64_t to_number(Timestamp time);
Timestamp to_time(std::uint64_t number);

// meta
std::string last_key(Tenant tenant);
std::string mark_key(Tenant tenant);
inline constexpr std::string_view flushing_key = "flushing";
inline constexpr std::string_view folding_key = "folding";
std::string setting_key(std::string_view name);
std::string encode(const Position& position);
std::optional<Position> decode_position(std::string_view bytes);

// Of a log. Both ends belong to it; empty when low > high.
struct Range {
    Sequence low;
    Sequence high;

    bool has(Sequence sequence) const { return low <= sequence && sequence <= high; }

    bool operator==(const Range&) const = default;
};

// rows
std::string row_key(Tenant tenant, Sequence sequence);
Sequence sequence_of_key(std::string_view key); // The last 8 bytes of any key that ends so.
Tenant tenant_of_key(std::string_view key);     // The first 4 bytes of any but those of meta.

// The text of a statement. Empty: the row is of another kind, or damaged.
std::optional<std::string_view> statement_in(std::string_view row);

// ids
struct IdRow {
    enum Flags : std::uint8_t {
        present = 1,
        voided = 2,
        referred = 4,
        voiding = 8,   // It is a voiding statement, so nothing voids it.
        defining = 16, // Its definitions of activities count.
    };

    Sequence sequence = 0;
    base::Hash128 received{};
    std::uint8_t flags = 0;

    bool is(Flags flag) const { return (flags & flag) != 0; }

    bool operator==(const IdRow&) const = default;
};

std::string id_key(Tenant tenant, const Uuid& id);
std::string encode(const IdRow& row);
std::optional<IdRow> decode_id_row(std::string_view bytes);

// postings
inline constexpr std::size_t posting_prefix_size = 4 + 1 + 16;
inline constexpr std::size_t posting_key_size = posting_prefix_size + 8;
std::string posting_prefix(Tenant tenant, statements::TermKind kind, const base::Hash128& term);
std::string posting_key(Tenant tenant, statements::TermKind kind, const base::Hash128& term,
                        Sequence sequence);
std::string voided_key(Tenant tenant, Sequence sequence); // In the overlay.
std::string encode_roles(statements::Roles roles);
statements::Roles decode_roles(std::string_view bytes);

// references
std::string reference_prefix(Tenant tenant, const Uuid& target);

// times
std::string time_key(Tenant tenant, Timestamp stored);
// Whether a log that ends there, and has its last entry here, gets another one: each second, or
// each thousand statements.
bool is_time_due(const Position& end, const Position& noted);

// erased
std::string erased_key(Tenant tenant, const base::Hash128& sealed);

// documents
std::string document_prefix(Tenant tenant, const DocumentOwner& owner, const base::Hash128& key);
std::string document_key(Tenant tenant, const DocumentKey& document, const base::Hash128& key);
// From what follows the prefix; `updated` is left out.
std::optional<DocumentName> decode_document_name(std::string_view bytes);

// activities
std::string activity_key(Tenant tenant, const base::Hash128& term);

// attachments
enum class ContentKey : std::uint8_t {
    piece = 1,
    referrer = 2,
    of_statement = 3,
    signature = 4,
};

std::string content_prefix(Tenant tenant, ContentKey kind);
std::string content_prefix(Tenant tenant, ContentKey kind, std::string_view digest);
std::string content_prefix(Tenant tenant, ContentKey kind, Sequence statement);
// Of 56, 64, 96 or 128 hexadecimal digits; anything else is no SHA-2.
std::optional<std::string> encode_sha2(std::string_view hexadecimal);
std::optional<std::string> decode_sha2(std::string_view digest);

// projections
std::string projection_prefix(Tenant tenant, std::string_view name);
std::string projection_cursor_key(Tenant tenant, std::string_view name);

// registers
std::string register_prefix(Tenant tenant, std::string_view name);

// files
enum class FileKey : std::uint8_t { whole = 1, place = 2 };

inline constexpr std::size_t file_piece_bytes = 1u << 20;

struct FileRow {
    base::Hash128 place;
    std::uint64_t size;

    bool operator==(const FileRow&) const = default;
};

std::string file_prefix(Tenant tenant, FileKey kind);
std::string file_key(Tenant tenant, const base::Sha256& digest);
std::string file_place(Tenant tenant, const base::Hash128& place);
std::string file_piece_key(Tenant tenant, const base::Hash128& place, std::uint32_t number);
std::string encode(const FileRow& row);
std::optional<FileRow> decode_file_row(std::string_view bytes);
inline constexpr std::string_view storing_prefix = "storing";
std::string storing_key(Tenant tenant, const base::Hash128& place);
// What file_place() gives for the place of such a key. Empty: it does not decode.
std::optional<std::string> pieces_stored_there(std::string_view storing);

// records
std::string record_key(Tenant tenant, std::string_view kind, std::string_view key);

// The smallest key above all keys with this prefix.
std::string behind(std::string prefix);

std::string tenant_prefix(Tenant tenant);

} // namespace storage::rocks
