// What the handlers about the competency model have in common.
#pragma once

#include "lrs/followers/competency_follower.hpp"
#include "lrs/http_error.hpp"
#include "lrs/request.hpp"
#include "lrs/response.hpp"

#include <optional>

namespace lrs {

// The models are the default tenant's; another tenant's credential must not see them.
inline std::optional<Response> refused_tenant(const Request& request,
                                              const CompetencyFollower& competency)
{
    if (request.credential->tenant == competency.tenant()) return std::nullopt;
    return error_response({base::ErrorKind::not_found, "this tenant has no competency model"});
}

} // namespace lrs
