#include "courses/package_index.hpp"

#include "storage/memory/memory_storage.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using base::ErrorKind;
using courses::PackageIndex;
using courses::PackageRecord;

const storage::Tenant tenant{7};

PackageRecord record(const std::string& title, const std::optional<PackageRecord>& former = {})
{
    PackageRecord out;
    out.id = base::random_uuid();
    out.course = former ? former->course : out.id;
    out.version = former ? former->version + 1 : 1;
    out.title = title;
    if (former) out.replaces = former->id;
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(courses_package_index)

// As another who has the same database would: what is in memory is no reason to write over it.
BOOST_AUTO_TEST_CASE(what_is_stored_decides)
{
    const auto storage = storage::memory::open({});
    PackageIndex one(storage->records(), tenant);
    PackageIndex other(storage->records(), tenant);
    const auto first = record("first");
    BOOST_TEST(one.refresh().has_value());
    BOOST_TEST(one.add(first, {}).has_value());
    BOOST_TEST(other.refresh().has_value());

    const auto second = record("second", first);
    BOOST_TEST(one.add(second, {}).has_value());
    const auto late = other.add(record("late", first), {});
    BOOST_TEST_REQUIRE(late.has_error());
    BOOST_TEST((late.error().kind == ErrorKind::conflict));
    BOOST_TEST(late.error().why.find(to_string(second.id)) != std::string::npos);
    BOOST_TEST(
        (other.add(record("x", record("never kept")), {}).error().kind == ErrorKind::not_found));
    BOOST_TEST((one.add(second, {}).error().kind == ErrorKind::conflict)); // It is there.

    const auto marked = other.edit(first.id, [](PackageRecord& now) {
        now.title += ", marked";
        return base::Result<>();
    });
    BOOST_TEST(marked.has_value());
    BOOST_TEST(other.find(first.id)->title == "first, marked");
    BOOST_TEST((other.find(first.id)->replaced_by == second.id));
    const auto refused = other.edit(first.id, [](PackageRecord& now) -> base::Result<> {
        now.title = "never";
        return base::Error{ErrorKind::invalid, "no"};
    });
    BOOST_TEST(refused.error().why == "no");
    BOOST_TEST(other.find(first.id)->title == "first, marked");
}

BOOST_AUTO_TEST_SUITE_END()
