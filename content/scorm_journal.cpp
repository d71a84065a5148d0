#include "content/scorm_journal.hpp"

#include "base/limits.hpp"
#include "content/cmi_values.hpp"
#include "content/interaction_text.hpp"
#include "content/scorm_iris.hpp"

#include <algorithm>
#include <array>

namespace content {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 11> verbs{
    "initialized", "resumed", "suspended", "terminated", "commented", "responded",
    "progressed",  "scored",  "completed", "passed",     "failed",
};

std::string activity_type(std::string_view name)
{
    return "http://adlnet.gov/expapi/activities/" + std::string(name);
}

json::object activity(std::string_view iri, std::string_view type)
{
    return {
        {"objectType", "Activity"}, {"id", iri}, {"definition", {{"type", activity_type(type)}}}};
}

json::object titled(const Titled& what, std::string_view type, const std::string& language)
{
    auto out = activity(what.iri, type);
    if (!what.title.empty())
        out["definition"].as_object()["name"] = json::object{{language, what.title}};
    return out;
}

void describe(json::object& activity, std::string_view description)
{
    if (!localized(description).text.empty())
        activity["definition"].as_object()["description"] = language_map(description);
}

json::object verb_object(Verb verb)
{
    const auto name = verbs[static_cast<std::size_t>(verb)];
    return {{"id", "http://adlnet.gov/expapi/verbs/" + std::string(name)},
            {"display", {{"en-US", name}}}};
}

json::object context_of(const Attempt& where, Said& said)
{
    json::object activities;
    if (said.within_sco) activities["parent"] = json::array{sco_activity(where)};
    activities["grouping"] = json::array{course_activity(where), attempt_activity(where)};
    activities["category"] = json::array{activity("https://w3id.org/xapi/scorm", "profile")};
    if (!said.other.empty()) activities["other"] = std::move(said.other);
    return {{"registration", base::to_string(where.registration)},
            {"contextActivities", std::move(activities)}};
}

bool is_timed(const Said& said)
{
    return said.verb == Verb::commented || said.verb == Verb::responded;
}

} // namespace

json::object language_map(std::string_view localized_text)
{
    const auto [language, text] = localized(localized_text);
    return {{language.empty() ? "und" : language, text}};
}

json::object course_activity(const Attempt& where)
{
    return titled(where.course, "course", where.language);
}

json::object sco_activity(const Attempt& where)
{
    return titled(where.sco, "lesson", where.language);
}

json::object attempt_activity(const Attempt& where)
{
    return activity(where.attempt, "attempt");
}

json::array course_objectives(const Attempt& where)
{
    json::array out;
    for (const auto& iri : where.objectives) {
        if (out.size() == limits::told_objectives) break;
        out.push_back(activity(iri, "objective"));
    }
    return out;
}

json::object objective_activity(const Attempt& where, std::string_view id,
                                std::string_view description)
{
    auto out = activity(objective_iri(where.sco.iri, id), "objective");
    describe(out, description);
    return out;
}

json::object interaction_activity(const Attempt& where, const Interaction& interaction,
                                  ScormVersion version)
{
    auto out = activity(interaction_iri(where.sco.iri, interaction.id), "cmi.interaction");
    describe(out, interaction.description);
    if (!interaction.type) return out; // And without it there must be no pattern.
    auto& definition = out["definition"].as_object();
    definition["interactionType"] = interaction_type(*interaction.type);
    if (interaction.correct.empty()) return out;
    auto& patterns = definition["correctResponsesPattern"].emplace_array();
    for (const auto& pattern : interaction.correct)
        patterns.emplace_back(xapi_pattern(interaction, pattern, version));
    return out;
}

json::object statement(const Attempt& where, Said said, base::Timestamp at, const base::Uuid& id)
{
    json::object out{{"id", base::to_string(id)},
                     {"actor", where.actor},
                     {"verb", verb_object(said.verb)},
                     {"object", std::move(said.object)}};
    if (!said.result.empty()) out["result"] = std::move(said.result);
    out["context"] = context_of(where, said);
    out["timestamp"] = base::to_string(at);
    return out;
}

std::vector<json::object> statements(const Attempt& where, std::vector<Said> said,
                                     std::uint64_t sequence, base::Timestamp now)
{
    const auto timed_end = std::ranges::find_if_not(said, is_timed);
    std::stable_sort(said.begin(), timed_end,
                     [](const Said& a, const Said& b) { return a.at && (!b.at || *a.at < *b.at); });
    std::vector<json::object> out;
    out.reserve(said.size());
    auto last = where.begun;
    auto left = said.size();
    for (auto& each : said) {
        auto at = now - std::chrono::microseconds(--left);
        if (each.at) at = std::min(at, *each.at);
        last = std::max(last, at);
        const auto id = base::uuid_v5(where.session, each.element + "/" + std::to_string(sequence));
        out.push_back(statement(where, std::move(each), last, id));
    }
    return out;
}

} // namespace content
