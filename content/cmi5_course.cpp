#include "content/cmi5_course.hpp"

#include "base/iri.hpp"
#include "base/limits.hpp"
#include "content/cmi5_structure.hpp"
#include "content/cmi5_values.hpp"
#include "content/cmi5_vocabulary.hpp"
#include "content/course_url.hpp"
#include "content/trimmed.hpp"

#include <algorithm>
#include <set>

namespace content {
namespace {

class Reader {
public:
    Reader(const FileIndex* files, Reading& reading) : files_(files), reading_(reading) {}

    Cmi5Course read(const XmlElement& root)
    {
        if (const auto* course = cmi5_child(root, "course")) {
            course_.id = read_id(*course, "course");
            read_texts(*course, course_);
        }
        if (const auto* objectives = cmi5_child(root, "objectives")) read_objectives(*objectives);
        course_.parts = read_parts(root, 0);
        if (!course_.id.empty() && ids_.contains(course_.id))
            reading_.warn(root.line, "cmi5.course.id_shared", course_.id,
                          "be an id of its own: a block, an AU or an objective has it too");
        return std::move(course_);
    }

private:
    std::string read_id(const XmlElement& element, const std::string& kind)
    {
        const auto* attribute = cmi5_attribute(element, "id");
        if (!attribute || trimmed(attribute->value).empty()) {
            reading_.refuse(element.line, "cmi5." + kind + ".id_missing", "", "have an id");
            return {};
        }
        const std::string id(trimmed(attribute->value));
        if (!base::is_iri(id))
            reading_.refuse(element.line, "cmi5." + kind + ".id_iri", id,
                            "be an IRI with a scheme, of at most " +
                                std::to_string(limits::iri_bytes) + " bytes"); // cmi5 3.0
        // "Within the course structure", so that a block may not have an AU's id either.
        if (kind != "course" && !ids_.insert(id).second)
            reading_.refuse(element.line, "cmi5." + kind + ".id_unique", id,
                            "be the id of nothing else in this course");
        return id;
    }

    template <class Described>
    void read_texts(const XmlElement& element, Described& described)
    {
        described.title = read_cmi5_text(cmi5_child(element, "title"), reading_);
        described.description = read_cmi5_text(cmi5_child(element, "description"), reading_);
    }

    // Whether there may be one more. Complains of the first that is too many.
    bool has_room(std::size_t count, std::size_t limit, const XmlElement& element,
                  std::string_view rule)
    {
        if (count < limit) return true;
        if (count == limit && full_.insert(std::string(rule)).second)
            reading_.refuse(element.line, rule, std::to_string(limit + 1),
                            "be at most " + std::to_string(limit));
        return false;
    }

    void read_objectives(const XmlElement& element)
    {
        for (const auto& child : element.children) {
            if (!is_cmi5(child, "objective")) continue;
            if (!has_room(course_.objectives.size(), limits::cmi5_objectives, child,
                          "cmi5.limit.objectives"))
                return;
            Cmi5Objective objective;
            objective.id = read_id(child, "objective");
            read_texts(child, objective);
            known_.insert(objective.id);
            course_.objectives.push_back(std::move(objective));
        }
    }

    std::vector<std::string> read_references(const XmlElement& element)
    {
        std::vector<std::string> out;
        const auto* list = cmi5_child(element, "objectives");
        if (!list) return out;
        full_.erase("cmi5.limit.references");
        for (const auto& child : list->children) {
            const auto* attribute =
                is_cmi5(child, "objective") ? cmi5_attribute(child, "idref") : nullptr;
            if (!attribute) continue;
            if (!has_room(out.size(), limits::cmi5_references, child, "cmi5.limit.references"))
                break;
            const std::string id(trimmed(attribute->value));
            if (!base::is_iri(id)) {
                reading_.refuse(child.line, "cmi5.objective.idref_iri", id,
                                "be an IRI with a scheme");
            } else if (!known_.contains(id)) {
                reading_.warn(child.line, "cmi5.objective.idref_unknown", id,
                              "be the id of one of the course's objectives");
            } else {
                out.push_back(id);
            }
        }
        return out;
    }

    std::vector<Cmi5Part> read_parts(const XmlElement& element, std::size_t depth)
    {
        std::vector<Cmi5Part> out;
        for (const auto& child : element.children) {
            if (is_cmi5(child, "au")) {
                if (!has_room(course_.aus.size(), limits::cmi5_aus, child, "cmi5.limit.aus"))
                    continue;
                out.push_back({Cmi5Part::Kind::au, course_.aus.size()});
                read_au(child);
            } else if (is_cmi5(child, "block")) {
                if (!has_room(depth, limits::cmi5_block_depth, child, "cmi5.limit.depth") ||
                    !has_room(course_.blocks.size(), limits::cmi5_blocks, child,
                              "cmi5.limit.blocks"))
                    continue;
                out.push_back({Cmi5Part::Kind::block, course_.blocks.size()});
                read_block(child, depth);
            }
        }
        return out;
    }

    void read_block(const XmlElement& element, std::size_t depth)
    {
        const auto index = course_.blocks.size();
        Cmi5Block block;
        block.id = read_id(element, "block");
        read_texts(element, block);
        block.objectives = read_references(element);
        course_.blocks.push_back(std::move(block));
        auto parts = read_parts(element, depth + 1);
        course_.blocks[index].parts = std::move(parts);
    }

    void read_au(const XmlElement& element)
    {
        Cmi5Au au;
        au.id = read_id(element, "au");
        read_texts(element, au);
        au.objectives = read_references(element);
        read_cmi5_au_attributes(element, au, reading_);
        if (const auto* url = cmi5_child(element, "url")) {
            au.url = url->trimmed_text();
            check_url({au.url, url->line, "cmi5.au"}, files_, reading_);
            check_parameters(*url, au.url);
        }
        au.launch_parameters = read_cmi5_value(cmi5_child(element, "launchParameters"), reading_);
        au.entitlement_key = read_cmi5_value(cmi5_child(element, "entitlementKey"), reading_);
        course_.aus.push_back(std::move(au));
    }

    // 8.1: the launch adds its own.
    void check_parameters(const XmlElement& element, std::string_view url)
    {
        for (const auto& name : parameters_of(url)) {
            if (std::ranges::find(cmi5::launch_names, name) != cmi5::launch_names.end())
                reading_.refuse(element.line, "cmi5.au.url_parameter", name,
                                "not be a parameter of the URL: cmi5 adds it at the launch");
        }
    }

    const FileIndex* files_;
    Reading& reading_;
    Cmi5Course course_;
    std::set<std::string> ids_;               // Of objectives, blocks and AUs.
    std::set<std::string> known_;             // Objectives.
    std::set<std::string, std::less<>> full_; // Limits that were complained of.
};

} // namespace

std::string_view name_of(MoveOn value)
{
    switch (value) {
    case MoveOn::not_applicable: return "NotApplicable";
    case MoveOn::passed: return "Passed";
    case MoveOn::completed: return "Completed";
    case MoveOn::completed_and_passed: return "CompletedAndPassed";
    case MoveOn::completed_or_passed: return "CompletedOrPassed";
    }
    return {};
}

std::string_view name_of(LaunchMethod value)
{
    switch (value) {
    case LaunchMethod::any_window: return "AnyWindow";
    case LaunchMethod::own_window: return "OwnWindow";
    }
    return {};
}

std::optional<Cmi5Course> read_cmi5(std::string_view bytes, std::string_view file,
                                    const FileIndex* files, Findings& findings)
{
    const auto root = parse_xml(bytes, file, findings);
    if (!root) return std::nullopt;
    Reading reading(file, findings);
    check_cmi5_structure(*root, reading);
    auto course = Reader(files, reading).read(*root);
    if (reading.refused()) return std::nullopt;
    return course;
}

} // namespace content
