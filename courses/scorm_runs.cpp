#include "courses/scorm_runs.hpp"

#include "base/digest.hpp"
#include "base/limits.hpp"
#include "content/sequencing_state.hpp"
#include "courses/scorm_room.hpp"
#include "statements/members.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <tuple>
#include <utility>

namespace courses {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;
using base::Result;
using base::Uuid;

json::object fine()
{
    return {{"result", true}};
}

// Nothing changes when it is kept so already.
void keep_text(RecordChanges& changes, const LongRecord& record, std::string_view text,
               KeptText& kept)
{
    auto digest = base::to_hex(base::sha256(text));
    if (kept.parts > 0 && kept.digest == digest) return;
    kept.parts = replace_long(changes, record, text, kept.parts);
    kept.digest = std::move(digest);
}

Result<std::string> objectives_text(const json::object& sent)
{
    const auto checked = content::checked_global_objectives(sent);
    if (!checked) return checked.error();
    return json::serialize(*checked);
}

Result<std::string> shared_data_text(const json::object& sent)
{
    const auto checked = content::checked_shared_data(sent);
    if (!checked) return checked.error();
    json::object out;
    for (const auto& [id, text] : *checked)
        out[id] = text;
    auto text = json::serialize(out);
    if (text.size() <= limits::shared_data_bytes) return text;
    return Error{ErrorKind::too_large, "The shared data have, as JSON, at most " +
                                           std::to_string(limits::shared_data_bytes) + " bytes."};
}

// Null: it is not there.
Result<const json::object*> object_member(const json::object& sent, std::string_view name)
{
    const auto* value = sent.if_contains(name);
    if (!value || value->is_null()) return nullptr;
    if (const auto* object = value->if_object()) return object;
    return Error{ErrorKind::invalid, "\"" + std::string(name) + "\" must be an object",
                 std::string(name)};
}

Result<std::optional<Uuid>> run_in(const json::object& asked)
{
    const auto* run = asked.if_contains("run");
    if (run && run->is_null()) return std::optional<Uuid>();
    const auto id = base::parse_uuid(statements::text_in(asked, "run"));
    if (!id) return Error{ErrorKind::invalid, "\"run\" must be the id of a run, or null", "run"};
    return id;
}

} // namespace

bool is_taken_over(const ScormState& state, const Launch& launch)
{
    return state.run && state.run->launch != launch.id && state.run->launched > launch.begun;
}

Error taken_over()
{
    return {ErrorKind::conflict, "the course has been opened elsewhere and goes on there"};
}

Result<ScormState> ScormRuns::Room::settled_state(const Place& place)
{
    if (auto told = outbox_.tell(place.owner); !told) return told.error();
    return store_.state(place.owner);
}

// Later than whatever happened before in the registration.
base::Timestamp ScormRuns::Room::next_time(ScormState& state) const
{
    state.latest = std::max(clock_(), state.latest + std::chrono::microseconds(1));
    return state.latest;
}

Result<> ScormRuns::Room::take(Step& step, const std::string& owner)
{
    if (!step.documents.empty() || step.begins) {
        auto written = documents_.write(step.where, step.documents, step.begins);
        if (!written) return written;
    }
    ScormStore::put(step.changes, owner, step.state);
    if (step.item) ScormStore::put(step.changes, owner, *step.item);
    if (auto put = outbox_.put(step.changes, owner, step.name, step.statements); !put) return put;
    if (auto changed = store_.change(step.changes); !changed) return changed;
    return step.statements.empty() ? Result<>() : outbox_.tell(owner);
}

Result<json::object> ScormRuns::Room::course(const Place& place)
{
    const auto lock = hold(place.registration.id);
    const auto state = store_.state(place.owner);
    if (!state) return state.error();
    const auto items = store_.items(place.owner);
    if (!items) return items.error();
    KeptByPlayer kept;
    const std::tuple<LongRecord, std::size_t, std::string*> texts[] = {
        {ScormStore::sequencing(place.owner), state->sequencing.parts, &kept.sequencing},
        {ScormStore::objectives(place.owner), state->objectives.parts, &kept.objectives},
        {ScormStore::shared_data(place.owner), state->shared.parts, &kept.shared}};
    for (const auto& [record, parts, to] : texts) {
        auto text = store_.text(record, parts);
        if (!text) return text.error();
        *to = std::move(*text);
    }
    return course_json(place.package, place.registration, place.launch, *state, *items, kept);
}

Result<json::object> ScormRuns::Room::keep(const Place& place, const json::object& sent)
{
    const auto* sequencing = sent.if_contains("sequencingState");
    if (sequencing && sequencing->is_null()) sequencing = nullptr;
    if (sequencing && !sequencing->if_string())
        return Error{ErrorKind::invalid, "\"sequencingState\" must be a text", "sequencingState"};
    const auto objectives = object_member(sent, "globalObjectives");
    if (!objectives) return objectives.error();
    const auto shared = object_member(sent, "sharedData");
    if (!shared) return shared.error();

    const auto lock = hold(place.registration.id);
    auto state = store_.state(place.owner);
    if (!state) return state.error();
    if (is_taken_over(*state, place.launch)) return taken_over();
    RecordChanges changes;
    if (sequencing) {
        const auto text = content::checked_sequencing_state(sequencing->get_string());
        if (!text) return text.error();
        keep_text(changes, ScormStore::sequencing(place.owner), *text, state->sequencing);
    }
    if (*objectives) {
        const auto text = objectives_text(**objectives);
        if (!text) return text.error();
        keep_text(changes, ScormStore::objectives(place.owner), *text, state->objectives);
    }
    if (*shared) {
        const auto text = shared_data_text(**shared);
        if (!text) return text.error();
        keep_text(changes, ScormStore::shared_data(place.owner), *text, state->shared);
    }
    if (changes.empty() || place.launch.mode != content::LaunchMode::normal) return fine();
    ScormStore::put(changes, place.owner, *state);
    if (auto changed = store_.change(changes); !changed) return changed.error();
    return fine();
}

// Content has its say in a commit whatever comes with it: what cannot be kept is left.
void ScormRuns::Room::hear_objectives(Step& step, const std::string& owner,
                                      const content::Commit& now)
{
    if (!now.global_objectives.empty()) {
        if (const auto text = objectives_text(now.global_objectives))
            keep_text(step.changes, ScormStore::objectives(owner), *text, step.state.objectives);
    }
    if (!now.shared_data.empty()) {
        if (const auto text = shared_data_text(now.shared_data))
            keep_text(step.changes, ScormStore::shared_data(owner), *text, step.state.shared);
    }
}

Result<json::object> ScormRuns::Room::end(const Place& place, const json::object& asked)
{
    const auto run = run_in(asked);
    if (!run) return run.error();
    const auto lock = hold(place.registration.id);
    auto state = settled_state(place);
    if (!state) return state.error();
    if (!*run || !state->run || state->run->id != **run) return fine();
    if (state->run->launch != place.launch.id) return fine();
    if (auto closed = close(place, *state, RunPhase::interrupted, false); !closed)
        return closed.error();
    return fine();
}

Result<ScormProgress> ScormRuns::Room::progress(const content::ScormManifest& manifest,
                                                const Uuid& registration)
{
    const auto lock = hold(registration);
    const auto owner = base::to_string(registration);
    const auto state = store_.state(owner);
    if (!state) return state.error();
    const auto items = store_.items(owner);
    if (!items) return items.error();
    return progress_of(manifest, *state, *items);
}

Result<> ScormRuns::Room::settle()
{
    return outbox_.tell_all([this](const std::string& owner) {
        return hold(base::parse_uuid(owner).value_or(Uuid{}));
    });
}

Result<> ScormRuns::Room::forget(const Uuid& registration)
{
    const auto lock = hold(registration);
    const auto owner = base::to_string(registration);
    if (auto told = outbox_.tell(owner); !told) return told;
    RecordChanges changes;
    if (auto removed = outbox_.remove(changes, owner); !removed) return removed;
    if (!changes.empty()) {
        if (auto changed = store_.change(changes); !changed) return changed;
    }
    return store_.forget(owner);
}

ScormRuns::ScormRuns(storage::Storage& storage, storage::Tenant tenant, std::string authority,
                     storage::Clock clock)
    : room_(std::make_unique<Room>(storage, tenant, std::move(authority), std::move(clock)))
{
}

ScormRuns::~ScormRuns() = default;

Result<json::object> ScormRuns::course(const Package& package, const Registration& registration,
                                       const Launch& launch)
{
    return room_->course({package, registration, launch});
}

Result<json::object> ScormRuns::begin(const Package& package, const Registration& registration,
                                      const Launch& launch, const json::object& asked)
{
    return room_->begin({package, registration, launch}, asked);
}

Result<json::object> ScormRuns::commit(const Package& package, const Registration& registration,
                                       const Launch& launch, const Uuid& run, std::string_view body,
                                       bool final)
{
    return room_->commit({package, registration, launch}, run, body, final);
}

Result<json::object> ScormRuns::keep(const Package& package, const Registration& registration,
                                     const Launch& launch, const json::object& sent)
{
    return room_->keep({package, registration, launch}, sent);
}

Result<json::object> ScormRuns::end(const Package& package, const Registration& registration,
                                    const Launch& launch, const json::object& asked)
{
    return room_->end({package, registration, launch}, asked);
}

Result<ScormProgress> ScormRuns::progress(const Package& package, const Registration& registration)
{
    return room_->progress(*package.scorm(), registration.id);
}

Result<> ScormRuns::settle()
{
    return room_->settle();
}

Result<> ScormRuns::forget(const Uuid& registration)
{
    return room_->forget(registration);
}

} // namespace courses
