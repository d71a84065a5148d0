// What the follower tells of what it has reached.
#include "base/limits.hpp"
#include "lrs/followers/competency_follower.hpp"

#include <algorithm>
#include <iterator>

namespace lrs {

using base::Error;
using base::ErrorKind;
using base::Result;

std::optional<storage::Position> CompetencyFollower::reached() const
{
    const std::lock_guard lock(mutex_);
    if (!course_) return std::nullopt;
    return course_->reached;
}

void CompetencyFollower::wait_for(storage::Sequence published, std::unique_lock<std::mutex>& lock)
{
    ++waiting_;
    moved_.notify_all();
    moved_.wait_for(lock, limits::attainment_wait, [&] {
        return stopping_ || !course_ || !trouble_.empty() || course_->reached.sequence >= published;
    });
    --waiting_;
}

Result<Seen> CompetencyFollower::see(std::span<const std::string> identities,
                                     std::optional<base::Timestamp> known_at, Freshness freshness)
{
    const auto published = storage_.log().published(tenant_).sequence;
    std::unique_lock lock(mutex_);
    if (freshness == Freshness::published) wait_for(published, lock);
    if (!trouble_.empty()) return Error{ErrorKind::internal, trouble_};
    if (!course_) return Error{ErrorKind::not_found, "there is no competency model"};
    const auto hash = known_at ? shelf_.in_force(known_at) : std::nullopt;
    if (!hash || *hash == course_->engine.model().hash) return seen_by(*course_, identities);
    auto out = seen_by(*course_, {});
    lock.unlock();
    if (auto added = add_former_rows(out, *hash, identities); !added) return added.error();
    return out;
}

// Under mutex_.
Seen CompetencyFollower::seen_by(const Course& course,
                                 std::span<const std::string> identities) const
{
    Seen out{course.engine.shared_model(), roles_, {}, {course.reached.sequence, {}}, {}};
    if (course.reached.stored != base::Timestamp{}) out.watermark.stored = course.reached.stored;
    out.known = known_now(out.watermark.stored, shelf_.publications());
    for (const auto& identity : identities)
        std::ranges::move(course.engine.rows(identity), std::back_inserter(out.rows));
    return out;
}

Result<std::string> CompetencyFollower::answer(const std::string& identity,
                                               std::optional<base::Timestamp> as_of,
                                               std::optional<base::Timestamp> known_at)
{
    const auto seen = see(std::span(&identity, 1), known_at);
    if (!seen) return seen.error();
    return attainment_of(*seen, identity, as_of, known_at);
}

std::string attainment_of(const Seen& seen, const std::string& identity,
                          std::optional<base::Timestamp> as_of,
                          std::optional<base::Timestamp> known_at)
{
    const auto now = storage::system_now();
    return competency::attainment(*seen.model, *seen.roles, seen.rows, identity,
                                  as_of.value_or(now), known_at.value_or(seen.known),
                                  seen.watermark);
}

} // namespace lrs
