#include "lrs/routes.hpp"

#include "lrs/resources/handlers.hpp"

namespace lrs {
namespace {

using enum http::verb;
using enum RouteKind;

constexpr Route table[] = {
    {get, "/statements", get_statements, Scope::statements_read_mine, xapi},
    {put, "/statements", put_statement, Scope::statements_write, xapi},
    {post, "/statements", post_statements, Scope::statements_write, xapi},
    {get, "/about", get_about, Scope::none, xapi_open},
    {get, "/health", get_health, Scope::none, open},
    {get, "/api/v1/attainment", get_attainment, Scope::admin, api},
    {get, "/api/v1/model", get_model, Scope::admin, api},
    {put, "/api/v1/model", put_model, Scope::admin, api},
};

} // namespace

std::span<const Route> routes()
{
    return table;
}

} // namespace lrs
