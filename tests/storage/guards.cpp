// That reading makes RocksDB write nothing: storage/rocksdb/guards.hpp.
#include "storage/rocksdb/guards.hpp"

#include "tests/support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <set>
#include <thread>

using namespace storage::rocks;
using storage::Sequence;
using storage::Tenant;

namespace {

struct Opened {
    support::TemporaryDirectory directory;
    std::unique_ptr<Database> database = Database::open({.path = directory.path() / "db"}).value();
};

// Rows in order, as a log has them, in a table of their own.
void add_table(const Database& database, Sequence first)
{
    ::rocksdb::WriteBatch batch;
    for (auto row = first; row < first + 100; ++row)
        batch.Put(database.family(rows), row_key(Tenant{1}, row), std::string(50, 'x'));
    BOOST_REQUIRE(database.write(batch, false).has_value());
    BOOST_REQUIRE(database.db().Flush({}, database.family(rows)).ok());
}

void wait_until_idle(::rocksdb::DB& db)
{
    const auto is_busy = [&](const std::string& property) {
        std::uint64_t value = 0;
        return db.GetAggregatedIntProperty(property, &value) && value > 0;
    };
    using Properties = ::rocksdb::DB::Properties;
    while (is_busy(Properties::kCompactionPending) || is_busy(Properties::kNumRunningCompactions) ||
           is_busy(Properties::kNumRunningFlushes)) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

// Of all families.
std::set<std::string> tables(::rocksdb::DB& db)
{
    wait_until_idle(db);
    std::vector<::rocksdb::LiveFileMetaData> files;
    db.GetLiveFilesMetaData(&files);
    std::set<std::string> out;
    for (const auto& file : files)
        out.insert(file.name);
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(guards)

BOOST_AUTO_TEST_CASE(tables_stay_as_they_are_when_a_snapshot_goes)
{
    const Opened opened;
    auto& db = opened.database->db();
    { // The guards themselves are written anew, once.
        const Snapshot snapshot(db);
    }
    for (const bool compacted : {false, true}) {
        for (Sequence table = 1; table <= 10; ++table)
            add_table(*opened.database, (compacted ? 10'000 : 0) + table * 100);
        const auto before = tables(db);
        {
            const Snapshot snapshot(db);
            add_table(*opened.database, compacted ? 20'000 : 5'000);
        }
        const auto after = tables(db);
        BOOST_TEST_CONTEXT((compacted ? "compacted" : "new"))
        BOOST_TEST(std::ranges::includes(after, before));
        BOOST_REQUIRE(db.CompactRange({}, opened.database->family(rows), nullptr, nullptr).ok());
    }
}

BOOST_AUTO_TEST_CASE(nobody_sees_them)
{
    const Opened opened;
    for (std::size_t at = 0; at < opened.database->family_count(); ++at) {
        const auto family = static_cast<Family>(at);
        if (!is_guarded(family)) continue;
        const auto seen = opened.database->iterate(family, {});
        seen->SeekToFirst();
        BOOST_TEST(!seen->Valid());
        seen->SeekToLast();
        BOOST_TEST(!seen->Valid());
    }
}

// A start that was cut off left its guards without a format.
BOOST_AUTO_TEST_CASE(they_can_be_put_twice)
{
    const Opened opened;
    BOOST_TEST(put_guards(*opened.database).has_value());
    const auto before = tables(opened.database->db());
    BOOST_TEST(before.size() == 3u);
}

BOOST_AUTO_TEST_SUITE_END()
