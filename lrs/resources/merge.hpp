// What a POST makes of a document (xAPI 1.0.3 Communication 2.2, "JSON Procedure with
// Requirements"; IEEE 9274.1.1 4.1.6.2).
#pragma once

#include "base/error.hpp"
#include "storage/document_store.hpp"

#include <optional>
#include <string_view>

namespace lrs {

// The media type is application/json, whatever its parameters.
bool is_json(std::string_view content_type);

// The members of both objects as they were written, the posted one's where both have one. Without
// a document the posted one.
//   invalid  one of the two is no JSON object of the type application/json
base::Result<storage::Document> merge(const std::optional<storage::Document>& current,
                                      const storage::Document& posted);

} // namespace lrs
