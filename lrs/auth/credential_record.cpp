#include "lrs/auth/credential_record.hpp"

#include "base/base64.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace lrs {
namespace {

namespace json = boost::json;

constexpr unsigned pbkdf2_iterations = 100'000;
constexpr std::size_t salt_bytes = 16;

std::optional<std::uint32_t> parse_scopes(const json::value* names)
{
    if (!names || !names->if_array()) return std::nullopt;
    std::uint32_t out = 0;
    for (const auto& name : *names->if_array()) {
        const auto scope = name.if_string() ? scope_named(*name.if_string()) : std::nullopt;
        if (!scope) return std::nullopt;
        out |= static_cast<std::uint32_t>(*scope);
    }
    return out;
}

std::optional<std::string> parse_text(const json::value* text)
{
    if (!text || !text->if_string()) return std::nullopt;
    return std::string(*text->if_string());
}

std::optional<std::string> parse_bytes(const json::value* text)
{
    const auto letters = parse_text(text);
    return letters ? base::from_base64(*letters) : std::nullopt;
}

template <class Number>
std::optional<Number> parse_number(const json::value* number)
{
    json::error_code failed;
    if (!number) return std::nullopt;
    const auto out = number->to_number<Number>(failed);
    return failed ? std::nullopt : std::optional(out);
}

std::optional<bool> parse_flag(const json::value* flag)
{
    return flag && flag->if_bool() ? std::optional(*flag->if_bool()) : std::nullopt;
}

std::optional<Rate> parse_rate(const json::value& value)
{
    const auto* object = value.if_object();
    if (!object) return std::nullopt;
    const auto requests = parse_number<std::uint32_t>(object->if_contains("requestsPerSecond"));
    const auto statements = parse_number<std::uint32_t>(object->if_contains("statementsPerSecond"));
    if (!requests || !statements) return std::nullopt;
    return Rate{*requests, *statements};
}

// The members that came later. False: one is there and is not what it must be.
bool read_later_members(const json::object& object, Credential& out)
{
    if (const auto* value = object.if_contains("title")) {
        const auto title = parse_text(value);
        if (!title) return false;
        out.title = *title;
    }
    if (const auto* value = object.if_contains("lenient")) {
        const auto lenient = parse_flag(value);
        if (!lenient) return false;
        out.lenient = *lenient;
    }
    if (const auto* value = object.if_contains("rate")) {
        const auto rate = parse_rate(*value);
        if (!rate) return false;
        out.rate = *rate;
    }
    if (const auto* value = object.if_contains("created")) {
        const auto text = parse_text(value).value_or("");
        out.created = base::parse_timestamp(text, base::TimestampRules::rfc3339);
        return out.created.has_value();
    }
    return true;
}

} // namespace

CredentialRecord sealed(std::string_view secret)
{
    std::array<std::uint8_t, salt_bytes> salt;
    base::fill_random(salt.data(), salt.size());
    CredentialRecord out;
    out.salt = base::as_text(salt);
    out.hash = base::pbkdf2(secret, out.salt, pbkdf2_iterations);
    out.iterations = pbkdf2_iterations;
    return out;
}

CredentialRecord nobodys_record()
{
    return {std::string(salt_bytes, '\0'), {}, pbkdf2_iterations, false, nullptr};
}

std::string encode(const CredentialRecord& record)
{
    const auto& credential = *record.credential;
    json::object out{
        {"salt", base::to_base64(record.salt)},
        {"hash", base::to_base64(base::as_text(record.hash))},
        {"iterations", record.iterations},
        {"tenant", static_cast<std::uint32_t>(credential.tenant)},
        {"scopes", names_of(credential.scopes)},
        {"authority", credential.authority},
        {"enabled", record.enabled},
        {"title", credential.title},
        {"lenient", credential.lenient},
    };
    if (credential.rate.limits_anything()) out["rate"] = rate_json(credential.rate);
    if (credential.created) out["created"] = base::to_string(*credential.created);
    return json::serialize(out);
}

base::Result<CredentialRecord> decode_credential(std::string_view key, std::string_view text)
{
    const base::Error broken{base::ErrorKind::corrupt, "A stored credential does not decode",
                             std::string(key)};
    json::error_code failed;
    const auto value = json::parse(text, failed);
    const auto* object = value.if_object();
    if (failed || !object) return broken;

    const auto salt = parse_bytes(object->if_contains("salt"));
    const auto hash = parse_bytes(object->if_contains("hash"));
    const auto iterations = parse_number<unsigned>(object->if_contains("iterations"));
    const auto tenant = parse_number<std::uint32_t>(object->if_contains("tenant"));
    const auto scopes = parse_scopes(object->if_contains("scopes"));
    const auto authority = parse_text(object->if_contains("authority"));
    const auto enabled = parse_flag(object->if_contains("enabled"));
    if (!salt || !hash || hash->size() != base::Sha256{}.size() || !iterations || !tenant ||
        !scopes || !authority || !enabled || *iterations == 0) {
        return broken;
    }

    Credential credential{std::string(key), storage::Tenant{*tenant}, *scopes, *authority};
    if (!read_later_members(*object, credential)) return broken;
    CredentialRecord record{*salt, {}, *iterations, *enabled, nullptr};
    std::ranges::copy(*hash, reinterpret_cast<char*>(record.hash.data()));
    record.credential = std::make_shared<const Credential>(std::move(credential));
    return record;
}

} // namespace lrs
