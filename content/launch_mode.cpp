#include "content/launch_mode.hpp"

namespace content {

std::string_view name_of(LaunchMode mode)
{
    switch (mode) {
    case LaunchMode::normal: return "Normal";
    case LaunchMode::browse: return "Browse";
    case LaunchMode::review: return "Review";
    }
    return {};
}

std::string_view scorm_name_of(LaunchMode mode)
{
    switch (mode) {
    case LaunchMode::normal: return "normal";
    case LaunchMode::browse: return "browse";
    case LaunchMode::review: return "review";
    }
    return {};
}

std::optional<LaunchMode> launch_mode_named(std::string_view name)
{
    for (const auto mode : {LaunchMode::normal, LaunchMode::browse, LaunchMode::review}) {
        if (name == scorm_name_of(mode)) return mode;
    }
    return std::nullopt;
}

} // namespace content
