#include "storage/rocksdb/check_rows.hpp"

#include "statements/parse.hpp"
#include "statements/query.hpp"
#include "storage/rocksdb/check_statement.hpp"

#include <boost/json.hpp>

namespace storage::rocks {
namespace {

namespace json = boost::json;

// A row as far as it decodes.
struct ReadRow {
    Tenant tenant{};
    Sequence sequence = 0;
    EntryKind kind{};
    json::value json{};
    std::optional<Timestamp> stored{}; // Of a statement, a voiding tombstone, an erasure.
};

void complain(Findings& findings, const ReadRow& row, std::string found, std::string expected)
{
    findings.add(
        {"rows", row.tenant, text_of(row.sequence), std::move(found), std::move(expected)});
}

std::optional<Timestamp> time_at(const json::value& object, std::string_view name)
{
    const auto* members = object.if_object();
    const auto* text = members ? members->if_contains(name) : nullptr;
    if (!text || !text->is_string()) return std::nullopt;
    return base::parse_timestamp(text->get_string(), base::TimestampRules::iso8601);
}

// Empty: told to the findings.
std::optional<ReadRow> read_row(Findings& findings, const RawRow& raw)
{
    ReadRow out;
    if (raw.key.size() != 12) {
        findings.add({"rows", {}, hex_of(raw.key), "no key of ours", "nothing"});
        return std::nullopt;
    }
    out.tenant = tenant_of_key(raw.key);
    out.sequence = sequence_of_key(raw.key);
    const auto kind = raw.value.empty() ? '\0' : raw.value[0];
    if (kind < static_cast<char>(EntryKind::statement) ||
        kind > static_cast<char>(EntryKind::erasure)) {
        complain(findings, out, "no kind of entry", "a statement, a tombstone or an erasure");
        return std::nullopt;
    }
    out.kind = static_cast<EntryKind>(kind);
    boost::system::error_code failed;
    out.json = statements::parse_stored(std::string_view(raw.value).substr(1), failed);
    if (failed || !out.json.is_object()) {
        complain(findings, out, "no JSON", "an object");
        return std::nullopt;
    }
    out.stored = time_at(out.json, out.kind == EntryKind::erasure ? "erased" : "stored");
    if (out.kind == EntryKind::statement && (!out.stored || !statements::id_of(out.json))) {
        complain(findings, out, "no id or no stored", "a statement that was accepted");
        return std::nullopt;
    }
    return out;
}

class Visitor final : public RowVisitor {
public:
    Visitor(Inspection& inspection, Told& told)
        : inspection_(inspection), told_(told), check_(inspection), sums_(inspection.database.key())
    {
    }

    ~Visitor() override { told_.postings.add(sums_); } // One after the other, by who made them.

    Result<> look(const RowPiece& piece) override
    {
        rows_.clear();
        received_.clear();
        ids_ = 0;
        rows_.reserve(piece.rows.size()); // The definitions point into them.
        for (const auto& raw : piece.rows) {
            auto row = read_row(inspection_.findings, raw);
            if (!row) continue;
            rows_.push_back(std::move(*row));
            if (auto done = look(rows_.back()); !done) return done;
        }
        return {};
    }

    Result<> in_order(const RowPiece&) override
    {
        told_.ids += ids_;
        for (const auto& row : rows_) {
            follow(row);
            if (row.kind == EntryKind::statement) ++told_.statements;
            if (row.kind == EntryKind::tombstone)
                told_.tombstones.emplace(row.tenant, row.sequence);
        }
        told_.definitions.merge(received_);
        return {};
    }

private:
    Result<> look(const ReadRow& row)
    {
        if (row.kind == EntryKind::tombstone) return check_.tombstone(row.tenant, row.json);
        if (row.kind != EntryKind::statement) return {};
        const auto seen = check_.statement(row.tenant, row.sequence, row.json);
        if (!seen) return seen.error();
        ids_ += seen->found_by_id;
        if (seen->defines) told_.definitions.gather(row.tenant, row.json, received_);
        if (row.sequence > inspection_.line(row.tenant).mark) return {};
        for (const auto& posting : statements::terms_of(row.json, inspection_.database.key()))
            sums_.add(row.tenant, row.sequence, posting.kind, posting.term, posting.roles);
        return {};
    }

    // `stored` grows with the sequence.
    void follow(const ReadRow& row)
    {
        auto& end = told_.ends[row.tenant];
        if (row.stored && end.sequence > 0 && *row.stored <= end.stored) {
            complain(inspection_.findings, row, "stored at " + base::to_string(*row.stored),
                     "later than " + base::to_string(end.stored));
        }
        if (row.kind == EntryKind::statement)
            told_.times.follow(row.tenant, {row.sequence, *row.stored});
        end = {row.sequence, row.stored ? std::max(*row.stored, end.stored) : end.stored};
    }

    Inspection& inspection_;
    Told& told_;
    CheckStatement check_;
    PostingSums sums_;
    std::vector<ReadRow> rows_;
    std::vector<ReceivedAgain> received_;
    std::uint64_t ids_ = 0;
};

class DefinitionVisitor final : public RowVisitor {
public:
    DefinitionVisitor(Inspection& inspection, MergedAgain& definitions)
        : inspection_(inspection), definitions_(definitions)
    {
    }

    Result<> look(const RowPiece& piece) override
    {
        statements_.clear();
        received_.clear();
        statements_.reserve(piece.rows.size());
        for (const auto& raw : piece.rows) {
            const auto text = statement_in(raw.value);
            if (raw.key.size() != 12 || !text) continue;
            boost::system::error_code failed;
            auto value = statements::parse_stored(*text, failed);
            const auto id = failed ? std::nullopt : statements::id_of(value);
            if (!id) continue;
            const auto tenant = tenant_of_key(raw.key);
            const auto row = inspection_.id_row(tenant, *id);
            if (!row) return row.error();
            if (!row->is(IdRow::defining)) continue;
            statements_.push_back(std::move(value));
            definitions_.gather(tenant, statements_.back(), received_);
        }
        return {};
    }

    Result<> in_order(const RowPiece&) override
    {
        definitions_.merge(received_);
        return {};
    }

private:
    Inspection& inspection_;
    MergedAgain& definitions_;
    std::vector<json::value> statements_;
    std::vector<ReceivedAgain> received_;
};

} // namespace

Result<> check_rows(Inspection& inspection, Told& told)
{
    return walk_rows(inspection, "rows",
                     [&] { return std::make_unique<Visitor>(inspection, told); });
}

Result<> merge_again(Inspection& inspection, MergedAgain& definitions)
{
    return walk_rows(inspection, "rows, for the definitions of more activities",
                     [&] { return std::make_unique<DefinitionVisitor>(inspection, definitions); });
}

} // namespace storage::rocks
