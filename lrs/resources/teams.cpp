// A unit's people and their mandatory proofs.
#include "base/limits.hpp"
#include "competency/gap.hpp"
#include "competency/report.hpp"
#include "lrs/persons/person_view.hpp"
#include "lrs/resources/handlers.hpp"
#include "lrs/resources/parameters.hpp"
#include "lrs/resources/person_work.hpp"

#include <boost/json.hpp>

namespace lrs {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;
using base::Result;
using competency::PersonId;
using competency::Persons;

struct Asking {
    std::string unit;
    Times times;
    std::size_t after = 0;
    std::size_t limit = limits::persons_page;
};

// The critical competencies of the person's own profile; none without one.
json::array mandatory(const PersonSeen& seen)
{
    json::array out;
    if (!seen.profile) return out;
    const auto found = competency::find_profile(*seen.model, *seen.profile);
    if (!found) return out; // Of another model: HR is ahead of it, or behind.
    const competency::Evaluation evaluation(*seen.model, *seen.roles, seen.rows,
                                            {seen.asked.as_of, seen.asked.known_at});
    const competency::Standing standing(evaluation);
    const auto gap = competency::gap_of(evaluation, standing, seen.model->profiles[*found]);
    for (const auto& row : gap.rows) {
        if (!row.critical) continue;
        const auto end = [&](auto side) {
            return competency::time_or_null(row.run ? std::optional((*row.run).*side)
                                                    : std::nullopt);
        };
        out.push_back(json::object{{"competency", seen.model->competencies[row.competency].id},
                                   {"target", row.target},
                                   {"level", row.level},
                                   {"status", row.status},
                                   {"since", end(&competency::Interval::begin)},
                                   {"until", end(&competency::Interval::end)}});
    }
    return out;
}

Result<json::object> member(const PersonRegister& all, PersonId id, const PersonSeen& seen)
{
    const auto at = seen.asked.as_of;
    const auto known = seen.asked.known_at;
    return all.read([&](const Persons& persons) {
        const auto said =
            persons.description(id, at, known).value_or(competency::PersonDescription{});
        return json::object{{"person", competency::to_string(id)},
                            {"number", text_or_null(said.number)},
                            {"givenName", text_or_null(said.given_name)},
                            {"familyName", text_or_null(said.family_name)},
                            {"unit", text_or_null(persons.unit_of(id, at, known).value_or(""))},
                            {"profile", text_or_null(seen.profile.value_or(""))},
                            {"mandatory", mandatory(seen)}};
    });
}

Result<json::value> team(const Asking& asking, Municipality& of)
{
    const auto now = storage::system_now();
    const auto at = asking.times.as_of.value_or(now);
    const auto known = asking.times.known_at.value_or(competency::forever);
    const auto people = of.persons.read([&](const Persons& persons)
                                            -> Result<std::vector<PersonId>> {
        if (!persons.unit(asking.unit, at, known))
            return Error{ErrorKind::not_found, "there was no unit \"" + asking.unit + "\" then"};
        return persons.members_of(asking.unit, at, known, competency::Reach::with_sub_units);
    });
    if (!people) return people.error();
    // All as of the same moment, and as known at the same one.
    Times times{at, asking.times.known_at};
    auto freshness = Freshness::published;
    json::object out{{"unit", asking.unit}};
    json::array page;
    auto place = std::min(asking.after, people->size());
    for (; place < people->size() && page.size() < asking.limit; ++place) {
        const auto seen = see_person(of.persons, of.competency, (*people)[place], times, freshness);
        if (!seen) return seen.error();
        if (page.empty()) {
            for (auto& [name, value] : competency::heading(*seen->model, seen->asked)) {
                if (name != "person") out[name] = std::move(value);
            }
            times.known_at = seen->asked.known_at;
            freshness = Freshness::whatever_is_there;
        }
        auto one = member(of.persons, (*people)[place], *seen);
        if (!one) return one.error();
        page.push_back(std::move(*one));
    }
    out["people"] = std::move(page);
    out["next"] = place < people->size() ? json::value(place) : json::value(nullptr);
    return json::value(std::move(out));
}

Result<Asking> read_asking(const Request& request)
{
    ParameterReader reader(request);
    Asking out;
    out.unit = request.captures.at("unit");
    out.times = {reader.time("asOf"), reader.time("knownAt")};
    out.after = reader.whole("after", 0, limits::persons).value_or(0);
    out.limit = reader.whole("limit", 1, limits::persons_page).value_or(limits::persons_page);
    if (auto refused = reader.refusal()) return *refused;
    return out;
}

} // namespace

boost::asio::awaitable<Response> get_team(Request request, App& app)
{
    return work_on_persons(std::move(request), app,
                           [](const Request& asked, Municipality& of) -> Result<json::value> {
                               const auto asking = read_asking(asked);
                               if (!asking) return asking.error();
                               return team(*asking, of);
                           });
}

} // namespace lrs
