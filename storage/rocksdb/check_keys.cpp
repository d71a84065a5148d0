#include "storage/rocksdb/check_keys.hpp"

#include "base/limits.hpp"
#include "statements/query.hpp"

#include <boost/json.hpp>

namespace storage::rocks {
namespace {

// Ids that are voided although no statement that is there voids them: an erased one may have.
class Voided {
public:
    explicit Voided(Inspection& inspection) : inspection_(inspection) {}

    Result<> add(Tenant tenant, const Uuid& id, const IdRow& row)
    {
        open_.emplace(std::pair(tenant, id), row);
        return open_.size() < at_once ? Result<>() : settle();
    }

    // Asks the tombstones.
    Result<> settle()
    {
        if (open_.empty()) return {};
        for (const auto& [tenant, sequence] : inspection_.tombstones) {
            const auto row = inspection_.get(rows, row_key(tenant, sequence));
            if (!row) return row.error();
            if (!*row || (*row)->empty()) continue;
            boost::system::error_code failed;
            const auto json = boost::json::parse(std::string_view(**row).substr(1), failed);
            const auto* members = json.if_object();
            const auto* voids = members ? members->if_contains("voids") : nullptr;
            if (!voids || !voids->is_string()) continue;
            if (const auto id = base::parse_uuid(voids->get_string())) open_.erase({tenant, *id});
        }
        for (const auto& [whose, row] : open_) {
            auto right = row;
            right.flags = static_cast<std::uint8_t>(right.flags & ~IdRow::voided);
            inspection_.findings.add({"ids", whose.first, base::to_string(whose.second), "voided",
                                      "not voided: nothing voids it"},
                                     {{ids, id_key(whose.first, whose.second), encode(right)}});
        }
        open_.clear();
        return {};
    }

private:
    static constexpr std::size_t at_once = 10'000;

    Inspection& inspection_;
    std::map<std::pair<Tenant, Uuid>, IdRow> open_;
};

// Row by row, once it is known that some id leads nowhere.
Result<> check_leads(Inspection& inspection)
{
    return each_key(inspection, ids, "ids, one by one",
                    [&](const std::string& key, std::string_view value) -> Result<> {
                        const auto row = decode_id_row(value);
                        if (key.size() != 20 || !row || !row->is(IdRow::present)) return {};
                        const auto there = inspection.statement(tenant_of_key(key), row->sequence);
                        if (!there) return there.error();
                        const auto id = uuid_of(std::string_view(key).substr(4));
                        if (*there && statements::id_of(**there) == id) return {};
                        stray(inspection, ids, "ids", key,
                              "an id without its statement at " + text_of(row->sequence));
                        return {};
                    });
}

} // namespace

Result<> each_key(Inspection& inspection, Family family, std::string_view what,
                  const LookAtKey& look)
{
    const auto at = inspection.database.iterate(family, inspection.scan_options());
    std::uint64_t count = 0;
    for (at->SeekToFirst(); at->Valid(); at->Next()) {
        if (auto done = look(at->key().ToString(), at->value().ToStringView()); !done) return done;
        if (++count % 10'000 != 0) continue;
        inspection.work.report({what, count});
        if (inspection.is_over()) return cancelled();
    }
    if (!at->status().ok()) return to_error(at->status());
    return {};
}

void stray(Inspection& inspection, Family family, std::string_view kind, const std::string& key,
           std::string found)
{
    const bool whole = key.size() >= 4;
    inspection.findings.add({std::string(kind), whole ? tenant_of_key(key) : Tenant{}, hex_of(key),
                             std::move(found), "nothing"},
                            {{family, key, {}}});
}

Result<> check_ids(Inspection& inspection, std::uint64_t found, PostingSums& sums)
{
    std::uint64_t present = 0;
    Voided voided(inspection);
    const auto look = [&](const std::string& key, std::string_view value) -> Result<> {
        const auto row = decode_id_row(value);
        if (key.size() != 20 || !row) {
            stray(inspection, ids, "ids", key, "what does not decode");
            return {};
        }
        const auto tenant = tenant_of_key(key);
        const auto id = uuid_of(std::string_view(key).substr(4));
        if (row->is(IdRow::present))
            ++present;
        else if (row->sequence != 0 || !(row->is(IdRow::referred) || row->is(IdRow::voided)))
            stray(inspection, ids, "ids", key, "an id of nothing");
        if (!row->is(IdRow::voided)) return {};
        if (row->is(IdRow::present) && !inspection.is_in_tail(tenant, id, row->sequence)) {
            sums.add(tenant, row->sequence, statements::TermKind::voided, {},
                     statements::role::any);
        }
        const auto known = inspection.has_voider(tenant, id);
        if (!known) return known.error();
        return *known ? Result<>() : voided.add(tenant, id, *row);
    };
    if (auto done = each_key(inspection, ids, "ids", look); !done) return done;
    for (const auto& [whose, in_tail] : inspection.in_tail) {
        const auto row = inspection.id_row(whose.first, whose.second);
        if (!row) return row.error();
        if (!row->is(IdRow::voided)) continue;
        sums.add(whose.first, row->sequence, statements::TermKind::voided, {},
                 statements::role::any);
    }
    if (auto done = voided.settle(); !done) return done;
    return present == found ? Result<>() : check_leads(inspection);
}

Result<> check_references(Inspection& inspection)
{
    const auto look = [&](const std::string& key, std::string_view value) -> Result<> {
        if (key.size() == 28 && value.size() == 16) {
            const auto tenant = tenant_of_key(key);
            const auto statement = inspection.statement(tenant, sequence_of_key(key));
            if (!statement) return statement.error();
            const auto target = uuid_of(std::string_view(key).substr(4));
            if (*statement && statements::id_of(**statement) == uuid_of(value) &&
                statements::reference_of(**statement) == target) {
                return {};
            }
        }
        stray(inspection, references, "references", key, "a reference that no statement makes");
        return {};
    };
    return each_key(inspection, references, "references", look);
}

Result<> check_erased(Inspection& inspection)
{
    const auto look = [&](const std::string& key, std::string_view value) -> Result<> {
        if (key.size() != 20)
            stray(inspection, erased, "erased", key, "what does not decode");
        else if (value.size() != 8) // A tombstone says the time, and has put it right already.
            inspection.findings.add(
                {"erased", tenant_of_key(key), hex_of(key), "no time", "8 bytes"});
        return {};
    };
    return each_key(inspection, erased, "erased ids", look);
}

// Nothing else knows of them: all that can be told is whether they decode.
Result<> check_documents(Inspection& inspection)
{
    const auto look = [&](const std::string& key, std::string_view value) -> Result<> {
        constexpr std::size_t owner = 4 + 1 + 16;
        const bool known = key.size() > owner && key[4] >= 1 && key[4] <= 3 &&
                           decode_document_name(std::string_view(key).substr(owner));
        const bool whole =
            value.size() >= 12 && read_number(value.substr(8, 4)) <= value.size() - 12;
        if (known && whole) return {};
        inspection.findings.add({"documents", key.size() < 4 ? Tenant{} : tenant_of_key(key),
                                 hex_of(key), "what does not decode", "a document"});
        return {};
    };
    return each_key(inspection, documents, "documents", look);
}

// Nothing else knows of them either.
Result<> check_records(Inspection& inspection)
{
    const auto look = [&](const std::string& key, std::string_view value) -> Result<> {
        const auto end = key.find('\0', 4);
        const bool known = end != key.npos && end > 4 && key.size() > end + 1 &&
                           key.size() - end - 1 <= limits::record_key_bytes;
        if (known && value.size() <= limits::record_bytes) return {};
        inspection.findings.add({"records", key.size() < 4 ? Tenant{} : tenant_of_key(key),
                                 hex_of(key), "what does not decode", "a record"});
        return {};
    };
    return each_key(inspection, records, "records", look);
}

// A cursor beyond the log would never be caught up with.
Result<> check_projections(Inspection& inspection)
{
    const auto look = [&](const std::string& key, std::string_view value) -> Result<> {
        if (key.size() < 5 || key.back() != '\1' || key.find('\0', 4) != key.npos) return {};
        const auto tenant = tenant_of_key(key);
        const auto last = inspection.line(tenant).last.sequence;
        if (value.size() == 8 && read_number(value) <= last) return {};
        inspection.findings.add({"projections", tenant, key.substr(4, key.size() - 5),
                                 value.size() == 8 ? "a cursor at " + text_of(read_number(value))
                                                   : "a cursor that does not decode",
                                 "at most " + text_of(last)},
                                {{projections, key, {}}});
        return {};
    };
    return each_key(inspection, projections, "projections", look);
}

Result<> check_ends(Inspection& inspection, const std::map<Tenant, Position>& ends)
{
    for (const auto& [tenant, end] : ends) {
        const auto value = inspection.get(meta, last_key(tenant));
        if (!value) return value.error();
        const auto last = *value ? decode_position(**value) : std::nullopt;
        if (last && last->sequence >= end.sequence && last->stored >= end.stored) {
            if (last->sequence == end.sequence) continue;
            inspection.findings.add({"rows", tenant, "end of the log",
                                     "nothing above " + text_of(end.sequence),
                                     "rows up to " + text_of(last->sequence)});
            continue;
        }
        inspection.findings.add({"meta", tenant, "end of the log",
                                 last ? text_of(last->sequence) : "nothing", text_of(end.sequence)},
                                {{meta, last_key(tenant), encode(end)}});
    }
    for (const auto& [tenant, line] : inspection.lines) {
        if (ends.contains(tenant)) continue;
        inspection.findings.add({"rows", tenant, "end of the log", "no rows",
                                 "rows up to " + text_of(line.last.sequence)});
    }
    return {};
}

} // namespace storage::rocks
