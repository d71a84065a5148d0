#include "competency/kept.hpp"

#include "base/digest.hpp"
#include "competency/explain.hpp"
#include "competency/proof.hpp"
#include "competency/vocabulary.hpp"

#include <algorithm>
#include <functional>
#include <set>

namespace competency {
namespace {

struct Piece {
    RuleKey key;
    Interval during;
    Timestamp known_since;
    bool by_rule;
};

bool covers(const Intervals& set, Interval during)
{
    return subtract({during}, set).empty();
}

Intervals own_set(const Evaluation& evaluation, RuleKey key)
{
    return evaluation.ratings(key.competency).own(evaluation.own_set(key), key.level);
}

bool is_known(const Evaluation& evaluation, const Piece& piece)
{
    return covers(evaluation.held(piece.key), piece.during) &&
           (!piece.by_rule || covers(own_set(evaluation, piece.key), piece.during));
}

std::string digest_of(const std::vector<Judged>& proof)
{
    std::vector<std::string> ids;
    for (const auto& judged : proof)
        ids.push_back(base::to_string(judged.row->statement));
    std::ranges::sort(ids);
    std::string lines;
    for (const auto& id : ids)
        lines += id + '\n';
    return base::to_hex(base::sha256(lines));
}

class Consolidator {
public:
    Consolidator(const Model& model, const Roles& roles, std::span<const EvidenceRow> rows,
                 Timestamp now)
        : model_(model), roles_(roles), rows_(rows), now_(now),
          evaluation_(model, roles, rows, {forever, now})
    {
        for (std::size_t i = 0; i < model.competencies.size(); ++i) {
            for (int level = 1; level <= model.levels(i); ++level)
                add({i, level});
        }
        date_back();
    }

    bool is_complete() const { return complete_; }

    const std::vector<Piece>& pieces() const { return pieces_; }

    Achieved achieved(const Piece& piece) const
    {
        const auto& [key, during, known_since, by_rule] = piece;
        Achieved out{.key = key, .during = during, .kept = Assertion::Kind::consolidated};
        out.by_rule = by_rule;
        out.extensions[vocabulary::known_since] = time_text(known_since);
        out.extensions[vocabulary::evidence_digest] = digest_of(proof_of(evaluation_, key, during));
        return out;
    }

private:
    void add(RuleKey key)
    {
        for (const auto& during : evaluation_.held(key)) {
            if (during.begin > now_)
                complete_ = false;
            else if (!is_kept_already(key, during))
                pieces_.push_back({key, during, now_, covers(own_set(evaluation_, key), during)});
        }
    }

    bool is_kept_already(RuleKey key, Interval during) const
    {
        return std::ranges::any_of(
            evaluation_.ratings(key.competency).rows, [&](const Rated& rated) {
                return rated.assertion.kind == Assertion::Kind::consolidated &&
                       rated.assertion.level == key.level && rated.judged.passed &&
                       rated.judged.during == during;
            });
    }

    // Between two of these times nothing became known.
    std::set<Timestamp, std::greater<>> changes() const
    {
        std::set<Timestamp, std::greater<>> out;
        for (const auto& row : rows_) {
            out.insert(known_from(row));
            if (row.voided_at) out.insert(*row.voided_at);
        }
        std::erase_if(out, [&](Timestamp at) { return at > now_; });
        return out;
    }

    void date_back()
    {
        std::vector<Piece*> open;
        for (auto& piece : pieces_)
            open.push_back(&piece);
        for (const auto at : changes()) {
            if (open.empty()) return;
            const Evaluation then(model_, roles_, rows_, {forever, at});
            std::erase_if(open, [&](const Piece* piece) { return !is_known(then, *piece); });
            for (auto* piece : open)
                piece->known_since = at;
        }
    }

    const Model& model_;
    const Roles& roles_;
    std::span<const EvidenceRow> rows_;
    Timestamp now_;
    Evaluation evaluation_;
    std::vector<Piece> pieces_;
    bool complete_ = true;
};

base::Error follows_another(const Model& former, const Transition& transition)
{
    return {base::ErrorKind::invalid,
            "The model takes over from " + *transition.from + ", not from " + former.hash + ".",
            "/transition/from"};
}

// What the former model gives after the switch, as far as the new one promises it.
std::optional<Interval> owed(const Evaluation& before, RuleKey key, Timestamp until)
{
    const auto now = before.moment().as_of;
    const auto current = around(before.held(key), now);
    if (!current || until <= now) return std::nullopt;
    return Interval{now, std::min(current->end, until)};
}

} // namespace

base::Result<Consolidation> consolidate(const Model& model, const Roles& roles,
                                        std::span<const EvidenceRow> rows, const Asked& asked,
                                        const Parties& parties)
{
    if (auto right = check_parties(parties); !right) return right.error();
    const Consolidator consolidator(model, roles, rows, asked.known_at);
    Consolidation out;
    out.complete = consolidator.is_complete();
    for (const auto& piece : consolidator.pieces()) {
        auto written = write_achieved(model, asked, parties, consolidator.achieved(piece));
        if (!written) return written.error();
        out.statements.push_back(std::move(*written));
    }
    return out;
}

bool may_be_deleted(const Model& model, const EvidenceRow& row)
{
    const auto assertion = assertion_of(model, row.evidence);
    if (!assertion) return true;
    const bool is_floor = model.competencies[assertion->competency].manual == Manual::floor;
    switch (assertion->kind) {
    case Assertion::Kind::achieved: return is_floor;
    case Assertion::Kind::carried: return true;
    case Assertion::Kind::revoked:
    case Assertion::Kind::legacy:
    case Assertion::Kind::consolidated: break;
    }
    return false;
}

base::Result<std::vector<Written>> grandfather(const Reading& former, const Reading& fresh,
                                               const Roles& roles, const Asked& asked,
                                               const Parties& parties)
{
    if (auto right = check_parties(parties); !right) return right.error();
    std::vector<Written> out;
    const auto& transition = fresh.model.transition;
    if (!transition || transition->mode != Transition::Mode::grandfather) return out;
    if (transition->from != former.model.hash) return follows_another(former.model, *transition);
    const auto until = end_of_day(fresh.model.zone, *transition->until);
    const Moment moment{asked.as_of, asked.known_at};
    const Evaluation before(former.model, roles, former.rows, moment);
    const Evaluation after(fresh.model, roles, fresh.rows, moment);
    for (std::size_t i = 0; i < former.model.competencies.size(); ++i) {
        const auto found = fresh.model.iris.find(former.model.competencies[i].iri);
        if (found == fresh.model.iris.end()) continue;
        const auto top = std::min(former.model.levels(i), fresh.model.levels(found->second));
        for (int level = 1; level <= top; ++level) {
            const auto during = owed(before, {i, level}, until);
            if (!during || covers(after.held({found->second, level}), *during)) continue;
            const Achieved achieved{
                .key = {i, level}, .during = *during, .kept = Assertion::Kind::legacy};
            auto written = write_achieved(former.model, asked, parties, achieved);
            if (!written) return written.error();
            out.push_back(std::move(*written));
        }
    }
    return out;
}

} // namespace competency
