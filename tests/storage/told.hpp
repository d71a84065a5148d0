// What the log of a tenant says, to be compared with what the indexes say.
#pragma once

#include "statements/query.hpp"
#include "storage/log.hpp"

#include <boost/json/value.hpp>

#include <set>
#include <unordered_map>

namespace storage_tests {

class Told {
public:
    Told() = default;

    explicit Told(const std::vector<storage::LogEntry>& log) { add(log); }

    // What comes behind the entries that were added before. Statements only.
    void add(const std::vector<storage::LogEntry>& log);

    const std::vector<base::Uuid>& order() const { return order_; }

    storage::Sequence sequence_of(const base::Uuid& id) const { return sequences_.at(id); }

    storage::Sequence last() const { return last_; }

    bool is_voided(const base::Uuid& id) const;

    // Newest first, without those that are voided.
    std::vector<base::Uuid> matching(const statements::Query& query) const;

    // Voided or not.
    bool matches(const base::Uuid& id, const statements::Query& query) const;

private:
    std::vector<base::Uuid> order_;
    std::unordered_map<base::Uuid, boost::json::value> statements_;
    std::unordered_map<base::Uuid, storage::Sequence> sequences_;
    std::set<base::Uuid> voided_;
    storage::Sequence last_ = 0;
};

} // namespace storage_tests
