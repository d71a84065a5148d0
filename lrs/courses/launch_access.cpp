#include "lrs/courses/launch_access.hpp"

#include "lrs/auth/token_key.hpp"
#include "lrs/courses/office.hpp"
#include "lrs/municipalities.hpp"
#include "lrs/offload.hpp"

#include <boost/json/serialize.hpp>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;

constexpr auto content_scopes =
    static_cast<std::uint32_t>(Scope::statements_write) |
    static_cast<std::uint32_t>(Scope::statements_read) | static_cast<std::uint32_t>(Scope::state) |
    static_cast<std::uint32_t>(Scope::profile) | static_cast<std::uint32_t>(Scope::define);

Result<LaunchAccess> admit(const courses::Token& token, courses::Purpose purpose, const App& app)
{
    auto* const municipality = app.municipalities.find(token.tenant);
    if (!municipality)
        return Error{ErrorKind::unauthorized, "This link is not valid: launch again"};
    LaunchAccess out;
    out.tenant = token.tenant;
    out.office = &municipality->courses;
    auto launch = out.office->enrolments.admit(token, purpose);
    if (!launch) return launch.error();
    out.launch = std::move(*launch);
    auto registration = out.office->enrolments.find(out.launch.registration);
    if (!registration) return registration.error();
    auto package = out.office->shelf.find(out.launch.package);
    if (!package) return package.error();
    if (!*registration || !*package)
        return Error{ErrorKind::unauthorized, "The course of this link is not there any more"};
    out.registration = std::move(**registration);
    out.package = std::move(*package);
    return out;
}

} // namespace

Result<LaunchAccess> admit_launch(std::string_view token, courses::Purpose purpose, const App& app)
{
    const auto parsed = courses::parse_token(token);
    if (!parsed) return Error{ErrorKind::unauthorized, "This link is not valid: launch again"};
    return admit(*parsed, purpose, app);
}

boost::asio::awaitable<Result<std::shared_ptr<const Credential>>>
admit_content(courses::Token token, App& app)
{
    using Admitted = Result<std::shared_ptr<const Credential>>;
    co_return co_await app.offload(Urgency::soon, [&]() -> Admitted {
        auto access = admit(token, courses::Purpose::statements, app);
        if (!access) return access.error();
        Credential out;
        out.key = std::string(launch_keys.prefix) + base::to_string(token.launch);
        out.tenant = token.tenant;
        out.scopes = content_scopes;
        out.authority = boost::json::serialize(content_agent(app.config.base_url));
        out.lenient = true;
        out.launch = std::make_shared<const LaunchAccess>(std::move(*access));
        return std::make_shared<const Credential>(std::move(out));
    });
}

} // namespace lrs
