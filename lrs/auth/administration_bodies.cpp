#include "lrs/auth/administration_bodies.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "competency/members.hpp"
#include "statements/parse.hpp"
#include "statements/validate.hpp"

#include <boost/json.hpp>

#include <set>
#include <utility>

namespace lrs {
namespace {

using base::Complaints;
using base::Error;
using base::ErrorKind;
using base::Result;
using competency::Members;
using competency::Presence;

namespace json = boost::json;

std::string scope_names()
{
    std::string out;
    for (const auto& name : names_of(~0u)) {
        const std::string_view text = name.as_string();
        if (scope_named(text)) out += (out.empty() ? "" : ", ") + std::string(text);
    }
    return out;
}

// Also an empty one.
std::optional<std::string> read_title(Members& members)
{
    const auto* value = members.find("title", Presence::optional);
    if (!value) return std::nullopt;
    const auto* text = value->if_string();
    if (text && text->size() <= limits::title_bytes && !has_control_character(*text))
        return std::string(*text);
    members.complain("title", "title",
                     "be a text of at most " + std::to_string(limits::title_bytes) +
                         " bytes without control characters");
    return std::nullopt;
}

std::optional<std::string> read_key(Members& members)
{
    auto key = members.text("key", Presence::optional);
    if (!key || is_credential_key(*key)) return key;
    members.complain("key", "credential.key",
                     "have 1 to " + std::to_string(limits::credential_key_bytes) +
                         " bytes, no colon and no control characters");
    return std::nullopt;
}

std::optional<std::uint32_t> read_scopes(Members& members, Complaints& complaints)
{
    const auto* names = members.list("scopes", Presence::optional);
    if (!names) return std::nullopt;
    if (names->empty()) members.complain("scopes", "credential.scopes", "name one at least");
    std::uint32_t out = 0;
    competency::each(names, members.where("scopes"), [&](const auto& name, std::string at) {
        const auto scope = name.if_string() ? scope_named(*name.if_string()) : std::nullopt;
        if (scope) return void(out |= static_cast<std::uint32_t>(*scope));
        competency::complain(complaints, std::move(at), "credential.scope", &name,
                             "be one of: " + scope_names());
    });
    return out;
}

std::optional<std::string> read_authority(Members& members, Complaints& complaints)
{
    const auto* value = members.find("authority", Presence::optional);
    if (!value) return std::nullopt;
    for (auto& complaint : statements::validate_authority(*value, statements::Version::v1_0_3)) {
        complaint.where = members.where("authority") + complaint.where;
        complaints.push_back(std::move(complaint));
    }
    auto text = json::serialize(*value);
    if (text.size() <= limits::authority_bytes) return text;
    members.complain("authority", "credential.authority",
                     "have at most " + std::to_string(limits::authority_bytes) + " bytes");
    return std::nullopt;
}

std::optional<Rate> read_rate(Members& members, Complaints& complaints)
{
    const auto* value = members.find("rate", Presence::optional);
    if (!value) return std::nullopt;
    Members rates(*value, members.where("rate"), complaints);
    const auto read = [&](std::string_view name) {
        const auto rate = rates.whole(name, Presence::optional, 0, limits::rate_per_second);
        return static_cast<std::uint32_t>(rate.value_or(0));
    };
    const Rate out{read("requestsPerSecond"), read("statementsPerSecond")};
    rates.refuse_others();
    return out;
}

std::optional<std::vector<std::string>> read_hosts(Members& members, Complaints& complaints)
{
    const auto* hosts = members.list("hosts", Presence::optional);
    if (!hosts) return std::nullopt;
    if (hosts->size() > limits::tenant_hosts) {
        members.complain("hosts", "tenant.hosts",
                         "be at most " + std::to_string(limits::tenant_hosts));
        return std::nullopt;
    }
    std::set<std::string> out;
    competency::each(hosts, members.where("hosts"), [&](const auto& host, std::string at) {
        const auto* text = host.if_string();
        if (text && is_host_name(*text) && out.emplace(*text).second) return;
        competency::complain(complaints, std::move(at), "tenant.host", &host,
                             "be a host name in small letters, without a port, and come once");
    });
    return std::vector<std::string>(out.begin(), out.end());
}

Result<json::value> read_object(std::string_view body)
{
    if (body.size() > limits::administration_bytes) {
        return Error{ErrorKind::too_large, "The body is larger than " +
                                               std::to_string(limits::administration_bytes) +
                                               " bytes"};
    }
    auto value = statements::parse(body);
    if (!value) return Error{ErrorKind::invalid, value.error().why, value.error().where};
    return value;
}

template <class Body, class Read>
Result<Body> read(std::string_view body, Read read_members)
{
    const auto value = read_object(body);
    if (!value) return value.error();
    Complaints complaints;
    Members members(*value, "", complaints);
    auto out = read_members(members, complaints);
    members.refuse_others();
    if (complaints.empty()) return out;
    return Error{ErrorKind::invalid, "Members break rules; nothing was changed", "",
                 std::move(complaints)};
}

void read_rest(Members& members, Complaints& complaints, CredentialChange& out)
{
    out.title = read_title(members);
    out.scopes = read_scopes(members, complaints);
    out.authority = read_authority(members, complaints);
    out.lenient = members.flag("lenient");
    out.rate = read_rate(members, complaints);
}

void read_rest(Members& members, Complaints& complaints, TenantChange& out)
{
    out.title = read_title(members);
    out.hosts = read_hosts(members, complaints);
    out.four_eyes = members.flag("fourEyes");
}

} // namespace

Result<CredentialBody> read_new_credential(std::string_view body)
{
    return read<CredentialBody>(body, [](Members& members, Complaints& complaints) {
        CredentialBody out;
        out.key = read_key(members);
        out.tenant = members.text("tenant", Presence::optional);
        read_rest(members, complaints, out.rest);
        return out;
    });
}

Result<CredentialBody> read_changed_credential(std::string_view body)
{
    return read<CredentialBody>(body, [](Members& members, Complaints& complaints) {
        CredentialBody out;
        read_rest(members, complaints, out.rest);
        out.rest.enabled = members.flag("enabled");
        return out;
    });
}

Result<TenantBody> read_new_tenant(std::string_view body)
{
    return read<TenantBody>(body, [](Members& members, Complaints& complaints) {
        TenantBody out;
        out.name = members.text("name", Presence::required).value_or("");
        if (!out.name.empty() && !is_tenant_name(out.name)) {
            members.complain("name", "tenant.name",
                             "have 1 to " + std::to_string(limits::tenant_name_bytes) +
                                 " of a-z, 0-9 and -");
        }
        read_rest(members, complaints, out.rest);
        return out;
    });
}

Result<TenantBody> read_changed_tenant(std::string_view body)
{
    return read<TenantBody>(body, [](Members& members, Complaints& complaints) {
        TenantBody out;
        read_rest(members, complaints, out.rest);
        return out;
    });
}

Result<std::size_t> read_backup(std::string_view body)
{
    if (body.empty()) return std::size_t{};
    return read<std::size_t>(body, [](Members& members, Complaints&) {
        return static_cast<std::size_t>(
            members.whole("keep", Presence::optional, 1, std::int64_t{limits::backups_kept})
                .value_or(0));
    });
}

Result<> read_nothing(std::string_view body)
{
    if (body.empty()) return {};
    const auto none = read<bool>(body, [](Members&, Complaints&) { return true; });
    return none ? Result<>() : none.error();
}

Error refused_member(std::string_view name, std::string_view rule, std::string_view found,
                     std::string expected)
{
    return {ErrorKind::invalid,
            "Members break rules; nothing was changed",
            "",
            {{'/' + std::string(name), std::string(rule), json::serialize(json::string(found)),
              std::move(expected)}}};
}

} // namespace lrs
