// Deleting what is older than a tenant may keep, and nobody loses a level by it.
//
// Operation    The log is walked from its begin, a piece at a time; whoever asks goes on where the
//              last piece ended, and may begin again at any time. A statement that proves nothing
//              is erased. One that does is erased with all the old evidence of its people, in one
//              commit if it is not too much, after what they hold has been written down
//              (competency/kept.hpp, consolidation). Nothing seen since then is erased with it.
// Kept         What stays although it is old: the system's own statements, what takes away, what
//              others' evidence hangs on; and all of whose levels no statement can stand for.
// Concurrency  Any thread; it blocks. Two at a time do no harm, and no more than one.
#pragma once

#include "lrs/followers/competency_follower.hpp"
#include "lrs/models/own_statements.hpp"
#include "lrs/persons/person_register.hpp"

#include <optional>
#include <string>

namespace lrs {

struct RetentionOrder {
    base::Timestamp before; // Of competency::EvidenceRow::t: when it happened, or was stored.
    std::string reason;
    storage::Sequence after = 0; // Where the last piece ended.
    bool dry = false;            // Only tell.
};

struct RetentionPiece {
    std::optional<storage::Sequence> next; // Empty: that was the last piece.
    std::size_t erased = 0;  // Statements. Told only: those of this piece, without their people's.
    std::size_t kept = 0;    // Old ones of this piece that stay.
    std::size_t written = 0; // Own statements that keep levels.
};

class Retention {
public:
    Retention(storage::Storage& storage, const PersonRegister& persons,
              CompetencyFollower& follower, Publisher publisher)
        : storage_(storage), persons_(persons), follower_(follower),
          own_(storage, follower.tenant(), std::move(publisher))
    {
    }

    // invalid: the time has not come; busy: the follower is far behind
    base::Result<RetentionPiece> play(const RetentionOrder& order);

private:
    class Piece;

    storage::Storage& storage_;
    const PersonRegister& persons_;
    CompetencyFollower& follower_;
    OwnStatements own_;
};

} // namespace lrs
