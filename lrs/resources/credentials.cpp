#include "lrs/resources/administration.hpp"
#include "lrs/resources/handlers.hpp"

namespace lrs {
namespace {

using boost::asio::awaitable;
using enum http::status;

const std::string& key_of(const Request& request)
{
    return request.captures.at("key");
}

} // namespace

awaitable<Response> get_credentials(Request request, App& app)
{
    const auto list = [](const Administration& administration, const Request& asked) {
        const auto tenant = asked.parameters.find("tenant");
        return administration.credentials(*asked.credential, tenant == asked.parameters.end()
                                                                 ? std::nullopt
                                                                 : std::optional(tenant->second));
    };
    return administer(std::move(request), app, ok, list, "tenant");
}

awaitable<Response> post_credential(Request request, App& app)
{
    return administer(std::move(request), app, created,
                      [](Administration& administration, const Request& asked) {
                          return administration.add_credential(*asked.credential, asked.body);
                      });
}

awaitable<Response> get_credential(Request request, App& app)
{
    return administer(std::move(request), app, ok,
                      [](const Administration& administration, const Request& asked) {
                          return administration.credential(*asked.credential, key_of(asked));
                      });
}

awaitable<Response> patch_credential(Request request, App& app)
{
    return administer(
        std::move(request), app, ok, [](Administration& administration, const Request& asked) {
            return administration.change_credential(*asked.credential, key_of(asked), asked.body);
        });
}

awaitable<Response> delete_credential(Request request, App& app)
{
    return administer(std::move(request), app, ok,
                      [](Administration& administration, const Request& asked) {
                          return administration.remove_credential(*asked.credential, key_of(asked));
                      });
}

awaitable<Response> rotate_credential(Request request, App& app)
{
    return administer(
        std::move(request), app, ok, [](Administration& administration, const Request& asked) {
            return administration.rotate_credential(*asked.credential, key_of(asked), asked.body);
        });
}

} // namespace lrs
