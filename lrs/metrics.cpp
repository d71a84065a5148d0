#include "lrs/metrics.hpp"

#include <algorithm>
#include <functional>

namespace lrs {
namespace {

constexpr std::size_t part_count = 8;

constexpr std::uint64_t micros[] = {200,     500,       1'000,     2'000,     5'000,
                                    10'000,  20'000,    50'000,    100'000,   200'000,
                                    500'000, 1'000'000, 2'000'000, 5'000'000, 10'000'000};

// Threads in order of their first request.
std::size_t part_of_this_thread()
{
    static std::atomic<std::size_t> threads = 0;
    thread_local const std::size_t number = threads.fetch_add(1, std::memory_order_relaxed);
    return number % part_count;
}

std::size_t class_of(unsigned status)
{
    return std::clamp<std::size_t>(status / 100, 1, status_classes) - 1;
}

} // namespace

struct Metrics::Part {
    explicit Part(std::size_t routes)
    {
        for (auto left = routes * status_classes; left > 0; --left)
            took.push_back(std::make_unique<base::Histogram>(micros));
    }

    base::Histogram& of(std::size_t route, std::size_t status_class) const
    {
        return *took[route * status_classes + status_class];
    }

    std::vector<std::unique_ptr<base::Histogram>> took;
    std::atomic<std::uint64_t> bytes_in{0};
    std::atomic<std::uint64_t> bytes_out{0};
};

Metrics::Metrics(std::span<const Route> routes) : routes_(routes)
{
    for (std::size_t part = 0; part < part_count; ++part)
        parts_.push_back(std::make_unique<Part>(routes.size() + 1));
}

Metrics::~Metrics() = default;

// Of a table that is not ours: as if it was none.
std::size_t Metrics::index_of(const Route* route) const
{
    const std::less<const Route*> before;
    const auto* first = routes_.data();
    const auto* last = first + routes_.size();
    if (!route || before(route, first) || !before(route, last)) return routes_.size();
    return static_cast<std::size_t>(route - first);
}

void Metrics::answered(const Answered& request)
{
    using std::memory_order_relaxed;
    auto& part = *parts_[part_of_this_thread()];
    part.of(index_of(request.route), class_of(request.status))
        .add(static_cast<std::uint64_t>(std::max<std::int64_t>(request.took.count(), 0)));
    part.bytes_in.fetch_add(request.bytes_in, memory_order_relaxed);
    part.bytes_out.fetch_add(request.bytes_out, memory_order_relaxed);
}

RequestTotals Metrics::totals() const
{
    RequestTotals out;
    for (std::size_t route = 0; route <= routes_.size(); ++route) {
        auto& of_route = out.routes.emplace_back();
        of_route.route = route < routes_.size() ? &routes_[route] : nullptr;
        for (std::size_t status_class = 0; status_class < status_classes; ++status_class) {
            for (const auto& part : parts_)
                of_route.micros[status_class] += part->of(route, status_class).read();
        }
    }
    for (const auto& part : parts_) {
        out.bytes_in += part->bytes_in.load(std::memory_order_relaxed);
        out.bytes_out += part->bytes_out.load(std::memory_order_relaxed);
    }
    return out;
}

} // namespace lrs
