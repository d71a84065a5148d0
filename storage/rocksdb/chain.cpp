#include "storage/rocksdb/chain.hpp"

#include "base/limits.hpp"
#include "statements/parse.hpp"
#include "statements/query.hpp"
#include "storage/rocksdb/query.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_set>

namespace storage::rocks {

Result<std::optional<Link>> stored_link(const Database& database, const View& view, Tenant tenant,
                                        const Uuid& id)
{
    const auto found = find(database, view, tenant, id);
    if (!found) return found.error();
    if (!*found) return std::optional<Link>{};
    boost::system::error_code failed;
    const auto value = statements::parse_stored((*found)->text, failed);
    if (failed) {
        return base::Error{base::ErrorKind::corrupt,
                           "a stored statement cannot be read: " + base::to_string(id)};
    }
    return std::optional(
        Link{statements::terms_of(value, database.key()), statements::reference_of(value)});
}

Result<Postings> terms_along_chain(const Uuid& from, const Uuid& below, const LinkOf& link_of)
{
    Postings out;
    std::unordered_set<Uuid> seen{below};
    std::optional<Uuid> next = from;
    while (next && seen.size() <= limits::reference_chain && seen.insert(*next).second) {
        const auto link = link_of(*next);
        if (!link) return link.error();
        if (!*link) break;
        out.insert(out.end(), (*link)->postings.begin(), (*link)->postings.end());
        next = (*link)->refers_to;
    }
    return out;
}

Postings joined(std::span<const statements::Posting> own, const Postings& inherited)
{
    Postings all(own.begin(), own.end());
    for (const auto& posting : inherited)
        all.push_back({posting.kind, posting.term, statements::role::by_reference});
    const auto order = [](const auto& posting) { return std::tie(posting.kind, posting.term); };
    std::ranges::sort(all, {}, order);
    Postings out;
    for (const auto& posting : all) {
        if (!out.empty() && order(out.back()) == order(posting))
            out.back().roles |= posting.roles;
        else
            out.push_back(posting);
    }
    return out;
}

} // namespace storage::rocks
