#include "lrs/auth/credential.hpp"

#include <algorithm>
#include <array>

namespace lrs {
namespace {

constexpr std::uint32_t bit(Scope scope)
{
    return static_cast<std::uint32_t>(scope);
}

struct Row {
    Scope scope;
    std::string_view name;    // As the standard writes it; the last one is ours.
    std::uint32_t granted_by; // The scope itself and those that include it.
};

// xAPI 1.0.3 Communication 4.2, "all" and "all/read" in what they include.
constexpr auto everything = bit(Scope::all) | bit(Scope::admin);
constexpr auto reading = bit(Scope::all_read) | everything;

constexpr std::array rows{
    Row{Scope::statements_write, "statements/write", bit(Scope::statements_write) | everything},
    Row{Scope::statements_read_mine, "statements/read/mine",
        bit(Scope::statements_read_mine) | bit(Scope::statements_read) | reading},
    Row{Scope::statements_read, "statements/read", bit(Scope::statements_read) | reading},
    Row{Scope::state, "state", bit(Scope::state) | everything},
    Row{Scope::profile, "profile", bit(Scope::profile) | everything},
    Row{Scope::define, "define", bit(Scope::define) | everything},
    Row{Scope::all_read, "all/read", reading},
    Row{Scope::all, "all", everything},
    Row{Scope::admin, "admin", bit(Scope::admin)},
};

constexpr std::array asked_for{
    Row{Scope::state_read, "state or all/read", bit(Scope::state) | reading},
    Row{Scope::profile_read, "profile or all/read", bit(Scope::profile) | reading},
    Row{Scope::look_up, "all/read or another that reads",
        bit(Scope::statements_read_mine) | bit(Scope::statements_read) | bit(Scope::state) |
            bit(Scope::profile) | bit(Scope::define) | reading},
    Row{Scope::own_courses, "a person's link", bit(Scope::own_courses)},
};

const Row* row_of(Scope scope)
{
    const auto row = std::ranges::find(rows, scope, &Row::scope);
    if (row != rows.end()) return &*row;
    const auto asked = std::ranges::find(asked_for, scope, &Row::scope);
    return asked == asked_for.end() ? nullptr : &*asked;
}

} // namespace

bool Credential::may(Scope scope) const
{
    if (scope == Scope::none) return true;
    const auto* row = row_of(scope);
    return row && (scopes & row->granted_by) != 0;
}

std::string_view to_string(Scope scope)
{
    const auto* row = row_of(scope);
    return row ? row->name : "none";
}

std::optional<Scope> scope_named(std::string_view name)
{
    const auto row = std::ranges::find(rows, name, &Row::name);
    if (row == rows.end()) return std::nullopt;
    return row->scope;
}

boost::json::array names_of(std::uint32_t scopes)
{
    boost::json::array out;
    for (std::uint32_t bit = 1; bit != 0; bit <<= 1) {
        if (scopes & bit) out.emplace_back(to_string(static_cast<Scope>(bit)));
    }
    return out;
}

} // namespace lrs
