// The inside of ScormRuns (scorm_runs.hpp), whose parts are in scorm_begin.cpp, scorm_commit.cpp
// and scorm_runs.cpp.
#pragma once

#include "courses/attempt_documents.hpp"
#include "courses/outbox.hpp"
#include "courses/scorm_course.hpp"
#include "courses/scorm_runs.hpp"
#include "courses/scorm_session.hpp"
#include "courses/scorm_standing.hpp"
#include "courses/scorm_store.hpp"

#include <array>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace courses {

// Whose course it is that a call is about.
struct Place {
    Place(const Package& of, const Registration& who, const Launch& how)
        : package(of), registration(who), launch(how), manifest(*of.scorm()),
          version(version_of(manifest)), owner(base::to_string(who.id))
    {
    }

    const content::ScormItem* item(std::string_view id) const
    {
        return content::find_item(manifest.organization(), id);
    }

    const Package& package;
    const Registration& registration;
    const Launch& launch;
    const content::ScormManifest& manifest;
    const content::ScormVersion version;
    const std::string owner;
};

// What a call changes, and tells.
struct Step {
    std::string name; // Never used again in the registration.
    content::Attempt where{};
    ScormState& state;
    std::optional<ScormItemState> item{}; // Absent: nothing of it changes.
    RecordChanges changes{};              // Beside these.
    std::vector<boost::json::object> statements{};
    std::vector<content::Document> documents{};
    bool begins = false; // A new attempt.
};

class ScormRuns::Room {
public:
    Room(storage::Storage& storage, storage::Tenant tenant, std::string authority,
         storage::Clock clock)
        : store_(storage.records(), tenant), documents_(storage.documents(), tenant),
          outbox_(storage, tenant, std::move(authority)), clock_(std::move(clock))
    {
    }

    base::Result<boost::json::object> course(const Place& place);
    base::Result<boost::json::object> begin(const Place& place, const boost::json::object& asked);
    base::Result<boost::json::object> commit(const Place& place, const base::Uuid& run,
                                             std::string_view body, bool final);
    base::Result<boost::json::object> keep(const Place& place, const boost::json::object& sent);
    base::Result<boost::json::object> end(const Place& place, const boost::json::object& asked);
    base::Result<ScormProgress> progress(const content::ScormManifest& manifest,
                                         const base::Uuid& registration);
    base::Result<> settle();
    base::Result<> forget(const base::Uuid& registration);

private:
    static constexpr std::size_t stripes = 1'024;

    std::unique_lock<std::mutex> hold(const base::Uuid& registration)
    {
        return std::unique_lock(mutexes_[std::hash<base::Uuid>()(registration) % stripes]);
    }

    // As it is, with everything told that follows from it.
    base::Result<ScormState> settled_state(const Place& place);
    base::Result<> take(Step& step, const std::string& owner);
    base::Timestamp next_time(ScormState& state) const;

    // What the player of the run has: its last commit, or what it was given.
    base::Result<std::optional<content::Commit>> former_of(const Place& place, const ScormRun& run,
                                                           const ScormItemState& item) const;
    base::Result<Seed> seed(const Place& place, const content::ScormItem& item,
                            const ScormItemState& known, content::LaunchMode mode) const;
    base::Result<bool> is_open(const Place& place, const content::ScormItem& item) const;
    void begin_attempt(const Place& place, Step& step, base::Timestamp at);
    base::Result<boost::json::object> begin_run(const Place& place, ScormState& state,
                                                const content::ScormItem& item,
                                                std::optional<std::chrono::minutes> zone);
    base::Result<> launch_asset(const Place& place, Step& step);
    base::Result<> take_commit(const Place& place, ScormState& state, content::Commit now,
                               std::string_view body, bool final);
    base::Result<> hear(const Place& place, Step& step, content::Commit& now, base::Timestamp at,
                        bool is_last);
    void hear_objectives(Step& step, const std::string& owner, const content::Commit& now);
    // Ends the last run when it is open. `is_last`: by its last commit.
    base::Result<> close(const Place& place, ScormState& state, RunPhase phase, bool is_last);

    ScormStore store_;
    AttemptDocuments documents_;
    Outbox outbox_;
    const storage::Clock clock_;
    std::array<std::mutex, stripes> mutexes_;
};

// Its launch is not the one that was made last.
bool is_taken_over(const ScormState& state, const Launch& launch);
base::Error taken_over();

} // namespace courses
