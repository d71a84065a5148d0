// What a statement is found by because of the statements that it refers to, however indirectly.
#pragma once

#include "storage/rocksdb/posting_list.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace storage::rocks {

using Postings = std::vector<statements::Posting>;

// A step along a reference chain.
struct Link {
    Postings postings;
    std::optional<Uuid> refers_to;
};

// Empty: it has not come.
using LinkOf = std::function<Result<std::optional<Link>>(const Uuid& id)>;

Result<std::optional<Link>> stored_link(const Database& database, const View& view, Tenant tenant,
                                        const Uuid& id);

// Those of `from` and what lies beyond it, for the statement `below` that refers to it.
Result<Postings> terms_along_chain(const Uuid& from, const Uuid& below, const LinkOf& link_of);

// What the statement itself says, and of the others that they are found by reference: one posting
// of a term, in order of terms_of().
Postings joined(std::span<const statements::Posting> own, const Postings& inherited);

} // namespace storage::rocks
