#include "lrs/followers/competency_follower.hpp"

#include "base/limits.hpp"
#include "base/thread.hpp"
#include "lrs/followers/entries.hpp"
#include "statements/parse.hpp"

#include <boost/json/monotonic_resource.hpp>

namespace lrs {
namespace {

using namespace std::chrono_literals;
using base::Error;
using base::ErrorKind;
using base::Result;
using storage::EntryKind;

// Before statements asserted competencies: what was kept there lacks them.
constexpr std::string_view former_projections = "competency/";
constexpr std::size_t items_at_once = 4'096;
constexpr std::size_t entries_at_once = 2'048;
constexpr auto idle_wait = 250ms;
// Between two rounds under load: a round costs the same for one statement as for hundreds.
constexpr auto pause_between = 25ms;
// A cursor that moves without any change in the rows is kept this rarely.
constexpr storage::Sequence keep_every = 20'000;

// The writer's core has them: they are asked for while others are looked at.
constexpr std::size_t items_ahead = 8;

void fetch(const storage::FeedItem& item)
{
    constexpr std::size_t in_a_line = 64 / sizeof(statements::Posting);
    for (std::size_t at = 0; at < item.postings.size(); at += in_a_line)
        __builtin_prefetch(&item.postings[at]);
}

// The store goes on by itself after these.
bool may_pass(ErrorKind kind)
{
    return kind == ErrorKind::busy || kind == ErrorKind::full || kind == ErrorKind::unknown;
}

} // namespace

CompetencyFollower::Course::Course(std::shared_ptr<const competency::Model> model,
                                   const competency::Roles& roles,
                                   const competency::Authorities& own, const base::Hash128& key)
    : engine(model, roles, own), projection(projection_of(model->hash)), interest(*model, key)
{
}

CompetencyFollower::CompetencyFollower(storage::Storage& storage, storage::Tenant tenant,
                                       Journal& journal, competency::Authorities own)
    : storage_(storage), tenant_(tenant), journal_(journal), own_(std::move(own)),
      shelf_(storage, tenant)
{
}

CompetencyFollower::~CompetencyFollower()
{
    stop();
}

Result<> CompetencyFollower::start()
{
    if (auto started = shelf_.start(); !started) return started;
    if (const auto hash = shelf_.in_force({})) {
        const auto model = shelf_.find(*hash);
        if (!model) return model.error();
        course_ = make_course(*model);
        course_->in_force = true;
        if (auto restored = restore(*course_); !restored) return restored;
        if (auto completed = complete_former(); !completed) return completed;
        const auto former = std::string(former_projections) + *hash;
        if (auto cleared = storage_.projections().clear(tenant_, former); !cleared) return cleared;
    }
    thread_ = std::thread([this] { run(); });
    return {};
}

void CompetencyFollower::stop()
{
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    moved_.notify_all();
    if (thread_.joinable()) thread_.join();
}

Result<> CompetencyFollower::restore(Course& course)
{
    const auto cursor = storage_.projections().cursor(tenant_, course.projection);
    if (!cursor) return cursor.error();
    course.kept = *cursor;
    course.reached.sequence = cursor->value_or(0);
    std::optional<Error> damaged;
    const auto scanned = storage_.projections().scan(
        tenant_, course.projection, "", [&](std::string_view key, std::string_view value) {
            if (auto restored = course.engine.restore(key, value); !restored && !damaged)
                damaged = restored.error();
        });
    if (!scanned) return scanned.error();
    if (damaged) return *damaged;
    if (course.reached.sequence == 0) return {};
    const auto entry = storage_.log().entry(tenant_, course.reached.sequence);
    if (!entry) return entry.error();
    if (!*entry) return {};
    const auto stored = stored_of((*entry)->kind, statements::parse_stored((*entry)->text));
    course.reached.stored = stored.value_or(base::Timestamp{});
    return {};
}

Result<> CompetencyFollower::catch_up(Course& course, storage::Sequence until, Keeping keeping)
{
    const auto settle = [&](bool idle) -> Result<> {
        if (keeping == Keeping::yes) return keep(course, idle);
        course.engine.take_changes();
        return {};
    };
    while (course.reached.sequence < until) {
        const auto before = course.reached.sequence;
        if (auto advanced = advance_by_log(course); !advanced) return advanced;
        if (auto settled = settle(false); !settled) return settled;
        if (course.reached.sequence == before) break;
    }
    return settle(true);
}

// True: something new was seen.
Result<bool> CompetencyFollower::advance(Course& course)
{
    const auto before = course.reached.sequence;
    const auto feed = storage_.log().follow(tenant_, before, items_at_once, 0ms);
    auto through = feed.through;
    if (feed.behind) {
        if (auto advanced = advance_by_log(course); !advanced) return advanced.error();
        through = course.reached;
    }
    for (std::size_t at = 0; at < feed.items.size(); ++at) {
        if (at + items_ahead < feed.items.size()) fetch(*feed.items[at + items_ahead]);
        const auto& item = feed.items[at];
        if (!course.interest.wants(*item)) continue;
        const auto entry = storage_.log().entry(tenant_, item->sequence);
        if (!entry) return entry.error();
        if (!*entry) continue;
        if (auto applied = apply(course, **entry); !applied) return applied.error();
    }
    const bool moved = through.sequence > before;
    if (moved) reach(course, through); // Though apply() may have: this wakes those who wait.
    return moved;
}

Result<> CompetencyFollower::advance_by_log(Course& course)
{
    if (course.interest.everything()) {
        const auto entries = storage_.log().read(tenant_, course.reached.sequence, entries_at_once);
        if (!entries) return entries.error();
        for (const auto& entry : *entries) {
            if (auto applied = apply(course, entry); !applied) return applied;
        }
        return {};
    }
    const auto published = storage_.log().published(tenant_);
    const auto found = storage_.log().read_about(tenant_, course.reached.sequence,
                                                 course.interest.terms(), entries_at_once);
    if (!found) return found.error();
    for (const auto& entry : found->entries) {
        if (auto applied = apply(course, entry); !applied) return applied;
    }
    // To the end, as far as its time is known.
    if (found->through >= published.sequence && course.reached.sequence < published.sequence)
        reach(course, published);
    return {};
}

Result<> CompetencyFollower::apply(Course& course, const storage::LogEntry& entry)
{
    boost::json::monotonic_resource memory;
    boost::system::error_code failed;
    const auto value = statements::parse_stored(entry.text, failed, &memory);
    if (failed) {
        return Error{ErrorKind::corrupt,
                     "a log entry does not decode: " + std::to_string(entry.sequence)};
    }
    // A void outlives its statement: the tombstone tells of it again.
    std::vector<competency::Void> voids;
    if (entry.kind == EntryKind::tombstone) {
        if (const auto kept = kept_void(value)) voids.push_back(*kept);
    }
    if (entry.kind == EntryKind::erasure) {
        for (const auto sequence : erased_sequences(value)) {
            const auto tombstone = storage_.log().entry(tenant_, sequence);
            if (!tombstone) return tombstone.error();
            if (!*tombstone) continue;
            if (const auto kept = kept_void(statements::parse_stored((*tombstone)->text)))
                voids.push_back(*kept);
        }
    }
    if (entry.kind == EntryKind::erasure && course.in_force) {
        if (auto erased = erase_in_former(erased_sequences(value)); !erased) return erased;
    }
    const std::lock_guard lock(mutex_);
    auto& engine = course.engine;
    if (entry.kind == EntryKind::statement)
        engine.apply_statement(entry.text, value, entry.sequence);
    if (entry.kind == EntryKind::erasure) engine.apply_erasure(erased_sequences(value));
    for (const auto& kept : voids)
        engine.apply_void(kept);
    course.reached = {entry.sequence, stored_of(entry.kind, value).value_or(course.reached.stored)};
    return {};
}

Result<> CompetencyFollower::keep(Course& course, bool idle)
{
    const auto changes = [&] {
        const std::lock_guard lock(mutex_);
        return course.engine.take_changes();
    }();
    const auto kept = course.kept.value_or(0);
    const bool far = course.reached.sequence >= kept + keep_every;
    if (changes.empty() && !far && (!idle || course.reached.sequence == kept)) return {};
    std::vector<storage::Change> rows;
    rows.reserve(changes.upserts.size() + changes.deletions.size());
    for (const auto& [key, value] : changes.upserts)
        rows.push_back({key, value});
    for (const auto& key : changes.deletions)
        rows.push_back({key, std::nullopt});
    auto done =
        storage_.projections().commit(tenant_, course.projection, rows, course.reached.sequence);
    if (done) course.kept = course.reached.sequence;
    return done;
}

void CompetencyFollower::reach(Course& course, storage::Position position)
{
    {
        const std::lock_guard lock(mutex_);
        course.reached = position;
    }
    moved_.notify_all();
}

CompetencyFollower::Round CompetencyFollower::play_round()
{
    const std::lock_guard round(round_);
    if (!course_) return Round::idle;
    if (interrupted_) {
        if (!storage_.trouble().empty()) return Round::interrupted;
        if (auto resumed = resume(); !resumed) return interrupt(resumed.error());
    }
    const auto moved = advance(*course_);
    if (!moved) return interrupt(moved.error());
    if (auto kept = keep(*course_, !*moved); !kept) {
        if (!may_pass(kept.error().kind)) return interrupt(kept.error());
        interrupted_ = true; // What is in memory is right all the same, and is answered from.
        return Round::interrupted;
    }
    return *moved ? Round::moved : Round::idle;
}

// Nothing is answered until it has passed, if it can.
CompetencyFollower::Round CompetencyFollower::interrupt(const Error& error)
{
    fail(error.why, !may_pass(error.kind));
    interrupted_ = true;
    return Round::interrupted;
}

// Again from what the projection holds: it may be less than what has been followed.
Result<> CompetencyFollower::resume()
{
    auto next = make_course(course_->engine.shared_model());
    if (auto restored = restore(*next); !restored) return restored;
    next->in_force = true;
    const auto published = storage_.log().published(tenant_).sequence;
    if (auto caught_up = catch_up(*next, published); !caught_up) return caught_up;
    {
        const std::lock_guard lock(mutex_);
        course_ = std::move(next);
        trouble_.clear();
    }
    interrupted_ = false;
    moved_.notify_all();
    return {};
}

void CompetencyFollower::run()
{
    base::name_this_thread("follower");
    storage::Sequence reached = 0;
    std::unique_lock lock(mutex_);
    while (!stopping_ && !ended_) {
        if (!course_) { // Without a model nothing is ever reached: the log would not wait.
            moved_.wait(lock, [&] { return stopping_ || course_ || ended_; });
            continue;
        }
        reached = course_->reached.sequence;
        lock.unlock();
        auto round = Round::idle;
        try {
            round = play_round();
        } catch (const std::exception& error) {
            fail(error.what(), true);
        }
        if (round == Round::idle) storage_.log().follow(tenant_, reached, 0, idle_wait);
        lock.lock();
        if (round == Round::interrupted)
            moved_.wait_for(lock, idle_wait, [&] { return stopping_; });
        if (round == Round::moved)
            moved_.wait_for(lock, pause_between, [&] { return stopping_ || waiting_ > 0; });
    }
}

void CompetencyFollower::fail(const std::string& why, bool for_good)
{
    {
        const std::lock_guard lock(mutex_);
        if (trouble_.empty() || for_good)
            journal_.write(Level::error, "attainment is not kept up", why);
        trouble_ = why;
        ended_ = for_good;
    }
    moved_.notify_all();
}

} // namespace lrs
