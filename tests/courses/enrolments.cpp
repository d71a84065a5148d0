#include "courses/enrolments.hpp"

#include "base/limits.hpp"
#include "statements/agent.hpp"
#include "storage/memory/memory_storage.hpp"
#include "tests/support/manual_clock.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

namespace {

using base::ErrorKind;
using content::LaunchMode;
using courses::Launch;
using courses::Purpose;

const storage::Tenant tenant{3};

boost::json::object person(const std::string& name)
{
    return boost::json::parse(R"({"objectType":"Agent","account":{"homePage":)"
                              R"("https://city.example","name":")" +
                              name + R"("}})")
        .get_object();
}

courses::Package package(const std::string& name, const std::string& course)
{
    courses::Package out;
    out.id = base::uuid_v5({}, name);
    out.course = base::uuid_v5({}, course);
    return out;
}

struct Room {
    support::ManualClock time;
    std::unique_ptr<storage::Storage> storage = storage::memory::open({});
    courses::Enrolments enrolments{storage->records(), tenant, time.clock()};
    courses::Package first = package("first", "first");
    courses::Registration mira = enrolments.enrol(first, person("mira")).value().registration;

    bool admits(const courses::Opened& opened, Purpose purpose, Purpose of)
    {
        const courses::Token token{tenant, opened.launch.id,
                                   opened.secrets[static_cast<std::size_t>(of)]};
        const auto admitted = enrolments.admit(token, purpose);
        if (!admitted) BOOST_TEST((admitted.error().kind == ErrorKind::unauthorized));
        return admitted.has_value();
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(courses_enrolments)

BOOST_AUTO_TEST_CASE(a_person_is_registered_once_for_a_course_and_keeps_his_version)
{
    Room room;
    auto again = room.enrolments.enrol(room.first, person("mira")).value();
    BOOST_TEST(!again.is_new);
    BOOST_TEST((again.registration == room.mira));

    const auto second = package("second", "first");
    again = room.enrolments.enrol(second, person("mira")).value();
    BOOST_TEST((again.registration == room.mira));
    const auto jan = room.enrolments.enrol(second, person("jan")).value();
    BOOST_TEST(jan.is_new);
    BOOST_TEST((jan.registration.package == second.id));
    BOOST_TEST((jan.registration.course == room.first.course));
    const auto other = room.enrolments.enrol(package("other", "other"), person("mira")).value();
    BOOST_TEST(other.is_new);

    BOOST_TEST((room.enrolments.find(room.mira.id).value().value() == room.mira));
    BOOST_TEST(!room.enrolments.find(base::random_uuid()).value().has_value());
    const auto identity = statements::identity(person("mira")).value();
    BOOST_TEST(room.enrolments.of_person(identity).value().size() == 2u);
    BOOST_TEST(room.enrolments.of_person("account:x").value().empty());
    const auto in_second = room.enrolments.of_package(second.id, std::nullopt, 10).value();
    BOOST_TEST_REQUIRE(in_second.size() == 1u);
    BOOST_TEST((in_second[0] == jan.registration));
    BOOST_TEST(room.enrolments.of_package(second.id, in_second[0].id, 10).value().empty());
}

BOOST_AUTO_TEST_CASE(whoever_has_no_account_cannot_be_registered)
{
    Room room;
    for (const auto* actor : {R"({"mbox":"mailto:a@city.example"})", R"({"name":"a"})",
                              R"({"account":{"name":"a"}})"}) {
        const auto enrolled =
            room.enrolments.enrol(room.first, boost::json::parse(actor).get_object());
        BOOST_TEST_REQUIRE(enrolled.has_error());
        BOOST_TEST((enrolled.error().kind == ErrorKind::invalid));
        BOOST_TEST(enrolled.error().where == "/actor");
    }
}

BOOST_AUTO_TEST_CASE(another_tenant_has_none_of_it)
{
    Room room;
    courses::Enrolments others(room.storage->records(), storage::Tenant{4}, room.time.clock());
    BOOST_TEST(!others.find(room.mira.id).value().has_value());
    BOOST_TEST(others.enrol(room.first, person("mira")).value().is_new);
}

BOOST_AUTO_TEST_CASE(a_token_opens_its_launch_as_long_as_that_lasts)
{
    Room room;
    const auto opened =
        room.enrolments.open(room.mira, {"item", LaunchMode::browse, "https://lms.example"})
            .value();
    BOOST_TEST((room.enrolments.launch(opened.launch.id).value().value() == opened.launch));
    BOOST_TEST(opened.launch.item == "item");
    BOOST_TEST((opened.launch.package == room.first.id));
    for (const auto of : {Purpose::page, Purpose::fetch, Purpose::statements}) {
        for (const auto purpose : {Purpose::page, Purpose::fetch, Purpose::statements})
            BOOST_TEST(room.admits(opened, purpose, of) == (purpose == of));
    }
    room.time.advance(limits::launch_lifetime - std::chrono::microseconds(1));
    BOOST_TEST(room.admits(opened, Purpose::page, Purpose::page));
    room.time.advance(std::chrono::microseconds(1));
    BOOST_TEST(!room.admits(opened, Purpose::page, Purpose::page));
}

BOOST_AUTO_TEST_CASE(what_is_over_goes_with_the_next_launch)
{
    Room room;
    const auto first = room.enrolments.open(room.mira, {}).value();
    room.time.advance(limits::launch_lifetime / 2);
    const auto second = room.enrolments.open(room.mira, {}).value();
    BOOST_TEST(room.enrolments.launches(room.mira.id).value().size() == 2u);
    room.time.advance(limits::launch_lifetime / 2);
    const auto third = room.enrolments.open(room.mira, {}).value();
    const auto left = room.enrolments.launches(room.mira.id).value();
    BOOST_TEST_REQUIRE(left.size() == 2u);
    BOOST_TEST((left[0] == second.launch));
    BOOST_TEST((left[1] == third.launch));
    BOOST_TEST(!room.enrolments.launch(first.launch.id).value().has_value());
}

BOOST_AUTO_TEST_CASE(a_launch_changes_or_stays)
{
    Room room;
    const auto opened = room.enrolments.open(room.mira, {}).value();
    const auto fetch = [](Launch& launch) {
        if (launch.fetched) return false;
        launch.fetched = true;
        return true;
    };
    BOOST_TEST(room.enrolments.change(opened.launch.id, fetch).value().fetched);
    BOOST_TEST(room.enrolments.launch(opened.launch.id).value()->fetched);
    BOOST_TEST(room.enrolments.change(opened.launch.id, fetch).value().fetched);
    const auto none = room.enrolments.change(base::random_uuid(), fetch);
    BOOST_TEST_REQUIRE(none.has_error());
    BOOST_TEST((none.error().kind == ErrorKind::not_found));
}

BOOST_AUTO_TEST_CASE(there_is_a_limit_to_launches_at_once)
{
    Room room;
    for (std::size_t count = 0; count < limits::launches_of_registration; ++count)
        BOOST_REQUIRE(room.enrolments.open(room.mira, {}).has_value());
    const auto refused = room.enrolments.open(room.mira, {});
    BOOST_TEST_REQUIRE(refused.has_error());
    BOOST_TEST((refused.error().kind == ErrorKind::too_many));
    room.time.advance(limits::launch_lifetime);
    BOOST_TEST(room.enrolments.open(room.mira, {}).has_value());
    BOOST_TEST(room.enrolments.open(room.mira, {}).has_value());
    BOOST_TEST(room.enrolments.launches(room.mira.id).value().size() > 2u);
    BOOST_TEST(room.enrolments.open(room.mira, {}).has_value());
    BOOST_TEST(room.enrolments.launches(room.mira.id).value().size() < 10u);
}

BOOST_AUTO_TEST_SUITE_END()
