// How long the other side may take for a body or an answer: no longer than a limit in all, and not
// less than so many bytes a second once it has had some time to begin. So who sends or reads a
// byte now and then (a slow client, or one that means it) does not hold a connection.
#pragma once

#include "base/limits.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace lrs {

struct Pace {
    std::chrono::milliseconds grace = limits::transfer_grace;
    std::size_t bytes_per_second = limits::transfer_rate; // Not 0.

    // From the beginning on, when so many bytes have gone.
    std::chrono::milliseconds allowed(std::size_t bytes, std::chrono::milliseconds at_most) const
    {
        const auto earned = std::chrono::milliseconds(bytes * 1'000 / bytes_per_second);
        return std::min(grace + earned, at_most);
    }
};

} // namespace lrs
