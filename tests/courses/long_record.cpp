#include "courses/long_record.hpp"

#include "base/limits.hpp"
#include "storage/memory/memory_storage.hpp"

#include <boost/test/unit_test.hpp>

namespace {

const storage::Tenant tenant{3};
const courses::LongRecord record{"kind", "key"};

} // namespace

BOOST_AUTO_TEST_SUITE(courses_long_record)

BOOST_AUTO_TEST_CASE(comes_back_as_it_was_kept_and_leaves_nothing)
{
    const auto storage = storage::memory::open({});
    auto& records = storage->records();
    std::size_t parts = 0;
    const auto most = limits::record_bytes;
    for (const std::size_t size : {std::size_t(0), most, most + 1, 2 * most + 1, std::size_t(5)}) {
        BOOST_TEST_CONTEXT(size)
        {
            std::string text(size, 'x');
            if (!text.empty()) text.back() = 'y';
            courses::RecordChanges changes;
            parts = courses::replace_long(changes, record, text, parts);
            BOOST_TEST(parts == std::max<std::size_t>(1, (size + most - 1) / most));
            BOOST_TEST(records.change(tenant, changes).has_value());
            BOOST_TEST((courses::read_long(records, tenant, record, parts).value() == text));
            BOOST_TEST(records.scan(tenant, "kind", "", "", 10).value().size() == parts);
        }
    }
    const auto damaged = courses::read_long(records, tenant, record, parts + 1);
    BOOST_TEST_REQUIRE(damaged.has_error());
    BOOST_TEST((damaged.error().kind == base::ErrorKind::corrupt));
    BOOST_TEST(courses::read_long(records, tenant, record, 0).value().empty());
    courses::RecordChanges changes;
    courses::remove_long(changes, record, parts);
    BOOST_TEST(records.change(tenant, changes).has_value());
    BOOST_TEST(records.scan(tenant, "kind", "", "", 10).value().empty());
}

BOOST_AUTO_TEST_SUITE_END()
