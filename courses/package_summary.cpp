#include "courses/package_summary.hpp"

#include "base/ascii.hpp"
#include "base/iri.hpp"

#include <algorithm>

namespace courses {
namespace {

using content::CourseText;
using content::CourseTexts;

void add(CourseTexts& to, std::string_view language, std::string_view text)
{
    if (!text.empty()) to.push_back({std::string(language), std::string(text)});
}

PackageTexts texts_of_scorm(const content::ScormManifest& manifest)
{
    PackageTexts out;
    const auto& said = manifest.metadata;
    if (base::is_language_tag(said.language)) out.language = said.language;
    // What authoring tools show as the course's title; LOM is often an old one's.
    // One without a title has its id for one.
    const auto& course = manifest.organization();
    const bool is_named = course.title != course.id || said.title.empty();
    add(out.titles, out.language, is_named ? course.title : said.title);
    add(out.descriptions, out.language, said.description);
    return out;
}

void add_items(const std::vector<content::ScormItem>& items, std::vector<SummedItem>& to)
{
    for (const auto& item : items) {
        to.push_back({item.id, item.title, !item.url.empty()});
        add_items(item.items, to);
    }
}

// "de" of "de-AT".
std::string_view main_language(std::string_view tag)
{
    return tag.substr(0, tag.find('-'));
}

} // namespace

PackageTexts texts_of(const Contents& contents)
{
    if (const auto* scorm = std::get_if<content::ScormManifest>(&contents))
        return texts_of_scorm(*scorm);
    if (const auto* cmi5 = std::get_if<Cmi5Contents>(&contents))
        return {cmi5->course.title, cmi5->course.description, {}};
    const auto& tincan = std::get<content::TinCanPackage>(contents);
    const auto& activity = tincan.activities[tincan.launched];
    return {activity.names, activity.descriptions, {}};
}

std::string text_in(const CourseTexts& texts, std::string_view language)
{
    const auto first = [&](const auto& fits) -> const CourseText* {
        const auto found = std::ranges::find_if(
            texts, [&](const CourseText& each) { return !each.text.empty() && fits(each); });
        return found == texts.end() ? nullptr : &*found;
    };
    const auto* out = first(
        [&](const CourseText& each) { return base::equal_but_for_case(each.language, language); });
    if (!out)
        out = first([&](const CourseText& each) {
            return base::equal_but_for_case(main_language(each.language), main_language(language));
        });
    if (!out) out = first([](const CourseText&) { return true; });
    return out ? out->text : std::string();
}

std::vector<SummedItem> items_of(const Package& package)
{
    std::vector<SummedItem> out;
    if (const auto* scorm = package.scorm()) {
        add_items(scorm->organization().items, out);
    } else if (const auto* cmi5 = package.cmi5()) {
        for (const auto& au : cmi5->course.aus)
            out.push_back({au.id, text_in(au.title, package.language), true});
    } else {
        const auto& activity = package.tincan()->activities[package.tincan()->launched];
        out.push_back({activity.id, text_in(activity.names, package.language), true});
    }
    return out;
}

std::vector<std::string> objectives_of(const Package& package)
{
    std::vector<std::string> out;
    if (const auto* scorm = package.scorm()) {
        const auto ids = content::objectives_of(scorm->organization());
        out.assign(ids.begin(), ids.end());
    } else if (const auto* cmi5 = package.cmi5()) {
        for (const auto& objective : cmi5->course.objectives)
            out.push_back(objective.id);
    }
    return out;
}

} // namespace courses
