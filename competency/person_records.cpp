#include "competency/person_records.hpp"

#include <algorithm>

namespace competency {
namespace {

struct Chains {
    Chain of_subject;
    std::optional<Chain> of_value;
};

Chains chains_of(char kind)
{
    switch (kind) {
    case said::Link::kind:
    case said::Unlink::kind: return {Chain::holders, Chain::held};
    case said::Merge::kind: return {Chain::merges, Chain::merged_into};
    case said::Unmerge::kind: return {Chain::merges, std::nullopt};
    case said::Person::kind: return {Chain::descriptions, std::nullopt};
    case said::Left::kind: return {Chain::leavings, std::nullopt};
    case said::Unit::kind: return {Chain::units, Chain::children};
    case said::Member::kind: return {Chain::memberships, Chain::members};
    case said::Profile::kind: return {Chain::profiles, std::nullopt};
    case said::Role::kind:
    default: return {Chain::roles, std::nullopt};
    }
}

bool always(const Record&)
{
    return true;
}

void cut(Steps& steps, Timestamp from)
{
    while (!steps.empty() && steps.back().from >= from)
        steps.pop_back();
}

// From then on, whatever this person would hold belongs to nobody.
void take(Steps& steps, Timestamp from, std::uint32_t person)
{
    const auto is_his = [&](const RecordStep& step) {
        return step.record && step.record->value == person;
    };
    auto next = std::ranges::lower_bound(steps, from, {}, &RecordStep::from);
    const bool begins_here = next != steps.end() && next->from == from;
    if (!begins_here && next != steps.begin() && is_his(*std::prev(next)))
        next = steps.insert(next, RecordStep{from, nullptr});
    for (; next != steps.end(); ++next) {
        if (is_his(*next)) next->record = nullptr;
    }
}

} // namespace

Steps steps_of(std::span<const Record* const> records)
{
    Steps steps;
    for (const auto* record : records) {
        cut(steps, record->from);
        steps.push_back({record->from, record->until > record->from ? record : nullptr});
        if (record->until > record->from && record->until < forever)
            steps.push_back({record->until, nullptr});
    }
    return steps;
}

const Record* step_at(const Steps& steps, Timestamp at)
{
    const auto next = std::ranges::upper_bound(steps, at, {}, &RecordStep::from);
    return next == steps.begin() ? nullptr : std::prev(next)->record;
}

PersonRecords::Index PersonRecords::head(Chain chain, Index of) const
{
    const auto& heads = heads_[static_cast<std::size_t>(chain)];
    return of < heads.size() ? heads[of] : nothing;
}

PersonRecords::Index PersonRecords::before(Chain chain, const Record& record)
{
    return chain < Chain::held ? record.before : record.before_of_value;
}

Record PersonRecords::record_of(const said::Link& link)
{
    return {.from = link.from,
            .subject = identities_.intern(link.identity),
            .value = by_id_.at(link.person.uuid)};
}

Record PersonRecords::record_of(const said::Unlink& unlink)
{
    return record_of(said::Link{unlink.person, unlink.identity, unlink.from});
}

Record PersonRecords::record_of(const said::Merge& merge)
{
    return {.from = Timestamp::min(),
            .subject = by_id_.at(merge.person.uuid),
            .value = by_id_.at(merge.into.uuid)};
}

Record PersonRecords::record_of(const said::Unmerge& unmerge)
{
    return {.from = Timestamp::min(), .subject = by_id_.at(unmerge.person.uuid)};
}

Record PersonRecords::record_of(const said::Person& person)
{
    const auto next = static_cast<Index>(persons_.size());
    const auto [known, is_new] = by_id_.emplace(person.person.uuid, next);
    if (is_new) {
        persons_.push_back(person.person);
        first_.push_back(static_cast<Index>(records_.size()));
    }
    descriptions_.push_back({texts_.intern(person.number), texts_.intern(person.given_name),
                             texts_.intern(person.family_name), texts_.intern(person.mail)});
    return {.from = person.from,
            .subject = known->second,
            .value = static_cast<Index>(descriptions_.size() - 1)};
}

Record PersonRecords::record_of(const said::Left& left)
{
    return {.from = left.from, .until = left.until, .subject = by_id_.at(left.person.uuid)};
}

Record PersonRecords::record_of(const said::Unit& unit)
{
    return {.from = unit.from,
            .until = unit.until,
            .subject = units_.intern(unit.unit),
            .value = unit.parent.empty() ? nothing : units_.intern(unit.parent),
            .detail = texts_.intern(unit.title)};
}

Record PersonRecords::record_of(const said::Member& member)
{
    return {.from = member.from,
            .until = member.until,
            .subject = by_id_.at(member.person.uuid),
            .value = units_.intern(member.unit)};
}

Record PersonRecords::record_of(const said::Profile& profile)
{
    return {.from = profile.from,
            .until = profile.until,
            .subject = by_id_.at(profile.person.uuid),
            .value = texts_.intern(profile.profile)};
}

Record PersonRecords::record_of(const said::Role& role)
{
    return {.from = role.from,
            .until = role.until,
            .subject = by_id_.at(role.person.uuid),
            .value = texts_.intern(role.role),
            .detail = role.unit.empty() ? nothing : units_.intern(role.unit)};
}

std::optional<Texts::Id> PersonRecords::number_of(Index record) const
{
    if (record == nothing) return std::nullopt;
    const auto number = description(records_[record]).number;
    return texts_[number].empty() ? std::nullopt : std::optional(number);
}

void PersonRecords::renumber(Index person, std::optional<Texts::Id> from,
                             std::optional<Texts::Id> to)
{
    if (from == to) return;
    if (from) by_number_.erase(*from);
    if (to) by_number_[*to] = person;
}

void PersonRecords::add(const PersonEntry& entry)
{
    auto record = std::visit([&](const auto& said) { return record_of(said); }, entry.said);
    record.kind = std::visit([](const auto& said) { return said.kind; }, entry.said);
    record.number = entry.stamp.number;
    record.recorded = entry.stamp.recorded;
    const auto at = static_cast<Index>(records_.size());
    const auto put = [&](Chain chain, Index of) {
        auto& heads = heads_[static_cast<std::size_t>(chain)];
        if (of >= heads.size()) heads.resize(of + 1, nothing);
        return std::exchange(heads[of], at);
    };
    const auto [of_subject, of_value] = chains_of(record.kind);
    record.before = put(of_subject, record.subject);
    if (of_value && record.value != nothing) record.before_of_value = put(*of_value, record.value);
    records_.push_back(record);
    if (of_subject == Chain::descriptions)
        renumber(record.subject, number_of(record.before), number_of(at));
}

PersonRecords::Mark PersonRecords::mark() const
{
    return {records_.size(), texts_.size(), identities_.size(), units_.size()};
}

void PersonRecords::unchain(const Record& record)
{
    const auto [of_subject, of_value] = chains_of(record.kind);
    heads_[static_cast<std::size_t>(of_subject)][record.subject] = record.before;
    if (of_value && record.value != nothing)
        heads_[static_cast<std::size_t>(*of_value)][record.value] = record.before_of_value;
}

void PersonRecords::undo(const Mark& mark)
{
    while (records_.size() > mark.records) {
        const auto record = records_.back();
        const auto at = static_cast<Index>(records_.size() - 1);
        unchain(record);
        if (record.kind == said::Person::kind) {
            renumber(record.subject, number_of(at), number_of(record.before));
            descriptions_.pop_back();
            if (record.before == nothing) {
                by_id_.erase(persons_.back().uuid);
                persons_.pop_back();
                first_.pop_back();
            }
        }
        records_.pop_back();
    }
    texts_.shrink(mark.texts);
    identities_.shrink(mark.identities);
    units_.shrink(mark.units);
}

std::size_t PersonRecords::known(Timestamp known_at) const
{
    const auto end = std::ranges::upper_bound(records_, known_at, {}, &Record::recorded);
    return static_cast<std::size_t>(end - records_.begin());
}

std::vector<const Record*> PersonRecords::history(Chain chain, Index of, std::size_t known) const
{
    std::vector<const Record*> out;
    for (auto at = head(chain, of); at != nothing; at = before(chain, records_[at])) {
        if (at < known) out.push_back(&records_[at]);
    }
    std::ranges::reverse(out);
    return out;
}

const Record* PersonRecords::holder(Index identity, Timestamp at, std::size_t known) const
{
    const auto* link = newest(Chain::holders, identity, known, [&](const Record& record) {
        return record.kind == said::Link::kind && record.from <= at;
    });
    if (!link) return nullptr;
    // Whatever took it from him must have come later.
    const auto* last = newest(Chain::holders, identity, known, [&](const Record& record) {
        return &record == link || (record.kind == said::Unlink::kind && record.from <= at &&
                                   record.value == link->value);
    });
    return last == link ? link : nullptr;
}

Steps PersonRecords::holders(Index identity, std::size_t known) const
{
    Steps steps;
    for (const auto* record : history(Chain::holders, identity, known)) {
        if (record->kind == said::Unlink::kind) {
            take(steps, record->from, record->value);
        } else {
            cut(steps, record->from);
            steps.push_back({record->from, record});
        }
    }
    return steps;
}

const Record* PersonRecords::merge(Index person, std::size_t known) const
{
    const auto* last = newest(Chain::merges, person, known, always);
    return last && last->kind == said::Merge::kind ? last : nullptr;
}

std::vector<PersonRecords::Index> PersonRecords::merged(Index person, std::size_t known) const
{
    std::vector<Index> out;
    for (const auto* record : history(Chain::merged_into, person, known)) {
        // The same person may have been merged, taken out and merged again.
        if (merge(record->subject, known) == record) out.push_back(record->subject);
    }
    return out;
}

std::optional<PersonRecords::Index> PersonRecords::person(PersonId id) const
{
    const auto found = by_id_.find(id.uuid);
    return found == by_id_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<PersonRecords::Index> PersonRecords::unit(std::string_view id) const
{
    return units_.find(id);
}

std::optional<PersonRecords::Index> PersonRecords::identity(std::string_view text) const
{
    return identities_.find(text);
}

std::optional<PersonRecords::Index> PersonRecords::with_number(std::string_view number) const
{
    const auto text = texts_.find(number);
    const auto found = text ? by_number_.find(*text) : by_number_.end();
    return found == by_number_.end() ? std::nullopt : std::optional(found->second);
}

} // namespace competency
