#include "storage/rocksdb/writer.hpp"

#include "base/limits.hpp"
#include "base/thread.hpp"
#include "storage/tombstone.hpp"

#include <algorithm>
#include <future>

namespace storage::rocks {
namespace {

using base::Error;
using base::ErrorKind;
using namespace std::chrono_literals;

constexpr std::chrono::steady_clock::duration longest_gathering = 300us;

} // namespace

Writer::Writer(Database& database, Feeds& feeds, Index& index, Clock clock)
    : database_(database), feeds_(feeds), index_(index), clock_(std::move(clock))
{
}

Writer::~Writer()
{
    queue_.close();
    if (thread_.joinable()) thread_.join();
}

Result<> Writer::start()
{
    const auto ends = database_.ends();
    if (!ends) return ends.error();
    for (const auto& [tenant, last] : *ends) {
        lines_[tenant] = {last, {}};
        floor_ = std::max(floor_, last.stored);
        feeds_.begin(tenant, last);
    }
    const auto gone = database_.iterate(erased, {});
    for (gone->SeekToFirst(); gone->Valid() && gone->key().size() >= sizeof(Tenant);) {
        const auto tenant = tenant_of_key(gone->key().ToStringView());
        tenants_with_erasures_.insert(tenant);
        gone->Seek(behind(tenant_prefix(tenant)));
    }
    if (!gone->status().ok()) return to_error(gone->status());
    if (auto started = index_.start(*ends); !started) return started;
    thread_ = std::thread([this] { run(); });
    return {};
}

Result<> Writer::refuse_when_in_trouble() const
{
    if (const auto why = trouble(); !why.empty()) return Error{ErrorKind::busy, why};
    const std::lock_guard lock(time_mutex_);
    if (floor_ > clock_() + limits::clock_jump)
        return Error{ErrorKind::busy,
                     "the server's clock is behind the statements that it has stored"};
    return {};
}

Result<> Writer::enqueue(Job job)
{
    if (auto refused = refuse_when_in_trouble(); !refused) return refused;
    return queue_.push(std::move(job));
}

Result<> Writer::submit(Tenant tenant, PreparedBatch batch, Completion completion)
{
    const auto bytes = batch.bytes();
    return enqueue(Submission{tenant, std::move(batch), std::move(completion), bytes});
}

Result<> Writer::submit(Tenant tenant, std::vector<DocumentWrite> writes,
                        DocumentCompletion completion)
{
    const auto bytes = bytes_of(writes);
    return enqueue(Documents{tenant, std::move(writes), std::move(completion), bytes});
}

Result<Erased> Writer::erase(Tenant tenant, std::span<const Uuid> ids, std::string_view reason)
{
    auto promise = std::make_shared<std::promise<Result<Erased>>>();
    auto answer = promise->get_future();
    const auto queued = enqueue(
        Erasure{tenant, {ids.begin(), ids.end()}, std::string(reason), [promise](auto result) {
                    promise->set_value(std::move(result));
                }});
    if (!queued) return queued.error();
    return answer.get();
}

void Writer::run()
{
    base::name_this_thread("writer");
    base::take_short_turns_in_this_thread();
    Gathering gathering;
    while (true) {
        auto jobs = queue_.take(gathering);
        if (jobs.empty()) return;
        const auto began = std::chrono::steady_clock::now();
        const auto statements = load_of(jobs).statements;
        gathering.jobs = jobs.size();
        enter();
        if (auto* erasure = std::get_if<Erasure>(&jobs.front()))
            commit(std::move(*erasure));
        else
            commit(std::move(jobs));
        index_.make_room();
        const auto took = std::chrono::steady_clock::now() - began;
        meter_.committed(statements, took);
        gathering.patience = std::min(took / 2, longest_gathering);
    }
}

void Writer::enter()
{
    const std::lock_guard lock(time_mutex_);
    now_ = std::max(clock_(), floor_ + 1us);
    if (!in_flight_) in_flight_ = now_;
}

// After a failed write nothing is promised: what it wrote may be visible when reopened.
void Writer::leave()
{
    if (!trouble().empty()) return;
    const std::lock_guard lock(time_mutex_);
    floor_ = std::max(floor_, now_ - 1us);
    in_flight_.reset();
}

Writer::Line& Writer::line_of(Group& group, Tenant tenant)
{
    return group.lines.try_emplace(tenant, lines_[tenant]).first->second;
}

// The next place in a log. `stored` grows over all tenants.
Position Writer::step(Line& line)
{
    line.last = {line.last.sequence + 1, now_};
    now_ += 1us;
    return line.last;
}

void Writer::commit(std::vector<Job> jobs)
{
    Group group(index_.hold(), database_, index_, tenants_with_erasures_, merged_);
    for (auto& job : jobs) {
        if (auto* some = std::get_if<Documents>(&job))
            add(group, *some);
        else
            add(group, std::get<Submission>(job));
    }
    std::optional<Error> failed;
    if (group.writes) {
        if (const auto written = write(group); !written) failed = written.error();
    }
    // Before the answers: who has one and asks for consistent_through() is told that time at least.
    leave();
    for (auto& answer : group.answers)
        answer(failed ? &*failed : nullptr);
}

void Writer::add(Group& group, Submission& submission)
{
    auto result = trouble().empty() ? add_statements(group, submission)
                                    : Result<Committed>(Error{ErrorKind::busy, trouble()});
    group.answers.push_back([&submission, result = std::move(result)](const Error* failed) mutable {
        if (failed && result)
            submission.completion(*failed);
        else
            submission.completion(std::move(result));
    });
}

void Writer::add(Group& group, Documents& some)
{
    auto result = trouble().empty() ? add_documents(group, some)
                                    : Result<>(Error{ErrorKind::busy, trouble()});
    group.answers.push_back([&some, result = std::move(result)](const Error* failed) {
        some.completion(failed && result ? Result<>(*failed) : result);
    });
}

Result<> Writer::add_documents(Group& group, const Documents& some)
{
    if (auto checked = group.documents.check(some.tenant, some.writes); !checked) return checked;
    for (const auto& write : some.writes) {
        group.documents.apply(some.tenant, write, now_, group.stage.batch());
        now_ += 1us;
        group.writes = true;
    }
    return {};
}

Result<Committed> Writer::add_statements(Group& group, Submission& submission)
{
    auto& batch = submission.batch;
    const auto fresh = group.stage.check(submission.tenant, batch);
    if (!fresh) return fresh.error();

    Committed out;
    out.ids.reserve(batch.statements.size());
    auto& line = line_of(group, submission.tenant);
    for (std::size_t at = 0; at < batch.statements.size(); ++at) {
        auto& statement = batch.statements[at];
        out.ids.push_back(statement.id);
        if (!(*fresh)[at]) continue;
        const auto place = step(line);
        const auto done = apply(group, submission, statement, place);
        if (!done) { // Half of the batch may be in the group now: the group cannot be written.
            fail(done.error());
            return done.error();
        }
        group.staged.push_back({submission.tenant, place, &statement});
        ++out.added;
        group.writes = true;
    }
    out.last = line.last.sequence;
    return out;
}

Result<> Writer::apply(Group& group, Submission& submission,
                       statements::PreparedStatement& statement, Position place)
{
    const auto tenant = submission.tenant;
    if (auto done = group.stage.apply(tenant, statement, place.stored, place.sequence); !done)
        return done;
    if (auto done = group.activities.apply(tenant, statement); !done) return done;
    return group.attachments.apply(tenant, place.sequence, statement.contents,
                                   submission.batch.contents, group.stage.batch());
}

Result<> Writer::write(Group& group)
{
    if (const auto why = trouble(); !why.empty()) return Error{ErrorKind::unknown, why};
    const auto finished = group.stage.finish();
    if (!finished) {
        fail(finished.error());
        return finished.error();
    }
    auto& batch = **finished;
    group.activities.finish(batch);
    for (auto& [tenant, line] : group.lines) {
        if (line.last == lines_[tenant].last) continue;
        batch.Put(database_.family(meta), last_key(tenant), encode(line.last));
        if (is_time_due(line.last, line.marked)) {
            line.marked = line.last;
            const auto sequence = encode_number(line.last.sequence);
            batch.Put(database_.family(times), time_key(tenant, line.last.stored), sequence);
        }
    }
    if (auto written = database_.write(batch, true); !written) {
        fail(written.error());
        return written;
    }
    publish(group);
    return {};
}

// Found by the index before the end of the log says that it is there.
void Writer::publish(Group& group)
{
    std::map<Tenant, std::vector<std::shared_ptr<const FeedItem>>> items;
    for (const auto& [tenant, place, statement] : group.staged) {
        if (!statement) {
            items[tenant].push_back(std::make_shared<const FeedItem>(
                place.sequence, EntryKind::erasure, Postings{}, place.stored));
            continue;
        }
        group.stage.publish(tenant, *statement, place.sequence);
        items[tenant].push_back(std::make_shared<const FeedItem>(
            place.sequence, EntryKind::statement, std::move(statement->postings), place.stored));
    }
    group.stage.publish_changes();
    for (auto& [tenant, line] : group.lines) {
        lines_[tenant] = line;
        feeds_.publish(tenant, std::move(items[tenant]), line.last);
    }
}

void Writer::commit(Erasure erasure)
{
    // A flush under way would bring back the rows of ids.
    Group group(index_.hold_settled(), database_, index_, tenants_with_erasures_, merged_);
    auto result = add_erasures(group, erasure);
    if (result && result->statements > 0) {
        if (const auto written = write(group); !written) result = written.error();
    }
    if (result && result->statements > 0) tenants_with_erasures_.insert(erasure.tenant);
    leave();
    erasure.completion(std::move(result));
}

Result<Erased> Writer::add_erasures(Group& group, const Erasure& erasure)
{
    std::vector<Sequence> sequences;
    for (const auto& id : erasure.ids) {
        const auto gone = group.stage.erase(erasure.tenant, id, now_, erasure.reason);
        if (!gone) return gone.error();
        if (!*gone) continue;
        sequences.push_back(**gone);
        auto done = group.attachments.erase(erasure.tenant, **gone, group.stage.batch());
        if (!done) return done.error();
    }
    if (sequences.empty()) return Erased{};

    const auto place = step(line_of(group, erasure.tenant));
    const Erased out{sequences.size(), place.sequence};
    std::string value(1, static_cast<char>(EntryKind::erasure));
    value += erasure_record(sequences, erasure.reason, place.stored);
    group.stage.batch().Put(database_.family(rows), row_key(erasure.tenant, out.record), value);
    group.staged.push_back({erasure.tenant, place, nullptr});
    return out;
}

void Writer::fail(const Error& error)
{
    const std::lock_guard lock(trouble_mutex_);
    trouble_ = "the database takes no writes until it is opened again: " + error.why;
    database_.failure().tell(error);
}

std::string Writer::trouble() const
{
    const std::lock_guard lock(trouble_mutex_);
    return trouble_;
}

void Writer::read(Statistics& out) const
{
    const auto loads = queue_.loads();
    static_assert(WriteQueue::kinds == queue_kinds.size());
    for (std::size_t kind = 0; kind < loads.size(); ++kind)
        out.queue[kind] = {loads[kind].statements, loads[kind].bytes};
    meter_.read(out);
}

Timestamp Writer::consistent_through() const
{
    const std::lock_guard lock(time_mutex_);
    if (in_flight_) return *in_flight_ - 1us;
    floor_ = std::max(floor_, clock_());
    return floor_;
}

} // namespace storage::rocks
