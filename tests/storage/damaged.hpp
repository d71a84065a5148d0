// A store with some of everything, hands that damage it, and the verdict on a damage: found by
// verify(), mended by repair() where it follows from the rows.
#pragma once

#include "storage/rocksdb/chunk.hpp"
#include "storage/rocksdb/first_failure.hpp"
#include "storage/rocksdb/maintenance.hpp"
#include "storage/tombstone.hpp"
#include "tests/storage/backends.hpp"

#include <boost/test/unit_test.hpp>
#include <rocksdb/env.h>

#include <functional>

namespace damaged {

using namespace storage_tests;
using statements::TermKind;
using storage::Verdict;
using storage::Work;

namespace rocks = storage::rocks;

inline constexpr std::size_t short_tail = 8; // So that most of the index is in chunks.

inline json::object described(std::string_view name, std::string_view title)
{
    return with(activity(name), "definition", {{"name", {{"en", title}}}});
}

// A store with some of everything, in memory.
struct Store {
    Store()
    {
        const auto opened = open();
        put(*opened, home, {statement(1), statement(2), statement(3), statement(4)});
        clock.advance(2s);
        put(*opened, home, {referring(31, 1), voiding(32, 2), referring(33, 99), voiding(34, 98)});
        put(*opened, home, {referring(35, 31), voiding(36, 3), statement(5)});
        clock.advance(2s);
        for (unsigned number = 10; number < 30; ++number)
            put(*opened, home,
                {statement(number, number % 2 ? "ann" : "bob", "read", activity("b"))});
        auto batch = prepare({with_attachment(40)}, opened->statements().key());
        attach(batch, 0, content, statements::SignatureOutcome::verified);
        opened->statements().put(home, std::move(batch)).value();
        for (const unsigned number : {5u, 36u}) {
            const std::vector gone{id(number)};
            opened->statements().erase(home, gone, "asked for").value();
        }
        put(*opened, elsewhere, {statement(1, "ann", "read", described("book", "One"))});
        put(*opened, elsewhere,
            {statement(2, "ann", "read", described("book", "Two")),
             statement(3, "ann", "read", described("film", "Three"))});
        const storage::DocumentKey key{{storage::DocumentKind::activity_profile, "a", ""}, {}, "p"};
        opened->documents().write(home, {{key, {}, storage::Document{"text/plain", "it"}}}).value();
        const std::vector<storage::Change> changes{{"k", "v"}};
        opened->projections().commit(home, "levels", changes, 3).value();
        auto rest = file;
        opened->files()
            .put(home, [&] { return storage::Result<std::string>(std::exchange(rest, {})); })
            .value();
        const std::vector<storage::RecordChange> record{{"kind", "key", "value", {}}};
        opened->records().change(home, record).value();
    }

    static json::object with_attachment(unsigned number)
    {
        const json::object declared{{"usageType", statements_signature()},
                                    {"display", {{"en", "it"}}},
                                    {"contentType", "application/octet-stream"},
                                    {"length", content.size()},
                                    {"sha2", sha2()}};
        return with(statement(number), "attachments", json::array{declared});
    }

    static std::string statements_signature()
    {
        return "http://adlnet.gov/expapi/attachments/signature";
    }

    static std::string sha2() { return base::to_hex(base::sha256(content)); }

    std::unique_ptr<storage::Storage> open()
    {
        return rocks::open({.path = "/db",
                            .clock = clock.clock(),
                            .env = files.get(),
                            .tail_statements = short_tail})
            .value();
    }

    std::unique_ptr<rocks::Database> database()
    {
        return rocks::Database::open({.path = "/db", .env = files.get()},
                                     std::make_shared<rocks::FirstFailure>())
            .value();
    }

    Verdict verify(bool mends = false)
    {
        const auto store = rocks::maintain({.path = "/db", .env = files.get()}).value();
        Work work;
        return (mends ? store->repair(work) : store->verify(work)).value();
    }

    static void put(storage::Storage& storage, Tenant tenant,
                    const std::vector<json::object>& batch)
    {
        storage.statements().put(tenant, prepare(batch, storage.statements().key())).value();
    }

    // What a client is told.
    std::string answers()
    {
        const auto storage = open();
        std::string out;
        const Query queries[] = {
            {}, by_agent("ann"), by_verb("read"), by_activity("b"), by_activity("book")};
        for (const auto tenant : {home, elsewhere}) {
            for (auto query : queries) {
                query.limit = 100;
                const auto page = storage->statements().query(tenant, query, {}, no_deadline);
                out += numbers_of(page.value().statements) + '\n';
            }
            for (unsigned number = 1; number < 41; ++number) {
                const auto found = storage->statements().find(tenant, id(number)).value();
                out += !found ? '-' : found->voided ? 'v' : 'x';
            }
            for (const auto* name : {"book", "film"}) {
                const auto said = storage->activities().definition(tenant, activity_id(name));
                out += '\n' + said.value().value_or("undefined");
            }
        }
        const auto found = storage->statements().find(home, id(40)).value();
        const auto bytes = storage->attachments().find(home, found->sequence, sha2()).value();
        out += bytes == content ? " with its content" : " without its content";
        const auto read = storage->files().read(home, base::sha256(file), 0, file.size());
        out += read && *read == file ? ", a file" : ", no file";
        return out + storage->records().get(home, "kind", "key").value().value_or("no record");
    }

    static inline const std::string content = std::string(300'000, 'c');
    static inline const std::string file = std::string(rocks::file_piece_bytes, 'f') +
                                           std::string(rocks::file_piece_bytes, 'i') + "le";

    ManualClock clock;
    std::unique_ptr<rocksdb::Env> files{rocksdb::NewMemEnv(rocksdb::Env::Default())};
};

// Damages a database by hand.
class Hand {
public:
    explicit Hand(Store& store) : database_(store.database()) {}

    const base::Hash128& key() const { return database_->key(); }

    void put(rocks::Family family, const std::string& key, const std::string& value)
    {
        rocksdb::WriteBatch batch;
        batch.Put(database_->family(family), key, value);
        database_->write(batch, false).value();
    }

    void remove(rocks::Family family, const std::string& key)
    {
        BOOST_REQUIRE(get(family, key));
        rocksdb::WriteBatch batch;
        batch.Delete(database_->family(family), key);
        database_->write(batch, false).value();
    }

    std::optional<std::string> get(rocks::Family family, const std::string& key) const
    {
        return database_->get(family, key).value();
    }

    // The n-th key with a prefix.
    std::string key_with(rocks::Family family, const std::string& prefix, int skip = 0) const
    {
        const auto at = database_->iterate(family, {});
        for (at->Seek(prefix); skip > 0; --skip)
            at->Next();
        BOOST_REQUIRE((at->Valid() && at->key().starts_with(prefix)));
        return at->key().ToString();
    }

    void change(rocks::Family family, const std::string& key,
                const std::function<void(std::string&)>& how)
    {
        auto value = get(family, key);
        BOOST_REQUIRE(value);
        how(*value);
        put(family, key, *value);
    }

    void change_id(unsigned number, const std::function<void(rocks::IdRow&)>& how)
    {
        change(rocks::ids, id_of(number), [&](std::string& value) {
            auto row = rocks::decode_id_row(value).value();
            how(row);
            value = rocks::encode(row);
        });
    }

    static std::string id_of(unsigned number) { return rocks::id_key(home, id(number)); }

    storage::Sequence sequence_of(unsigned number) const
    {
        return rocks::decode_id_row(get(rocks::ids, id_of(number)).value()).value().sequence;
    }

    std::string row_of(unsigned number) const { return rocks::row_key(home, sequence_of(number)); }

    std::string reference(unsigned target, storage::Sequence from) const
    {
        auto key = rocks::reference_prefix(home, id(target));
        rocks::append_number(key, from);
        return key;
    }

    std::string posting(TermKind kind, std::string_view value, storage::Sequence at) const
    {
        auto key = rocks::posting_prefix(home, kind, term(kind, value));
        rocks::append_number(key, at);
        return key;
    }

    base::Hash128 term(TermKind kind, std::string_view value) const
    {
        return kind == TermKind::voided ? base::Hash128{}
                                        : statements::hash_term(key(), kind, value);
    }

    // Of all that read.
    std::string chunk() const
    {
        const auto read = term(TermKind::verb, verb("read"));
        return key_with(rocks::chunks, rocks::posting_prefix(home, TermKind::verb, read));
    }

    void change_chunk(const std::function<void(std::vector<rocks::Mention>&)>& how)
    {
        const auto where = chunk();
        std::vector<rocks::Mention> mentions;
        BOOST_REQUIRE(rocks::decode_chunk(rocks::sequence_of_key(where),
                                          get(rocks::chunks, where).value(), mentions));
        how(mentions);
        put(rocks::chunks, where, rocks::encode_chunk(mentions));
    }

    static std::string digest() { return rocks::encode_sha2(Store::sha2()).value(); }

    std::string content(rocks::ContentKey kind) const
    {
        using enum rocks::ContentKey;
        if (kind == of_statement || kind == signature)
            return rocks::content_prefix(home, kind, sequence_of(40)) + digest();
        auto key = rocks::content_prefix(home, kind, digest());
        if (kind == piece)
            rocks::append_number(key, std::uint32_t{0});
        else
            rocks::append_number(key, sequence_of(40));
        return key;
    }

    static std::string number(std::uint64_t value)
    {
        std::string out;
        rocks::append_number(out, value);
        return out;
    }

private:
    std::unique_ptr<rocks::Database> database_;
};

struct Row {
    const char* name;
    const char* kind; // Of the findings; empty: there are none.
    bool mended;
    std::function<void(Hand&)> damage;
};

inline void set(rocks::IdRow& row, rocks::IdRow::Flags flag, bool on)
{
    row.flags = static_cast<std::uint8_t>(on ? row.flags | flag : row.flags & ~flag);
}

inline std::string shown(const Verdict& verdict)
{
    std::string out;
    for (const auto& each : verdict.findings)
        out +=
            each.kind + ' ' + each.where + ": " + each.found + ", right: " + each.expected + '\n';
    return out;
}

inline void check(const Row& row)
{
    static const std::string right = Store().answers();
    BOOST_TEST_CONTEXT(row.name)
    {
        Store store;
        {
            Hand hand(store);
            row.damage(hand);
        }
        const auto found = store.verify();
        BOOST_TEST(found.statements > 0u);
        BOOST_TEST((found.found == 0) == (row.kind[0] == '\0'), shown(found));
        const bool named = std::ranges::any_of(
            found.findings, [&](const auto& each) { return each.kind == row.kind; });
        BOOST_TEST((named || found.found == 0), shown(found));

        const auto left = store.verify(true);
        BOOST_TEST((left.found == 0) == row.mended, shown(left));
        BOOST_TEST(store.verify().found == left.found);
        if (row.mended) BOOST_TEST(store.answers() == right);
        for (const auto& each : left.findings)
            BOOST_TEST(!each.mendable, shown(left));
    }
}

} // namespace damaged
