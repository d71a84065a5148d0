// How the follower goes from one model to the next, and what stays of the former ones.
#include "competency/entries.hpp"
#include "lrs/followers/competency_follower.hpp"

#include <algorithm>
#include <set>

namespace lrs {

using base::Error;
using base::ErrorKind;
using base::Result;
using Shared = std::shared_ptr<const competency::Model>;

namespace {

// All hashes that were ever in force but this one.
std::set<std::string> former_models(const ModelShelf& shelf, const std::string& now)
{
    std::set<std::string> out;
    for (const auto& each : shelf.publications())
        out.insert(each.model);
    out.erase(now);
    return out;
}

} // namespace

std::string projection_of(const std::string& model)
{
    return "attainment/" + model;
}

Shared CompetencyFollower::model() const
{
    const std::lock_guard lock(mutex_);
    return course_ ? course_->engine.shared_model() : nullptr;
}

Result<Shared> CompetencyFollower::model_of(std::optional<base::Timestamp> known_at) const
{
    const auto now = model();
    if (!now) return Error{ErrorKind::not_found, "there is no competency model"};
    const auto hash = known_at ? shelf_.in_force(known_at) : std::nullopt;
    if (!hash || *hash == now->hash) return now;
    return shelf_.find(*hash);
}

void CompetencyFollower::set_roles(competency::Roles roles)
{
    const std::lock_guard lock(mutex_);
    roles_ = std::make_shared<const competency::Roles>(std::move(roles));
    if (course_) course_->engine.set_roles(*roles_);
}

std::unique_ptr<CompetencyFollower::Course> CompetencyFollower::make_course(Shared model) const
{
    const std::lock_guard lock(mutex_);
    return std::make_unique<Course>(std::move(model), *roles_, own_, storage_.statements().key());
}

Result<Shared> CompetencyFollower::set_model(std::string_view document, const std::string& by)
{
    const std::lock_guard one_at_a_time(model_change_);
    const auto model = competency::parse_model(document);
    if (!model) return model.error();
    const auto running = this->model();
    if (running && running->hash == (*model)->hash) return *model;
    auto next = make_course(*model);
    if (auto restored = restore(*next); !restored) return restored.error();
    const auto published = storage_.log().published(tenant_).sequence;
    if (auto caught_up = catch_up(*next, published); !caught_up) return caught_up.error();
    if (auto changed = change_places(std::move(next), by); !changed) return changed.error();
    return *model;
}

// The former one first learns all that was stored until the new one is in force: what is known then
// is judged by it for ever.
Result<> CompetencyFollower::change_places(std::unique_ptr<Course> next, const std::string& by)
{
    const std::lock_guard round(round_);
    if (interrupted_) {
        if (auto resumed = resume(); !resumed) return resumed;
    }
    const auto at = storage_.statements().consistent_through();
    const auto until = storage_.log().published(tenant_).sequence;
    if (course_) {
        if (auto caught_up = catch_up(*course_, until); !caught_up) return caught_up;
    }
    if (auto caught_up = catch_up(*next, until); !caught_up) return caught_up;
    if (auto kept = shelf_.publish(next->engine.shared_model(), by, at, until); !kept) return kept;
    {
        const std::lock_guard lock(mutex_);
        next->in_force = true;
        course_ = std::move(next);
    }
    moved_.notify_all();
    return {};
}

Result<std::unique_ptr<CompetencyFollower::Trial>> CompetencyFollower::try_model(Shared model)
{
    auto course = make_course(std::move(model));
    const auto until = storage_.log().published(tenant_).sequence;
    if (auto caught_up = catch_up(*course, until, Keeping::no); !caught_up)
        return caught_up.error();
    return std::make_unique<Trial>(std::move(course));
}

Seen CompetencyFollower::see_tried(const Trial& trial,
                                   std::span<const std::string> identities) const
{
    const std::lock_guard lock(mutex_);
    return seen_by(*trial.course_, identities);
}

std::vector<competency::EvidenceRow> CompetencyFollower::rows_of(storage::Sequence sequence) const
{
    const std::lock_guard lock(mutex_);
    return course_ ? course_->engine.rows_of(sequence) : std::vector<competency::EvidenceRow>{};
}

std::vector<std::string> CompetencyFollower::identities() const
{
    const std::lock_guard lock(mutex_);
    return course_ ? course_->engine.identities() : std::vector<std::string>();
}

// A projection may be lost; that of a former model nobody follows any more.
Result<> CompetencyFollower::complete_former()
{
    const auto all = shelf_.publications();
    for (std::size_t at = 0; at + 1 < all.size(); ++at) {
        const auto& former = all[at].model;
        if (former == all.back().model) continue;
        const auto until = all[at + 1].through;
        const auto cursor = storage_.projections().cursor(tenant_, projection_of(former));
        if (!cursor) return cursor.error();
        if (cursor->value_or(0) >= until) continue;
        const auto model = shelf_.find(former);
        if (!model) return model.error();
        const auto course = make_course(*model);
        if (auto restored = restore(*course); !restored) return restored;
        if (auto caught_up = catch_up(*course, until); !caught_up) return caught_up;
    }
    return {};
}

Result<> CompetencyFollower::erase_in_former(const std::vector<std::uint64_t>& sequences)
{
    const std::set<std::uint64_t> erased(sequences.begin(), sequences.end());
    for (const auto& hash : former_models(shelf_, course_->engine.model().hash)) {
        const auto name = projection_of(hash);
        const auto cursor = storage_.projections().cursor(tenant_, name);
        if (!cursor) return cursor.error();
        if (!*cursor) continue;
        std::vector<storage::Change> changes;
        const auto scanned = storage_.projections().scan(
            tenant_, name, "", [&](std::string_view key, std::string_view value) {
                const auto entry = competency::read_entry(key, value);
                const auto* row = entry ? std::get_if<competency::EvidenceRow>(&*entry) : nullptr;
                if (!row || !erased.contains(row->sequence)) return;
                changes.push_back({std::string(key), std::nullopt});
                changes.push_back({competency::held_key(row->identity), std::nullopt});
            });
        if (!scanned) return scanned.error();
        if (changes.empty()) continue;
        if (auto done = storage_.projections().commit(tenant_, name, changes, **cursor); !done)
            return done;
    }
    return {};
}

Result<> CompetencyFollower::add_former_rows(Seen& out, const std::string& hash,
                                             std::span<const std::string> identities) const
{
    auto model = shelf_.find(hash);
    if (!model) return model.error();
    out.model = std::move(*model);
    std::optional<Error> damaged;
    for (const auto& identity : identities) {
        const auto scanned = storage_.projections().scan(
            tenant_, projection_of(hash), competency::rows_prefix(identity),
            [&](std::string_view key, std::string_view value) {
                auto entry = competency::read_entry(key, value);
                if (!entry) {
                    damaged = entry.error();
                } else if (auto* row = std::get_if<competency::EvidenceRow>(&*entry)) {
                    out.rows.push_back(std::move(*row));
                }
            });
        if (!scanned) return scanned.error();
    }
    if (damaged) return *damaged;
    return {};
}

} // namespace lrs
