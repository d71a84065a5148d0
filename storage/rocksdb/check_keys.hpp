// The other half of verify(): that each key of a family follows from some row.
#pragma once

#include "storage/rocksdb/inspection.hpp"
#include "storage/rocksdb/posting_sums.hpp"

#include <functional>
#include <map>

namespace storage::rocks {

// Every key of a family, until the work is called off.
using LookAtKey = std::function<Result<>(const std::string& key, std::string_view value)>;
Result<> each_key(Inspection& inspection, Family family, std::string_view what,
                  const LookAtKey& look);

// A key that follows from nothing.
void stray(Inspection& inspection, Family family, std::string_view kind, const std::string& key,
           std::string found);

// `found`: how many statements have been found by their ids. Adds up which are voided.
Result<> check_ids(Inspection& inspection, std::uint64_t found, PostingSums& voided);
Result<> check_references(Inspection& inspection);
Result<> check_erased(Inspection& inspection);
Result<> check_documents(Inspection& inspection);
Result<> check_projections(Inspection& inspection);
Result<> check_records(Inspection& inspection);

// Where the logs end: `ends` is what the rows say.
Result<> check_ends(Inspection& inspection, const std::map<Tenant, Position>& ends);

} // namespace storage::rocks
