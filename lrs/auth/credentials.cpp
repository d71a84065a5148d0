#include "lrs/auth/credentials.hpp"

#include "base/base64.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <mutex>
#include <span>
#include <utility>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;

constexpr std::string_view prefix = "credential/";
constexpr unsigned pbkdf2_iterations = 100'000;
constexpr std::size_t salt_bytes = 16;

template <std::size_t size>
std::string random_bytes()
{
    std::array<std::uint8_t, size> bytes;
    base::fill_random(bytes.data(), bytes.size());
    return std::string(base::as_text(bytes));
}

base::Sha256 random_key()
{
    base::Sha256 key;
    base::fill_random(key.data(), key.size());
    return key;
}

Error unauthorized()
{
    return {ErrorKind::unauthorized, "No such credential, or another secret"};
}

bool has_control_character(std::string_view text)
{
    return std::ranges::any_of(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

bool is_sound(std::string_view text)
{
    return !text.empty() && text.size() <= limits::credential_key_bytes &&
           !has_control_character(text);
}

bool is_json_object(std::string_view text)
{
    boost::json::error_code failed;
    return boost::json::parse(text, failed).is_object() && !failed;
}

boost::json::array names_of(std::uint32_t scopes)
{
    boost::json::array out;
    for (std::uint32_t bit = 1; bit != 0; bit <<= 1) {
        if (scopes & bit) out.emplace_back(to_string(static_cast<Scope>(bit)));
    }
    return out;
}

std::optional<std::uint32_t> parse_scopes(const boost::json::value* names)
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

std::optional<std::string> parse_text(const boost::json::value* text)
{
    if (!text || !text->if_string()) return std::nullopt;
    return std::string(*text->if_string());
}

std::optional<std::string> parse_bytes(const boost::json::value* text)
{
    const auto letters = parse_text(text);
    return letters ? base::from_base64(*letters) : std::nullopt;
}

template <class Number>
std::optional<Number> parse_number(const boost::json::value* number)
{
    boost::json::error_code failed;
    if (!number) return std::nullopt;
    const auto out = number->to_number<Number>(failed);
    return failed ? std::nullopt : std::optional(out);
}

} // namespace

std::optional<KeyAndSecret> parse_basic(std::string_view authorization)
{
    if (authorization.size() > limits::authorization_bytes) return std::nullopt;
    constexpr std::string_view scheme = "Basic ";
    if (!boost::beast::iequals(authorization.substr(0, scheme.size()), scheme)) return std::nullopt;
    authorization.remove_prefix(scheme.size());
    authorization.remove_prefix(
        std::min(authorization.find_first_not_of(' '), authorization.size()));

    const auto pair = base::from_base64(authorization);
    if (!pair || has_control_character(*pair)) return std::nullopt;
    const auto colon = pair->find(':');
    if (colon == pair->npos) return std::nullopt;
    return KeyAndSecret{pair->substr(0, colon), pair->substr(colon + 1)};
}

Credentials::Credentials(storage::Settings& settings)
    : settings_(settings), process_key_(random_key())
{
}

Result<> Credentials::load()
{
    const auto stored = settings_.list(prefix);
    if (!stored) return stored.error();

    const std::unique_lock lock(mutex_);
    for (const auto& [name, text] : *stored) {
        auto key = name.substr(prefix.size());
        auto record = decode(key, text);
        if (!record) return record.error();
        records_.insert_or_assign(std::move(key), std::move(*record));
    }
    return {};
}

Result<> Credentials::add(Credential credential, std::string_view secret)
{
    if (!is_sound(credential.key) || credential.key.find(':') != credential.key.npos) {
        return Error{ErrorKind::invalid,
                     "A key has 1 to 128 bytes, no colon and no control "
                     "characters",
                     "key"};
    }
    if (!is_sound(secret)) {
        return Error{ErrorKind::invalid, "A secret has 1 to 128 bytes and no control characters",
                     "secret"};
    }
    if (!is_json_object(credential.authority)) {
        return Error{ErrorKind::invalid, "The authority must be the JSON object of an agent",
                     "authority"};
    }

    Record record;
    record.salt = random_bytes<salt_bytes>();
    record.hash = base::pbkdf2(secret, record.salt, pbkdf2_iterations);
    record.iterations = pbkdf2_iterations;
    record.credential = std::make_shared<const Credential>(std::move(credential));
    return keep(std::move(record));
}

Result<KeyAndSecret> Credentials::create_random(Credential credential)
{
    if (credential.key.empty()) credential.key = base::to_base64url(random_bytes<16>());
    KeyAndSecret made{credential.key, base::to_base64url(random_bytes<32>())};
    if (const auto added = add(std::move(credential), made.secret); !added) return added.error();
    return made;
}

Result<> Credentials::set_enabled(std::string_view key, bool enabled)
{
    std::optional<Record> record;
    {
        const std::shared_lock lock(mutex_);
        const auto at = records_.find(key);
        if (at != records_.end()) record = at->second;
    }
    if (!record) return Error{ErrorKind::not_found, "There is no such credential", "key"};
    record->enabled = enabled;
    return keep(std::move(*record));
}

bool Credentials::empty() const
{
    const std::shared_lock lock(mutex_);
    return records_.empty();
}

Result<> Credentials::keep(Record record)
{
    const auto& key = record.credential->key;
    {
        const std::shared_lock lock(mutex_);
        if (records_.size() >= limits::credentials && !records_.contains(key)) {
            return Error{ErrorKind::too_large, "There are too many credentials already"};
        }
    }
    const auto stored = settings_.put(std::string(prefix) + key, encode(record));
    if (!stored) return stored.error();

    const std::unique_lock lock(mutex_);
    refused_.clear();
    records_.insert_or_assign(key, std::move(record));
    return {};
}

base::Sha256 Credentials::tag(const KeyAndSecret& given) const
{
    return base::hmac_sha256(base::as_text(process_key_), given.key + ":" + given.secret);
}

std::optional<Credentials::Checked> Credentials::remembered(std::string_view authorization) const
{
    const auto given = parse_basic(authorization);
    if (!given) {
        return Checked(
            Error{ErrorKind::unauthorized,
                  "The Authorization header must be \"Basic\" and base64 of key:secret"});
    }
    return remembered(*given);
}

std::optional<Credentials::Checked> Credentials::remembered(const KeyAndSecret& given) const
{
    const auto proof = tag(given);
    const std::shared_lock lock(mutex_);
    const auto at = records_.find(given.key);
    if (at != records_.end() && at->second.proved &&
        base::equal_in_constant_time(base::as_text(*at->second.proved), base::as_text(proof))) {
        if (!at->second.enabled) return Checked(unauthorized());
        return Checked(at->second.credential);
    }
    if (refused_.contains(base::as_text(proof))) return Checked(unauthorized());
    return std::nullopt;
}

asio::awaitable<Credentials::Checked> Credentials::check(std::string authorization)
{
    const auto given = parse_basic(authorization);
    if (!given) co_return *remembered(authorization);
    if (auto known = remembered(*given)) co_return std::move(*known);
    co_return co_await slow_([&] { return check_slowly(*given); });
}

Credentials::Checked Credentials::check_slowly(const KeyAndSecret& given)
{
    // Many requests of one newcomer wait here together; the first has answered for all.
    if (auto known = remembered(given)) return std::move(*known);

    // An unknown key costs the same work.
    Record record{std::string(salt_bytes, '\0'), {}, pbkdf2_iterations, false, nullptr};
    {
        const std::shared_lock lock(mutex_);
        const auto at = records_.find(given.key);
        if (at != records_.end()) record = at->second;
    }
    const auto hash = base::pbkdf2(given.secret, record.salt, record.iterations);
    const bool right =
        base::equal_in_constant_time(base::as_text(hash), base::as_text(record.hash)) &&
        record.credential;

    const std::unique_lock lock(mutex_);
    const auto at = records_.find(given.key);
    const bool same = (at != records_.end()) == (record.credential != nullptr) &&
                      (at == records_.end() || at->second.salt == record.salt);
    // Replaced meanwhile: what was found out is of yesterday, and must not be remembered.
    if (!same) return right ? Checked(record.credential) : Checked(unauthorized());
    if (right) {
        at->second.proved = tag(given);
        return at->second.enabled ? Checked(at->second.credential) : Checked(unauthorized());
    }
    if (refused_.size() >= limits::refused_secrets) refused_.clear();
    refused_.emplace(base::as_text(tag(given)));
    return unauthorized();
}

Result<Credentials::Record> Credentials::decode(std::string_view key, std::string_view text)
{
    const Error broken{ErrorKind::corrupt, "A stored credential does not decode", std::string(key)};
    boost::json::error_code failed;
    const auto value = boost::json::parse(text, failed);
    const auto* object = value.if_object();
    if (failed || !object) return broken;

    const auto salt = parse_bytes(object->if_contains("salt"));
    const auto hash = parse_bytes(object->if_contains("hash"));
    const auto iterations = parse_number<unsigned>(object->if_contains("iterations"));
    const auto tenant = parse_number<std::uint32_t>(object->if_contains("tenant"));
    const auto scopes = parse_scopes(object->if_contains("scopes"));
    const auto authority = parse_text(object->if_contains("authority"));
    const auto* enabled = object->if_contains("enabled");
    if (!salt || !hash || hash->size() != base::Sha256{}.size() || !iterations || !tenant ||
        !scopes || !authority || !enabled || !enabled->if_bool() || *iterations == 0) {
        return broken;
    }

    Record record{*salt, {}, *iterations, *enabled->if_bool(), nullptr};
    std::ranges::copy(*hash, reinterpret_cast<char*>(record.hash.data()));
    record.credential = std::make_shared<const Credential>(
        Credential{std::string(key), storage::Tenant{*tenant}, *scopes, *authority});
    return record;
}

std::string Credentials::encode(const Record& record)
{
    const auto& credential = *record.credential;
    return boost::json::serialize(boost::json::object{
        {"salt", base::to_base64(record.salt)},
        {"hash", base::to_base64(base::as_text(record.hash))},
        {"iterations", record.iterations},
        {"tenant", static_cast<std::uint32_t>(credential.tenant)},
        {"scopes", names_of(credential.scopes)},
        {"authority", credential.authority},
        {"enabled", record.enabled},
    });
}

} // namespace lrs
