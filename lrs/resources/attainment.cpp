#include "lrs/http_error.hpp"
#include "lrs/resources/handlers.hpp"
#include "lrs/resources/work_off.hpp"
#include "statements/agent.hpp"
#include "statements/parse.hpp"
#include "statements/validate.hpp"

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

} // namespace

boost::asio::awaitable<Response> get_attainment(Request request, App& app)
{
    const auto municipality = municipality_of(request, app);
    if (!municipality) co_return error_response(municipality.error());
    const auto question = read_question(request.parameters);
    if (!question) co_return error_response(question.error());
    auto answer = co_await app.offload(Urgency::bulk, [&] {
        return (*municipality)
            ->competency.answer(question->identity, question->as_of, question->known_at);
    });
    if (!answer) co_return error_response(answer.error());
    co_return json_text_response(http::status::ok, std::move(*answer));
}

} // namespace lrs
