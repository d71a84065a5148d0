#include "content/tincan.hpp"

#include "base/iri.hpp"
#include "base/limits.hpp"
#include "content/course_url.hpp"
#include "content/trimmed.hpp"
#include "content/xml.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <set>

namespace content {
namespace {

constexpr std::string_view xml_namespace = "http://projecttincan.com/tincan.xsd";

class Reader {
public:
    Reader(const FileIndex& files, Reading& reading) : files_(files), reading_(reading) {}

    std::vector<TinCanActivity> read(const XmlElement& root)
    {
        if (root.name != "tincan") {
            reading_.refuse(root.line, "tincan.xml.root", root.name, "be tincan");
            return {};
        }
        if (root.space != xml_namespace)
            reading_.warn(root.line, "tincan.xml.namespace", root.space,
                          "be in the namespace " + std::string(xml_namespace));
        std::vector<TinCanActivity> out;
        for (const auto& list : root.children) {
            if (list.name != "activities") continue;
            for (const auto& child : list.children) {
                if (child.name != "activity" || !has_room(child, out.size())) continue;
                if (auto activity = read_activity(child)) out.push_back(std::move(*activity));
            }
        }
        if (out.empty())
            reading_.refuse(root.line, "tincan.activities_missing", "",
                            "have activities, with one activity at least");
        return out;
    }

    void check_launches(const std::vector<TinCanActivity>& activities, unsigned line)
    {
        const auto launched = std::ranges::count_if(
            activities, [](const auto& activity) { return !activity.launches.empty(); });
        if (launched == 0 && !activities.empty())
            reading_.refuse(line, "tincan.launch_missing", "",
                            "have one activity with a launch, the URL where it begins");
        if (launched > 1)
            reading_.refuse(line, "tincan.launch_one", std::to_string(launched),
                            "have one activity with a launch, not more");
    }

private:
    bool has_room(const XmlElement& element, std::size_t count)
    {
        if (count < limits::tincan_activities) return true;
        if (!full_)
            reading_.refuse(element.line, "tincan.limit.activities", std::to_string(count + 1),
                            "be at most " + std::to_string(limits::tincan_activities));
        full_ = true;
        return false;
    }

    static std::string value_of(const XmlElement& element, std::string_view name)
    {
        const auto* attribute = element.attribute(name);
        return std::string(attribute ? trimmed(attribute->value) : std::string_view());
    }

    // Empty: left out, which the one that is launched cannot be.
    std::optional<TinCanActivity> read_activity(const XmlElement& element)
    {
        TinCanActivity out;
        out.id = value_of(element, "id");
        out.names = read_texts(element, "name");
        out.descriptions = read_texts(element, "description");
        out.launches = read_texts(element, "launch");
        if (!has_id(element, out) && out.launches.empty()) return std::nullopt;
        read_type(element, out);
        if (out.names.empty())
            reading_.warn(element.line, "tincan.activity.name_missing", out.id, "have a name");
        for (const auto& child : element.children) {
            if (child.name == "launch")
                check_url({std::string(child.trimmed_text()), child.line, "tincan.launch"}, &files_,
                          reading_);
            if (child.name == "resource")
                reading_.warn(child.line, "tincan.resource", child.trimmed_text(),
                              "be a launch: what is for other programs than a browser is not "
                              "launched here");
        }
        return out;
    }

    bool has_id(const XmlElement& element, const TinCanActivity& activity)
    {
        const auto complain = [&](const char* rule, std::string_view expected) {
            if (activity.launches.empty()) {
                reading_.warn(element.line, rule, activity.id, expected);
            } else {
                reading_.refuse(element.line, rule, activity.id, expected);
            }
            return false;
        };
        if (activity.id.empty()) return complain("tincan.activity.id_missing", "have an id");
        if (!base::is_iri(activity.id))
            return complain("tincan.activity.id_iri", "be an IRI with a scheme");
        if (!ids_.insert(activity.id).second)
            return complain("tincan.activity.id_unique", "be the id of one activity");
        return true;
    }

    // Short ones such as "course" are of Tin Can 0.9 and may stand in no statement any more.
    void read_type(const XmlElement& element, TinCanActivity& activity)
    {
        auto type = value_of(element, "type");
        if (type.empty()) {
            reading_.warn(element.line, "tincan.activity.type_missing", activity.id, "have a type");
        } else if (!base::is_iri(type)) {
            reading_.warn(element.line, "tincan.activity.type_iri", type,
                          "be an IRI such as http://adlnet.gov/expapi/activities/course");
        } else {
            activity.type = std::move(type);
        }
    }

    CourseTexts read_texts(const XmlElement& element, std::string_view name)
    {
        CourseTexts out;
        std::size_t bytes = 0;
        for (const auto& child : element.children) {
            if (child.name != name) continue;
            auto language = value_of(child, "lang");
            if (!language.empty() && !base::is_language_tag(language))
                reading_.warn(child.line, "tincan.text.language", language,
                              "be a language tag such as de or en-GB");
            bytes += language.size() + child.trimmed_text().size();
            if (bytes > limits::course_text_bytes) {
                reading_.refuse(child.line, "tincan.limit.text", std::to_string(bytes),
                                "be at most " + std::to_string(limits::course_text_bytes) +
                                    " bytes");
                return out;
            }
            out.push_back({std::move(language), std::string(child.trimmed_text())});
        }
        return out;
    }

    const FileIndex& files_;
    Reading& reading_;
    std::set<std::string> ids_;
    bool full_ = false;
};

} // namespace

std::optional<TinCanPackage> read_tincan(std::string_view bytes, std::string_view file,
                                         const FileIndex& files, Findings& findings)
{
    const auto root = parse_xml(bytes, file, findings);
    if (!root) return std::nullopt;
    Reading reading(file, findings);
    Reader reader(files, reading);
    TinCanPackage out;
    out.activities = reader.read(*root);
    reader.check_launches(out.activities, root->line);
    if (reading.refused()) return std::nullopt;
    const auto launched = std::ranges::find_if(
        out.activities, [](const auto& activity) { return !activity.launches.empty(); });
    out.launched = static_cast<std::size_t>(launched - out.activities.begin());
    const auto slash = file.rfind('/');
    if (slash != file.npos) out.folder = file.substr(0, slash);
    return out;
}

boost::json::object activity_of(const TinCanActivity& activity)
{
    boost::json::object definition;
    if (!activity.type.empty()) definition["type"] = activity.type;
    if (!activity.names.empty()) definition["name"] = language_map(activity.names);
    if (!activity.descriptions.empty())
        definition["description"] = language_map(activity.descriptions);
    boost::json::object out{{"objectType", "Activity"}, {"id", activity.id}};
    if (!definition.empty()) out["definition"] = std::move(definition);
    return out;
}

std::string tincan_launch_url(std::string_view url, const TinCanLaunch& launch)
{
    std::string endpoint(launch.endpoint);
    if (!endpoint.ends_with('/')) endpoint += '/';
    const auto actor = boost::json::serialize(launch.actor);
    std::vector<Parameter> parameters{
        {"endpoint", endpoint}, {"auth", launch.auth}, {"actor", actor}};
    if (!launch.registration.empty()) parameters.push_back({"registration", launch.registration});
    if (!launch.activity_id.empty()) parameters.push_back({"activity_id", launch.activity_id});
    return with_parameters(url, parameters);
}

} // namespace content
