// The life of a store on a disk that fails: batches with voids, references, attachments and
// definitions, erasures, documents, settings, a projection; and the memory backend beside it, which
// is told what the store has kept.
#pragma once

#include "storage/storage.hpp"
#include "tests/storage/random_statements.hpp"

#include <functional>

namespace storage_tests {

using storage::Sequence;
using storage::Storage;

class Story {
public:
    // Waits until the store takes writes again.
    using Recover = std::function<void()>;

    Story(unsigned seed, Storage& store);
    ~Story();

    // Whatever is refused or fails is sent again after `recover`, as a client would do it. What
    // was `unknown` must then be there whole or not at all, what was refused must not be there.
    void play(Storage& store, unsigned steps, const Recover& recover);

    // What the store reads otherwise than the model; empty: nothing.
    std::string differences(Storage& store);

    // Steps whose answer was `unknown`, and which were there.
    unsigned kept() const { return kept_; }

    // ... or were not.
    unsigned lost() const { return lost_; }

private:
    enum class Outcome { done, again };

    struct Commit {
        std::vector<storage::Change> changes;
        Sequence cursor;
    };

    void take_step(Storage& store, const Recover& recover);
    Outcome put(Storage& store, const statements::PreparedBatch& batch, const Recover& recover);
    Outcome erase(Storage& store, const std::vector<base::Uuid>& ids, const Recover& recover);
    Outcome write(Storage& store, const storage::DocumentKey& key, const std::string& body,
                  const Recover& recover);
    Outcome set(Storage& store, const std::string& name, const std::string& value,
                const Recover& recover);
    Outcome project(Storage& store, const Recover& recover);
    statements::PreparedBatch random_batch();

    void kept_or_not(const base::Error& error, std::size_t kept, std::size_t all,
                     const std::function<void()>& tell_model);
    void compare_log(Storage& store);
    void compare_statements(Storage& store);
    void compare_queries(Storage& store);
    void compare_sides(Storage& store);

    void differ(const std::string& what) { differences_ += what + "\n"; }

    Dice dice_;
    RandomStatements made_;
    unsigned step_ = 0;
    unsigned kept_ = 0;
    unsigned lost_ = 0;
    std::unique_ptr<Storage> model_;
    std::vector<Commit> commits_;
    std::string differences_;
};

} // namespace storage_tests
