// When content says that something happened.
//
// Its clock is the learner's, set by him and often without a zone. What it says is believed when it
// lies within the session, and nothing else is: see happened().
#pragma once

#include "base/timestamp.hpp"
#include "content/cmi.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace content {

// 1.2: a time of the day, "09:30:00" or "09:30:00.25". 2004: a date and time of ISO 8601 with or
// without a zone; seconds, minutes, hours, days and months may be missing (RTE 4.1.1.7), but only a
// time with seconds is of use to happened().
bool is_time(std::string_view text, ScormVersion version);

// The span of a session in which things can have happened.
struct Session {
    base::Timestamp begun;
    base::Timestamp now;
    // Of the learner's clock, east of UTC; absent: not known, and times without a zone say nothing.
    std::optional<std::chrono::minutes> zone{};
};

// Within the session. As content's times have whole seconds, one less than a second too early is
// the session's begin. Empty: not said, or not to be believed.
std::optional<base::Timestamp> happened(std::string_view text, ScormVersion version,
                                        const Session& session);

} // namespace content
