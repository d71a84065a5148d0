// Stores that fail in the middle: of an import there is nothing afterwards, or all of it.
#include "tests/courses/package_room.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using packages::Room;
using packages::tenant;

const auto nobody = [](const base::Uuid&) { return base::Result<bool>(false); };

// A room with a first version, of which the second has one file new and two in common.
struct Begun {
    Begun()
    {
        first = room.add(packages::scorm12("First").bytes()).package;
        before = room.held();
    }

    base::Result<courses::Imported> next()
    {
        return room.try_add(packages::scorm12("Second").bytes(), {.replaces = first->id});
    }

    // Everything that is there belongs to a package, and every package is whole.
    void check()
    {
        const auto shelf = room.fresh();
        storage::Digest digest{};
        std::set<storage::Digest> needed;
        for (const auto& record : shelf->list({}, 100).packages) {
            needed.insert(record.list);
            const auto package = shelf->find(record.id).value();
            BOOST_TEST_REQUIRE(package);
            for (const auto& file : package->files) {
                digest = file.digest;
                const auto bytes = room.files.read(tenant, digest, 0, 1u << 20).value();
                BOOST_TEST(bytes.size() == file.size);
                needed.insert(digest);
            }
        }
        BOOST_TEST((room.files.held == needed));
        for (const auto& [place, value] : room.records.held)
            BOOST_TEST(place.first != courses::unfinished_records);
    }

    Room room;
    std::shared_ptr<const courses::Package> first;
    std::pair<std::set<storage::Digest>, std::map<std::pair<std::string, std::string>, std::string>>
        before;
};

// Runs `work` with a fault at its first call, at its second and so on until it meets none. How many
// there were. Afterwards the store works again.
std::size_t at_each_call(const support::StoreFault& how, const auto& work)
{
    for (std::size_t at = 1;; ++at) {
        BOOST_TEST_CONTEXT("call " << at << (how.lasts ? ", and all behind it" : "")
                                   << (how.is_done ? ", done" : ""))
        {
            Begun begun;
            auto& fault = begun.room.fault;
            fault.calls = 0;
            fault.at = at;
            fault.lasts = how.lasts;
            fault.is_done = how.is_done;
            fault.only_writes = how.only_writes;
            const bool is_met = work(begun);
            fault.at = support::StoreFault::never;
            if (!is_met) return at - 1;
            // Whatever comes next removes what was left.
            BOOST_TEST(begun.room.shelf.purge(nobody).has_value());
            begun.check();
        }
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(courses_package_faults)

BOOST_AUTO_TEST_CASE(import_that_fails_once)
{
    const auto calls = at_each_call({}, [](Begun& begun) {
        const auto done = begun.next();
        const bool is_met = begun.room.fault.calls >= begun.room.fault.at;
        begun.room.fault.at = support::StoreFault::never;
        if (!done) BOOST_TEST((begun.room.held() == begun.before)); // At once.
        BOOST_TEST(begun.next().has_value() == !done);
        return is_met;
    });
    BOOST_TEST(calls > 8u);
}

BOOST_AUTO_TEST_CASE(import_that_fails_for_long)
{
    const auto calls = at_each_call({.lasts = true}, [](Begun& begun) {
        const auto done = begun.next();
        const bool is_met = begun.room.fault.calls >= begun.room.fault.at;
        BOOST_TEST(done.has_error() == is_met);
        return is_met;
    });
    BOOST_TEST(calls > 8u);
}

// Here an import may be there although it was answered with an error.
BOOST_AUTO_TEST_CASE(import_of_which_nobody_knows)
{
    std::size_t kept = 0;
    const auto calls = at_each_call({.is_done = true, .only_writes = true}, [&](Begun& begun) {
        const auto done = begun.next();
        const bool is_met = begun.room.fault.calls >= begun.room.fault.at;
        begun.room.fault.at = support::StoreFault::never;
        BOOST_TEST(done.has_error() == is_met);
        // As it is known after it has been read again: both cannot be there.
        const auto again = begun.next();
        if (!done && !again) {
            BOOST_TEST((again.error().kind == base::ErrorKind::conflict));
            ++kept;
        }
        BOOST_TEST((begun.room.shelf.latest_of(begun.first->course) != begun.first->id));
        return is_met;
    });
    BOOST_TEST(calls == 4u); // The note, the list, the manifest, the record.
    BOOST_TEST(kept == 1u);  // The last of them.
}

// A crash: nobody is left who could undo anything.
BOOST_AUTO_TEST_CASE(restarted)
{
    const auto calls = at_each_call({.lasts = true, .only_writes = true}, [](Begun& begun) {
        const auto done = begun.next();
        const bool is_met = begun.room.fault.calls >= begun.room.fault.at;
        begun.room.fault.at = support::StoreFault::never;
        const auto shelf = begun.room.fresh();
        BOOST_TEST(shelf->purge(nobody).has_value());
        if (!done) BOOST_TEST((begun.room.held() == begun.before));
        return is_met;
    });
    BOOST_TEST(calls == 4u);
}

BOOST_AUTO_TEST_CASE(removal_and_purge)
{
    for (const support::StoreFault* how :
         {new support::StoreFault{}, new support::StoreFault{.lasts = true},
          new support::StoreFault{.is_done = true}}) {
        const auto calls = at_each_call(*how, [](Begun& begun) {
            auto& shelf = begun.room.shelf;
            auto done = shelf.remove(begun.first->id, "outdated", "anna");
            if (done) {
                const auto purged = shelf.purge(nobody);
                if (!purged) done = purged.error();
            }
            const bool is_met = begun.room.fault.calls >= begun.room.fault.at;
            BOOST_TEST(done.has_error() == is_met);
            return is_met;
        });
        delete how;
        BOOST_TEST(calls > 5u);
    }
}

BOOST_AUTO_TEST_CASE(reading)
{
    std::size_t at = 1;
    for (;; ++at) {
        Begun begun;
        const auto shelf = begun.room.fresh();
        begun.room.fault.calls = 0;
        begun.room.fault.at = at;
        if (shelf->describe(begun.first->id)) break;
        BOOST_TEST(shelf->describe(begun.first->id).value()->items.size() == 3u);
    }
    BOOST_TEST(at > 4u);
}

BOOST_AUTO_TEST_SUITE_END()
