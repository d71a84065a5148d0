// Which handler answers which method and path. The table is lrs/routes.cpp.
#pragma once

#include "lrs/app.hpp"
#include "lrs/auth/credential.hpp"
#include "lrs/request.hpp"
#include "lrs/response.hpp"

#include <boost/asio/awaitable.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lrs {

// Handlers take the request by value: a coroutine's reference parameter dangles as soon as its
// caller does not wait. App is the exception, it outlives us all.
using Handler = boost::asio::awaitable<Response> (*)(Request, App&);

enum class RouteKind {
    xapi,      // Under every mount; needs a version and a credential.
    xapi_open, // Under every mount; takes any version and needs no credential (About).
    api,       // The path as it stands; needs a credential.
    open,      // The path as it stands; needs nothing.
    content,   // At the content origin alone; needs what the path itself holds.
};

// Courses run at an origin of their own, which has nothing of the rest: what they are let to see
// there is what their tokens open.
enum class Surface { main, content };

enum class BodyKind {
    memory, // Request::body.
    file,   // Request::upload, of at most Config::upload_bytes.
};

struct Route {
    http::verb method; // GET answers HEAD as well.
    // "/statements", "/api/v1/persons/{person}/attainment"; "/{path...}" at the end stands for one
    // or more segments.
    std::string_view path;
    Handler handler;
    Scope scope = Scope::none; // What the credential must allow; ignored on open routes.
    RouteKind kind = RouteKind::xapi;
    BodyKind body = BodyKind::memory;
};

struct Match {
    const Route* route = nullptr; // Empty: there is no such path, or `allow` names its methods.
    std::string mount;            // As Request::mount says, whether there is a resource or not.
    std::string tenant;           // The one that the path names. Empty: none.
    bool statements = false;      // The path is the Statements resource or lies below it.
    std::string allow;            // Of a path that is there, when the method is not.
    Parameters captures;
};

class Router {
public:
    // The table must outlive the router; rows of the other surface are left out. Rows of one path
    // may come in any order; of two paths that match the same request the first one counts.
    Router(std::span<const Route> routes, std::vector<std::string> mounts,
           Surface surface = Surface::main);
    Router(const Router&) = delete;
    Router& operator=(const Router&) = delete;

    // The path as it was sent, still escaped: an escaped slash separates nothing. Empty segments
    // do not count ("//", a slash at the end). Every path may begin with "/t/<tenant>": the same
    // resource, called as that tenant's.
    Match find(http::verb method, std::string_view path) const;

private:
    struct Resource {
        std::string path;     // With its mount.
        std::string mount;    // Empty: none.
        std::string relative; // Without its mount.
        std::vector<std::string> segments;
        std::vector<const Route*> routes;
        std::string allow;
    };

    void add(const Route& route, const std::string& mount);

    const Surface surface_;
    std::vector<std::string> mounts_;
    std::vector<Resource> resources_;
};

} // namespace lrs
