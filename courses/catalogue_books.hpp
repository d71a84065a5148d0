// What the catalogue reads of a course and of one person in it, before it changes anything.
#pragma once

#include "courses/catalogue.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace courses {

// Kinds of records.
inline constexpr std::string_view rolls = "course-roll";
inline constexpr std::string_view participations = "participation";
inline constexpr std::string_view tickets = "course-waiting";

// By order of the tickets.
std::string ticket_key(const base::Uuid& course, std::uint64_t ticket);
std::string part_key(const base::Uuid& course, std::string_view identity);

struct Catalogue::Wish {
    base::Uuid course;
    boost::json::object actor;
    std::string identity;
    Asking asking = Asking::office;
    std::optional<std::string> voucher{};
    std::shared_ptr<const Package> package{}; // This one, whatever the terms. Null: the latest.
};

struct Catalogue::Books {
    Roll roll;
    std::optional<std::string> roll_text;
    std::optional<Participation> part;
    std::optional<std::string> part_text;
    std::optional<Registration> registration;

    // What is there now, instead of what was read.
    storage::RecordChange put_roll(const base::Uuid& course) const;

    storage::RecordChange put_part(const base::Uuid& course, std::string_view identity,
                                   const std::optional<Participation>& now) const;
    // Off the list.
    storage::RecordChange take_ticket(const base::Uuid& course);

    bool waits() const { return part && part->part == Part::waiting; }

    // Whoever was registered without the catalogue does, too.
    bool takes_part() const { return part ? part->part == Part::taking : registration.has_value(); }
};

} // namespace courses
