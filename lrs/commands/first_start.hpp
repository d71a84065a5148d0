// What a store needs before it can serve anybody: a credential.
#pragma once

#include "lrs/auth/credentials.hpp"
#include "lrs/auth/tenants.hpp"
#include "lrs/config.hpp"

#include <iosfwd>
#include <optional>
#include <string>

namespace lrs {

// Creates a credential of the default tenant that may do everything: KEY:SECRET when it is given,
// else one made up when there is none at all. Returns the made-up one, whose secret is told only
// now.
base::Result<std::optional<KeyAndSecret>> first_start(const Config& config,
                                                      const std::optional<std::string>& credential,
                                                      const std::optional<std::string>& authority,
                                                      Credentials& credentials);

// Tells where the server is and, on the first start, how to use it.
void greet(const Config& config, std::uint16_t port, const std::optional<KeyAndSecret>& made,
           std::ostream& out);

} // namespace lrs
