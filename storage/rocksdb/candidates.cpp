#include "storage/rocksdb/candidates.hpp"

#include <algorithm>

namespace storage::rocks {
namespace {

namespace role = statements::role;

constexpr std::size_t steps_between_clocks = 256;

} // namespace

Candidates::Candidates(const Database& database, const View& view, Tenant tenant,
                       const std::vector<statements::QueryTerm>& terms, Range range,
                       const ::rocksdb::ReadOptions& options, Direction direction)
    : range_(range), direction_(direction)
{
    for (const auto& term : terms) {
        PostingList list(database, view, tenant, term.kind, term.term, options,
                         {direction, term.mask | role::by_reference});
        const auto estimate = terms.size() > 1 ? list.estimate() : 0;
        sources_.push_back({{term, estimate}, std::move(list)});
    }
    std::ranges::stable_sort(sources_, {},
                             [](const Source& source) { return source.step.estimate; });
}

std::optional<Candidate> Candidates::next(Deadline deadline)
{
    if (range_.low > range_.high) return std::nullopt;
    const auto found = agree(direction_ == Direction::up ? range_.low : range_.high, deadline);
    if (!found || !range_.has(found->sequence)) {
        range_ = {1, 0};
        return std::nullopt;
    }
    if (direction_ == Direction::up)
        range_.low = found->sequence + 1;
    else
        range_.high = found->sequence - 1;
    return found;
}

std::optional<Candidate> Candidates::agree(Sequence at, Deadline deadline)
{
    std::size_t agreed = 0;
    bool certain = true;
    for (std::size_t turn = 0; agreed < sources_.size(); ++turn) {
        if (turn % steps_between_clocks == steps_between_clocks - 1 &&
            std::chrono::steady_clock::now() >= deadline) {
            interrupted_at_ = at;
            return std::nullopt;
        }
        auto& source = sources_[turn % sources_.size()];
        const auto found = source.list.seek(at);
        if (!found) return std::nullopt;
        if (found->sequence != at) {
            if (!range_.has(found->sequence)) return std::nullopt;
            agreed = 0;
            certain = true;
            at = found->sequence;
        }
        ++agreed;
        certain = certain && (found->roles & source.step.term.mask & ~role::by_reference) != 0;
    }
    return Candidate{at, certain};
}

std::vector<Candidates::Step> Candidates::steps() const
{
    std::vector<Step> out;
    for (const auto& source : sources_)
        out.push_back(source.step);
    return out;
}

::rocksdb::Status Candidates::status() const
{
    for (const auto& source : sources_) {
        if (!source.list.status().ok()) return source.list.status();
    }
    return {};
}

} // namespace storage::rocks
