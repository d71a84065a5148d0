// The run-time data of one attempt at a SCO, as the player commits them.
//
// A commit is a JSON object, whatever its media type says. The data model lies under
// "runtimeData": {"cmi": ...} or directly under "cmi"; its values are texts, its arrays are objects
// with the keys "0", "1", ... or arrays. Beside it stand
//   commitSequence     required; rises with every commit of a session
//   completionStatus, successStatus, score, totalTimeSeconds
//                      the course's when the player was given a sequencing tree, else the SCO's
//   globalObjectives, sharedData
//                      what outlives the SCO; see sequencing_state.hpp
//
// Content is careless, and a commit may be the last one of a session. So what is missing or empty
// is taken for not said, and a single value that breaks its rule (limits::scorm_..., the
// vocabularies and types of the SCORM RTE) is left out with a warning, and the rest is kept. Texts
// longer than the smallest permitted maximum of the standard (its SPM) are taken with a warning.
#pragma once

#include "base/error.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace content {

// Of the run-time environment; the editions of 2004 are one.
enum class ScormVersion { v1_2, v2004 };

// What both versions count times in.
using Hundredths = std::chrono::duration<std::int64_t, std::centi>;

enum class Entry { none, ab_initio, resume };
enum class Exit { none, normal, suspend, logout, time_out };
enum class Credit { credit, no_credit };
enum class Mode { normal, browse, review };
enum class Completion { unknown, not_attempted, incomplete, completed };
enum class Success { unknown, passed, failed };

// Of 1.2 one field: passed and failed say completed, too; browsed says nothing.
struct Status {
    Completion completion = Completion::unknown;
    Success success = Success::unknown;

    bool operator==(const Status&) const = default;
};

// JSON numbers with the digits that were sent. Empty: not said. Nothing of 1.2 is scaled.
struct Score {
    std::string raw{};
    std::string min{};
    std::string max{};
    std::string scaled{}; // -1..1

    bool operator==(const Score&) const = default;
};

struct Comment {
    std::string text;
    std::string location{};
    std::string time{}; // As sent; see scorm_times.hpp.

    bool operator==(const Comment&) const = default;
};

struct Objective {
    std::string id;
    Status status{};
    Score score{};
    std::string progress{}; // 0..1
    std::string description{};

    bool operator==(const Objective&) const = default;
};

enum class InteractionType {
    true_false,
    choice,
    fill_in,
    long_fill_in, // This one and the last: 2004.
    matching,
    performance,
    sequencing,
    likert,
    numeric,
    other,
};

enum class Outcome { correct, incorrect, neutral, unanticipated };

struct Interaction {
    std::string id;
    std::optional<InteractionType> type{};
    std::string response{};
    std::vector<std::string> correct{}; // Patterns, in their order.
    std::optional<Outcome> outcome{};
    std::string measure{}; // Its result, when that is a number.
    std::string weighting{};
    std::optional<Hundredths> latency{};
    std::string time{}; // When it was presented, as sent.
    std::vector<std::string> objectives{};
    std::string description{};

    bool operator==(const Interaction&) const = default;
};

// As sent: the versions mean different scales. See scorm_documents.hpp.
struct Preferences {
    std::string audio{};
    std::string language{};
    std::string speed{};
    std::string captioning{};

    bool operator==(const Preferences&) const = default;
};

// A bucket of adl.data.
struct Store {
    std::string id;
    std::string text;

    bool operator==(const Store&) const = default;
};

using Index = std::uint32_t;

struct Cmi {
    ScormVersion version = ScormVersion::v1_2;
    std::string learner_id{};
    std::string learner_name{};
    Entry entry = Entry::none;
    Exit exit = Exit::none;
    Credit credit = Credit::credit;
    Mode mode = Mode::normal;
    Status status{};
    Score score{};
    std::string progress{}; // 0..1
    std::optional<Hundredths> session_time{};
    std::optional<Hundredths> total_time{};
    std::string location{};
    std::string suspend_data{};
    std::string launch_data{};
    std::string passing_score{}; // 1.2: mastery_score, 0..100; 2004: scaled.
    std::string completion_threshold{};
    std::optional<Hundredths> max_time_allowed{};
    std::string time_limit_action{};
    Preferences preferences{};
    // Of 1.2 a single one, number 0, to which content appends.
    std::map<Index, Comment> comments_from_learner{};
    std::map<Index, Comment> comments_from_lms{};
    std::map<Index, Objective> objectives{};
    std::map<Index, Interaction> interactions{};
    std::vector<Store> stores{};

    bool operator==(const Cmi&) const = default;
};

// Of a whole course, or of the SCO again: the receiver knows whether there is a sequencing tree.
struct RollUp {
    Status status{};
    Score score{};

    bool operator==(const RollUp&) const = default;
};

struct Commit {
    Cmi cmi;
    RollUp roll_up{};
    std::optional<Hundredths> total_time{}; // Of all sessions of the attempt.
    std::uint64_t sequence = 0;
    boost::json::object global_objectives{}; // Not looked into.
    boost::json::object shared_data{};       // Neither.
    base::Complaints warnings{};             // `where` is a JSON Pointer into the body.
};

// too_large: more than limits::scorm_commit_bytes. invalid: no JSON, no object, no data model or no
// commitSequence; a complaint says so.
//
// Half a surrogate pair, which browsers can send in an escape and JSON's texts cannot hold, is read
// as U+FFFD with a warning. Whoever keeps the body for the player keeps it as received.
base::Result<Commit> read_commit(std::string_view body, ScormVersion version);

// The body alone, as what is kept of an attempt (cmi_seed.hpp): too_large, or invalid as above.
base::Result<boost::json::object> read_commit_object(std::string_view body);

} // namespace content
