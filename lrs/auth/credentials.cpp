#include "lrs/auth/credentials.hpp"

#include "base/base64.hpp"
#include "base/utf8.hpp"
#include "lrs/auth/token_key.hpp"
#include "storage/storage.hpp"

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
constexpr std::string_view usage_name = "usage"; // {"<key>": as lrs/auth/usage.hpp says}

template <std::size_t size>
std::string random_bytes()
{
    std::array<std::uint8_t, size> bytes;
    base::fill_random(bytes.data(), bytes.size());
    return std::string(base::as_text(bytes));
}

std::string random_secret()
{
    return base::to_base64url(random_bytes<32>());
}

base::Hash128 random_key()
{
    base::Hash128 key;
    base::fill_random(key.data(), key.size());
    return key;
}

Error unauthorized()
{
    return {ErrorKind::unauthorized, "No such credential, or another secret"};
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

Error unknown_key()
{
    return {ErrorKind::not_found, "There is no such credential", "key"};
}

Error no_authority()
{
    return {ErrorKind::invalid, "The authority must be the JSON object of an agent", "authority"};
}

} // namespace

bool is_credential_key(std::string_view text)
{
    return is_sound(text) && !is_token_key(text) && text.find(':') == text.npos &&
           base::is_utf8(text);
}

Credentials::Credentials(storage::Settings& settings)
    : settings_(settings), process_key_(random_key())
{
}

Result<> Credentials::load()
{
    const auto stored = settings_.list(prefix);
    if (!stored) return stored.error();
    {
        const std::unique_lock lock(mutex_);
        for (const auto& [name, text] : *stored) {
            auto key = name.substr(prefix.size());
            auto record = decode_credential(key, text);
            if (!record) return record.error();
            records_.insert_or_assign(std::move(key), std::move(*record));
        }
    }
    return load_usage();
}

Result<> Credentials::load_usage()
{
    const auto stored = settings_.get(usage_name);
    if (!stored) return stored.error();
    if (!*stored) return {};
    boost::json::error_code failed;
    const auto value = boost::json::parse(**stored, failed);
    const Error broken{ErrorKind::corrupt, "The stored use of the credentials does not decode"};
    if (failed || !value.if_object()) return broken;

    kept_usage_ = **stored;
    const std::unique_lock lock(mutex_);
    for (const auto& [key, totals] : *value.if_object()) {
        const auto so_far = usage_from(totals);
        if (!so_far) return broken;
        const auto at = records_.find(std::string_view(key));
        if (at == records_.end()) continue; // Removed just before the server ended.
        auto counted = *at->second.credential;
        counted.usage = std::make_shared<Usage>(*so_far);
        at->second.credential = std::make_shared<const Credential>(std::move(counted));
    }
    return {};
}

Result<> Credentials::add(Credential credential, std::string_view secret)
{
    const auto key = credential.key;
    if (!is_credential_key(key)) {
        return Error{ErrorKind::invalid,
                     "A key has 1 to 128 bytes of UTF-8, no colon and no control characters, and "
                     "does not begin with \"launch.\" or \"person.\"",
                     "key"};
    }
    if (!is_sound(secret)) {
        return Error{ErrorKind::invalid, "A secret has 1 to 128 bytes and no control characters",
                     "secret"};
    }
    if (!is_json_object(credential.authority)) return no_authority();
    auto record = sealed(secret);

    const std::lock_guard changing(changing_);
    const auto before = record_of(key);
    if (before && before->credential->tenant == credential.tenant) {
        credential.created = before->credential->created;
        credential.usage = before->credential->usage;
        credential.throttle = before->credential->throttle;
    } else {
        credential.created = storage::system_now();
    }
    if (!before) {
        if (auto fits = check_room(credential); !fits) return fits;
    }
    record.credential = std::make_shared<const Credential>(std::move(credential));
    return keep(std::move(record));
}

Result<KeyAndSecret> Credentials::create_random(Credential credential)
{
    if (credential.key.empty()) credential.key = base::to_base64url(random_bytes<16>());
    KeyAndSecret made{credential.key, random_secret()};
    if (const auto added = add(std::move(credential), made.secret); !added) return added.error();
    return made;
}

std::optional<Credentials::Record> Credentials::record_of(std::string_view key) const
{
    const std::shared_lock lock(mutex_);
    const auto at = records_.find(key);
    return at == records_.end() ? std::nullopt : std::optional(at->second);
}

std::optional<KnownCredential> Credentials::find(std::string_view key) const
{
    const auto record = record_of(key);
    if (!record) return std::nullopt;
    return KnownCredential{record->credential, record->enabled};
}

std::vector<KnownCredential> Credentials::list() const
{
    std::vector<KnownCredential> out;
    {
        const std::shared_lock lock(mutex_);
        out.reserve(records_.size());
        for (const auto& [key, record] : records_)
            out.push_back({record.credential, record.enabled});
    }
    std::ranges::sort(out, {}, [](const KnownCredential& known) -> std::string_view {
        return known.credential->key;
    });
    return out;
}

Result<> Credentials::update(std::string_view key, const CredentialChange& change)
{
    if (change.authority && !is_json_object(*change.authority)) return no_authority();
    const std::lock_guard changing(changing_);
    auto record = record_of(key);
    if (!record) return unknown_key();
    auto changed = *record->credential;
    changed.title = change.title.value_or(changed.title);
    changed.scopes = change.scopes.value_or(changed.scopes);
    changed.authority = change.authority.value_or(changed.authority);
    changed.lenient = change.lenient.value_or(changed.lenient);
    changed.rate = change.rate.value_or(changed.rate);
    record->enabled = change.enabled.value_or(record->enabled);
    record->credential = std::make_shared<const Credential>(std::move(changed));
    return keep(std::move(*record));
}

Result<> Credentials::set_enabled(std::string_view key, bool enabled)
{
    return update(key, {.enabled = enabled});
}

Result<KeyAndSecret> Credentials::rotate(std::string_view key)
{
    KeyAndSecret made{std::string(key), random_secret()};
    auto fresh = sealed(made.secret);
    const std::lock_guard changing(changing_);
    auto record = record_of(key);
    if (!record) return unknown_key();
    fresh.enabled = record->enabled;
    fresh.credential = std::move(record->credential);
    if (auto kept = keep(std::move(fresh)); !kept) return kept.error();
    return made;
}

Result<> Credentials::remove(std::string_view key)
{
    const std::lock_guard changing(changing_);
    if (!record_of(key)) return unknown_key();
    auto removed = settings_.remove(std::string(prefix) + std::string(key));
    if (!removed) return removed;
    const std::unique_lock lock(mutex_);
    refused_.clear();
    records_.erase(records_.find(key));
    return {};
}

bool Credentials::empty() const
{
    const std::shared_lock lock(mutex_);
    return records_.empty();
}

Result<> Credentials::keep_usage()
{
    const std::lock_guard changing(changing_);
    boost::json::object all;
    for (const auto& known : list()) {
        const auto totals = known.credential->usage->totals();
        if (totals.requests > 0) all[known.credential->key] = to_json(totals);
    }
    auto text = boost::json::serialize(all);
    if (text == kept_usage_) return {};
    auto kept = settings_.put(usage_name, text);
    if (kept) kept_usage_ = std::move(text);
    return kept;
}

Result<> Credentials::check_room(const Credential& added) const
{
    const std::shared_lock lock(mutex_);
    const auto of_tenant = std::ranges::count_if(
        records_, [&](const auto& each) { return each.second.credential->tenant == added.tenant; });
    if (records_.size() >= limits::credentials ||
        static_cast<std::size_t>(of_tenant) >= limits::tenant_credentials) {
        return Error{ErrorKind::too_large, "There are too many credentials already"};
    }
    return {};
}

Result<> Credentials::keep(Record record)
{
    const auto& key = record.credential->key;
    const auto stored = settings_.put(std::string(prefix) + key, encode(record));
    if (!stored) return stored.error();

    const std::unique_lock lock(mutex_);
    refused_.clear();
    records_.insert_or_assign(key, std::move(record));
    return {};
}

// A pseudo-random function of a key that lives as long as the process: nobody can say what tag a
// secret has. For each request, so an HMAC, which takes 3 microseconds, is too slow.
base::Hash128 Credentials::tag(const KeyAndSecret& given) const
{
    return base::siphash128(process_key_, given.key + ":" + given.secret);
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
    const auto record = record_of(given.key).value_or(nobodys_record());
    const auto hash = base::pbkdf2(given.secret, record.salt, record.iterations);
    const bool right =
        base::equal_in_constant_time(base::as_text(hash), base::as_text(record.hash)) &&
        record.credential;

    const std::unique_lock lock(mutex_);
    const auto at = records_.find(given.key);
    const bool same = (at != records_.end()) == (record.credential != nullptr) &&
                      (at == records_.end() || at->second.salt == record.salt);
    // Replaced or removed meanwhile: what was found out is of yesterday, and holds no more.
    if (!same) return unauthorized();
    if (right) {
        at->second.proved = tag(given);
        return at->second.enabled ? Checked(at->second.credential) : Checked(unauthorized());
    }
    if (refused_.size() >= limits::refused_secrets) refused_.clear();
    refused_.emplace(base::as_text(tag(given)));
    return unauthorized();
}

} // namespace lrs
