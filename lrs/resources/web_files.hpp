// Files of the program itself (web/files.hpp), as answers.
#pragma once

#include "lrs/request.hpp"
#include "lrs/response.hpp"
#include "web/files.hpp"

#include <string_view>

namespace lrs {

// Null: there is none of this name.
const web::WebFile* web_file(std::string_view name);

// Browsers ask each time whether it is still the same; then the answer is 304.
Response web_response(const Request& request, const web::WebFile& file);

} // namespace lrs
