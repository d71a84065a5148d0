// A run goes on and ends: see scorm_runs.hpp.
#include "content/scorm_documents.hpp"
#include "courses/record.hpp"
#include "courses/scorm_room.hpp"

#include <algorithm>

namespace courses {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;
using base::Result;
using content::Commit;
using content::LaunchMode;
using content::ScormVersion;
using content::Stage;

Error run_is_over()
{
    return {ErrorKind::conflict, "this run is over: it has ended, or another one has begun"};
}

json::object committed()
{
    return {{"result", true}, {"errorCode", 0}};
}

// Of a last commit that comes after its session was ended: whether that was told right.
bool ends_otherwise(const Commit& told, const Commit& now)
{
    return told.cmi.status != now.cmi.status || told.cmi.score != now.cmi.score ||
           is_suspended(told, false) != is_suspended(now, true);
}

// Without any weight there is no measure of the whole (SCORM 2004 SN 4.6.1); the player's engine
// takes it for 0.
bool has_weight(const content::ScormOrganization& organization)
{
    return std::ranges::any_of(organization.items, [](const content::ScormItem& item) {
        return !item.sequencing.rollup || item.sequencing.rollup->measure_weight > 0;
    });
}

} // namespace

Result<std::optional<Commit>> ScormRuns::Room::former_of(const Place& place, const ScormRun& run,
                                                         const ScormItemState& item) const
{
    const bool is_aside = run.mode != LaunchMode::normal;
    const bool has_own = run.sequence && is_aside;
    if (!run.sequence && run.mode == LaunchMode::browse) return std::optional<Commit>();
    const auto parts = has_own ? run.parts : item.parts;
    if (parts == 0) return std::optional<Commit>();
    const auto body = store_.text(has_own ? ScormStore::commit_aside(place.owner)
                                          : ScormStore::commit_of(place.owner, run.item),
                                  parts);
    if (!body) return body.error();
    auto commit = read_session_commit(*body, place.version, run.mode);
    if (!commit) return broken_record("commit");
    return std::optional(run.sequence ? std::move(*commit) : given(std::move(*commit)));
}

// What a commit means for its item and for the course, and what the course comes to.
Result<> ScormRuns::Room::hear(const Place& place, Step& step, Commit& now, base::Timestamp at,
                               bool is_last)
{
    auto& state = step.state;
    if (!step.item || !counts(now)) return {};
    auto& item = *step.item;
    const auto before = with_earlier(item.earlier, item.now);
    courses::hear(item.now, {now.cmi.status, now.cmi.score});
    const auto after = with_earlier(item.earlier, item.now);
    if (after.status != before.status) item.since = at;

    // The player's tree learns of a session as it ends; before, it may know nothing yet.
    const bool is_sequenced = place.version == ScormVersion::v2004;
    const bool is_ripe = is_sequenced ? is_last : after != before;
    if (is_sequenced && is_said(now.roll_up.status)) {
        state.is_heard = true;
        if (!has_weight(place.manifest.organization())) now.roll_up.score = {};
    } else if (state.is_heard || !is_ripe) {
        now.roll_up = state.said;
    } else {
        auto items = store_.items(place.owner);
        if (!items) return items.error();
        items->insert_or_assign(item.item, item);
        now.roll_up = course_result(place.manifest,
                                    [&](std::string_view id) { return result_in(*items, id); });
    }
    const auto course = with_earlier(state.course, now.roll_up);
    if (course.status != state.course.status) state.since = at;
    state.course = course;
    state.said = now.roll_up;
    return {};
}

Result<> ScormRuns::Room::take_commit(const Place& place, ScormState& state, Commit now,
                                      std::string_view body, bool final)
{
    auto& run = *state.run;
    const auto* item = place.item(run.item);
    if (!item) return broken_record("run");
    auto known = store_.item(place.owner, run.item);
    if (!known) return known.error();
    const auto former = former_of(place, run, *known);
    if (!former) return former.error();

    const auto at = next_time(state);
    Step step{.name = base::to_string(run.id) + '/' + std::to_string(now.sequence),
              .where = attempt_of(place.package, place.registration, *item, run),
              .state = state};
    const content::Former told{*former ? &**former : nullptr, state.said};
    if (run.mode == LaunchMode::normal) {
        step.item = std::move(*known);
        auto& its = *step.item;
        its.latest = at;
        its.is_suspended = is_suspended(now, final);
        const auto total = now.cmi.total_time ? now.cmi.total_time : now.total_time;
        if (total) its.time = *total;
        its.parts = replace_long(step.changes, ScormStore::commit_of(place.owner, its.item), body,
                                 its.parts);
        if (counts(now)) hear_objectives(step, place.owner, now);
    } else {
        run.parts =
            replace_long(step.changes, ScormStore::commit_aside(place.owner), body, run.parts);
    }
    if (auto heard = hear(place, step, now, at, final); !heard) return heard;
    const bool was_told = run.phase == RunPhase::interrupted && told.attempt;
    const bool ends = final && !(was_told && !ends_otherwise(*told.attempt, now));
    step.statements =
        content::statements_of(step.where, told, now, at, ends ? Stage::final : Stage::under_way);
    step.documents = content::state_documents(step.where, now);
    run.sequence = now.sequence;
    if (final) run.phase = RunPhase::over;
    return take(step, place.owner);
}

Result<> ScormRuns::Room::close(const Place& place, ScormState& state, RunPhase phase, bool is_last)
{
    if (!state.run || state.run->phase != RunPhase::open) return {};
    auto& run = *state.run;
    const auto* item = place.item(run.item);
    if (!item) return broken_record("run");
    auto known = store_.item(place.owner, run.item);
    if (!known) return known.error();
    const auto former = former_of(place, run, *known);
    if (!former) return former.error();

    const auto at = next_time(state);
    Step step{.name = base::to_string(run.id) + "/end",
              .where = attempt_of(place.package, place.registration, *item, run),
              .state = state};
    auto now = last_words(*former ? &**former : nullptr, run.sequence.has_value(), place.version,
                          run.mode, is_last);
    now.roll_up = state.said;
    step.statements = content::statements_of(step.where, {&now, state.said}, now, at, Stage::final);
    if (run.mode == LaunchMode::normal) {
        step.item = std::move(*known);
        step.item->latest = at;
        step.item->is_suspended = now.cmi.exit == content::Exit::suspend;
    }
    run.phase = phase;
    return take(step, place.owner);
}

Result<json::object> ScormRuns::Room::commit(const Place& place, const base::Uuid& id,
                                             std::string_view body, bool final)
{
    const auto lock = hold(place.registration.id);
    auto state = settled_state(place);
    if (!state) return state.error();
    if (!state->run || state->run->id != id || state->run->launch != place.launch.id)
        return run_is_over();
    const auto& run = *state->run;
    auto now = read_session_commit(body, place.version, run.mode);
    if (!now) return now.error();
    if (run.sequence && now->sequence <= *run.sequence) {
        if (final && now->sequence == *run.sequence) {
            if (auto closed = close(place, *state, RunPhase::over, true); !closed)
                return closed.error();
        }
        return committed();
    }
    if (run.phase == RunPhase::over) return run_is_over();
    auto taken = take_commit(place, *state, std::move(*now), body, final);
    if (!taken) return taken.error();
    return committed();
}

} // namespace courses
