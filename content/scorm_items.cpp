#include "content/scorm_items.hpp"

#include "base/ascii.hpp"
#include "base/limits.hpp"
#include "base/utf8.hpp"

#include <algorithm>

namespace content {
namespace {

constexpr auto packaging = ScormSpace::packaging;
constexpr auto adlcp = ScormSpace::content;
constexpr auto adlnav = ScormSpace::navigation;

constexpr std::string_view time_limit_actions[] = {"exit,message", "exit,no message",
                                                   "continue,message", "continue,no message"};
constexpr std::string_view controls[] = {"continue", "previous",   "exit",      "exitAll",
                                         "abandon",  "abandonAll", "suspendAll"};

std::size_t digits_at(std::string_view text, std::size_t at)
{
    const auto end = text.find_first_not_of("0123456789", at);
    return std::min(end, text.size()) - at;
}

// HHHH:MM:SS.SS: two to four digits, and a fraction of one or two that may be absent (CMITimespan,
// SCORM 1.2 RTE 3.4.2).
bool is_timespan(std::string_view text)
{
    const auto hours = digits_at(text, 0);
    if (hours < 2 || hours > 4) return false;
    for (auto at = hours; at != hours + 6; at += 3) {
        if (at >= text.size() || text[at] != ':' || digits_at(text, at + 1) != 2) return false;
    }
    const auto rest = text.substr(hours + 6);
    return rest.empty() || (rest.front() == '.' && rest.size() <= 3 && rest.size() > 1 &&
                            digits_at(rest, 1) == rest.size() - 1);
}

} // namespace

void ScormItems::add_manifest(const XmlElement& manifest)
{
    manifests_.try_emplace(values_.id(manifest, "identifier"), default_organization(manifest));
}

const XmlElement* ScormItems::default_organization(const XmlElement& manifest)
{
    const auto* organizations = values_.child(manifest, packaging, "organizations");
    if (!organizations) return nullptr;
    const auto wanted = ScormValues::text(*organizations, "default");
    const XmlElement* first = nullptr;
    const XmlElement* out = nullptr;
    values_.each(*organizations, packaging, "organization", [&](const XmlElement& each) {
        if (!first) first = &each;
        if (!out && ScormValues::text(each, "identifier") == wanted) out = &each;
    });
    if (first && !out && !wanted.empty())
        values_.warn(*organizations, "scorm.organization_default", "default=" + std::string(wanted),
                     "name one of the organizations; the first one is taken");
    return out ? out : first;
}

ScormOrganization ScormItems::read(const XmlElement& organization)
{
    ScormOrganization out;
    out.line = organization.line;
    out.id = new_id(organization);
    out.title = title_of(organization, out.id);
    out.objectives_global_to_system =
        values_.boolean(organization, "objectivesGlobalToSystem", true);
    out.shared_data_global_to_system =
        values_.boolean(organization, "sharedDataGlobalToSystem", true);
    if (edition_ != ScormEdition::scorm12) {
        out.completion_threshold = read_threshold(organization);
        out.sequencing = sequencing_.read(organization);
    }
    read_items(organization, out.items);
    check_prerequisites();
    return out;
}

void ScormItems::check_prerequisites()
{
    for (const auto& [element, items] : named_) {
        for (const auto& item : items) {
            if (!ids_.contains(item))
                values_.warn(*element, "scorm.prerequisites", item,
                             "name items of the course; this one is never completed");
        }
    }
    named_.clear();
}

void ScormItems::read_items(const XmlElement& parent, std::vector<ScormItem>& to)
{
    if (depth_ == limits::scorm_depth) {
        if (values_.child(parent, packaging, "item"))
            values_.refuse(parent, "scorm.depth", "items deeper in each other",
                           "have at most " + std::to_string(limits::scorm_depth) +
                               " in each other");
        return;
    }
    ++depth_;
    values_.each(parent, packaging, "item", [&](const XmlElement& each) {
        if (items_ > limits::scorm_items) return;
        if (++items_ > limits::scorm_items)
            return values_.refuse(each, "scorm.items", "more items",
                                  "have at most " + std::to_string(limits::scorm_items));
        to.push_back(read_item(each));
    });
    --depth_;
}

ScormItem ScormItems::read_item(const XmlElement& element)
{
    ScormItem out;
    out.line = element.line;
    out.id = new_id(element);
    out.title = title_of(element, out.id);
    out.is_visible = values_.boolean(element, "isvisible", true);
    if (edition_ == ScormEdition::scorm12)
        read_scorm12(element, out);
    else
        read_scorm2004(element, out);
    read_launch_data(element, out);
    read_target(element, out);
    read_items(element, out.items);
    if (!out.items.empty() && !out.resource.empty())
        values_.warn(element, "scorm.item_leaf", "identifier=" + out.id,
                     "have either a resource or items in it");
    return out;
}

// Organisations are activities, too.
std::string ScormItems::new_id(const XmlElement& element)
{
    auto out = values_.required_id(element, "identifier");
    if (!out.empty() && !ids_.insert(out).second)
        values_.refuse(element, "scorm.duplicate", "identifier=" + out,
                       "have an identifier of its own");
    return out;
}

std::string ScormItems::title_of(const XmlElement& element, const std::string& id)
{
    const auto* title = values_.child(element, packaging, "title");
    const auto text = title ? title->trimmed_text() : std::string_view();
    if (text.empty()) {
        values_.warn(element, "scorm.title", "<" + element.name + ">",
                     "have a <title>; its identifier is shown");
        return id;
    }
    if (text.size() > limits::scorm_title_bytes)
        values_.warn(*title, "scorm.title", text,
                     "have at most " + std::to_string(limits::scorm_title_bytes) +
                         " bytes; the rest is cut off");
    return base::excerpt(text, limits::scorm_title_bytes);
}

void ScormItems::read_target(const XmlElement& element, ScormItem& item)
{
    const auto target = values_.id(element, "identifierref");
    if (target.empty()) return;
    if (const auto* resource = resources_.launch(target)) {
        if (resource->url.empty())
            return values_.refuse(element, "scorm.resource_empty", "identifierref=" + target,
                                  "name a resource that has a href");
        item.resource = resource->id;
        item.is_sco = resource->is_sco;
        const auto end = std::min(resource->url.find_first_of("?#"), resource->url.size());
        const auto parameters = escaped_query(ScormValues::text(element, "parameters"));
        item.url =
            resource->url.substr(0, end) + with_parameters(resource->url.substr(end), parameters);
        if (item.url.size() > 3 * limits::package_url_bytes)
            values_.refuse(element, "scorm.url_length", item.url,
                           "have at most " + std::to_string(3 * limits::package_url_bytes) +
                               " bytes with its parameters");
        return;
    }
    if (const auto found = manifests_.find(target); found != manifests_.end())
        return read_organization_items(element, found->second, item);
    values_.refuse(element, "scorm.reference", "identifierref=" + target,
                   "name a resource of the manifest");
}

void ScormItems::read_organization_items(const XmlElement& element, const XmlElement* organization,
                                         ScormItem& item)
{
    if (!organization)
        return values_.refuse(element, "scorm.organization",
                              ScormValues::text(element, "identifierref"),
                              "name a manifest that has an organization");
    if (std::ranges::find(within_, organization) != within_.end())
        return values_.refuse(element, "scorm.cycle", ScormValues::text(element, "identifierref"),
                              "not lead back to the same manifest");
    within_.push_back(organization);
    read_items(*organization, item.items);
    within_.pop_back();
}

void ScormItems::read_scorm12(const XmlElement& element, ScormItem& item)
{
    read_prerequisite(element, item);
    if (const auto* score = values_.child(element, adlcp, "masteryscore"))
        item.mastery_score = values_.decimal(*score, 0, 100);
    const auto* time = values_.child(element, adlcp, "maxtimeallowed");
    const auto text = time ? time->trimmed_text() : std::string_view();
    if (text.empty()) return;
    if (is_timespan(text))
        item.max_time_allowed = text;
    else
        values_.warn(*time, "scorm.timespan", text, "be HHHH:MM:SS.SS, as in 00:30:00");
}

void ScormItems::read_prerequisite(const XmlElement& element, ScormItem& item)
{
    const auto* script = values_.child(element, adlcp, "prerequisites");
    if (!script || script->trimmed_text().empty()) return;
    std::string problem;
    auto prerequisite = parse_prerequisite(script->trimmed_text(), problem);
    // Most systems never looked at them, and so nobody has found the fault.
    if (!prerequisite)
        return values_.warn(*script, "scorm.prerequisites", script->trimmed_text(),
                            problem + "; it is passed over");
    Named named{script, {}};
    for (const auto name : items_of(*prerequisite))
        named.items.emplace_back(name);
    named_.push_back(std::move(named));
    item.prerequisite = std::move(prerequisite);
}

std::optional<CompletionThreshold> ScormItems::read_threshold(const XmlElement& element)
{
    const auto* threshold = values_.child(element, adlcp, "completionThreshold");
    if (!threshold) return std::nullopt;
    CompletionThreshold out;
    if (const auto measure = values_.decimal(*threshold, 0, 1)) {
        out.completed_by_measure = true;
        out.min_progress_measure = *measure;
    }
    out.completed_by_measure =
        values_.boolean(*threshold, "completedByMeasure", out.completed_by_measure);
    out.min_progress_measure =
        values_.decimal(*threshold, "minProgressMeasure", 0, 1).value_or(out.min_progress_measure);
    out.progress_weight =
        values_.decimal(*threshold, "progressWeight", 0, 1).value_or(out.progress_weight);
    return out;
}

void ScormItems::read_scorm2004(const XmlElement& element, ScormItem& item)
{
    item.completion_threshold = read_threshold(element);
    item.sequencing = sequencing_.read(element);
    if (const auto* data = values_.child(element, adlcp, "data")) {
        values_.each(*data, adlcp, "map", [&](const XmlElement& each) {
            auto& map = item.shared_data.emplace_back();
            map.target = values_.required_id(each, "targetID");
            map.read = values_.boolean(each, "readSharedData", true);
            map.write = values_.boolean(each, "writeSharedData", false);
        });
    }
    read_hidden_controls(element, item);
}

void ScormItems::read_hidden_controls(const XmlElement& element, ScormItem& item)
{
    const auto* presentation = values_.child(element, adlnav, "presentation");
    const auto* interface =
        presentation ? values_.child(*presentation, adlnav, "navigationInterface") : nullptr;
    if (!interface) return;
    values_.each(*interface, adlnav, "hideLMSUI", [&](const XmlElement& each) {
        const auto text = each.trimmed_text();
        const auto* const found = std::ranges::find_if(
            controls, [&](std::string_view word) { return base::equal_but_for_case(word, text); });
        if (found == std::end(controls))
            return values_.warn(each, "scorm.control", text, "be a control of the player");
        if (std::ranges::find(item.hidden_controls, *found) == item.hidden_controls.end())
            item.hidden_controls.push_back(*found);
    });
}

// Both spellings stand in the manifests of either version.
void ScormItems::read_launch_data(const XmlElement& element, ScormItem& item)
{
    if (const auto* action = values_.child(element, adlcp, "timeLimitAction")) {
        std::string text(action->trimmed_text());
        if (const auto at = text.find(", "); at != text.npos) text.erase(at + 1, 1);
        const auto* const found = std::ranges::find(time_limit_actions, base::lower(text));
        if (found != std::end(time_limit_actions))
            item.time_limit_action = *found;
        else if (!text.empty())
            values_.warn(*action, "scorm.time_limit_action", text,
                         "be exit or continue, a comma, and message or no message");
    }
    const auto* data = values_.child(element, adlcp, "dataFromLMS");
    if (!data) return;
    item.data_from_lms = data->trimmed_text();
    if (item.data_from_lms.size() > limits::scorm_data_bytes)
        values_.refuse(*data, "scorm.data", item.data_from_lms,
                       "have at most " + std::to_string(limits::scorm_data_bytes) + " bytes");
}

} // namespace content
