#include "storage/rocksdb/rebuild.hpp"

#include "statements/definition.hpp"
#include "statements/parse.hpp"
#include "statements/query.hpp"
#include "storage/rocksdb/chain.hpp"

#include <boost/json/monotonic_resource.hpp>

namespace storage::rocks {
namespace {

using base::Error;
using base::ErrorKind;

class Rebuild {
public:
    Rebuild(const Database& database, Tenant tenant, const std::shared_ptr<Tail>& tail)
        : database_(database), tenant_(tenant), tail_(*tail), view_{nullptr, tail, 0}
    {
    }

    Result<> add(Sequence sequence, std::string_view text)
    {
        boost::json::monotonic_resource memory;
        boost::system::error_code failed;
        const auto value = statements::parse_stored(text, failed, &memory);
        const auto id = failed ? std::nullopt : statements::id_of(value);
        if (!id) {
            return Error{ErrorKind::corrupt,
                         "a stored row does not decode: " + std::to_string(sequence)};
        }
        const auto postings = postings_of(value, *id);
        if (!postings) return postings.error();
        const auto row = row_of(value, *id, sequence);
        if (!row) return row.error();
        tail_.add_id(tenant_, *id, *row);
        tail_.add(tenant_, sequence, *postings);
        return {};
    }

private:
    Result<Postings> postings_of(const boost::json::value& statement, const Uuid& id) const
    {
        auto own = statements::terms_of(statement, database_.key());
        const auto target = statements::reference_of(statement);
        if (!target) return own;
        // Of what came later than the statement itself the overlay tells.
        const auto inherited = terms_along_chain(*target, id, [this](const Uuid& each) {
            return stored_link(database_, view_, tenant_, each);
        });
        if (!inherited) return inherited.error();
        return joined(own, *inherited);
    }

    Result<IdRow> row_of(const boost::json::value& statement, const Uuid& id,
                         Sequence sequence) const
    {
        const auto bytes = database_.get(ids, id_key(tenant_, id));
        if (!bytes) return bytes.error();
        IdRow known;
        if (*bytes) {
            const auto decoded = decode_id_row(**bytes);
            if (!decoded)
                return Error{ErrorKind::corrupt,
                             "an id row does not decode: " + base::to_string(id)};
            known = *decoded;
        }
        IdRow out{sequence, known.received, IdRow::present};
        const bool defining = known.is(IdRow::present)
                                  ? known.is(IdRow::defining)
                                  : !statements::definitions_in(statement).empty();
        const auto voided = database_.has_prefix(overlay, voided_key(tenant_, sequence));
        const auto referred = database_.has_prefix(references, reference_prefix(tenant_, id));
        if (!voided) return voided.error();
        if (!referred) return referred.error();
        if (defining) out.flags |= IdRow::defining;
        if (statements::is_voiding(statement)) out.flags |= IdRow::voiding;
        if (*voided) out.flags |= IdRow::voided;
        if (*referred) out.flags |= IdRow::referred;
        return out;
    }

    const Database& database_;
    const Tenant tenant_;
    Tail& tail_;
    const View view_; // As far as it is rebuilt.
};

} // namespace

Result<> rebuild(const Database& database, Tenant tenant, Range range,
                 const std::shared_ptr<Tail>& tail)
{
    if (range.low > range.high) return {};
    Rebuild rebuilt(database, tenant, tail);
    const auto end = row_key(tenant, range.high + 1);
    const ::rocksdb::Slice bound(end);
    ::rocksdb::ReadOptions options;
    options.iterate_upper_bound = &bound;
    options.readahead_size = 2u << 20;
    const auto at = database.iterate(rows, options);
    for (at->Seek(row_key(tenant, range.low)); at->Valid(); at->Next()) {
        const auto text = statement_in(at->value().ToStringView());
        if (!text) continue;
        const auto sequence = sequence_of_key(at->key().ToStringView());
        if (auto done = rebuilt.add(sequence, *text); !done) return done;
    }
    if (!at->status().ok()) return to_error(at->status());
    return {};
}

} // namespace storage::rocks
