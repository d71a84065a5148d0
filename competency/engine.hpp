// The follower's state of one tenant under one model: evidence rows, voids, and what everybody
// holds. What it answers is the full evaluation over the person's rows; being incremental, it only
// saves finding them again.
//
// Statements, voids and erasures may come in any order and any number of times. A row is never
// removed by a void, which an earlier `known_at` must not see. Erasure removes rows for good.
//
// Threads: none inside; one caller at a time, also for the const functions.
#pragma once

#include "competency/entries.hpp"
#include "competency/evaluate.hpp"

#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace competency {

// What to persist together with the follower's cursor. Sorted by key.
struct Changes {
    std::vector<std::pair<std::string, std::string>> upserts;
    std::vector<std::string> deletions;

    bool empty() const { return upserts.empty() && deletions.empty(); }

    bool operator==(const Changes&) const = default;
};

class Engine {
public:
    // `own` are the authorities of this system itself. What has been extracted and persisted stays
    // as it is when they change.
    explicit Engine(std::shared_ptr<const Model> model, Roles roles = {}, Authorities own = {});

    const Model& model() const { return *model_; }

    // For whoever outlives the engine.
    const std::shared_ptr<const Model>& shared_model() const { return model_; }

    // `value` is the tree of `text`, as the store holds it.
    void apply_statement(std::string_view text, const boost::json::value& value,
                         std::uint64_t sequence);

    // A void that is known without its statement.
    void apply_void(const Void& entry) { add(entry); }

    // Forgets all that came from statements of these sequence numbers, voids included.
    void apply_erasure(std::span<const std::uint64_t> sequences);
    // Everybody is evaluated anew at the next take_changes().
    void set_roles(Roles roles);

    // One persisted entry, before anything is applied. corrupt: it does not decode.
    base::Result<> restore(std::string_view key, std::string_view value);

    // What has changed since the last call; every person touched is evaluated once.
    Changes take_changes();

    std::vector<EvidenceRow> rows(const std::string& identity) const;
    std::vector<EvidenceRow> rows_of(std::uint64_t sequence) const; // Of one log entry.
    std::vector<std::string> identities() const;                    // Of all who have rows, sorted.
    // held_levels() as of the last take_changes(). Empty: nobody of that identity is known.
    std::string held(const std::string& identity) const;
    std::string answer(const std::string& identity, Timestamp as_of, Timestamp known_at,
                       Watermark watermark) const;

private:
    using RowId = std::pair<std::string, base::Uuid>; // EvidenceRow::evidence and statement.
    using Person = std::map<RowId, EvidenceRow>;
    using Place = std::pair<std::string, RowId>; // Identity and row.

    void add(EvidenceRow row);
    void add(const Void& entry);
    const EvidenceRow* remember(EvidenceRow row);
    void forget_rows(const base::Uuid& statement);
    void forget_voids(const base::Uuid& statement);
    void update_voids(const base::Uuid& target);
    std::optional<Timestamp> voided_at(const base::Uuid& target) const;
    void touch(const EvidenceRow& row);
    void touch(const std::string& identity, std::string_view evidence);
    void evaluate(const std::string& identity, const std::set<std::size_t>& competencies);
    std::vector<EvidenceRow> rows_within(const std::string& identity, const Scope& scope) const;

    std::shared_ptr<const Model> model_;
    Dependence dependence_;
    Roles roles_;
    Authorities own_;
    std::unordered_map<std::string, Person> people_;
    std::unordered_map<base::Uuid, std::vector<Place>> places_;
    std::unordered_map<base::Uuid, std::map<base::Uuid, Void>> voids_; // By target, then own id.
    std::unordered_map<base::Uuid, base::Uuid> void_targets_;          // By the void's own id.
    std::unordered_map<std::uint64_t, base::Uuid> by_sequence_;
    std::unordered_map<std::string, std::string> held_;
    std::map<std::string, std::set<std::size_t>> dirty_; // Competencies that may have changed.
    std::map<std::string, std::optional<std::string>> changes_; // By key; empty: a deletion.
};

} // namespace competency
