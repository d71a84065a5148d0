// Packages that are removed, and what of their files may go.
#include "base/limits.hpp"
#include "tests/courses/package_room.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

namespace {

using base::ErrorKind;
using packages::Room;
using packages::tenant;

std::string text_of(const Room& room, const courses::Package& package, std::string_view path)
{
    const auto* file = package.file(path);
    return file ? room.files.read(tenant, file->digest, 0, 1u << 20).value() : "none";
}

const auto nobody = [](const base::Uuid&) { return base::Result<bool>(false); };

} // namespace

BOOST_AUTO_TEST_SUITE(courses_package_removal)

BOOST_AUTO_TEST_CASE(removal)
{
    Room room;
    const auto id = room.add(packages::scorm12().bytes()).package->id;
    const auto admitted = room.shelf.admission(id);
    BOOST_TEST(admitted.has_value());
    const std::string longest(limits::removal_reason_bytes, 'r');
    for (const auto& reason :
         {std::string(), std::string(" \n"), longest + 'r', std::string("\xff")}) {
        const auto refused = room.shelf.remove(id, reason, "anna");
        BOOST_TEST((refused.error().kind == ErrorKind::invalid));
        BOOST_TEST(refused.error().where == "reason");
    }
    const std::string somebody(limits::identity_bytes + 1, 'a');
    BOOST_TEST(room.shelf.remove(id, "r", somebody).error().where == "by");
    BOOST_TEST(
        (room.shelf.remove(base::random_uuid(), "r", "anna").error().kind == ErrorKind::not_found));
    BOOST_TEST(!room.shelf.describe(id).value()->record.removed);

    room.clock.advance(std::chrono::seconds(1));
    BOOST_TEST(room.shelf.remove(id, longest, "anna").has_value());
    const auto again = room.fresh();
    for (auto* shelf : {&room.shelf, again.get()}) {
        const auto told = shelf->describe(id).value().value();
        BOOST_TEST((told.record.removed == courses::Removal{room.clock.now(), longest, "anna"}));
        BOOST_TEST(told.items.size() == 3u);
        BOOST_TEST(shelf->find(id).value()); // For those who are at it.
        BOOST_TEST((shelf->admission(id).error().kind == ErrorKind::conflict));
        BOOST_TEST((shelf->remove(id, "again", "bert").error().kind == ErrorKind::conflict));
    }
    BOOST_TEST((room.shelf.admission(base::random_uuid()).error().kind == ErrorKind::not_found));
}

// Somebody registers while another removes the package: one of the two comes too late.
BOOST_AUTO_TEST_CASE(admitted_or_removed)
{
    const auto registers = [](Room& room, const storage::RecordChange& admission) {
        const storage::RecordChange changes[] = {{"registration", "r", "somebody"}, admission};
        return room.records.change(tenant, changes);
    };
    Room room;
    const auto id = room.add(packages::scorm12().bytes()).package->id;
    const auto one = room.shelf.admission(id).value();
    const auto two = room.shelf.admission(id).value();
    BOOST_TEST(registers(room, one).has_value());
    BOOST_TEST(registers(room, two).has_value());
    BOOST_TEST(room.shelf.remove(id, "outdated", "anna").has_value());
    BOOST_TEST((registers(room, one).error().kind == ErrorKind::conflict));
}

BOOST_AUTO_TEST_CASE(purged_when_nobody_uses_it)
{
    Room room;
    const auto empty = room.held();
    const auto first = room.add(packages::scorm12("First").bytes()).package;
    const auto second = room.add(packages::scorm12("Second").bytes(), {.replaces = first->id});
    const auto& last = second.package;
    const auto before = room.held();
    BOOST_TEST(room.shelf.purge(nobody).value() == 0u); // None has been removed.
    BOOST_TEST((room.held() == before));

    BOOST_TEST(room.shelf.remove(first->id, "outdated", "anna").has_value());
    const auto removed = room.held();
    std::string asked;
    const auto used = room.shelf.purge([&](const base::Uuid& id) {
        asked += to_string(id);
        return base::Result<bool>(true);
    });
    BOOST_TEST(used.value() == 0u);
    BOOST_TEST(asked == to_string(first->id));
    BOOST_TEST((room.held() == removed));
    const auto failed = room.shelf.purge([](const base::Uuid&) -> base::Result<bool> {
        return base::Error{ErrorKind::busy, "x"};
    });
    BOOST_TEST((failed.error().kind == ErrorKind::busy));
    BOOST_TEST((room.held() == removed));

    BOOST_TEST(room.shelf.purge(nobody).value() == 1u);
    BOOST_TEST(room.shelf.purge(nobody).value() == 0u);
    BOOST_TEST(!room.shelf.find(first->id).value());
    BOOST_TEST(text_of(room, *last, "a.html") == "<html>a</html>"); // Both had it.
    BOOST_TEST(room.files.held.size() == 4u); // The three of the second, and its list.
    const auto again = room.fresh();
    for (auto* shelf : {&room.shelf, again.get()}) {
        // What was done, and why, is still known.
        const auto told = shelf->describe(first->id).value().value();
        BOOST_TEST(told.record.purged);
        BOOST_TEST(told.record.removed->reason == "outdated");
        BOOST_TEST(told.items.empty());
        BOOST_TEST(!shelf->find(first->id).value());
        BOOST_TEST(shelf->find(last->id).value());
        BOOST_TEST((shelf->latest_of(first->course) == last->id));
        BOOST_TEST(shelf->list({}, 10).packages.size() == 1u);
    }

    BOOST_TEST(room.shelf.remove(last->id, "outdated", "anna").has_value());
    BOOST_TEST(room.shelf.purge(nobody).value() == 1u);
    BOOST_TEST((room.files.held == empty.first));
    const auto third = room.add(packages::scorm12("Third").bytes(), {.replaces = last->id});
    BOOST_TEST(third.package->version == 3u);
}

BOOST_AUTO_TEST_CASE(the_same_package_twice)
{
    Room room;
    const auto bytes = packages::scorm12().bytes();
    const auto one = room.add(bytes).package;
    const auto puts = room.files.puts;
    const auto other = room.add(bytes).package;
    BOOST_TEST(room.files.puts == puts + 1); // Its list, which is the same.
    BOOST_TEST(room.shelf.remove(one->id, "double", "anna").has_value());
    BOOST_TEST(room.shelf.purge(nobody).value() == 1u);
    BOOST_TEST(text_of(room, *other, "a.html") == "<html>a</html>");
    BOOST_TEST(room.fresh()->find(other->id).value()->title == "Fire safety");
}

// A list of files is a file of the store as any other: a package may hold a copy of another's.
BOOST_AUTO_TEST_CASE(a_package_that_holds_the_list_of_another)
{
    for (const bool list_first : {true, false}) {
        Room room;
        const auto one = room.add(packages::scorm12().bytes()).package;
        const auto list = courses::encode_list(one->files);
        const auto other = room.add(packages::tincan().add("list", list).bytes()).package;
        const auto& goes = list_first ? one : other;
        const auto& stays = list_first ? other : one;
        BOOST_TEST(room.shelf.remove(goes->id, "test", "anna").has_value());
        BOOST_TEST(room.shelf.purge(nobody).value() == 1u);
        const auto found = room.fresh()->find(stays->id).value();
        for (const auto& file : found->files)
            BOOST_TEST(text_of(room, *found, file.path).size() == file.size);
    }
}

BOOST_AUTO_TEST_SUITE_END()
