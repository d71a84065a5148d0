// The requirements by topic, one file in conformance/topics/ each.
#pragma once

#include "conformance/talk.hpp"

#include <vector>

namespace conformance::topics {

using Table = std::vector<Requirement>;

Table about();
Table versions();
Table authentication();
Table data(); // The rows of conformance/statements.hpp.
Table schemes();
Table storing();
Table properties();
Table comparison();
Table bytes();
Table queries();
Table query_values();
Table formats();
Table voiding();
Table references();
Table more();
Table attachments();
Table attachments_back();
Table signatures();
Table documents();
Table state();
Table agents();
Table activities();
Table concurrency();
Table head();
Table alternate();
Table leniency();
Table limits();
Table scopes();

} // namespace conformance::topics
