#include "storage/rocksdb/check_statement.hpp"

#include "statements/query.hpp"
#include "storage/rocksdb/chain.hpp"
#include "storage/rocksdb/posting_list.hpp"

#include <boost/json.hpp>

namespace storage::rocks {
namespace {

std::string shown(const IdRow& row)
{
    std::string out = "sequence " + text_of(row.sequence);
    constexpr std::pair<IdRow::Flags, const char*> names[] = {{IdRow::present, ", present"},
                                                              {IdRow::voided, ", voided"},
                                                              {IdRow::referred, ", referred to"},
                                                              {IdRow::voiding, ", voiding"}};
    for (const auto& [flag, name] : names)
        out += row.is(flag) ? name : "";
    return out;
}

IdRow with(IdRow row, IdRow::Flags flag, bool set = true)
{
    row.flags = static_cast<std::uint8_t>(set ? row.flags | flag : row.flags & ~flag);
    return row;
}

} // namespace

Result<CheckStatement::Seen> CheckStatement::statement(Tenant tenant, Sequence sequence,
                                                       const boost::json::value& statement) const
{
    const Place place{tenant, sequence, *statements::id_of(statement)};
    const bool voiding = statements::is_voiding(statement);
    const auto gone = inspection_.is_erased(tenant, place.id);
    if (!gone) return gone.error();
    if (*gone) {
        inspection_.findings.add({"erased", tenant, text_of(sequence),
                                  "a statement whose id was erased", "its tombstone"});
    }
    const auto seen = check_id(place, voiding);
    if (!seen) return seen;
    if (const auto target = statements::reference_of(statement)) {
        if (auto done = check_reference(place, *target, voiding); !done) return done.error();
        if (auto done = check_inherited(place, *target); !done) return done.error();
    }
    return seen;
}

// What cannot be told from the rows stays as it is found.
Result<IdRow> CheckStatement::right_row(const Place& place, const IdRow& found, bool voiding) const
{
    auto out = found;
    out.sequence = place.sequence;
    out = with(with(out, IdRow::present), IdRow::voiding, voiding);
    const auto referred = inspection_.database.has_prefix(
        references, reference_prefix(place.tenant, place.id), inspection_.options());
    if (!referred) return referred.error();
    if (*referred) out = with(out, IdRow::referred);
    if (voiding) return with(out, IdRow::voided, false);
    const auto voided = inspection_.has_voider(place.tenant, place.id);
    if (!voided) return voided.error();
    return *voided ? with(out, IdRow::voided) : out;
}

Result<CheckStatement::Seen> CheckStatement::check_id(const Place& place, bool voiding) const
{
    const auto key = id_key(place.tenant, place.id);
    const auto bytes = inspection_.get(ids, key);
    if (!bytes) return bytes.error();
    const auto found = *bytes ? decode_id_row(**bytes) : std::nullopt;
    if (found && found->is(IdRow::present) && found->sequence == place.sequence &&
        found->is(IdRow::voiding) == voiding && !(voiding && found->is(IdRow::voided))) {
        return Seen{true, found->is(IdRow::defining)};
    }
    if (inspection_.is_in_tail(place.tenant, place.id, place.sequence)) {
        const auto row = inspection_.id_row(place.tenant, place.id);
        if (!row) return row.error();
        return Seen{found && found->is(IdRow::present), row->is(IdRow::defining)};
    }
    const auto where = base::to_string(place.id);
    if (found && found->is(IdRow::present) && found->sequence != place.sequence) {
        const auto other = inspection_.statement(place.tenant, found->sequence);
        if (!other) return other.error();
        if (*other && statements::id_of(**other) == place.id) {
            inspection_.findings.add({"rows", place.tenant, text_of(place.sequence),
                                      "the id of sequence " + text_of(found->sequence),
                                      "an id of its own"});
            return Seen{};
        }
    }
    const auto right = right_row(place, found.value_or(IdRow{}), voiding);
    if (!right) return right.error();
    inspection_.findings.add({"ids", place.tenant, where,
                              !*bytes  ? "nothing"
                              : !found ? "bytes that mean nothing"
                                       : shown(*found),
                              shown(*right)},
                             {{ids, key, encode(*right)}});
    return Seen{false, found && found->is(IdRow::defining)};
}

Result<> CheckStatement::check_reference(const Place& place, const Uuid& target, bool voids) const
{
    const auto gone = inspection_.is_erased(place.tenant, target);
    if (!gone) return gone.error();
    if (*gone) return {}; // What referred to it before went with it.
    const auto key = with_number(reference_prefix(place.tenant, target), place.sequence);
    const std::string right(base::as_text(place.id.bytes));
    const auto value = inspection_.get(references, key);
    if (!value) return value.error();
    if (*value != right) {
        inspection_.findings.add(
            {"references", place.tenant, base::to_string(target),
             (*value ? "another referrer at " : "no referrer at ") + text_of(place.sequence),
             base::to_string(place.id)},
            {{references, key, right}});
    }
    if (auto done = check_target(place.tenant, target, IdRow::referred); !done) return done;
    return voids ? check_target(place.tenant, target, IdRow::voided) : Result<>();
}

// That the row of an id which others refer to says so.
Result<> CheckStatement::check_target(Tenant tenant, const Uuid& target, IdRow::Flags flag) const
{
    const auto row = inspection_.id_row(tenant, target);
    if (!row) return row.error();
    if (row->is(flag) || (flag == IdRow::voided && row->is(IdRow::voiding))) return {};
    auto right = with(*row, flag);
    if (flag == IdRow::voided) right = with(right, IdRow::referred);
    inspection_.findings.add({"ids", tenant, base::to_string(target), shown(*row), shown(right)},
                             {{ids, id_key(tenant, target), encode(right)}});
    return {};
}

// A statement is also found by the terms of those that it refers to. More of them may be there:
// what was inherited from an erased one stays.
Result<> CheckStatement::check_inherited(const Place& place, const Uuid& target) const
{
    const auto mark = inspection_.line(place.tenant).mark;
    if (place.sequence > mark) return {}; // The next start reads the row.
    const auto link = [&](const Uuid& id) -> Result<std::optional<Link>> {
        const auto row = inspection_.id_row(place.tenant, id);
        if (!row) return row.error();
        if (!row->is(IdRow::present)) return std::optional<Link>{};
        const auto value = inspection_.statement(place.tenant, row->sequence);
        if (!value) return value.error();
        if (!*value) return std::optional<Link>{};
        return std::optional(Link{statements::terms_of(**value, inspection_.database.key()),
                                  statements::reference_of(**value)});
    };
    const auto terms = terms_along_chain(target, place.id, link);
    if (!terms) return terms.error();
    const View view{nullptr, no_tail_, mark};
    for (const auto& posting : joined({}, *terms)) {
        PostingList list(inspection_.database, view, place.tenant, posting.kind, posting.term,
                         inspection_.options(), {Direction::up, statements::role::any});
        const auto found = list.seek(place.sequence);
        // One that cannot be read is a finding of its own.
        const bool here = found && found->sequence == place.sequence;
        if (here && (found->roles & statements::role::by_reference) != 0) continue;
        const auto key = posting_key(place.tenant, posting.kind, posting.term, place.sequence);
        const auto roles = statements::role::by_reference | (here ? found->roles : 0);
        inspection_.findings.add({"postings", place.tenant, text_of(place.sequence),
                                  "a term of its target that it is not found by",
                                  hex_of(base::as_text(posting.term)) + " by reference"},
                                 {{overlay, key, encode_roles(roles)}});
    }
    return {};
}

Result<> CheckStatement::tombstone(Tenant tenant, const boost::json::value& tombstone) const
{
    const auto& members = tombstone.get_object();
    const auto text = [&](const char* name) {
        const auto* value = members.if_contains(name);
        return value && value->is_string() ? std::string(value->get_string()) : std::string();
    };
    const auto bytes = base::from_hex(text("id"));
    const auto when = base::parse_timestamp(text("erased"), base::TimestampRules::iso8601);
    if (!bytes || bytes->size() != 16 || !when) {
        inspection_.findings.add(
            {"rows", tenant, text("id"), "a tombstone without id or time", "both"});
        return {};
    }
    const auto key = tenant_prefix(tenant) + *bytes;
    const auto value = inspection_.get(erased, key);
    if (!value) return value.error();
    if (!*value || (*value)->size() != 8) {
        const auto right = encode_number(to_number(*when));
        inspection_.findings.add(
            {"erased", tenant, text("id"), *value ? "no time" : "nothing", text("erased")},
            {{erased, key, right}});
    }
    const auto target = base::parse_uuid(text("voids"));
    if (!target) return {};
    const auto gone = inspection_.is_erased(tenant, *target);
    if (!gone) return gone.error();
    return *gone ? Result<>() : check_target(tenant, *target, IdRow::voided);
}

} // namespace storage::rocks
