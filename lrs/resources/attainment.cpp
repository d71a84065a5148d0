#include "lrs/followers/competency_follower.hpp"
#include "lrs/http_error.hpp"
#include "lrs/resources/handlers.hpp"
#include "statements/agent.hpp"
#include "statements/parse.hpp"
#include "statements/validate.hpp"

#include <algorithm>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;

struct Question {
    std::string identity;
    std::optional<base::Timestamp> as_of;
    std::optional<base::Timestamp> known_at;
};

Result<std::string> read_agent(const std::string& text)
{
    const auto value = statements::parse(text);
    if (!value) return Error{ErrorKind::invalid, value.error().why, "agent"};
    auto complaints = statements::validate_agent(*value, statements::Version::v2_0_0);
    if (!complaints.empty())
        return Error{ErrorKind::invalid, "agent is no Agent", "agent", std::move(complaints)};
    const auto identity = statements::identity(*value);
    if (!identity || statements::is_group(*value))
        return Error{ErrorKind::invalid, "agent must be an Agent: attainment is a person's",
                     "agent"};
    return *identity;
}

Result<Question> read_question(const Parameters& parameters)
{
    Question out;
    for (const auto& [name, text] : parameters) {
        if (name == "agent") {
            auto identity = read_agent(text);
            if (!identity) return identity.error();
            out.identity = std::move(*identity);
        } else if (name == "asOf" || name == "knownAt") {
            const auto time = base::parse_timestamp(text, base::TimestampRules::rfc3339);
            if (!time) return Error{ErrorKind::invalid, "must be an RFC 3339 timestamp", name};
            (name == "asOf" ? out.as_of : out.known_at) = time;
        } else {
            return Error{ErrorKind::invalid, "this resource has no such parameter", name};
        }
    }
    if (out.identity.empty())
        return Error{ErrorKind::invalid, "the agent whose attainment is asked for is missing",
                     "agent"};
    return out;
}

Response model_response(const competency::Model& model)
{
    auto response = json_text_response(http::status::ok, model.document);
    response.set(http::field::etag, '"' + model.hash + '"');
    return response;
}

// The one model is the default tenant's; another tenant's credential must not see it.
std::optional<Response> refuse_other_tenants(const Request& request, const App& app)
{
    if (request.credential->tenant == app.competency.tenant()) return std::nullopt;
    return error_response({ErrorKind::not_found, "this tenant has no competency model"});
}

} // namespace

boost::asio::awaitable<Response> get_attainment(Request request, App& app)
{
    if (auto refused = refuse_other_tenants(request, app)) co_return std::move(*refused);
    const auto question = read_question(request.parameters);
    if (!question) co_return error_response(question.error());
    auto answer = co_await app.offload(Urgency::bulk, [&] {
        return app.competency.answer(question->identity, question->as_of, question->known_at);
    });
    if (!answer) co_return error_response(answer.error());
    co_return json_text_response(http::status::ok, std::move(*answer));
}

boost::asio::awaitable<Response> get_model(Request request, App& app)
{
    if (auto refused = refuse_other_tenants(request, app)) co_return std::move(*refused);
    const auto model = app.competency.model();
    if (!model) co_return error_response({ErrorKind::not_found, "there is no competency model"});
    co_return model_response(*model);
}

boost::asio::awaitable<Response> put_model(Request request, App& app)
{
    if (auto refused = refuse_other_tenants(request, app)) co_return std::move(*refused);
    const auto model =
        co_await app.offload(Urgency::bulk, [&] { return app.competency.set_model(request.body); });
    if (!model) co_return error_response(model.error());
    co_return model_response(**model);
}

} // namespace lrs
