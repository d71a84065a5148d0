#include "competency/alternatives.hpp"

#include "base/limits.hpp"

#include <algorithm>
#include <iterator>

namespace competency {
namespace {

std::int64_t weight_of(std::span<const Weighed> parts)
{
    std::int64_t sum = 0;
    for (const auto& part : parts)
        sum += part.weight;
    return sum;
}

} // namespace

Alternatives Combiner::enough(std::span<const Weighed> parts, std::int64_t needed,
                              const Shared& shared)
{
    if (needed <= 0) return nothing_needed();
    const auto sum = weight_of(parts);
    if (sum < needed) return {};
    const auto lightest = std::ranges::min(parts, {}, &Weighed::weight).weight;
    if (sum - lightest < needed) return all(parts, shared);
    if (lightest >= needed) return any(parts, shared);
    std::vector<Weighed> some(parts.begin(), parts.end());
    const bool few = some.size() <= limits::search_parts && width() > 1;
    return few ? choices(std::move(some), needed, shared)
               : least_for_weight(std::move(some), needed, shared);
}

Alternatives Combiner::all(std::span<const Weighed> parts, const Shared& shared)
{
    auto out = nothing_needed();
    for (const auto& part : parts)
        out = combine(out, *part.of, shared);
    return out;
}

Alternatives Combiner::any(std::span<const Weighed> parts, const Shared& shared)
{
    Alternatives out;
    for (const auto& part : parts) {
        out.insert(out.end(), part.of->begin(), part.of->end());
        steps_ += part.of->size();
        tidy(out, shared);
    }
    return out;
}

// The heaviest first: then what was just enough with its last part is too light without any.
Alternatives Combiner::choices(std::vector<Weighed> parts, std::int64_t needed,
                               const Shared& shared)
{
    std::ranges::stable_sort(parts, std::greater(), &Weighed::weight);
    Alternatives out;
    std::vector<Weighed> chosen;
    choose(parts, needed, chosen, shared, out);
    return out;
}

void Combiner::choose(std::span<const Weighed> rest, std::int64_t needed,
                      std::vector<Weighed>& chosen, const Shared& shared, Alternatives& out)
{
    if (needed <= 0) {
        const auto more = all(chosen, shared);
        out.insert(out.end(), more.begin(), more.end());
        return tidy(out, shared);
    }
    for (; weight_of(rest) >= needed; rest = rest.subspan(1)) {
        chosen.push_back(rest.front());
        choose(rest.subspan(1), needed - rest.front().weight, chosen, shared, out);
        chosen.pop_back();
    }
}

Alternatives Combiner::least_for_weight(std::vector<Weighed> parts, std::int64_t needed,
                                        const Shared& shared)
{
    exact_ = false;
    const auto rate = [](const Weighed& part) {
        return static_cast<double>(part.of->front().price) / static_cast<double>(part.weight);
    };
    std::ranges::stable_sort(parts, {}, rate);
    std::size_t count = 0;
    for (std::int64_t sum = 0; sum < needed; ++count)
        sum += parts[count].weight;
    parts.resize(count);
    // The last ones may have made others needless; the dearest go first.
    auto spare = weight_of(parts) - needed;
    for (auto i = parts.size(); i-- > 0;) {
        if (parts[i].weight > spare) continue;
        spare -= parts[i].weight;
        parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return all(parts, shared);
}

Alternatives Combiner::combine(const Alternatives& some, const Alternatives& more,
                               const Shared& shared)
{
    const auto width_of_each = width();
    const auto best = [&](const Alternatives& all) {
        if (all.size() > width_of_each) exact_ = false;
        return std::span(all).first(std::min(all.size(), width_of_each));
    };
    Alternatives out;
    for (const auto& a : best(some)) {
        for (const auto& b : best(more)) {
            auto both = merged(a, b);
            if (both.evidence.size() <= limits::search_set_size)
                out.push_back(std::move(both));
            else
                exact_ = false;
        }
    }
    steps_ += out.size();
    tidy(out, shared);
    return out;
}

Alternative Combiner::merged(const Alternative& a, const Alternative& b) const
{
    Alternative out;
    out.evidence.reserve(a.evidence.size() + b.evidence.size());
    std::ranges::set_union(a.evidence, b.evidence, std::back_inserter(out.evidence));
    for (const auto evidence : out.evidence)
        out.price += prices_[evidence];
    return out;
}

void Combiner::tidy(Alternatives& all, const Shared& shared)
{
    std::ranges::sort(all);
    Alternatives kept;
    for (auto& candidate : all) {
        const auto beats = [&](const Alternative& better) {
            return dominates(better, candidate, shared);
        };
        if (std::ranges::any_of(kept, beats)) continue;
        if (kept.size() == width()) {
            exact_ = false;
            break;
        }
        kept.push_back(std::move(candidate));
    }
    all = std::move(kept);
}

// Whatever else is bought may make the worse one cheaper only by what is shared and not in the
// better one too.
bool Combiner::dominates(const Alternative& better, const Alternative& worse,
                         const Shared& shared) const
{
    auto worst = better.price;
    auto mine = better.evidence.begin();
    for (const auto evidence : worse.evidence) {
        while (mine != better.evidence.end() && *mine < evidence)
            ++mine;
        const bool in_both = mine != better.evidence.end() && *mine == evidence;
        if (!in_both && shared[evidence]) worst += prices_[evidence];
    }
    return worst <= worse.price;
}

std::size_t Combiner::width() const
{
    return steps_ <= limits::search_steps ? limits::search_sets : 1;
}

} // namespace competency
