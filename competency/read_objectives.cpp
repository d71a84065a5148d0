#include "base/limits.hpp"
#include "competency/draft.hpp"
#include "competency/vocabulary.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <utility>

namespace competency {
namespace {

namespace json = boost::json;

std::string_view name_of(Objective::On on)
{
    switch (on) {
    case Objective::On::satisfied: return "satisfied";
    case Objective::On::passed: return "passed";
    }
    return "";
}

Evidence mapping_of(const Objective& objective, std::string id)
{
    Evidence out;
    out.id = std::move(id);
    out.kind = EvidenceKind::course;
    out.label = json::serialize(
        json::object{{"de", "Lernziel " + objective.iri}, {"en", "Objective " + objective.iri}});
    out.match.other.push_back({objective.iri});
    switch (objective.on) {
    case Objective::On::satisfied: out.match.verb = {std::string(vocabulary::satisfied)}; break;
    case Objective::On::passed:
        out.match.verb = {std::string(vocabulary::passed)};
        // How a course of SCORM 2004 says it. cmi5's `completed` has no success (9.5.2).
        out.match.verb_of_success = {std::string(vocabulary::completed)};
        break;
    }
    return out;
}

bool is_leaf_of(const Node& node, std::size_t evidence)
{
    return node.kind == Node::Kind::evidence && node.evidence == evidence;
}

void add(Node& any, Node child)
{
    any.children.push_back(std::move(child));
    any.weights.push_back(1);
    any.steps.emplace_back();
}

// What makes the level: its rule as it was, or this evidence.
void grant(std::optional<Node>& rule, std::size_t evidence)
{
    Node leaf;
    leaf.kind = Node::Kind::evidence;
    leaf.evidence = evidence;
    if (!rule) {
        rule = std::move(leaf);
        return;
    }
    const auto known = [&](const Node& node) { return is_leaf_of(node, evidence); };
    if (known(*rule)) return;
    if (rule->kind != Node::Kind::any) {
        Node any;
        any.kind = Node::Kind::any;
        any.minimum = 1;
        add(any, std::move(*rule));
        rule = std::move(any);
    }
    if (std::ranges::none_of(rule->children, known)) add(*rule, std::move(leaf));
}

class ObjectiveReader {
public:
    explicit ObjectiveReader(Draft& draft)
        : draft_(draft), mapped_by_document_(draft.model.evidence.size())
    {
    }

    void read(const json::value& value, const std::string& where)
    {
        using On = Objective::On;
        Members members(value, where, draft_.errors());
        Objective objective;
        const auto iri = members.iri("objective", Presence::required);
        const auto on = one_of<On>(members, "on", Presence::required,
                                   {{"satisfied", On::satisfied}, {"passed", On::passed}});
        const auto key = read_key(members);
        members.refuse_others();
        if (!iri || !on || !key) return;
        objective.iri = *iri;
        objective.on = *on;
        objective.competency = key->competency;
        objective.level = key->level;
        const auto evidence = mapping_for(objective, members);
        if (!evidence) return;
        objective.evidence = *evidence;
        auto& rules = draft_.model.competencies[key->competency].rules;
        const auto place = static_cast<std::size_t>(key->level) - 1;
        if (place < rules.size()) grant(rules[place], *evidence);
        draft_.model.objectives.push_back(std::move(objective));
    }

private:
    std::optional<RuleKey> read_key(Members& members)
    {
        const auto competency =
            read_reference(members, "competency", Presence::required, draft_.competencies);
        if (!competency) {
            members.whole("level", Presence::required, 1, limits::scale_levels);
            return std::nullopt;
        }
        const auto level = read_level(draft_, members, "level", *competency);
        return level ? std::optional(RuleKey{*competency, *level}) : std::nullopt;
    }

    // One for all competencies that the objective proves.
    std::optional<std::size_t> mapping_for(const Objective& objective, Members& members)
    {
        auto& all = draft_.model.evidence;
        auto id = "objective " + std::string(name_of(objective.on)) + ' ' + objective.iri;
        const auto found = draft_.evidence.find(id);
        if (!found) {
            draft_.evidence.add(id, all.size());
            all.push_back(mapping_of(objective, std::move(id)));
            return all.size() - 1;
        }
        if (*found >= mapped_by_document_) return found;
        members.complain("objective", "unique",
                         "make an id that no evidence has: \"" + id + "\" is taken");
        return std::nullopt;
    }

    Draft& draft_;
    const std::size_t mapped_by_document_;
};

} // namespace

void read_objectives(Draft& draft, const json::array* list, const std::string& where)
{
    ObjectiveReader reader(draft);
    each(list, where,
         [&](const json::value& value, const std::string& at) { reader.read(value, at); });
}

} // namespace competency
