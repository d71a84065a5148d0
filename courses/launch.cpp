#include "courses/launch.hpp"

#include "base/base64.hpp"
#include "base/limits.hpp"
#include "base/number.hpp"
#include "courses/record.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace courses {
namespace {

constexpr std::size_t secret_bytes = 32;

// False: they are not what they must be.
bool read_secrets(const RecordReader& reader, Launch& out)
{
    const auto* value = reader.fine() ? reader.all().if_contains("secrets") : nullptr;
    const auto* list = value ? value->if_array() : nullptr;
    if (!list || list->size() != purposes) return false;
    for (std::size_t at = 0; at < purposes; ++at) {
        const auto* text = (*list)[at].if_string();
        const auto digest = text ? digest_of(*text) : std::nullopt;
        if (!digest) return false;
        out.secrets[at] = *digest;
    }
    return true;
}

} // namespace

std::string encode(const Launch& launch)
{
    boost::json::array secrets;
    for (const auto& digest : launch.secrets)
        secrets.emplace_back(base::to_hex(digest));
    boost::json::object out{{"registration", base::to_string(launch.registration)},
                            {"package", base::to_string(launch.package)},
                            {"mode", content::scorm_name_of(launch.mode)},
                            {"begun", base::to_string(launch.begun)},
                            {"expires", base::to_string(launch.expires)},
                            {"secrets", std::move(secrets)}};
    if (!launch.item.empty()) out["item"] = launch.item;
    if (!launch.return_url.empty()) out["returnUrl"] = launch.return_url;
    if (launch.fetched) out["fetched"] = true;
    if (launch.closed) out["closed"] = true;
    if (launch.abandoned) out["abandoned"] = true;
    return boost::json::serialize(out);
}

base::Result<Launch> decode_launch(const base::Uuid& id, std::string_view text)
{
    RecordReader reader(text);
    Launch out;
    out.id = id;
    out.registration = reader.uuid("registration");
    out.package = reader.uuid("package");
    out.item = reader.text_or_none("item");
    const auto mode = content::launch_mode_named(reader.text("mode"));
    out.mode = mode.value_or(content::LaunchMode::normal);
    out.return_url = reader.text_or_none("returnUrl");
    out.begun = reader.time("begun");
    out.expires = reader.time("expires");
    out.fetched = reader.flag("fetched");
    out.closed = reader.flag("closed");
    out.abandoned = reader.flag("abandoned");
    if (!read_secrets(reader, out) || !mode || !reader.fine()) return broken_record("launch");
    return out;
}

std::string to_string(const Token& token)
{
    return std::to_string(static_cast<std::uint32_t>(token.tenant)) + '.' +
           base::to_string(token.launch) + '.' + token.secret;
}

std::optional<Token> parse_token(std::string_view text)
{
    const auto first = text.find('.');
    const auto second = first == text.npos ? first : text.find('.', first + 1);
    if (second == text.npos) return std::nullopt;
    const auto tenant = base::parse_number<std::uint32_t>(text.substr(0, first));
    const auto launch = base::parse_uuid(text.substr(first + 1, second - first - 1));
    const auto secret = text.substr(second + 1);
    if (!tenant || !launch || secret.empty() || secret.size() > limits::launch_secret_bytes)
        return std::nullopt;
    return Token{static_cast<storage::Tenant>(*tenant), *launch, std::string(secret)};
}

std::string random_secret()
{
    std::array<std::uint8_t, secret_bytes> bytes;
    base::fill_random(bytes.data(), bytes.size());
    return base::to_base64url(base::as_text(bytes));
}

bool opens(const Launch& launch, Purpose purpose, std::string_view secret)
{
    const auto given = base::sha256(secret);
    const auto& right = launch.secrets[static_cast<std::size_t>(purpose)];
    return base::equal_in_constant_time(base::as_text(given), base::as_text(right));
}

} // namespace courses
