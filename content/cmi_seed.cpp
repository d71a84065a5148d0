#include "content/cmi_seed.hpp"

#include "base/number.hpp"
#include "content/scorm_values.hpp"
#include "content/timespan.hpp"
#include "statements/members.hpp"

#include <boost/json/array.hpp>

#include <map>
#include <span>

namespace content {
namespace {

namespace json = boost::json;
using statements::object_in;
using statements::text_in;

// Elements that are texts. Identifiers and types stand before what needs them.
using Names = std::span<const std::string_view>;

constexpr std::string_view core_names[] = {"lesson_location", "lesson_status", "total_time"};
constexpr std::string_view score12_names[] = {"raw", "min", "max"};
constexpr std::string_view preference12_names[] = {"audio", "language", "speed", "text"};
constexpr std::string_view objective12_names[] = {"id", "status"};
constexpr std::string_view cmi2004_names[] = {"location",       "completion_status",
                                              "success_status", "progress_measure",
                                              "suspend_data",   "total_time"};
constexpr std::string_view score2004_names[] = {"scaled", "raw", "min", "max"};
constexpr std::string_view preference2004_names[] = {"audio_level", "language", "delivery_speed",
                                                     "audio_captioning"};
constexpr std::string_view comment_names[] = {"comment", "location", "timestamp"};
constexpr std::string_view objective2004_names[] = {"id", "success_status", "completion_status",
                                                    "progress_measure", "description"};
constexpr std::string_view interaction_names[] = {
    "id", "type", "timestamp", "weighting", "learner_response", "result", "latency", "description"};
constexpr std::string_view reference_names[] = {"id"};
constexpr std::string_view response_names[] = {"pattern"};

void set(json::object& to, std::string_view name, std::string_view text)
{
    if (!text.empty()) to[name] = text;
}

void copy_texts(json::object& to, const json::object& from, Names names)
{
    for (const auto name : names)
        set(to, name, text_in(from, name));
}

void copy_within(json::object& to, const json::object& from, std::string_view name, Names names)
{
    const auto* inner = object_in(from, name);
    if (!inner) return;
    json::object out;
    copy_texts(out, *inner, names);
    if (!out.empty()) to[name] = std::move(out);
}

// In the order of their index: they come as an object with the members "0", "1" ..., or an array.
std::vector<const json::object*> entries_of(const json::object& from, std::string_view name)
{
    std::vector<const json::object*> out;
    const auto* value = from.if_contains(name);
    if (const auto* list = value ? value->if_array() : nullptr) {
        for (const auto& each : *list) {
            if (const auto* entry = each.if_object()) out.push_back(entry);
        }
    }
    std::map<std::uint32_t, const json::object*> by_index;
    if (const auto* list = value ? value->if_object() : nullptr) {
        for (const auto& [key, each] : *list) {
            const auto index = base::parse_number<std::uint32_t>(key);
            if (index && each.is_object()) by_index.emplace(*index, each.if_object());
        }
    }
    for (const auto& [index, entry] : by_index)
        out.push_back(entry);
    return out;
}

// With `more` for what is in the entries.
template <class More>
void copy_list(json::object& to, const json::object& from, std::string_view name, Names names,
               More more)
{
    json::array out;
    for (const auto* entry : entries_of(from, name)) {
        json::object each;
        copy_texts(each, *entry, names);
        more(each, *entry);
        // The first element of an entry has to be there before any other one is.
        if (each.contains(names.front())) out.push_back(std::move(each));
    }
    if (!out.empty()) to[name] = std::move(out);
}

void copy_list(json::object& to, const json::object& from, std::string_view name, Names names)
{
    copy_list(to, from, name, names, [](json::object&, const json::object&) {});
}

json::object& object_of(json::object& in, std::string_view name)
{
    auto& value = in[name];
    return value.is_object() ? value.get_object() : value.emplace_object();
}

void copy_scorm12(json::object& cmi, const json::object& kept)
{
    if (const auto* core = object_in(kept, "core")) {
        auto& to = object_of(cmi, "core");
        copy_texts(to, *core, core_names);
        copy_within(to, *core, "score", score12_names);
    }
    set(cmi, "suspend_data", text_in(kept, "suspend_data"));
    set(cmi, "comments", text_in(kept, "comments"));
    copy_within(cmi, kept, "student_preference", preference12_names);
    copy_list(cmi, kept, "objectives", objective12_names,
              [](json::object& to, const json::object& from) {
                  copy_within(to, from, "score", score12_names);
              });
}

void copy_scorm2004(json::object& cmi, const json::object& kept)
{
    copy_texts(cmi, kept, cmi2004_names);
    copy_within(cmi, kept, "score", score2004_names);
    copy_within(cmi, kept, "learner_preference", preference2004_names);
    copy_list(cmi, kept, "comments_from_learner", comment_names);
    copy_list(cmi, kept, "objectives", objective2004_names,
              [](json::object& to, const json::object& from) {
                  copy_within(to, from, "score", score2004_names);
              });
    copy_list(cmi, kept, "interactions", interaction_names,
              [](json::object& to, const json::object& from) {
                  copy_list(to, from, "objectives", reference_names);
                  copy_list(to, from, "correct_responses", response_names);
              });
}

const json::object* kept_cmi(const ScormLaunch& launch)
{
    if (!launch.kept) return nullptr;
    if (const auto* data = object_in(*launch.kept, "runtimeData")) return object_in(*data, "cmi");
    return object_in(*launch.kept, "cmi");
}

std::string_view entry_of(const json::object* kept, std::string_view exit)
{
    if (!kept) return "ab-initio";
    return exit == "suspend" ? "resume" : "";
}

std::string_view credit_text(const ScormLaunch& launch)
{
    const bool is_for_credit = launch.is_for_credit && launch.mode == LaunchMode::normal;
    return is_for_credit ? "credit" : "no-credit";
}

json::object scorm12(const ScormItem& item, const ScormLaunch& launch)
{
    json::object cmi;
    const auto* kept = kept_cmi(launch);
    const auto* kept_core = kept ? object_in(*kept, "core") : nullptr;
    auto& core = object_of(cmi, "core");
    set(core, "student_id", launch.learner_id);
    set(core, "student_name", launch.learner_name);
    core["credit"] = credit_text(launch);
    core["lesson_mode"] = scorm_name_of(launch.mode);
    set(core, "entry", entry_of(kept, kept_core ? text_in(*kept_core, "exit") : ""));
    set(cmi, "launch_data", item.data_from_lms);
    auto& data = object_of(cmi, "student_data");
    if (item.mastery_score) data["mastery_score"] = decimal_text(*item.mastery_score);
    set(data, "max_time_allowed", item.max_time_allowed);
    set(data, "time_limit_action", item.time_limit_action);
    if (data.empty()) cmi.erase("student_data");
    if (kept) copy_scorm12(cmi, *kept);
    return cmi;
}

json::object scorm2004(const ScormItem& item, const ScormLaunch& launch)
{
    json::object cmi;
    const auto* kept = kept_cmi(launch);
    set(cmi, "learner_id", launch.learner_id);
    set(cmi, "learner_name", launch.learner_name);
    cmi["credit"] = credit_text(launch);
    cmi["mode"] = scorm_name_of(launch.mode);
    set(cmi, "entry", entry_of(kept, kept ? text_in(*kept, "exit") : ""));
    set(cmi, "launch_data", item.data_from_lms);
    set(cmi, "time_limit_action", item.time_limit_action);
    const auto& sequencing = item.sequencing;
    if (sequencing.limits && sequencing.limits->attempt_duration)
        cmi["max_time_allowed"] = timespan_text(*sequencing.limits->attempt_duration);
    const auto& threshold = item.completion_threshold;
    if (threshold && threshold->completed_by_measure)
        cmi["completion_threshold"] = decimal_text(threshold->min_progress_measure);
    const auto* objectives = sequencing.objectives ? &*sequencing.objectives : nullptr;
    const auto* primary = objectives && objectives->primary ? &*objectives->primary : nullptr;
    if (primary && primary->satisfied_by_measure)
        cmi["scaled_passing_score"] = decimal_text(primary->min_normalized_measure.value_or(1));
    if (kept) copy_scorm2004(cmi, *kept);
    return cmi;
}

} // namespace

json::object cmi_seed(const ScormItem& item, const ScormLaunch& launch)
{
    const bool is_scorm12 = launch.edition == ScormEdition::scorm12;
    return {{"cmi", is_scorm12 ? scorm12(item, launch) : scorm2004(item, launch)}};
}

} // namespace content
