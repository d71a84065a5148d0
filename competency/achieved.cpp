#include "competency/achieved.hpp"

#include "base/iri.hpp"
#include "base/limits.hpp"
#include "competency/canonical.hpp"
#include "competency/explain.hpp"
#include "competency/vocabulary.hpp"
#include "statements/agent.hpp"
#include "statements/validate.hpp"

#include <boost/json.hpp>

namespace competency {
namespace {

namespace json = boost::json;

base::Result<> check_agent(const json::object& agent, const char* who)
{
    using statements::Version;
    const json::value value(agent);
    const auto error = [&](std::string expected, base::Complaints complaints) {
        return base::Error{base::ErrorKind::invalid,
                           "The " + std::string(who) + " must " + expected + ".", who,
                           std::move(complaints)};
    };
    for (const auto version : {Version::v1_0_3, Version::v2_0_0}) {
        auto complaints = statements::validate_agent(value, version);
        if (complaints.empty()) continue;
        auto expected = complaints.front().expected;
        return error(std::move(expected), std::move(complaints));
    }
    if (statements::is_group(value) || !statements::identity(value))
        return error("be an Agent with an identifier", {});
    return {};
}

std::string_view category_of(Assertion::Kind kind)
{
    return kind == Assertion::Kind::legacy ? vocabulary::legacy : vocabulary::consolidated;
}

base::Uuid id_of(const Model& model, const Asked& asked, const Parties& parties,
                 const Achieved& achieved)
{
    const auto space = base::uuid_v5(base::url_namespace, parties.base);
    const json::array name{achieved.kept ? name_of(*achieved.kept) : "achieved",
                           parties.tenant,
                           asked.person.empty() ? asked.identity : asked.person,
                           model.competencies[achieved.key.competency].iri,
                           achieved.key.level,
                           base::to_string(achieved.during.begin),
                           time_or_null(achieved.during.end),
                           model.hash};
    return base::uuid_v5(space, canonical(name));
}

std::string iri_of(const Competency& competency, int level)
{
    return competency.iri + "#L" + std::to_string(level);
}

json::object object_of(const Competency& competency, int level)
{
    json::object definition{{"type", vocabulary::competency_type}};
    if (!competency.name.empty()) definition["name"] = json::parse(competency.name);
    return {{"objectType", "Activity"},
            {"id", iri_of(competency, level)},
            {"definition", std::move(definition)}};
}

json::object context_of(const Model& model, Achieved& achieved)
{
    json::array category{json::object{{"id", vocabulary::profile}}};
    if (achieved.kept) category.push_back(json::object{{"id", category_of(*achieved.kept)}});
    auto extensions = std::move(achieved.extensions);
    extensions[vocabulary::model] = model.hash;
    if (achieved.during.end != forever)
        extensions[vocabulary::expires] = time_text(achieved.during.end);
    json::object out{{"contextActivities", {{"category", std::move(category)}}},
                     {"extensions", std::move(extensions)}};
    if (achieved.decisive)
        out["statement"] = {{"objectType", "StatementRef"},
                            {"id", base::to_string(*achieved.decisive)}};
    return out;
}

} // namespace

base::Result<> check_parties(const Parties& parties)
{
    if (auto learner = check_agent(parties.learner, "learner"); !learner) return learner;
    if (auto system = check_agent(parties.system, "system"); !system) return system;
    if (base::is_iri(parties.base)) return {};
    return base::Error{base::ErrorKind::invalid, "The base must be an IRI of this system.", "base"};
}

base::Result<Written> write_achieved(const Model& model, const Asked& asked, const Parties& parties,
                                     Achieved achieved)
{
    const auto id = id_of(model, asked, parties, achieved);
    const auto& competency = model.competencies[achieved.key.competency];
    const auto object = iri_of(competency, achieved.key.level);
    if (model.iris.contains(object))
        return base::Error{base::ErrorKind::conflict, "No statement can name a level of \"" +
                                                          competency.id + "\": \"" + object +
                                                          "\" is another competency's own IRI."};
    json::object out{{"id", base::to_string(id)},
                     {"actor", parties.learner},
                     {"verb", {{"id", vocabulary::achieved}, {"display", {{"en", "achieved"}}}}},
                     {"object", object_of(competency, achieved.key.level)},
                     {"timestamp", time_text(achieved.during.begin)},
                     {"context", context_of(model, achieved)},
                     {"authority", parties.system}};
    if (achieved.by_rule) out["result"] = {{"success", true}};
    auto text = canonical(out);
    if (text.size() <= limits::statement_bytes) return Written{id, std::move(text)};
    return base::Error{base::ErrorKind::too_large,
                       "The statement about \"" + competency.id + "\" would have " +
                           std::to_string(text.size()) + " bytes; at most " +
                           std::to_string(limits::statement_bytes) + " are stored."};
}

} // namespace competency
