#include "lrs/commands/attain_inputs.hpp"

#include "base/limits.hpp"
#include "statements/agent.hpp"
#include "statements/parse.hpp"
#include "statements/validate.hpp"

namespace lrs {

using base::Error;
using base::ErrorKind;
using base::Result;

Result<std::shared_ptr<const competency::Model>> read_model(const std::string& path)
{
    const auto document = read_file(path, limits::model_bytes);
    if (!document) return document.error();
    return competency::parse_model(*document);
}

Result<competency::Roles> read_roles(const std::optional<std::string>& path)
{
    if (!path) return competency::Roles{};
    const auto document = read_file(*path, limits::model_bytes);
    if (!document) return document.error();
    return competency::parse_roles(*document);
}

Result<std::string> read_identity(const std::string& text)
{
    const auto value = statements::parse(text);
    if (!value) return Error{ErrorKind::invalid, "--agent: " + value.error().why};
    const auto complaints = statements::validate_agent(*value, statements::Version::v2_0_0);
    if (!complaints.empty()) {
        return Error{ErrorKind::invalid, "--agent is no Agent: " + complaints.front().where +
                                             " must " + complaints.front().expected};
    }
    const auto identity = statements::identity(*value);
    if (identity && !statements::is_group(*value)) return *identity;
    return Error{ErrorKind::invalid, "--agent must be an Agent: attainment is a person's"};
}

} // namespace lrs
