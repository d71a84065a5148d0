#include "lrs/resources/administration.hpp"
#include "lrs/resources/handlers.hpp"

namespace lrs {
namespace {

using boost::asio::awaitable;
using enum http::status;

const std::string& name_of(const Request& request)
{
    return request.captures.at("name");
}

} // namespace

awaitable<Response> get_tenants(Request request, App& app)
{
    return administer(std::move(request), app, ok,
                      [](const Administration& administration, const Request& asked) {
                          return administration.tenants(*asked.credential);
                      });
}

awaitable<Response> post_tenant(Request request, App& app)
{
    return administer(std::move(request), app, created,
                      [](Administration& administration, const Request& asked) {
                          return administration.add_tenant(*asked.credential, asked.body);
                      });
}

awaitable<Response> get_tenant(Request request, App& app)
{
    return administer(std::move(request), app, ok,
                      [](const Administration& administration, const Request& asked) {
                          return administration.tenant(*asked.credential, name_of(asked));
                      });
}

awaitable<Response> patch_tenant(Request request, App& app)
{
    return administer(
        std::move(request), app, ok, [](Administration& administration, const Request& asked) {
            return administration.change_tenant(*asked.credential, name_of(asked), asked.body);
        });
}

awaitable<Response> delete_tenant(Request request, App& app)
{
    return administer(std::move(request), app, ok,
                      [](Administration& administration, const Request& asked) {
                          return administration.remove_tenant(*asked.credential, name_of(asked));
                      });
}

} // namespace lrs
