#include "competency/engine.hpp"

#include "competency/assertion.hpp"

#include <algorithm>

namespace competency {
namespace {

// Nobody who holds nothing needs an entry.
constexpr std::string_view holds_nothing = "[]";

} // namespace

Engine::Engine(std::shared_ptr<const Model> model, Roles roles, Authorities own)
    : model_(std::move(model)), dependence_(*model_), roles_(std::move(roles)), own_(std::move(own))
{
}

void Engine::apply_statement(std::string_view text, const boost::json::value& value,
                             std::uint64_t sequence)
{
    if (const auto entry = read_void(value, sequence)) return add(*entry);
    for (auto& row : extract(*model_, text, value, sequence, own_))
        add(std::move(row));
}

void Engine::add(EvidenceRow row)
{
    row.voided_at = voided_at(row.statement);
    if (const auto* fresh = remember(std::move(row))) touch(*fresh);
}

// Null: it is known.
const EvidenceRow* Engine::remember(EvidenceRow row)
{
    RowId id{row.evidence, row.statement};
    const auto [at, is_new] = people_[row.identity].try_emplace(std::move(id), std::move(row));
    if (!is_new) return nullptr;
    const auto& kept = at->second;
    places_[kept.statement].push_back({kept.identity, at->first});
    by_sequence_[kept.sequence] = kept.statement;
    return &kept;
}

void Engine::add(const Void& entry)
{
    if (!voids_[entry.target].emplace(entry.statement, entry).second) return;
    void_targets_[entry.statement] = entry.target;
    by_sequence_[entry.sequence] = entry.statement;
    changes_[entry_key(entry)] = entry_value(entry);
    update_voids(entry.target);
}

std::optional<Timestamp> Engine::voided_at(const base::Uuid& target) const
{
    std::optional<Timestamp> first;
    const auto found = voids_.find(target);
    if (found == voids_.end()) return first;
    for (const auto& [id, entry] : found->second)
        first = std::min(first.value_or(entry.stored), entry.stored);
    return first;
}

void Engine::update_voids(const base::Uuid& target)
{
    const auto first = voided_at(target);
    const auto places = places_.find(target);
    if (places == places_.end()) return;
    for (const auto& [identity, id] : places->second) {
        auto& row = people_.at(identity).at(id);
        if (row.voided_at == first) continue;
        row.voided_at = first;
        touch(row);
    }
}

void Engine::touch(const EvidenceRow& row)
{
    changes_[entry_key(row)] = entry_value(row);
    touch(row.identity, row.evidence);
}

void Engine::apply_erasure(std::span<const std::uint64_t> sequences)
{
    for (const auto sequence : sequences) {
        const auto found = by_sequence_.find(sequence);
        if (found == by_sequence_.end()) continue;
        const auto statement = found->second;
        by_sequence_.erase(found);
        forget_rows(statement);
        forget_voids(statement);
    }
}

void Engine::forget_rows(const base::Uuid& statement)
{
    const auto places = places_.find(statement);
    if (places == places_.end()) return;
    for (const auto& [identity, id] : places->second) {
        const auto person = people_.find(identity);
        changes_[entry_key(person->second.at(id))] = std::nullopt;
        touch(identity, id.first);
        person->second.erase(id);
        if (person->second.empty()) people_.erase(person);
    }
    places_.erase(places);
}

void Engine::forget_voids(const base::Uuid& statement)
{
    const auto found = void_targets_.find(statement);
    if (found == void_targets_.end()) return;
    const auto target = found->second;
    auto& voids = voids_.at(target);
    changes_[entry_key(voids.at(statement))] = std::nullopt;
    voids.erase(statement);
    if (voids.empty()) voids_.erase(target);
    void_targets_.erase(found);
    update_voids(target);
}

void Engine::set_roles(Roles roles)
{
    roles_ = std::move(roles);
    for (const auto& [identity, person] : people_) {
        for (const auto& [id, row] : person)
            touch(identity, id.first);
    }
}

base::Result<> Engine::restore(std::string_view key, std::string_view value)
{
    auto entry = read_entry(key, value);
    if (!entry) return entry.error();
    if (auto* row = std::get_if<EvidenceRow>(&*entry)) {
        remember(std::move(*row));
    } else if (const auto* voiding = std::get_if<Void>(&*entry)) {
        voids_[voiding->target].emplace(voiding->statement, *voiding);
        void_targets_[voiding->statement] = voiding->target;
        by_sequence_[voiding->sequence] = voiding->statement;
    } else if (auto* held = std::get_if<HeldEntry>(&*entry)) {
        held_[held->identity] = std::move(held->held);
    }
    return {};
}

void Engine::touch(const std::string& identity, std::string_view evidence)
{
    const auto affected = dependence_.affected_by(evidence);
    dirty_[identity].insert(affected.begin(), affected.end());
}

// Whether an assertion counts depends on the other rows of its statement: then all are wanted.
std::vector<EvidenceRow> Engine::rows_within(const std::string& identity, const Scope& scope) const
{
    const auto person = people_.find(identity);
    if (person == people_.end()) return {};
    const auto& all = person->second;
    if (assertion_of(*model_, all.rbegin()->first.first)) return rows(identity);
    std::vector<EvidenceRow> out;
    out.reserve(std::min<std::size_t>(all.size(), 8));
    for (std::size_t at = 0; at < scope.evidence.size(); ++at) {
        if (!scope.evidence[at]) continue;
        const auto& id = model_->evidence[at].id;
        for (auto row = all.lower_bound({id, base::Uuid{}});
             row != all.end() && row->first.first == id; ++row)
            out.push_back(row->second);
    }
    return out;
}

void Engine::evaluate(const std::string& identity, const std::set<std::size_t>& competencies)
{
    const auto before = held_.find(identity);
    const auto scope = dependence_.scope_of(competencies);
    const auto rows = rows_within(identity, scope);
    const auto now = held_levels_again(before == held_.end() ? holds_nothing : before->second,
                                       *model_, roles_, rows, dependence_, competencies, scope);
    if (now == holds_nothing) {
        if (before == held_.end()) return;
        held_.erase(before);
        changes_[held_key(identity)] = std::nullopt;
    } else if (before == held_.end() || before->second != now) {
        held_[identity] = now;
        changes_[held_key(identity)] = now;
    }
}

Changes Engine::take_changes()
{
    for (const auto& [identity, competencies] : std::exchange(dirty_, {}))
        evaluate(identity, competencies);
    Changes out;
    for (auto& [key, value] : std::exchange(changes_, {})) {
        if (value)
            out.upserts.emplace_back(key, std::move(*value));
        else
            out.deletions.push_back(key);
    }
    return out;
}

std::vector<EvidenceRow> Engine::rows(const std::string& identity) const
{
    std::vector<EvidenceRow> out;
    const auto person = people_.find(identity);
    if (person == people_.end()) return out;
    for (const auto& [id, row] : person->second)
        out.push_back(row);
    return out;
}

std::vector<EvidenceRow> Engine::rows_of(std::uint64_t sequence) const
{
    std::vector<EvidenceRow> out;
    const auto statement = by_sequence_.find(sequence);
    if (statement == by_sequence_.end()) return out;
    const auto places = places_.find(statement->second);
    if (places == places_.end()) return out;
    for (const auto& [identity, id] : places->second)
        out.push_back(people_.at(identity).at(id));
    return out;
}

std::vector<std::string> Engine::identities() const
{
    std::vector<std::string> out;
    for (const auto& [identity, person] : people_)
        out.push_back(identity);
    std::ranges::sort(out);
    return out;
}

std::string Engine::held(const std::string& identity) const
{
    const auto found = held_.find(identity);
    return found == held_.end() ? std::string(holds_nothing) : found->second;
}

std::string Engine::answer(const std::string& identity, Timestamp as_of, Timestamp known_at,
                           Watermark watermark) const
{
    return attainment(*model_, roles_, rows(identity), identity, as_of, known_at, watermark);
}

} // namespace competency
