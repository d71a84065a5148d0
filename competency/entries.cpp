#include "competency/entries.hpp"

#include "competency/bytes.hpp"

namespace competency {
namespace {

constexpr char row_kind = 'R';
constexpr char void_kind = 'V';
constexpr char held_kind = 'H';
constexpr char void_version = 1;
constexpr char row_version = 2;
constexpr char first_row_version = 1; // Without the last two fields.

// Which optional fields follow, and the values of the yes-or-no ones.
constexpr unsigned has_void = 1;
constexpr unsigned has_score = 2;
constexpr unsigned has_success = 4;
constexpr unsigned is_success = 8;
constexpr unsigned has_completion = 16;
constexpr unsigned is_completion = 32;
constexpr unsigned has_expiry = 64;
constexpr unsigned has_known_since = 128;

unsigned char flags_of(const EvidenceRow& row)
{
    unsigned flags = 0;
    if (row.voided_at) flags |= has_void;
    if (row.score) flags |= has_score;
    if (row.success) flags |= has_success | (*row.success ? is_success : 0);
    if (row.completion) flags |= has_completion | (*row.completion ? is_completion : 0);
    if (row.expires) flags |= has_expiry;
    if (row.known_since) flags |= has_known_since;
    return static_cast<unsigned char>(flags);
}

std::optional<EvidenceRow> read_row(ByteReader& key, ByteReader& value)
{
    EvidenceRow row;
    row.identity = key.text();
    row.evidence = key.text();
    row.statement = key.uuid();
    const auto version = value.byte();
    const unsigned flags = value.byte();
    const bool known =
        version == row_version || (version == first_row_version && flags < has_expiry);
    row.t = value.time();
    row.stored = value.time();
    row.sequence = value.number<std::uint64_t>();
    row.authority = value.text();
    row.attestor = value.text();
    if (flags & has_void) row.voided_at = value.time();
    if (flags & has_score) {
        row.score = value.number<std::int64_t>();
        row.score_text = value.text();
    }
    if (flags & has_success) row.success = (flags & is_success) != 0;
    if (flags & has_completion) row.completion = (flags & is_completion) != 0;
    if (flags & has_expiry) row.expires = value.time();
    if (flags & has_known_since) row.known_since = value.time();
    // The last test finds flags that contradict each other.
    const bool right = known && row.t <= row.stored && flags == flags_of(row);
    return right && key.done() && value.done() ? std::optional(std::move(row)) : std::nullopt;
}

std::optional<Void> read_void_entry(ByteReader& key, ByteReader& value)
{
    Void entry;
    entry.target = key.uuid();
    entry.statement = key.uuid();
    const auto known = value.byte() == void_version;
    entry.stored = value.time();
    entry.sequence = value.number<std::uint64_t>();
    return known && key.done() && value.done() ? std::optional(entry) : std::nullopt;
}

base::Error corrupt(std::string_view what)
{
    return {base::ErrorKind::corrupt, "A persisted " + std::string(what) + " does not decode."};
}

} // namespace

std::string entry_key(const EvidenceRow& row)
{
    ByteWriter out;
    out.byte(row_kind);
    out.text(row.identity);
    out.text(row.evidence);
    out.uuid(row.statement);
    return out.take();
}

std::string entry_key(const Void& entry)
{
    ByteWriter out;
    out.byte(void_kind);
    out.uuid(entry.target);
    out.uuid(entry.statement);
    return out.take();
}

std::string held_key(std::string_view identity)
{
    return held_kind + std::string(identity);
}

std::string rows_prefix(std::string_view identity)
{
    ByteWriter out;
    out.byte(row_kind);
    out.text(identity);
    return out.take();
}

std::string entry_value(const EvidenceRow& row)
{
    ByteWriter out;
    out.byte(row_version);
    out.number(flags_of(row));
    out.time(row.t);
    out.time(row.stored);
    out.number(row.sequence);
    out.text(row.authority);
    out.text(row.attestor);
    if (row.voided_at) out.time(*row.voided_at);
    if (row.score) {
        out.number(*row.score);
        out.text(row.score_text);
    }
    if (row.expires) out.time(*row.expires);
    if (row.known_since) out.time(*row.known_since);
    return out.take();
}

std::string entry_value(const Void& entry)
{
    ByteWriter out;
    out.byte(void_version);
    out.time(entry.stored);
    out.number(entry.sequence);
    return out.take();
}

base::Result<Entry> read_entry(std::string_view key, std::string_view value)
{
    if (key.empty()) return corrupt("entry's key");
    ByteReader in_key(key.substr(1));
    ByteReader in_value(value);
    switch (key.front()) {
    case row_kind:
        if (auto row = read_row(in_key, in_value)) return Entry(std::move(*row));
        return corrupt("evidence row");
    case void_kind:
        if (auto entry = read_void_entry(in_key, in_value)) return Entry(*entry);
        return corrupt("void");
    case held_kind: return Entry(HeldEntry{std::string(key.substr(1)), std::string(value)});
    default: return corrupt("entry's key");
    }
}

} // namespace competency
