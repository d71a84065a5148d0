#include "lrs/courses/standing.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <chrono>

namespace lrs {
namespace {

namespace json = boost::json;
using base::Result;
using base::Timestamp;

std::string_view name_of(content::Completion completion)
{
    using enum content::Completion;
    switch (completion) {
    case unknown: return "unknown";
    case not_attempted: return "not attempted";
    case incomplete: return "incomplete";
    case completed: return "completed";
    }
    return {};
}

std::string_view name_of(content::Success success)
{
    using enum content::Success;
    switch (success) {
    case unknown: return "unknown";
    case passed: return "passed";
    case failed: return "failed";
    }
    return {};
}

void set(json::object& out, const char* name, const std::optional<Timestamp>& time)
{
    if (time) out[name] = base::to_string(*time);
}

template <class Duration>
double seconds(Duration duration)
{
    return std::chrono::duration<double>(duration).count();
}

json::object shown(const courses::ScormStanding& standing)
{
    const auto completion =
        standing.first ? standing.status.completion : content::Completion::not_attempted;
    json::object out{{"completion", name_of(completion)},
                     {"success", name_of(standing.status.success)},
                     {"seconds", seconds(standing.time)}};
    if (!standing.score.empty()) out["score"] = standing.score;
    set(out, "since", standing.since);
    return out;
}

json::object scorm_standing(const courses::ScormProgress& progress,
                            const content::ScormManifest& manifest)
{
    auto out = shown(progress.course);
    json::array items;
    for (const auto& item : progress.items) {
        auto one = shown(item.standing);
        one["id"] = item.item;
        const auto* found = content::find_item(manifest.organization(), item.item);
        if (found) one["title"] = found->title;
        one["attempts"] = item.attempts;
        items.push_back(std::move(one));
    }
    out["items"] = std::move(items);
    return out;
}

json::object shown(const courses::Cmi5AuProgress& au)
{
    const bool begun = au.launched.has_value();
    json::object out{{"completion", au.completed ? "completed"
                                    : begun      ? "incomplete"
                                                 : "not attempted"},
                     {"success", au.passed   ? "passed"
                                 : au.failed ? "failed"
                                             : "unknown"},
                     {"seconds", seconds(au.duration)},
                     {"attempts", au.sessions}};
    if (!au.score.empty()) out["score"] = au.score;
    auto since = au.passed;
    if (!since || (au.completed && *au.completed > *since)) since = au.completed;
    set(out, "since", since ? since : au.failed);
    set(out, "satisfied", au.satisfied);
    set(out, "waived", au.waived);
    return out;
}

json::object cmi5_standing(const courses::Cmi5Progress& progress, const courses::Package& package)
{
    const auto& aus = package.cmi5()->course.aus;
    const auto begun =
        std::ranges::any_of(progress.aus, [](const auto& au) { return au.launched.has_value(); });
    json::object out{{"completion", progress.course ? "completed"
                                    : begun         ? "incomplete"
                                                    : "not attempted"},
                     {"success", "unknown"},
                     {"seconds", seconds(progress.duration)}};
    set(out, "since", progress.course);
    set(out, "satisfied", progress.course);
    json::array items;
    for (std::size_t at = 0; at < aus.size(); ++at) {
        auto one = shown(progress.aus[at]);
        one["id"] = aus[at].id;
        one["title"] = courses::text_in(aus[at].title, package.language);
        items.push_back(std::move(one));
    }
    out["items"] = std::move(items);
    return out;
}

} // namespace

Result<json::object> standing_of(CourseOffice& office, const courses::Package& package,
                                 const courses::Registration& registration)
{
    if (const auto* scorm = package.scorm()) {
        const auto progress = office.scorm.progress(package, registration);
        if (!progress) return progress.error();
        return scorm_standing(*progress, *scorm);
    }
    if (package.cmi5()) {
        const auto progress = office.cmi5.progress(package, registration);
        if (!progress) return progress.error();
        return cmi5_standing(*progress, package);
    }
    return json::object{{"completion", "unknown"}, {"success", "unknown"}};
}

} // namespace lrs
