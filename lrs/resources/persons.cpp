// Who the employees are: the register behind /api/v1/persons.
#include "base/digest.hpp"
#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "competency/employees_csv.hpp"
#include "competency/person_json.hpp"
#include "lrs/http_error.hpp"
#include "lrs/resources/administration.hpp"
#include "lrs/resources/handlers.hpp"
#include "lrs/resources/person_work.hpp"
#include "statements/agent.hpp"
#include "statements/parse.hpp"

#include <boost/json.hpp>

namespace lrs {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;
using base::Result;
using base::Timestamp;
using boost::asio::awaitable;
using competency::PersonEntry;
using competency::PersonId;
using competency::Persons;

PersonId new_person(std::string_view)
{
    return {base::random_uuid()};
}

json::value time_or_null(Timestamp time)
{
    return time == competency::forever ? json::value(nullptr) : json::value(base::to_string(time));
}

// {"person", "number", "givenName", "familyName", "mail", "unit", "profile", "left"} as of `at`.
json::object summary(const Persons& persons, PersonId id, Timestamp at)
{
    const auto known = competency::forever;
    const auto said = persons.description(id, at, known).value_or(competency::PersonDescription{});
    return {{"person", competency::to_string(id)},
            {"number", text_or_null(said.number)},
            {"givenName", text_or_null(said.given_name)},
            {"familyName", text_or_null(said.family_name)},
            {"mail", text_or_null(said.mail)},
            {"unit", text_or_null(persons.unit_of(id, at, known).value_or(""))},
            {"profile", text_or_null(persons.profile_of(id, at, known).value_or(""))},
            {"left", persons.has_left(id, at, known)}};
}

json::object whole(const Persons& persons, PersonId id, Timestamp at)
{
    auto out = summary(persons, id, at);
    json::array agents;
    for (const auto& held : persons.identities_of(id, competency::forever)) {
        agents.push_back(json::object{{"agent", statements::agent_of(held.identity)},
                                      {"person", competency::to_string(held.person)},
                                      {"from", base::to_string(held.during.begin)},
                                      {"until", time_or_null(held.during.end)}});
    }
    out["agents"] = std::move(agents);
    json::array roles;
    for (const auto& role : persons.facts(id, at).roles) {
        roles.push_back(json::object{{"role", role.role},
                                     {"unit", text_or_null(role.unit)},
                                     {"until", time_or_null(role.until)}});
    }
    out["roles"] = std::move(roles);
    return out;
}

Error no_such_person(std::string_view text)
{
    return {ErrorKind::not_found,
            "there is no person " + base::excerpt(base::as_utf8(text), limits::found_bytes)};
}

struct Listed {
    std::optional<std::string> number;
    std::optional<std::string> identity;
    std::optional<std::string> unit;
    std::size_t after = 0;
    std::size_t limit = limits::persons_page;
};

std::vector<PersonId> chosen(const Persons& persons, const Listed& wanted, Timestamp now)
{
    const auto one = [](const std::optional<PersonId>& person) {
        return person ? std::vector{*person} : std::vector<PersonId>{};
    };
    if (wanted.number) return one(persons.with_number(*wanted.number));
    if (wanted.identity) return one(persons.person_of(*wanted.identity, now, competency::forever));
    if (wanted.unit) {
        return persons.members_of(*wanted.unit, now, competency::forever,
                                  competency::Reach::with_sub_units);
    }
    return persons.all(competency::forever);
}

json::value page_of(const Persons& persons, const Listed& wanted)
{
    const auto now = storage::system_now();
    const auto all = chosen(persons, wanted, now);
    json::array page;
    auto at = std::min(wanted.after, all.size());
    for (; at < all.size() && page.size() < wanted.limit; ++at)
        page.push_back(summary(persons, all[at], now));
    return json::object{{"persons", std::move(page)},
                        {"next", at < all.size() ? json::value(at) : json::value(nullptr)}};
}

Result<Listed> read_listed(const Request& request)
{
    ParameterReader reader(request);
    Listed out;
    out.number = reader.text("number", Need::optional);
    out.identity = reader.identity("agent", Need::optional);
    out.unit = reader.text("unit", Need::optional);
    out.after = reader.whole("after", 0, limits::persons).value_or(0);
    out.limit = reader.whole("limit", 1, limits::persons_page).value_or(limits::persons_page);
    const auto given = [](const auto& filter) { return filter.has_value() ? 1 : 0; };
    if (given(out.number) + given(out.identity) + given(out.unit) > 1)
        reader.complain("number", "stand without agent and unit: one of them at a time");
    if (auto refused = reader.refusal()) return *refused;
    return out;
}

// {"entries": [{"kind": ...}]}: competency/person_json.hpp, without number, time and author.
Result<std::vector<PersonEntry>> read_entries(const json::array& list,
                                              const competency::EntryStamp& first)
{
    base::Complaints complaints;
    std::vector<PersonEntry> out;
    auto stamp = first;
    for (std::size_t at = 0; at < list.size(); ++at) {
        auto entry = competency::read_person_entry(list[at], "/entries/" + std::to_string(at),
                                                   &stamp, complaints);
        if (!entry) continue;
        out.push_back(std::move(*entry));
        ++stamp.number;
    }
    if (complaints.empty()) return out;
    return Error{ErrorKind::invalid, "entries break rules", "", std::move(complaints)};
}

Result<json::value> add_entries(const Request& request, Municipality& of)
{
    if (auto refused = ParameterReader(request).refusal()) return *refused;
    const auto body = statements::parse(request.body);
    if (!body) return body.error();
    const auto* object = body->if_object();
    const auto* list = object ? object->if_contains("entries") : nullptr;
    const auto* entries = list ? list->if_array() : nullptr;
    if (!entries || object->size() != 1)
        return Error{ErrorKind::invalid, "the body must be {\"entries\": [...]}"};
    const auto make = [&](const Persons&, const competency::EntryStamp& next) {
        return read_entries(*entries, next);
    };
    const auto added = of.persons.add(author(request), make);
    if (!added) return added.error();
    return json::value{{"added", *added}};
}

struct Import {
    competency::ImportOptions options;
    bool dry = false;
};

Result<Import> read_import(const Request& request, const Municipality& of)
{
    ParameterReader reader(request);
    Import out;
    auto& options = out.options;
    options.by = author(request);
    options.why = reader.text("why", Need::optional).value_or("");
    options.from = reader.time("from").value_or(storage::system_now());
    options.linked_from = reader.time("linkedFrom");
    const auto missing = reader.text("missing", Need::optional).value_or("stay");
    if (missing != "stay" && missing != "leave") reader.complain("missing", "be stay or leave");
    options.missing = missing == "leave" ? competency::Missing::leave : competency::Missing::stay;
    const auto dry = reader.text("dryRun", Need::optional).value_or("false");
    if (dry != "true" && dry != "false") reader.complain("dryRun", "be true or false");
    out.dry = dry == "true";
    if (auto refused = reader.refusal()) return *refused;
    const auto model = of.competency.model();
    if (model) options.zone = model->zone;
    return out;
}

// Without adding anything when it is only asked what would be added.
Result<json::value> import_csv(const Request& request, Municipality& of)
{
    auto wanted = read_import(request, of);
    if (!wanted) return wanted.error();
    json::array told;
    const auto make = [&](const Persons& now,
                          const competency::EntryStamp& next) -> Result<std::vector<PersonEntry>> {
        wanted->options.recorded = next.recorded;
        auto entries = competency::import_employees(now, request.body, wanted->options, new_person);
        if (!entries || !wanted->dry) return entries;
        for (const auto& entry : *entries)
            told.push_back(competency::object_of(entry));
        return std::vector<PersonEntry>{};
    };
    const auto added = of.persons.add(wanted->options.by, make);
    if (!added) return added.error();
    if (wanted->dry) return json::value{{"entries", std::move(told)}};
    return json::value{{"added", *added}};
}

} // namespace

awaitable<Response> get_persons(Request request, App& app)
{
    return work_on_persons(std::move(request), app,
                           [](const Request& asked, Municipality& of) -> Result<json::value> {
                               const auto wanted = read_listed(asked);
                               if (!wanted) return wanted.error();
                               return of.persons.read([&](const Persons& persons) {
                                   return page_of(persons, *wanted);
                               });
                           });
}

awaitable<Response> get_employee(Request request, App& app)
{
    return work_on_persons(
        std::move(request), app, [](const Request& asked, Municipality& of) -> Result<json::value> {
            ParameterReader reader(asked);
            const auto at = reader.time("asOf").value_or(storage::system_now());
            if (auto refused = reader.refusal()) return *refused;
            const auto& text = asked.captures.at("person");
            const auto id = competency::parse_person_id(text);
            return of.persons.read([&](const Persons& persons) -> Result<json::value> {
                const auto standing =
                    id ? persons.standing(*id, competency::forever) : std::nullopt;
                if (!standing) return no_such_person(text);
                return json::value(whole(persons, *standing, at));
            });
        });
}

awaitable<Response> post_person_entries(Request request, App& app)
{
    if (auto refused = refused_type(request)) co_return error_response(*refused);
    co_return co_await work_on_persons(std::move(request), app, add_entries);
}

awaitable<Response> post_employees(Request request, App& app)
{
    const auto type = request.headers[http::field::content_type];
    if (!type.starts_with("text/csv"))
        co_return error_response(
            {ErrorKind::unsupported, "This resource takes text/csv", "Content-Type"});
    co_return co_await work_on_persons(std::move(request), app, import_csv);
}

} // namespace lrs
