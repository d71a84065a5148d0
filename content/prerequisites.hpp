// What must be done before an item of a SCORM 1.2 course may be started: a script of AICC (CMI
// guidelines, "prerequisites"; SCORM 1.2 CAM 2.3.2.5.1).
//
//   S34                completed or passed           S34 = passed, S34 <> "failed"
//   S34 & S36, S34 | S36, ~S34, (S34)                 2*{S34, S36, S38}: at least two of them
//   AND, OR, NOT       in any letter case, as others write it; {S34, S36} alone: all of them
//
// A status may be written with its first letter. limits::prerequisite_...
#pragma once

#include "content/findings.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace content {

struct Prerequisite {
    enum class Kind : std::uint8_t { done, is, is_not, none, all, at_least };

    Kind kind = Kind::done;
    std::string item{};        // Of done, is and is_not.
    std::string_view status{}; // Of is and is_not, as SCORM 1.2 names it.
    std::size_t count = 0;     // Of at_least.
    std::vector<Prerequisite> parts{};
};

// Empty: it cannot be read; `problem` says why.
std::optional<Prerequisite> parse_prerequisite(std::string_view script, std::string& problem);

// lesson_status of an item, "" and "not attempted" being the same.
using StatusOfItem = std::function<std::string_view(std::string_view item)>;

bool is_met(const Prerequisite& prerequisite, const StatusOfItem& status_of);

// Every item that it names, in order, perhaps more than once.
std::vector<std::string_view> items_of(const Prerequisite& prerequisite);

} // namespace content
