// What a follower reads in the log's entries that are no statements.
#pragma once

#include "base/timestamp.hpp"
#include "competency/engine.hpp"
#include "storage/log.hpp"

#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace lrs {

// The sequences of an erasure.
std::vector<std::uint64_t> erased_sequences(const boost::json::value& record);

// Of the tombstone of a voiding statement, under the sealed id instead of its own.
std::optional<competency::Void> kept_void(const boost::json::value& tombstone);

// Empty: a tombstone does not say it.
std::optional<base::Timestamp> stored_of(storage::EntryKind kind, const boost::json::value& value);

} // namespace lrs
