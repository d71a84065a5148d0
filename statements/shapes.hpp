// What a statement may hold, as data: the objects there are, the properties of each, what every
// value must be. validate.cpp walks these tables; nothing else decides.
//
// Names of rules are made from the tables: shape "." property "." what is asked of it, for
// example "verb.id.iri", "verb.id.missing", "verb.unknown".
#pragma once

#include "statements/version.hpp"

#include <boost/json/value.hpp>

#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace statements::shapes {

enum class Versions { both, v1_0_3, v2_0_0 };

constexpr bool holds_for(Versions versions, Version version)
{
    if (versions == Versions::both) return true;
    return (versions == Versions::v1_0_3) == (version == Version::v1_0_3);
}

// A value and the way to it. Lives on the stack of the walk: a rule sees what stands around the
// value, and a pointer is written only when there is something to complain about.
struct Node {
    const Node* parent;
    const boost::json::value& value;
    std::string_view key{}; // When the parent is an object.
    std::size_t index = 0;  // When it is an array.
};

struct Shape;

// An object is told by its objectType.
struct Variant {
    std::string_view object_type; // Empty: the object has no such property.
    const Shape* shape;
};

// What a value must be, seen alone.
struct Type {
    enum class Form {
        judged,      // Nothing more to ask: objectType, which has chosen the shape.
        value,       // A text, number or boolean that fits().
        object,      // One of the variants.
        list,        // An array of items.
        one_or_list, // An item or an array of items.
        map,         // An object of any number of keys that fit().
    };

    Form form;
    std::string_view rule{};     // Last part of the rule's name; of a map: its first.
    std::string_view expected{}; // End of the sentence "This must ...".
    bool (*fits)(const boost::json::value&) = nullptr;
    bool (*key_fits)(std::string_view) = nullptr;
    std::string_view key_rule{};
    std::string_view key_expected{};
    const Type* item = nullptr; // Of a list, or a map's values; nullptr: any JSON.
    std::span<const Variant> variants{};
    bool first_is_default = false; // Without objectType it is the first variant.
};

// What a value must be where it stands.
struct Rule {
    std::string_view name; // Behind the shape's: "raw.range".
    std::string_view expected;
    // The offending value, to be quoted; nullptr: the rule holds. Must bear any JSON around it.
    const boost::json::value* (*fault)(const Node&);
    Versions versions = Versions::both;
};

enum class Presence { optional, required };

struct Property {
    std::string_view name;
    Presence presence;
    const Type& type;
    std::span<const Rule> rules{};
    Versions versions = Versions::both;
};

struct Shape {
    std::string_view name;
    std::span<const Property> properties;
    std::span<const Rule> rules{}; // About the object as a whole.
};

// Where the walk begins: a value that is no property, with the first part of its rules' names.
struct Root {
    std::string_view name;
    const Property& property;
};

extern const Root statement_root;
extern const Root agent_root;
extern const Root authority_root;

// Every name that a complaint can carry under this version.
std::set<std::string> rule_names(Version version);

} // namespace statements::shapes
