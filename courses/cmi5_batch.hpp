// What the system says in answer to statements of an AU goes into their batch, right behind them.
#pragma once

#include "base/error.hpp"
#include "statements/accept.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace courses {

// Statements of the system, ready to be stored. Errors: as statements::prepare().
base::Result<std::vector<statements::PreparedStatement>>
prepare_answers(std::span<const boost::json::object> answers,
                const statements::Acceptance& acceptance);

// Batches to be stored one after the other: `batch`, and behind each of its statements the next
// counts[index] of the answers. The first batch holds all of `batch`; as long as they are not more
// than limits::batch_statements together, there is no other.
//   too_large  the first would have more statements than that
base::Result<std::vector<statements::PreparedBatch>>
spliced(statements::PreparedBatch batch, std::vector<statements::PreparedStatement> answers,
        std::span<const std::size_t> counts);

} // namespace courses
