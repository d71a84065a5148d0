#include "competency/ratings.hpp"

#include <algorithm>

namespace competency {
namespace {

using Kind = Assertion::Kind;

// From each revocation of the level to the next rating of at least the other one.
Intervals revoked(const std::vector<Rated>& rows, int level, int regained)
{
    Intervals out;
    for (const auto& row : rows) {
        if (row.assertion.kind != Kind::revoked || row.assertion.level > level) continue;
        if (!row.judged.passed) continue;
        auto end = forever;
        for (const auto& later : rows) {
            const bool regains = later.judged.passed && later.assertion.kind == Kind::achieved &&
                                 later.assertion.level >= regained;
            if (!regains || later.judged.row->t <= row.judged.row->t) continue;
            end = later.judged.row->t;
            break;
        }
        out.push_back({row.judged.row->t, end});
    }
    return unite(out);
}

// When rows of this kind hold whose level is among these.
Intervals during(const std::vector<Rated>& rows, Kind kind, int from, int to)
{
    Intervals out;
    for (const auto& row : rows) {
        const auto level = row.assertion.level;
        if (row.judged.passed && row.assertion.kind == kind && from <= level && level <= to)
            out.push_back(row.judged.during);
    }
    return unite(out);
}

class Rater {
public:
    Rater(const Model& model, std::size_t competency, Timestamp now)
        : model_(model), manual_(model.competencies[competency].manual), now_(now),
          top_(model.levels(competency))
    {
    }

    void add(const EvidenceRow& row, const Assertion& assertion, bool voided, bool mapped)
    {
        const auto end = row.expires.value_or(forever);
        Rated rated{assertion, {&row, std::nullopt, {row.t, end}, end, false}};
        const RuleKey key{assertion.competency, assertion.level};
        const bool trusted =
            is_kept(assertion.kind) ||
            (assertion.kind == Kind::carried ? model_.may_reference(row.authority)
                                             : model_.may_assert(row.authority, key));
        if (voided)
            rated.judged.ignored = Reason::voided;
        else if (!trusted)
            rated.judged.ignored = Reason::source_not_trusted;
        else if (row.attestor == row.identity)
            rated.judged.ignored = Reason::wrong_attestor_role;
        rated.judged.passed = !rated.judged.ignored;
        if (trusted)
            out_.rows.push_back(rated);
        else if (!voided && !mapped)
            out_.claims.push_back(rated);
    }

    Ratings take()
    {
        if (manual_ != Manual::floor) cut_by_newer_ratings();
        make_kept();
        for (int level = 1; level <= top_; ++level)
            make_sets(level);
        if (manual_ == Manual::replace_until_next) make_governed();
        judge_times();
        return std::move(out_);
    }

private:
    // Of a floor every rating counts, else the newest.
    void cut_by_newer_ratings()
    {
        Judged* previous = nullptr;
        for (auto& [assertion, judged] : out_.rows) {
            if (!judged.passed || assertion.kind != Kind::achieved) continue;
            if (previous) previous->during.end = std::min(previous->during.end, judged.row->t);
            previous = &judged;
        }
    }

    void make_kept()
    {
        const auto count = static_cast<std::size_t>(top_);
        out_.kept.resize(count);
        out_.kept_of_rule.resize(count);
        for (const auto& row : out_.rows) {
            if (!is_kept(row.assertion.kind) || !row.judged.passed) continue;
            const auto place = static_cast<std::size_t>(row.assertion.level) - 1;
            for (std::size_t i = 0; i <= place; ++i)
                join(kept_of(row, static_cast<int>(i) + 1), out_.kept[i]);
            if (row.judged.row->success == true)
                join(kept_of(row, row.assertion.level), out_.kept_of_rule[place]);
        }
    }

    static void join(const Intervals& more, Intervals& out)
    {
        out.insert(out.end(), more.begin(), more.end());
        out = unite(out);
    }

    // What later knowledge leaves of it.
    Intervals kept_of(const Rated& kept, int level) const
    {
        std::vector<Rated> acting;
        std::vector<Rated> newer;
        for (const auto& rated : out_.rows) {
            const auto& [assertion, judged] = rated;
            if (!judged.passed || !is_rating(assertion.kind)) continue;
            const bool is_news = judged.row->stored > kept.judged.row->stored;
            if (assertion.kind == Kind::achieved) {
                acting.push_back(rated);
                if (is_news) newer.push_back(rated);
            } else if (is_news && judged.row->t >= kept.judged.row->t) {
                acting.push_back(rated);
            }
        }
        auto taken = revoked(acting, level, regained_by(level));
        if (manual_ == Manual::ceiling) join(during(newer, Kind::achieved, 1, level - 1), taken);
        if (manual_ == Manual::replace_until_next && !newer.empty())
            join(Intervals{{newer.front().judged.row->t, forever}}, taken);
        return subtract(unite({&kept.judged.during, 1}), taken);
    }

    void make_sets(int level)
    {
        auto given = during(out_.rows, Kind::carried, level, top_);
        join(out_.kept[static_cast<std::size_t>(level) - 1], given);
        auto said = during(out_.rows, Kind::achieved, level, top_);
        const auto gone = revoked(out_.rows, level, regained_by(level));
        said = subtract(said, gone);
        Intervals denied;
        if (manual_ == Manual::floor) {
            join(said, given);
            said.clear();
        } else {
            denied = gone;
        }
        if (manual_ == Manual::ceiling) {
            const auto lower = during(out_.rows, Kind::achieved, 1, level - 1);
            join(lower, denied);
            said.clear();
        }
        out_.given.push_back(std::move(given));
        out_.said.push_back(std::move(said));
        out_.denied.push_back(std::move(denied));
    }

    // Of a floor a lower rating gives back no more than its own level.
    int regained_by(int level) const { return manual_ == Manual::floor ? level : 1; }

    void make_governed()
    {
        for (const auto& [assertion, judged] : out_.rows) {
            if (!judged.passed || assertion.kind != Kind::achieved) continue;
            out_.governed = {{judged.row->t, forever}};
            return;
        }
    }

    void judge_times()
    {
        const bool all_gone = holds(revoked(out_.rows, 1, 1), now_);
        for (auto& rated : out_.rows) {
            auto& [assertion, judged] = rated;
            if (!judged.passed) continue;
            const bool ended = judged.during.end <= now_;
            const bool undone = assertion.kind == Kind::revoked && is_undone(assertion, judged);
            const bool taken = (assertion.kind == Kind::achieved && all_gone) ||
                               (is_kept(assertion.kind) && !holds(kept_of(rated, 1), now_));
            if (ended && judged.during.end == judged.valid_until)
                judged.ignored = Reason::expired;
            else if (ended || undone || taken)
                judged.ignored = Reason::superseded_by_latest;
        }
    }

    bool is_undone(const Assertion& revocation, const Judged& judged) const
    {
        return std::ranges::any_of(out_.rows, [&](const Rated& other) {
            return other.judged.passed && other.assertion.kind == Kind::achieved &&
                   other.judged.row->t > judged.row->t &&
                   other.assertion.level >= regained_by(revocation.level);
        });
    }

    const Model& model_;
    Manual manual_;
    Timestamp now_;
    int top_;
    Ratings out_;
};

} // namespace

Intervals Ratings::held(Intervals ladder, int level) const
{
    const auto place = static_cast<std::size_t>(level) - 1;
    if (place >= said.size()) return ladder;
    auto out = subtract(subtract(ladder, denied[place]), governed);
    out.insert(out.end(), said[place].begin(), said[place].end());
    out.insert(out.end(), kept[place].begin(), kept[place].end());
    return unite(out);
}

Intervals Ratings::own(Intervals rule, int level) const
{
    const auto place = static_cast<std::size_t>(level) - 1;
    if (place >= kept_of_rule.size() || kept_of_rule[place].empty()) return rule;
    rule.insert(rule.end(), kept_of_rule[place].begin(), kept_of_rule[place].end());
    return unite(rule);
}

Ratings rate(const Model& model, std::size_t competency, std::span<const EvidenceRow* const> rows,
             const std::set<base::Uuid>& mapped, Moment moment)
{
    const auto known = in_order(rows, moment);
    if (known.empty()) return {};
    Rater rater(model, competency, moment.as_of);
    for (const auto* row : known) {
        const auto assertion = assertion_of(model, row->evidence);
        if (!assertion || assertion->competency != competency) continue;
        rater.add(*row, *assertion, row->voided_at && *row->voided_at <= moment.known_at,
                  mapped.contains(row->statement));
    }
    return rater.take();
}

} // namespace competency
