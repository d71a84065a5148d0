// How postings get to the disk, and what the next start makes of a way that was cut off.
#include "storage/rocksdb/index.hpp"

#include "statements/parse.hpp"
#include "storage/rocksdb/flush.hpp"
#include "storage/rocksdb/fold.hpp"
#include "tests/storage/backends.hpp"

#include <boost/test/unit_test.hpp>
#include <rocksdb/env.h>
#include <rocksdb/write_batch.h>

using namespace storage_tests;
using storage::rocks::Database;
using storage::rocks::Family;

namespace {

namespace rocks = storage::rocks;

class Files {
public:
    std::unique_ptr<storage::Storage> open(std::size_t tail)
    {
        return rocks::open({.path = "/db", .env = files_.get(), .tail_statements = tail}).value();
    }

    // Nobody else may have it open.
    std::unique_ptr<Database> database()
    {
        return Database::open({.path = "/db", .env = files_.get()}).value();
    }

private:
    std::unique_ptr<rocksdb::Env> files_{rocksdb::NewMemEnv(rocksdb::Env::Default())};
};

void put(storage::Storage& storage, const std::vector<json::object>& batch)
{
    storage.statements().put(home, prepare(batch, storage.statements().key())).value();
}

std::string listed(storage::Storage& storage, const Query& query)
{
    return numbers_of(storage.statements().query(home, query, {}, no_deadline).value().statements);
}

std::map<std::string, std::string> all_of(const Database& database, Family family)
{
    std::map<std::string, std::string> out;
    const auto at = database.iterate(family, {});
    for (at->SeekToFirst(); at->Valid(); at->Next())
        out[at->key().ToString()] = at->value().ToString();
    return out;
}

// As if the last flush had been cut off behind its chunks: the mark is where it was before it.
void take_back_mark(Files& files, storage::Sequence mark)
{
    const auto database = files.database();
    rocksdb::WriteBatch batch;
    std::string value;
    rocks::append_number(value, mark);
    batch.Put(database->family(rocks::meta), rocks::mark_key(home), value);
    batch.Put(database->family(rocks::meta), rocks::flushing_key, "");
    BOOST_REQUIRE(database->write(batch, true).has_value());
}

// Of all chunks.
void make_single_keys(const Database& database, rocksdb::WriteBatch& batch)
{
    for (const auto& [key, value] : all_of(database, rocks::chunks)) {
        std::vector<rocks::Mention> mentions;
        BOOST_REQUIRE(rocks::decode_chunk(rocks::sequence_of_key(key), value, mentions));
        for (const auto& mention : mentions) {
            const auto single =
                rocks::with_number(key.substr(0, rocks::posting_prefix_size), mention.sequence);
            batch.Put(database.family(rocks::overlay), single, rocks::encode_roles(mention.roles));
        }
        batch.Delete(database.family(rocks::chunks), key);
    }
}

storage::Sequence mark_of(const Database& database)
{
    return rocks::read_number(database.get(rocks::meta, rocks::mark_key(home)).value().value());
}

} // namespace

BOOST_AUTO_TEST_SUITE(storage_index)

BOOST_AUTO_TEST_CASE(a_clean_end_leaves_nothing_to_be_read_again)
{
    Files files;
    {
        const auto storage = files.open(1'000);
        put(*storage, {statement(1), statement(2)});
        put(*storage, {statement(3)});
    }
    const auto database = files.database();
    BOOST_TEST(mark_of(*database) == 3u);
    BOOST_TEST(!all_of(*database, rocks::chunks).empty());
    BOOST_TEST(!database->get(rocks::meta, std::string(rocks::flushing_key)).value());
}

BOOST_AUTO_TEST_CASE(chunks_above_the_mark_are_not_read_and_written_anew)
{
    Files files;
    {
        const auto storage = files.open(1'000);
        put(*storage, {statement(1), statement(2)});
    }
    {
        const auto storage = files.open(1'000);
        put(*storage, {statement(3), statement(4)});
    }
    std::map<std::string, std::string> whole = all_of(*files.database(), rocks::chunks);
    take_back_mark(files, 2);
    {
        // One more that the next flush would not overwrite: it begins elsewhere.
        const auto database = files.database();
        rocksdb::WriteBatch batch;
        const auto first = *whole.begin();
        auto stray = first.first.substr(0, first.first.size() - 8);
        rocks::append_number(stray, storage::Sequence{4});
        const rocks::Mention mentions[] = {{4, 1}, {5, 1}};
        batch.Put(database->family(rocks::chunks), stray, rocks::encode_chunk(mentions));
        BOOST_REQUIRE(database->write(batch, true).has_value());
        whole.erase(stray);
    }
    {
        const auto storage = files.open(1'000);
        BOOST_TEST(listed(*storage, {}) == "4 3 2 1");
        BOOST_TEST(listed(*storage, by_agent("ann")) == "4 3 2 1");
        put(*storage, {statement(5)});
    }
    const auto database = files.database();
    BOOST_TEST(mark_of(*database) == 5u);
    const auto now = all_of(*database, rocks::chunks);
    for (const auto& [key, value] : now) {
        std::vector<rocks::Mention> mentions;
        BOOST_TEST(rocks::decode_chunk(rocks::sequence_of_key(key), value, mentions));
        const auto same = whole.find(key);
        if (same != whole.end()) BOOST_TEST((same->second == value));
    }
    for (const auto& [key, value] : whole)
        BOOST_TEST(now.contains(key));
}

// Of an id that was in a tail when the process ended its row is made from what else is stored.
BOOST_AUTO_TEST_CASE(rows_of_ids_are_rebuilt)
{
    Files files;
    {
        const auto storage = files.open(1'000);
        put(*storage, {voiding(1, 2)});              // Before its target.
        put(*storage, {statement(2), statement(3)}); // Voided, and defining nothing.
        put(*storage, {referring(4, 3), voiding(5, 6), statement(6)});
        put(*storage, {voiding(7, 3)});
        const auto defined =
            with(statement(8), "object",
                 {{"id", activity_id("book")}, {"definition", {{"name", {{"en", "A book"}}}}}});
        put(*storage, {defined});
        Sender other;
        other.defines = false;
        auto undefined = defined;
        undefined["id"] = to_string(id(9));
        const auto batch = prepare({undefined}, storage->statements().key(), other);
        BOOST_REQUIRE(storage->statements().put(home, batch).has_value());
        put(*storage, {statement(10)});
        const std::vector gone{id(10)};
        BOOST_REQUIRE(storage->statements().erase(home, gone, "").has_value());
    }
    const auto before = all_of(*files.database(), rocks::ids);
    BOOST_TEST(before.size() == 9u);
    take_back_mark(files, 0);
    {
        const auto database = files.database();
        rocksdb::WriteBatch batch;
        for (const auto& [key, value] : before) {
            const auto row = rocks::decode_id_row(value).value();
            // Those are written by the commit.
            if (key == rocks::id_key(home, id(9))) continue;
            if (row.is(rocks::IdRow::voided) || row.is(rocks::IdRow::referred)) continue;
            batch.Delete(database->family(rocks::ids), key);
        }
        // As a flush that was cut off may have left it: as it was before it was voided.
        auto row = rocks::decode_id_row(before.at(rocks::id_key(home, id(3)))).value();
        row.flags = rocks::IdRow::present;
        batch.Put(database->family(rocks::ids), rocks::id_key(home, id(3)), rocks::encode(row));
        BOOST_REQUIRE(database->write(batch, true).has_value());
    }
    {
        const auto storage = files.open(1'000);
        BOOST_TEST(storage->statements().find(home, id(3)).value().value().voided);
        BOOST_TEST(!storage->statements().find(home, id(10)).value());
        // Known by its content, as the hash of what was received is lost.
        const auto again = prepare({statement(2)}, storage->statements().key());
        BOOST_TEST(storage->statements().put(home, again).value().added == 0u);
    }
    const auto after = all_of(*files.database(), rocks::ids);
    BOOST_TEST(after.size() == before.size());
    for (const auto& [key, value] : before) {
        BOOST_TEST_CONTEXT(
            base::to_hex(reinterpret_cast<const std::uint8_t*>(key.data()), key.size()))
        {
            const auto one = rocks::decode_id_row(value).value();
            const auto other = rocks::decode_id_row(after.at(key)).value();
            BOOST_TEST(one.sequence == other.sequence);
            BOOST_TEST(int(one.flags) == int(other.flags));
        }
    }
}

// Format 1 had all postings as single keys.
BOOST_AUTO_TEST_CASE(a_database_of_format_1_is_read_at_once_and_folded_behind_the_scenes)
{
    Files files;
    std::map<std::string, std::string> answers;
    const std::vector<Query> queries{{}, by_agent("ann"), by_verb("read"), by_activity("book")};
    {
        const auto storage = files.open(1'000);
        for (unsigned number = 1; number <= 20; ++number)
            put(*storage, {statement(number)});
        for (std::size_t at = 0; at < queries.size(); ++at)
            answers[std::to_string(at)] = listed(*storage, queries[at]);
        BOOST_TEST(answers["3"].starts_with("20 19 18"));
    }
    {
        const auto database = files.database();
        rocksdb::WriteBatch batch;
        make_single_keys(*database, batch);
        batch.Delete(database->family(rocks::meta), rocks::mark_key(home));
        batch.Put(database->family(rocks::meta), "format", "1");
        BOOST_REQUIRE(database->write(batch, true).has_value());
    }
    {
        const auto storage = files.open(1'000);
        for (std::size_t at = 0; at < queries.size(); ++at)
            BOOST_TEST(listed(*storage, queries[at]) == answers[std::to_string(at)]);
        put(*storage, {statement(21)});
        BOOST_TEST(listed(*storage, {.limit = 2}) == "21 20");
    }
    // Until it has been folded; it may have been stopped before.
    for (bool folded = false; !folded;) {
        files.open(1'000);
        folded = !files.database()->get(rocks::meta, std::string(rocks::folding_key)).value();
    }
    BOOST_TEST(all_of(*files.database(), rocks::overlay).empty());
    const auto storage = files.open(1'000);
    for (std::size_t at = 1; at < queries.size(); ++at)
        BOOST_TEST(listed(*storage, queries[at]).ends_with(answers[std::to_string(at)]));
}

// As format 1 and a repair leave them. What a target brings may have the key of what was there.
BOOST_AUTO_TEST_CASE(a_single_key_keeps_its_roles_when_it_gets_more)
{
    Files files;
    put(*files.open(1'000), {referring(1, 2)});
    std::map<std::string, std::string> before;
    {
        const auto database = files.database();
        rocksdb::WriteBatch batch;
        make_single_keys(*database, batch);
        BOOST_REQUIRE(database->write(batch, true).has_value());
        before = all_of(*database, rocks::overlay);
    }
    put(*files.open(1'000), {statement(2)});
    auto after = all_of(*files.database(), rocks::overlay);
    BOOST_TEST(after.size() > before.size());
    std::size_t more = 0;
    for (const auto& [key, value] : before) {
        const auto roles = rocks::decode_roles(value);
        const auto now = rocks::decode_roles(after[key]);
        BOOST_TEST((now & roles) == roles);
        if (now != roles) ++more;
    }
    BOOST_TEST(more > 0u); // Else nothing was put to the test.
}

// The fold has read the key, and the writer adds to it, before the fold has put it into a chunk.
BOOST_AUTO_TEST_CASE(a_fold_takes_along_what_a_key_got_meanwhile)
{
    Files files;
    put(*files.open(1'000), {referring(1, 2)});
    const auto database = files.database();
    const auto chunked = all_of(*database, rocks::chunks);
    BOOST_REQUIRE(!chunked.empty());
    const auto key =
        rocks::with_number(chunked.begin()->first.substr(0, rocks::posting_prefix_size), 1);
    const auto give = [&](statements::Roles roles) {
        rocksdb::WriteBatch batch;
        batch.Put(database->family(rocks::overlay), key, rocks::encode_roles(roles));
        BOOST_REQUIRE(database->write(batch, true).has_value());
    };
    give(1);
    const auto folded = rocks::fold(*database, "", [&](const rocks::Folded& now) {
        if (now.lists > 0) return true;
        give(3); // As Stage::put_overlay() does.
        ++database->overlay_changes().count;
        return true;
    });
    BOOST_TEST(folded.has_value());
    BOOST_TEST(all_of(*database, rocks::overlay).empty());
    std::vector<rocks::Mention> mentions;
    const auto chunk = all_of(*database, rocks::chunks).at(chunked.begin()->first);
    BOOST_REQUIRE(rocks::decode_chunk(1, chunk, mentions));
    BOOST_TEST((mentions.at(0).roles & 3) == 3u);
}

BOOST_AUTO_TEST_SUITE_END()
