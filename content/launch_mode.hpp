// How a course is launched (cmi5 10.2.2; cmi.core.lesson_mode, cmi.mode): the same three ways in
// all standards.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace content {

enum class LaunchMode : std::uint8_t { normal, browse, review };

std::string_view name_of(LaunchMode mode); // "Normal", as cmi5 writes it.

// As SCORM and this server's interface write it: "normal", "browse", "review". Empty: another text.
std::optional<LaunchMode> launch_mode_named(std::string_view name);
std::string_view scorm_name_of(LaunchMode mode);

} // namespace content
