#include "lrs/auth/tenants.hpp"

#include "base/ascii.hpp"
#include "base/limits.hpp"
#include "base/number.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <utility>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;

namespace json = boost::json;

// Formats on the disk: members may be added, none may change its meaning.
//   tenant/<name>   {"number": n, "title": text, "hosts": [text], "fourEyes": true; absent: false},
//                   or n alone, as the first programs wrote it for "default"
//   tenants/next    the number of the next tenant, in decimal
constexpr std::string_view prefix = "tenant/";
constexpr std::string_view next_name = "tenants/next";

std::string encode(const TenantEntry& entry)
{
    json::object out{
        {"number", static_cast<std::uint32_t>(entry.number)},
        {"title", entry.title},
        {"hosts", json::array(entry.hosts.begin(), entry.hosts.end())},
    };
    if (entry.four_eyes) out["fourEyes"] = true;
    return json::serialize(out);
}

std::optional<std::uint32_t> number_of(const json::value& value)
{
    json::error_code failed;
    const auto number = value.to_number<std::uint32_t>(failed);
    return failed || number == 0 ? std::nullopt : std::optional(number);
}

bool read_hosts(const json::value* value, std::vector<std::string>& out)
{
    if (!value || !value->if_array()) return false;
    for (const auto& host : *value->if_array()) {
        if (!host.if_string()) return false;
        out.emplace_back(*host.if_string());
    }
    return true;
}

Result<TenantEntry> decode(std::string_view name, std::string_view text)
{
    const Error broken{ErrorKind::corrupt, "A stored tenant does not decode", std::string(name)};
    json::error_code failed;
    const auto value = json::parse(text, failed);
    if (failed) return broken;
    const auto* object = value.if_object();
    const auto* member = object ? object->if_contains("number") : &value;
    const auto number = member ? number_of(*member) : std::nullopt;
    if (!number) return broken;

    TenantEntry out{std::string(name), storage::Tenant{*number}};
    if (!object) return out;
    const auto* title = object->if_contains("title");
    if (!title || !title->if_string() || !read_hosts(object->if_contains("hosts"), out.hosts))
        return broken;
    out.title = *title->if_string();
    const auto* four_eyes = object->if_contains("fourEyes");
    if (four_eyes && !four_eyes->if_bool()) return broken;
    out.four_eyes = four_eyes && four_eyes->get_bool();
    return out;
}

// "LRS.Stadt.example.:8080" and "lrs.stadt.example" are one host.
std::string normal_host(std::string_view host)
{
    if (!host.starts_with('[')) host = host.substr(0, host.rfind(':'));
    if (host.ends_with('.')) host.remove_suffix(1);
    return base::lower(host);
}

bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

// RFC 1123 2.1
bool is_label(std::string_view text)
{
    return !text.empty() && text.size() <= 63 && text.front() != '-' && text.back() != '-' &&
           std::ranges::all_of(text, [](char c) { return is_letter_or_digit(c) || c == '-'; });
}

Error unknown_tenant()
{
    return {ErrorKind::not_found, "There is no such tenant", "name"};
}

} // namespace

bool is_tenant_name(std::string_view text)
{
    return !text.empty() && text.size() <= limits::tenant_name_bytes &&
           std::ranges::all_of(text, [](char c) { return is_letter_or_digit(c) || c == '-'; });
}

bool is_host_name(std::string_view text)
{
    if (text.size() > limits::host_bytes) return false;
    while (true) {
        const auto dot = text.find('.');
        if (!is_label(text.substr(0, dot))) return false;
        if (dot == text.npos) return true;
        text.remove_prefix(dot + 1);
    }
}

Tenants::Tenants(storage::Settings& settings) : settings_(settings) {}

Result<> Tenants::load()
{
    const std::lock_guard changing(changing_);
    const auto stored = settings_.list(prefix);
    if (!stored) return stored.error();
    {
        const std::unique_lock lock(mutex_);
        for (const auto& [setting, text] : *stored) {
            const auto entry = decode(std::string_view(setting).substr(prefix.size()), text);
            if (!entry) return entry.error();
            index(*entry);
        }
    }
    if (auto read = read_numbers(); !read) return read;
    if (find(default_tenant_name)) return {};
    return keep({std::string(default_tenant_name), default_tenant});
}

Result<> Tenants::read_numbers()
{
    const auto next = settings_.get(next_name);
    if (!next) return next.error();
    next_number_ = static_cast<std::uint32_t>(default_tenant) + 1;
    if (*next) {
        const auto number = base::parse_number<decltype(next_number_)>(**next);
        if (!number)
            return Error{ErrorKind::corrupt, "The number of the next tenant does not decode"};
        next_number_ = *number;
    }
    for (const auto& entry : list())
        next_number_ = std::max(next_number_, static_cast<std::uint32_t>(entry.number) + 1);
    return {};
}

std::optional<TenantEntry> Tenants::find(std::string_view name) const
{
    const std::shared_lock lock(mutex_);
    const auto at = entries_.find(name);
    return at == entries_.end() ? std::nullopt : std::optional(at->second);
}

std::optional<TenantEntry> Tenants::named(storage::Tenant number) const
{
    const std::shared_lock lock(mutex_);
    const auto at =
        std::ranges::find(entries_, number, [](const auto& each) { return each.second.number; });
    return at == entries_.end() ? std::nullopt : std::optional(at->second);
}

std::vector<TenantEntry> Tenants::list() const
{
    std::vector<TenantEntry> out;
    const std::shared_lock lock(mutex_);
    for (const auto& [name, entry] : entries_)
        out.push_back(entry);
    return out;
}

Result<> Tenants::add(std::string_view name, const TenantChange& given)
{
    const std::lock_guard changing(changing_);
    if (find(name)) return Error{ErrorKind::conflict, "There is a tenant of this name", "name"};
    if (list().size() >= limits::tenants)
        return Error{ErrorKind::too_large, "There are too many tenants already"};
    TenantEntry entry{std::string(name), storage::Tenant{next_number_}, given.title.value_or(""),
                      given.hosts.value_or(std::vector<std::string>{}),
                      given.four_eyes.value_or(false)};
    if (auto free = check_hosts(name, entry.hosts); !free) return free;
    // First: should we end here, a number is lost; the other way round it might be given twice.
    auto counted = settings_.put(next_name, std::to_string(next_number_ + 1));
    if (!counted) return counted;
    ++next_number_;
    if (added_) {
        if (auto added = added_(entry); !added) return added;
    }
    return keep(std::move(entry));
}

Result<> Tenants::on_added(Added added)
{
    const std::lock_guard changing(changing_);
    for (const auto& entry : list()) {
        if (auto told = added(entry); !told) return told;
    }
    added_ = std::move(added);
    return {};
}

Result<> Tenants::update(std::string_view name, const TenantChange& change)
{
    const std::lock_guard changing(changing_);
    auto entry = find(name);
    if (!entry) return unknown_tenant();
    entry->title = change.title.value_or(entry->title);
    entry->hosts = change.hosts.value_or(entry->hosts);
    entry->four_eyes = change.four_eyes.value_or(entry->four_eyes);
    if (auto free = check_hosts(name, entry->hosts); !free) return free;
    return keep(std::move(*entry));
}

Result<> Tenants::remove(std::string_view name)
{
    const std::lock_guard changing(changing_);
    if (!find(name)) return unknown_tenant();
    if (name == default_tenant_name)
        return Error{ErrorKind::conflict, "The default tenant stays: it is the operator's", "name"};
    auto removed = settings_.remove(std::string(prefix) + std::string(name));
    if (!removed) return removed;
    const std::unique_lock lock(mutex_);
    forget(name);
    return {};
}

Result<> Tenants::check(storage::Tenant tenant, std::string_view name, std::string_view host) const
{
    if (name.empty() && !any_host_.load(std::memory_order_relaxed)) return {};
    const std::shared_lock lock(mutex_);
    if (!name.empty()) {
        // Of a name that is nobody's the same is said: whoever guesses learns nothing.
        const auto at = entries_.find(name);
        if (at == entries_.end() || at->second.number != tenant) {
            return Error{ErrorKind::forbidden,
                         "This credential is not of the tenant that the path names"};
        }
    }
    const auto at = hosts_.find(normal_host(host));
    if (at == hosts_.end() || at->second == tenant) return {};
    return Error{ErrorKind::forbidden, "This credential is not of the tenant whose host this is"};
}

Result<> Tenants::check_hosts(std::string_view name, const std::vector<std::string>& hosts) const
{
    const auto entry = find(name);
    const std::shared_lock lock(mutex_);
    for (const auto& host : hosts) {
        const auto at = hosts_.find(host);
        if (at == hosts_.end() || (entry && at->second == entry->number)) continue;
        return Error{ErrorKind::conflict, "This host is another tenant's: " + host, "hosts"};
    }
    return {};
}

Result<> Tenants::keep(TenantEntry entry)
{
    auto stored = settings_.put(std::string(prefix) + entry.name, encode(entry));
    if (!stored) return stored;
    const std::unique_lock lock(mutex_);
    forget(entry.name);
    index(entry);
    return {};
}

void Tenants::index(const TenantEntry& entry)
{
    for (const auto& host : entry.hosts)
        hosts_.insert_or_assign(host, entry.number);
    entries_.insert_or_assign(entry.name, entry);
    any_host_.store(!hosts_.empty(), std::memory_order_relaxed);
}

void Tenants::forget(std::string_view name)
{
    const auto at = entries_.find(name);
    if (at == entries_.end()) return;
    std::erase_if(hosts_, [&](const auto& each) { return each.second == at->second.number; });
    entries_.erase(at);
    any_host_.store(!hosts_.empty(), std::memory_order_relaxed);
}

} // namespace lrs
