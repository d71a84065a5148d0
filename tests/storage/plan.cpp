// What a query is going to do, as text.
#include "storage/rocksdb/plan.hpp"

#include "storage/rocksdb/flush.hpp"
#include "tests/storage/backends.hpp"

#include <boost/test/unit_test.hpp>
#include <rocksdb/env.h>
#include <rocksdb/write_batch.h>

using namespace storage_tests;
using statements::TermKind;

namespace {

namespace rocks = storage::rocks;
namespace role = statements::role;

// 400 statements by ann in chunks and 100 by ann and bob in the tail; each tenth has passed.
class Store {
public:
    Store()
    {
        rocks::Tail flushed;
        for (storage::Sequence at = 1; at <= 400; ++at)
            flushed.add(home, at, postings(at, false));
        BOOST_REQUIRE(rocks::write_chunks(*database_, flushed, false).has_value());
        auto open = std::make_shared<rocks::Tail>();
        for (storage::Sequence at = 401; at <= 500; ++at)
            open->add(home, at, postings(at, true));
        view_ = {nullptr, open, 400};
        note(1s, 100);
        note(2s, 200);
    }

    std::string plan(const Query& query, rocks::Range range = {1, 500}) const
    {
        const rocks::Snapshot snapshot(database_->db());
        const rocks::Searched searched{*database_, view_, 500, snapshot};
        return to_text(rocks::make_plan(searched, home, query, range, {}).value());
    }

private:
    static base::Timestamp at(std::chrono::microseconds time) { return base::Timestamp(time); }

    void note(std::chrono::microseconds time, storage::Sequence sequence)
    {
        rocksdb::WriteBatch batch;
        std::string value;
        rocks::append_number(value, sequence);
        batch.Put(database_->family(rocks::times), rocks::time_key(home, at(time)), value);
        BOOST_REQUIRE(database_->write(batch, false).has_value());
    }

    std::vector<statements::Posting> postings(storage::Sequence sequence, bool bob) const
    {
        const auto& key = database_->key();
        std::vector<statements::Posting> out{
            {TermKind::agent, hash_term(key, TermKind::agent, who("ann")), role::actor}};
        if (bob)
            out.push_back(
                {TermKind::agent, hash_term(key, TermKind::agent, who("bob")), role::actor});
        const auto done = verb(sequence % 10 == 0 ? "passed" : "read");
        out.push_back({TermKind::verb, hash_term(key, TermKind::verb, done), role::verb});
        return out;
    }

    std::unique_ptr<rocksdb::Env> files_{rocksdb::NewMemEnv(rocksdb::Env::Default())};
    std::unique_ptr<rocks::Database> database_ =
        rocks::Database::open({.path = "/db", .env = files_.get()}).value();
    rocks::View view_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(storage_plan)

BOOST_AUTO_TEST_CASE(as_text)
{
    const Store store;
    const base::Timestamp before(500ms);
    const base::Timestamp between(1'500ms);
    const base::Timestamp after(3s);
    const std::string end = "found by reference only: decided by the statements\n"
                            "voided left out\n";
    const std::string ann = "agent as actor or object or member of actor or member of object";

    const struct {
        const char* name;
        Query query;
        std::string expected;
    } rows[] = {
        {"the latest", {}, "sequences 1 to 500, newest first\nevery row\nvoided left out\n"},
        {"the first",
         {.ascending = true},
         "sequences 1 to 500, oldest first\nevery row\nvoided left out\n"},
        {"one term needs no estimate", by_agent("ann"),
         "sequences 1 to 500, newest first\n" + ann + "\n" + end},
        {"the rarer term first",
         {.agent = who("ann"), .verb = verb("passed")},
         "sequences 1 to 500, newest first\nverb as verb, about 50\n" + ann + ", about 500\n" +
             end},
        {"whatever the order in which they are asked for",
         {.agent = who("bob"), .verb = verb("read")},
         "sequences 1 to 500, newest first\n" + ann + ", about 100\nverb as verb, about 450\n" +
             end},
        {"related agents",
         {.agent = who("ann"), .related_agents = true},
         "sequences 1 to 500, newest first\nagent in any role\n" + end},
        {"before all times",
         {.until = before},
         "sequences 1 to 99, newest first\nevery row\n"
         "time decided by the row outside of none\nvoided left out\n"},
        {"between two times",
         {.since = between},
         "sequences 101 to 500, newest first\nevery row\n"
         "time decided by the row outside of 200 to 500\nvoided left out\n"},
        {"up to between two times",
         {.until = between},
         "sequences 1 to 199, newest first\nevery row\n"
         "time decided by the row outside of 1 to 100\nvoided left out\n"},
        {"behind all times",
         {.since = after},
         "sequences 201 to 500, newest first\nevery row\n"
         "time decided by the row outside of none\nvoided left out\n"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(store.plan(row.query) == row.expected);
        }
    }
    BOOST_TEST(store.plan({}, {1, 0}) ==
               "sequences none, newest first\nevery row\nvoided left out\n");
}

BOOST_AUTO_TEST_SUITE_END()
