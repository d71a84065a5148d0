// What a statement can be found by.
//
// A term is an agent, verb, activity or registration that a statement mentions; its roles say
// how. An index keeps (term, sequence) -> roles. Terms are keyed hashes: a reader checks each
// hit against the statement itself, so that a collision costs time and never a wrong answer.
#pragma once

#include "base/digest.hpp"

#include <boost/json/value.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace statements {

// THESE NUMBERS ARE PART OF THE FILE FORMAT. They are never changed, only added to.
enum class TermKind : std::uint8_t {
    agent = 1,
    verb = 2,
    activity = 3,
    registration = 4,
    voided = 5, // Reserved: the statements that are voided, under the empty term.
};

using Roles = std::uint32_t;

namespace role {

// Agents.
inline constexpr Roles actor = 1u << 0;
inline constexpr Roles object = 1u << 1; // Activities too.
inline constexpr Roles instructor = 1u << 2;
inline constexpr Roles team = 1u << 3;
inline constexpr Roles context_agent = 1u << 4;
inline constexpr Roles context_group = 1u << 5;
inline constexpr Roles authority = 1u << 6;
inline constexpr Roles member_of_actor = 1u << 7;
inline constexpr Roles member_of_object = 1u << 8;
inline constexpr Roles member_of_other = 1u
                                         << 9; // Of an instructor, team, context group, authority.

// Activities.
inline constexpr Roles parent = 1u << 10;
inline constexpr Roles grouping = 1u << 11;
inline constexpr Roles category = 1u << 12;
inline constexpr Roles other = 1u << 13;

inline constexpr Roles verb = 1u << 14;
inline constexpr Roles registration = 1u << 15;

// The same, inside a sub-statement. Its verb and registration are no terms: no filter asks.
constexpr Roles in_sub_statement(Roles roles)
{
    return roles << 16;
}

// The whole posting is a guess: a statement on the reference chain mentions the term, in roles
// that are not recorded. Such a candidate passes every mask and is decided by matches().
inline constexpr Roles by_reference = 1u << 31;

// The filters of the standard as masks (xAPI 1.0.3 Communication 2.1.3, IEEE 9274.1.1 4.1.6.1).
inline constexpr Roles agent_filter = actor | object | member_of_actor | member_of_object;
inline constexpr Roles activity_filter = object;
inline constexpr Roles any = ~Roles{0};

} // namespace role

struct Posting {
    TermKind kind;
    base::Hash128 term;
    Roles roles;

    bool operator==(const Posting&) const = default;
};

base::Hash128 hash_term(const base::Hash128& key, TermKind kind, std::string_view value);

// One posting per (kind, term), roles joined, in order of (kind, term). Values: an agent's
// identity() text, an IRI, a UUID in lower case.
std::vector<Posting> terms_of(const boost::json::value& statement, const base::Hash128& key);

} // namespace statements
