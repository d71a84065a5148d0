#include "lrs/http_error.hpp"
#include "lrs/resources/handlers.hpp"
#include "lrs/resources/parameters.hpp"
#include "statements/agent.hpp"

#include <boost/json/object.hpp>

namespace lrs {

boost::asio::awaitable<Response> get_person(Request request, App&)
{
    ParameterReader reader(request);
    const auto agent = reader.agent("agent", Need::required);
    if (agent && statements::is_group(*agent)) reader.complain("agent", "be an Agent, no Group");
    if (const auto refused = reader.refusal()) co_return error_response(*refused);

    boost::json::object person{{"objectType", "Person"}};
    for (const char* name : {"name", "mbox", "mbox_sha1sum", "openid", "account"}) {
        if (const auto* value = agent->if_contains(name)) person[name] = boost::json::array{*value};
    }
    co_return json_response(http::status::ok, person);
}

} // namespace lrs
