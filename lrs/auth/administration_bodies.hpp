// What is sent to /api/v1/credentials, tenants and backups, read and checked as far as the text
// alone tells. Every error is `invalid` with complaints, or `too_large`.
#pragma once

#include "base/error.hpp"
#include "lrs/auth/credentials.hpp"
#include "lrs/auth/tenants.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace lrs {

// A new one has "key" and "tenant", a changed one "enabled"; both have "title", "scopes" (names),
// "authority" (an agent) and "lenient". Nothing is required.
struct CredentialBody {
    std::optional<std::string> key{};
    std::optional<std::string> tenant{};
    CredentialChange rest{};
};

// A new one has and needs "name"; both have "title" and "hosts".
struct TenantBody {
    std::string name{};
    TenantChange rest{};
};

base::Result<CredentialBody> read_new_credential(std::string_view body);
base::Result<CredentialBody> read_changed_credential(std::string_view body);
base::Result<TenantBody> read_new_tenant(std::string_view body);
base::Result<TenantBody> read_changed_tenant(std::string_view body);

// "keep": how many backups. Nothing, or nothing of it: 0, all of them.
base::Result<std::size_t> read_backup(std::string_view body);

// Nothing, or an object without members.
base::Result<> read_nothing(std::string_view body);

// The refusal of a document for one member of it.
base::Error refused_member(std::string_view name, std::string_view rule, std::string_view found,
                           std::string expected);

} // namespace lrs
