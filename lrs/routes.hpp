// The server's table of routes.
#pragma once

#include "lrs/router.hpp"

#include <span>

namespace lrs {

std::span<const Route> routes();

} // namespace lrs
