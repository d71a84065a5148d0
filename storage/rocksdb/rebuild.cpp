#include "storage/rocksdb/rebuild.hpp"

#include "statements/parse.hpp"
#include "statements/query.hpp"
#include "storage/rocksdb/chain.hpp"

#include <boost/json/monotonic_resource.hpp>

namespace storage::rocks {
namespace {

using base::Error;
using base::ErrorKind;

Result<Postings> postings_of(const Database& database, Tenant tenant, Sequence sequence,
                             std::string_view text)
{
    boost::json::monotonic_resource memory;
    boost::system::error_code failed;
    const auto value = statements::parse_stored(text, failed, &memory);
    const auto id = failed ? std::nullopt : statements::id_of(value);
    if (!id) {
        return Error{ErrorKind::corrupt,
                     "a stored row does not decode: " + std::to_string(sequence)};
    }
    auto own = statements::terms_of(value, database.key());
    const auto target = statements::reference_of(value);
    if (!target) return own;
    // With what came later than the statement itself: of that the overlay tells as well.
    const auto inherited = terms_along_chain(
        *target, *id, [&](const Uuid& each) { return stored_link(database, tenant, each); });
    if (!inherited) return inherited.error();
    return joined(own, *inherited);
}

} // namespace

Result<> rebuild(const Database& database, Tenant tenant, Range range, Tail& tail)
{
    if (range.low > range.high) return {};
    const auto end = row_key(tenant, range.high + 1);
    const ::rocksdb::Slice bound(end);
    ::rocksdb::ReadOptions options;
    options.iterate_upper_bound = &bound;
    options.readahead_size = 2u << 20;
    const auto at = database.iterate(rows, options);
    for (at->Seek(row_key(tenant, range.low)); at->Valid(); at->Next()) {
        const auto row = at->value().ToStringView();
        const auto sequence = sequence_of_key(at->key().ToStringView());
        if (row.empty() || row[0] != static_cast<char>(EntryKind::statement)) continue;
        const auto postings = postings_of(database, tenant, sequence, row.substr(1));
        if (!postings) return postings.error();
        tail.add(tenant, sequence, *postings);
    }
    if (!at->status().ok()) return to_error(at->status());
    return {};
}

} // namespace storage::rocks
