// What one employee holds and lacks, and why: the answers of competency/ about a person.
#include "competency/answer_csv.hpp"
#include "competency/expiring.hpp"
#include "competency/explanation.hpp"
#include "competency/gap.hpp"
#include "competency/recommend.hpp"
#include "competency/timeline.hpp"
#include "lrs/http_error.hpp"
#include "lrs/persons/heat_maps.hpp"
#include "lrs/persons/person_view.hpp"
#include "lrs/resources/handlers.hpp"
#include "lrs/resources/parameters.hpp"
#include "lrs/resources/person_work.hpp"

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;
using boost::asio::awaitable;

Times read_times(ParameterReader& reader)
{
    return {reader.time("asOf"), reader.time("knownAt")};
}

std::optional<competency::Period> read_period(ParameterReader& reader, std::string_view name)
{
    const auto text = reader.text(name, Need::optional);
    if (!text) return std::nullopt;
    const auto period = competency::parse_period(*text);
    if (!period) reader.complain(name, "be whole years, months, weeks or days: P90D");
    return period;
}

// The profile that is asked about; else the person's own at that time.
Result<std::string> profile_of(const PersonSeen& seen, const std::optional<std::string>& asked,
                               const App& app)
{
    if (asked) return *asked;
    const auto person = competency::parse_person_id(seen.asked.person).value();
    const auto own = app.persons.read([&](const competency::Persons& persons) {
        return persons.profile_of(person, seen.asked.as_of, seen.asked.known_at);
    });
    if (own) return *own;
    return Error{ErrorKind::not_found, "this person has no role profile then; name one", "profile"};
}

using Table = std::optional<competency::Separator>; // Empty: JSON.

Table read_table(ParameterReader& reader)
{
    const auto format = reader.text("format", Need::optional).value_or("json");
    const auto separator = reader.text("separator", Need::optional);
    if (format != "json" && format != "csv") reader.complain("format", "be json or csv");
    if (separator && format != "csv") reader.complain("separator", "stand with format=csv");
    if (separator && separator != "comma" && separator != "semicolon")
        reader.complain("separator", "be comma or semicolon");
    if (format != "csv") return std::nullopt;
    return separator == "semicolon" ? competency::Separator::semicolon
                                    : competency::Separator::comma;
}

Response response_of(std::string text, const Table& table)
{
    auto response = json_text_response(http::status::ok, std::move(text));
    if (table) response.set(http::field::content_type, "text/csv; charset=utf-8; header=present");
    response.set(http::field::cache_control, "no-store");
    return response;
}

// `prepare(reader, table)` reads the parameters; what it returns answers what is seen of the
// person. Table is only read where there is one.
template <class Prepare>
awaitable<Response> answer(Request request, App& app, Prepare prepare)
{
    if (auto refused = refused_tenant(request, app)) co_return std::move(*refused);
    ParameterReader reader(request);
    const auto times = read_times(reader);
    constexpr bool has_table = std::is_invocable_v<Prepare, ParameterReader&, Table>;
    Table table;
    if constexpr (has_table) table = read_table(reader);
    const auto make = [&] {
        if constexpr (has_table)
            return prepare(reader, table);
        else
            return prepare(reader);
    }();
    if (auto refused = reader.refusal()) co_return error_response(*refused);
    const auto person = competency::parse_person_id(request.captures.at("person"));
    if (!person) co_return error_response({ErrorKind::not_found, "there is no such person"});
    auto text = co_await app.offload(Urgency::bulk, [&]() -> Result<std::string> {
        const auto seen = see_person(app.persons, app.competency, *person, times);
        if (!seen) return seen.error();
        return make(*seen);
    });
    if (!text) co_return error_response(text.error());
    co_return response_of(std::move(*text), table);
}

} // namespace

awaitable<Response> get_person_attainment(Request request, App& app)
{
    return answer(std::move(request), app, [](ParameterReader&, Table table) {
        return [table](const PersonSeen& seen) -> Result<std::string> {
            if (table)
                return competency::attainment_csv(*seen.model, *seen.roles, seen.rows, seen.asked,
                                                  *table);
            return competency::attainment(*seen.model, *seen.roles, seen.rows, seen.asked);
        };
    });
}

awaitable<Response> get_explanation(Request request, App& app)
{
    const auto competency = request.captures.at("competency");
    return answer(std::move(request), app, [competency](ParameterReader&) {
        return [competency](const PersonSeen& seen) {
            return competency::explanation(*seen.model, *seen.roles, seen.rows, seen.asked,
                                           competency);
        };
    });
}

awaitable<Response> get_timeline(Request request, App& app)
{
    return answer(std::move(request), app, [](ParameterReader& reader) {
        const auto competency = reader.text("competency", Need::optional).value_or("");
        competency::Page page;
        page.from = reader.time("from");
        page.limit = reader.whole("limit", 1, limits::timeline_steps).value_or(page.limit);
        return [competency, page](const PersonSeen& seen) {
            return competency::timeline(*seen.model, *seen.roles, seen.rows, seen.asked, competency,
                                        page);
        };
    });
}

awaitable<Response> get_gap(Request request, App& app)
{
    return answer(std::move(request), app, [&app](ParameterReader& reader, Table table) {
        const auto asked = reader.text("profile", Need::optional);
        return [&app, asked, table](const PersonSeen& seen) -> Result<std::string> {
            const auto profile = profile_of(seen, asked, app);
            if (!profile) return profile.error();
            if (table)
                return competency::gap_csv(*seen.model, *seen.roles, seen.rows, seen.asked,
                                           *profile, *table);
            return competency::gap(*seen.model, *seen.roles, seen.rows, seen.asked, *profile);
        };
    });
}

awaitable<Response> get_recommendation(Request request, App& app)
{
    return answer(std::move(request), app, [&app](ParameterReader& reader) {
        const auto asked = reader.text("profile", Need::optional);
        const auto renew = read_period(reader, "renew");
        return [&app, asked, renew](const PersonSeen& seen) -> Result<std::string> {
            const auto profile = profile_of(seen, asked, app);
            if (!profile) return profile.error();
            return competency::recommend(*seen.model, *seen.roles, seen.rows, seen.asked, *profile,
                                         renew);
        };
    });
}

awaitable<Response> get_expiring(Request request, App& app)
{
    return answer(std::move(request), app, [](ParameterReader& reader, Table table) {
        const auto within = read_period(reader, "within").value_or(competency::Period{0, 90});
        return [within, table](const PersonSeen& seen) -> Result<std::string> {
            if (table)
                return competency::expiring_csv(*seen.model, *seen.roles, seen.rows, seen.asked,
                                                within, *table);
            return competency::expiring(*seen.model, *seen.roles, seen.rows, seen.asked, within);
        };
    });
}

awaitable<Response> get_heat_map(Request request, App& app)
{
    if (auto refused = refused_tenant(request, app)) co_return std::move(*refused);
    ParameterReader reader(request);
    HeatMapQuestion question;
    question.times = read_times(reader);
    question.profile = reader.text("profile", Need::optional);
    question.group =
        static_cast<std::uint32_t>(reader.whole("group", 1, limits::persons).value_or(0));
    question.table = read_table(reader);
    if (auto refused = reader.refusal()) co_return error_response(*refused);
    auto text = co_await app.offload(Urgency::bulk, [&] { return app.heat_maps.answer(question); });
    if (!text) co_return error_response(text.error());
    co_return response_of(std::move(*text), question.table);
}

} // namespace lrs
