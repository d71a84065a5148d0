// Readers beside writers, while the index is written to the disk again and again: what they read
// agrees with the log. LRS_FLUSH_BATCHES=N lets each writer write N batches.
#include "storage/rocksdb/rocksdb_storage.hpp"
#include "tests/storage/backends.hpp"
#include "tests/storage/watcher.hpp"
#include "tests/storage/workload.hpp"

#include <boost/test/unit_test.hpp>
#include <rocksdb/env.h>

#include <atomic>
#include <cstdlib>
#include <mutex>
#include <thread>

using namespace storage_tests;

namespace {

constexpr unsigned writers = 2;
constexpr unsigned readers = 3;

unsigned batches()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    constexpr unsigned otherwise = 40;
#else
    constexpr unsigned otherwise = 300;
#endif
    const auto* text = std::getenv("LRS_FLUSH_BATCHES");
    return text ? static_cast<unsigned>(std::stoul(text)) : otherwise;
}

} // namespace

BOOST_AUTO_TEST_SUITE(flushes)

BOOST_AUTO_TEST_CASE(readers_agree_with_the_log)
{
    const struct {
        const char* name;
        std::size_t tail;
        std::size_t keys;
    } rows[] = {
        {"a flush for every other statement", 2, 4},
        {"flushes of many pieces", 40, 8},
        {"flushes of one piece", 100, 10'000},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const std::unique_ptr<rocksdb::Env> files(rocksdb::NewMemEnv(rocksdb::Env::Default()));
            const auto storage = storage::rocks::open({.path = "/db",
                                                       .env = files.get(),
                                                       .tail_statements = row.tail,
                                                       .flush_keys = row.keys})
                                     .value();
            std::mutex mutex;
            std::set<std::string> wrong;
            std::atomic<unsigned> writing = writers;
            std::atomic<unsigned> looks = 0;
            std::vector<std::thread> threads;
            for (unsigned reader = 0; reader < readers; ++reader) {
                threads.emplace_back([&, reader] {
                    Watcher watcher(*storage, reader);
                    while (writing > 0) {
                        const auto found = watcher.look();
                        ++looks;
                        if (found.empty()) continue;
                        const std::lock_guard lock(mutex);
                        wrong.insert(found);
                    }
                });
            }
            std::set<BatchPlace> acknowledged;
            for (unsigned writer = 0; writer < writers; ++writer) {
                threads.emplace_back([&, writer] {
                    keep_writing(*storage, 0, writer, [&](BatchPlace place) {
                        const std::lock_guard lock(mutex);
                        acknowledged.insert(place);
                        return place.batch + 1 < batches();
                    });
                    --writing;
                });
            }
            for (auto& thread : threads)
                thread.join();
            for (const auto& complaint : wrong)
                BOOST_ERROR(complaint);
            BOOST_TEST(acknowledged.size() == writers * batches());
            BOOST_TEST(looks > readers);
            for (const auto& complaint : damage(*storage, acknowledged))
                BOOST_ERROR(complaint);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
