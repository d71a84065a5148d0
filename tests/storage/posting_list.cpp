// One list of postings, wherever its parts are: in chunks, two tails and the overlay.
#include "storage/rocksdb/posting_list.hpp"

#include "storage/rocksdb/flush.hpp"
#include "storage/rocksdb/fold.hpp"
#include "tests/storage/backends.hpp"
#include "tests/storage/random_statements.hpp"

#include <boost/test/unit_test.hpp>
#include <rocksdb/env.h>
#include <rocksdb/write_batch.h>

#include <thread>

using namespace storage::rocks;
using statements::Roles;
using statements::TermKind;
using storage::Sequence;
using storage_tests::Dice;
using storage_tests::home;

namespace {

constexpr base::Hash128 term{1, 2, 3};
constexpr base::Hash128 other_term{1, 2, 4};

class Parts {
public:
    explicit Parts(unsigned seed) : dice(seed)
    {
        for (auto flushes = dice.below(4); flushes > 0; --flushes) {
            Tail tail;
            grow(tail);
            BOOST_REQUIRE(write_chunks(*database, tail, false).has_value());
            BOOST_REQUIRE(write_marks(*database, tail, {}).has_value());
            view.mark = next_ - 1;
        }
        auto frozen = std::make_shared<Tail>();
        auto open = std::make_shared<Tail>();
        if (dice.percent(50)) {
            grow(*frozen);
            view.frozen = frozen;
            // Cut off: its chunks are there, its mark is not.
            if (dice.percent(50))
                BOOST_REQUIRE(write_chunks(*database, *frozen, false).has_value());
        }
        if (dice.percent(80)) grow(*open);
        view.open = open;
        lay_over(dice.percent(50) ? dice.below(50) : 0);
    }

    Sequence end() const { return next_ + 5; }

    std::optional<Mention> naive(Sequence from, Walk walk) const
    {
        const auto hit = [&](const auto& entry) -> std::optional<Mention> {
            const Mention mention{entry.first, entry.second};
            return walk.wants(mention) ? std::optional(mention) : std::nullopt;
        };
        if (walk.up()) {
            for (auto at = all.lower_bound(from); at != all.end(); ++at)
                if (const auto found = hit(*at)) return found;
        } else {
            for (auto at = all.upper_bound(from); at != all.begin();)
                if (const auto found = hit(*--at)) return found;
        }
        return std::nullopt;
    }

    PostingList list(Walk walk) const
    {
        return {*database, view, home, TermKind::agent, term, {}, walk};
    }

    Dice dice;
    View view;
    std::map<Sequence, Roles> all;
    std::unique_ptr<rocksdb::Env> files{rocksdb::NewMemEnv(rocksdb::Env::Default())};
    std::unique_ptr<Database> database =
        Database::open({.path = "/db", .env = files.get()}).value();

private:
    Roles some_roles() { return 1u << dice.below(3); }

    void grow(Tail& tail)
    {
        // A rare term, or one in nearly every statement and in more than one chunk.
        const auto chance = dice.percent(50) ? 3 : 95;
        for (auto count = 1 + dice.below(1'500); count > 0; --count, ++next_) {
            std::vector<statements::Posting> postings{{TermKind::agent, other_term, 1}};
            if (dice.percent(static_cast<unsigned>(chance))) {
                all[next_] = some_roles();
                postings.push_back({TermKind::agent, term, all[next_]});
            }
            tail.add(home, next_, postings);
        }
    }

    void lay_over(unsigned count)
    {
        rocksdb::WriteBatch batch;
        for (; count > 0; --count) {
            const Sequence sequence = 1 + dice.below(static_cast<unsigned>(next_));
            auto key = posting_prefix(home, TermKind::agent, term);
            append_number(key, sequence);
            batch.Put(database->family(overlay), key, encode_roles(8));
            all[sequence] |= 8;
        }
        BOOST_REQUIRE(database->write(batch, false).has_value());
    }

    Sequence next_ = 1;
};

// Every list over all its parts, walked in both directions and in steps of all sizes.
void compare(Parts& parts)
{
    for (const auto direction : {Direction::up, Direction::down}) {
        for (const Roles roles : {~Roles{0}, Roles{1}, Roles{2 | 8}, Roles{16}}) {
            const Walk walk{direction, roles};
            auto list = parts.list(walk);
            if (parts.dice.percent(50)) list.estimate();
            Sequence at = walk.up() ? parts.dice.below(3) : parts.end();
            while (at <= parts.end()) {
                const auto found = list.seek(at);
                const auto expected = parts.naive(at, walk);
                // Roles that were not asked for may be missing of what the overlay has.
                BOOST_REQUIRE(found.has_value() == expected.has_value());
                if (!found) break;
                BOOST_REQUIRE(found->sequence == expected->sequence);
                BOOST_REQUIRE((found->roles & roles) == (expected->roles & roles));
                const Sequence step = parts.dice.percent(70) ? 1 : 1 + parts.dice.below(700);
                if (!walk.up() && found->sequence < step) break;
                at = walk.up() ? found->sequence + step : found->sequence - step;
            }
            BOOST_TEST(list.status().ok());
        }
    }
}

std::size_t count(const Database& database, Family family)
{
    std::size_t out = 0;
    const auto at = database.iterate(family, {});
    for (at->SeekToFirst(); at->Valid(); at->Next())
        ++out;
    return out;
}

Folded fold_all(const Parts& parts, std::size_t stretch)
{
    return fold(
               *parts.database, "", [](const Folded&) { return true; }, stretch)
        .value();
}

} // namespace

BOOST_AUTO_TEST_SUITE(storage_posting_list)

BOOST_AUTO_TEST_CASE(is_what_its_parts_are)
{
    for (unsigned seed = 1; seed <= 60; ++seed) {
        BOOST_TEST_CONTEXT("seed " << seed)
        {
            Parts parts(seed);
            compare(parts);
        }
    }
}

BOOST_AUTO_TEST_CASE(folding_changes_nothing_that_is_read)
{
    for (unsigned seed = 100; seed <= 140; ++seed) {
        BOOST_TEST_CONTEXT("seed " << seed)
        {
            Parts parts(seed);
            const auto before = count(*parts.database, overlay);
            const std::size_t stretches[] = {1, 7, 100, 16 * chunk_mentions};
            const auto stretch = stretches[seed % 4];
            const auto done = fold_all(parts, stretch);
            BOOST_TEST(done.finished);
            BOOST_TEST(count(*parts.database, overlay) + done.overlay == before);
            compare(parts);
            const auto again = fold_all(parts, stretch);
            BOOST_TEST(again.overlay == 0u);
            if (stretch > 100) BOOST_TEST(again.chunks_before == again.chunks_after);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_damaged_chunk_is_said)
{
    Parts parts(5); // Three flushes.
    auto key = posting_prefix(home, TermKind::agent, term);
    append_number(key, Sequence{1});
    BOOST_REQUIRE(parts.view.mark > 0);
    rocksdb::WriteBatch batch;
    batch.Put(parts.database->family(chunks), key, "x");
    BOOST_REQUIRE(parts.database->write(batch, false).has_value());
    auto list = parts.list({Direction::up, ~Roles{0}});
    list.seek(1);
    BOOST_TEST(list.status().IsCorruption());
}

// Who reads while the tail grows sees every entry below what he knows to be there, in order.
BOOST_AUTO_TEST_CASE(a_tail_is_read_while_it_grows)
{
    constexpr Sequence last = 20'000;
    Tail tail;
    std::atomic<Sequence> published = 0;
    const auto read = [&] {
        Sequence upto = 0;
        while (upto < last) {
            upto = published.load();
            const TailCursor down(tail.find(home, TermKind::agent, term),
                                  {Direction::down, ~Roles{0}});
            const TailCursor up(tail.find(home, TermKind::agent, term), {Direction::up, ~Roles{0}});
            if (upto == 0) continue;
            for (auto at = upto; at > upto - std::min<Sequence>(upto, 50); --at) {
                const auto below = down.seek(at);
                const auto above = up.seek(at);
                if (!below || *below != Mention{at, static_cast<Roles>(at)} || above != below) {
                    published = last + 1; // Told below.
                    return;
                }
            }
        }
    };
    std::thread readers[] = {std::thread(read), std::thread(read)};
    for (Sequence at = 1; at <= last && published <= last; ++at) {
        const statements::Posting postings[] = {
            {TermKind::agent, term, static_cast<Roles>(at)},
            {TermKind::verb,
             {static_cast<std::uint8_t>(at), static_cast<std::uint8_t>(at >> 8)},
             1}};
        tail.add(home, at, postings);
        Sequence before = at - 1;
        published.compare_exchange_strong(before, at);
    }
    for (auto& reader : readers)
        reader.join();
    BOOST_TEST(published == last);
    BOOST_TEST(tail.sorted().size() == last + 1);
    BOOST_TEST(tail.ends().at(home) == last);
}

BOOST_AUTO_TEST_SUITE_END()
