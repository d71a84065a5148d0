// Sequences that may belong to a page, in its order.
//
// A source yields the sequences under one key prefix, up or down. Candidates is the intersection
// of several: each seeks to where another stands until all stand on the same sequence.
#pragma once

#include "storage/rocksdb/database.hpp"

namespace storage::rocks {

struct Range {
    Sequence low; // Both inclusive. Empty when low > high.
    Sequence high;
};

class Source {
public:
    // Sequences under the prefix whose value, read as roles, meets the mask; mask 0: all.
    Source(const Database& database, Family family, std::string prefix, statements::Roles mask,
           const ::rocksdb::ReadOptions& options, bool ascending);

    // The first sequence at or beyond this one, in the source's direction.
    std::optional<Sequence> seek(Sequence sequence);

    ::rocksdb::Status status() const { return at_->status(); }

private:
    std::optional<Sequence> here();

    std::string prefix_;
    statements::Roles mask_;
    bool ascending_;
    std::unique_ptr<::rocksdb::Iterator> at_;
};

class Candidates {
public:
    // Everything in the range when the query names no term.
    Candidates(const Database& database, Tenant tenant, const Query& query, Range range,
               const ::rocksdb::ReadOptions& options);

    std::optional<Sequence> next();

    ::rocksdb::Status status() const;

private:
    std::optional<Sequence> agree(Sequence at);

    std::vector<Source> sources_;
    Range range_;
    bool ascending_;
    bool done_ = false;
};

} // namespace storage::rocks
