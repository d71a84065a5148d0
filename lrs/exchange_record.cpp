// What is told of an exchange to the people who run the server.
#include "base/utf8.hpp"
#include "lrs/auth/tenants.hpp"
#include "lrs/exchange.hpp"

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
    const auto why = response[failure_header];
    app_.journal.write(Level::error,
                       {{"event", "request failed"},
                        {"request", request_id_},
                        {"route", match_.route ? match_.route->path : std::string_view()},
                        {"why", base::as_utf8({why.data(), why.size()})}});
    response.erase(failure_header);
    auto body = boost::json::parse(response.body()).as_object();
    body["request"] = request_id_;
    response.body() = boost::json::serialize(body);
}

} // namespace lrs
