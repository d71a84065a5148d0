#include "statements/agent.hpp"

#include "base/iri.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <string_view>

namespace statements {
namespace {

namespace json = boost::json;

// The forms of an identity's text. A home page is an IRI and so holds no control character: the
// first separator ends it, whatever the name holds.
constexpr std::string_view mbox_prefix = "mbox:";
constexpr std::string_view sha1_prefix = "sha1:";
constexpr std::string_view openid_prefix = "openid:";
constexpr std::string_view account_prefix = "account:";
constexpr char separator = '\x1f';

char lower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + ('a' - 'A')) : letter;
}

std::optional<std::string_view> text_of(const json::value* value)
{
    const auto* text = value ? value->if_string() : nullptr;
    if (!text) return std::nullopt;
    return std::string_view(text->data(), text->size());
}

std::string join(std::string_view prefix, std::string_view value)
{
    std::string out;
    out.reserve(prefix.size() + value.size());
    return out.append(prefix).append(value);
}

// xAPI 1.0.3 Data 2.3.1.b7: the domain's letter case means nothing, the local part's does.
std::optional<std::string> of_mbox(const json::value& value)
{
    const auto text = text_of(&value);
    if (!text || !base::is_mailto(*text)) return std::nullopt;
    auto out = join(mbox_prefix, *text);
    const auto domain = static_cast<std::ptrdiff_t>(out.find('@'));
    std::transform(out.begin() + domain, out.end(), out.begin() + domain, lower);
    return out;
}

std::optional<std::string> of_sha1(const json::value& value)
{
    const auto text = text_of(&value);
    if (!text || !base::is_sha1_hex(*text)) return std::nullopt;
    auto out = join(sha1_prefix, *text);
    std::ranges::transform(out, out.begin(), lower);
    return out;
}

std::optional<std::string> of_openid(const json::value& value)
{
    const auto text = text_of(&value);
    if (!text || !base::is_iri(*text)) return std::nullopt;
    return join(openid_prefix, *text);
}

std::optional<std::string> of_account(const json::value& value)
{
    const auto* account = value.if_object();
    if (!account) return std::nullopt;
    const auto home_page = text_of(account->if_contains("homePage"));
    const auto name = text_of(account->if_contains("name"));
    if (!home_page || !name || !base::is_iri(*home_page)) return std::nullopt;
    auto out = join(account_prefix, *home_page);
    out += separator;
    return out.append(*name);
}

struct Identifier {
    std::string_view key;
    std::optional<std::string> (*read)(const json::value&);
};

constexpr Identifier identifiers[] = {
    {"mbox", of_mbox},
    {"mbox_sha1sum", of_sha1},
    {"openid", of_openid},
    {"account", of_account},
};

} // namespace

std::optional<std::string> identity(const json::value& agent)
{
    const auto* object = agent.if_object();
    if (!object) return std::nullopt;
    const Identifier* found = nullptr;
    const json::value* value = nullptr;
    for (const auto& identifier : identifiers) {
        const auto* here = object->if_contains(identifier.key);
        if (!here) continue;
        if (found) return std::nullopt; // More than one: it identifies nobody.
        found = &identifier;
        value = here;
    }
    return found ? found->read(*value) : std::nullopt;
}

json::object agent_of(const std::string& identity)
{
    const std::string_view text = identity;
    json::object agent{{"objectType", "Agent"}};
    const auto behind = [&](std::string_view prefix) { return text.substr(prefix.size()); };
    if (text.starts_with(mbox_prefix)) {
        agent["mbox"] = behind(mbox_prefix);
    } else if (text.starts_with(sha1_prefix)) {
        agent["mbox_sha1sum"] = behind(sha1_prefix);
    } else if (text.starts_with(openid_prefix)) {
        agent["openid"] = behind(openid_prefix);
    } else {
        const auto account = behind(account_prefix);
        const auto at = account.find(separator);
        agent["account"] = {{"homePage", account.substr(0, at)}, {"name", account.substr(at + 1)}};
    }
    return agent;
}

bool is_group(const json::value& agent)
{
    const auto* object = agent.if_object();
    return object && text_of(object->if_contains("objectType")) == "Group";
}

} // namespace statements
