// What is told of an exchange to the people who run the server.
#include "lrs/auth/tenants.hpp"
#include "lrs/exchange.hpp"
#include "lrs/failure.hpp"

#include <boost/json.hpp>

namespace lrs {

boost::json::object Exchange::record(const Answered& answered) const
{
    const auto method = http::to_string(method_);
    boost::json::object out{
        {"event", "request"},
        {"request", request_id_},
        {"method", method_ == http::verb::unknown ? "other" : std::string_view(method)},
        {"route", match_.route ? match_.route->path : std::string_view()},
        {"status", answered.status},
        {"in", answered.bytes_in},
        {"out", answered.bytes_out},
        {"micros", answered.took.count()},
    };
    if (!sender_) return out;
    if (const auto tenant = app_.tenants.named(sender_->tenant)) out["tenant"] = tenant->name;
    out["source"] = sender_->key;
    return out;
}

// The client sees the id alone.
void Exchange::tell_failure(Response& response) const
{
    app_.journal.write(Level::error,
                       {{"event", "request failed"},
                        {"request", request_id_},
                        {"route", match_.route ? match_.route->path : std::string_view()},
                        {"why", take_failure(response, request_id_)}});
}

} // namespace lrs
