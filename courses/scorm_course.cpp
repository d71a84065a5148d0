#include "courses/scorm_course.hpp"

#include "content/scorm_score.hpp"
#include "content/sequencing_json.hpp"
#include "courses/scorm_session.hpp"
#include "statements/members.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>

namespace courses {
namespace {

namespace json = boost::json;
using content::Completion;
using content::LaunchMode;
using content::ScormItem;
using content::ScormManifest;

class Items {
public:
    Items(const ScormManifest& manifest, const ScormItemStates& states, LaunchMode mode)
        : manifest_(manifest), states_(states), mode_(mode)
    {
    }

    json::array all(const std::vector<ScormItem>& items) const
    {
        json::array out;
        for (const auto& item : items)
            out.push_back(one(item));
        return out;
    }

private:
    json::object one(const ScormItem& item) const
    {
        const auto result_of = [&](std::string_view id) { return result_in(states_, id); };
        const bool is_launchable = !item.resource.empty();
        auto status = result_in(states_, item.id).status;
        if (is_launchable && !states_.contains(item.id))
            status.completion = Completion::not_attempted;
        const bool open = mode_ != LaunchMode::normal || is_open(manifest_, item, result_of);
        return {{"id", item.id},
                {"title", item.title},
                {"isVisible", item.is_visible},
                {"launchable", is_launchable},
                {"isSco", calls_run_time(manifest_, item)},
                {"hiddenControls",
                 json::array(item.hidden_controls.begin(), item.hidden_controls.end())},
                {"completion", name_of(status.completion)},
                {"success", name_of(status.success)},
                {"open", open},
                {"items", all(item.items)}};
    }

    const ScormManifest& manifest_;
    const ScormItemStates& states_;
    const LaunchMode mode_;
};

// Empty text, or what does not decode: nothing.
json::object object_of(const std::string& text)
{
    json::error_code failed;
    auto value = json::parse(text, failed);
    return !failed && value.is_object() ? std::move(value.get_object()) : json::object();
}

// Where the learner was, when that was not the end of it.
std::string unfinished_item(const ScormState& state, const ScormItemStates& items)
{
    const auto found = items.find(state.item);
    if (found == items.end()) return {};
    const bool is_done = found->second.now.status.completion == Completion::completed;
    const bool is_running = state.run && state.run->phase == RunPhase::open;
    return is_done && !found->second.is_suspended && !is_running ? std::string() : state.item;
}

json::value text_or_null(std::string_view text)
{
    return text.empty() ? json::value() : json::value(text);
}

ScormStanding standing_of(const RollUp& result, content::ScormVersion version)
{
    ScormStanding out;
    out.status = result.status;
    out.score = content::xapi_score(result.score, version);
    return out;
}

} // namespace

RollUp result_in(const ScormItemStates& items, std::string_view item)
{
    const auto found = items.find(item);
    return found == items.end() ? RollUp{} : with_earlier(found->second.earlier, found->second.now);
}

json::object course_json(const Package& package, const Registration& registration,
                         const Launch& launch, const ScormState& state,
                         const ScormItemStates& items, const KeptByPlayer& kept)
{
    const auto& manifest = *package.scorm();
    const auto& organization = manifest.organization();
    const bool is_normal = launch.mode == LaunchMode::normal;
    const bool is_sequenced = manifest.edition != content::ScormEdition::scorm12;
    auto item = launch.item;
    if (item.empty() && is_normal) item = unfinished_item(state, items);
    json::object out{{"kind", kind_of(package)},
                     {"title", package.title},
                     {"language", package.language},
                     {"mode", content::scorm_name_of(launch.mode)},
                     {"learner",
                      {{"id", account_name(registration)},
                       {"name", statements::text_in(registration.actor, "name")}}},
                     {"items", Items(manifest, items, launch.mode).all(organization.items)},
                     {"sequencing", is_sequenced
                                        ? json::value(content::sequencing_json(organization))
                                        : json::value()},
                     // What was done is looked at with what came of it, but from the beginning.
                     {"sequencingState", text_or_null(is_normal ? kept.sequencing : "")},
                     {"item", text_or_null(item)},
                     {"returnUrl", text_or_null(launch.return_url)}};
    const bool is_new = launch.mode == LaunchMode::browse;
    out["globalObjectives"] = is_new ? json::object() : object_of(kept.objectives);
    out["sharedData"] = is_new ? json::object() : object_of(kept.shared);
    return out;
}

ScormProgress progress_of(const ScormManifest& manifest, const ScormState& state,
                          const ScormItemStates& items)
{
    const auto version = version_of(manifest);
    ScormProgress out;
    out.course = standing_of(state.course, version);
    out.course.since = state.since;
    for (const auto* item : launchable_items(manifest)) {
        ScormItemProgress row{.item = item->id};
        row.standing = standing_of(result_in(items, item->id), version);
        if (const auto found = items.find(item->id); found != items.end()) {
            const auto& known = found->second;
            row.attempts = known.attempts;
            row.standing.since = known.since;
            row.standing.time = known.before + known.time;
            row.standing.first = known.first;
            row.standing.latest = known.latest;
            out.course.time += row.standing.time;
            out.course.first = std::min(out.course.first.value_or(known.first), known.first);
            out.course.latest = std::max(out.course.latest.value_or(known.latest), known.latest);
        } else {
            row.standing.status.completion = Completion::not_attempted;
        }
        out.items.push_back(std::move(row));
    }
    return out;
}

} // namespace courses
