#include "base/decimal.hpp"
#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "competency/evidence.hpp"
#include "statements/agent.hpp"
#include "statements/raw.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace competency {
namespace {

namespace json = boost::json;
using Iris = std::vector<std::string_view>;

constexpr std::string_view voided = "http://adlnet.gov/expapi/verbs/voided";

const json::value* at(const json::value* value, std::string_view name)
{
    const auto* object = value ? value->if_object() : nullptr;
    return object ? object->if_contains(name) : nullptr;
}

std::string_view text_of(const json::value* value)
{
    const auto* text = value ? value->if_string() : nullptr;
    return text ? std::string_view(*text) : std::string_view();
}

std::optional<bool> flag_of(const json::value* value)
{
    const auto* flag = value ? value->if_bool() : nullptr;
    return flag ? std::optional(*flag) : std::nullopt;
}

std::string identity_of(const json::value* agent)
{
    return agent ? statements::identity(*agent).value_or("") : "";
}

std::optional<Timestamp> time_of(const json::value* value)
{
    return base::parse_timestamp(text_of(value), base::TimestampRules::iso8601);
}

// A single activity may stand where an array belongs (1.0.3 Data 2.4.6.2).
Iris ids_of(const json::value* activities)
{
    Iris out;
    const auto add = [&](const json::value& activity) {
        const auto id = text_of(at(&activity, "id"));
        if (!id.empty()) out.push_back(id);
    };
    if (!activities) return out;
    if (const auto* array = activities->if_array()) {
        for (const auto& activity : *array)
            add(activity);
    } else {
        add(*activities);
    }
    return out;
}

// What mappings look at.
struct Facts {
    std::string_view verb;
    Iris object; // One id at most; only an activity's.
    Iris type;
    Iris parent;
    Iris grouping;
    Iris category;
};

Facts facts_of(const json::value& statement)
{
    Facts facts;
    facts.verb = text_of(at(at(&statement, "verb"), "id"));
    const auto* object = at(&statement, "object");
    const auto object_type = text_of(at(object, "objectType"));
    if (object && (object_type.empty() || object_type == "Activity")) {
        facts.object = ids_of(object);
        const auto type = text_of(at(at(object, "definition"), "type"));
        if (!type.empty()) facts.type.push_back(type);
    }
    const auto* activities = at(at(&statement, "context"), "contextActivities");
    facts.parent = ids_of(at(activities, "parent"));
    facts.grouping = ids_of(at(activities, "grouping"));
    facts.category = ids_of(at(activities, "category"));
    return facts;
}

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

bool matches(const Match& match, const Facts& facts)
{
    if (!match.verb.empty() && !std::ranges::count(match.verb, facts.verb)) return false;
    const bool in_course = match.course.empty() || matches_some(match.course, facts.object) ||
                           matches_some(match.course, facts.grouping);
    return in_course && fits(match.object, facts.object) && fits(match.parent, facts.parent) &&
           fits(match.grouping, facts.grouping) && fits(match.category, facts.category) &&
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

std::vector<std::string> subjects_of(const Evidence& mapping, const json::value& statement)
{
    const auto* who = at(&statement, mapping.subject == Subject::actor ? "actor" : "object");
    if (!who) return {};
    if (statements::is_group(*who))
        return mapping.group_members ? members_of(*who) : std::vector<std::string>{};
    // An object without objectType is an activity (1.0.3 Data 2.4.4).
    if (mapping.subject == Subject::object && text_of(at(who, "objectType")) != "Agent") return {};
    auto identity = identity_of(who);
    if (identity.empty()) return {};
    return {std::move(identity)};
}

std::string attestor_of(const Evidence& mapping, const json::value& statement)
{
    if (!mapping.attestor) return "";
    switch (*mapping.attestor) {
    case Attestor::actor: return identity_of(at(&statement, "actor"));
    case Attestor::instructor: return identity_of(at(at(&statement, "context"), "instructor"));
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
    row.t = std::min(time_of(at(&statement, "timestamp")).value_or(*stored), *stored);
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

} // namespace

std::optional<Void> read_void(const json::value& statement, std::uint64_t sequence)
{
    if (text_of(at(at(&statement, "verb"), "id")) != voided) return std::nullopt;
    const auto* object = at(&statement, "object");
    if (text_of(at(object, "objectType")) != "StatementRef") return std::nullopt;
    const auto target = base::parse_uuid(text_of(at(object, "id")));
    const auto id = base::parse_uuid(text_of(at(&statement, "id")));
    const auto stored = time_of(at(&statement, "stored"));
    if (!target || !id || !stored) return std::nullopt;
    return Void{*target, *id, *stored, sequence};
}

std::vector<EvidenceRow> extract(const Model& model, std::string_view text,
                                 const json::value& statement, std::uint64_t sequence)
{
    std::vector<EvidenceRow> rows;
    const auto facts = facts_of(statement);
    if (facts.verb == voided) return rows;
    std::optional<EvidenceRow> common;
    for (const auto& mapping : model.evidence) {
        if (!matches(mapping.match, facts)) continue;
        if (!common && !(common = common_part(text, statement, sequence))) break;
        for (auto& identity : subjects_of(mapping, statement)) {
            auto& row = rows.emplace_back(*common);
            row.identity = std::move(identity);
            row.evidence = mapping.id;
            row.attestor = attestor_of(mapping, statement);
        }
    }
    return rows;
}

} // namespace competency
