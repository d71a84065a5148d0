// What is seen of a commit while it waits for the disk, and what piles up behind it.
#include "base/limits.hpp"
#include "storage/rocksdb/rocksdb_storage.hpp"
#include "tests/storage/backends.hpp"
#include "tests/support/power_cut_env.hpp"

#include <boost/test/unit_test.hpp>

#include <future>
#include <thread>

using namespace storage_tests;
using Answer = base::Result<storage::Committed>;

namespace {

// A store whose disk holds the first commit until release().
class Held {
public:
    Held()
    {
        disk_.strike(Fault::wait, 1);
        first = submit({statement(1'000'000)});
        while (!disk_.has_struck())
            std::this_thread::yield();
    }

    ~Held() { release(); }

    void release() { disk_.repair(); }

    std::future<Answer> submit(const std::vector<json::object>& batch)
    {
        return submit(prepare(batch, statements().key())).value();
    }

    base::Result<std::future<Answer>> submit(statements::PreparedBatch batch, Tenant tenant = home)
    {
        const auto done = std::make_shared<std::promise<Answer>>();
        const auto queued = statements().submit(tenant, std::move(batch), [done](Answer answer) {
            done->set_value(std::move(answer));
        });
        if (!queued) return queued.error();
        return done->get_future();
    }

    base::Result<std::future<base::Result<>>> write_document(const std::string& name)
    {
        const auto done = std::make_shared<std::promise<base::Result<>>>();
        const storage::DocumentOwner owner{storage::DocumentKind::state, "activity", "agent"};
        const auto queued = storage_->documents().submit(
            home, {{{owner, {}, name}, {}, storage::Document{"text/plain", "page 3"}}},
            [done](base::Result<> answer) { done->set_value(std::move(answer)); });
        if (!queued) return queued.error();
        return done->get_future();
    }

    // As often as it says, under other ids.
    statements::PreparedBatch copies(unsigned count)
    {
        auto batch = prepare({statement(++made_)}, statements().key());
        const auto one = batch.statements[0];
        while (--count > 0) {
            batch.statements.push_back(one);
            batch.statements.back().id = id(++made_);
        }
        return batch;
    }

    storage::StatementStore& statements() { return storage_->statements(); }

    storage::Storage& storage() { return *storage_; }

    ManualClock clock;
    std::future<Answer> first;

private:
    using Fault = support::Fault;

    unsigned made_ = 0;
    support::PowerCutEnv disk_;
    std::unique_ptr<storage::Storage> storage_ =
        storage::rocks::open({.path = "/db", .clock = clock.clock(), .env = disk_.env()}).value();
};

std::string listed(Held& held, const Query& query = {})
{
    return numbers_of(held.statements().query(home, query, {}, no_deadline).value().statements);
}

bool is_refused_as(const base::Result<std::future<Answer>>& queued, ErrorKind kind)
{
    return !queued && queued.error().kind == kind;
}

} // namespace

BOOST_AUTO_TEST_SUITE(writer)

BOOST_AUTO_TEST_CASE(what_waits_for_the_disk_is_not_there_yet)
{
    Held held;
    const auto noon = held.clock.now();
    held.clock.advance(1h);
    const auto through = held.statements().consistent_through();
    BOOST_TEST((through < noon));
    BOOST_TEST(listed(held) == "");
    BOOST_TEST((held.storage().log().published(home) == storage::Position{}));
    BOOST_TEST(held.storage().log().follow(home, 0, 10, 0ms).items.empty());

    held.release();
    BOOST_TEST(held.first.get().value().added == 1u);
    BOOST_TEST(listed(held) == "1000000");
    BOOST_TEST(listed(held, {.until = through}) == "");
    BOOST_TEST(listed(held, {.until = noon}) == "1000000");
    BOOST_TEST((held.statements().consistent_through() == noon + 1h));
}

// All of these are committed together; each must be decided as if the others were there already.
BOOST_AUTO_TEST_CASE(a_group_is_decided_one_by_one)
{
    Held held;
    auto stored = held.submit({statement(1), referring(2, 9)});
    auto again = held.submit({statement(1), statement(3)});
    auto clash = held.submit({voiding(4, 1), statement(3, "bob", "saw", activity("film"))});
    auto voids = held.submit({voiding(5, 3), voiding(6, 7)});
    auto late = held.submit({statement(7), statement(9, "ann", "wrote", activity("poem"))});
    auto first_again = held.submit({statement(1'000'000)});
    held.release();

    BOOST_TEST(stored.get().value().added == 2u);
    BOOST_TEST(again.get().value().added == 1u);
    BOOST_TEST((clash.get().error().kind == ErrorKind::conflict));
    BOOST_TEST(voids.get().value().added == 2u);
    BOOST_TEST(late.get().value().added == 2u);
    BOOST_TEST(first_again.get().value().added == 0u);
    BOOST_TEST(listed(held) == "9 6 5 2 1 1000000");
    BOOST_TEST(listed(held, by_verb("wrote")) == "9 2");
    BOOST_TEST(!held.statements().find(home, id(4)).value());
}

BOOST_AUTO_TEST_CASE(what_waits_and_what_was_committed_is_told)
{
    Held held;
    auto batch = held.submit(held.copies(20)).value();
    auto document = held.write_document("bookmark").value();
    const auto waiting = held.storage().statistics();
    BOOST_TEST(waiting.queue[0].statements == 1u);
    BOOST_TEST((waiting.queue[1] == storage::Queued{}));
    BOOST_TEST(waiting.queue[2].statements == 20u);
    BOOST_TEST(waiting.queue[2].bytes > 20u * 100);
    BOOST_TEST(waiting.commits == 0u);

    held.release();
    static_cast<void>(batch.get());
    static_cast<void>(document.get());
    held.submit({statement(50)}).get().value(); // The one before it is counted now.
    const auto done = held.storage().statistics();
    BOOST_TEST((done.queue == decltype(done.queue){}));
    BOOST_TEST(done.commits >= 2u);
    BOOST_TEST(done.group_statements.sum >= 22u);
    BOOST_TEST(done.group_statements.count() == done.commits);
    BOOST_TEST(done.commit_micros.count() == done.commits);
    BOOST_TEST(done.rows == 22u);
    BOOST_TEST(done.memtable_bytes > 0u);
}

// The bounds themselves: tests/storage/write_queue.cpp.
BOOST_AUTO_TEST_CASE(bulk_that_waits_refuses_bulk_only)
{
    Held held;
    std::vector<std::future<Answer>> answers;
    auto more = held.submit(held.copies(1'000));
    for (; more; more = held.submit(held.copies(1'000)))
        answers.push_back(std::move(*more));
    BOOST_TEST(is_refused_as(more, ErrorKind::busy));
    BOOST_TEST(answers.size() == limits::queue_statements / 2 / 1'000);
    answers.push_back(held.submit(held.copies(1'000), elsewhere).value());
    auto single = held.submit(held.copies(1)).value();
    auto document = held.write_document("bookmark").value();

    held.release();
    BOOST_TEST(document.get().has_value());
    BOOST_TEST(single.get().value().added == 1u);
    for (auto& answer : answers)
        BOOST_TEST(answer.get().value().added == 1'000u);
    BOOST_TEST(held.submit(held.copies(1'000)).value().get().has_value());
}

BOOST_AUTO_TEST_SUITE_END()
