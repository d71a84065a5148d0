// A launch of an AU, as the token that it gave out remembers it (cmi5 8 and 10).
#pragma once

#include "base/uuid.hpp"
#include "content/launch_mode.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <optional>
#include <string>

namespace content {

struct Cmi5Session {
    base::Uuid id;
    base::Uuid registration;
    std::size_t au = 0;        // In Cmi5Course::aus.
    std::string activity;      // Cmi5Ids::au() of it.
    boost::json::object actor; // As in the launch URL: an Agent with an account.
    LaunchMode mode = LaunchMode::normal;
    boost::json::object context_template; // As in LMS.LaunchData.
    std::optional<double> mastery_score;  // The same.
    bool fetched = false;                 // The content has got the token.
    bool closed = false;    // Terminated, and the time for what was late is over (9.3.8).
    bool abandoned = false; // 9.3.6
};

} // namespace content
