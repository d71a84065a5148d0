// lrs attain --export: what a server answers about a person, from an export.
#include "lrs/commands/attain_inputs.hpp"
#include "lrs/exports/exported.hpp"
#include "lrs/resources/person_question.hpp"

#include <fstream>
#include <string_view>
#include <utility>
#include <vector>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;
using competency::Persons;

constexpr std::pair<std::string_view, About> answers[] = {
    {"attainment", About::attainment},
    {"explanation", About::explanation},
    {"timeline", About::timeline},
    {"gap", About::gap},
    {"recommendation", About::recommendation},
    {"expiring", About::expiring},
};

constexpr std::pair<std::string_view, std::string_view> parameters[] = {
    {"--as-of", "asOf"},      {"--known-at", "knownAt"}, {"--competency", "competency"},
    {"--profile", "profile"}, {"--renew", "renew"},      {"--within", "within"},
    {"--from", "from"},       {"--limit", "limit"},
};

Result<About> read_about(const Arguments& given)
{
    const auto name = given.get("--answer").value_or("attainment");
    std::string names;
    for (const auto& [known, about] : answers) {
        if (known == name) return about;
        names += (names.empty() ? "" : ", ") + std::string(known);
    }
    return Error{ErrorKind::invalid, "--answer must be one of " + names};
}

// As the server reads them, with their names there.
Result<PersonQuestion> read_question(const Arguments& given, About about)
{
    Request request;
    for (const auto& [option, name] : parameters) {
        if (const auto value = given.get(option)) request.parameters.emplace(name, *value);
    }
    std::string competency;
    if (about == About::explanation) {
        const auto node = request.parameters.extract("competency");
        if (node.empty())
            return Error{ErrorKind::invalid, "--answer explanation needs --competency ID"};
        competency = node.mapped();
    }
    ParameterReader reader(request);
    auto question = read_person_question(reader, about);
    if (auto refused = reader.refusal()) return Error{ErrorKind::invalid, refused->why};
    if (about == About::explanation) question.competency = competency;
    return question;
}

// Of whom the export tells, and what is asked about him.
struct Wanted {
    std::string path;
    PersonQuestion question;
    competency::Roles roles;
    std::shared_ptr<const competency::Model> model; // Null: the export's.
};

Result<Exported> read(const Wanted& wanted, const Choose& choose)
{
    std::ifstream file(wanted.path, std::ios::binary);
    if (!file) return Error{ErrorKind::invalid, "cannot read " + wanted.path};
    auto exported = read_export(file, wanted.model, wanted.question.times.known_at, choose);
    if (exported) return exported;
    return Error{exported.error().kind, wanted.path + " " + exported.error().why};
}

Result<std::string> about_agent(const Wanted& wanted, const std::string& identity)
{
    auto exported = read(wanted, [&](const Persons&) { return std::vector{identity}; });
    if (!exported) return exported.error();
    auto& seen = exported->seen;
    seen.roles = std::make_shared<competency::Roles>(
        roles_of(wanted.roles, *exported->persons, competency::forever));
    const auto& times = wanted.question.times;
    return attainment_of(seen, identity, times.as_of, times.known_at);
}

Result<std::string> about_person(const Wanted& wanted, competency::PersonId person)
{
    const auto& times = wanted.question.times;
    auto exported =
        read(wanted, [&](const Persons& persons) { return identities_of(persons, person, times); });
    if (!exported) return exported.error();
    const auto& persons = *exported->persons;
    auto asked = asked_of(exported->seen, times, persons.last_recorded());
    auto roles =
        std::make_shared<competency::Roles>(roles_of(wanted.roles, persons, asked.known_at));
    const auto seen =
        person_seen(std::move(exported->seen), std::move(roles), std::move(asked), persons, person);
    if (!seen) return seen.error();
    return answer(*seen, wanted.question);
}

Result<Wanted> read_wanted(const Arguments& given)
{
    if (given.has("--statements"))
        return Error{ErrorKind::invalid, "give either --statements FILE or --export FILE"};
    if (given.has("--person") == given.has("--agent"))
        return Error{ErrorKind::invalid, "give either --person ID or --agent JSON"};
    const auto about = read_about(given);
    if (!about) return about.error();
    if (given.has("--agent") && *about != About::attainment)
        return Error{ErrorKind::invalid, "--answer is for --person; of an agent there is the "
                                         "attainment only"};
    auto question = read_question(given, *about);
    if (!question) return question.error();
    auto roles = read_roles(given.get("--roles"));
    if (!roles) return roles.error();
    Wanted out{*given.get("--export"), std::move(*question), std::move(*roles), nullptr};
    if (const auto path = given.get("--model")) {
        const auto model = read_model(*path);
        if (!model) return model.error();
        out.model = *model;
    }
    return out;
}

} // namespace

Result<std::string> attain_from_export(const Arguments& given)
{
    const auto wanted = read_wanted(given);
    if (!wanted) return wanted.error();
    if (const auto agent = given.get("--agent")) {
        const auto identity = read_identity(*agent);
        if (!identity) return identity.error();
        return about_agent(*wanted, *identity);
    }
    const auto person = competency::parse_person_id(*given.get("--person"));
    if (person) return about_person(*wanted, *person);
    return Error{ErrorKind::invalid,
                 "--person must be \"p_\" and 32 hexadecimal digits in lower case"};
}

} // namespace lrs
