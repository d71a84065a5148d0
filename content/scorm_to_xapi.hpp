// SCORM's run-time data as statements, by ADL's profile (https://w3id.org/xapi/scorm) and, where it
// is silent, by these rules:
//
// What is said. Statements tell of changes: between what an attempt's data were and what a commit
// says they are. Of interactions, comments and objectives each new or changed element makes its
// own statements; one without an id, an interaction without response and result say nothing.
// What a commit has no more, or no longer knows, is no change that could be told.
//
// Status. `completed`, `passed`, `failed`, `scored` and `progressed` are a journal; what
// `terminated` or `suspended` says of an attempt is what holds. Of SCORM 1.2, whose status is one
// field, passed and failed come with completion true and without a `completed` of their own.
// Neither status nor score is told of an attempt that is for no credit, or in one of the modes
// browse and review.
//
// The course. Only when the player had a sequencing tree does a commit hold the course's roll-up.
// It is told by `completed`, with success and score as far as they are known, and again when they
// change; before completion a success is told by `passed` or `failed`.
//
// What is told of the course has among its context activities `other` the objectives that it is
// evidence for, as cmi5's statements do (cmi5_statements.hpp): at most limits::told_objectives.
//
// Scores: see scorm_score.hpp. Responses: see interaction_text.hpp.
//
// Ids are UUIDs of version 5 of session, element, index and the commit's number: the same commit
// makes the same statements, and other sessions of an attempt make others.
//
// Times. Comments and interactions have the time that content gives, where that lies within the
// session (scorm_times.hpp) and they were not told with it before. Everything else has that of the
// commit, less some microseconds, so that an order by time is the order in which they are returned:
// comments and interactions, progress, objectives, score, status, course, end.
#pragma once

#include "base/timestamp.hpp"
#include "base/uuid.hpp"
#include "content/cmi.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace content {

struct Titled {
    std::string iri;
    std::string title{}; // May be empty.
};

// Whose attempt at what, and in which session: the part that is the same for all commits. IRIs as
// in scorm_iris.hpp; this is where they are taken for right.
struct Attempt {
    boost::json::object actor; // An Agent with an account.
    base::Uuid registration;
    Titled course;
    Titled sco;
    std::string attempt; // IRI; the same for all sessions of an attempt.
    base::Uuid session;
    base::Timestamp begun;                      // The session.
    std::optional<std::chrono::minutes> zone{}; // Of the learner's clock, east of UTC, if known.
    std::string language = "und";               // Of the titles.
    bool sequenced = false;                     // The player has a sequencing tree.
    std::vector<std::string> objectives{};      // Of the course: IRIs, once each.
};

// `resumed`, or `initialized` for any other entry; at the session's begin.
boost::json::object begin_statement(const Attempt& where, Entry entry);

enum class Stage {
    under_way,
    final, // The session's last commit: it is `suspended` or `terminated`.
};

struct Former {
    // What was kept of this attempt last, or what the player was given at the start; null: nothing.
    const Commit* attempt = nullptr;
    // What the commit of any SCO said last in this registration.
    RollUp course{};
};

// In the order of their times. A session that ends without a last commit is ended by its former
// commit once more, as final.
//
// There may be more of them than limits::batch_statements.
std::vector<boost::json::object> statements_of(const Attempt& where, const Former& former,
                                               const Commit& now, base::Timestamp committed,
                                               Stage stage);

} // namespace content
