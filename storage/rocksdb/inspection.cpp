#include "storage/rocksdb/inspection.hpp"

#include "statements/definition.hpp"
#include "statements/parse.hpp"
#include "statements/query.hpp"
#include "storage/tombstone.hpp"

#include <algorithm>

namespace storage::rocks {

Result<std::optional<boost::json::value>> Inspection::statement(Tenant tenant,
                                                                Sequence sequence) const
{
    const auto row = get(rows, row_key(tenant, sequence));
    if (!row) return row.error();
    const auto text = *row ? statement_in(**row) : std::nullopt;
    if (!text) return std::optional<boost::json::value>{};
    boost::system::error_code failed;
    auto value = statements::parse_stored(*text, failed);
    if (failed) return std::optional<boost::json::value>{};
    return std::optional(std::move(value));
}

bool Inspection::is_in_tail(Tenant tenant, const Uuid& id, Sequence sequence) const
{
    const auto found = in_tail.find({tenant, id});
    return found != in_tail.end() && found->second.sequence == sequence;
}

Result<IdRow> Inspection::id_row(Tenant tenant, const Uuid& id) const
{
    const auto stored = stored_row(tenant, id);
    const auto found = in_tail.find({tenant, id});
    if (!stored || found == in_tail.end()) return stored;
    auto out = found->second;
    const auto set = [&](IdRow::Flags flag) {
        out.flags = static_cast<std::uint8_t>(out.flags | flag);
    };
    if (stored->is(IdRow::present) && !stored->is(IdRow::defining))
        out.flags = static_cast<std::uint8_t>(out.flags & ~IdRow::defining);
    const auto referred = database.has_prefix(references, reference_prefix(tenant, id), options());
    if (!referred) return referred.error();
    if (*referred || stored->is(IdRow::referred)) set(IdRow::referred);
    if (out.is(IdRow::voiding)) return out;
    const auto voided = has_voider(tenant, id);
    if (!voided) return voided.error();
    if (*voided || stored->is(IdRow::voided)) set(IdRow::voided);
    return out;
}

Result<IdRow> Inspection::stored_row(Tenant tenant, const Uuid& id) const
{
    const auto bytes = get(ids, id_key(tenant, id));
    if (!bytes) return bytes.error();
    if (!*bytes) return IdRow{};
    return decode_id_row(**bytes).value_or(IdRow{});
}

Result<bool> Inspection::is_erased(Tenant tenant, const Uuid& id) const
{
    if (!line(tenant).erases) return false;
    const auto found = get(erased, erased_key(tenant, sealed_id(database.key(), id)));
    if (!found) return found.error();
    return found->has_value();
}

Result<bool> Inspection::has_voider(Tenant tenant, const Uuid& id) const
{
    const auto prefix = reference_prefix(tenant, id);
    const auto at = database.iterate(references, options());
    for (at->Seek(prefix); at->Valid() && at->key().starts_with(prefix); at->Next()) {
        if (at->value().size() != 16) continue;
        const auto voiding = is_voiding(tenant, uuid_of(at->value().ToStringView()));
        if (!voiding) return voiding.error();
        if (*voiding) return true;
    }
    if (!at->status().ok()) return to_error(at->status());
    return false;
}

Result<bool> Inspection::is_voiding(Tenant tenant, const Uuid& id) const
{
    const auto found = in_tail.find({tenant, id});
    if (found != in_tail.end()) return found->second.is(IdRow::voiding);
    const auto row = stored_row(tenant, id);
    if (!row) return row.error();
    return row->is(IdRow::voiding);
}

Result<> Inspection::read_tail(Tenant tenant, Sequence above)
{
    const auto prefix = tenant_prefix(tenant);
    const auto at = database.iterate(rows, scan_options());
    for (at->Seek(row_key(tenant, above + 1)); at->Valid() && at->key().starts_with(prefix);
         at->Next()) {
        const auto text = statement_in(at->value().ToStringView());
        if (!text) continue;
        boost::system::error_code failed;
        const auto value = statements::parse_stored(*text, failed);
        const auto id = failed ? std::nullopt : statements::id_of(value);
        if (!id) continue; // Told when the rows are read.
        const bool defines = !statements::definitions_in(value).empty();
        const auto flags = IdRow::present | (defines ? IdRow::defining : 0) |
                           (statements::is_voiding(value) ? IdRow::voiding : 0);
        in_tail.emplace(
            std::pair(tenant, *id),
            IdRow{sequence_of_key(at->key().ToStringView()), {}, static_cast<std::uint8_t>(flags)});
    }
    if (!at->status().ok()) return to_error(at->status());
    return {};
}

const Inspection::Line& Inspection::line(Tenant tenant) const
{
    static const Line none;
    const auto found = lines.find(tenant);
    return found == lines.end() ? none : found->second;
}

// One that does not decode, or is lost, is found where the rows end.
Result<> Inspection::read_lines()
{
    const auto flush = get(meta, std::string(flushing_key));
    if (!flush) return flush.error();
    flushing = flush->has_value();
    const auto prefix = last_key(Tenant{}).substr(0, 4);
    const auto at = database.iterate(meta, options());
    for (at->Seek(prefix); at->Valid() && at->key().starts_with(prefix); at->Next()) {
        const auto key = at->key().ToStringView().substr(prefix.size());
        if (key.size() == 4) {
            lines[tenant_of_key(key)].last =
                decode_position(at->value().ToStringView()).value_or(Position{});
        } else {
            findings.add(
                {"meta", {}, hex_of(at->key().ToStringView()), "no key of ours", "nothing"},
                {{meta, at->key().ToString(), {}}});
        }
    }
    if (!at->status().ok()) return to_error(at->status());
    if (auto done = read_ends(); !done) return done;
    for (auto& [tenant, line] : lines) {
        if (auto done = read_mark(tenant, line); !done) return done;
        if (auto done = read_tail(tenant, line.mark); !done) return done;
    }
    return {};
}

// Of each tenant that has rows, where they end.
Result<> Inspection::read_ends()
{
    const auto at = database.iterate(rows, options());
    at->SeekToFirst();
    while (at->Valid() && at->key().size() == 12) {
        const auto tenant = tenant_of_key(at->key().ToStringView());
        auto& line = lines[tenant];
        const auto end = behind(tenant_prefix(tenant));
        at->SeekForPrev(end);
        if (at->Valid() && at->key().size() == 12 && line.last.sequence == 0)
            line.last.sequence = sequence_of_key(at->key().ToStringView());
        at->Seek(end);
    }
    if (!at->status().ok()) return to_error(at->status());
    return {};
}

Result<> Inspection::read_mark(Tenant tenant, Line& line)
{
    // What cannot be read is found by the walk through its family.
    const auto has_keys = [&](Family family) {
        const auto found = database.has_prefix(family, tenant_prefix(tenant), options());
        return found && *found;
    };
    line.erases = has_keys(erased);
    const auto mark = get(meta, mark_key(tenant));
    if (!mark) return mark.error();
    const bool decodes = *mark && (*mark)->size() == 8;
    line.mark = decodes ? read_number(**mark) : 0;
    const bool lost = !*mark && !flushing && has_keys(chunks);
    if (!lost && (decodes || !*mark) && line.mark <= line.last.sequence) return {};
    // Whatever the chunks hold, up to here it is looked for in the index and not in the rows.
    line.mark = line.last.sequence;
    const auto right = encode_number(line.mark);
    findings.add({"meta", tenant, "mark of the index", *mark ? "not in the log" : "nothing",
                  text_of(line.mark)},
                 {{meta, mark_key(tenant), right}});
    return {};
}

std::string text_of(Sequence sequence)
{
    return std::to_string(sequence);
}

Uuid uuid_of(std::string_view bytes)
{
    Uuid out;
    bytes.copy(reinterpret_cast<char*>(out.bytes.data()), out.bytes.size());
    return out;
}

base::Error cancelled()
{
    return {base::ErrorKind::busy, "the verification was called off"};
}

} // namespace storage::rocks
