// What each tenant has of its own beside its log: who its employees are, which model is in force,
// what they attain, and its courses.
//
// Concurrency  Any thread may call anything. find() and all() suit network threads, the rest
//              blocks on the disk.
#pragma once

#include "lrs/courses/office.hpp"
#include "lrs/followers/competency_follower.hpp"
#include "lrs/models/publishing.hpp"
#include "lrs/models/retention.hpp"
#include "lrs/persons/heat_maps.hpp"
#include "lrs/persons/person_register.hpp"

#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <vector>

namespace lrs {

struct Municipality {
    Municipality(storage::Storage& storage, storage::Tenant tenant, const std::string& name,
                 Journal& journal, const competency::Authorities& own, const std::string& base_url);

    storage::Storage& storage;
    const storage::Tenant tenant;
    PersonRegister persons;
    CompetencyFollower competency;
    HeatMaps heat_maps{persons, competency};
    Publishing publishing;
    Retention retention;
    CourseOffice courses;
};

class Municipalities {
public:
    // `own` are the authorities of this system itself.
    Municipalities(storage::Storage& storage, Journal& journal, competency::Authorities own,
                   std::string base_url);

    ~Municipalities() { stop(); }

    // Reads what is kept of the tenant and begins to follow its log, unless it does so already.
    // One call at a time. The roles were given from outside.  corrupt: something kept does not
    // decode
    base::Result<> add(storage::Tenant tenant, const std::string& name,
                       competency::Roles roles = {});

    // Null: it has not been added.
    Municipality* find(storage::Tenant tenant) const;
    std::vector<const Municipality*> all() const;

    // Nothing is followed any more.
    void stop();

private:
    storage::Storage& storage_;
    Journal& journal_;
    const competency::Authorities own_;
    const std::string base_url_;
    mutable std::shared_mutex mutex_;
    std::map<storage::Tenant, std::unique_ptr<Municipality>> all_;
};

} // namespace lrs
