#include "statements/validate.hpp"

#include "base/ascii.hpp"
#include "base/limits.hpp"
#include "base/pointer.hpp"
#include "base/utf8.hpp"
#include "statements/shapes.hpp"

#include <boost/json/serializer.hpp>

#include <algorithm>
#include <array>
#include <cstdint>

namespace statements {
namespace {

namespace json = boost::json;

using shapes::Node;
using shapes::Presence;
using shapes::Property;
using shapes::Rule;
using shapes::Shape;
using shapes::Type;
using shapes::Variant;

std::string_view view(const json::string& text)
{
    return {text.data(), text.size()};
}

void write_pointer(const Node& node, std::string& out)
{
    if (!node.parent) return;
    write_pointer(*node.parent, out);
    if (node.parent->value.is_array())
        out += '/' + std::to_string(node.index);
    else
        out = base::pointer_below(out, node.key);
}

std::string pointer_to(const Node& node)
{
    std::string out;
    write_pointer(node, out);
    return out;
}

// Serializes no more than is quoted.
std::string quote(const json::value& value)
{
    std::array<char, limits::found_bytes + 1> buffer;
    json::serializer serializer;
    serializer.reset(&value);
    std::string text;
    while (!serializer.done() && text.size() <= limits::found_bytes) {
        const auto piece = serializer.read(buffer.data(), buffer.size());
        text.append(piece.data(), piece.size());
    }
    return base::excerpt(text, limits::found_bytes);
}

std::string object_types(const Type& type)
{
    std::string out = "be ";
    for (std::size_t at = 0; at < type.variants.size(); ++at) {
        if (at > 0) out += at + 1 == type.variants.size() ? " or " : ", ";
        out += '"';
        out += type.variants[at].object_type;
        out += '"';
    }
    return out;
}

// The first two parts of a rule's name.
struct Name {
    std::string_view shape;
    std::string_view property;

    std::string operator()(std::string_view what) const
    {
        std::string out(shape);
        out += '.';
        out += property;
        out += '.';
        out += what;
        return out;
    }
};

class Walk {
public:
    explicit Walk(Version version) : version_(version) {}

    void judge(const Node& node, const Property& property, std::string_view shape)
    {
        if (node.value.is_null()) return complain(node, "null", "not be null");
        const Name name{shape, property.name};
        const bool well_formed = has_form(node, property.type, name);
        judge(node, property.rules, shape);
        if (well_formed) descend(node, property.type, name);
    }

    base::Complaints complaints() && { return std::move(out_); }

private:
    // The value's own form, nothing below it.
    bool has_form(const Node& node, const Type& type, const Name& name)
    {
        switch (type.form) {
        case Type::Form::judged: return true;
        case Type::Form::value: return type.fits(node.value) || refuse(node, type, name);
        case Type::Form::object: return node.value.is_object() || refuse(node, type, name);
        case Type::Form::list: return node.value.is_array() || refuse(node, type, name);
        case Type::Form::one_or_list:
            return node.value.is_array() || has_form(node, *type.item, name);
        case Type::Form::map:
            if (node.value.is_object()) return true;
            complain(node, name("object"), type.expected);
            return false;
        }
        return true;
    }

    void descend(const Node& node, const Type& type, const Name& name)
    {
        switch (type.form) {
        case Type::Form::judged:
        case Type::Form::value: break;
        case Type::Form::object:
            if (const auto* shape = choose(node, type, name)) walk(node, *shape);
            break;
        case Type::Form::list: descend_items(node, *type.item, name); break;
        case Type::Form::one_or_list:
            if (!node.value.is_array()) return descend(node, *type.item, name);
            descend_items(node, *type.item, name);
            break;
        case Type::Form::map: walk_map(node, type); break;
        }
    }

    void descend_items(const Node& node, const Type& type, const Name& name)
    {
        std::size_t index = 0;
        for (const auto& value : node.value.get_array()) {
            if (full()) return;
            const Node item{&node, value, {}, index++};
            if (value.is_null()) {
                complain(item, "null", "not be null");
            } else if (has_form(item, type, name)) {
                descend(item, type, name);
            }
        }
    }

    // Null: no shape fits, and that has been complained about.
    const Shape* choose(const Node& node, const Type& type, const Name& name)
    {
        const auto& variants = type.variants;
        if (variants.front().object_type.empty()) return variants.front().shape;
        const auto* object_type = node.value.get_object().if_contains("objectType");
        if (!object_type && type.first_is_default) return variants.front().shape;
        if (object_type && object_type->is_null()) {
            complain({&node, *object_type, "objectType"}, "null", "not be null");
            return nullptr;
        }
        if (const auto* text = object_type ? object_type->if_string() : nullptr) {
            const auto found = std::ranges::find(variants, view(*text), &Variant::object_type);
            if (found != variants.end()) return found->shape;
        }
        const json::value nothing;
        const Node at{&node, object_type ? *object_type : nothing, "objectType"};
        complain(at, name("objectType"), object_types(type), object_type ? object_type : nullptr);
        return nullptr;
    }

    void walk(const Node& node, const Shape& shape)
    {
        std::uint32_t seen = 0;
        for (const auto& [key, value] : node.value.get_object()) {
            if (full()) return;
            const Node child{&node, value, key};
            const auto property = find(shape, child.key);
            if (property == shape.properties.end()) {
                complain_of_unknown(child, shape);
                continue;
            }
            seen |= 1u << (property - shape.properties.begin());
            judge(child, *property, shape.name);
        }
        complain_of_missing(node, shape, seen);
        judge(node, shape.rules, shape.name);
    }

    std::span<const Property>::iterator find(const Shape& shape, std::string_view key) const
    {
        return std::ranges::find_if(shape.properties, [&](const Property& property) {
            return property.name == key && holds_for(property.versions, version_);
        });
    }

    void walk_map(const Node& node, const Type& type)
    {
        for (const auto& [key, value] : node.value.get_object()) {
            if (full()) return;
            const Node child{&node, value, key};
            if (!type.key_fits(child.key)) {
                const json::value found(key);
                complain(child, join(type.rule, type.key_rule), type.key_expected, &found);
            }
            if (!type.item) continue;
            if (value.is_null()) {
                complain(child, "null", "not be null");
            } else if (!type.item->fits(value)) {
                complain(child, join(type.rule, type.item->rule), type.item->expected, &value);
            }
        }
    }

    void judge(const Node& node, std::span<const Rule> rules, std::string_view shape)
    {
        for (const auto& rule : rules) {
            if (!holds_for(rule.versions, version_)) continue;
            if (const auto* found = rule.fault(node)) {
                complain(node, join(shape, rule.name), rule.expected, found);
            }
        }
    }

    void complain_of_unknown(const Node& child, const Shape& shape)
    {
        std::string expected = "not be here: known are ";
        for (const auto& property : shape.properties) {
            if (!holds_for(property.versions, version_)) continue;
            if (base::equal_but_for_case(property.name, child.key)) {
                expected = "be spelled \"" + std::string(property.name) + '"';
                break;
            }
            if (!expected.ends_with(' ')) expected += ", ";
            expected += property.name;
        }
        complain(child, join(shape.name, "unknown"), expected, &child.value);
    }

    void complain_of_missing(const Node& node, const Shape& shape, std::uint32_t seen)
    {
        for (std::size_t at = 0; at < shape.properties.size(); ++at) {
            const auto& property = shape.properties[at];
            if (property.presence == Presence::optional || (seen >> at & 1u) != 0) continue;
            const json::value nothing;
            const Node missing{&node, nothing, property.name};
            complain(missing, Name{shape.name, property.name}("missing"), "be present", nullptr);
        }
    }

    bool refuse(const Node& node, const Type& type, const Name& name)
    {
        complain(node, name(type.rule), type.expected);
        return false;
    }

    void complain(const Node& node, std::string rule, std::string_view expected)
    {
        complain(node, std::move(rule), expected, &node.value);
    }

    void complain(const Node& node, std::string rule, std::string_view expected,
                  const json::value* found)
    {
        if (full()) return;
        out_.push_back({pointer_to(node), std::move(rule), found ? quote(*found) : std::string(),
                        std::string(expected)});
    }

    static std::string join(std::string_view first, std::string_view second)
    {
        return std::string(first).append(".").append(second);
    }

    bool full() const { return out_.size() >= limits::complaints; }

    Version version_;
    base::Complaints out_;
};

base::Complaints check(const json::value& value, const shapes::Root& root, Version version)
{
    Walk walk(version);
    walk.judge({nullptr, value}, root.property, root.name);
    return std::move(walk).complaints();
}

} // namespace

base::Complaints validate(const json::value& statement, Version version)
{
    return check(statement, shapes::statement_root, version);
}

base::Complaints validate_agent(const json::value& agent, Version version)
{
    return check(agent, shapes::agent_root, version);
}

base::Complaints validate_authority(const json::value& authority, Version version)
{
    return check(authority, shapes::authority_root, version);
}

} // namespace statements
