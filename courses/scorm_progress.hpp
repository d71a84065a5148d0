// How far somebody has come in a SCORM course, as its sessions in normal mode have told it.
//
// Attempts at an item count together: what was completed or passed in one stays so, whatever a
// later one says; the score is the latest one that does not belong to a worse result.
#pragma once

#include "base/timestamp.hpp"
#include "content/cmi.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace courses {

struct ScormStanding {
    content::Status status{};
    boost::json::object score{};             // xAPI's score object; empty: there is none.
    std::optional<base::Timestamp> since{};  // The status is as it is. Absent: it was never told.
    content::Hundredths time{};              // Of all sessions, as content and player count it.
    std::optional<base::Timestamp> first{};  // Begun. Absent: never.
    std::optional<base::Timestamp> latest{}; // Begun, committed or ended.

    bool operator==(const ScormStanding&) const = default;
};

struct ScormItemProgress {
    std::string item; // Its id in the manifest.
    ScormStanding standing{};
    std::uint64_t attempts = 0;

    bool operator==(const ScormItemProgress&) const = default;
};

struct ScormProgress {
    ScormStanding course{};
    std::vector<ScormItemProgress> items{}; // Those that can be launched, in the manifest's order.

    bool operator==(const ScormProgress&) const = default;
};

} // namespace courses
