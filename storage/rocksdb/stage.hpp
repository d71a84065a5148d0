// One commit group while it is being built: what it will write, and reads that see it.
//
// Operation    check() decides about a whole batch without changing anything; apply() then cannot
//              refuse. So a refused batch leaves nothing to take back.
// Concurrency  The writer's thread only.
// References   A statement is also found by the terms of the statements on its reference chain.
//              When a statement arrives it takes the terms of its chain, and hands its own and
//              theirs to all that refer to it, however indirectly. These keys are candidates:
//              statements::matches() decides. That is why they may be written ahead of the
//              statement itself when there are many.
#pragma once

#include "storage/rocksdb/database.hpp"

#include <rocksdb/write_batch.h>

#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace storage::rocks {

class Stage {
public:
    Stage(const Database& database, const std::unordered_set<Tenant>& tenants_with_erasures)
        : database_(database), tenants_with_erasures_(tenants_with_erasures)
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

    ::rocksdb::WriteBatch& batch() { return batch_; }

    // The same with everything in it, once nothing more is staged.
    ::rocksdb::WriteBatch& finish();

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

    struct Link { // What a step along a reference chain needs.
        std::vector<statements::Posting> postings;
        std::optional<Uuid> refers_to;
    };

    using Postings = std::vector<statements::Posting>;

    struct IndexKey {
        std::array<char, posting_key_size> key;
        statements::Roles roles;
    };

    // Written in order of key: a sorted run goes into RocksDB's table in memory at half the cost
    // of the same keys as they come.
    using IndexKeys = std::vector<IndexKey>;

    Result<IdRow> id_row(const Id& id);
    void put_id_row(const Id& id, const IdRow& row);
    Result<bool> is_erased(const Id& id) const;
    Result<bool> is_known(const Id& id, const PreparedBatch& batch,
                          const statements::PreparedStatement& statement, const IdRow& row);
    Result<> check_waiting(Tenant tenant, const PreparedBatch& batch,
                           const std::vector<bool>& fresh);
    Result<std::string> text_of(const Id& id, Sequence sequence) const;
    Result<std::optional<Link>> link_of(const Id& id);

    Result<std::vector<Referrer>> referrers_of(const Id& target, std::size_t limit) const;
    Result<Postings> terms_along_chain(Tenant tenant, const Uuid& from, const Uuid& below);
    Result<> hand_up(const Id& from, Sequence own, const Postings& postings);
    Result<> refer(const Id& target, Sequence sequence, const Uuid& referrer, bool voids);
    Result<> write_ahead(bool all);

    void put_posting(IndexKeys& keys, Tenant tenant, const statements::Posting& posting,
                     Sequence sequence, statements::Roles roles);
    void put_sorted(IndexKeys& keys, ::rocksdb::WriteBatch& batch) const;
    void put_voided(Tenant tenant, Sequence sequence);
    void forget_postings(Tenant tenant, const Postings& postings, Sequence sequence);

    const Database& database_;
    const std::unordered_set<Tenant>& tenants_with_erasures_;
    ::rocksdb::WriteBatch batch_;
    IndexKeys index_;
    IndexKeys ahead_;
    std::string key_; // Reused.
    std::unordered_map<Id, IdRow, HashId> ids_;
    std::unordered_map<Id, std::vector<Referrer>, HashId> references_;
    std::unordered_map<Id, const statements::PreparedStatement*, HashId> statements_;
};

} // namespace storage::rocks
