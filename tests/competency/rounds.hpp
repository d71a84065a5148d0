// How many random worlds a test looks at, and which. LRS_WORLDS=N looks at N times as many,
// LRS_WORLD=SEED at the one of that seed alone: every failure names its seed.
#pragma once

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <random>
#include <string>

namespace support::kmx {

inline unsigned number_from(const char* variable, unsigned otherwise)
{
    const auto* text = std::getenv(variable);
    return text ? static_cast<unsigned>(std::stoul(text)) : otherwise;
}

template <class World, class Check>
void in_worlds(int usual, Check check)
{
    const auto only = std::getenv("LRS_WORLD") != nullptr;
    const auto first = only ? number_from("LRS_WORLD", 0) : std::random_device()();
    const auto count = only ? 1u : static_cast<unsigned>(usual) * number_from("LRS_WORLDS", 1);
    BOOST_TEST_MESSAGE(count << " worlds, seeds from " << first);
    for (unsigned i = 0; i < count; ++i) {
        BOOST_TEST_CONTEXT("seed " << first + i)
        {
            World world(first + i);
            check(world);
        }
    }
}

} // namespace support::kmx
