// A walk through all rows by several threads, piece after piece.
//
// Operation    A thread takes the next piece, looks at its rows beside the others, and then waits
//              until it is the piece's turn for what must happen in the order of the log.
#pragma once

#include "storage/rocksdb/inspection.hpp"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace storage::rocks {

struct RawRow {
    std::string key;
    std::string value;
};

struct RowPiece {
    std::uint64_t number = 0;
    std::vector<RawRow> rows;
};

// What a thread has to do with its pieces.
class RowVisitor {
public:
    virtual ~RowVisitor() = default;
    virtual Result<> look(const RowPiece& piece) = 0;     // Beside the others.
    virtual Result<> in_order(const RowPiece& piece) = 0; // After the pieces before.
};

// Each thread gets a visitor of its own.
Result<> walk_rows(Inspection& inspection, std::string_view what,
                   const std::function<std::unique_ptr<RowVisitor>()>& visitor);

} // namespace storage::rocks
