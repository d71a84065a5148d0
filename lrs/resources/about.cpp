#include "lrs/resources/handlers.hpp"

#include <boost/json.hpp>

namespace lrs {

boost::asio::awaitable<Response> get_about(Request, App&)
{
    co_return json_response(
        http::status::ok,
        {{"version", boost::json::array{"2.0.0", "1.0.3", "1.0.2", "1.0.1", "1.0.0"}}});
}

boost::asio::awaitable<Response> get_health(Request, App& app)
{
    const auto trouble = app.storage.trouble();
    if (trouble.empty()) co_return json_response(http::status::ok, {{"status", "ok"}});
    co_return json_response(http::status::service_unavailable,
                            {{"status", "failing"}, {"why", trouble}});
}

} // namespace lrs
