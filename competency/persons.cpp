#include "competency/persons.hpp"

#include "base/limits.hpp"
#include "competency/members.hpp"
#include "competency/person_rules.hpp"

#include <algorithm>
#include <map>

namespace competency {
namespace {

using Index = PersonRecords::Index;

bool is_there(const Record&)
{
    return true;
}

Intervals intersect(const Intervals& a, const Intervals& b)
{
    const Part parts[] = {{&a, 1}, {&b, 1}};
    return sweep(parts, 2);
}

template <class Value>
void sort_unique(std::vector<Value>& values)
{
    std::ranges::sort(values);
    const auto rest = std::ranges::unique(values);
    values.erase(rest.begin(), rest.end());
}

// By role, then unit: the records about each, the oldest first.
using RoleHistory = std::map<std::pair<std::string, std::string>, std::vector<const Record*>>;

RoleHistory roles_of(const PersonRecords& records, Index person, std::size_t known)
{
    RoleHistory out;
    for (const auto* record : records.history(Chain::roles, person, known)) {
        const auto unit = record->detail == nothing ? "" : records.unit_id(record->detail);
        out[{std::string(records.text(record->value)), std::string(unit)}].push_back(record);
    }
    return out;
}

PersonDescription describe(const PersonRecords& records, const Record& record)
{
    const auto& told = records.description(record);
    const auto text = [&](Texts::Id id) { return std::string(records.text(id)); };
    return {text(told.number), text(told.given_name), text(told.family_name), text(told.mail)};
}

// The value at a time with the end of its stretch, over steps that say the same.
template <class Text>
std::optional<HeldUntil> held_at(const PersonRecords& records, Chain chain, Index person,
                                 Timestamp at, Text text)
{
    const auto steps = steps_of(records.history(chain, person, records.size()));
    const auto* now = step_at(steps, at);
    if (!now) return std::nullopt;
    const auto same = [&](const Record& record) { return record.value == now->value; };
    return HeldUntil{std::string(text(now->value)), around(times_of(steps, same), at)->end};
}

} // namespace

base::Result<> Persons::append(std::span<const PersonEntry> entries)
{
    if (entries.size() > limits::person_entries)
        return base::Error{base::ErrorKind::too_large,
                           "At most " + std::to_string(limits::person_entries) +
                               " entries about persons are taken at once."};
    const auto mark = records_.mark();
    base::Complaints errors;
    for (std::size_t i = 0; i < entries.size() && errors.size() < limits::complaints; ++i) {
        const auto before = errors.size();
        check_next_entry(records_, entries[i], below("", i), errors);
        if (errors.size() == before) records_.add(entries[i]);
    }
    if (errors.empty()) return {};
    records_.undo(mark);
    return base::Error{base::ErrorKind::invalid, "The entries about persons are not right.",
                       errors.front().where, std::move(errors)};
}

std::uint64_t Persons::last_number() const
{
    return records_.size() == 0 ? 0 : records_[records_.size() - 1].number;
}

std::optional<Timestamp> Persons::last_recorded() const
{
    if (records_.size() == 0) return std::nullopt;
    return records_[records_.size() - 1].recorded;
}

Index Persons::root_of(Index person, std::size_t known) const
{
    while (const auto* merge = records_.merge(person, known))
        person = merge->value;
    return person;
}

std::vector<Index> Persons::group_of(Index person, std::size_t known) const
{
    std::vector<Index> out{person};
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto merged = records_.merged(out[i], known);
        out.insert(out.end(), merged.begin(), merged.end());
    }
    return out;
}

std::optional<Index> Persons::standing_index(PersonId person, std::size_t known) const
{
    const auto found = records_.person(person);
    if (!found || !records_.is_known(*found, known)) return std::nullopt;
    return root_of(*found, known);
}

std::optional<PersonId> Persons::standing(PersonId person, Timestamp known_at) const
{
    const auto found = standing_index(person, records_.known(known_at));
    return found ? std::optional(records_.id(*found)) : std::nullopt;
}

std::optional<PersonId> Persons::person_of(std::string_view identity, Timestamp at,
                                           Timestamp known_at) const
{
    const auto known = records_.known(known_at);
    const auto found = records_.identity(identity);
    const auto* link = found ? records_.holder(*found, at, known) : nullptr;
    if (!link) return std::nullopt;
    return records_.id(root_of(link->value, known));
}

bool Persons::knows_identity(std::string_view identity) const
{
    return records_.identity(identity).has_value();
}

std::vector<HeldIdentity> Persons::identities_of(PersonId person, Timestamp known_at) const
{
    const auto known = records_.known(known_at);
    const auto root = standing_index(person, known);
    std::vector<HeldIdentity> out;
    if (!root) return out;
    for (const auto one : group_of(*root, known)) {
        std::vector<Index> identities;
        for (const auto* record : records_.history(Chain::held, one, known))
            identities.push_back(record->subject);
        sort_unique(identities);
        for (const auto identity : identities) {
            const auto steps = records_.holders(identity, known);
            const auto his = [&](const Record& record) { return record.value == one; };
            for (const auto& during : times_of(steps, his))
                out.push_back({std::string(records_.identity_text(identity)), records_.id(one),
                               during, step_at(steps, during.begin)->number});
        }
    }
    std::ranges::sort(out, {}, [](const HeldIdentity& held) {
        return std::tie(held.identity, held.during.begin);
    });
    return out;
}

std::vector<HeldIdentity> Persons::identities_of(PersonId person, Timestamp at,
                                                 Timestamp known_at) const
{
    auto out = identities_of(person, known_at);
    std::erase_if(out, [&](const HeldIdentity& held) {
        return at < held.during.begin || held.during.end <= at;
    });
    return out;
}

std::vector<PersonId> Persons::all(Timestamp known_at) const
{
    const auto known = records_.known(known_at);
    std::vector<PersonId> out;
    for (Index i = 0; i < records_.persons() && records_.is_known(i, known); ++i) {
        if (!records_.merge(i, known)) out.push_back(records_.id(i));
    }
    return out;
}

std::optional<PersonId> Persons::with_number(std::string_view number) const
{
    const auto found = records_.with_number(number);
    return found ? std::optional(records_.id(*found)) : std::nullopt;
}

const Record* Persons::at(Chain chain, Index of, Timestamp at, std::size_t known) const
{
    const auto* last =
        records_.newest(chain, of, known, [&](const Record& record) { return record.from <= at; });
    return last && at < last->until ? last : nullptr;
}

std::optional<PersonDescription> Persons::description(PersonId person, Timestamp time,
                                                      Timestamp known_at) const
{
    const auto known = records_.known(known_at);
    const auto root = standing_index(person, known);
    const auto* record = root ? at(Chain::descriptions, *root, time, known) : nullptr;
    return record ? std::optional(describe(records_, *record)) : std::nullopt;
}

bool Persons::has_left(PersonId person, Timestamp time, Timestamp known_at) const
{
    const auto known = records_.known(known_at);
    const auto root = standing_index(person, known);
    return root && at(Chain::leavings, *root, time, known);
}

const Record* Persons::while_employed(Chain chain, PersonId person, Timestamp time,
                                      std::size_t known) const
{
    const auto root = standing_index(person, known);
    if (!root || at(Chain::leavings, *root, time, known)) return nullptr;
    return at(chain, *root, time, known);
}

std::optional<std::string> Persons::unit_of(PersonId person, Timestamp time,
                                            Timestamp known_at) const
{
    const auto known = records_.known(known_at);
    const auto* record = while_employed(Chain::memberships, person, time, known);
    if (!record) return std::nullopt;
    return std::string(records_.unit_id(record->value));
}

std::optional<std::string> Persons::profile_of(PersonId person, Timestamp time,
                                               Timestamp known_at) const
{
    const auto known = records_.known(known_at);
    const auto* record = while_employed(Chain::profiles, person, time, known);
    return record ? std::optional(std::string(records_.text(record->value))) : std::nullopt;
}

std::vector<PersonId> Persons::members_of(std::string_view unit, Timestamp time, Timestamp known_at,
                                          Reach reach) const
{
    const auto known = records_.known(known_at);
    std::vector<std::string> units{std::string(unit)};
    std::vector<PersonId> out;
    for (std::size_t i = 0; i < units.size(); ++i) {
        const auto found = records_.unit(units[i]);
        if (!found) continue;
        for (const auto* record : records_.history(Chain::members, *found, known)) {
            const auto person = records_.id(record->subject);
            const bool stands = !records_.merge(record->subject, known);
            if (stands && while_employed(Chain::memberships, person, time, known) == record)
                out.push_back(person);
        }
        if (reach == Reach::direct) break;
        const auto children = children_of(units[i], time, known_at);
        units.insert(units.end(), children.begin(), children.end());
    }
    std::ranges::sort(out);
    return out;
}

Intervals Persons::left(Index person, std::size_t known) const
{
    return times_of(steps_of(records_.history(Chain::leavings, person, known)), is_there);
}

Roles Persons::roles(Timestamp known_at) const
{
    const auto known = records_.known(known_at);
    Roles out;
    for (Index i = 0; i < records_.persons() && records_.is_known(i, known); ++i) {
        const auto histories = roles_of(records_, i, known);
        if (histories.empty() || records_.merge(i, known)) continue;
        const auto gone = left(i, known);
        const auto identities = identities_of(records_.id(i), known_at);
        for (const auto& [role, history] : histories) {
            const auto times = subtract(times_of(steps_of(history), is_there), gone);
            for (const auto& held : identities) {
                for (const auto& during : intersect(times, {held.during}))
                    out.add(held.identity, {role.first, role.second, during});
            }
        }
    }
    return out;
}

std::string Persons::parent_of(const Record& unit) const
{
    return unit.value == nothing ? "" : std::string(records_.unit_id(unit.value));
}

std::optional<UnitDescription> Persons::unit(std::string_view id, Timestamp time,
                                             Timestamp known_at) const
{
    const auto found = records_.unit(id);
    const auto* record = found ? at(Chain::units, *found, time, records_.known(known_at)) : nullptr;
    if (!record) return std::nullopt;
    return UnitDescription{std::string(id), parent_of(*record),
                           std::string(records_.text(record->detail))};
}

std::vector<std::string> Persons::units(Timestamp time, Timestamp known_at) const
{
    const auto known = records_.known(known_at);
    std::vector<std::string> out;
    for (Index i = 0; i < records_.units(); ++i) {
        if (at(Chain::units, i, time, known)) out.emplace_back(records_.unit_id(i));
    }
    std::ranges::sort(out);
    return out;
}

std::vector<std::string> Persons::children_of(std::string_view unit, Timestamp time,
                                              Timestamp known_at) const
{
    const auto known = records_.known(known_at);
    std::vector<std::string> out;
    const auto take = [&](Index child, const Record* record) {
        if (record && parent_of(*record) == unit) out.emplace_back(records_.unit_id(child));
    };
    if (unit.empty()) {
        for (Index i = 0; i < records_.units(); ++i)
            take(i, at(Chain::units, i, time, known));
    } else if (const auto found = records_.unit(unit)) {
        for (const auto* record : records_.history(Chain::children, *found, known))
            take(record->subject, at(Chain::units, record->subject, time, known));
    }
    sort_unique(out);
    return out;
}

PersonFacts Persons::facts(PersonId person, Timestamp time) const
{
    PersonFacts out;
    const auto found = records_.person(person);
    if (!found) return out;
    const auto known = records_.size();
    if (const auto* record = at(Chain::descriptions, *found, time, known))
        out.description = describe(records_, *record);
    out.unit = held_at(records_, Chain::memberships, *found, time,
                       [&](Index unit) { return records_.unit_id(unit); });
    out.profile = held_at(records_, Chain::profiles, *found, time,
                          [&](Texts::Id text) { return records_.text(text); });
    for (const auto& [role, history] : roles_of(records_, *found, known)) {
        const auto times = times_of(steps_of(history), is_there);
        if (const auto during = around(times, time))
            out.roles.push_back({role.first, role.second, during->end});
    }
    out.left = left(*found, known);
    return out;
}

} // namespace competency
