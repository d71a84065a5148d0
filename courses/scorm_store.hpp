// Where the states of SCORM registrations and what their sessions have committed are kept.
//
// Threads    Any; calls block. Who changes a registration sees to it that nobody else does.
// Errors     of storage; corrupt: a record does not decode.
#pragma once

#include "courses/long_record.hpp"
#include "courses/scorm_state.hpp"

#include <map>
#include <string>
#include <string_view>

namespace courses {

using ScormItemStates = std::map<std::string, ScormItemState, std::less<>>;

// What is kept of one registration. `owner`: its id as a text.
class ScormStore {
public:
    ScormStore(storage::RecordStore& records, storage::Tenant tenant)
        : records_(records), tenant_(tenant)
    {
    }

    base::Result<ScormState> state(const std::string& owner) const;
    base::Result<ScormItemState> item(const std::string& owner, std::string_view item) const;
    base::Result<ScormItemStates> items(const std::string& owner) const;
    base::Result<std::string> text(const LongRecord& record, std::size_t parts) const;

    static void put(RecordChanges& changes, const std::string& owner, const ScormState& state);
    static void put(RecordChanges& changes, const std::string& owner, const ScormItemState& item);

    // The last commit of an item's attempt, as received.
    static LongRecord commit_of(const std::string& owner, std::string_view item);
    // The same of a run in browse or review: there is but one.
    static LongRecord commit_aside(const std::string& owner);
    static LongRecord sequencing(const std::string& owner);
    static LongRecord objectives(const std::string& owner);
    static LongRecord shared_data(const std::string& owner);

    base::Result<> change(const RecordChanges& changes)
    {
        return records_.change(tenant_, changes);
    }

    base::Result<> forget(const std::string& owner);

private:
    storage::RecordStore& records_;
    const storage::Tenant tenant_;
};

} // namespace courses
