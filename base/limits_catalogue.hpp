#pragma once
#include "base/limits.hpp"
namespace limits {
inline constexpr std::size_t courses_listed = 100;      // In one page.
inline constexpr std::size_t course_languages = 50;     // That an offer has texts in.
inline constexpr std::size_t offer_text_bytes = 10'000; // Of a description, in one language.
inline constexpr std::uint32_t course_places = 100'000; // Of an offer that limits them.
inline constexpr double course_hours = 10'000;          // It takes at most.
inline constexpr std::size_t course_waiting = 10'000;   // People, of one course.
inline constexpr std::size_t voucher_bytes = 200;       // A text of one.
inline constexpr std::chrono::hours person_link_lifetime = 30 * 24h;
} // namespace limits
