// One commit group while it is being built: what it will write, and reads that see it.
//
// Operation    check() decides about a whole batch without changing anything; apply() then cannot
//              refuse. So a refused batch leaves nothing to take back.
// Concurrency  The writer's thread only.
// References   A statement is also found by the terms of the statements on its reference chain.
//              When a statement arrives it takes the terms of its chain, and hands its own and
//              theirs to all that refer to it, however indirectly: as keys of the overlay, since
//              those may be in chunks long ago. They are candidates, statements::matches() decides.
//              That is why they may be written ahead of the statement itself when there are many.
#pragma once

#include "storage/rocksdb/chain.hpp"
#include "storage/rocksdb/index.hpp"

#include <boost/unordered/unordered_flat_map.hpp>
#include <rocksdb/write_batch.h>

#include <map>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace storage::rocks {

class Stage {
public:
    // The index must be held until the group is published.
    Stage(const Database& database, Index& index,
          const std::unordered_set<Tenant>& tenants_with_erasures)
        : database_(database), index_(index), view_(index.pin({})),
          tenants_with_erasures_(tenants_with_erasures)
    {
    }

    // For each statement of the batch: is it new (and must be applied)?
    //   conflict  an id is stored with other content
    //   too_many  too many statements wait for one that is not there
    Result<std::vector<bool>> check(Tenant tenant, const PreparedBatch& batch);

    // The statement must stay where it is until the group is written.
    Result<> apply(Tenant tenant, statements::PreparedStatement& statement, Timestamp stored,
                   Sequence sequence);

    // Replaces a statement by its tombstone. Empty: there is none. Returns its sequence.
    Result<std::optional<Sequence>> erase(Tenant tenant, const Uuid& id, Timestamp stored,
                                          std::string_view reason);

    // Once the group is written: to the index, what was applied ...
    void publish(Tenant tenant, const statements::PreparedStatement& statement,
                 Sequence sequence) const;
    // ... and what has changed of statements that are there.
    void publish_changes();

    ::rocksdb::WriteBatch& batch() { return batch_; }

    // The same with everything in it, once nothing more is staged.
    Result<::rocksdb::WriteBatch*> finish();

private:
    struct Id {
        Tenant tenant;
        Uuid uuid;
        bool operator==(const Id&) const = default;
    };

    struct HashId {
        std::size_t operator()(const Id& id) const
        {
            return std::hash<Uuid>()(id.uuid) + static_cast<std::size_t>(id.tenant);
        }
    };

    struct Referrer {
        Sequence sequence;
        Uuid id;
    };

    // Keys of the overlay.
    using Mentions = std::map<std::string, statements::Roles>;

    struct Known {
        IdRow row;
        const statements::PreparedStatement* staged = nullptr;
        bool in_tail = false;
    };

    Result<> look_up(Tenant tenant, const PreparedBatch& batch);
    Result<IdRow> id_row(const Id& id);
    void put_id_row(const Id& id, const IdRow& row);
    Result<bool> is_erased(const Id& id) const;
    Result<bool> is_known(const Id& id, const PreparedBatch& batch,
                          const statements::PreparedStatement& statement, const IdRow& row);
    Result<> check_waiting(Tenant tenant, const PreparedBatch& batch,
                           const std::vector<bool>& fresh);
    Result<std::string> text_of(const Id& id, Sequence sequence) const;
    Result<std::optional<Link>> link_of(const Id& id) const;
    const statements::PreparedStatement* staged(const Id& id) const;

    Result<std::vector<Referrer>> referrers_of(const Id& target, std::size_t limit) const;
    Result<Postings> chain_of(Tenant tenant, const statements::PreparedStatement& statement);
    Result<> hand_up(const Id& from, Sequence own, const Postings& postings);
    Result<> refer(const Id& target, Sequence sequence, const Uuid& referrer, bool voids);
    Result<> write_ahead();

    void lay_over(Tenant tenant, const statements::Posting& posting, Sequence sequence,
                  statements::Roles roles);
    void put_voided(Tenant tenant, Sequence sequence);
    Result<> put_overlay(::rocksdb::WriteBatch& batch);
    void forget_postings(Tenant tenant, const Postings& postings, Sequence sequence);

    const Database& database_;
    Index& index_;
    const View view_; // For its tails.
    const std::unordered_set<Tenant>& tenants_with_erasures_;
    ::rocksdb::WriteBatch batch_;
    Mentions overlay_;
    std::unique_lock<std::mutex> overlaying_; // From put_overlay() until it is written.
    std::string key_;                         // Reused.
    boost::unordered_flat_map<Id, Known, HashId> ids_;
    std::unordered_map<Id, std::vector<Referrer>, HashId> references_;
    std::map<std::pair<Tenant, Sequence>, Postings> inherited_; // By reference; of few.
    std::vector<Id> changed_;                                   // In tails.
};

} // namespace storage::rocks
