// Statements that the server derives from what content reports go the way of all others.
//
// Threads: any; tell() blocks.
#pragma once

#include "storage/statement_store.hpp"

#include <boost/json/object.hpp>

#include <span>
#include <string>
#include <utility>

namespace courses {

class Teller {
public:
    // `authority`: JSON of the agent whose statements they are.
    Teller(storage::StatementStore& store, storage::Tenant tenant, std::string authority)
        : store_(store), tenant_(tenant), authority_(std::move(authority))
    {
    }

    // Stores them in their order, those aside whose id is there already: what is told again after a
    // crash or a lost answer has other times, and the first telling holds. They are durable when it
    // returns. More than limits::batch_statements become several batches, one after the other.
    // Errors: as statements::prepare() and StatementStore::put().
    base::Result<> tell(std::span<const boost::json::object> statements);

    // The same with the text of each, which is stored as it is.
    base::Result<> tell_texts(std::span<const std::string> statements);

    const std::string& authority() const { return authority_; }

private:
    base::Result<> put(std::span<const std::string> statements);
    base::Result<bool> is_stored(const std::string& statement) const;

    storage::StatementStore& store_;
    const storage::Tenant tenant_;
    const std::string authority_;
};

} // namespace courses
