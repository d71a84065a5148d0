// Query parameters that xAPI does not know and that are ignored all the same. The standards let an
// LRS recognise further ones (xAPI 1.0.3 Communication 3.2); all others are refused.
#pragma once

#include "lrs/request.hpp"

#include <span>
#include <string>
#include <string_view>

namespace lrs {

// What authoring tools, launch pages and client libraries leave in a URL.
bool is_ignored_parameter(std::string_view name);

// Removes these, those that the operator has named and, of lenient content, whatever no resource of
// xAPI knows. A name that differs from a known one in case alone stays, to be refused: ignoring a
// filter would answer with too much.
void drop_ignored(Parameters& parameters, std::span<const std::string> named, bool lenient);

} // namespace lrs
