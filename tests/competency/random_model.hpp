// Random models and histories that use every node, aggregation and subject, small enough to meet
// themselves often: few people, few days, equal times.
#pragma once

#include "competency/model.hpp"
#include "competency/roles.hpp"

#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace support::kmx {

using Random = std::mt19937;

int pick(Random& random, int below);

inline const std::vector<std::string> people{"ann", "bob", "eve"};

// The name of the system's own authority.
inline const std::string us = "us";

std::string random_model(Random& random);
competency::Roles random_roles(Random& random);

struct Logged {
    std::string text;
    std::uint64_t sequence;
    competency::Timestamp t;
    competency::Timestamp known; // `stored`, or since when it was known, as it says itself.
    bool is_void;
};

inline std::vector<std::string> texts_of(const std::vector<Logged>& statements)
{
    std::vector<std::string> out;
    for (const auto& logged : statements)
        out.push_back(logged.text);
    return out;
}

// In the order of the log: `stored` ascends.
std::vector<Logged> random_history(Random& random, int count);

// A time around those of the history.
competency::Timestamp random_time(Random& random);

} // namespace support::kmx
