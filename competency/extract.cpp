#include "base/decimal.hpp"
#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "competency/assertion.hpp"
#include "competency/evidence.hpp"
#include "competency/facts.hpp"
#include "competency/vocabulary.hpp"
#include "statements/agent.hpp"
#include "statements/raw.hpp"
#include "statements/vocabulary.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace competency {
namespace {

namespace json = boost::json;

bool matches_some(const Patterns& patterns, const Iris& iris)
{
    return std::ranges::any_of(patterns, [&](const Pattern& pattern) {
        return std::ranges::any_of(iris, [&](auto iri) { return pattern.matches(iri); });
    });
}

bool fits(const Patterns& patterns, const Iris& iris)
{
    return patterns.empty() || matches_some(patterns, iris);
}

bool fits_verb(const Match& match, const Facts& facts)
{
    if (match.verb.empty() || std::ranges::count(match.verb, facts.verb)) return true;
    return facts.success == true && std::ranges::count(match.verb_of_success, facts.verb) != 0;
}

// The object first: most mappings name another one.
bool matches(const Match& match, const Facts& facts)
{
    if (!fits(match.object, facts.object)) return false;
    if (!fits_verb(match, facts)) return false;
    const bool in_course = match.course.empty() || matches_some(match.course, facts.object) ||
                           matches_some(match.course, facts.grouping);
    return in_course && fits(match.parent, facts.parent) && fits(match.grouping, facts.grouping) &&
           fits(match.category, facts.category) && fits(match.other, facts.other) &&
           fits(match.type, facts.type);
}

std::vector<std::string> members_of(const json::value& group)
{
    std::vector<std::string> out;
    const auto* list = at(&group, "member");
    const auto* members = list ? list->if_array() : nullptr;
    if (!members) return out;
    for (const auto& member : *members) {
        auto identity = identity_of(&member);
        if (!identity.empty() && !std::ranges::count(out, identity))
            out.push_back(std::move(identity));
    }
    return out;
}

std::vector<std::string> subjects_of(Subject subject, bool group_members,
                                     const json::value& statement)
{
    const auto* who = at(&statement, subject == Subject::actor ? "actor" : "object");
    if (!who) return {};
    if (statements::is_group(*who))
        return group_members ? members_of(*who) : std::vector<std::string>{};
    // An object without objectType is an activity (1.0.3 Data 2.4.4).
    if (subject == Subject::object && text_of(at(who, "objectType")) != "Agent") return {};
    auto identity = identity_of(who);
    if (identity.empty()) return {};
    return {std::move(identity)};
}

// The first who is said to be there in some role.
std::string context_agent_of(const json::value& statement)
{
    const auto* list = at(at(&statement, "context"), "contextAgents");
    const auto* agents = list ? list->if_array() : nullptr;
    if (!agents) return "";
    for (const auto& item : *agents) {
        const auto* types = at(&item, "relevantTypes");
        const auto* roles = types ? types->if_array() : nullptr;
        auto identity = identity_of(at(&item, "agent"));
        if (roles && !roles->empty() && !identity.empty()) return identity;
    }
    return "";
}

std::string attestor_of(const Evidence& mapping, const json::value& statement)
{
    if (!mapping.attestor) return "";
    switch (*mapping.attestor) {
    case Attestor::actor: return identity_of(at(&statement, "actor"));
    case Attestor::instructor: return identity_of(at(at(&statement, "context"), "instructor"));
    case Attestor::context_agent: return context_agent_of(statement);
    case Attestor::authority: return identity_of(at(&statement, "authority"));
    }
    return "";
}

// What all rows of a statement share. Absent: it has not passed through a store.
std::optional<EvidenceRow> common_part(std::string_view text, const json::value& statement,
                                       std::uint64_t sequence)
{
    const auto id = base::parse_uuid(text_of(at(&statement, "id")));
    const auto stored = time_of(at(&statement, "stored"));
    if (!id || !stored) return std::nullopt;
    EvidenceRow row;
    row.statement = *id;
    row.stored = *stored;
    row.t = happened(statement, *stored);
    row.authority = identity_of(at(&statement, "authority"));
    row.sequence = sequence;
    const auto* result = at(&statement, "result");
    row.success = flag_of(at(result, "success"));
    row.completion = flag_of(at(result, "completion"));
    if (const auto score = statements::raw::at(text, {"result", "score", "scaled"})) {
        row.score = base::millionths(*score);
        if (row.score) row.score_text = base::excerpt(*score, limits::found_bytes);
    }
    return row;
}

// What the system says as the one that runs courses. It follows from what content reports, and not
// as its other words from what was evidence already.
bool is_of_courses(std::string_view verb)
{
    return verb == vocabulary::satisfied || verb == vocabulary::waived;
}

// What the system has written down of the evidence that it no longer has.
bool is_kept_by_us(EvidenceKind kind)
{
    return kind == EvidenceKind::legacy || kind == EvidenceKind::consolidated;
}

} // namespace

std::optional<Void> read_void(const json::value& statement, std::uint64_t sequence)
{
    if (text_of(at(at(&statement, "verb"), "id")) != statements::voided_verb) return std::nullopt;
    const auto* object = at(&statement, "object");
    if (text_of(at(object, "objectType")) != "StatementRef") return std::nullopt;
    const auto target = base::parse_uuid(text_of(at(object, "id")));
    const auto id = base::parse_uuid(text_of(at(&statement, "id")));
    const auto stored = time_of(at(&statement, "stored"));
    if (!target || !id || !stored) return std::nullopt;
    return Void{*target, *id, *stored, sequence};
}

std::vector<EvidenceRow> extract(const Model& model, std::string_view text,
                                 const json::value& statement, std::uint64_t sequence,
                                 const Authorities& own)
{
    std::vector<EvidenceRow> rows;
    const auto facts = facts_of(statement);
    if (facts.verb == statements::voided_verb) return rows;
    const bool is_own = !own.empty() && own.contains(identity_of(at(&statement, "authority")));
    std::optional<EvidenceRow> common;
    const auto has_common = [&] {
        if (!common) common = common_part(text, statement, sequence);
        return common.has_value();
    };
    for (const auto& mapping : model.evidence) {
        if (is_own && !is_kept_by_us(mapping.kind) && !is_of_courses(facts.verb)) continue;
        if (!matches(mapping.match, facts) || !has_common()) continue;
        for (auto& identity : subjects_of(mapping.subject, mapping.group_members, statement)) {
            auto& row = rows.emplace_back(*common);
            row.identity = std::move(identity);
            row.evidence = mapping.id;
            row.attestor = attestor_of(mapping, statement);
            if (mapping.expires_by_extension) row.expires = expires_of(statement, model.zone);
            if (mapping.kind == EvidenceKind::consolidated)
                row.known_since = known_since_of(statement);
        }
    }
    const auto asserted = is_own ? read_kept(model, facts) : read_assertions(model, facts);
    for (const auto& assertion : asserted.assertions) {
        if (!has_common()) break;
        for (auto& identity : subjects_of(asserted.subject, false, statement)) {
            auto& row = rows.emplace_back(*common);
            row.identity = std::move(identity);
            row.evidence = evidence_of(model, assertion);
            if (asserted.subject == Subject::object)
                row.attestor = identity_of(at(&statement, "actor"));
            if (assertion.kind != Assertion::Kind::revoked)
                row.expires = expires_of(statement, model.zone);
            if (assertion.kind == Assertion::Kind::consolidated)
                row.known_since = known_since_of(statement);
        }
    }
    return rows;
}

} // namespace competency
