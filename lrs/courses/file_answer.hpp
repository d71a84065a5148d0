// Files of courses and of the player as answers: types, tags, parts.
#pragma once

#include "lrs/app.hpp"
#include "lrs/request.hpp"
#include "lrs/response.hpp"
#include "storage/file_store.hpp"
#include "storage/tenant.hpp"

#include <string>
#include <string_view>

namespace lrs {

// One file of a package. Up to limits::answer_piece it is read at once, which blocks; a longer one
// as it is sent.
//   304 by If-None-Match; 206 and 416 by Range, when If-Range names this file or is not there
base::Result<Response> file_response(const Request& request, storage::FileStore& files,
                                     storage::Tenant tenant, const storage::Digest& digest,
                                     std::uint64_t size, std::string_view media_type);

// What is the same for all that the content origin sends: who may frame it, and that nothing of it
// is guessed or told to others.
void protect_content(Response& response, const App& app);

} // namespace lrs
