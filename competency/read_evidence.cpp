#include "base/decimal.hpp"
#include "base/iri.hpp"
#include "base/limits.hpp"
#include "competency/draft.hpp"

#include <boost/json.hpp>

namespace competency {
namespace {

namespace json = boost::json;

constexpr std::int64_t one = 1'000'000; // In millionths.

const std::initializer_list<std::pair<std::string_view, EvidenceKind>> kinds{
    {"course", EvidenceKind::course},
    {"assessment", EvidenceKind::assessment},
    {"attestation", EvidenceKind::attestation},
    {"certificate", EvidenceKind::certificate},
    {"waiver", EvidenceKind::waiver},
    {"external", EvidenceKind::external},
    {"legacy", EvidenceKind::legacy},
    {"consolidated", EvidenceKind::consolidated},
    {"self", EvidenceKind::self}};

std::vector<std::string> read_verbs(Members& match)
{
    const auto verbs = match.texts("verb");
    for (const auto& verb : verbs) {
        if (!base::is_iri(verb) || verb.ends_with('*'))
            match.complain("verb", "iri", "hold whole IRIs");
    }
    return verbs;
}

Patterns read_patterns(Members& match, std::string_view name)
{
    Patterns out;
    for (auto& text : match.texts(name)) {
        Pattern pattern{text, text.ends_with('*')};
        if (pattern.prefix) pattern.text.pop_back();
        if (!base::is_iri(pattern.text))
            match.complain(name, "iri", "hold IRIs, or beginnings of IRIs with an asterisk behind");
        out.push_back(std::move(pattern));
    }
    return out;
}

// A text, because a JSON number would have passed through a double on its way here.
std::optional<std::int64_t> read_minimum(Members& match)
{
    const auto text = match.text("scaledMin", Presence::optional);
    if (!text) return std::nullopt;
    const auto score = base::millionths(*text);
    const auto dot = text->find('.');
    const auto decimals = dot == std::string::npos ? 0 : text->size() - dot - 1;
    const bool plain = text->find_first_not_of("0123456789.") == std::string::npos;
    if (score && plain && decimals <= 4 && *score <= one) return score;
    match.complain("scaledMin", "scaled_min",
                   "be a decimal from 0 to 1 with at most 4 decimals, in a text: \"0.8\"");
    return std::nullopt;
}

// In hundredths; a text for the same reason.
std::int64_t read_hours(Members& mapping)
{
    const auto text = mapping.text("hours", Presence::optional);
    if (!text) return 100;
    const auto hours = base::millionths(*text);
    const auto dot = text->find('.');
    const bool plain = text->find_first_not_of("0123456789.") == std::string::npos &&
                       (dot == std::string::npos || text->size() - dot <= 3);
    if (hours && plain && *hours > 0 && *hours <= limits::evidence_hours * one)
        return *hours / 10'000;
    mapping.complain("hours", "hours",
                     "be a decimal above 0 and up to " + std::to_string(limits::evidence_hours) +
                         " with at most 2 decimals, in a text: \"1.5\"");
    return 100;
}

void read_match(Draft& draft, Evidence& evidence, Members& mapping)
{
    const auto* value = mapping.find("match", Presence::required);
    if (!value) return;
    Members members(*value, mapping.where("match"), draft.errors());
    auto& match = evidence.match;
    match.verb = read_verbs(members);
    match.object = read_patterns(members, "object");
    match.course = read_patterns(members, "course");
    match.parent = read_patterns(members, "parent");
    match.grouping = read_patterns(members, "grouping");
    match.category = read_patterns(members, "category");
    match.type = read_patterns(members, "type");
    match.success = members.flag("success");
    match.completion = members.flag("completion");
    match.scaled_min = read_minimum(members);
    match.attestor_role = members.texts("attestorRole");
    members.refuse_others();
    const bool narrow = !match.verb.empty() || !match.object.empty() || !match.course.empty() ||
                        !match.parent.empty() || !match.grouping.empty() ||
                        !match.category.empty() || !match.type.empty();
    if (!narrow)
        mapping.complain("match", "empty_match", "name a verb, an activity, or an activity type");
}

std::optional<Period> read_period(Members& members, std::string_view name)
{
    const auto text = members.text(name, Presence::optional);
    if (!text) return std::nullopt;
    const auto period = parse_period(*text);
    if (!period) members.complain(name, "period", "be whole years, months, weeks or days: \"P1Y\"");
    return period;
}

void read_attestor(Evidence& evidence, Members& members)
{
    evidence.attestor = one_of<Attestor>(members, "attestor", Presence::optional,
                                         {{"actor", Attestor::actor},
                                          {"instructor", Attestor::instructor},
                                          {"contextAgent", Attestor::context_agent},
                                          {"authority", Attestor::authority}});
    const bool by_itself =
        evidence.subject == Subject::actor && evidence.attestor == Attestor::actor;
    if (by_itself)
        members.complain("attestor", "self_attestation", "be somebody else than the subject");
    const bool needed = !evidence.match.attestor_role.empty() ||
                        evidence.aggregation == Aggregation::distinct_attestors;
    if (needed && !evidence.attestor)
        members.complain("attestor", "attestor", "be there: the mapping asks who attests");
}

void read_aggregation(Evidence& evidence, Members& members)
{
    evidence.aggregation =
        one_of<Aggregation>(members, "agg", Presence::optional,
                            {{"any", Aggregation::any},
                             {"latest", Aggregation::latest},
                             {"distinctAttestors", Aggregation::distinct_attestors}})
            .value_or(Aggregation::any);
    const auto n = members.whole("n", Presence::optional, 1, limits::rule_weight);
    evidence.attestors = n.value_or(1);
    if (n && evidence.aggregation != Aggregation::distinct_attestors)
        members.complain("n", "n", "stand beside \"agg\": \"distinctAttestors\"");
}

void read_polarity(Evidence& evidence, Members& members, Draft& draft)
{
    evidence.polarity = one_of<Polarity>(members, "polarity", Presence::optional,
                                         {{"+", Polarity::positive}, {"-", Polarity::negative}})
                            .value_or(Polarity::positive);
    const auto revokes = members.texts("revokes");
    if (evidence.polarity == Polarity::positive) {
        if (!revokes.empty())
            members.complain("revokes", "polarity", "stand beside polarity \"-\"");
        return;
    }
    if (revokes.empty())
        members.complain("polarity", "unsupported_node", "stand beside \"revokes\": [ids]");
    const bool plain = !evidence.validity && !evidence.warn && !evidence.expires_by_extension &&
                       evidence.match.scaled_min == std::nullopt &&
                       evidence.aggregation == Aggregation::any;
    if (!plain)
        members.complain("polarity", "polarity",
                         "have no validity, expiresFrom, warn, scaledMin or agg beside it");
    for (const auto& id : revokes) {
        const auto revoked = draft.evidence.find(id);
        if (revoked)
            evidence.revokes.push_back(*revoked);
        else
            members.complain("revokes", "reference", "hold ids of evidence");
    }
}

void read_self_rating(Evidence& evidence, Members& members, Draft& draft)
{
    const bool plain = evidence.subject == Subject::actor && !evidence.attestor &&
                       !evidence.group_members && evidence.aggregation == Aggregation::any &&
                       evidence.polarity == Polarity::positive;
    if (!plain)
        members.complain("kind", "self",
                         "be about the actor alone: no subject, attestor, group, "
                         "agg or polarity beside it");
    const auto competency =
        read_reference(members, "competency", Presence::required, draft.competencies);
    if (!competency) {
        members.whole("level", Presence::required, 1, limits::scale_levels);
    } else if (const auto level = read_level(draft, members, "level", *competency)) {
        evidence.rates = RuleKey{*competency, *level};
    }
}

void read_mapping(Draft& draft, const json::value& value, const std::string& where)
{
    Members members(value, where, draft.errors());
    Evidence evidence;
    evidence.id = members.text("id", Presence::required).value_or("");
    const auto kind = one_of<EvidenceKind>(members, "kind", Presence::required, kinds);
    evidence.kind = kind.value_or(EvidenceKind::course);
    members.translations("label", Presence::required);
    if (const auto* label = members.find("label", Presence::optional))
        evidence.label = json::serialize(*label);
    evidence.hours = read_hours(members);
    evidence.subject = one_of<Subject>(members, "subject", Presence::optional,
                                       {{"actor", Subject::actor}, {"object", Subject::object}})
                           .value_or(Subject::actor);
    evidence.group_members =
        one_of<bool>(members, "group", Presence::optional, {{"members", true}}).value_or(false);
    evidence.expires_by_extension = one_of<bool>(members, "expiresFrom", Presence::optional,
                                                 {{"extension", true}, {"none", false}})
                                        .value_or(false);
    evidence.validity = read_period(members, "validity");
    evidence.warn = read_period(members, "warn");
    read_match(draft, evidence, members);
    read_aggregation(evidence, members);
    read_attestor(evidence, members);
    read_polarity(evidence, members, draft);
    if (evidence.kind == EvidenceKind::self) read_self_rating(evidence, members, draft);
    members.refuse_others();
    draft.model.evidence.push_back(std::move(evidence));
}

// Negative mappings may name others that stand behind them, so ids are known before the rest.
void read_ids(Draft& draft, const json::value& value, const std::string& where, std::size_t index)
{
    const auto* object = value.if_object();
    const auto* id = object ? object->if_contains("id") : nullptr;
    const auto* text = id ? id->if_string() : nullptr;
    if (text && !text->empty() && !draft.evidence.add(std::string(*text), index))
        complain(draft.errors(), below(where, "id"), "unique", id, "be used once");
}

void link_revocations(Draft& draft, const std::string& where)
{
    auto& all = draft.model.evidence;
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (const auto revoked : all[i].revokes) {
            if (all[revoked].polarity == Polarity::positive) {
                all[revoked].revoked_by.push_back(i);
            } else {
                complain(draft.errors(), below(below(where, i), "revokes"), "polarity", nullptr,
                         "name evidence of polarity \"+\"");
            }
        }
    }
}

} // namespace

std::optional<EvidenceKind> find_kind(std::string_view name)
{
    for (const auto& [known, kind] : kinds) {
        if (known == name) return kind;
    }
    return std::nullopt;
}

void read_evidence(Draft& draft, const json::array* list, const std::string& where)
{
    std::size_t index = 0;
    each(list, where, [&](const json::value& value, const std::string& at) {
        read_ids(draft, value, at, index++);
    });
    each(list, where,
         [&](const json::value& value, const std::string& at) { read_mapping(draft, value, at); });
    link_revocations(draft, where);
}

} // namespace competency
