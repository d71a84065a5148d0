#include "statements/shapes.hpp"

namespace statements::shapes {
namespace {

// Goes through the tables as validate() goes through a statement, and takes every turn.
class Names {
public:
    explicit Names(Version version) : version_(version) { add("null"); }

    void of(const Property& property, const std::string& shape)
    {
        of(property.type, shape + '.' + std::string(property.name));
        of(property.rules, shape);
    }

    std::set<std::string> all() && { return std::move(names_); }

private:
    void of(const Type& type, const std::string& name)
    {
        switch (type.form) {
        case Type::Form::judged: break;
        case Type::Form::value: add(name, type.rule); break;
        case Type::Form::object:
            add(name, type.rule);
            if (!type.variants.front().object_type.empty()) add(name, "objectType");
            for (const auto& variant : type.variants)
                of(*variant.shape);
            break;
        case Type::Form::list:
            add(name, type.rule);
            of(*type.item, name);
            break;
        case Type::Form::one_or_list: of(*type.item, name); break;
        case Type::Form::map:
            add(name, "object");
            add(std::string(type.rule), type.key_rule);
            if (type.item) add(std::string(type.rule), type.item->rule);
            break;
        }
    }

    void of(const Shape& shape)
    {
        if (!visited_.insert(&shape).second) return;
        const std::string name(shape.name);
        add(name, "unknown");
        of(shape.rules, name);
        for (const auto& property : shape.properties) {
            if (!holds_for(property.versions, version_)) continue;
            of(property, name);
            // An objectType that must be there is asked for when the shape is chosen by it.
            const bool judged = property.type.form == Type::Form::judged;
            if (property.presence == Presence::required && !judged) {
                add(name + '.' + std::string(property.name), "missing");
            }
        }
    }

    void of(std::span<const Rule> rules, const std::string& shape)
    {
        for (const auto& rule : rules)
            if (holds_for(rule.versions, version_)) add(shape, rule.name);
    }

    void add(std::string name) { names_.insert(std::move(name)); }

    void add(std::string name, std::string_view last) { add(name.append(".").append(last)); }

    Version version_;
    std::set<const Shape*> visited_;
    std::set<std::string> names_;
};

} // namespace

std::set<std::string> rule_names(Version version)
{
    Names names(version);
    for (const auto* root : {&statement_root, &agent_root, &authority_root})
        names.of(root->property, std::string(root->name));
    return std::move(names).all();
}

} // namespace statements::shapes
