#include "content/scorm_documents.hpp"

#include "base/iri.hpp"
#include "base/limits.hpp"
#include "base/percent.hpp"
#include "content/cmi_values.hpp"
#include "content/scorm_times.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace content {
namespace {

namespace json = boost::json;

constexpr std::string_view profile = "https://w3id.org/xapi/scorm/";

std::string of_profile(std::string_view name)
{
    return std::string(profile).append(name);
}

Document json_document(Document::Kind kind, std::string activity, std::string_view name,
                       const json::object& content)
{
    return {kind, std::move(activity), of_profile(name), "application/json",
            json::serialize(content)};
}

Document text_state(const Attempt& where, std::string id, std::string text)
{
    return {Document::Kind::state, where.attempt, std::move(id), "text/plain;charset=utf-8",
            std::move(text)};
}

void add_text(json::object& out, std::string_view name, std::string_view text)
{
    if (!text.empty()) out[name] = text;
}

void add_number(json::object& out, std::string_view name, std::string_view decimal)
{
    if (!decimal.empty()) out[name] = number(decimal);
}

double value(const std::string& decimal)
{
    return number(decimal).to_number<double>();
}

json::object preferences_of(const Cmi& cmi)
{
    const auto& sent = cmi.preferences;
    json::object out;
    if (cmi.version == ScormVersion::v1_2) {
        // RTE 3.4.2.5 (1.2): 0 says nothing.
        if (const auto audio = sent.audio.empty() ? 0 : value(sent.audio); audio != 0)
            out["audio_level"] = std::max(audio, 0.0) / 100;
        if (const auto speed = sent.speed.empty() ? 0 : value(sent.speed); speed != 0)
            out["delivery_speed"] = 1 + speed / 100;
    } else {
        if (!sent.audio.starts_with('-')) add_number(out, "audio_level", sent.audio);
        if (!sent.speed.starts_with('-')) add_number(out, "delivery_speed", sent.speed);
    }
    if (base::is_language_tag(sent.language)) out["language"] = sent.language;
    if (sent.captioning == "-1" || sent.captioning == "0" || sent.captioning == "1")
        out["audio_captioning"] = number(sent.captioning);
    return out;
}

std::string_view mode_name(Mode mode)
{
    switch (mode) {
    case Mode::normal: return "normal";
    case Mode::browse: return "browse";
    case Mode::review: return "review";
    }
    return {};
}

json::array comments_of(const Cmi& cmi)
{
    json::array out;
    for (const auto& [index, comment] : cmi.comments_from_lms) {
        const auto text = localized(comment.text).text;
        if (text.empty()) continue;
        json::object row{{"comment", text}};
        add_text(row, "location", comment.location);
        // The profile asks for a whole date and time.
        if (base::parse_timestamp(comment.time, base::TimestampRules::iso8601))
            row["timestamp"] = comment.time;
        out.push_back(std::move(row));
    }
    return out;
}

std::string bucket_id(const Store& store)
{
    return "adl.data/" + base::percent_encoded(store.id);
}

json::array buckets_of(const Attempt& where, const Cmi& cmi)
{
    json::array out;
    for (const auto& store : cmi.stores) {
        out.push_back(json::object{{"activityId", where.attempt},
                                   {"agent", where.actor},
                                   {"stateId", bucket_id(store)},
                                   {"registration", base::to_string(where.registration)}});
    }
    return out;
}

json::object attempt_state(const Attempt& where, const Commit& commit)
{
    const auto& cmi = commit.cmi;
    json::object out;
    if (auto comments = comments_of(cmi); !comments.empty())
        out["comments_from_lms"] = std::move(comments);
    out["credit"] = cmi.credit == Credit::credit ? "credit" : "no-credit";
    out["mode"] = mode_name(cmi.mode);
    add_text(out, "location", cmi.location);
    if (auto preferences = preferences_of(cmi); !preferences.empty())
        out["preferences"] = std::move(preferences);
    const auto total = cmi.total_time ? cmi.total_time : commit.total_time;
    if (total) out["total_time"] = iso_duration(*total);
    if (auto buckets = buckets_of(where, cmi); !buckets.empty())
        out["adl_data"] = std::move(buckets);
    return out;
}

} // namespace

Document attempts_document(const Attempt& where, const json::value* stored)
{
    std::vector<std::string> attempts;
    const auto* object = stored ? stored->if_object() : nullptr;
    const auto* found = object ? object->if_contains("attempts") : nullptr;
    if (const auto* list = found ? found->if_array() : nullptr) {
        for (const auto& each : *list) {
            if (const auto* iri = each.if_string(); iri && *iri != where.attempt)
                attempts.emplace_back(std::string_view(*iri));
        }
    }
    attempts.push_back(where.attempt);
    const auto dropped = attempts.size() - std::min(attempts.size(), limits::scorm_attempts);
    attempts.erase(attempts.begin(), attempts.begin() + static_cast<std::ptrdiff_t>(dropped));
    json::array list(attempts.begin(), attempts.end());
    return json_document(Document::Kind::state, where.sco.iri, "activity-state",
                         {{"attempts", std::move(list)}});
}

std::vector<Document> state_documents(const Attempt& where, const Commit& commit)
{
    std::vector<Document> out;
    out.push_back(json_document(Document::Kind::state, where.attempt, "attempt-state",
                                attempt_state(where, commit)));
    out.push_back(text_state(where, of_profile("types/adl-suspend-data"), commit.cmi.suspend_data));
    for (const auto& store : commit.cmi.stores)
        out.push_back(text_state(where, bucket_id(store), store.text));
    return out;
}

Document activity_profile(const Attempt& where, const Cmi& cmi)
{
    json::object out;
    add_number(out, "completion_threshold", cmi.completion_threshold);
    add_text(out, "launch_data", cmi.launch_data);
    if (cmi.max_time_allowed)
        out["max_time_allowed"] = static_cast<double>(cmi.max_time_allowed->count()) / 100;
    if (!cmi.passing_score.empty())
        out["scaled_passing_score"] = cmi.version == ScormVersion::v1_2
                                          ? json::value(value(cmi.passing_score) / 100)
                                          : number(cmi.passing_score);
    add_text(out, "time_limit_action", cmi.time_limit_action);
    return json_document(Document::Kind::activity_profile, where.sco.iri, "activity-profile", out);
}

Document agent_profile(const Cmi& cmi)
{
    json::object out;
    add_text(out, "learner_id", cmi.learner_id);
    add_text(out, "learner_name", cmi.learner_name);
    return json_document(Document::Kind::agent_profile, {}, "agent-profile", out);
}

} // namespace content
