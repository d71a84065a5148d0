// Canonical definitions of activities, merged again from the rows and compared.
//
// Operation    As the writer does it (activities.hpp), in the order of the log, of a share of all
//              activities at a time: what is held has a bound, whatever their number.
// Limitations  A definition stays when the statement that brought it is erased. So where a tenant
//              has erased statements, one that differs is not told to be wrong.
#pragma once

#include "storage/rocksdb/activities.hpp"
#include "storage/rocksdb/inspection.hpp"

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace storage::rocks {

// A definition that came with a statement which may define.
struct ReceivedAgain {
    std::string key; // activity_key()
    base::Hash128 definition;
    const boost::json::object* json;
};

class MergedAgain {
public:
    // Of `shares` shares of all activities the one numbered `share`.
    MergedAgain(const Inspection& inspection, std::size_t share, std::size_t shares)
        : inspection_(inspection), share_(share), shares_(shares)
    {
    }

    // Adds those of a statement that belong to the share. Any thread.
    void gather(Tenant tenant, const boost::json::value& statement,
                std::vector<ReceivedAgain>& out) const;

    // In the order of the log.
    void merge(const std::vector<ReceivedAgain>& received);

    Result<> compare(Findings& findings) const;

private:
    bool has(std::string_view key) const;
    void judge(Findings& findings, Tenant tenant, const std::string& key,
               std::optional<std::string_view> stored) const;

    const Inspection& inspection_;
    const std::size_t share_;
    const std::size_t shares_;
    MergedDefinitions merged_;
    std::map<std::string, statements::CanonicalDefinition, std::less<>> definitions_;
};

// How many shares there should be.
Result<std::size_t> shares_of(const Inspection& inspection);

} // namespace storage::rocks
