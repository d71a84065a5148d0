#include "competency/members.hpp"

#include "base/iri.hpp"
#include "base/limits.hpp"
#include "base/pointer.hpp"
#include "base/utf8.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace competency {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 2> languages{"de", "en"};

bool is_annotation(std::string_view name)
{
    constexpr std::string_view capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_";
    return !name.empty() && name.find_first_not_of(capitals) == std::string_view::npos;
}

} // namespace

void complain(base::Complaints& out, std::string where, std::string_view rule,
              const json::value* found, std::string expected)
{
    if (out.size() >= limits::complaints) return;
    out.push_back({std::move(where), std::string(rule),
                   found ? base::excerpt(json::serialize(*found), limits::found_bytes) : "",
                   std::move(expected)});
}

std::string below(const std::string& where, std::string_view key)
{
    return base::pointer_below(where, key);
}

std::string below(const std::string& where, std::size_t index)
{
    return where + "/" + std::to_string(index);
}

Members::Members(const json::value& value, std::string where, base::Complaints& out)
    : object_(value.if_object()), where_(std::move(where)), out_(out)
{
    if (!object_) competency::complain(out_, where_, "type", &value, "be an object");
}

const json::value* Members::find(std::string_view name, Presence presence)
{
    known_.push_back(name);
    const auto* value = object_ ? object_->if_contains(name) : nullptr;
    if (object_ && !value && presence == Presence::required) {
        competency::complain(out_, where(name), "required", nullptr, "be there");
    }
    return value;
}

void Members::complain(std::string_view name, std::string_view rule, std::string expected)
{
    const auto* value = object_ ? object_->if_contains(name) : nullptr;
    competency::complain(out_, where(name), rule, value, std::move(expected));
}

std::optional<std::string> Members::text(std::string_view name, Presence presence)
{
    const auto* value = find(name, presence);
    if (!value) return std::nullopt;
    const auto* text = value->if_string();
    if (text && !text->empty()) return std::string(*text);
    complain(name, "type", "be a text that is not empty");
    return std::nullopt;
}

std::optional<std::string> Members::iri(std::string_view name, Presence presence)
{
    auto iri = text(name, presence);
    if (!iri || base::is_iri(*iri)) return iri;
    complain(name, "iri", "be an IRI");
    return std::nullopt;
}

std::optional<bool> Members::flag(std::string_view name)
{
    const auto* value = find(name, Presence::optional);
    if (!value) return std::nullopt;
    if (const auto* flag = value->if_bool()) return *flag;
    complain(name, "type", "be true or false");
    return std::nullopt;
}

std::optional<std::int64_t> Members::whole(std::string_view name, Presence presence,
                                           std::int64_t low, std::int64_t high)
{
    const auto* value = find(name, presence);
    if (!value) return std::nullopt;
    const auto* number = value->if_int64();
    if (number && *number >= low && *number <= high) return *number;
    complain(name, number ? "range" : "type",
             "be a whole number from " + std::to_string(low) + " to " + std::to_string(high));
    return std::nullopt;
}

const json::array* Members::list(std::string_view name, Presence presence)
{
    const auto* value = find(name, presence);
    if (!value) return nullptr;
    if (!value->is_array()) complain(name, "type", "be an array");
    return value->if_array();
}

const json::object* Members::object(std::string_view name, Presence presence)
{
    const auto* value = find(name, presence);
    if (!value) return nullptr;
    if (!value->is_object()) complain(name, "type", "be an object");
    return value->if_object();
}

std::vector<std::string> Members::texts(std::string_view name)
{
    std::vector<std::string> out;
    each(list(name, Presence::optional), where(name), [&](const auto& value, std::string at) {
        const auto* text = value.if_string();
        if (text && !text->empty()) return void(out.emplace_back(*text));
        competency::complain(out_, std::move(at), "type", &value, "be a text that is not empty");
    });
    return out;
}

void Members::translations(std::string_view name, Presence presence)
{
    const auto* texts = object(name, presence);
    if (!texts) return;
    for (const auto language : languages) {
        if (texts->contains(language)) continue;
        competency::complain(out_, below(where(name), language), "translation", nullptr,
                             "be there: texts are in German and in English");
    }
    for (const auto& [language, text] : *texts) {
        const auto* words = text.if_string();
        if (words && !words->empty() && base::is_language_tag(language)) continue;
        competency::complain(out_, below(where(name), language), "translation", &text,
                             "be a text that is not empty, under a language tag");
    }
}

std::optional<std::string> Members::text_or_null(std::string_view name)
{
    const auto* value = object_ ? object_->if_contains(name) : nullptr;
    if (!value || !value->is_null()) return text(name, Presence::optional);
    known_.push_back(name);
    return std::nullopt;
}

void Members::refuse_others(std::string_view rule)
{
    if (!object_) return;
    for (const auto& [name, value] : *object_) {
        if (std::ranges::find(known_, std::string_view(name)) != known_.end()) continue;
        if (annotations_ && is_annotation(name)) continue;
        competency::complain(out_, where(name), rule, &value, "not be there");
    }
}

} // namespace competency
