#include "courses/catalogue.hpp"

#include "tests/courses/catalogue_room.hpp"

#include <algorithm>

using namespace catalogue;
using base::ErrorKind;

BOOST_FIXTURE_TEST_SUITE(courses_catalogue, Room)

BOOST_AUTO_TEST_CASE(places_are_given_in_order)
{
    const auto first = enrol("a").value();
    BOOST_TEST(first.is_new);
    BOOST_TEST((first.registration->package == package->id));
    BOOST_TEST(enrol("b").value().registration.has_value());
    BOOST_TEST(enrol("c").value().position == 1u);
    BOOST_TEST(enrol("d").value().position == 2u);
    BOOST_TEST(enrol("e").value().position == 3u);
    BOOST_TEST(enrol("d").value().position == 2u);
    const auto again = enrol("a").value();
    BOOST_TEST(!again.is_new);
    BOOST_TEST((again.registration == first.registration));
    BOOST_TEST(counts() == "2 and 3");

    catalogue.withdraw(course, identity("a")).value();
    BOOST_TEST(all({"a", "b", "c", "d", "e"}) == "a- b+ c+ d1 e2");
    catalogue.withdraw(course, identity("d")).value();
    BOOST_TEST(all({"a", "b", "c", "d", "e"}) == "a- b+ c+ d e1");
    BOOST_TEST(enrol("a").value().position == 2u);
    catalogue.withdraw(course, identity("c")).value();
    catalogue.withdraw(course, identity("b")).value();
    BOOST_TEST(all({"a", "b", "c", "d", "e"}) == "a+ b- c- d e+");
    // The same registration, taken up again.
    BOOST_TEST((enrol("a").value().registration == first.registration));
    BOOST_TEST(desk.told.size() == 4u);
    BOOST_TEST(counts() == "2 and 0");
}

BOOST_AUTO_TEST_CASE(who_has_withdrawn_may_do_so_again)
{
    BOOST_TEST((catalogue.withdraw(course, identity("a")).error().kind == ErrorKind::not_found));
    enrol("a").value();
    catalogue.withdraw(course, identity("a")).value();
    catalogue.withdraw(course, identity("a")).value();
    BOOST_TEST(counts() == "0 and 0");
    BOOST_TEST(catalogue.of_person(identity("a")).value().size() == 1u);
    enrol("a").value();
    enrol("b").value();
    catalogue.withdraw(course, identity("a")).value();
    enrol("c").value();
    enrol("a").value();
    BOOST_TEST(all({"a", "b", "c"}) == "a1 b+ c+");
    // Who waits again is again one who has withdrawn.
    catalogue.withdraw(course, identity("a")).value();
    BOOST_TEST(all({"a", "b", "c"}) == "a- b+ c+");
}

BOOST_AUTO_TEST_CASE(more_places_are_given_to_those_who_wait)
{
    for (const auto* name : {"a", "b", "c", "d", "e"})
        enrol(name).value();
    offer({.open = true, .places = 4});
    BOOST_TEST(all({"a", "b", "c", "d", "e"}) == "a+ b+ c+ d+ e1");
    offer({.open = true, .places = 1});
    BOOST_TEST(all({"a", "b", "c", "d", "e"}) == "a+ b+ c+ d+ e1");
    catalogue.withdraw(course, identity("a")).value();
    BOOST_TEST(all({"a", "b", "c", "d", "e"}) == "a- b+ c+ d+ e1");
    offer({.open = true});
    BOOST_TEST(all({"a", "b", "c", "d", "e"}) == "a- b+ c+ d+ e+");
    offer({.open = true, .places = 0});
    BOOST_TEST(enrol("f").value().position == 1u);
}

BOOST_AUTO_TEST_CASE(terms)
{
    offer({});
    BOOST_TEST((enrol("a").error().kind == ErrorKind::conflict));
    BOOST_TEST(enrol("a", Asking::office).has_value());
    offer({.open = true, .voucher_needed = true});
    BOOST_TEST(enrol("a").has_value()); // He is in it.
    const auto refused = enrol("b");
    BOOST_TEST((refused.error().kind == ErrorKind::conflict));
    BOOST_TEST(refused.error().why.find("voucher") != std::string::npos);
    BOOST_TEST((enrol("b", Asking::office).error().kind == ErrorKind::conflict));
    BOOST_TEST((enrol("b", Asking::office, "").error().kind == ErrorKind::conflict));
    enrol("b", Asking::office, "V-7").value();
    BOOST_TEST(catalogue.find(course, identity("b")).value()->voucher.value() == "V-7");
    // He has paid.
    catalogue.withdraw(course, identity("b")).value();
    enrol("b").value();
    BOOST_TEST(catalogue.find(course, identity("b")).value()->voucher.value() == "V-7");
    BOOST_TEST(
        (catalogue.enrol(course, {{"mbox", "mailto:a@b.example"}}, Asking::office).error().kind ==
         ErrorKind::invalid));
}

BOOST_AUTO_TEST_CASE(a_voucher_waits_with_its_bearer)
{
    offer({.open = true, .voucher_needed = true, .places = 0});
    BOOST_TEST(enrol("a", Asking::office, "V-1").value().position == 1u);
    offer({.open = true, .voucher_needed = true});
    BOOST_TEST(standing("a") == "+");
    BOOST_TEST(catalogue.find(course, identity("a")).value()->voucher.value() == "V-1");
}

BOOST_AUTO_TEST_CASE(the_office_may_admit_beyond_the_places)
{
    for (const auto* name : {"a", "b", "c", "d"})
        enrol(name).value();
    BOOST_TEST(catalogue.admit(package, person("d")).value().is_new);
    BOOST_TEST(!catalogue.admit(package, person("d")).value().is_new);
    BOOST_TEST(all({"a", "b", "c", "d"}) == "a+ b+ c1 d+");
    BOOST_TEST(counts() == "3 and 1");
    catalogue.withdraw(course, identity("a")).value();
    BOOST_TEST(counts() == "2 and 1");
}

BOOST_AUTO_TEST_CASE(a_course_that_takes_nobody)
{
    BOOST_TEST((catalogue.offer(base::random_uuid(), {}).error().kind == ErrorKind::not_found));
    for (const auto* name : {"a", "b", "c"})
        enrol(name).value();
    BOOST_TEST(catalogue.open_courses({}, 10).value().size() == 1u);
    desk.shelf->remove(package->id, "Old", "me").value();
    BOOST_TEST(catalogue.open_courses({}, 10).value().empty());
    BOOST_TEST((enrol("d").error().kind == ErrorKind::not_found));
    BOOST_TEST((catalogue.admit(package, person("d")).error().kind == ErrorKind::conflict));
    BOOST_TEST((catalogue.offer(course, {}).error().kind == ErrorKind::not_found));
    // Whoever is in it goes on, may leave, and may come back; whoever waits goes on waiting.
    catalogue.withdraw(course, identity("a")).value();
    BOOST_TEST(all({"a", "b", "c"}) == "a- b+ c1");
}

BOOST_AUTO_TEST_CASE(a_later_version_is_for_those_who_come_later)
{
    enrol("a").value();
    const auto second = add(packages::scorm12().bytes(), {.replaces = package->id}).package;
    Desk other(*this);
    const auto taken = other.catalogue.enrol(course, person("b"), Asking::learner).value();
    BOOST_TEST((taken.registration->package == second->id));
    BOOST_TEST((
        other.catalogue.enrol(course, person("a"), Asking::learner).value().registration->package ==
        package->id));
    BOOST_TEST(counts() == "2 and 0");
    // Its own id is that of no course.
    BOOST_TEST(!other.shelf->latest_of(second->id));
    BOOST_TEST((other.catalogue.offer(second->id, {}).error().kind == ErrorKind::not_found));
    BOOST_TEST((other.catalogue.enrol(second->id, person("c"), Asking::office).error().kind ==
                ErrorKind::not_found));
}

BOOST_AUTO_TEST_CASE(who_was_registered_before)
{
    const auto before = desk.enrolments.enrol(*package, person("old")).value().registration;
    BOOST_TEST(standing("old") == "+");
    BOOST_TEST((enrol("old").value().registration == before));
    BOOST_TEST(catalogue.of_person(identity("old")).value().size() == 1u);
    BOOST_TEST(counts() == "0 and 0");
    catalogue.withdraw(course, identity("old")).value();
    BOOST_TEST(standing("old") == "-");
    BOOST_TEST(counts() == "0 and 0");
    BOOST_TEST((enrol("old").value().registration == before));
    BOOST_TEST(counts() == "1 and 0");
}

BOOST_AUTO_TEST_CASE(open_ones_in_pages)
{
    std::vector<base::Uuid> ids{course};
    for (int more = 0; more < 4; ++more) {
        const auto made = add(packages::scorm12().bytes()).package;
        ids.push_back(made->course);
    }
    Desk other(*this);
    for (std::size_t at = 1; at < ids.size(); ++at)
        other.catalogue.offer(ids[at], {.open = at != 2}).value();
    ids.erase(ids.begin() + 2);
    std::ranges::sort(ids);
    std::vector<base::Uuid> found;
    std::optional<base::Uuid> after;
    while (true) {
        const auto page = other.catalogue.open_courses(after, 2).value();
        if (page.empty()) break;
        for (const auto& each : page)
            found.push_back(each.course);
        after = found.back();
    }
    BOOST_TEST((found == ids));
    std::vector<base::Uuid> every = other.shelf->courses({}, 3);
    const auto rest = other.shelf->courses(every.back(), 3);
    every.insert(every.end(), rest.begin(), rest.end());
    BOOST_TEST(every.size() == 5u);
    BOOST_TEST(std::ranges::is_sorted(every));
}

// Whatever call of the store fails, done or not: asked again, all is as if it had not.
BOOST_AUTO_TEST_CASE(any_call_fails)
{
    for (const bool is_done : {false, true}) {
        for (std::size_t at = 1;; ++at) {
            Room room;
            room.offer({.open = true, .places = 1});
            room.fault.is_done = is_done;
            room.fault.at = room.fault.calls + at;
            const auto insist = [&](auto ask) {
                if (!ask()) BOOST_TEST_REQUIRE(ask().has_value());
            };
            for (const auto* name : {"a", "b", "c"})
                insist([&] { return room.enrol(name); });
            insist([&] { return room.catalogue.withdraw(room.course, identity("a")); });
            insist([&] { return room.enrol("a"); });
            const bool has_failed = room.fault.calls >= room.fault.at;
            room.fault.at = room.fault.never;
            BOOST_REQUIRE_MESSAGE(room.all({"a", "b", "c"}) == "a2 b+ c1", is_done << at);
            BOOST_REQUIRE(room.counts() == "1 and 2");
            if (!has_failed) break;
        }
    }
}

BOOST_AUTO_TEST_CASE(damage_is_told)
{
    enrol("a").value();
    const storage::RecordChange damage[] = {{"course-roll", base::to_string(course), "{}"}};
    records.change(packages::tenant, damage).value();
    BOOST_TEST((enrol("b").error().kind == ErrorKind::corrupt));
    BOOST_TEST((catalogue.roll(course).error().kind == ErrorKind::corrupt));
    BOOST_TEST((catalogue.open_courses({}, 1).error().kind == ErrorKind::corrupt));
}

BOOST_AUTO_TEST_SUITE_END()
