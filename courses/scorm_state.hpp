// What is kept of a registration for a SCORM course, and of each of its items.
#pragma once

#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "base/uuid.hpp"
#include "content/launch_mode.hpp"
#include "content/scorm_to_xapi.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace courses {

enum class RunPhase : std::uint8_t {
    open,
    interrupted, // By end(): its last commit may still be on the way.
    over,
};

struct ScormRun {
    base::Uuid id;
    base::Uuid launch;
    base::Timestamp launched; // When this launch was made.
    std::string item;
    content::LaunchMode mode = content::LaunchMode::normal;
    base::Uuid attempt;
    base::Timestamp begun;
    std::optional<std::chrono::minutes> zone{};
    std::optional<std::uint64_t> sequence{}; // Of its last commit; absent: there was none.
    std::size_t parts = 0; // Of its last commit in browse and review, which is kept nowhere else.
    RunPhase phase = RunPhase::open;

    bool operator==(const ScormRun&) const = default;
};

// A text that is kept in several records, and what it is.
struct KeptText {
    std::size_t parts = 0; // 0: there is none.
    std::string digest{};  // In hex.

    bool operator==(const KeptText&) const = default;
};

struct ScormState {
    std::optional<ScormRun> run{};          // The last one.
    std::string item{};                     // Of the last run in normal mode.
    std::uint64_t runs = 0;                 // So many there were.
    bool is_heard = false;                  // The player has told a result of the course.
    content::RollUp said{};                 // Of the course, last.
    content::RollUp course{};               // With what was better before.
    std::optional<base::Timestamp> since{}; // The status of it.
    base::Timestamp latest{};               // Whatever happened.
    KeptText sequencing{};
    KeptText objectives{};
    KeptText shared{};

    bool operator==(const ScormState&) const = default;
};

struct ScormItemState {
    std::string item;
    base::Uuid attempt{}; // The last one.
    std::uint64_t attempts = 0;
    std::size_t parts = 0;        // Of the last commit; 0: nothing is kept of the attempt.
    bool is_suspended = false;    // The next run goes on with the attempt.
    content::RollUp earlier{};    // Of the attempts before this one.
    content::RollUp now{};        // Of this one.
    content::Hundredths before{}; // Time of the attempts before this one.
    content::Hundredths time{};   // Of this one.
    std::optional<base::Timestamp> since{}; // The status that comes of both.
    base::Timestamp first{};
    base::Timestamp latest{};

    bool operator==(const ScormItemState&) const = default;
};

std::string encode(const ScormState& state);
std::string encode(const ScormItemState& state);
// corrupt: it does not decode.
base::Result<ScormState> decode_scorm_state(std::string_view text);
base::Result<ScormItemState> decode_scorm_item_state(std::string_view text);

// "not attempted", "passed" ...
std::string_view name_of(content::Completion completion);
std::string_view name_of(content::Success success);

} // namespace courses
