#include "content/cmi5_structure.hpp"

#include "content/cmi5_vocabulary.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace content {
namespace {

enum class Shape {
    structure,
    course,
    objectives,
    objective,
    block,
    au,
    references,
    text, // A title or a description.
    value,
    anything
};

enum class Count { one, optional, any, some }; // `some`: one or more of this step.

struct Part {
    std::string_view name;
    Shape shape;
    int step; // Those of one step are in any order.
    Count count;
};

using Parts = std::span<const Part>;
using Attributes = std::span<const std::string_view>;

constexpr Part structure_parts[] = {{"course", Shape::course, 0, Count::one},
                                    {"objectives", Shape::objectives, 1, Count::optional},
                                    {"au", Shape::au, 2, Count::some},
                                    {"block", Shape::block, 2, Count::some}};
constexpr Part course_parts[] = {{"title", Shape::text, 0, Count::one},
                                 {"description", Shape::text, 1, Count::one}};
constexpr Part objective_parts[] = {{"title", Shape::text, 0, Count::one},
                                    {"description", Shape::text, 0, Count::one}};
constexpr Part objectives_parts[] = {{"objective", Shape::objective, 0, Count::some}};
constexpr Part block_parts[] = {{"title", Shape::text, 0, Count::one},
                                {"description", Shape::text, 1, Count::one},
                                {"objectives", Shape::references, 2, Count::optional},
                                {"au", Shape::au, 3, Count::some},
                                {"block", Shape::block, 3, Count::some}};
constexpr Part au_parts[] = {{"title", Shape::text, 0, Count::one},
                             {"description", Shape::text, 1, Count::one},
                             {"objectives", Shape::references, 2, Count::optional},
                             {"url", Shape::value, 3, Count::one},
                             {"launchParameters", Shape::anything, 4, Count::optional},
                             {"entitlementKey", Shape::anything, 5, Count::optional}};
constexpr Part references_parts[] = {{"objective", Shape::value, 0, Count::some}};
constexpr Part text_parts[] = {{"langstring", Shape::value, 0, Count::some}};

Parts parts_of(Shape shape)
{
    switch (shape) {
    case Shape::structure: return structure_parts;
    case Shape::course: return course_parts;
    case Shape::objectives: return objectives_parts;
    case Shape::objective: return objective_parts;
    case Shape::block: return block_parts;
    case Shape::au: return au_parts;
    case Shape::references: return references_parts;
    case Shape::text: return text_parts;
    case Shape::value:
    case Shape::anything: return {};
    }
    return {};
}

constexpr std::string_view id_only[] = {"id"};
constexpr std::string_view au_attributes[] = {"id", "moveOn", "masteryScore", "launchMethod",
                                              "activityType"};
constexpr std::string_view value_attributes[] = {"idref", "lang"};

Attributes attributes_of(Shape shape)
{
    switch (shape) {
    case Shape::course:
    case Shape::objective:
    case Shape::block: return id_only;
    case Shape::au: return au_attributes;
    case Shape::value: return value_attributes;
    case Shape::structure:
    case Shape::objectives:
    case Shape::references:
    case Shape::text:
    case Shape::anything: return {};
    }
    return {};
}

// Those of other namespaces come last (13.1.5; "anyElement" of the schema), and not in an objective
// or in a value.
bool holds_foreign(Shape shape)
{
    return shape != Shape::objective && shape != Shape::value;
}

class Walk {
public:
    explicit Walk(Reading& reading) : reading_(reading) {}

    void check(const XmlElement& element, Shape shape)
    {
        if (shape == Shape::anything) return;
        check_attributes(element, attributes_of(shape));
        const auto parts = parts_of(shape);
        std::array<std::size_t, 6> counts{};
        int step = 0;
        for (const auto& child : element.children) {
            const auto* part = part_named(parts, child);
            if (!part) {
                check_stranger(element, shape, child);
                if (child.space != element.space) step = after_all;
                continue;
            }
            if (part->step < step) {
                reading_.refuse(child.line, "cmi5.xml.order", child.name,
                                "come earlier: " + order_of(parts));
            }
            step = std::max(step, part->step);
            ++counts[static_cast<std::size_t>(part - parts.data())];
            check(child, part->shape);
        }
        check_counts(element, parts, counts);
    }

private:
    static constexpr int after_all = 100;

    static const Part* part_named(Parts parts, const XmlElement& child)
    {
        if (child.space != cmi5::xml_namespace) return nullptr;
        const auto found = std::ranges::find(parts, child.name, &Part::name);
        return found == parts.end() ? nullptr : &*found;
    }

    static std::string order_of(Parts parts)
    {
        std::string out = "the order is ";
        for (const auto& part : parts)
            out.append(&part == &parts.front() ? "" : ", ").append(part.name);
        return out + ", and then what is of other namespaces";
    }

    void check_attributes(const XmlElement& element, Attributes known)
    {
        for (const auto& attribute : element.attributes) {
            if (attribute.space.empty() && std::ranges::find(known, attribute.name) == known.end())
                reading_.refuse(element.line, "cmi5.xml.attribute", attribute.name,
                                "not be an attribute of " + element.name +
                                    ": cmi5 has none of this name");
        }
    }

    void check_stranger(const XmlElement& element, Shape shape, const XmlElement& child)
    {
        const bool foreign = child.space != cmi5::xml_namespace && !child.space.empty();
        if (foreign && holds_foreign(shape)) return;
        reading_.refuse(child.line, "cmi5.xml.unknown", child.name,
                        "not stand in " + element.name +
                            (foreign ? "" : "; elements of your own need a namespace"));
    }

    void check_counts(const XmlElement& element, Parts parts,
                      const std::array<std::size_t, 6>& counts)
    {
        const auto count_of = [&](const Part& part) {
            return counts[static_cast<std::size_t>(&part - parts.data())];
        };
        std::string one_of;
        std::size_t some = 0;
        for (const auto& part : parts) {
            const auto count = count_of(part);
            if (part.count == Count::some) {
                one_of.append(one_of.empty() ? "" : " or ").append(part.name);
                some += count;
            } else if (count > 1) {
                reading_.refuse(element.line, "cmi5.xml.repeated", part.name,
                                "stand in " + element.name + " once");
            }
            if (part.count == Count::one && count == 0) refuse_missing(element, part.name);
        }
        if (!one_of.empty() && some == 0) refuse_missing(element, one_of);
    }

    void refuse_missing(const XmlElement& element, std::string_view name)
    {
        reading_.refuse(element.line, "cmi5.xml.missing", element.name,
                        "have an element " + std::string(name));
    }

    Reading& reading_;
};

} // namespace

void check_cmi5_structure(const XmlElement& root, Reading& reading)
{
    if (!is_cmi5(root, "courseStructure")) {
        const bool named = root.name == "courseStructure";
        return reading.refuse(root.line, "cmi5.xml.namespace", named ? root.space : root.name,
                              "be courseStructure in the namespace " +
                                  std::string(cmi5::xml_namespace));
    }
    Walk(reading).check(root, Shape::structure);
}

const XmlElement* cmi5_child(const XmlElement& element, std::string_view name)
{
    const auto found = std::ranges::find_if(
        element.children, [&](const XmlElement& child) { return is_cmi5(child, name); });
    return found == element.children.end() ? nullptr : &*found;
}

const XmlAttribute* cmi5_attribute(const XmlElement& element, std::string_view name)
{
    const auto found = std::ranges::find_if(element.attributes, [&](const XmlAttribute& each) {
        return each.space.empty() && each.name == name;
    });
    return found == element.attributes.end() ? nullptr : &*found;
}

bool is_cmi5(const XmlElement& element, std::string_view name)
{
    return element.name == name && element.space == cmi5::xml_namespace;
}

} // namespace content
