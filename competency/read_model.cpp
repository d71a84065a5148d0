#include "base/limits.hpp"
#include "competency/draft.hpp"

#include <boost/json.hpp>

namespace competency {
namespace {

namespace json = boost::json;

void read_scale(Draft& draft, const json::value& value, const std::string& where)
{
    Members members(value, where, draft.errors());
    Scale scale;
    scale.id = read_id(members, draft.scales, draft.model.scales.size());
    const auto ladder = one_of<Ladder>(members, "ladder", Presence::required,
                                       {{"implies", Ladder::implies}, {"strict", Ladder::strict}});
    if (ladder) scale.ladder = *ladder;

    const auto* levels = members.list("levels", Presence::required);
    if (levels && (levels->empty() || levels->size() > std::size_t{limits::scale_levels})) {
        members.complain("levels", "range",
                         "hold 1 to " + std::to_string(limits::scale_levels) + " levels");
    }
    each(levels, members.where("levels"), [&](const json::value& item, const std::string& at) {
        Members level(item, at, draft.errors());
        ++scale.levels;
        const auto n = level.whole("n", Presence::required, 1, limits::scale_levels);
        if (n && *n != scale.levels)
            level.complain("n", "level", "be the number of the level's place, from 1");
        level.translations("name", Presence::required);
        level.translations("anchor", Presence::optional);
        each(level.list("digcomp8", Presence::optional), level.where("digcomp8"),
             [&](const json::value& step, const std::string& place) {
                 const auto* number = step.if_int64();
                 if (number && *number >= 1 && *number <= 8) return;
                 complain(draft.errors(), place, "range", &step, "be a whole number from 1 to 8");
             });
        level.refuse_others();
    });
    members.refuse_others();
    draft.model.scales.push_back(std::move(scale));
}

void read_area(Draft& draft, const json::value& value, const std::string& where)
{
    Members members(value, where, draft.errors());
    Area area;
    area.id = read_id(members, draft.areas, draft.model.areas.size());
    area.visibility = members.text("visibility", Presence::optional).value_or("");
    members.translations("name", Presence::required);
    members.refuse_others();
    draft.model.areas.push_back(std::move(area));
}

void read_alignments(Members& competency, base::Complaints& errors)
{
    each(competency.list("align", Presence::optional), competency.where("align"),
         [&](const json::value& value, const std::string& where) {
             Members members(value, where, errors);
             members.text("framework", Presence::required);
             members.text("code", Presence::optional);
             members.iri("uri", Presence::optional);
             members.refuse_others();
         });
}

void read_competency(Draft& draft, const json::value& value, const std::string& where)
{
    Members members(value, where, draft.errors());
    const auto index = draft.model.competencies.size();
    Competency competency;
    competency.id = read_id(members, draft.competencies, index);
    competency.iri = members.iri("iri", Presence::required).value_or("");
    if (!competency.iri.empty() && !draft.model.iris.emplace(competency.iri, index).second)
        members.complain("iri", "unique", "be used by one competency");
    competency.area = read_reference(members, "area", Presence::required, draft.areas)
                          .value_or(draft.model.areas.size());
    competency.scale = read_reference(members, "scale", Presence::required, draft.scales)
                           .value_or(draft.model.scales.size());
    members.translations("name", Presence::required);
    if (const auto* name = members.find("name", Presence::optional))
        competency.name = json::serialize(*name);
    members.translations("desc", Presence::optional);
    competency.active =
        one_of<bool>(members, "status", Presence::optional, {{"active", true}, {"retired", false}})
            .value_or(true);
    competency.manual = one_of<Manual>(members, "manual", Presence::optional,
                                       {{"floor", Manual::floor},
                                        {"replaceUntilNext", Manual::replace_until_next},
                                        {"ceiling", Manual::ceiling}})
                            .value_or(Manual::floor);
    read_alignments(members, draft.errors());
    members.text_or_null("parent");
    members.text_or_null("replacedBy");
    members.refuse_others();
    draft.model.competencies.push_back(std::move(competency));
    auto& stored = draft.model.competencies.back();
    stored.rules.resize(static_cast<std::size_t>(draft.model.levels(index)));
}

const json::value* member_of(const json::value& value, std::string_view name)
{
    const auto* object = value.if_object();
    return object ? object->if_contains(name) : nullptr;
}

// Competencies may name others that stand behind them.
void check_relatives(Draft& draft, const json::value& value, const std::string& where)
{
    for (const std::string_view name : {"parent", "replacedBy"}) {
        const auto* other = member_of(value, name);
        const auto* id = other ? other->if_string() : nullptr;
        if (!id || id->empty() || draft.competencies.find(std::string(*id))) continue;
        complain(draft.errors(), below(where, name), "reference", other,
                 "be the id of a competency");
    }
}

// The competency that each one names, by their indexes.
std::vector<std::optional<std::size_t>> relatives(const Draft& draft, const json::array& list,
                                                  std::string_view name)
{
    std::vector<std::optional<std::size_t>> out;
    for (const auto& value : list) {
        const auto* other = member_of(value, name);
        const auto* id = other ? other->if_string() : nullptr;
        out.push_back(id ? draft.competencies.find(std::string(*id)) : std::nullopt);
    }
    return out;
}

// Whoever follows a name from competency to competency must come to an end.
void check_circles(Draft& draft, const json::array* list, const std::string& where)
{
    if (!list || list->size() != draft.model.competencies.size()) return;
    for (const std::string_view name : {"parent", "replacedBy"}) {
        const auto next = relatives(draft, *list, name);
        std::vector<std::size_t> walk_of(next.size(), next.size()); // Which walk came here first.
        for (std::size_t start = 0; start < next.size(); ++start) {
            auto at = std::optional(start);
            for (; at && walk_of[*at] == next.size(); at = next[*at])
                walk_of[*at] = start;
            if (at && walk_of[*at] == start)
                complain(draft.errors(), below(below(where, *at), name), "cycle",
                         member_of(list->at(*at), name), "not lead back to the same competency");
        }
    }
}

// {"DK-2.4": 2, ...}
std::vector<RuleKey> read_targets(Draft& draft, Members& profile, std::string_view name,
                                  Presence presence)
{
    std::vector<RuleKey> out;
    const auto* targets = profile.object(name, presence);
    if (!targets) return out;
    const json::value borrowed(*targets); // Members keeps a reference.
    Members levels(borrowed, profile.where(name), draft.errors());
    for (const auto& [id, level] : *targets) {
        const auto competency = draft.competencies.find(std::string(id));
        if (!competency) {
            complain(draft.errors(), below(levels.where(), std::string_view(id)), "reference",
                     &level, "be named after a competency");
        } else if (const auto found = read_level(draft, levels, id, *competency)) {
            out.push_back({*competency, *found});
        }
    }
    return out;
}

void read_profile(Draft& draft, const json::value& value, const std::string& where, Ids& ids)
{
    Members members(value, where, draft.errors());
    Profile profile;
    profile.id = read_id(members, ids, draft.model.profiles.size());
    members.translations("name", Presence::required);
    profile.target = read_targets(draft, members, "target", Presence::required);
    profile.minimum = read_targets(draft, members, "min", Presence::optional);
    for (const auto& id : members.texts("critical")) {
        const auto competency = draft.competencies.find(id);
        if (competency) {
            profile.critical.push_back(*competency);
        } else {
            members.complain("critical", "reference", "hold ids of competencies");
        }
    }
    members.refuse_others();
    draft.model.profiles.push_back(std::move(profile));
}

// Model::hash of a model.
bool is_hash(std::string_view text)
{
    constexpr std::string_view algorithm = "sha256:";
    constexpr std::size_t digits = 64;
    return text.starts_with(algorithm) && text.size() == algorithm.size() + digits &&
           text.find_first_not_of("0123456789abcdef", algorithm.size()) == std::string_view::npos;
}

void read_grandfathering(Transition& transition, Members& members, const Draft& draft)
{
    const bool kept = transition.mode == Transition::Mode::grandfather;
    if (kept && !transition.from)
        members.complain("from", "transition", "be the hash of the model whose levels are kept");
    const auto text =
        members.text("grandfatherUntil", kept ? Presence::required : Presence::optional);
    if (!text) return;
    const auto date = parse_date(*text);
    if (!kept)
        members.complain("grandfatherUntil", "transition", "stand beside mode \"grandfather\"");
    else if (!date)
        members.complain("grandfatherUntil", "date", "be a date, YYYY-MM-DD");
    else if (draft.valid_from && *date <= *draft.valid_from)
        members.complain("grandfatherUntil", "range", "be later than validFrom");
    else
        transition.until = date;
}

void read_transition(Draft& draft, const json::value& value, const std::string& where)
{
    using Mode = Transition::Mode;
    Members members(value, where, draft.errors());
    Transition transition;
    transition.from = members.text_or_null("from");
    if (transition.from && !is_hash(*transition.from))
        members.complain("from", "hash", "be \"sha256:\" and 64 hexadecimal digits in lower case");
    const auto mode =
        one_of<Mode>(members, "mode", Presence::required,
                     {{"recompute", Mode::recompute}, {"grandfather", Mode::grandfather}});
    if (mode) {
        transition.mode = *mode;
        read_grandfathering(transition, members, draft);
    } else {
        members.text("grandfatherUntil", Presence::optional);
    }
    members.refuse_others();
    draft.model.transition = std::move(transition);
}

void read_head(Draft& draft, Members& members)
{
    if (const auto schema = members.text("$schema", Presence::required);
        schema != "kmx-1" && schema)
        members.complain("$schema", "schema", "be \"kmx-1\"");
    draft.model.id = members.iri("id", Presence::required).value_or("");
    draft.model.version = members.text("version", Presence::required).value_or("");
    members.translations("title", Presence::required);
    if (const auto date = members.text("validFrom", Presence::required)) {
        draft.valid_from = parse_date(*date);
        if (!draft.valid_from) members.complain("validFrom", "date", "be a date, YYYY-MM-DD");
    }
    if (const auto name = members.text("tz", Presence::required)) {
        const auto zone = find_zone(*name);
        if (zone)
            draft.model.zone = *zone;
        else
            members.complain("tz", "tz", "be UTC or a European zone that follows the EU rule");
    }
    one_of<bool>(members, "defaultLang", Presence::optional, {{"de", true}, {"en", true}});
}

} // namespace

void read_document(Draft& draft, const json::value& document)
{
    Members members(document, "", draft.errors());
    const auto all = [&](std::string_view name, Presence presence, auto read, auto&... more) {
        each(members.list(name, presence), members.where(name),
             [&](const json::value& value, const std::string& at) {
                 read(draft, value, at, more...);
             });
    };
    Ids profiles;
    members.allow_annotations();
    read_head(draft, members);
    all("scales", Presence::required, read_scale);
    all("areas", Presence::required, read_area);
    all("competencies", Presence::required, read_competency);
    all("competencies", Presence::optional, check_relatives);
    check_circles(draft, members.list("competencies", Presence::optional),
                  members.where("competencies"));
    read_evidence(draft, members.list("evidence", Presence::required), members.where("evidence"));
    read_rules(draft, members.list("rules", Presence::required), members.where("rules"));
    all("profiles", Presence::optional, read_profile, profiles);
    read_objectives(draft, members.list("objectives", Presence::optional),
                    members.where("objectives"));
    if (const auto* transition = members.find("transition", Presence::optional))
        read_transition(draft, *transition, members.where("transition"));
    read_trust(draft, members.list("trust", Presence::optional), members.where("trust"));
    members.refuse_others();
}

} // namespace competency
