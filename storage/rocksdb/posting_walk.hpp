// A walk through everything that the index holds on the disk: chunks and overlay together.
#pragma once

#include "storage/rocksdb/chunk.hpp"
#include "storage/rocksdb/inspection.hpp"

#include <span>
#include <string>

namespace storage::rocks {

struct PostingPlace {
    Tenant tenant;
    statements::TermKind kind;
    base::Hash128 term;
};

// "agent 0123..."
std::string name_of(const PostingPlace& place);

class PostingVisitor {
public:
    virtual ~PostingVisitor() = default;

    // A sequence once for each term, with the roles of chunk and overlay together.
    virtual Result<> mention(const PostingPlace&, Mention) { return {}; }

    // Or as they are kept. Chunks without what lies above the mark.
    virtual Result<> chunk(const PostingPlace&, const std::string& /*key*/,
                           std::span<const Mention>)
    {
        return {};
    }

    virtual Result<> single(const PostingPlace&, const std::string& /*key*/, Mention) { return {}; }
};

// Whether what does not decode, or lies above the mark, is told to the findings.
enum class Damage : bool { skipped, told };

Result<> walk_postings(Inspection& inspection, Damage damage, PostingVisitor& visitor);

} // namespace storage::rocks
