#include "content/interaction_text.hpp"

#include "base/ascii.hpp"
#include "content/cmi_values.hpp"
#include "content/trimmed.hpp"

#include <algorithm>
#include <array>

namespace content {
namespace {

constexpr std::array<std::string_view, 10> types{
    "true-false",  "choice",     "fill-in", "long-fill-in", "matching",
    "performance", "sequencing", "likert",  "numeric",      "other",
};

bool holds(std::string_view text, std::string_view part)
{
    return text.find(part) != text.npos;
}

bool is_2004(std::string_view text)
{
    return holds(text, "[,]") || holds(text, "[.]") || holds(text, "[:]");
}

// Without the braces that make a set of a list.
std::string_view members(std::string_view text)
{
    if (text.size() < 2 || !text.starts_with('{') || !text.ends_with('}')) return text;
    const auto inside = text.substr(1, text.size() - 2);
    return inside.find_first_of("{}") == inside.npos ? inside : text;
}

std::string replaced(std::string_view text, char delimiter, std::string_view by)
{
    std::string out;
    for (const char c : text) {
        if (c == delimiter)
            out += by;
        else
            out += c;
    }
    return out;
}

std::string list(std::string_view text)
{
    return replaced(members(text), ',', "[,]");
}

// Only the first point of a pair is a delimiter.
std::string pairs(std::string_view text)
{
    std::string out;
    bool in_target = false;
    for (const char c : members(text)) {
        if (c == ',') {
            out += "[,]";
            in_target = false;
        } else if (c == '.' && !in_target) {
            out += "[.]";
            in_target = true;
        } else {
            out += c;
        }
    }
    return out;
}

std::string truth(std::string_view text)
{
    const auto word = base::lower(text);
    if (word == "t" || word == "1" || word == "true") return "true";
    if (word == "f" || word == "0" || word == "false") return "false";
    return std::string(text);
}

std::string converted(InteractionType type, std::string_view text, bool is_pattern)
{
    switch (type) {
    case InteractionType::true_false: return truth(text);
    case InteractionType::choice:
    case InteractionType::sequencing: return list(text);
    case InteractionType::matching: return pairs(text);
    case InteractionType::numeric:
        return is_pattern ? replaced(text, ':', "[:]") : std::string(text);
    case InteractionType::fill_in:
    case InteractionType::long_fill_in:
    case InteractionType::performance:
    case InteractionType::likert:
    case InteractionType::other: break;
    }
    return std::string(text);
}

std::string in_xapi(const Interaction& interaction, std::string_view text, ScormVersion version,
                    bool is_pattern)
{
    if (version == ScormVersion::v2004 || !interaction.type || is_2004(text))
        return std::string(text);
    const auto plain = trimmed(text);
    if (plain.find_first_of(" \t\n\r") != plain.npos) return std::string(text);
    return converted(*interaction.type, plain, is_pattern);
}

} // namespace

std::string_view interaction_type(InteractionType type)
{
    return types[static_cast<std::size_t>(type)];
}

std::string xapi_response(const Interaction& interaction, ScormVersion version)
{
    return in_xapi(interaction, interaction.response, version, false);
}

std::string xapi_pattern(const Interaction& interaction, std::string_view pattern,
                         ScormVersion version)
{
    return in_xapi(interaction, pattern, version, true);
}

} // namespace content
