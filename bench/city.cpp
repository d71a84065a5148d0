#include "bench/city.hpp"

#include "base/digest.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <stdexcept>

namespace bench {
namespace {

namespace json = boost::json;
namespace said = competency::said;

constexpr std::string_view lms = "https://lernen.musterstadt.example";
constexpr std::size_t courses = 5; // For each competency.
constexpr std::size_t areas = 5;
constexpr std::size_t people_in_unit = 25;
constexpr std::size_t units_in_department = 20;
// Two for level 1, one for level 2, two for level 3; each level is rules of 3, 3 and 1 nodes, and
// the first competencies have one more, so that they make up the number of nodes.
constexpr std::size_t plain_nodes = 7;
constexpr std::size_t with_one_more = city_rule_nodes - plain_nodes * city_competencies;

std::string number(std::size_t value)
{
    return std::to_string(value);
}

json::object words(const std::string& text)
{
    return {{"de", text}, {"en", text}};
}

std::string course(std::size_t competency, std::size_t which)
{
    return "https://kurse.musterstadt.example/" + number(competency) + '/' + number(which);
}

std::string mapping(std::size_t competency, std::size_t which)
{
    return "ev." + number(competency) + '.' + number(which);
}

json::object evidence(std::size_t competency, std::size_t which)
{
    json::object out{{"id", mapping(competency, which)},
                     {"kind", "course"},
                     {"label", words(mapping(competency, which))},
                     {"match",
                      {{"verb", {"http://adlnet.gov/expapi/verbs/passed"}},
                       {"object", {course(competency, which)}}}}};
    if (which % 2 == 1) out["validity"] = "P2Y";
    return out;
}

json::object ev(std::size_t competency, std::size_t which)
{
    return {{"ev", mapping(competency, which)}};
}

void add_rules(json::array& rules, std::size_t at, const std::string& id)
{
    const json::object first{{"any", {ev(at, 0), ev(at, 1)}}};
    const json::object second{{"all", {{{"below", 1}}, ev(at, 2)}}};
    const json::object third = at < with_one_more ? json::object{{"any", {ev(at, 3)}}} : ev(at, 4);
    std::int64_t level = 0;
    for (const auto& rule : {first, second, third})
        rules.push_back({{"for", id}, {"level", ++level}, {"rule", rule}});
}

} // namespace

std::string City::model(std::string_view version) const
{
    json::array all_areas;
    for (std::size_t at = 0; at < areas; ++at)
        all_areas.push_back({{"id", "A" + number(at)}, {"name", words("Area " + number(at))}});
    json::array levels;
    for (std::int64_t level = 1; level <= 3; ++level)
        levels.push_back({{"n", level}, {"name", words(std::to_string(level))}});
    json::array competencies;
    json::array mappings;
    json::array rules;
    json::object target;
    for (std::size_t at = 0; at < city_competencies; ++at) {
        const auto id = "C" + number(at);
        competencies.push_back({{"id", id},
                                {"iri", "https://kompetenz.musterstadt.example/" + id},
                                {"area", "A" + number(at % areas)},
                                {"name", words(id)},
                                {"scale", "S"}});
        for (std::size_t which = 0; which < courses; ++which)
            mappings.push_back(evidence(at, which));
        add_rules(rules, at, id);
        if (at % 4 == 0) target[id] = 2;
    }
    return json::serialize(json::object{
        {"$schema", "kmx-1"},
        {"id", "https://kompetenz.musterstadt.example/km"},
        {"version", version},
        {"validFrom", "2026-01-01"},
        {"tz", "Europe/Berlin"},
        {"title", words("City")},
        {"scales", {{{"id", "S"}, {"ladder", "implies"}, {"levels", levels}}}},
        {"areas", all_areas},
        {"competencies", competencies},
        {"evidence", mappings},
        {"rules", rules},
        {"profiles",
         {{{"id", "rp"}, {"name", words("Clerk")}, {"target", target}, {"critical", {"C0"}}}}}});
}

competency::PersonId City::person(std::size_t at) const
{
    competency::PersonId out;
    const auto digest = base::sha256(number(at));
    std::copy_n(digest.begin(), out.uuid.bytes.size(), out.uuid.bytes.begin());
    return out;
}

std::vector<competency::PersonEntry> City::entries(base::Timestamp recorded) const
{
    const auto from = recorded - std::chrono::years(10);
    std::vector<competency::PersonEntry> out;
    const auto tell = [&](competency::Said what) {
        out.push_back({{out.size() + 1, recorded, "bench"}, "", std::move(what)});
    };
    for (std::size_t at = 0; at < employees_; ++at) {
        const auto unit = at / people_in_unit;
        const auto department = "d" + number(unit / units_in_department);
        if (at % (people_in_unit * units_in_department) == 0)
            tell(said::Unit{department, "", department, from});
        if (at % people_in_unit == 0)
            tell(said::Unit{"u" + number(unit), department, "u" + number(unit), from});
        const auto who = person(at);
        const auto name = "p" + number(10'000 + at);
        tell(said::Person{who, number(at), "", name, "", from});
        tell(said::Link{who, "account:" + std::string(lms) + '\x1f' + name, from});
        tell(said::Member{who, "u" + number(unit), from});
        tell(said::Profile{who, "rp", from});
    }
    return out;
}

void City::make_evidence(std::string& statement, Random& random) const
{
    const auto replace = [&](std::string_view begins, std::string_view ends,
                             const std::string& with) {
        const auto begin = statement.find(begins) + begins.size();
        const auto end = statement.find(ends, begin);
        if (begin > statement.size() || end == std::string::npos)
            throw std::logic_error("the statement has changed its shape");
        statement.replace(begin, end - begin, with);
    };
    replace(R"("actor":)", R"(,"verb")",
            R"({"account":{"homePage":")" + std::string(lms) + R"(","name":"p)" +
                number(10'000 + random.below(employees_)) + R"("}})");
    replace(R"("verb":{"id":")", "\"", "http://adlnet.gov/expapi/verbs/passed");
    replace(R"("object":{"objectType":"Activity","id":")", "\"",
            course(random.below(city_competencies), random.below(courses)));
}

} // namespace bench
