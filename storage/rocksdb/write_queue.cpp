#include "storage/rocksdb/write_queue.hpp"

#include "base/limits.hpp"
#include "storage/rocksdb/documents.hpp"

#include <algorithm>
#include <cassert>

namespace storage::rocks {
namespace {

using base::Error;
using base::ErrorKind;

constexpr Load whole_group{limits::group_statements, limits::group_bytes};

constexpr Load part(const Load& whole, std::size_t divisor)
{
    return {whole.statements / divisor, whole.bytes / divisor};
}

Load operator+(const Load& one, const Load& other)
{
    return {one.statements + other.statements, one.bytes + other.bytes};
}

Load operator-(const Load& one, const Load& other)
{
    return {one.statements - other.statements, one.bytes - other.bytes};
}

bool is_within(const Load& load, const Load& limit)
{
    return load.statements <= limit.statements && load.bytes <= limit.bytes;
}

bool goes_alone(const Job& job)
{
    return std::holds_alternative<Erasure>(job);
}

Tenant tenant_of(const Job& job)
{
    return std::visit([](const auto& some) { return some.tenant; }, job);
}

Load load_of(const Job& job)
{
    if (const auto* some = std::get_if<Submission>(&job))
        return {some->batch.statements.size(), some->bytes};
    if (const auto* some = std::get_if<Documents>(&job)) return {some->writes.size(), some->bytes};
    return {}; // Whoever erases waits for it, on one of few threads.
}

std::size_t kind_of(const Job& job)
{
    if (std::holds_alternative<Documents>(job)) return 0;
    const auto* some = std::get_if<Submission>(&job);
    return some && some->batch.statements.size() <= 1 ? 1 : 2;
}

// In bytes: what a job takes of a group, be it by its size or by its statements.
std::size_t cost_of(const Job& job)
{
    constexpr auto statement = limits::group_bytes / limits::group_statements;
    if (goes_alone(job)) return limits::group_bytes;
    const auto load = load_of(job);
    return std::max(load.bytes, load.statements * statement);
}

constexpr std::size_t credit_of_a_turn = limits::group_bytes / 16;

} // namespace

Load load_of(std::span<const Job> jobs)
{
    Load sum;
    for (const auto& job : jobs)
        sum = sum + load_of(job);
    return sum;
}

struct WriteQueue::Group {
    std::vector<Job> jobs;
    Load load;
    bool alone = false;

    bool takes(const Job& job) const
    {
        if (jobs.empty()) return true;
        return !alone && !goes_alone(job) && is_within(load + load_of(job), whole_group);
    }
};

bool WriteQueue::Lane::has_room(Tenant tenant, const Load& load) const
{
    if (load_ == Load{}) return true; // Else what is larger than the bound would never be taken.
    if (!is_within(load_ + load, bound_)) return false;
    const auto at = waiting_.find(tenant);
    const auto held = at == waiting_.end() ? Load{} : at->second.load;
    return is_within(held + load, bound_ - load_);
}

void WriteQueue::Lane::push(Job job, Tenant tenant, const Load& load)
{
    auto& waiting = waiting_[tenant];
    if (waiting.jobs.empty()) turns_.push_back(tenant);
    waiting.jobs.push_back(std::move(job));
    waiting.load = waiting.load + load;
    load_ = load_ + load;
}

const Job& WriteQueue::Lane::next()
{
    while (true) {
        auto& waiting = waiting_.at(turns_.front());
        if (!has_credit_) waiting.credit += credit_of_a_turn;
        has_credit_ = true;
        if (waiting.credit >= cost_of(waiting.jobs.front())) return waiting.jobs.front();
        turns_.push_back(turns_.front());
        turns_.pop_front();
        has_credit_ = false;
    }
}

Job WriteQueue::Lane::pop()
{
    const auto at = waiting_.find(turns_.front());
    auto& waiting = at->second;
    auto job = std::move(waiting.jobs.front());
    waiting.jobs.pop_front();
    waiting.credit -= cost_of(job);
    waiting.load = waiting.load - load_of(job);
    load_ = load_ - load_of(job);
    if (!waiting.jobs.empty()) return job;
    waiting_.erase(at); // With its credit: it is not for saving.
    turns_.pop_front();
    has_credit_ = false;
    return job;
}

WriteQueue::WriteQueue()
    : lanes_{Lane{{limits::queue_documents, limits::queue_document_bytes}, part(whole_group, 2)},
             Lane{{limits::queue_singles, limits::queue_single_bytes}, part(whole_group, 4)},
             Lane{{limits::queue_statements, limits::queue_bytes}, part(whole_group, 4)}}
{
}

Result<> WriteQueue::push(Job job)
{
    const auto tenant = tenant_of(job);
    const auto load = load_of(job);
    auto& lane = lanes_[kind_of(job)];
    {
        const std::lock_guard lock(mutex_);
        if (closed_) return Error{ErrorKind::busy, "the store is closing"};
        if (!lane.has_room(tenant, load))
            return Error{ErrorKind::busy, "too many statements wait to be written"};
        lane.push(std::move(job), tenant, load);
        if (++jobs_ < wanted_) return {};
    }
    pushed_.notify_one();
    return {};
}

std::vector<Job> WriteQueue::take(const Gathering& gathering)
{
    const auto has_enough = [&] { return closed_ || jobs_ >= wanted_; };
    std::unique_lock lock(mutex_);
    pushed_.wait(lock, has_enough);
    wanted_ = gathering.jobs;
    pushed_.wait_for(lock, gathering.patience, has_enough);
    wanted_ = 1;

    Group group;
    const auto lanes = order();
    for (auto* lane : lanes) {
        const auto before = group.jobs.size();
        fill(group, *lane, lane->share());
        const bool passed_over = !lane->empty() && group.jobs.size() == before;
        lane->passed_over = passed_over ? lane->passed_over + 1 : 0;
    }
    for (auto* lane : lanes)
        fill(group, *lane, whole_group);
    jobs_ -= group.jobs.size();
    return std::move(group.jobs);
}

std::array<WriteQueue::Lane*, WriteQueue::kinds> WriteQueue::order()
{
    std::array lanes{&lanes_[0], &lanes_[1], &lanes_[2]};
    std::ranges::stable_sort(lanes, std::greater{}, &Lane::passed_over);
    return lanes;
}

// The first job of a lane may exceed its share: a share is less than the usual batch.
void WriteQueue::fill(Group& group, Lane& lane, const Load& share)
{
    Load taken;
    while (!lane.empty() && group.takes(lane.next())) {
        const auto load = load_of(lane.next());
        if (taken != Load{} && !is_within(taken + load, share)) return;
        taken = taken + load;
        group.load = group.load + load;
        group.jobs.push_back(lane.pop());
        group.alone = goes_alone(group.jobs.back());
    }
}

void WriteQueue::close()
{
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
    }
    pushed_.notify_all();
}

WriteQueue::Loads WriteQueue::loads() const
{
    const std::lock_guard lock(mutex_);
    Loads out;
    std::ranges::transform(lanes_, out.begin(), &Lane::load);
    return out;
}

} // namespace storage::rocks
