// Statements that this program has written itself go the way of all others.
#pragma once

#include "storage/statement_store.hpp"

#include <string_view>

namespace storage {

// Checks them, one object or an array, and stores them as if somebody of this authority (JSON of an
// agent) had sent them under 2.0.0. Blocks until they are durable. Errors are those of
// statements::prepare() and StatementStore::put(). `defines`: what they say of activities counts.
Result<Committed> put_text(StatementStore& store, Tenant tenant, std::string_view authority,
                           std::string_view body, bool defines = false);

} // namespace storage
