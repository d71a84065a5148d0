// Who shares this server: tenants by name, each with a number of its own (storage/tenant.hpp) and
// perhaps hosts of its own. They never see each other.
//
// Operation    Loaded from the settings once ("tenant/<name>", JSON), kept in memory. The number
//              of a removed tenant is not given again: its data stays, and nobody reaches it.
// Concurrency  Any thread may call anything. check(), find(), named() and list() suit network
//              threads, the rest block on the disk.
// Limits       limits::tenants, limits::tenant_hosts, limits::title_bytes.
#pragma once

#include "base/error.hpp"
#include "storage/settings.hpp"
#include "storage/tenant.hpp"

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

namespace lrs {

// The tenant of a server that has one only; with several, the operator's.
inline constexpr storage::Tenant default_tenant{1};
inline constexpr std::string_view default_tenant_name = "default";

// 1 to 63 of a-z, 0-9 and '-'.
bool is_tenant_name(std::string_view text);

// A DNS name or an IPv4 address in small letters, without a port.
bool is_host_name(std::string_view text);

struct TenantEntry {
    std::string name;
    storage::Tenant number{};
    std::string title{}; // For people.
    std::vector<std::string> hosts{};
    bool four_eyes = false; // Somebody else must approve a competency model before it counts.
};

// What is empty stays as it is.
struct TenantChange {
    std::optional<std::string> title{};
    std::optional<std::vector<std::string>> hosts{};
    std::optional<bool> four_eyes{};
};

class Tenants {
public:
    explicit Tenants(storage::Settings& settings);

    // Before the first call of anything else. Creates "default" when it is not there. `corrupt`:
    // a stored tenant does not decode.
    base::Result<> load();

    // Called with each tenant that is there, at once, and later with each that is added, before
    // anybody can see it. What `added` fails with, on_added() and add() fail with.
    using Added = std::function<base::Result<>(const TenantEntry&)>;
    base::Result<> on_added(Added added);

    std::optional<TenantEntry> find(std::string_view name) const;
    std::optional<TenantEntry> named(storage::Tenant number) const;
    std::vector<TenantEntry> list() const; // By name.

    // Names and hosts must be well-formed.
    //   conflict   the name or a host is taken; too_large  there are too many already
    base::Result<> add(std::string_view name, const TenantChange& given);
    //   not_found, conflict  a host is taken
    base::Result<> update(std::string_view name, const TenantChange& change);
    //   not_found, conflict  it is the default one. That it has no credentials is the caller's
    //   care.
    base::Result<> remove(std::string_view name);

    // Whether a request of this tenant may come by this path and host. Name: from "/t/<name>/...",
    // empty when the path names none. Host: as in the Host header; one that is nobody's says
    // nothing. forbidden: they name another tenant, or one that is not there.
    base::Result<> check(storage::Tenant tenant, std::string_view name,
                         std::string_view host) const;

private:
    base::Result<> check_hosts(std::string_view name, const std::vector<std::string>& hosts) const;
    base::Result<> keep(TenantEntry entry);
    base::Result<> read_numbers();
    void index(const TenantEntry& entry);
    void forget(std::string_view name);

    storage::Settings& settings_;
    std::mutex changing_;             // Taken before mutex_, held on the disk too.
    std::uint32_t next_number_ = 0;   // Under changing_.
    Added added_;                     // Too.
    mutable std::shared_mutex mutex_; // Held for look-ups only.
    std::map<std::string, TenantEntry, std::less<>> entries_;
    std::map<std::string, storage::Tenant, std::less<>> hosts_;
    std::atomic<bool> any_host_ = false; // Most servers have none, and need not look.
};

} // namespace lrs
