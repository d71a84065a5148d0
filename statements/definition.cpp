#include "statements/definition.hpp"

#include "statements/members.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <string>
#include <unordered_map>
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

void merge_keys(json::object& own, const json::object& received)
{
    for (const auto& member : received)
        own.insert_or_assign(member.key(), member.value());
}

std::string in_lower_case(std::string_view tag)
{
    std::string out(tag);
    for (char& letter : out) {
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter | 32);
    }
    return out;
}

// The first spelling of a tag stays: else one language would be there twice, old text and new.
void merge_languages(json::object& own, const json::object& received)
{
    std::unordered_map<std::string, std::string> spellings;
    for (const auto& member : own)
        spellings.emplace(in_lower_case(member.key()), member.key());
    for (const auto& member : received) {
        const auto spelled = spellings.emplace(in_lower_case(member.key()), member.key()).first;
        own.insert_or_assign(spelled->second, member.value());
    }
}

void merge_member(json::object& canonical, const json::key_value_pair& received)
{
    const auto* theirs = received.value().if_object();
    if (!theirs || !is_merged_by_key(received.key())) {
        canonical.insert_or_assign(received.key(), received.value());
        return;
    }
    auto& own = canonical[received.key()];
    if (!own.is_object()) own.emplace_object();
    if (is_language_map(received.key())) {
        merge_languages(own.get_object(), *theirs);
    } else {
        merge_keys(own.get_object(), *theirs);
    }
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
        if (!id.empty() && definition) found_.push_back({id, definition});
    }

    std::vector<ReceivedDefinition> found_;
};

} // namespace

bool merge(json::object& canonical, const json::object& received)
{
    if (brings_nothing(canonical, received)) return false;
    auto merged = canonical;
    if (changes_interaction(canonical, received)) {
        for (const auto key : of_interaction)
            merged.stable_erase(key);
    }
    for (const auto& member : received)
        merge_member(merged, member);
    if (merged == canonical) return false;
    if (json::serialize(merged).size() > limits::definition_bytes) return false;
    canonical = std::move(merged);
    return true;
}

std::vector<ReceivedDefinition> definitions_in(const json::value& statement)
{
    Collector collector;
    if (const auto* object = statement.if_object()) collector.statement(*object);
    return collector.take();
}

} // namespace statements
