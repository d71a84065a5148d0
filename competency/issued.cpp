#include "competency/issued.hpp"

#include "base/limits.hpp"
#include "competency/proof.hpp"
#include "competency/vocabulary.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace competency {
namespace {

namespace json = boost::json;

// The candidate that counts now and lasts longest, the first among equals.
const Judged* longest(const std::vector<Judged>& candidates)
{
    const Judged* best = nullptr;
    for (const auto& judged : candidates) {
        if (judged.ignored) continue;
        if (!best || judged.during.end > best->during.end) best = &judged;
    }
    return best;
}

// Levels that people rated, or that stand on a competency which they did, have no deciding mapping.
std::optional<base::Uuid> decisive(const Evaluation& evaluation, const Standing& standing,
                                   RuleKey key, const std::vector<Judged>& proof)
{
    const auto leaf = standing.decisive_leaf_of_ladder(key);
    const auto* best = leaf ? longest(evaluation.leaf(*leaf).rows) : nullptr;
    if (!best) best = longest(proof);
    return best ? std::optional(best->row->statement) : std::nullopt;
}

json::array ids_of(const std::vector<Judged>& proof)
{
    const auto count = std::min(proof.size(), limits::issued_evidence);
    json::array out;
    for (auto judged = proof.end() - static_cast<std::ptrdiff_t>(count); judged != proof.end();
         ++judged)
        out.push_back(json::value(base::to_string(judged->row->statement)));
    return out;
}

} // namespace

base::Result<std::vector<Written>> issued(const Model& model, const Roles& roles,
                                          std::span<const EvidenceRow> rows, const Asked& asked,
                                          const Parties& parties)
{
    if (auto right = check_parties(parties); !right) return right.error();
    const Evaluation evaluation(model, roles, rows, {asked.as_of, asked.known_at});
    const Standing standing(evaluation);
    const Interval now{asked.as_of, asked.as_of + std::chrono::microseconds(1)};
    std::vector<Written> out;
    for (std::size_t i = 0; i < model.competencies.size(); ++i) {
        const RuleKey key{i, evaluation.level(i)};
        const auto run = current_run(evaluation, key);
        if (!model.competencies[i].active || !run) continue;
        const auto proof = proof_of(evaluation, key, now);
        Achieved achieved{.key = key, .during = *run};
        achieved.decisive = decisive(evaluation, standing, key, proof);
        achieved.extensions[vocabulary::evidence] = ids_of(proof);
        auto written = write_achieved(model, asked, parties, std::move(achieved));
        if (!written) return written.error();
        out.push_back(std::move(*written));
    }
    return out;
}

} // namespace competency
