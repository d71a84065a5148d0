// Links by which employees, who have no credential, reach their own courses. A link stands for one
// person and holds a secret of which the digest is kept; each person has one at a time.
//
// Kept as records "person-link", by the person's id.
//
// Threads: any; calls block.
#pragma once

#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "base/uuid.hpp"
#include "storage/record_store.hpp"
#include "storage/storage.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace courses {

struct PersonalLink {
    std::string secret; // Nobody can tell it again.
    base::Timestamp expires;
};

class PersonalLinks {
public:
    PersonalLinks(storage::RecordStore& records, storage::Tenant tenant, storage::Clock now)
        : records_(records), tenant_(tenant), now_(std::move(now))
    {
    }

    // An earlier one of the same person ends. Good for limits::person_link_lifetime.
    base::Result<PersonalLink> make(const base::Uuid& person, std::string_view by);

    // Whether there was one that might have been used still.
    base::Result<bool> revoke(const base::Uuid& person);

    // Whether the secret is that of the person's link.
    //   unauthorized  it is not, or the link's time is over
    base::Result<> admit(const base::Uuid& person, std::string_view secret) const;

private:
    storage::RecordStore& records_;
    const storage::Tenant tenant_;
    const storage::Clock now_;
};

} // namespace courses
