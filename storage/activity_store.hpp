// What is known of activities (xAPI 1.0.3 Data 2.4.4.1 "LRS Requirements", IEEE 9274.1.1 4.2.2.3).
//
// A definition is merged (statements/definition.hpp) from what statements bring, in order of
// sequence and in their commit. Threads, blocking and ownership as in statement_store.hpp.
#pragma once

#include "base/error.hpp"
#include "storage/tenant.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace storage {

class ActivityStore {
public:
    virtual ~ActivityStore() = default;
    ActivityStore(const ActivityStore&) = delete;
    ActivityStore& operator=(const ActivityStore&) = delete;

    // JSON of an object. Empty: nobody who may define has told.
    virtual base::Result<std::optional<std::string>>
    definition(Tenant tenant, std::string_view activity) const = 0;

protected:
    ActivityStore() = default;
};

} // namespace storage
