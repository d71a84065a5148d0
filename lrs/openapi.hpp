// The description of what lies under /api/v1, and of /health, for programs: an OpenAPI 3.1
// document. It is lrs/openapi.json, which the build puts into the program (cmake/embed.cmake);
// tests/lrs/openapi.cpp holds it against the routes and their answers.
#pragma once

#include <string_view>

namespace lrs {

extern const std::string_view openapi_document;

} // namespace lrs
