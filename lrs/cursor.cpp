#include "lrs/cursor.hpp"

#include "base/base64.hpp"

#include <boost/json.hpp>

#include <mutex>

namespace lrs {
namespace {

using namespace std::chrono_literals;
using base::Error;
using base::ErrorKind;
using base::Timestamp;

constexpr auto renew_after = 24h;
constexpr auto honoured_for = renew_after + 48h;
constexpr std::string_view setting = "cursor-keys";
constexpr std::size_t number_bytes = 8;
constexpr std::size_t signature_bytes = 16;

void append(std::string& out, std::uint64_t value)
{
    for (int shift = 56; shift >= 0; shift -= 8)
        out.push_back(static_cast<char>(value >> shift));
}

std::uint64_t read(std::string_view bytes)
{
    std::uint64_t value = 0;
    for (const char byte : bytes.substr(0, number_bytes))
        value = value << 8 | static_cast<unsigned char>(byte);
    return value;
}

std::string signature(const base::Sha256& secret, std::string_view position, std::string_view query)
{
    const auto digest =
        base::hmac_sha256(base::as_text(secret), std::string(position) + std::string(query));
    return std::string(base::as_text(digest).substr(0, signature_bytes));
}

// Empty when there is no such text.
std::string_view text_of(const boost::json::value& key, std::string_view name)
{
    const auto* object = key.if_object();
    const auto* value = object ? object->if_contains(name) : nullptr;
    return value && value->is_string() ? std::string_view(value->as_string()) : "";
}

Error foreign()
{
    return {ErrorKind::invalid,
            "this continuation is not one of ours, or is too old; ask again "
            "without it",
            "cursor"};
}

} // namespace

base::Result<> CursorSigner::load(Timestamp now)
{
    const auto text = settings_.get(setting);
    if (!text) return text.error();
    if (*text) {
        boost::system::error_code failed;
        const auto value = boost::json::parse(**text, failed);
        const auto* list = failed ? nullptr : value.if_array();
        if (!list) return Error{ErrorKind::corrupt, "the keys of continuations do not decode"};
        for (const auto& each : *list) {
            Key key{};
            const auto made =
                base::parse_timestamp(text_of(each, "made"), base::TimestampRules::rfc3339);
            const auto secret = base::from_base64(text_of(each, "secret"));
            if (!made || !secret || secret->size() != key.secret.size())
                return Error{ErrorKind::corrupt, "a key of continuations does not decode"};
            key.made = *made;
            secret->copy(reinterpret_cast<char*>(key.secret.data()), key.secret.size());
            keys_.push_back(key);
        }
    }
    return rotate(now);
}

base::Result<> CursorSigner::rotate(Timestamp now)
{
    std::vector<Key> keys;
    {
        const std::shared_lock lock(mutex_);
        keys = keys_;
    }
    if (!keys.empty() && now < keys.back().made + renew_after) return {};
    std::erase_if(keys, [&](const Key& key) { return key.made + honoured_for < now; });
    Key fresh{now, {}};
    base::fill_random(fresh.secret.data(), fresh.secret.size());
    keys.push_back(fresh);
    return keep(std::move(keys));
}

base::Result<> CursorSigner::keep(std::vector<Key> keys)
{
    boost::json::array list;
    for (const auto& key : keys) {
        list.push_back({{"made", base::to_string(key.made)},
                        {"secret", base::to_base64(base::as_text(key.secret))}});
    }
    if (auto kept = settings_.put(setting, serialize(list)); !kept) return kept;
    const std::lock_guard lock(mutex_);
    keys_ = std::move(keys);
    return {};
}

std::string CursorSigner::sign(const storage::Cursor& cursor, std::string_view query) const
{
    std::string token;
    append(token, cursor.last);
    append(token, cursor.upper);
    const std::shared_lock lock(mutex_);
    token += signature(keys_.back().secret, token, query);
    return base::to_base64url(token);
}

base::Result<storage::Cursor> CursorSigner::open(std::string_view token,
                                                 std::string_view query) const
{
    const auto bytes = base::from_base64url(token);
    if (!bytes || bytes->size() != 2 * number_bytes + signature_bytes) return foreign();
    const auto position = std::string_view(*bytes).substr(0, 2 * number_bytes);
    const auto signed_with = std::string_view(*bytes).substr(2 * number_bytes);
    const std::shared_lock lock(mutex_);
    for (const auto& key : keys_) {
        if (base::equal_in_constant_time(signature(key.secret, position, query), signed_with))
            return storage::Cursor{read(position), read(position.substr(number_bytes))};
    }
    return foreign();
}

} // namespace lrs
