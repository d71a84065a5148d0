// Whose data. Part of every key and of every call.
#pragma once

#include <cstdint>

namespace storage {

enum class Tenant : std::uint32_t {};

// Position in a tenant's log: 64 bits, strictly increasing, visible in order. Gaps are allowed
// and nobody counts by subtraction. 0 lies before every entry.
using Sequence = std::uint64_t;

} // namespace storage
