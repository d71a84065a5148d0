#include "competency/leaf.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace competency {
namespace {

constexpr std::int64_t complete = 10'000;

bool has_role(const Roles& roles, const Evidence& mapping, const EvidenceRow& row)
{
    const bool asked = !mapping.match.attestor_role.empty() ||
                       mapping.aggregation == Aggregation::distinct_attestors;
    if (!asked) return true;
    if (row.attestor.empty() || row.attestor == row.identity) return false;
    return mapping.match.attestor_role.empty() ||
           std::ranges::any_of(mapping.match.attestor_role, [&](const std::string& role) {
               return roles.has(row.attestor, role, row.t);
           });
}

// By the statement's own word, else by the mapping's.
Timestamp end_of(Zone zone, const Evidence& mapping, const EvidenceRow& row)
{
    if (row.expires) return *row.expires;
    return mapping.validity ? valid_until(zone, row.t, *mapping.validity) : forever;
}

std::optional<Reason> reason_against(const Model& model, const Roles& roles,
                                     const Evidence& mapping, const EvidenceRow& row,
                                     Timestamp known_at)
{
    const auto& match = mapping.match;
    if (row.voided_at && *row.voided_at <= known_at) return Reason::voided;
    if (!model.trusts(row.authority, mapping.kind)) return Reason::source_not_trusted;
    if (!has_role(roles, mapping, row)) return Reason::wrong_attestor_role;
    if (match.success && row.success != match.success) return Reason::not_success;
    if (match.completion && row.completion != match.completion) return Reason::not_success;
    if (match.scaled_min && (!row.score || *row.score < *match.scaled_min))
        return Reason::below_min_score;
    return std::nullopt;
}

// A failed attempt is an attempt; a voided or foreign one is none.
bool is_attempt(const Judged& judged)
{
    if (!judged.ignored) return true;
    return *judged.ignored == Reason::not_success || *judged.ignored == Reason::below_min_score;
}

void cut_by_later_attempts(std::vector<Judged>& rows)
{
    Judged* previous = nullptr;
    for (auto& judged : rows) {
        if (!is_attempt(judged)) continue;
        if (previous) previous->during.end = std::min(previous->during.end, judged.row->t);
        previous = &judged;
    }
}

Intervals set_of(const std::vector<Judged>& rows)
{
    Intervals pieces;
    for (const auto& judged : rows) {
        if (!judged.ignored) pieces.push_back(judged.during);
    }
    return unite(pieces);
}

Intervals set_of_attestors(const std::vector<Judged>& rows, std::int64_t needed)
{
    std::map<std::string_view, Intervals> by_attestor;
    for (const auto& judged : rows) {
        if (!judged.ignored) by_attestor[judged.row->attestor].push_back(judged.during);
    }
    std::vector<Part> parts;
    for (auto& [attestor, pieces] : by_attestor) {
        pieces = unite(pieces);
        parts.push_back({&pieces, 1});
    }
    return sweep(parts, needed);
}

Intervals gaps(const std::vector<const EvidenceRow*>& revocations, const std::vector<Judged>& rows)
{
    Intervals out;
    for (const auto* revocation : revocations) {
        auto end = forever;
        for (const auto& judged : rows) {
            if (judged.ignored || judged.row->t <= revocation->t) continue;
            end = judged.row->t;
            break;
        }
        out.push_back({revocation->t, end});
    }
    return unite(out);
}

std::int64_t best_failed_score(const Evidence& mapping, const std::vector<Judged>& rows,
                               Timestamp as_of)
{
    const auto minimum = mapping.match.scaled_min.value_or(0);
    if (minimum <= 0) return 0;
    std::int64_t best = 0;
    for (const auto& judged : rows) {
        if (!is_attempt(judged)) continue;
        if (mapping.aggregation == Aggregation::latest) best = 0;
        const bool failed = judged.ignored == Reason::below_min_score && judged.row->score;
        if (!failed || judged.valid_until <= as_of || *judged.row->score < 0) continue;
        best = std::max(best, *judged.row->score * complete / minimum);
    }
    return best;
}

void judge_times(Leaf& leaf, Timestamp as_of)
{
    const bool is_revoked = holds(leaf.revoked, as_of);
    for (auto& judged : leaf.rows) {
        if (judged.ignored) continue;
        const bool ended = judged.during.end <= as_of;
        if (ended && judged.during.end == judged.valid_until)
            judged.ignored = Reason::expired;
        else if (ended || is_revoked)
            judged.ignored = Reason::superseded_by_latest;
    }
}

} // namespace

std::string_view name_of(Reason reason)
{
    switch (reason) {
    case Reason::voided: return "voided";
    case Reason::source_not_trusted: return "source_not_trusted";
    case Reason::wrong_attestor_role: return "wrong_attestor_role";
    case Reason::not_success: return "not_success";
    case Reason::below_min_score: return "below_min_score";
    case Reason::expired: return "expired";
    case Reason::superseded_by_latest: return "superseded_by_latest";
    }
    return "";
}

std::vector<const EvidenceRow*> in_order(std::span<const EvidenceRow* const> rows, Moment moment)
{
    std::vector<const EvidenceRow*> out;
    for (const auto* row : rows) {
        if (row->t <= moment.as_of && known_from(*row) <= moment.known_at) out.push_back(row);
    }
    const auto order = [](const EvidenceRow* row) {
        return std::tie(row->t, row->statement, row->evidence);
    };
    std::ranges::sort(out, {}, order);
    const auto same = std::ranges::unique(out, {}, order);
    out.erase(same.begin(), same.end());
    return out;
}

Leaf judge(const Model& model, const Roles& roles, std::size_t evidence,
           std::span<const EvidenceRow* const> rows,
           std::span<const EvidenceRow* const> revocations, Moment moment)
{
    const auto& mapping = model.evidence[evidence];
    Leaf leaf;
    for (const auto* row : in_order(rows, moment)) {
        const auto end = end_of(model.zone, mapping, *row);
        const auto reason = reason_against(model, roles, mapping, *row, moment.known_at);
        leaf.rows.push_back({row, reason, {row->t, end}, end, !reason});
    }
    if (mapping.aggregation == Aggregation::latest) cut_by_later_attempts(leaf.rows);
    leaf.set = mapping.aggregation == Aggregation::distinct_attestors
                   ? set_of_attestors(leaf.rows, mapping.attestors)
                   : set_of(leaf.rows);

    std::vector<const EvidenceRow*> effective;
    for (const auto* row : in_order(revocations, moment)) {
        for (const auto revoker : mapping.revoked_by) {
            const auto& negative = model.evidence[revoker];
            if (negative.id == row->evidence &&
                !reason_against(model, roles, negative, *row, moment.known_at))
                effective.push_back(row);
        }
    }
    leaf.revoked = gaps(effective, leaf.rows);
    leaf.set = subtract(leaf.set, leaf.revoked);
    leaf.partial = best_failed_score(mapping, leaf.rows, moment.as_of);
    judge_times(leaf, moment.as_of);
    return leaf;
}

} // namespace competency
