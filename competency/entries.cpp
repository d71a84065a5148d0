#include "competency/entries.hpp"

#include <cstring>

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

class Writer {
public:
    void byte(char c) { out_ += c; }

    template <class Integer>
    void number(Integer value)
    {
        const auto bits = static_cast<std::make_unsigned_t<Integer>>(value);
        for (auto shift = static_cast<int>(sizeof bits) * 8 - 8; shift >= 0; shift -= 8)
            out_ += static_cast<char>(static_cast<unsigned char>(bits >> shift));
    }

    void text(std::string_view text)
    {
        number(static_cast<std::uint32_t>(text.size()));
        out_ += text;
    }

    void uuid(const base::Uuid& uuid)
    {
        out_.append(reinterpret_cast<const char*>(uuid.bytes.data()), uuid.bytes.size());
    }

    void time(Timestamp t) { number(static_cast<std::int64_t>(t.time_since_epoch().count())); }

    std::string take() { return std::move(out_); }

private:
    std::string out_;
};

// Reads until something is missing; from then on everything is empty and good() is false.
class Reader {
public:
    explicit Reader(std::string_view bytes) : left_(bytes) {}

    std::string_view bytes(std::size_t count)
    {
        if (count > left_.size()) good_ = false;
        if (!good_) return {};
        const auto out = left_.substr(0, count);
        left_.remove_prefix(count);
        return out;
    }

    unsigned char byte()
    {
        const auto one = bytes(1);
        return one.empty() ? std::uint8_t{0} : static_cast<unsigned char>(one[0]);
    }

    template <class Integer>
    Integer number()
    {
        std::make_unsigned_t<Integer> bits = 0;
        for (const char c : bytes(sizeof(Integer)))
            bits = static_cast<decltype(bits)>(bits << 8 | static_cast<unsigned char>(c));
        return static_cast<Integer>(bits);
    }

    std::string text() { return std::string(bytes(number<std::uint32_t>())); }

    base::Uuid uuid()
    {
        base::Uuid out;
        const auto raw = bytes(out.bytes.size());
        if (!raw.empty()) std::memcpy(out.bytes.data(), raw.data(), raw.size());
        return out;
    }

    Timestamp time() { return Timestamp(std::chrono::microseconds(number<std::int64_t>())); }

    bool done() const { return good_ && left_.empty(); }

private:
    std::string_view left_;
    bool good_ = true;
};

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

std::optional<EvidenceRow> read_row(Reader& key, Reader& value)
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

std::optional<Void> read_void_entry(Reader& key, Reader& value)
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
    Writer out;
    out.byte(row_kind);
    out.text(row.identity);
    out.text(row.evidence);
    out.uuid(row.statement);
    return out.take();
}

std::string entry_key(const Void& entry)
{
    Writer out;
    out.byte(void_kind);
    out.uuid(entry.target);
    out.uuid(entry.statement);
    return out.take();
}

std::string held_key(std::string_view identity)
{
    return held_kind + std::string(identity);
}

std::string entry_value(const EvidenceRow& row)
{
    Writer out;
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
    Writer out;
    out.byte(void_version);
    out.time(entry.stored);
    out.number(entry.sequence);
    return out.take();
}

base::Result<Entry> read_entry(std::string_view key, std::string_view value)
{
    if (key.empty()) return corrupt("entry's key");
    Reader in_key(key.substr(1));
    Reader in_value(value);
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
