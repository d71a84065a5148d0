#include "content/scorm_to_xapi.hpp"

#include "content/cmi_values.hpp"
#include "content/interaction_text.hpp"
#include "content/scorm_journal.hpp"
#include "content/scorm_score.hpp"
#include "content/scorm_times.hpp"
#include "content/trimmed.hpp"

#include <algorithm>

namespace content {
namespace {

namespace json = boost::json;

// What a status, a score or a measure is said of.
struct Subject {
    json::object activity;
    std::string element; // In front of the names of its elements; ends with a slash, or is empty.
    bool within_sco;
};

bool is_answered(const Interaction& interaction)
{
    return !interaction.response.empty() || interaction.outcome || !interaction.measure.empty();
}

void add_status(json::object& result, const Status& status)
{
    if (status.success != Success::unknown) result["success"] = status.success == Success::passed;
    if (status.completion == Completion::completed) result["completion"] = true;
    if (status.completion == Completion::incomplete) result["completion"] = false;
}

class Changes {
public:
    Changes(const Attempt& where, const Commit* former, const Commit& now, const Session& session)
        : where_(where), was_(former ? former->cmi : nothing_), is_(now.cmi), session_(session)
    {
    }

    void tell_comments()
    {
        for (const auto& [index, comment] : is_.comments_from_learner) {
            const auto old = was_.comments_from_learner.find(index);
            const bool known = old != was_.comments_from_learner.end();
            if (known && old->second == comment) continue;
            const auto text = told_of(comment, known ? old->second.text : "");
            if (text.empty()) continue;
            const bool again = known && old->second.time == comment.time;
            said_.push_back(
                {.verb = Verb::commented,
                 .object = sco_activity(where_),
                 .element = "comments_from_learner/" + std::to_string(index),
                 .result = {{"response", text}},
                 .at = again ? std::nullopt : happened(comment.time, is_.version, session_)});
        }
    }

    void tell_interactions()
    {
        for (const auto& [index, interaction] : is_.interactions) {
            const auto old = was_.interactions.find(index);
            if (old != was_.interactions.end() && old->second == interaction) continue;
            if (interaction.id.empty() || !is_answered(interaction)) continue;
            const bool again = old != was_.interactions.end() && is_answered(old->second) &&
                               old->second.time == interaction.time;
            Said said{.verb = Verb::responded,
                      .object = interaction_activity(where_, interaction, is_.version),
                      .element = "interactions/" + std::to_string(index),
                      .result = result_of(interaction),
                      .within_sco = true,
                      .at =
                          again ? std::nullopt : happened(interaction.time, is_.version, session_)};
            for (const auto& objective : interaction.objectives)
                said.other.push_back(objective_activity(where_, objective));
            said_.push_back(std::move(said));
        }
    }

    // Of the SCO: progress; then its objectives; then score and status of the SCO.
    void tell_standing()
    {
        const Subject sco{sco_activity(where_), "", false};
        tell_progress(was_.progress, is_.progress, sco);
        for (const auto& [index, objective] : is_.objectives) {
            if (objective.id.empty()) continue;
            const auto& old = former_objective(index, objective.id);
            if (old == objective) continue;
            const Subject subject{objective_activity(where_, objective.id, objective.description),
                                  "objectives/" + std::to_string(index) + "/", true};
            tell_progress(old.progress, objective.progress, subject);
            tell_score(old.score, objective.score, subject);
            tell_status(old.status, objective.status, objective.score, subject);
        }
        tell_score(was_.score, is_.score, sco);
        tell_status(was_.status, is_.status, is_.score, sco);
    }

    void tell_course(const RollUp& was, const RollUp& is)
    {
        if (was == is) return;
        const bool completed = is.status.completion == Completion::completed;
        const bool judged =
            is.status.success != was.status.success && is.status.success != Success::unknown;
        if (!completed && !judged) return;
        json::object result;
        add_status(result, is.status);
        add_score(result, is.score);
        said_.push_back({.verb = completed ? Verb::completed : verb_of(is.status.success),
                         .object = course_activity(where_),
                         .element = "course",
                         .result = std::move(result),
                         .other = course_objectives(where_)});
    }

    void tell_end(bool counts)
    {
        json::object result;
        if (counts) {
            add_status(result, is_.status);
            add_score(result, is_.score);
        }
        // Zero is what the player sends when content has said nothing.
        if (is_.session_time && is_.session_time->count() > 0)
            result["duration"] = iso_duration(*is_.session_time);
        said_.push_back({.verb = is_.exit == Exit::suspend ? Verb::suspended : Verb::terminated,
                         .object = sco_activity(where_),
                         .element = "end",
                         .result = std::move(result)});
    }

    std::vector<Said> take() { return std::move(said_); }

private:
    // Content of 1.2 appends to what there is.
    std::string_view told_of(const Comment& comment, std::string_view former) const
    {
        if (is_.version == ScormVersion::v2004) return localized(comment.text).text;
        std::string_view text = comment.text;
        if (text.starts_with(former)) text.remove_prefix(former.size());
        return trimmed(text);
    }

    static Verb verb_of(Success success)
    {
        return success == Success::passed ? Verb::passed : Verb::failed;
    }

    void add_score(json::object& result, const Score& score) const
    {
        if (auto found = xapi_score(score, is_.version); !found.empty())
            result["score"] = std::move(found);
    }

    json::object result_of(const Interaction& interaction) const
    {
        json::object out;
        if (interaction.outcome == Outcome::correct) out["success"] = true;
        if (interaction.outcome == Outcome::incorrect) out["success"] = false;
        if (!interaction.measure.empty())
            out["score"] = json::object{{"raw", number(interaction.measure)}};
        if (!interaction.response.empty())
            out["response"] = xapi_response(interaction, is_.version);
        if (interaction.latency) out["duration"] = iso_duration(*interaction.latency);
        return out;
    }

    // The one of the same number, unless its name has changed; a new session may number anew.
    const Objective& former_objective(Index index, const std::string& id) const
    {
        const auto at = was_.objectives.find(index);
        if (at != was_.objectives.end() && at->second.id == id) return at->second;
        const auto named = std::ranges::find_if(
            was_.objectives, [&](const auto& row) { return row.second.id == id; });
        return named == was_.objectives.end() ? no_objective_ : named->second;
    }

    void say(Verb verb, const Subject& subject, std::string_view element, json::object result)
    {
        said_.push_back({.verb = verb,
                         .object = subject.activity,
                         .element = subject.element + std::string(element),
                         .result = std::move(result),
                         .within_sco = subject.within_sco});
    }

    void tell_progress(const std::string& was, const std::string& is, const Subject& subject)
    {
        if (is == was || is.empty()) return;
        say(Verb::progressed, subject, "progress_measure", {{"score", {{"scaled", number(is)}}}});
    }

    void tell_score(const Score& was, const Score& is, const Subject& subject)
    {
        auto score = xapi_score(is, is_.version);
        if (is == was || score.empty() || score == xapi_score(was, is_.version)) return;
        say(Verb::scored, subject, "score", {{"score", std::move(score)}});
    }

    void tell_status(const Status& was, const Status& is, const Score& score,
                     const Subject& subject)
    {
        // One field in 1.2, two in 2004.
        const bool one = is_.version == ScormVersion::v1_2;
        const bool judged = is.success != Success::unknown;
        if (is.completion == Completion::completed &&
            (one ? !judged && is != was : is.completion != was.completion))
            say(Verb::completed, subject, "completion_status", {{"completion", true}});
        if (!judged || (one ? is == was : is.success == was.success)) return;
        json::object result;
        add_status(result, {one ? is.completion : Completion::unknown, is.success});
        add_score(result, score);
        say(verb_of(is.success), subject, "success_status", std::move(result));
    }

    const Attempt& where_;
    const Cmi nothing_{};
    const Objective no_objective_{};
    const Cmi& was_;
    const Cmi& is_;
    const Session& session_;
    std::vector<Said> said_;
};

} // namespace

json::object begin_statement(const Attempt& where, Entry entry)
{
    return statement(where,
                     {.verb = entry == Entry::resume ? Verb::resumed : Verb::initialized,
                      .object = sco_activity(where),
                      .element = "begin"},
                     where.begun, base::uuid_v5(where.session, "begin"));
}

std::vector<json::object> statements_of(const Attempt& where, const Former& former,
                                        const Commit& now, base::Timestamp committed, Stage stage)
{
    const Session session{where.begun, std::max(where.begun, committed), where.zone};
    Changes changes(where, former.attempt, now, session);
    changes.tell_comments();
    changes.tell_interactions();
    const bool counts = now.cmi.credit == Credit::credit && now.cmi.mode == Mode::normal;
    if (counts) {
        changes.tell_standing();
        if (where.sequenced) changes.tell_course(former.course, now.roll_up);
    }
    if (stage == Stage::final) changes.tell_end(counts);
    return statements(where, changes.take(), now.sequence, session.now);
}

} // namespace content
