// One mapping's evidence about one person: which rows count, and when the whole holds.
#pragma once

#include "competency/evidence.hpp"
#include "competency/roles.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace competency {

// Why a row does not count. There is no reason for a duplicate: a statement is one row however
// often it comes. None for statements of people who are not linked: rows are one person's. None
// for what lies outside of the model's time: which model answers is decided before it is asked.
enum class Reason {
    voided,
    source_not_trusted,
    wrong_attestor_role, // Nobody, the subject himself, or somebody without the role at that time.
    not_success,         // result.success or result.completion is not what the mapping asks for.
    below_min_score,     // Or there is no score.
    expired,
    superseded_by_latest, // By a later attempt or by a revocation.
};

std::string_view name_of(Reason reason);

// The point of an evaluation: what was true then, as far as it was known at that other time.
struct Moment {
    Timestamp as_of;
    Timestamp known_at;
};

struct Judged {
    const EvidenceRow* row;
    std::optional<Reason> ignored; // Why it does not count at the moment; empty: it does.
    Interval during;               // When it counts; empty: never.
    Timestamp valid_until;
    bool passed = false; // Nothing but time stands against it.
};

struct Leaf {
    Intervals set;
    std::vector<Judged> rows; // By (t, statement id): all that was known and had happened.
    Intervals revoked;        // From a revocation to the next evidence that counts.
    std::int64_t partial = 0; // How far the best failed score came, of 10'000.
};

// Rows that had happened and were known, each once, in the order that decides between equals: by
// (t, statement id).
std::vector<const EvidenceRow*> in_order(std::span<const EvidenceRow* const> rows, Moment moment);

// Pointers to rows of this mapping and of those that revoke it, in any order, repetitions
// included. They must outlive the leaf.
Leaf judge(const Model& model, const Roles& roles, std::size_t evidence,
           std::span<const EvidenceRow* const> rows,
           std::span<const EvidenceRow* const> revocations, Moment moment);

} // namespace competency
