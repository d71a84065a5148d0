// What one tenant has stored, as plain values. memory_storage.cpp locks around it.
#pragma once

#include "statements/definition.hpp"
#include "storage/log.hpp"
#include "storage/storage.hpp"

#include <boost/json/value.hpp>

#include <deque>
#include <map>
#include <set>

namespace storage::memory {

// The times that one database gives to what it stores: no two alike, each later than the last.
class Stamps {
public:
    explicit Stamps(Clock clock) : clock_(std::move(clock)) {}

    // The newest lies further ahead of the clock than counting on by microseconds explains.
    bool clock_jumped() const;
    Timestamp next();
    // No later stamp lies at or below this one.
    Timestamp raise_to_now();

private:
    Clock clock_;
    Timestamp last_{};
};

class TenantData {
public:
    Result<Committed> add(PreparedBatch batch, Stamps& stamps);
    Erased erase(std::span<const Uuid> ids, std::string_view reason, Stamps& stamps,
                 const base::Hash128& key);

    std::optional<StoredStatement> find(const Uuid& id) const;
    Page query(const Query& query, const std::optional<Cursor>& from, Deadline deadline) const;

    Position published() const;
    std::vector<LogEntry> read(Sequence after, std::size_t limit) const;
    std::optional<LogEntry> entry(Sequence sequence) const;
    Feed feed(Sequence after, std::size_t limit) const;

    std::optional<std::string> definition(std::string_view activity) const;
    const std::string* content(Sequence statement, std::string_view sha2) const;
    std::vector<SignatureRecord> signatures(Sequence before, std::size_t limit) const;

private:
    struct Entry {
        EntryKind kind;
        std::string text;
        boost::json::value json; // Of a statement; null for the other kinds.
        Timestamp stored;
    };

    struct Known {
        Sequence sequence;
        base::Hash128 received;
        bool erased = false;
    };

    // One statement of a batch that will be stored if the whole batch is.
    struct Fresh {
        statements::PreparedStatement statement;
        boost::json::value json;
        Timestamp stored;
    };

    // Each statement has its own copy: simple, and nothing is shared that could go too early.
    struct Attached {
        std::string bytes;
        std::optional<statements::SignatureOutcome> signature;
    };

    Result<std::vector<Fresh>> sort_out(PreparedBatch& batch, Stamps& stamps) const;
    std::optional<Uuid> crowded_target(const std::vector<Fresh>& batch) const;
    void attach(const statements::PreparedStatement& statement,
                const std::vector<statements::Content>& batch);
    void define(const statements::PreparedStatement& statement, const boost::json::value& json);
    void append(EntryKind kind, std::string text, boost::json::value json, Timestamp stored,
                std::vector<statements::Posting> postings);

    const Entry& at(Sequence sequence) const { return entries_[sequence - 1]; }

    const Entry* statement_of(const Uuid& id) const;
    bool is_voided(const Entry& entry) const;
    bool is_listed(const Entry& entry, const Query& query) const;

    std::vector<Entry> entries_;  // Sequence 1 first, without gaps.
    std::map<Uuid, Known> ids_;   // Whatever was stored once, erased or not.
    std::set<Uuid> void_targets_; // Of every voiding statement that was ever stored.
    std::deque<std::shared_ptr<const FeedItem>> feed_;
    std::map<std::string, statements::CanonicalDefinition, std::less<>> definitions_;
    std::map<Sequence, std::map<std::string, Attached, std::less<>>> attached_;
};

} // namespace storage::memory
