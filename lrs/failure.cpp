#include "lrs/failure.hpp"

#include "base/utf8.hpp"
#include "lrs/http_error.hpp"

#include <boost/json.hpp>

namespace lrs {

std::string take_failure(Response& response, const std::string& request_id)
{
    const auto header = response[failure_header];
    auto why = base::as_utf8({header.data(), header.size()});
    response.erase(failure_header);
    auto body = boost::json::parse(response.body()).as_object();
    body["request"] = request_id;
    response.body() = boost::json::serialize(body);
    return why;
}

} // namespace lrs
