#include "courses/personal_links.hpp"

#include "base/limits.hpp"
#include "storage/memory/memory_storage.hpp"
#include "tests/support/manual_clock.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using base::ErrorKind;

struct Room {
    support::ManualClock time;
    std::unique_ptr<storage::Storage> storage = storage::memory::open({});
    courses::PersonalLinks links{storage->records(), storage::Tenant{3}, time.clock()};
    base::Uuid mira = base::random_uuid();

    bool admits(const base::Uuid& person, std::string_view secret)
    {
        const auto admitted = links.admit(person, secret);
        if (!admitted) BOOST_TEST((admitted.error().kind == ErrorKind::unauthorized));
        return admitted.has_value();
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(courses_personal_links, Room)

BOOST_AUTO_TEST_CASE(a_link_is_of_one_person_and_for_a_time)
{
    const auto link = links.make(mira, "credential:admin").value();
    BOOST_TEST(admits(mira, link.secret));
    BOOST_TEST(!admits(mira, link.secret + "x"));
    BOOST_TEST(!admits(mira, ""));
    BOOST_TEST(!admits(base::random_uuid(), link.secret));
    time.advance(limits::person_link_lifetime - std::chrono::microseconds(1));
    BOOST_TEST(admits(mira, link.secret));
    time.advance(std::chrono::microseconds(1));
    BOOST_TEST(!admits(mira, link.secret));
    BOOST_TEST((link.expires == time.clock()()));
}

BOOST_AUTO_TEST_CASE(another_one_ends_it)
{
    const auto first = links.make(mira, "a").value();
    const auto second = links.make(mira, "a").value();
    BOOST_TEST(!admits(mira, first.secret));
    BOOST_TEST(admits(mira, second.secret));
    BOOST_TEST(links.revoke(mira).value());
    BOOST_TEST(!admits(mira, second.secret));
    BOOST_TEST(!links.revoke(mira).value());
    static_cast<void>(links.make(mira, "a").value());
    time.advance(limits::person_link_lifetime);
    BOOST_TEST(!links.revoke(mira).value());
}

BOOST_AUTO_TEST_CASE(another_tenant_has_none_of_it)
{
    const auto link = links.make(mira, "a").value();
    const courses::PersonalLinks others(storage->records(), storage::Tenant{4}, time.clock());
    BOOST_TEST(others.admit(mira, link.secret).has_error());
}

BOOST_AUTO_TEST_CASE(the_secret_is_not_kept)
{
    const auto link = links.make(mira, "a").value();
    const auto kept = storage->records()
                          .get(storage::Tenant{3}, "person-link", base::to_string(mira))
                          .value()
                          .value();
    BOOST_TEST(kept.find(link.secret) == kept.npos);
    const storage::RecordChange damage[] = {{"person-link", base::to_string(mira), "{}"}};
    storage->records().change(storage::Tenant{3}, damage).value();
    BOOST_TEST((links.admit(mira, link.secret).error().kind == ErrorKind::corrupt));
    BOOST_TEST(links.revoke(mira).value());
}

BOOST_AUTO_TEST_SUITE_END()
