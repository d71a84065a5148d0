// What lrs attain reads besides the statements; the roles are those of lrs serve too.
#pragma once

#include "competency/model.hpp"
#include "competency/roles.hpp"
#include "lrs/commands/arguments.hpp"

#include <memory>
#include <optional>
#include <string>

namespace lrs {

// invalid: the file cannot be read, or the model breaks rules, which are the complaints.
base::Result<std::shared_ptr<const competency::Model>> read_model(const std::string& path);

// Without a file nobody has any.
base::Result<competency::Roles> read_roles(const std::optional<std::string>& path);

// statements::identity() of an Agent as JSON.
base::Result<std::string> read_identity(const std::string& text);

// lrs attain --export. The answer, as a server sends it.
base::Result<std::string> attain_from_export(const Arguments& given);

} // namespace lrs
