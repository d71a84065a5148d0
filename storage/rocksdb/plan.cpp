#include "storage/rocksdb/plan.hpp"

#include <bit>

namespace storage::rocks {
namespace {

constexpr std::string_view role_names[] = {
    "actor",
    "object",
    "instructor",
    "team",
    "context agent",
    "context group",
    "authority",
    "member of actor",
    "member of object",
    "member of another",
    "parent",
    "grouping",
    "category",
    "other",
    "verb",
    "registration",
};

std::string roles_text(statements::Roles roles)
{
    if (roles == statements::role::any) return "in any role";
    std::string out;
    for (unsigned bit = 0; bit < std::size(role_names); ++bit) {
        if ((roles & 1u << bit) == 0) continue;
        out += (out.empty() ? "as " : " or ") + std::string(role_names[bit]);
    }
    return out;
}

std::string_view kind_text(statements::TermKind kind)
{
    switch (kind) {
    case statements::TermKind::agent: return "agent";
    case statements::TermKind::verb: return "verb";
    case statements::TermKind::activity: return "activity";
    case statements::TermKind::registration: return "registration";
    case statements::TermKind::voided: return "voided";
    }
    return "";
}

std::string range_text(Range range)
{
    if (range.low > range.high) return "none";
    return std::to_string(range.low) + " to " + std::to_string(range.high);
}

} // namespace

Result<Plan> make_plan(const Searched& searched, Tenant tenant, const Query& query, Range range,
                       const ::rocksdb::ReadOptions& options)
{
    const auto& database = searched.database;
    const auto bounds = bounds_of(database, tenant, query, range, options);
    if (!bounds) return bounds.error();
    Plan out{query.ascending ? Direction::up : Direction::down, *bounds, {}};
    const auto terms = statements::terms_of(query, database.key());
    if (!terms.empty()) {
        out.candidates.emplace(database, searched.view, tenant, terms, bounds->range, options,
                               out.direction);
    }
    return out;
}

std::string to_text(const Plan& plan)
{
    const bool up = plan.direction == Direction::up;
    const auto& [range, certain] = plan.bounds;
    auto out = "sequences " + range_text(range) + (up ? ", oldest first\n" : ", newest first\n");
    if (plan.candidates) {
        for (const auto& step : plan.candidates->steps()) {
            out += std::string(kind_text(step.term.kind)) + ' ' + roles_text(step.term.mask);
            if (step.estimate > 0) out += ", about " + std::to_string(step.estimate);
            out += '\n';
        }
        out += "found by reference only: decided by the statements\n";
    } else {
        out += "every row\n";
    }
    if (range != certain) out += "time decided by the row outside of " + range_text(certain) + '\n';
    return out + "voided left out\n";
}

} // namespace storage::rocks
