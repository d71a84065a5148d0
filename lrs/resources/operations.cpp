#include "lrs/operations.hpp"

#include "lrs/resources/administration.hpp"
#include "lrs/resources/handlers.hpp"

namespace lrs {

using boost::asio::awaitable;
using enum http::status;

awaitable<Response> get_backups(Request request, App& app)
{
    return administer(std::move(request), app, ok,
                      [&app](const Administration&, const Request& asked) {
                          return app.operations.backups(*asked.credential);
                      });
}

awaitable<Response> post_backup(Request request, App& app)
{
    return administer(std::move(request), app, accepted,
                      [&app](const Administration&, const Request& asked) {
                          return app.operations.back_up(*asked.credential, asked.body);
                      });
}

awaitable<Response> get_compactions(Request request, App& app)
{
    return administer(std::move(request), app, ok,
                      [&app](const Administration&, const Request& asked) {
                          return app.operations.compactions(*asked.credential);
                      });
}

awaitable<Response> post_compaction(Request request, App& app)
{
    return administer(std::move(request), app, accepted,
                      [&app](const Administration&, const Request& asked) {
                          return app.operations.compact(*asked.credential, asked.body);
                      });
}

awaitable<Response> get_statistics(Request request, App& app)
{
    return administer(std::move(request), app, ok,
                      [&app](const Administration&, const Request& asked) {
                          return app.operations.statistics(*asked.credential);
                      });
}

} // namespace lrs
