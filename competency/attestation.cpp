#include "competency/attestation.hpp"

#include "competency/vocabulary.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>

namespace competency {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;
using base::Result;

constexpr std::string_view note = "https://w3id.org/xapi/lrs/contextextensions/note";
constexpr std::string_view supervised = "https://w3id.org/xapi/lrs/roles/attestor";

Error cannot_say(const Evidence& mapping, std::string_view why)
{
    return {ErrorKind::invalid,
            "the mapping \"" + mapping.id + "\" cannot be met by attesting: " + std::string(why),
            "evidence"};
}

json::object activity(std::string_view id)
{
    return {{"objectType", "Activity"}, {"id", id}};
}

// Prefixes are ids too: whatever begins with them matches.
void list_first(json::object& activities, std::string_view name, const Patterns& patterns)
{
    if (patterns.empty()) return;
    auto& list = activities[name];
    if (!list.is_array()) list = json::array();
    list.as_array().push_back(activity(patterns.front().text));
}

// What all statements of attestations have besides what they prove.
void add_context(json::object& statement, const Attestation& attestation)
{
    if (attestation.at) statement["timestamp"] = base::to_string(*attestation.at);
    json::object extensions;
    if (attestation.until) extensions[vocabulary::expires] = base::to_string(*attestation.until);
    if (!attestation.note.empty()) extensions[note] = attestation.note;
    auto& context = statement["context"];
    if (!context.is_object()) context = json::object();
    if (!extensions.empty()) context.as_object()["extensions"] = std::move(extensions);
    if (context.as_object().empty()) statement.erase("context");
}

json::object activities_of(const Match& match, bool object_is_course)
{
    json::object out;
    list_first(out, "parent", match.parent);
    list_first(out, "grouping", match.grouping);
    list_first(out, "category", match.category);
    if (!object_is_course) list_first(out, "grouping", match.course);
    return out;
}

json::object object_of(const Match& match)
{
    const auto& ids = match.object.empty() ? match.course : match.object;
    if (ids.empty()) return {};
    auto out = activity(ids.front().text);
    if (!match.type.empty()) out["definition"] = json::object{{"type", match.type.front().text}};
    return out;
}

// Where the mapping looks for whoever attests.
void name_attestor(json::object& statement, const Evidence& mapping, const json::object& attestor)
{
    if (mapping.subject == Subject::object) statement["actor"] = attestor;
    auto& context = statement["context"].as_object();
    if (mapping.attestor == Attestor::context_agent) {
        context["contextAgents"] = json::array{json::object{
            {"objectType", "contextAgent"}, {"agent", attestor}, {"relevantTypes", {supervised}}}};
    } else if (mapping.subject == Subject::actor) {
        context["instructor"] = attestor;
    }
}

json::object result_of(const Match& match)
{
    json::object out;
    if (match.success) out["success"] = *match.success;
    if (match.completion) out["completion"] = *match.completion;
    return out;
}

Result<json::object> by_mapping(const Model& model, const Evidence& mapping,
                                const Attestation& attestation)
{
    const auto& match = mapping.match;
    const bool self = mapping.kind == EvidenceKind::self;
    if (match.scaled_min) return cannot_say(mapping, "it asks for a score");
    if (!self && mapping.attestor == Attestor::authority)
        return cannot_say(mapping, "it takes the word of whole systems, not of people");
    if (!self && !attestation.attestor)
        return Error{ErrorKind::invalid, "somebody must attest it", "attestor"};
    json::object statement;
    statement["verb"] =
        json::object{{"id", match.verb.empty() ? vocabulary::conferred : match.verb.front()}};
    const bool about_activity = mapping.subject == Subject::actor;
    auto object = about_activity ? object_of(match) : attestation.learner;
    if (object.empty()) return cannot_say(mapping, "it names no activity");
    statement["actor"] = attestation.learner;
    statement["object"] = std::move(object);
    if (!about_activity) statement["object"].as_object()["objectType"] = "Agent";
    auto result = result_of(match);
    if (!result.empty()) statement["result"] = std::move(result);
    auto& context = statement["context"].emplace_object();
    auto activities = activities_of(match, about_activity && match.object.empty());
    if (!activities.empty()) context["contextActivities"] = std::move(activities);
    if (attestation.attestor) name_attestor(statement, mapping, *attestation.attestor);
    add_context(statement, attestation);

    // The model itself has the last word on what it reads.
    auto stored = statement;
    stored["id"] = base::to_string(base::Uuid{});
    stored["stored"] = base::to_string(Timestamp{});
    const auto rows = extract(model, json::serialize(stored), stored, 0);
    if (std::ranges::find(rows, mapping.id, &EvidenceRow::evidence) == rows.end())
        return cannot_say(mapping, "what it asks for does not fit into one statement");
    return statement;
}

json::object by_profile(const Model& model, RuleKey key, std::string_view verb,
                        const Attestation& attestation)
{
    auto learner = attestation.learner;
    learner["objectType"] = "Agent";
    auto competency =
        activity(model.competencies[key.competency].iri + "#L" + std::to_string(key.level));
    competency["definition"] = json::object{{"type", vocabulary::competency_type}};
    json::object statement{{"actor", *attestation.attestor},
                           {"verb", {{"id", verb}}},
                           {"object", std::move(learner)},
                           {"context",
                            {{"contextActivities",
                              {{"grouping", json::array{std::move(competency)}},
                               {"category", json::array{activity(vocabulary::profile)}}}}}}};
    add_context(statement, attestation);
    return statement;
}

bool names(const Node& node, std::size_t mapping)
{
    if (node.kind == Node::Kind::evidence) return node.evidence == mapping;
    return std::ranges::any_of(node.children,
                               [&](const Node& child) { return names(child, mapping); });
}

bool may_be_attested(EvidenceKind kind)
{
    return kind == EvidenceKind::attestation || kind == EvidenceKind::waiver ||
           kind == EvidenceKind::self;
}

} // namespace

Result<json::object> attestation_statement(const Model& model, const Attestation& attestation)
{
    if (const auto* key = std::get_if<RuleKey>(&attestation.what)) {
        if (attestation.attestor)
            return by_profile(model, *key, vocabulary::conferred, attestation);
        return Error{ErrorKind::invalid, "somebody must attest it", "attestor"};
    }
    const auto& mapping = model.evidence[std::get<std::size_t>(attestation.what)];
    if (!may_be_attested(mapping.kind) || mapping.polarity == Polarity::negative)
        return cannot_say(mapping, "only kinds attestation, waiver and self are");
    return by_mapping(model, mapping, attestation);
}

Result<json::object> revocation_statement(const Model& model, const Attestation& attestation)
{
    if (!attestation.attestor)
        return Error{ErrorKind::invalid, "somebody must say that it has ended", "attestor"};
    if (const auto* key = std::get_if<RuleKey>(&attestation.what))
        return by_profile(model, *key, vocabulary::revoked, attestation);
    const auto& mapping = model.evidence[std::get<std::size_t>(attestation.what)];
    if (!mapping.revoked_by.empty())
        return by_mapping(model, model.evidence[mapping.revoked_by.front()], attestation);
    return Error{ErrorKind::invalid,
                 "the model has no mapping that revokes \"" + mapping.id +
                     "\"; what was a mistake can be voided",
                 "how"};
}

std::vector<std::size_t> concerned(const Model& model, const Attested& what)
{
    std::vector<std::size_t> out;
    const auto* mapping = std::get_if<std::size_t>(&what);
    const auto* key = std::get_if<RuleKey>(&what);
    for (std::size_t at = 0; at < model.competencies.size(); ++at) {
        const auto& competency = model.competencies[at];
        if (!competency.active) continue;
        const bool by_rule =
            mapping && std::ranges::any_of(competency.rules, [&](const auto& rule) {
                return rule && names(*rule, *mapping);
            });
        const bool rated = mapping && model.evidence[*mapping].rates &&
                           model.evidence[*mapping].rates->competency == at;
        if (by_rule || rated || (key && key->competency == at)) out.push_back(at);
    }
    return out;
}

} // namespace competency
