#include "statements/definition.hpp"

#include "base/ascii.hpp"
#include "statements/members.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace statements {
namespace {

namespace json = boost::json;

// Those that say nothing without the interactionType that they came with.
constexpr std::string_view of_interaction[] = {
    "correctResponsesPattern", "choices", "scale", "source", "target", "steps",
};

bool is_language_map(std::string_view key)
{
    return key == "name" || key == "description";
}

bool is_merged_by_key(std::string_view key)
{
    return is_language_map(key) || key == "extensions";
}

bool holds_each(const json::value& own, const json::value& received)
{
    const auto* left = own.if_object();
    const auto* right = received.if_object();
    return left && right && std::ranges::all_of(*right, [&](const json::key_value_pair& member) {
               const auto* value = left->if_contains(member.key());
               return value && *value == member.value();
           });
}

// Senders repeat a definition in every statement: nothing new is by far the most frequent answer,
// so that it must come without a copy.
bool brings_nothing(const json::object& canonical, const json::object& received)
{
    return std::ranges::all_of(received, [&](const json::key_value_pair& member) {
        const auto* own = canonical.if_contains(member.key());
        if (!own) return false;
        if (is_merged_by_key(member.key())) return holds_each(*own, member.value());
        return *own == member.value();
    });
}

// The first spelling of a tag stays: else one language would be there twice, old text and new.
std::string_view spelled(const json::object& languages, std::string_view tag)
{
    if (languages.contains(tag)) return tag;
    const auto known = std::ranges::find_if(
        languages, [&](const auto& member) { return base::equal_but_for_case(member.key(), tag); });
    return known == languages.end() ? tag : std::string_view(known->key());
}

std::size_t size_of(const json::value& value)
{
    return json::serialize(value).size();
}

std::size_t size_of_member(std::string_view key, const json::value& value)
{
    return size_of(json::value(key)) + 1 + size_of(value) + 1; // Its colon and its comma.
}

// Steps that can be taken back, and what they make of the text's size.
class Change {
public:
    explicit Change(json::object& object) : object_(object) {}

    // `group`: the object's own member that is changed; empty: the object itself.
    void set(std::string_view group, std::string_view key, const json::value& value)
    {
        auto& in = group.empty() ? object_ : object_.at(group).as_object();
        auto* old = in.if_contains(key);
        if (old && *old == value) return;
        remember(group, key, old);
        grow(in, size_of_member(key, value), old ? size_of_member(key, *old) : 0);
        in.insert_or_assign(key, value);
    }

    void erase(std::string_view key)
    {
        auto* old = object_.if_contains(key);
        if (!old) return;
        remember("", key, old);
        grow_ -= static_cast<std::ptrdiff_t>(size_of_member(key, *old));
        if (object_.size() == 1) ++grow_; // See grow().
        object_.stable_erase(key);
    }

    void take_back()
    {
        for (auto step = steps_.rbegin(); step != steps_.rend(); ++step) {
            auto& in = step->group.empty() ? object_ : object_.at(step->group).as_object();
            if (step->old)
                in.insert_or_assign(step->key, std::move(*step->old));
            else
                in.stable_erase(step->key);
        }
        steps_.clear();
        grow_ = 0;
    }

    // A language may come twice, so that the second step undoes the first.
    bool changes_anything() const
    {
        std::set<std::pair<std::string_view, std::string_view>> seen;
        return std::ranges::any_of(steps_, [&](const Step& step) {
            if (!seen.emplace(step.group, step.key).second) return false;
            const auto& in = step.group.empty() ? object_ : object_.at(step.group).as_object();
            const auto* now = in.if_contains(step.key);
            return step.old.has_value() != (now != nullptr) || (now && *now != *step.old);
        });
    }

    std::ptrdiff_t growth() const { return grow_; }

private:
    struct Step {
        std::string group;
        std::string key;
        std::optional<json::value> old;
    };

    void remember(std::string_view group, std::string_view key, const json::value* old)
    {
        steps_.push_back(
            {std::string(group), std::string(key), old ? std::optional(*old) : std::nullopt});
    }

    void grow(const json::object& in, std::size_t now, std::size_t before)
    {
        grow_ += static_cast<std::ptrdiff_t>(now) - static_cast<std::ptrdiff_t>(before);
        if (in.empty()) --grow_; // The first member's comma is the closing bracket.
    }

    json::object& object_;
    std::vector<Step> steps_;
    std::ptrdiff_t grow_ = 0;
};

void merge_member(Change& change, const json::object& canonical,
                  const json::key_value_pair& received)
{
    const std::string_view key = received.key();
    const auto* theirs = received.value().if_object();
    if (!theirs || !is_merged_by_key(key)) return change.set("", key, received.value());
    if (!object_in(canonical, key)) change.set("", key, json::object());
    for (const auto& each : *theirs) {
        const auto& own = *object_in(canonical, key);
        // A copy: what is spelled so may move.
        const std::string name(is_language_map(key) ? spelled(own, each.key())
                                                    : std::string_view(each.key()));
        change.set(key, name, each.value());
    }
}

bool has_too_many_languages(const json::object& definition)
{
    return std::ranges::any_of(definition, [](const json::key_value_pair& member) {
        const auto* map = member.value().if_object();
        return map && is_language_map(member.key()) && map->size() > limits::definition_languages;
    });
}

bool changes_interaction(const json::object& canonical, const json::object& received)
{
    const auto* own = canonical.if_contains("interactionType");
    const auto* theirs = received.if_contains("interactionType");
    return own && theirs && *own != *theirs;
}

class Collector {
public:
    void statement(const json::object& statement)
    {
        if (const auto* object = object_in(statement, "object")) target(*object);
        const auto* context = object_in(statement, "context");
        const auto* activities = context ? object_in(*context, "contextActivities") : nullptr;
        if (!activities) return;
        for (const std::string_view kind : {"parent", "grouping", "category", "other"}) {
            if (const auto* list = activities->if_contains(kind)) one_or_list(*list);
        }
    }

    std::vector<ReceivedDefinition> take() { return std::move(found_); }

private:
    void target(const json::object& object)
    {
        const auto type = text_in(object, "objectType");
        if (type == "SubStatement") statement(object);
        if (type.empty() || type == "Activity") activity(object);
    }

    void one_or_list(const json::value& value)
    {
        if (const auto* object = value.if_object()) activity(*object);
        const auto* list = value.if_array();
        if (!list) return;
        for (const auto& each : *list) {
            if (const auto* object = each.if_object()) activity(*object);
        }
    }

    void activity(const json::object& activity)
    {
        const auto id = text_in(activity, "id");
        const auto* definition = object_in(activity, "definition");
        if (!id.empty() && definition && found_.size() < limits::statement_definitions)
            found_.push_back({id, definition});
    }

    std::vector<ReceivedDefinition> found_;
};

} // namespace

CanonicalDefinition::CanonicalDefinition(json::object json)
    : json_(std::move(json)), bytes_(size_of(json_))
{
}

bool CanonicalDefinition::merge(const json::object& received)
{
    if (brings_nothing(json_, received) || has_too_many_languages(received)) return false;
    Change change(json_);
    if (changes_interaction(json_, received)) {
        for (const auto key : of_interaction)
            change.erase(key);
    }
    for (const auto& member : received)
        merge_member(change, json_, member);
    const auto bytes =
        static_cast<std::size_t>(static_cast<std::ptrdiff_t>(bytes_) + change.growth());
    const bool too_long = change.growth() > 0 && bytes > limits::definition_bytes;
    if (too_long || has_too_many_languages(json_)) {
        change.take_back();
        return false;
    }
    bytes_ = bytes;
    return change.changes_anything();
}

std::vector<ReceivedDefinition> definitions_in(const json::value& statement)
{
    Collector collector;
    if (const auto* object = statement.if_object()) collector.statement(*object);
    return collector.take();
}

} // namespace statements
