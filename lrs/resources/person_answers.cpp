// What one employee holds and lacks, and why: the answers of competency/ about a person.
#include "lrs/http_error.hpp"
#include "lrs/resources/handlers.hpp"
#include "lrs/resources/person_question.hpp"
#include "lrs/resources/person_work.hpp"

namespace lrs {
namespace {

using base::ErrorKind;
using base::Result;
using boost::asio::awaitable;

Response response_of(std::string text, const Table& table)
{
    auto response = json_text_response(http::status::ok, std::move(text));
    if (table) response.set(http::field::content_type, "text/csv; charset=utf-8; header=present");
    response.set(http::field::cache_control, "no-store");
    return response;
}

awaitable<Response> respond(Request request, App& app, About about)
{
    const auto of = municipality_of(request, app);
    if (!of) co_return error_response(of.error());
    ParameterReader reader(request);
    auto question = read_person_question(reader, about);
    if (has_table(about)) question.table = read_table(reader);
    if (auto refused = reader.refusal()) co_return error_response(*refused);
    if (about == About::explanation) question.competency = request.captures.at("competency");
    const auto person = competency::parse_person_id(request.captures.at("person"));
    if (!person) co_return error_response({ErrorKind::not_found, "there is no such person"});
    auto text = co_await app.offload(Urgency::bulk, [&]() -> Result<std::string> {
        const auto seen = see_person((*of)->persons, (*of)->competency, *person, question.times);
        if (!seen) return seen.error();
        return answer(*seen, question);
    });
    if (!text) co_return error_response(text.error());
    co_return response_of(std::move(*text), question.table);
}

} // namespace

awaitable<Response> get_person_attainment(Request request, App& app)
{
    return respond(std::move(request), app, About::attainment);
}

awaitable<Response> get_explanation(Request request, App& app)
{
    return respond(std::move(request), app, About::explanation);
}

awaitable<Response> get_timeline(Request request, App& app)
{
    return respond(std::move(request), app, About::timeline);
}

awaitable<Response> get_gap(Request request, App& app)
{
    return respond(std::move(request), app, About::gap);
}

awaitable<Response> get_recommendation(Request request, App& app)
{
    return respond(std::move(request), app, About::recommendation);
}

awaitable<Response> get_expiring(Request request, App& app)
{
    return respond(std::move(request), app, About::expiring);
}

awaitable<Response> get_heat_map(Request request, App& app)
{
    const auto of = municipality_of(request, app);
    if (!of) co_return error_response(of.error());
    ParameterReader reader(request);
    HeatMapQuestion question;
    question.times = {reader.time("asOf"), reader.time("knownAt")};
    question.profile = reader.text("profile", Need::optional);
    question.group =
        static_cast<std::uint32_t>(reader.whole("group", 1, limits::persons).value_or(0));
    question.table = read_table(reader);
    if (auto refused = reader.refusal()) co_return error_response(*refused);
    auto text =
        co_await app.offload(Urgency::bulk, [&] { return (*of)->heat_maps.answer(question); });
    if (!text) co_return error_response(text.error());
    co_return response_of(std::move(*text), question.table);
}

} // namespace lrs
