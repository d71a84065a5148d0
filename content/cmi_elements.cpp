#include "content/cmi_elements.hpp"

#include "base/decimal.hpp"
#include "base/number.hpp"
#include "base/pointer.hpp"
#include "base/utf8.hpp"
#include "content/cmi_values.hpp"
#include "content/scorm_times.hpp"
#include "content/trimmed.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace content {
namespace {

namespace json = boost::json;

std::string quoted(const json::value& found)
{
    if (const auto* text = found.if_string())
        return base::excerpt(std::string_view(*text), limits::found_bytes);
    if (found.is_object()) return "{...}";
    if (found.is_array()) return "[...]";
    return json::serialize(found);
}

// Empty: it is no single value.
std::optional<std::string> text_of(const json::value& value)
{
    switch (value.kind()) {
    case json::kind::null: return "";
    case json::kind::bool_: return value.get_bool() ? "true" : "false";
    case json::kind::int64: return std::to_string(value.get_int64());
    case json::kind::uint64: return std::to_string(value.get_uint64());
    case json::kind::double_: return base::decimal_text(value.get_double()); // The player's own.
    case json::kind::string: return std::string(std::string_view(value.get_string()));
    case json::kind::array:
    case json::kind::object: break;
    }
    return std::nullopt;
}

std::size_t characters(std::string_view text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
}

struct Element {
    Index index;
    std::string key;
    const json::value* value;
};

} // namespace

void complain(base::Complaints& out, std::string where, std::string_view rule,
              const json::value& found, std::string expected)
{
    if (out.size() >= limits::complaints) return;
    out.push_back({std::move(where), std::string(rule), quoted(found), std::move(expected)});
}

const json::value* Elements::find(std::string_view name) const
{
    return object_ ? object_->if_contains(name) : nullptr;
}

std::string Elements::where(std::string_view name) const
{
    return base::pointer_below(where_, name);
}

void Elements::warn(std::string_view name, std::string_view rule, std::string expected) const
{
    const auto* found = find(name);
    complain(warnings_, where(name), rule, found ? *found : json::value(), std::move(expected));
}

std::string Elements::text(std::string_view name, std::size_t spm, std::size_t most) const
{
    const auto* value = find(name);
    if (!value) return {};
    auto text = text_of(*value);
    if (!text) {
        warn(name, "cmi.type", "be a text");
        return {};
    }
    if (text->size() > most) {
        warn(name, "cmi.limit", "have at most " + std::to_string(most) + " bytes");
        return {};
    }
    if (text->size() > spm && characters(*text) > spm)
        warn(name, "cmi.spm",
             "have at most " + std::to_string(spm) +
                 " characters, for more than that is not safe with every system");
    return *std::move(text);
}

std::string Elements::word(std::string_view name) const
{
    return std::string(trimmed(text(name, limits::scorm_text_bytes)));
}

std::string Elements::decimal(std::string_view name, std::string_view low,
                              std::string_view high) const
{
    const auto sent = word(name);
    if (sent.empty()) return {};
    auto number = content::decimal(sent);
    if (!number) {
        warn(name, "cmi.decimal", "be a decimal number such as 12.5");
        return {};
    }
    if (!low.empty() && (base::compare_decimals(*number, low) == std::strong_ordering::less ||
                         base::compare_decimals(*number, high) == std::strong_ordering::greater)) {
        warn(name, "cmi.range", "be from " + std::string(low) + " to " + std::string(high));
        return {};
    }
    return *std::move(number);
}

std::optional<Hundredths> Elements::timespan(std::string_view name, ScormVersion version) const
{
    const auto sent = word(name);
    if (sent.empty()) return std::nullopt;
    const auto time = content::timespan(sent, version);
    if (!time)
        warn(name, "cmi.timespan",
             version == ScormVersion::v1_2 ? "be a span of time such as 0000:05:30.25"
                                           : "be a span of time such as PT5M30.25S");
    return time;
}

std::string Elements::time(std::string_view name, ScormVersion version) const
{
    auto sent = word(name);
    if (sent.empty() || is_time(sent, version)) return sent;
    warn(name, "cmi.time",
         version == ScormVersion::v1_2 ? "be a time of the day such as 09:30:00"
                                       : "be a time such as 2026-01-31T09:30:00Z");
    return {};
}

Elements Elements::inner(std::string_view name) const
{
    const auto* value = find(name);
    const auto* object = value ? value->if_object() : nullptr;
    // An empty text is what scripts make of nothing.
    if (value && !object && text_of(*value) != "") warn(name, "cmi.type", "be an object");
    return {object, where(name), warnings_};
}

std::vector<std::pair<Index, Elements>> Elements::array(std::string_view name,
                                                        std::size_t most) const
{
    const auto* value = find(name);
    std::vector<Element> elements;
    if (const auto* list = value ? value->if_array() : nullptr) {
        for (Index index = 0; index < list->size(); ++index)
            elements.push_back({index, std::to_string(index), &(*list)[index]});
    } else if (const auto* object = value ? value->if_object() : nullptr) {
        for (const auto& [key, element] : *object) {
            if (const auto index = base::parse_number<Index>(key))
                elements.push_back({*index, std::string(key), &element});
            else
                inner(name).warn(key, "cmi.index", "have a whole number as its name");
        }
    } else if (value && text_of(*value) != "") {
        warn(name, "cmi.type", "be an object of elements by their numbers");
    }
    std::ranges::stable_sort(elements, {}, &Element::index);
    if (elements.size() > most) {
        warn(name, "cmi.limit", "have at most " + std::to_string(most) + " elements");
        elements.resize(most);
    }
    std::vector<std::pair<Index, Elements>> out;
    for (const auto& element : elements) {
        const auto* object = element.value->if_object();
        const auto place = where(name) + "/" + element.key;
        if (!object) complain(warnings_, place, "cmi.type", *element.value, "be an object");
        if (object) out.emplace_back(element.index, Elements(object, place, warnings_));
    }
    return out;
}

} // namespace content
