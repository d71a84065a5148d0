// How the server is watched and what it may take: the options of serve for both.
#pragma once

#include "lrs/commands/arguments.hpp"
#include "lrs/config.hpp"

namespace lrs {

// --metrics-listen, --log, --log-level, --memory-budget.
base::Result<> read_watch_options(const Arguments& given, Config& config);

} // namespace lrs
