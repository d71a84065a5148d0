// Statements that the system itself makes about people of one tenant.
//
// Threads: any; store() blocks.
#pragma once

#include "competency/achieved.hpp"
#include "storage/storage.hpp"

#include <boost/json/object.hpp>

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace lrs {

// Whose statements they are.
struct Publisher {
    std::string base_url;
    std::string tenant; // Its name.
};

// What the system writes: stored once, whatever is asked how often.
struct Issued {
    base::Uuid id;
    bool is_new = false;
};

class OwnStatements {
public:
    OwnStatements(storage::Storage& storage, storage::Tenant tenant, Publisher publisher)
        : storage_(storage), tenant_(tenant), publisher_(std::move(publisher))
    {
    }

    competency::Parties parties(boost::json::object learner) const;

    // Those that are not there yet.
    base::Result<std::vector<Issued>> store(std::span<const competency::Written> written);

private:
    storage::Storage& storage_;
    const storage::Tenant tenant_;
    const Publisher publisher_;
};

} // namespace lrs
