#include "lrs/ignored_parameters.hpp"

#include "base/ascii.hpp"

#include <algorithm>

namespace lrs {
namespace {

constexpr std::string_view ignored[] = {
    "activity_id",   "activity_platform", "Accept-Language",       "grouping",
    "content_token", "content_endpoint",  "externalConfiguration", "externalRegistration",
    "tincan",        "cachebuster",
};

// Of any resource and version.
constexpr std::string_view known[] = {
    "activity",
    "activityId",
    "agent",
    "ascending",
    "attachments",
    "cursor",
    "format",
    "limit",
    "method",
    "profileId",
    "registration",
    "related_activities",
    "related_agents",
    "since",
    "stateId",
    "statementId",
    "until",
    "verb",
    "voidedStatementId",
};

bool looks_known(std::string_view name)
{
    return std::ranges::any_of(
        known, [&](std::string_view each) { return base::equal_but_for_case(name, each); });
}

} // namespace

bool is_ignored_parameter(std::string_view name)
{
    return std::ranges::find(ignored, name) != std::end(ignored);
}

void drop_ignored(Parameters& parameters, std::span<const std::string> named, bool lenient)
{
    std::erase_if(parameters, [&](const auto& parameter) {
        const auto& name = parameter.first;
        return is_ignored_parameter(name) || std::ranges::find(named, name) != named.end() ||
               (lenient && !looks_known(name));
    });
}

} // namespace lrs
