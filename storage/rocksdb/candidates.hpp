// Sequences that may belong to a page, in its order: those on which the posting lists of all terms
// of a query agree.
//
// The lists are asked in turn, the rarest first; each seeks to where another stands, until all
// stand on the same sequence. So the cost follows the rarest list and not the size of the store.
#pragma once

#include "storage/rocksdb/posting_list.hpp"
#include "storage/statement_store.hpp"

namespace storage::rocks {

struct Candidate {
    Sequence sequence;

    // The statement itself mentions every term in a role that was asked for. Else a statement on
    // its reference chain may: statements::matches() decides.
    bool certain;
};

class Candidates {
public:
    Candidates(const Database& database, const View& view, Tenant tenant,
               const std::vector<statements::QueryTerm>& terms, Range range,
               const ::rocksdb::ReadOptions& options, Direction direction);

    // Empty: no more, or the deadline has passed.
    std::optional<Candidate> next(Deadline deadline);

    // Where the walk has been interrupted by the deadline: what lies before has been seen.
    std::optional<Sequence> interrupted_at() const { return interrupted_at_; }

    ::rocksdb::Status status() const;

    // In the order in which they are asked, with about how many mentions each has.
    struct Step {
        statements::QueryTerm term;
        std::size_t estimate;
    };

    std::vector<Step> steps() const;

private:
    struct Source {
        Step step;
        PostingList list;
    };

    std::optional<Candidate> agree(Sequence at, Deadline deadline);

    std::vector<Source> sources_;
    Range range_;
    Direction direction_;
    std::optional<Sequence> interrupted_at_;
};

} // namespace storage::rocks
