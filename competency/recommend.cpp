#include "competency/recommend.hpp"

#include "competency/canonical.hpp"
#include "competency/course_search.hpp"
#include "competency/explain.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <tuple>

namespace competency {
namespace {

namespace json = boost::json;

std::string_view name_of(EvidenceKind kind)
{
    switch (kind) {
    case EvidenceKind::course: return "course";
    case EvidenceKind::assessment: return "assessment";
    case EvidenceKind::attestation: return "attestation";
    case EvidenceKind::certificate: return "certificate";
    case EvidenceKind::waiver: return "waiver";
    case EvidenceKind::external: return "external";
    case EvidenceKind::legacy: return "legacy";
    case EvidenceKind::consolidated: return "consolidated";
    case EvidenceKind::self: return "self";
    }
    return "";
}

// What the person can do alone.
bool is_course(EvidenceKind kind)
{
    return kind == EvidenceKind::course || kind == EvidenceKind::assessment ||
           kind == EvidenceKind::certificate;
}

std::vector<OpenGap> open_gaps(const Evaluation& evaluation, const Standing& standing,
                               const Profile& profile, Timestamp lasting)
{
    std::vector<OpenGap> out;
    for (const auto& row : gap_of(evaluation, standing, profile).rows) {
        const auto& held = evaluation.held({row.competency, row.target});
        const auto current = around(held, evaluation.moment().as_of);
        if (current && current->end > lasting) continue;
        const auto until = current ? std::optional(current->end) : std::nullopt;
        out.push_back({row, until, std::nullopt});
    }
    return out;
}

Recommended recommended(const CourseSearch& search, std::size_t evidence,
                        const std::vector<OpenGap>& gaps, const std::vector<bool>& reached)
{
    Recommended out{evidence, search.pieces(evidence), search.price(evidence), 0, {}};
    auto without = search.together();
    std::erase(without, evidence);
    const auto left = search.reached(without);
    for (std::size_t i = 0; i < gaps.size(); ++i) {
        if (!reached[i] || left[i]) continue;
        out.closes.push_back({gaps[i].row.competency, gaps[i].row.target});
        out.critical += gaps[i].row.critical;
    }
    return out;
}

bool is_more_useful(const Recommended& a, const Recommended& b)
{
    return std::tuple(b.critical, b.closes.size(), a.hours, a.evidence) <
           std::tuple(a.critical, a.closes.size(), b.hours, b.evidence);
}

json::array activities(const Match& match)
{
    json::array out;
    for (const auto* patterns : {&match.course, &match.object, &match.other}) {
        for (const auto& [text, prefix] : *patterns)
            out.push_back(json::value(prefix ? text + "*" : text));
    }
    return out;
}

json::array entries(const Model& model, const std::vector<Recommended>& all, std::string_view name)
{
    json::array out;
    for (const auto& one : all) {
        const auto& mapping = model.evidence[one.evidence];
        json::array closes;
        for (const auto key : one.closes)
            closes.push_back(json::object{{"competency", model.competencies[key.competency].id},
                                          {"level", key.level}});
        out.push_back(json::object{{name, mapping.id},
                                   {"kind", name_of(mapping.kind)},
                                   {"label", json::parse(mapping.label)},
                                   {"activities", activities(mapping.match)},
                                   {"pieces", one.pieces},
                                   {"hours", hours_text(one.hours)},
                                   {"closes", std::move(closes)}});
    }
    return out;
}

json::object entry(const Model& model, const OpenGap& gap)
{
    const auto& row = gap.row;
    return {{"competency", model.competencies[row.competency].id},
            {"level", row.level},
            {"target", row.target},
            {"critical", row.critical},
            {"until", time_or_null(gap.until)},
            {"hours", gap.hours ? json::value(hours_text(*gap.hours)) : json::value()}};
}

} // namespace

Recommendation recommendation_of(const Evaluation& evaluation, const Standing& standing,
                                 const Profile& profile, Timestamp lasting)
{
    Recommendation out;
    out.gaps = open_gaps(evaluation, standing, profile, lasting);
    std::vector<RuleKey> goals;
    for (const auto& gap : out.gaps)
        goals.push_back({gap.row.competency, gap.row.target});
    const CourseSearch search(evaluation, lasting, goals);
    for (std::size_t i = 0; i < goals.size(); ++i) {
        const auto& alone = search.of_goal(i);
        if (!alone.empty()) out.gaps[i].hours = alone.front().price;
    }
    const auto reached = search.reached(search.together());
    for (const auto evidence : search.together()) {
        auto one = recommended(search, evidence, out.gaps, reached);
        out.hours += one.hours;
        const bool alone = is_course(evaluation.model().evidence[evidence].kind);
        (alone ? out.courses : out.also_needed).push_back(std::move(one));
    }
    std::ranges::sort(out.courses, is_more_useful);
    std::ranges::sort(out.also_needed, is_more_useful);
    out.exact = search.exact();
    return out;
}

base::Result<std::string> recommend(const Model& model, const Roles& roles,
                                    std::span<const EvidenceRow> rows, const Asked& asked,
                                    std::string_view profile, std::optional<Period> renew)
{
    const auto found = find_profile(model, profile);
    if (!found) return found.error();
    const Evaluation evaluation(model, roles, rows, {asked.as_of, asked.known_at});
    const Standing standing(evaluation);
    const auto lasting = renew ? add(model.zone, asked.as_of, *renew) : asked.as_of;
    const auto all = recommendation_of(evaluation, standing, model.profiles[*found], lasting);
    json::array gaps;
    for (const auto& gap : all.gaps)
        gaps.push_back(entry(model, gap));
    auto out = heading(model, asked);
    out["profile"] = model.profiles[*found].id;
    out["renewBefore"] = renew ? json::value(time_text(lasting)) : json::value();
    out["courses"] = entries(model, all.courses, "course");
    out["alsoNeeded"] = entries(model, all.also_needed, "evidence");
    out["hours"] = hours_text(all.hours);
    out["exact"] = all.exact;
    out["gaps"] = std::move(gaps);
    return canonical(out);
}

std::string hours_text(std::int64_t hundredths)
{
    auto out = std::to_string(hundredths / 100);
    if (const auto rest = hundredths % 100; rest != 0) {
        const auto digits = std::to_string(100 + rest).substr(1);
        out += "." + (digits.ends_with('0') ? digits.substr(0, 1) : digits);
    }
    return out;
}

} // namespace competency
