#include "courses/scorm_state.hpp"

#include "base/number.hpp"
#include "courses/record.hpp"
#include "statements/members.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>

namespace courses {
namespace {

namespace json = boost::json;
using content::Completion;
using content::RollUp;
using content::Success;
using statements::text_in;

constexpr std::array completions{Completion::unknown, Completion::not_attempted,
                                 Completion::incomplete, Completion::completed};
constexpr std::array successes{Success::unknown, Success::passed, Success::failed};

constexpr std::array<std::string_view, 3> phases{"open", "interrupted", "over"};

void set(json::object& to, std::string_view name, std::string_view text)
{
    if (!text.empty()) to[name] = text;
}

void set(json::object& to, std::string_view name, const std::optional<base::Timestamp>& time)
{
    if (time) to[name] = base::to_string(*time);
}

void set(json::object& to, std::string_view name, const RollUp& result)
{
    json::object out;
    if (result.status.completion != Completion::unknown)
        out["completion"] = name_of(result.status.completion);
    if (result.status.success != Success::unknown) out["success"] = name_of(result.status.success);
    set(out, "raw", result.score.raw);
    set(out, "min", result.score.min);
    set(out, "max", result.score.max);
    set(out, "scaled", result.score.scaled);
    if (!out.empty()) to[name] = std::move(out);
}

void set(json::object& to, std::string_view name, const KeptText& text)
{
    if (text.parts > 0) to[name] = {{"parts", text.parts}, {"digest", text.digest}};
}

template <class Words>
auto named(std::string_view name, const Words& words) -> std::optional<typename Words::value_type>
{
    for (const auto word : words) {
        if (name == name_of(word)) return word;
    }
    return std::nullopt;
}

RollUp roll_up(RecordReader& reader, std::string_view key)
{
    if (!reader.fine() || !reader.all().contains(key)) return {};
    const auto from = reader.object(key);
    RollUp out;
    if (from.contains("completion")) {
        const auto completion = named(text_in(from, "completion"), completions);
        if (!completion) reader.spoil();
        out.status.completion = completion.value_or(Completion::unknown);
    }
    if (from.contains("success")) {
        const auto success = named(text_in(from, "success"), successes);
        if (!success) reader.spoil();
        out.status.success = success.value_or(Success::unknown);
    }
    out.score = {std::string(text_in(from, "raw")), std::string(text_in(from, "min")),
                 std::string(text_in(from, "max")), std::string(text_in(from, "scaled"))};
    return out;
}

KeptText kept_text(RecordReader& reader, std::string_view key)
{
    if (!reader.fine() || !reader.all().contains(key)) return {};
    const auto from = reader.object(key);
    const auto* parts = from.if_contains("parts");
    json::error_code failed = json::error::not_number;
    const auto count = parts ? parts->to_number<std::size_t>(failed) : 0;
    if (failed) reader.spoil();
    return {failed ? 0 : count, std::string(text_in(from, "digest"))};
}

std::optional<base::Timestamp> time_or_none(RecordReader& reader, std::string_view key)
{
    if (!reader.fine() || !reader.all().contains(key)) return std::nullopt;
    return reader.time(key);
}

content::Hundredths time_in(RecordReader& reader, std::string_view key)
{
    return content::Hundredths(static_cast<std::int64_t>(reader.count(key)));
}

json::object run_json(const ScormRun& run)
{
    json::object out{{"id", base::to_string(run.id)},
                     {"launch", base::to_string(run.launch)},
                     {"launched", base::to_string(run.launched)},
                     {"item", run.item},
                     {"mode", content::scorm_name_of(run.mode)},
                     {"attempt", base::to_string(run.attempt)},
                     {"begun", base::to_string(run.begun)},
                     {"phase", phases[static_cast<std::size_t>(run.phase)]}};
    if (run.zone) out["zone"] = std::to_string(run.zone->count());
    if (run.sequence) out["sequence"] = *run.sequence;
    if (run.parts > 0) out["parts"] = run.parts;
    return out;
}

std::optional<std::chrono::minutes> read_zone(RecordReader& reader)
{
    const auto text = reader.text_or_none("zone");
    if (text.empty()) return std::nullopt;
    const auto minutes = base::parse_number<int>(text);
    if (!minutes) reader.spoil();
    return std::chrono::minutes(minutes.value_or(0));
}

ScormRun read_run(RecordReader& reader)
{
    ScormRun out;
    out.id = reader.uuid("id");
    out.launch = reader.uuid("launch");
    out.launched = reader.time("launched");
    out.item = reader.text("item");
    const auto mode = content::launch_mode_named(reader.text("mode"));
    if (!mode) reader.spoil();
    out.mode = mode.value_or(content::LaunchMode::normal);
    out.attempt = reader.uuid("attempt");
    out.begun = reader.time("begun");
    out.zone = read_zone(reader);
    if (reader.fine() && reader.all().contains("sequence")) out.sequence = reader.count("sequence");
    out.parts = reader.count("parts");
    const auto phase = std::ranges::find(phases, reader.text("phase"));
    if (phase == phases.end()) reader.spoil();
    out.phase = static_cast<RunPhase>(phase - phases.begin());
    return out;
}

} // namespace

std::string_view name_of(Completion completion)
{
    switch (completion) {
    case Completion::unknown: return "unknown";
    case Completion::not_attempted: return "not attempted";
    case Completion::incomplete: return "incomplete";
    case Completion::completed: return "completed";
    }
    return {};
}

std::string_view name_of(Success success)
{
    switch (success) {
    case Success::unknown: return "unknown";
    case Success::passed: return "passed";
    case Success::failed: return "failed";
    }
    return {};
}

std::string encode(const ScormState& state)
{
    json::object out{{"runs", state.runs}, {"latest", base::to_string(state.latest)}};
    if (state.run) out["run"] = run_json(*state.run);
    set(out, "item", state.item);
    if (state.is_heard) out["heard"] = true;
    set(out, "said", state.said);
    set(out, "course", state.course);
    set(out, "since", state.since);
    set(out, "sequencing", state.sequencing);
    set(out, "objectives", state.objectives);
    set(out, "shared", state.shared);
    return json::serialize(out);
}

std::string encode(const ScormItemState& state)
{
    json::object out{{"item", state.item},
                     {"attempt", base::to_string(state.attempt)},
                     {"attempts", state.attempts},
                     {"first", base::to_string(state.first)},
                     {"latest", base::to_string(state.latest)}};
    if (state.parts > 0) out["parts"] = state.parts;
    if (state.is_suspended) out["suspended"] = true;
    set(out, "earlier", state.earlier);
    set(out, "now", state.now);
    if (state.before.count() > 0) out["before"] = state.before.count();
    if (state.time.count() > 0) out["time"] = state.time.count();
    set(out, "since", state.since);
    return json::serialize(out);
}

base::Result<ScormState> decode_scorm_state(std::string_view text)
{
    RecordReader reader(text);
    ScormState out;
    if (reader.fine() && reader.all().contains("run")) {
        RecordReader run(reader.object("run"));
        out.run = read_run(run);
        if (!run.fine()) reader.spoil();
    }
    out.item = reader.text_or_none("item");
    out.runs = reader.count("runs");
    out.is_heard = reader.flag("heard");
    out.said = roll_up(reader, "said");
    out.course = roll_up(reader, "course");
    out.since = time_or_none(reader, "since");
    out.latest = reader.time("latest");
    out.sequencing = kept_text(reader, "sequencing");
    out.objectives = kept_text(reader, "objectives");
    out.shared = kept_text(reader, "shared");
    if (!reader.fine()) return broken_record("state of a SCORM registration");
    return out;
}

base::Result<ScormItemState> decode_scorm_item_state(std::string_view text)
{
    RecordReader reader(text);
    ScormItemState out;
    out.item = reader.text("item");
    out.attempt = reader.uuid("attempt");
    out.attempts = reader.count("attempts");
    out.parts = reader.count("parts");
    out.is_suspended = reader.flag("suspended");
    out.earlier = roll_up(reader, "earlier");
    out.now = roll_up(reader, "now");
    out.before = time_in(reader, "before");
    out.time = time_in(reader, "time");
    out.since = time_or_none(reader, "since");
    out.first = reader.time("first");
    out.latest = reader.time("latest");
    if (!reader.fine()) return broken_record("state of a SCORM item");
    return out;
}

} // namespace courses
