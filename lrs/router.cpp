#include "lrs/router.hpp"

#include "lrs/auth/tenants.hpp"

#include <algorithm>
#include <cassert>
#include <optional>
#include <utility>

namespace lrs {
namespace {

// Takes the next segment off the front of a path. Empty: there is none left.
std::string_view next_segment(std::string_view& path)
{
    path.remove_prefix(std::min(path.find_first_not_of('/'), path.size()));
    const auto segment = path.substr(0, path.find('/'));
    path.remove_prefix(segment.size());
    return segment;
}

// Senders hardly ever escape what need not be: the common case must not allocate.
bool equal_decoded(std::string_view segment, std::string_view literal)
{
    if (segment.find('%') == segment.npos) return segment == literal;
    return percent_decoded(segment, false) == literal;
}

// What is left of the path behind its leading segments, when they are those of the prefix.
std::optional<std::string_view> behind(std::string_view path, std::string_view prefix)
{
    while (true) {
        const auto wanted = next_segment(prefix);
        if (wanted.empty()) return path;
        if (!equal_decoded(next_segment(path), wanted)) return std::nullopt;
    }
}

// Takes "/t/<tenant>" off the front of a path and returns the tenant's name. Empty: it is not
// there.
std::string take_tenant(std::string_view& path)
{
    auto rest = path;
    if (next_segment(rest) != "t") return {};
    auto name = percent_decoded(next_segment(rest), false).value_or("");
    if (!is_tenant_name(name)) return {};
    path = rest;
    return name;
}

bool is_capture(std::string_view segment)
{
    return segment.starts_with('{') && segment.ends_with('}');
}

bool takes_the_rest(std::string_view segment)
{
    return is_capture(segment) && segment.ends_with("...}");
}

bool matches(std::string_view path, const std::vector<std::string>& segments)
{
    for (const auto& wanted : segments) {
        const auto segment = next_segment(path);
        if (!segment.empty() && takes_the_rest(wanted)) return true;
        if (segment.empty() || (!is_capture(wanted) && !equal_decoded(segment, wanted))) {
            return false;
        }
    }
    return next_segment(path).empty();
}

Parameters captures_of(std::string_view path, const std::vector<std::string>& segments)
{
    Parameters out;
    for (const auto& wanted : segments) {
        auto segment = next_segment(path);
        if (!is_capture(wanted)) continue;
        const bool rest = takes_the_rest(wanted);
        if (rest) segment = {segment.data(), segment.size() + path.size()};
        // A broken escape is refused with the whole path, before any handler sees this.
        out.emplace(wanted.substr(1, wanted.size() - (rest ? 5 : 2)),
                    percent_decoded(segment, false).value_or(""));
    }
    return out;
}

bool is_under_mounts(RouteKind kind)
{
    switch (kind) {
    case RouteKind::xapi:
    case RouteKind::xapi_open: return true;
    case RouteKind::api:
    case RouteKind::open:
    case RouteKind::content: return false;
    }
    return false;
}

bool answers(const Route& route, http::verb method)
{
    return route.method == method ||
           (method == http::verb::head && route.method == http::verb::get);
}

} // namespace

Router::Router(std::span<const Route> routes, std::vector<std::string> mounts, Surface surface)
    : surface_(surface), mounts_(std::move(mounts))
{
    if (surface == Surface::content) mounts_.clear();
    for (const auto& route : routes) {
        if ((route.kind == RouteKind::content) != (surface == Surface::content)) continue;
        if (!is_under_mounts(route.kind)) {
            add(route, "");
            continue;
        }
        for (const auto& mount : mounts_)
            add(route, mount);
    }
}

void Router::add(const Route& route, const std::string& mount)
{
    const auto path = mount + std::string(route.path);
    auto at = std::ranges::find(resources_, path, &Resource::path);
    if (at == resources_.end()) {
        Resource fresh{path, mount, std::string(route.path), {}, {}, {}};
        std::string_view rest = path;
        for (auto segment = next_segment(rest); !segment.empty(); segment = next_segment(rest))
            fresh.segments.emplace_back(segment);
        at = resources_.insert(at, std::move(fresh));
    }
    assert(at->mount == mount);
    at->routes.push_back(&route);
    const auto name = http::to_string(route.method);
    at->allow += (at->allow.empty() ? "" : ", ") + std::string(name.data(), name.size());
    if (route.method == http::verb::get) at->allow += ", HEAD";
}

Match Router::find(http::verb method, std::string_view path) const
{
    Match match;
    if (surface_ == Surface::main) match.tenant = take_tenant(path);
    for (const auto& mount : mounts_) {
        const auto rest = behind(path, mount);
        if (!rest) continue;
        match.mount = match.tenant.empty() ? mount : "/t/" + match.tenant + mount;
        match.statements = behind(*rest, "/statements").has_value();
        break;
    }
    for (const auto& resource : resources_) {
        if (!matches(path, resource.segments)) continue;
        for (const auto* route : resource.routes) {
            if (!answers(*route, method)) continue;
            match.route = route;
            match.captures = captures_of(path, resource.segments);
            return match;
        }
        match.allow = resource.allow + ", OPTIONS";
        return match;
    }
    return match;
}

} // namespace lrs
