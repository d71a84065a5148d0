// Random histories, on the memory backend and on RocksDB at once: both must read the same.
//
// LRS_HISTORY=N plays history N alone, LRS_HISTORIES=N plays the first N.
#include "base/limits.hpp"
#include "statements/parse.hpp"
#include "storage/memory/memory_storage.hpp"
#include "storage/rocksdb/rocksdb_storage.hpp"
#include "tests/storage/backends.hpp"
#include "tests/storage/random_statements.hpp"

#include <boost/test/unit_test.hpp>
#include <rocksdb/env.h>

#include <cstdlib>
#include <latch>
#include <mutex>
#include <set>

using namespace storage_tests;
using statements::Version;
using storage::StoredStatement;
using Answer = base::Result<storage::Committed>;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr unsigned histories = 50; // Sanitizers are slow, and the histories are the same.
#else
constexpr unsigned histories = 200;
#endif
constexpr unsigned ids = 30;
constexpr unsigned steps = 40;

std::string shown(const std::vector<StoredStatement>& statements)
{
    std::string text;
    for (const auto& statement : statements)
        text += std::to_string(statement.sequence) + " " + statement.text + "\n";
    return text;
}

// The order of members in what backends write themselves is their own.
std::string shown(const std::vector<storage::LogEntry>& entries)
{
    std::string text;
    for (const auto& entry : entries) {
        const auto json = statements::parse(entry.text).value();
        std::map<std::string, std::string> sorted;
        for (const auto& member : json.as_object())
            sorted[member.key()] = serialize(member.value());
        text += std::to_string(entry.sequence) + " " + std::to_string(int(entry.kind));
        for (const auto& [name, value] : sorted)
            text += " " + name + ":" + value;
        text += '\n';
    }
    return text;
}

class History {
public:
    explicit History(unsigned seed) : dice_(seed), made_(seed, ids)
    {
        reopen();
        memory_ =
            storage::memory::open({.clock = clock_.clock(), .key = rocks_->statements().key()});
    }

    ~History() { rocks_.reset(); }

    void play()
    {
        for (unsigned step = 1; step <= steps; ++step) {
            BOOST_TEST_CONTEXT("step " << step)
            {
                take_step();
                if (step % 4 == 0) compare();
            }
        }
    }

private:
    void reopen()
    {
        rocks_.reset();
        constexpr std::size_t tails[] = {1, 3, 10, limits::tail_statements};
        rocks_ = storage::rocks::open({.path = "/db",
                                       .clock = clock_.clock(),
                                       .env = files_.get(),
                                       .tail_statements = tails[dice_.below(4)]})
                     .value();
    }

    Tenant some_tenant() { return dice_.percent(85) ? home : elsewhere; }

    void take_step()
    {
        constexpr std::chrono::microseconds waits[] = {0us, 1us, 1ms, 3s};
        clock_.advance(waits[dice_.below(4)]);
        const auto roll = dice_.below(100);
        if (roll < 80)
            put();
        else if (roll < 92)
            erase();
        else
            reopen();
    }

    // New ones and known ones, now and then with other bytes or with other content.
    std::string random_body(Version version)
    {
        std::set<unsigned> numbers;
        for (auto count = dice_.below(7); count > 0; --count)
            numbers.insert(1 + dice_.below(ids));
        std::string body;
        for (const auto number : numbers) {
            auto text = serialize(made_.make(number, dice_.percent(5), version));
            if (dice_.percent(20)) text.insert(1, " ");
            body.insert(dice_.percent(50) ? 0 : body.size(), "," + text);
        }
        return "[" + (body.empty() ? body : body.substr(1)) + "]";
    }

    statements::PreparedBatch random_batch()
    {
        const auto version = dice_.percent(25) ? Version::v1_0_3 : Version::v2_0_0;
        auto batch = prepare(random_body(version), rocks_->statements().key(),
                             {.version = version,
                              .authority = dice_.percent(50) ? "moodle" : "canvas",
                              .defines = dice_.percent(80)});
        for (std::size_t at = 0; at < batch.statements.size(); ++at) {
            if (!dice_.percent(25)) continue;
            const auto signature = dice_.percent(30)
                                       ? std::optional(statements::SignatureOutcome::untrusted)
                                       : std::nullopt;
            attach(batch, at, some_content(), signature);
        }
        return batch;
    }

    // Few, so that statements share them; one is stored in two pieces.
    std::string some_content()
    {
        const auto roll = dice_.below(20);
        return roll == 0 ? std::string(300'000, 'x') : std::string(1, "abc"[roll % 3]);
    }

    // Some come while others wait: what is committed together must read as if one by one.
    void put()
    {
        const auto tenant = some_tenant();
        std::vector<statements::PreparedBatch> batches;
        for (auto count = 1 + dice_.below(4); count > 0; --count)
            batches.push_back(random_batch());

        // Single statements may overtake batches; the answers come in the order of the log.
        struct Answered {
            std::size_t batch;
            Answer answer;
        };

        std::mutex mutex;
        std::vector<Answered> answers;
        std::latch all(static_cast<std::ptrdiff_t>(batches.size()));
        for (std::size_t at = 0; at < batches.size(); ++at) {
            const auto queued =
                rocks_->statements().submit(tenant, batches[at], [&, at](Answer answer) {
                    {
                        const std::lock_guard lock(mutex);
                        answers.push_back({at, std::move(answer)});
                    }
                    all.count_down();
                });
            BOOST_REQUIRE(queued.has_value());
        }
        all.wait();
        for (auto& [batch, answer] : answers)
            compare(memory_->statements().put(tenant, batches[batch]), answer);
    }

    static void compare(const Answer& left, const Answer& right)
    {
        BOOST_REQUIRE_MESSAGE(left.has_value() == right.has_value(),
                              "memory: " << (left ? "stored" : left.error().why) << ", rocksdb: "
                                         << (right ? "stored" : right.error().why));
        if (left) {
            BOOST_TEST((left->ids == right->ids));
            BOOST_TEST(left->added == right->added);
            BOOST_TEST(left->last == right->last);
        } else {
            BOOST_TEST((left.error().kind == right.error().kind));
            BOOST_TEST(left.error().where == right.error().where);
        }
    }

    void erase()
    {
        std::vector<base::Uuid> gone;
        for (auto count = 1 + dice_.below(3); count > 0; --count)
            gone.push_back(id(1 + dice_.below(ids)));
        const auto tenant = some_tenant();
        const auto left = memory_->statements().erase(tenant, gone, "asked for").value();
        const auto right = rocks_->statements().erase(tenant, gone, "asked for").value();
        BOOST_TEST(left.statements == right.statements);
        BOOST_TEST(left.record == right.record);
    }

    void compare()
    {
        for (const auto tenant : {home, elsewhere}) {
            BOOST_REQUIRE(shown(memory_->log().read(tenant, 0, 10'000).value()) ==
                          shown(rocks_->log().read(tenant, 0, 10'000).value()));
            BOOST_TEST((memory_->log().published(tenant) == rocks_->log().published(tenant)));
            compare_ids(tenant);
            compare_definitions(tenant);
            compare_contents(tenant);
            for (int turn = 0; turn < 10; ++turn)
                compare_walks(tenant);
        }
    }

    void compare_ids(Tenant tenant)
    {
        for (unsigned number = 1; number <= ids; ++number) {
            const auto left = memory_->statements().find(tenant, id(number)).value();
            const auto right = rocks_->statements().find(tenant, id(number)).value();
            BOOST_REQUIRE(left.has_value() == right.has_value());
            if (!left) continue;
            BOOST_TEST(left->sequence == right->sequence);
            BOOST_TEST(left->text == right->text);
            BOOST_TEST(left->voided == right->voided);
        }
    }

    void compare_definitions(Tenant tenant)
    {
        for (const auto* name : {"book", "poem", "film"}) {
            const auto left = memory_->activities().definition(tenant, activity_id(name)).value();
            const auto right = rocks_->activities().definition(tenant, activity_id(name)).value();
            BOOST_REQUIRE(left.value_or("none") == right.value_or("none"));
        }
    }

    void compare_contents(Tenant tenant)
    {
        const auto left = memory_->attachments().signatures(tenant, ~0ull, 1'000).value();
        const auto right = rocks_->attachments().signatures(tenant, ~0ull, 1'000).value();
        BOOST_REQUIRE((left == right));
        const auto last = memory_->log().published(tenant).sequence;
        for (const auto& bytes : {std::string(300'000, 'x'), std::string("a"), std::string("b")}) {
            const auto sha2 = base::to_hex(base::sha256(bytes));
            for (Sequence at = 1; at <= last; ++at) {
                const auto kept = memory_->attachments().find(tenant, at, sha2).value();
                BOOST_REQUIRE((kept == rocks_->attachments().find(tenant, at, sha2).value()));
                BOOST_REQUIRE((!kept || *kept == bytes));
            }
        }
    }

    // A time when something was stored, or just beside it.
    std::optional<Timestamp> some_time(Tenant tenant)
    {
        const auto found = memory_->statements().find(tenant, id(1 + dice_.below(ids))).value();
        if (!found || !dice_.percent(30)) return {};
        const auto stored = statements::stored_of(statements::parse(found->text).value()).value();
        return stored + std::chrono::microseconds(dice_.below(3)) - 1us;
    }

    void compare_walks(Tenant tenant)
    {
        auto query = made_.query(dice_);
        query.since = some_time(tenant);
        query.until = some_time(tenant);
        query.limit = dice_.below(8);
        std::optional<storage::Cursor> from;
        do {
            const auto left = memory_->statements().query(tenant, query, from, no_deadline).value();
            const auto right = rocks_->statements().query(tenant, query, from, no_deadline).value();
            BOOST_REQUIRE_MESSAGE(shown(left.statements) == shown(right.statements),
                                  "memory:\n"
                                      << shown(left.statements) << "rocksdb:\n"
                                      << shown(right.statements));
            BOOST_REQUIRE(left.next.has_value() == right.next.has_value());
            from = dice_.percent(50) ? left.next : right.next;
        } while (from);
    }

    Dice dice_;
    RandomStatements made_;
    ManualClock clock_;
    std::unique_ptr<rocksdb::Env> files_{rocksdb::NewMemEnv(rocksdb::Env::Default())};
    std::unique_ptr<storage::Storage> memory_;
    std::unique_ptr<storage::Storage> rocks_;
};

unsigned number_from(const char* variable, unsigned otherwise)
{
    const auto* text = std::getenv(variable);
    return text ? static_cast<unsigned>(std::stoul(text)) : otherwise;
}

} // namespace

BOOST_AUTO_TEST_SUITE(random_histories)

BOOST_AUTO_TEST_CASE(both_backends_read_the_same)
{
    const auto only = number_from("LRS_HISTORY", 0);
    const auto first = only ? only : 1;
    const auto last = only ? only : number_from("LRS_HISTORIES", histories);
    for (auto seed = first; seed <= last; ++seed) {
        BOOST_TEST_CONTEXT("history " << seed)
        {
            History(seed).play();
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
