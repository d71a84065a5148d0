// A run begins: see scorm_runs.hpp.
#include "base/limits.hpp"
#include "content/scorm_documents.hpp"
#include "courses/record.hpp"
#include "courses/scorm_room.hpp"
#include "statements/members.hpp"

namespace courses {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;
using base::Result;
using content::LaunchMode;
using content::ScormVersion;

Error no_item(ErrorKind kind, std::string why)
{
    return {kind, std::move(why), "item"};
}

Result<std::optional<std::chrono::minutes>> read_zone(const json::object& asked)
{
    const auto* zone = asked.if_contains("zone");
    if (!zone || zone->is_null()) return std::optional<std::chrono::minutes>();
    constexpr std::int64_t day = 24 * 60;
    json::error_code failed;
    const auto minutes = zone->to_number<std::int64_t>(failed);
    if (failed || minutes <= -day || minutes >= day)
        return Error{ErrorKind::invalid, "\"zone\" must be a number of minutes east of UTC",
                     "zone"};
    return std::optional(std::chrono::minutes(minutes));
}

Result<const content::ScormItem*> read_item(const Place& place, const json::object& asked)
{
    const auto id = statements::text_in(asked, "item");
    if (id.empty()) return no_item(ErrorKind::invalid, "\"item\" must name an item of the course");
    const auto* item = place.item(id);
    if (!item) return no_item(ErrorKind::not_found, "the course has no such item");
    if (item->resource.empty())
        return no_item(ErrorKind::invalid, "the item is a heading and has nothing to launch");
    return item;
}

json::object answer(const Place& place, const content::ScormItem& item, const ScormRun& run,
                    Seed seed)
{
    const bool is_sco = calls_run_time(place.manifest, item);
    const bool is_elsewhere = is_external(place.manifest, item);
    auto* cmi = statements::object_in(seed.json, "cmi");
    json::object out{{"run", base::to_string(run.id)},
                     {"url", is_elsewhere ? item.url : "c/" + item.url},
                     {"isSco", is_sco},
                     {"cmi", is_sco && cmi ? std::move(*cmi) : json::object()}};
    if (is_sco && !seed.torn.empty()) out["suspendData"] = seed.torn;
    return out;
}

} // namespace

Result<bool> ScormRuns::Room::is_open(const Place& place, const content::ScormItem& item) const
{
    if (!item.prerequisite || place.launch.mode != LaunchMode::normal) return true;
    const auto items = store_.items(place.owner);
    if (!items) return items.error();
    return courses::is_open(place.manifest, item,
                            [&](std::string_view id) { return result_in(*items, id); });
}

// In normal mode the item's attempt goes on, or another one begins.
void ScormRuns::Room::begin_attempt(const Place& place, Step& step, base::Timestamp at)
{
    auto& item = *step.item;
    if (item.attempts == 0) item.first = at;
    item.latest = at;
    step.state.item = item.item;
    if (item.parts > 0 && item.is_suspended) return;
    step.begins = true;
    item.attempt = base::random_uuid();
    ++item.attempts;
    item.earlier = with_earlier(item.earlier, item.now);
    if (place.version == ScormVersion::v1_2) return;
    item.now = {};
    item.before += item.time;
    item.time = {};
    remove_long(step.changes, ScormStore::commit_of(place.owner, item.item), item.parts);
    item.parts = 0;
}

Result<Seed> ScormRuns::Room::seed(const Place& place, const content::ScormItem& item,
                                   const ScormItemState& known, LaunchMode mode) const
{
    std::optional<json::object> kept;
    std::string torn;
    if (known.parts > 0 && mode != LaunchMode::browse) {
        const auto body = store_.text(ScormStore::commit_of(place.owner, item.id), known.parts);
        if (!body) return body.error();
        auto read = content::read_commit_object(*body);
        if (!read) return broken_record("commit");
        kept = std::move(*read);
        torn = torn_suspend_data(*body);
    }
    const bool resumes = known.is_suspended && mode == LaunchMode::normal;
    auto out = seed_of(item, place.manifest, place.registration, mode, std::move(kept), resumes);
    out.torn = std::move(torn);
    return out;
}

// It has been completed by being launched, and nobody will say when it is left.
Result<> ScormRuns::Room::launch_asset(const Place& place, Step& step)
{
    auto& run = *step.state.run;
    run.phase = RunPhase::over;
    auto now = asset_commit(place.version, run.mode);
    auto former = now;
    former.cmi.status = {};
    if (step.item) former.cmi.status = with_earlier(step.item->earlier, step.item->now).status;
    // Behind what has been said of its begin.
    const auto at = run.begun + std::chrono::microseconds(10);
    step.state.latest = at;
    const auto said = step.state.said;
    if (auto heard = hear(place, step, now, at, true); !heard) return heard;
    const auto told =
        content::statements_of(step.where, {&former, said}, now, at, content::Stage::final);
    step.statements.insert(step.statements.end(), told.begin(), told.end());
    return {};
}

Result<json::object> ScormRuns::Room::begin(const Place& place, const json::object& asked)
{
    const auto item = read_item(place, asked);
    if (!item) return item.error();
    const auto zone = read_zone(asked);
    if (!zone) return zone.error();

    const auto lock = hold(place.registration.id);
    auto state = settled_state(place);
    if (!state) return state.error();
    if (is_taken_over(*state, place.launch)) return taken_over();
    const auto open = is_open(place, **item);
    if (!open) return open.error();
    if (!*open)
        return no_item(ErrorKind::conflict, "what has to be done before this item is not done yet");
    if (state->runs >= limits::scorm_runs)
        return Error{ErrorKind::too_many, "there are " + std::to_string(limits::scorm_runs) +
                                              " runs of this registration, and no more begin"};
    if (auto closed = close(place, *state, RunPhase::over, false); !closed) return closed.error();
    return begin_run(place, *state, **item, *zone);
}

Result<json::object> ScormRuns::Room::begin_run(const Place& place, ScormState& state,
                                                const content::ScormItem& item,
                                                std::optional<std::chrono::minutes> zone)
{
    auto known = store_.item(place.owner, item.id);
    if (!known) return known.error();
    const auto& launch = place.launch;
    ScormRun run{.id = base::random_uuid(),
                 .launch = launch.id,
                 .launched = launch.begun,
                 .item = item.id,
                 .mode = launch.mode,
                 .attempt = base::random_uuid(),
                 .begun = next_time(state),
                 .zone = zone};
    Step step{.name = base::to_string(run.id) + "/begin", .state = state};
    if (state.run)
        remove_long(step.changes, ScormStore::commit_aside(place.owner), state.run->parts);
    if (run.mode == LaunchMode::normal) {
        step.item = *known;
        begin_attempt(place, step, run.begun);
        run.attempt = step.item->attempt;
    }
    auto seed = this->seed(place, item, step.item ? *step.item : *known, run.mode);
    if (!seed) return seed.error();
    state.run = run;
    ++state.runs;
    step.where = attempt_of(place.package, place.registration, item, run);
    step.statements.push_back(content::begin_statement(step.where, seed->cmi.entry));
    if (!calls_run_time(place.manifest, item)) {
        if (auto launched = launch_asset(place, step); !launched) return launched.error();
    } else if (run.mode == LaunchMode::normal) {
        step.documents = {content::activity_profile(step.where, seed->cmi),
                          content::agent_profile(seed->cmi)};
    }
    if (auto taken = take(step, place.owner); !taken) return taken.error();
    return answer(place, item, run, std::move(*seed));
}

} // namespace courses
