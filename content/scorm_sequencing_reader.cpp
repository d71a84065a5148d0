#include "content/scorm_sequencing_reader.hpp"

#include "base/limits.hpp"
#include "content/scorm_sequencing_parts.hpp"

#include <algorithm>
#include <set>

namespace content {
namespace {

// About what they take in a browser's memory, where the tree of all activities will be.
std::size_t bytes_of(const std::vector<SequencingCondition>& conditions)
{
    std::size_t out = 0;
    for (const auto& condition : conditions)
        out += 100 + condition.objective.size();
    return out;
}

std::size_t bytes_of(const std::vector<SequencingRule>& rules)
{
    std::size_t out = 0;
    for (const auto& rule : rules)
        out += 100 + bytes_of(rule.conditions);
    return out;
}

std::size_t bytes_of(const SequencingObjective& objective)
{
    std::size_t out = 100 + objective.id.size();
    for (const auto& map : objective.maps)
        out += 400 + map.target.size();
    return out;
}

std::size_t bytes_of(const Sequencing& sequencing)
{
    std::size_t out = 0;
    if (const auto& rules = sequencing.rules)
        out += bytes_of(rules->pre) + bytes_of(rules->exit) + bytes_of(rules->post);
    if (const auto& rollup = sequencing.rollup) {
        for (const auto& rule : rollup->rules)
            out += 100 + bytes_of(rule.conditions);
    }
    if (const auto& objectives = sequencing.objectives) {
        if (objectives->primary) out += bytes_of(*objectives->primary);
        for (const auto& objective : objectives->others)
            out += bytes_of(objective);
    }
    return out;
}

template <class Part>
void fill(std::optional<Part>& to, const std::optional<Part>& from)
{
    if (!to) to = from;
}

void fill(Sequencing& to, const Sequencing& from)
{
    fill(to.control_mode, from.control_mode);
    fill(to.rules, from.rules);
    fill(to.limits, from.limits);
    fill(to.rollup, from.rollup);
    fill(to.objectives, from.objectives);
    fill(to.randomization, from.randomization);
    fill(to.delivery, from.delivery);
    fill(to.constrained_choice, from.constrained_choice);
    fill(to.rollup_considerations, from.rollup_considerations);
}

std::map<std::string_view, SequencingObjective*> by_id(Sequencing& sequencing)
{
    std::map<std::string_view, SequencingObjective*> out;
    if (!sequencing.objectives) return out;
    auto& [primary, others] = *sequencing.objectives;
    if (primary && !primary->id.empty()) out.emplace(primary->id, &*primary);
    for (auto& objective : others)
        out.emplace(objective.id, &objective);
    return out;
}

// Both elements may name the same target: together they are one map.
void join(ObjectiveMap& to, const ObjectiveMap& adl)
{
    to.read_raw_score = adl.read_raw_score;
    to.write_raw_score = adl.write_raw_score;
    to.read_min_score = adl.read_min_score;
    to.write_min_score = adl.write_min_score;
    to.read_max_score = adl.read_max_score;
    to.write_max_score = adl.write_max_score;
    to.read_completion_status = adl.read_completion_status;
    to.write_completion_status = adl.write_completion_status;
    to.read_progress_measure = adl.read_progress_measure;
    to.write_progress_measure = adl.write_progress_measure;
}

} // namespace

void SequencingReader::collect(const XmlElement& manifest)
{
    const auto* collection =
        values_.child(manifest, ScormSpace::sequencing, "sequencingCollection");
    if (!collection) return;
    values_.each(*collection, ScormSpace::sequencing, "sequencing", [&](const XmlElement& set) {
        const auto name = values_.required_id(set, "ID");
        if (!sets_.try_emplace(name, parse(set)).second)
            values_.refuse(set, "scorm.duplicate", "ID=" + name, "have an ID of its own");
    });
}

Sequencing SequencingReader::read(const XmlElement& owner)
{
    const auto* element = values_.child(owner, ScormSpace::sequencing, "sequencing");
    if (!element || bytes_ > limits::scorm_sequencing_bytes) return {};
    auto out = parse(*element);
    inherit(out, *element);
    join_objectives(out, *element);
    check_references(out.says, *element);
    bytes_ += out.bytes;
    if (bytes_ > limits::scorm_sequencing_bytes) {
        values_.refuse(*element, "scorm.sequencing_size", "more rules and objectives",
                       "have, with all other items and what they refer to, at most " +
                           std::to_string(limits::scorm_sequencing_bytes >> 20) + " MB of them");
        return {};
    }
    return std::move(out.says);
}

SequencingReader::Unresolved SequencingReader::parse(const XmlElement& element)
{
    Unresolved out;
    out.says = parse_sequencing(values_, element);
    out.set = values_.id(element, "IDRef");
    if (const auto* adl = values_.child(element, ScormSpace::adl_sequencing, "objectives");
        adl && values_.space_of(adl->space) == ScormSpace::adl_sequencing)
        out.adl_objectives = parse_adl_objectives(values_, *adl);
    out.bytes = bytes_of(out.says);
    if (out.adl_objectives) {
        for (const auto& objective : *out.adl_objectives)
            out.bytes += bytes_of(objective);
    }
    return out;
}

void SequencingReader::inherit(Unresolved& to, const XmlElement& at)
{
    std::set<std::string_view> seen;
    for (auto* name = &to.set; !name->empty();) {
        const auto found = sets_.find(*name);
        if (found == sets_.end())
            return values_.refuse(at, "scorm.reference", "IDRef=" + *name,
                                  "name a set of the sequencing collection");
        if (!seen.insert(found->first).second)
            return values_.refuse(at, "scorm.cycle", "IDRef=" + *name,
                                  "not lead back to the same set");
        fill(to.says, found->second.says);
        fill(to.adl_objectives, found->second.adl_objectives);
        to.bytes += found->second.bytes;
        name = &found->second.set;
    }
}

void SequencingReader::join_objectives(Unresolved& of, const XmlElement& at)
{
    if (!of.adl_objectives) return;
    const auto objectives = by_id(of.says);
    for (const auto& adl : *of.adl_objectives) {
        const auto found = objectives.find(adl.id);
        if (found == objectives.end()) {
            values_.warn(at, "scorm.objective", adl.id,
                         "be an objective that imsss:objectives has, too");
            continue;
        }
        auto& maps = found->second->maps;
        for (const auto& map : adl.maps) {
            const auto same = std::ranges::find(maps, map.target, &ObjectiveMap::target);
            if (same == maps.end())
                maps.push_back(map);
            else
                join(*same, map);
        }
    }
}

void SequencingReader::check_references(const Sequencing& sequencing, const XmlElement& at)
{
    std::set<std::string_view> ids;
    if (const auto& objectives = sequencing.objectives) {
        if (objectives->primary) ids.insert(objectives->primary->id);
        for (const auto& objective : objectives->others) {
            if (!ids.insert(objective.id).second)
                values_.refuse(at, "scorm.duplicate", "objectiveID=" + objective.id,
                               "have every objective once");
        }
    }
    if (!sequencing.rules) return;
    for (const auto* rules :
         {&sequencing.rules->pre, &sequencing.rules->exit, &sequencing.rules->post}) {
        for (const auto& rule : *rules) {
            for (const auto& condition : rule.conditions) {
                if (!condition.objective.empty() && !ids.contains(condition.objective))
                    values_.warn(at, "scorm.objective",
                                 "referencedObjective=" + condition.objective,
                                 "name an objective of the same activity; the condition never "
                                 "holds");
            }
        }
    }
}

} // namespace content
