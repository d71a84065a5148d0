// The same answer without an index: reads a whole history for one question. The engine is tested
// against it, and it answers over exported files.
#pragma once

#include "competency/evaluate.hpp"

#include <span>
#include <string>

namespace competency {

// Statements as the store holds them, with `id` and `stored`, in any order, repetitions included.
// `own` are the authorities of this system itself.
// invalid: one of them is no JSON object; `where` is its place in the history.
base::Result<std::vector<EvidenceRow>> rows_of_history(const Model& model,
                                                       std::span<const std::string> statements,
                                                       const std::string& identity,
                                                       const Authorities& own = {});

base::Result<std::string> evaluate_history(const Model& model, const Roles& roles,
                                           std::span<const std::string> statements,
                                           const std::string& identity, Timestamp as_of,
                                           Timestamp known_at, Watermark watermark,
                                           const Authorities& own = {});

} // namespace competency
