// Deleting what is too old, a piece at a time.
#include "lrs/models/retention.hpp"

#include "lrs/resources/administration.hpp"
#include "lrs/resources/body.hpp"
#include "lrs/resources/handlers.hpp"
#include "lrs/resources/person_work.hpp"

#include <boost/json.hpp>

#include <limits>

namespace lrs {
namespace {

namespace json = boost::json;
using base::Result;
using competency::Presence;

Result<RetentionOrder> read_order(const json::value& value)
{
    Body body(value);
    RetentionOrder out{};
    out.before = body.time("before", Presence::required).value_or(base::Timestamp{});
    out.reason = body.reason("reason", Presence::required);
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    out.after = static_cast<storage::Sequence>(
        body.members().whole("after", Presence::optional, 0, most).value_or(0));
    out.dry = body.members().flag("dryRun").value_or(false);
    if (auto refused = body.refusal()) return *refused;
    return out;
}

Result<json::value> play(const Request& request, Municipality& of)
{
    const auto value = body_of(request);
    if (!value) return value.error();
    const auto order = read_order(*value);
    if (!order) return order.error();
    const auto piece = of.retention.play(*order);
    if (!piece) return piece.error();
    return json::value{{"erased", piece->erased},
                       {"kept", piece->kept},
                       {"written", piece->written},
                       {"next", piece->next ? json::value(*piece->next) : json::value()}};
}

} // namespace

boost::asio::awaitable<Response> post_retention(Request request, App& app)
{
    if (auto refused = refused_type(request)) co_return error_response(*refused);
    co_return co_await work_on_persons(std::move(request), app, play);
}

} // namespace lrs
