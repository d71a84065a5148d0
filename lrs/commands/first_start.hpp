// What a store needs before it can serve anybody: a tenant and a credential.
#pragma once

#include "lrs/auth/credentials.hpp"
#include "lrs/config.hpp"
#include "storage/settings.hpp"

#include <iosfwd>
#include <optional>
#include <string>

namespace lrs {

inline constexpr storage::Tenant default_tenant{1};

// Creates the tenant "default" when there is none, and a credential that may do everything:
// KEY:SECRET when it is given, else one made up when there is none at all. Returns the made-up
// one, whose secret is told only now.
base::Result<std::optional<KeyAndSecret>> first_start(const Config& config,
                                                      const std::optional<std::string>& credential,
                                                      const std::optional<std::string>& authority,
                                                      storage::Settings& settings,
                                                      Credentials& credentials);

// Tells where the server is and, on the first start, how to use it.
void greet(const Config& config, std::uint16_t port, const std::optional<KeyAndSecret>& made,
           std::ostream& out);

} // namespace lrs
