#include "lrs/http_error.hpp"
#include "lrs/resources/handlers.hpp"
#include "lrs/resources/parameters.hpp"

#include <boost/json/serialize.hpp>

namespace lrs {

boost::asio::awaitable<Response> get_activity(Request request, App& app)
{
    ParameterReader reader(request);
    const auto id = reader.iri("activityId", Need::required);
    if (const auto refused = reader.refusal()) co_return error_response(*refused);

    const auto definition = co_await app.offload(
        [&] { return app.storage.activities().definition(request.credential->tenant, *id); });
    if (!definition) co_return error_response(definition.error());
    std::string text = R"({"objectType":"Activity","id":)";
    text += boost::json::serialize(boost::json::value(*id));
    if (*definition) text += R"(,"definition":)" + **definition;
    co_return json_text_response(http::status::ok, text + '}');
}

} // namespace lrs
