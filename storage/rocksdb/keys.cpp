#include "storage/rocksdb/keys.hpp"

#include <algorithm>
#include <cassert>

namespace storage::rocks {
namespace {

std::string starting_with(Tenant tenant, std::size_t more)
{
    std::string key;
    key.reserve(sizeof tenant + more);
    append_number(key, static_cast<std::uint32_t>(tenant));
    return key;
}

} // namespace

void append_number(std::string& out, std::uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        out.push_back(static_cast<char>(value >> shift));
}

void append_number(std::string& out, std::uint64_t value)
{
    append_number(out, static_cast<std::uint32_t>(value >> 32));
    append_number(out, static_cast<std::uint32_t>(value));
}

std::uint64_t read_number(std::string_view bytes)
{
    assert(bytes.size() <= sizeof(std::uint64_t));
    std::uint64_t value = 0;
    for (const char byte : bytes)
        value = value << 8 | static_cast<unsigned char>(byte);
    return value;
}

std::string with_number(std::string key, std::uint64_t number)
{
    append_number(key, number);
    return key;
}

std::string encode_number(std::uint64_t number)
{
    return with_number({}, number);
}

std::uint64_t to_number(Timestamp time)
{
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, time.time_since_epoch().count()));
}

Timestamp to_time(std::uint64_t number)
{
    return Timestamp(std::chrono::microseconds(static_cast<std::int64_t>(number)));
}

std::string last_key(Tenant tenant)
{
    std::string key = "last";
    append_number(key, static_cast<std::uint32_t>(tenant));
    return key;
}

std::string mark_key(Tenant tenant)
{
    std::string key = "mark";
    append_number(key, static_cast<std::uint32_t>(tenant));
    return key;
}

std::string setting_key(std::string_view name)
{
    return "setting/" + std::string(name);
}

std::string encode(const Position& position)
{
    std::string out;
    append_number(out, position.sequence);
    append_number(out, to_number(position.stored));
    return out;
}

std::optional<Position> decode_position(std::string_view bytes)
{
    if (bytes.size() != 16) return std::nullopt;
    return Position{read_number(bytes.substr(0, 8)), to_time(read_number(bytes.substr(8)))};
}

std::string row_key(Tenant tenant, Sequence sequence)
{
    auto key = starting_with(tenant, 8);
    append_number(key, sequence);
    return key;
}

Sequence sequence_of_key(std::string_view key)
{
    assert(key.size() >= 8);
    return read_number(key.substr(key.size() - 8));
}

Tenant tenant_of_key(std::string_view key)
{
    return static_cast<Tenant>(read_number(key.substr(0, sizeof(Tenant))));
}

std::optional<std::string_view> statement_in(std::string_view row)
{
    if (row.empty() || row[0] != static_cast<char>(EntryKind::statement)) return std::nullopt;
    return row.substr(1);
}

std::string id_key(Tenant tenant, const Uuid& id)
{
    auto key = starting_with(tenant, 16);
    key += base::as_text(id.bytes);
    return key;
}

std::string encode(const IdRow& row)
{
    std::string out;
    out.reserve(25);
    append_number(out, row.sequence);
    out += base::as_text(row.received);
    out.push_back(static_cast<char>(row.flags));
    return out;
}

std::optional<IdRow> decode_id_row(std::string_view bytes)
{
    if (bytes.size() != 25) return std::nullopt;
    IdRow row;
    row.sequence = read_number(bytes.substr(0, 8));
    std::copy_n(bytes.data() + 8, 16, reinterpret_cast<char*>(row.received.data()));
    row.flags = static_cast<std::uint8_t>(bytes[24]);
    return row;
}

std::string posting_prefix(Tenant tenant, statements::TermKind kind, const base::Hash128& term)
{
    auto key = starting_with(tenant, 1 + 16 + 8);
    key.push_back(static_cast<char>(kind));
    key += base::as_text(term);
    return key;
}

std::string posting_key(Tenant tenant, statements::TermKind kind, const base::Hash128& term,
                        Sequence sequence)
{
    return with_number(posting_prefix(tenant, kind, term), sequence);
}

std::string voided_key(Tenant tenant, Sequence sequence)
{
    return posting_key(tenant, statements::TermKind::voided, {}, sequence);
}

std::string encode_roles(statements::Roles roles)
{
    std::string out;
    append_number(out, roles);
    return out;
}

statements::Roles decode_roles(std::string_view bytes)
{
    return static_cast<statements::Roles>(read_number(bytes.substr(0, 4)));
}

std::string reference_prefix(Tenant tenant, const Uuid& target)
{
    return id_key(tenant, target);
}

std::string time_key(Tenant tenant, Timestamp stored)
{
    return row_key(tenant, to_number(stored));
}

bool is_time_due(const Position& end, const Position& noted)
{
    return end.stored >= noted.stored + std::chrono::seconds(1) ||
           end.sequence >= noted.sequence + 1'000;
}

std::string erased_key(Tenant tenant, const base::Hash128& sealed)
{
    return tenant_prefix(tenant).append(base::as_text(sealed));
}

std::string document_prefix(Tenant tenant, const DocumentOwner& owner, const base::Hash128& key)
{
    std::string whose;
    append_number(whose, static_cast<std::uint32_t>(owner.activity.size()));
    whose += owner.activity;
    whose += owner.agent;
    auto out = tenant_prefix(tenant);
    out += static_cast<char>(owner.kind);
    out += base::as_text(base::siphash128(key, whose));
    return out;
}

std::string document_key(Tenant tenant, const DocumentKey& document, const base::Hash128& key)
{
    auto out = document_prefix(tenant, document.owner, key);
    out += document.registration ? '\1' : '\0';
    if (document.registration) out += base::as_text(document.registration->bytes);
    return out + document.id;
}

std::optional<DocumentName> decode_document_name(std::string_view bytes)
{
    DocumentName out{};
    if (bytes.empty() || bytes[0] > 1) return std::nullopt;
    const bool registered = bytes[0] == 1;
    bytes.remove_prefix(1);
    if (registered) {
        Uuid registration;
        if (bytes.size() < registration.bytes.size()) return std::nullopt;
        bytes.copy(reinterpret_cast<char*>(registration.bytes.data()), registration.bytes.size());
        bytes.remove_prefix(registration.bytes.size());
        out.registration = registration;
    }
    out.id = bytes;
    return out;
}

std::string activity_key(Tenant tenant, const base::Hash128& term)
{
    return tenant_prefix(tenant).append(base::as_text(term));
}

std::string content_prefix(Tenant tenant, ContentKey kind)
{
    auto key = starting_with(tenant, 1 + 65 + 8);
    key.push_back(static_cast<char>(kind));
    return key;
}

std::string content_prefix(Tenant tenant, ContentKey kind, std::string_view digest)
{
    auto key = content_prefix(tenant, kind);
    key += digest;
    return key;
}

std::string content_prefix(Tenant tenant, ContentKey kind, Sequence statement)
{
    auto key = content_prefix(tenant, kind);
    append_number(key, statement);
    return key;
}

std::optional<std::string> encode_sha2(std::string_view hexadecimal)
{
    constexpr std::size_t sizes[] = {56, 64, 96, 128};
    if (std::ranges::find(sizes, hexadecimal.size()) == std::end(sizes)) return std::nullopt;
    const auto bytes = base::from_hex(hexadecimal);
    if (!bytes) return std::nullopt;
    return static_cast<char>(bytes->size()) + *bytes;
}

std::optional<std::string> decode_sha2(std::string_view digest)
{
    if (digest.empty() || digest.size() != 1u + static_cast<unsigned char>(digest[0]))
        return std::nullopt;
    return base::to_hex(reinterpret_cast<const std::uint8_t*>(digest.data()) + 1,
                        digest.size() - 1);
}

std::string projection_prefix(Tenant tenant, std::string_view name)
{
    auto key = starting_with(tenant, name.size() + 1);
    key += name;
    key.push_back('\0');
    return key;
}

std::string projection_cursor_key(Tenant tenant, std::string_view name)
{
    auto key = projection_prefix(tenant, name);
    key.back() = '\1';
    return key;
}

std::string register_prefix(Tenant tenant, std::string_view name)
{
    return projection_prefix(tenant, name); // Of another family.
}

std::string file_prefix(Tenant tenant, FileKey kind)
{
    auto key = starting_with(tenant, 1 + 32);
    key.push_back(static_cast<char>(kind));
    return key;
}

std::string file_key(Tenant tenant, const base::Sha256& digest)
{
    return file_prefix(tenant, FileKey::whole).append(base::as_text(digest));
}

std::string file_place(Tenant tenant, const base::Hash128& place)
{
    return file_prefix(tenant, FileKey::place).append(base::as_text(place));
}

std::string file_piece_key(Tenant tenant, const base::Hash128& place, std::uint32_t number)
{
    auto key = file_place(tenant, place);
    append_number(key, number);
    return key;
}

std::string encode(const FileRow& row)
{
    return with_number(std::string(base::as_text(row.place)), row.size);
}

std::optional<FileRow> decode_file_row(std::string_view bytes)
{
    if (bytes.size() != 16 + 8) return std::nullopt;
    FileRow row{{}, read_number(bytes.substr(16))};
    std::copy_n(bytes.data(), 16, reinterpret_cast<char*>(row.place.data()));
    return row;
}

std::string storing_key(Tenant tenant, const base::Hash128& place)
{
    return std::string(storing_prefix).append(tenant_prefix(tenant)).append(base::as_text(place));
}

std::optional<std::string> pieces_stored_there(std::string_view storing)
{
    if (storing.size() != storing_prefix.size() + 4 + 16) return std::nullopt;
    const auto whose = storing.substr(storing_prefix.size());
    return file_prefix(tenant_of_key(whose), FileKey::place).append(whose.substr(4));
}

std::string record_key(Tenant tenant, std::string_view kind, std::string_view key)
{
    assert(!kind.empty() && kind.find('\0') == kind.npos);
    return projection_prefix(tenant, kind).append(key); // Of another family.
}

std::string behind(std::string prefix)
{
    while (!prefix.empty() && prefix.back() == '\xff')
        prefix.pop_back();
    assert(!prefix.empty());
    ++prefix.back();
    return prefix;
}

std::string tenant_prefix(Tenant tenant)
{
    return starting_with(tenant, 0);
}

} // namespace storage::rocks
