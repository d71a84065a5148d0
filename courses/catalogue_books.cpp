#include "courses/catalogue_books.hpp"

#include "base/digest.hpp"
#include "base/limits.hpp"

#include <algorithm>
#include <array>

namespace courses {
namespace {

using base::Result;
using storage::Former;
using storage::RecordChange;

constexpr std::size_t rolls_at_once = 200;

} // namespace

std::string ticket_key(const base::Uuid& course, std::uint64_t ticket)
{
    std::array<std::uint8_t, 8> bytes; // The highest one first.
    for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte, ticket >>= 8)
        *byte = static_cast<std::uint8_t>(ticket);
    return base::to_string(course) + '/' + base::to_hex(bytes);
}

std::string part_key(const base::Uuid& course, std::string_view identity)
{
    return person_key(identity) + base::to_string(course);
}

RecordChange Catalogue::Books::put_roll(const base::Uuid& course) const
{
    return {std::string(rolls), base::to_string(course), encode(roll), Former{roll_text}};
}

RecordChange Catalogue::Books::put_part(const base::Uuid& course, std::string_view identity,
                                        const std::optional<Participation>& now) const
{
    return {std::string(participations), part_key(course, identity),
            now ? std::optional(encode(*now)) : std::nullopt, Former{part_text}};
}

RecordChange Catalogue::Books::take_ticket(const base::Uuid& course)
{
    if (roll.waiting > 0) --roll.waiting;
    return {std::string(tickets), ticket_key(course, part->ticket), std::nullopt};
}

Result<Catalogue::Books> Catalogue::read(const base::Uuid& course, std::string_view identity) const
{
    Books out;
    auto roll_text = records_.get(tenant_, rolls, base::to_string(course));
    if (!roll_text) return roll_text.error();
    out.roll_text = std::move(*roll_text);
    if (out.roll_text) {
        auto roll = decode_roll(*out.roll_text);
        if (!roll) return roll.error();
        out.roll = std::move(*roll);
    }
    if (identity.empty()) return out;
    auto part_text = records_.get(tenant_, participations, part_key(course, identity));
    if (!part_text) return part_text.error();
    out.part_text = std::move(*part_text);
    if (out.part_text) {
        auto part = decode_participation(*out.part_text);
        if (!part) return part.error();
        out.part = std::move(*part);
    }
    auto registration = enrolments_.of(identity, course);
    if (!registration) return registration.error();
    out.registration = std::move(*registration);
    return out;
}

Result<Roll> Catalogue::roll(const base::Uuid& course) const
{
    auto books = read(course, {});
    if (!books) return books.error();
    return std::move(books->roll);
}

Result<std::vector<CourseRoll>> Catalogue::open_courses(std::optional<base::Uuid> after,
                                                        std::size_t limit) const
{
    std::vector<CourseRoll> out;
    auto last = after ? base::to_string(*after) : std::string();
    while (true) {
        const auto some = records_.scan(tenant_, rolls, "", last, rolls_at_once);
        if (!some) return some.error();
        for (const auto& record : *some) {
            auto roll = decode_roll(record.value);
            if (!roll) return roll.error();
            const auto course = base::parse_uuid(record.key).value_or(base::Uuid{});
            if (!roll->offer.open || !shelf_.latest_of(course)) continue;
            out.push_back({course, std::move(*roll)});
            if (out.size() == limit) return out;
        }
        if (some->size() < rolls_at_once) return out;
        last = some->back().key;
    }
}

Result<std::optional<Participation>> Catalogue::find(const base::Uuid& course,
                                                     std::string_view identity) const
{
    auto books = read(course, identity);
    if (!books) return books.error();
    if (!books->part && books->registration) {
        const auto& known = *books->registration;
        return std::optional(Participation{course, known.actor, Part::taking, known.registered});
    }
    return std::move(books->part);
}

Result<std::vector<Participation>> Catalogue::of_person(std::string_view identity) const
{
    std::vector<Participation> out;
    const auto kept = records_.scan(tenant_, participations, person_key(identity), "",
                                    limits::registrations_of_person);
    if (!kept) return kept.error();
    for (const auto& record : *kept) {
        auto part = decode_participation(record.value);
        if (!part) return part.error();
        out.push_back(std::move(*part));
    }
    const auto registered = enrolments_.of_person(identity);
    if (!registered) return registered.error();
    for (const auto& each : *registered) {
        if (std::ranges::find(out, each.course, &Participation::course) == out.end())
            out.push_back({each.course, each.actor, Part::taking, each.registered});
    }
    return out;
}

Result<std::size_t> Catalogue::position(const Participation& participation) const
{
    const auto all = records_.scan(tenant_, tickets, base::to_string(participation.course) + '/',
                                   "", limits::course_waiting);
    if (!all) return all.error();
    const auto own = ticket_key(participation.course, participation.ticket);
    const auto before =
        std::ranges::count_if(*all, [&](const auto& ticket) { return ticket.key < own; });
    return static_cast<std::size_t>(before) + 1;
}

Result<Taken> Catalogue::standing(const Participation& participation) const
{
    if (participation.part == Part::waiting) {
        const auto place = position(participation);
        if (!place) return place.error();
        return Taken{std::nullopt, *place};
    }
    const auto identity = enrolled_identity(participation.actor);
    if (!identity) return identity.error();
    auto registration = enrolments_.of(*identity, participation.course);
    if (!registration) return registration.error();
    return Taken{std::move(*registration)};
}

} // namespace courses
