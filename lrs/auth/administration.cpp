#include "lrs/auth/administration.hpp"

#include "base/digest.hpp"
#include "lrs/auth/administration_bodies.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;

namespace json = boost::json;

constexpr auto default_scopes = static_cast<std::uint32_t>(Scope::statements_write) |
                                static_cast<std::uint32_t>(Scope::statements_read_mine);

bool is_operator(const Credential& by)
{
    return by.tenant == default_tenant;
}

Error unknown_credential()
{
    return {ErrorKind::not_found, "There is no such credential"};
}

Error unknown_tenant()
{
    return {ErrorKind::not_found, "There is no such tenant"};
}

Error operators_only()
{
    return {ErrorKind::forbidden, "Only an admin of the default tenant administers tenants"};
}

json::object shown(const KnownCredential& known, const std::optional<std::string>& tenant)
{
    const auto& credential = *known.credential;
    json::object out{
        {"key", credential.key},
        {"title", credential.title},
        {"tenant", tenant ? json::value(*tenant) : json::value()},
        {"scopes", names_of(credential.scopes)},
        {"authority", json::parse(credential.authority)},
        {"lenient", credential.lenient},
        {"rate", rate_json(credential.rate)},
        {"enabled", known.enabled},
        {"created", nullptr},
        {"usage", to_json(credential.usage->totals())},
    };
    if (credential.created) out["created"] = base::to_string(*credential.created);
    return out;
}

json::object shown(const TenantEntry& tenant, std::size_t credentials)
{
    return {{"name", tenant.name},
            {"title", tenant.title},
            {"hosts", json::array(tenant.hosts.begin(), tenant.hosts.end())},
            {"fourEyes", tenant.four_eyes},
            {"credentials", credentials}};
}

std::map<storage::Tenant, std::size_t> counted(const std::vector<KnownCredential>& all)
{
    std::map<storage::Tenant, std::size_t> out;
    for (const auto& known : all)
        ++out[known.credential->tenant];
    return out;
}

std::string made_up_key()
{
    std::array<std::uint8_t, 8> random;
    base::fill_random(random.data(), random.size());
    return base::to_hex(random);
}

Result<> check_scopes(const Credential& by, std::uint32_t scopes)
{
    for (std::uint32_t bit = 1; bit != 0; bit <<= 1) {
        const auto scope = static_cast<Scope>(bit);
        if (!(scopes & bit) || by.may(scope)) continue;
        return Error{ErrorKind::forbidden, "Nobody gives a scope that he does not hold: " +
                                               std::string(to_string(scope))};
    }
    return {};
}

} // namespace

std::string default_authority(const std::string& base_url, const std::string& key)
{
    return json::serialize(
        json::object{{"objectType", "Agent"},
                     {"account", {{"homePage", base_url + "/credentials"}, {"name", key}}}});
}

Administration::Administration(Credentials& credentials, Tenants& tenants, std::string base_url)
    : credentials_(credentials), tenants_(tenants), base_url_(std::move(base_url))
{
}

std::optional<KnownCredential> Administration::his(const Credential& by, std::string_view key) const
{
    auto known = credentials_.find(key);
    if (known && !is_operator(by) && known->credential->tenant != by.tenant) return std::nullopt;
    return known;
}

// The tenant that he names and may see, else his own.
Result<TenantEntry> Administration::tenant_for(const Credential& by,
                                               const std::optional<std::string>& name) const
{
    auto entry = name ? tenants_.find(*name) : tenants_.named(by.tenant);
    if (entry && (is_operator(by) || entry->number == by.tenant)) return std::move(*entry);
    return unknown_tenant();
}

std::optional<std::string> Administration::name_of(storage::Tenant tenant) const
{
    const auto entry = tenants_.named(tenant);
    return entry ? std::optional(entry->name) : std::nullopt;
}

Administration::Answer Administration::credentials(const Credential& by,
                                                   const std::optional<std::string>& tenant) const
{
    std::optional<storage::Tenant> only;
    if (tenant || !is_operator(by)) {
        const auto entry = tenant_for(by, tenant);
        if (!entry) return entry.error();
        only = entry->number;
    }
    std::map<storage::Tenant, std::string> names;
    for (auto& entry : tenants_.list())
        names.emplace(entry.number, std::move(entry.name));
    json::array all;
    for (const auto& known : credentials_.list()) {
        const auto number = known.credential->tenant;
        if (only && number != *only) continue;
        const auto name = names.find(number);
        all.push_back(
            shown(known, name == names.end() ? std::nullopt : std::optional(name->second)));
    }
    return json::object{{"credentials", std::move(all)}};
}

Administration::Answer Administration::credential(const Credential& by, std::string_view key) const
{
    const auto known = his(by, key);
    if (!known) return unknown_credential();
    return shown(*known, name_of(known->credential->tenant));
}

Result<> Administration::check_key(const Credential& by, const TenantEntry& tenant,
                                   std::string_view key) const
{
    const auto dot = key.find('.');
    const auto space = key.substr(0, dot == key.npos ? 0 : dot);
    if (!is_operator(by) && space != tenant.name) {
        return refused_member("key", "credential.key.tenant", key,
                              "begin with \"" + tenant.name + ".\", like all keys of this tenant");
    }
    if (space != tenant.name && tenants_.find(space)) {
        return refused_member("key", "credential.key.tenant", key,
                              "not begin with the name of another tenant and a dot");
    }
    if (credentials_.find(key))
        return Error{ErrorKind::conflict, "There is a credential of this key", "key"};
    return {};
}

Administration::Answer Administration::add_credential(const Credential& by, std::string_view body)
{
    auto asked = read_new_credential(body);
    if (!asked) return asked.error();
    const std::lock_guard changing(changing_);
    const auto tenant = tenant_for(by, asked->tenant);
    if (!tenant) {
        return refused_member("tenant", "credential.tenant", asked->tenant.value_or(""),
                              is_operator(by) ? "be the name of one that there is"
                                              : "be the one of the credential that asks");
    }
    if (!asked->key) {
        const bool first = tenant->number == default_tenant;
        asked->key = (first ? "" : tenant->name + '.') + made_up_key();
    }
    if (auto free = check_key(by, *tenant, *asked->key); !free) return free.error();

    Credential fresh{*asked->key, tenant->number, asked->rest.scopes.value_or(default_scopes),
                     asked->rest.authority.value_or(default_authority(base_url_, *asked->key))};
    if (auto holds = check_scopes(by, fresh.scopes); !holds) return holds.error();
    fresh.title = asked->rest.title.value_or("");
    fresh.lenient = asked->rest.lenient.value_or(false);
    fresh.rate = asked->rest.rate.value_or(Rate{});
    const auto made = credentials_.create_random(std::move(fresh));
    if (!made) return made.error();
    auto out = shown(credentials_.find(made->key).value(), tenant->name);
    out["secret"] = made->secret;
    return out;
}

Administration::Answer Administration::change_credential(const Credential& by, std::string_view key,
                                                         std::string_view body)
{
    if (!his(by, key)) return unknown_credential();
    const auto asked = read_changed_credential(body);
    if (!asked) return asked.error();
    if (auto holds = check_scopes(by, asked->rest.scopes.value_or(0)); !holds) return holds.error();
    const std::lock_guard changing(changing_);
    if (!his(by, key)) return unknown_credential();
    if (auto changed = credentials_.update(key, asked->rest); !changed) return changed.error();
    return credential(by, key);
}

Administration::Answer Administration::rotate_credential(const Credential& by, std::string_view key,
                                                         std::string_view body)
{
    if (!his(by, key)) return unknown_credential();
    if (auto read = read_nothing(body); !read) return read.error();
    const std::lock_guard changing(changing_);
    const auto known = his(by, key);
    if (!known) return unknown_credential();
    const auto made = credentials_.rotate(key);
    if (!made) return made.error();
    auto out = shown(*known, name_of(known->credential->tenant));
    out["secret"] = made->secret;
    return out;
}

Administration::Answer Administration::remove_credential(const Credential& by, std::string_view key)
{
    const std::lock_guard changing(changing_);
    if (!his(by, key)) return unknown_credential();
    if (auto removed = credentials_.remove(key); !removed) return removed.error();
    return json::value();
}

Administration::Answer Administration::tenants(const Credential& by) const
{
    auto credentials = counted(credentials_.list());
    json::array all;
    for (const auto& entry : tenants_.list()) {
        if (is_operator(by) || entry.number == by.tenant)
            all.push_back(shown(entry, credentials[entry.number]));
    }
    return json::object{{"tenants", std::move(all)}};
}

Administration::Answer Administration::tenant(const Credential& by, std::string_view name) const
{
    const auto entry = tenant_for(by, std::string(name));
    if (!entry) return entry.error();
    return shown(*entry, counted(credentials_.list())[entry->number]);
}

Administration::Answer Administration::add_tenant(const Credential& by, std::string_view body)
{
    if (!is_operator(by)) return operators_only();
    const auto asked = read_new_tenant(body);
    if (!asked) return asked.error();
    const std::lock_guard changing(changing_);
    const auto begins_so = [&](const KnownCredential& known) {
        return known.credential->key.starts_with(asked->name + '.');
    };
    if (std::ranges::any_of(credentials_.list(), begins_so)) {
        return Error{ErrorKind::conflict,
                     "Keys of another tenant begin with \"" + asked->name + ".\"", "name"};
    }
    if (auto added = tenants_.add(asked->name, asked->rest); !added) return added.error();
    return tenant(by, asked->name);
}

Administration::Answer Administration::change_tenant(const Credential& by, std::string_view name,
                                                     std::string_view body)
{
    if (const auto seen = tenant(by, name); !seen) return seen;
    if (!is_operator(by)) return operators_only();
    const auto asked = read_changed_tenant(body);
    if (!asked) return asked.error();
    const std::lock_guard changing(changing_);
    if (auto changed = tenants_.update(name, asked->rest); !changed) return changed.error();
    return tenant(by, name);
}

Administration::Answer Administration::remove_tenant(const Credential& by, std::string_view name)
{
    const std::lock_guard changing(changing_);
    const auto seen = tenant_for(by, std::string(name));
    if (!seen) return seen.error();
    if (!is_operator(by)) return operators_only();
    if (counted(credentials_.list())[seen->number] > 0)
        return Error{ErrorKind::conflict, "This tenant has credentials: remove them first"};
    if (auto removed = tenants_.remove(name); !removed) return removed.error();
    return json::value();
}

} // namespace lrs
