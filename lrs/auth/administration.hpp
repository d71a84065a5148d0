// Who may change which credentials and tenants, and the answers of /api/v1/credentials and
// /api/v1/tenants. The command line asks here as well, as the operator.
//
// An admin of the default tenant is an operator: he administers everything. Another tenant's admin
// administers the credentials of his own. Of other tenants he is told what he would be told if
// they were not there (not_found), and no key that he may choose can be one of theirs: keys which
// begin with a tenant's name and a dot are that tenant's, and he may choose no others.
//
// Concurrency  Any thread may call anything; all of it blocks.
#pragma once

#include "base/error.hpp"
#include "lrs/auth/credentials.hpp"
#include "lrs/auth/tenants.hpp"

#include <boost/json/value.hpp>

#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace lrs {

// {"account": {"homePage": "<base URL>/credentials", "name": key}}
std::string default_authority(const std::string& base_url, const std::string& key);

// `by` is the credential that asks; it has the scope admin. Null: done, and nothing to tell.
class Administration {
public:
    using Answer = base::Result<boost::json::value>;

    // Both must outlive this.
    Administration(Credentials& credentials, Tenants& tenants, std::string base_url);

    // {"credentials": [as below]} by key; of one tenant only, when it is named.
    Answer credentials(const Credential& by, const std::optional<std::string>& tenant) const;

    // {"key", "title", "tenant": name, "scopes": [name], "authority": agent, "lenient",
    //  "rate": as lrs/auth/throttle.hpp says, "enabled", "created": timestamp or null, "usage": as
    //  lrs/auth/usage.hpp says}
    Answer credential(const Credential& by, std::string_view key) const;

    // The same with "secret", told once. Without a key one is made up; without scopes they are
    // those of xAPI 1.0.3 Communication 4.2, statements/write and statements/read/mine; without an
    // authority it is default_authority().
    Answer add_credential(const Credential& by, std::string_view body);
    Answer change_credential(const Credential& by, std::string_view key, std::string_view body);
    Answer rotate_credential(const Credential& by, std::string_view key, std::string_view body);
    Answer remove_credential(const Credential& by, std::string_view key);

    // {"tenants": [{"name", "title", "hosts": [text], "fourEyes", "credentials": how
    // many}]} by name. fourEyes: a competency model counts when somebody else has approved it.
    Answer tenants(const Credential& by) const;
    Answer tenant(const Credential& by, std::string_view name) const;
    Answer add_tenant(const Credential& by, std::string_view body);
    Answer change_tenant(const Credential& by, std::string_view name, std::string_view body);
    Answer remove_tenant(const Credential& by, std::string_view name); // Not while it has any.

private:
    std::optional<KnownCredential> his(const Credential& by, std::string_view key) const;
    base::Result<TenantEntry> tenant_for(const Credential& by,
                                         const std::optional<std::string>& name) const;
    base::Result<> check_key(const Credential& by, const TenantEntry& tenant,
                             std::string_view key) const;
    std::optional<std::string> name_of(storage::Tenant tenant) const;

    Credentials& credentials_;
    Tenants& tenants_;
    const std::string base_url_;
    std::mutex changing_; // A tenant goes only while nobody gives it a credential.
};

} // namespace lrs
