// What stays of an erased statement in the log, and what followers are told (storage/log.hpp).
#pragma once

#include "base/digest.hpp"
#include "base/timestamp.hpp"
#include "base/uuid.hpp"
#include "storage/tenant.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace storage {

// Names an id only to someone who knows it already and holds the database's key.
base::Hash128 sealed_id(const base::Hash128& key, const base::Uuid& id);

// {"id", "reason", "erased"}; of a voiding statement also "voids" and "stored".
std::string tombstone(const base::Hash128& sealed, std::string_view reason, base::Timestamp erased,
                      const boost::json::value& statement);

// {"sequences", "reason", "erased"}
std::string erasure_record(std::span<const Sequence> sequences, std::string_view reason,
                           base::Timestamp erased);

} // namespace storage
