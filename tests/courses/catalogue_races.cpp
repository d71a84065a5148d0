// Several who want the same at once, and long histories.
#include "tests/courses/catalogue_room.hpp"

#include <algorithm>
#include <barrier>
#include <random>
#include <thread>

using namespace catalogue;

BOOST_FIXTURE_TEST_SUITE(courses_catalogue_races, Room)

// Of two servers, whose locks do not know of each other.
BOOST_AUTO_TEST_CASE(two_who_want_the_last_place)
{
    Desk other(*this);
    for (int round = 0; round < 40; ++round) {
        const auto a = "a" + std::to_string(round);
        const auto b = "b" + std::to_string(round);
        const auto places = static_cast<std::uint32_t>(round + 1);
        offer({.open = true, .places = places});
        std::barrier start(2);
        const auto want = [&](Desk& where, const std::string& name) {
            start.arrive_and_wait();
            where.catalogue.enrol(course, person(name), Asking::learner).value();
        };
        std::jthread first([&] { want(desk, a); });
        want(other, b);
        first.join();
        const auto roll = catalogue.roll(course).value();
        BOOST_TEST(roll.participants == places);
        BOOST_TEST(roll.waiting == 1u);
        const auto waits = standing(a) == "1" ? a : b;
        BOOST_TEST(standing(waits == a ? b : a) == "+");
        catalogue.withdraw(course, identity(waits)).value();
        BOOST_TEST(standing(waits) == "");
    }
}

// The same person in two windows is registered once.
BOOST_AUTO_TEST_CASE(one_who_asks_twice_at_once)
{
    Desk other(*this);
    offer({.open = true});
    for (int round = 0; round < 40; ++round) {
        const auto name = "p" + std::to_string(round);
        std::barrier start(2);
        std::optional<courses::Registration> ids[2];
        const auto want = [&](Desk& where, int at) {
            start.arrive_and_wait();
            ids[at] =
                where.catalogue.enrol(course, person(name), Asking::learner).value().registration;
        };
        std::jthread first([&] { want(desk, 0); });
        want(other, 1);
        first.join();
        BOOST_TEST((ids[0] == ids[1]));
        BOOST_TEST(catalogue.roll(course).value().participants == static_cast<unsigned>(round + 1));
    }
    const auto all = desk.enrolments.of_package(package->id, {}, 1'000).value();
    BOOST_TEST(all.size() == 40u);
}

// Against the same in the simplest way.
BOOST_AUTO_TEST_CASE(random_histories)
{
    const auto seed = std::random_device{}();
    BOOST_TEST_MESSAGE("seed " << seed);
    std::mt19937 random(seed);
    const auto below = [&](std::size_t end) { return static_cast<std::size_t>(random() % end); };
    std::vector<std::string> in, queue, gone;
    std::optional<std::uint32_t> places = 2;
    const auto has = [](const auto& list, const std::string& name) {
        return std::ranges::find(list, name) != list.end();
    };
    const auto fill = [&] {
        while (!queue.empty() && (!places || in.size() < *places)) {
            in.push_back(queue.front());
            queue.erase(queue.begin());
        }
    };
    const std::vector<std::string> names{"a", "b", "c", "d", "e", "f", "g"};
    for (int step = 0; step < 300; ++step) {
        const auto name = names[below(names.size())];
        const auto what = below(10);
        if (what == 0) {
            places = below(5) == 0 ? std::nullopt : std::optional(std::uint32_t(below(6)));
            offer({.open = true, .places = places});
        } else if (what < 6) {
            enrol(name).value();
            if (!has(in, name) && !has(queue, name)) queue.push_back(name);
        } else {
            const bool known = has(in, name) || has(queue, name) || has(gone, name);
            BOOST_TEST(catalogue.withdraw(course, identity(name)).has_value() == known);
            std::erase(in, name);
            std::erase(queue, name);
        }
        fill();
        for (const auto& one : in)
            if (!has(gone, one)) gone.push_back(one); // Has a registration from now on.
        for (const auto& one : names) {
            const auto waits = std::ranges::find(queue, one);
            const auto expected = has(in, one)           ? "+"
                                  : waits != queue.end() ? std::to_string(waits - queue.begin() + 1)
                                  : has(gone, one)       ? "-"
                                                         : "";
            BOOST_REQUIRE_MESSAGE(standing(one) == expected,
                                  "seed " << seed << " step " << step << ": " << one);
        }
        BOOST_REQUIRE(counts() ==
                      std::to_string(in.size()) + " and " + std::to_string(queue.size()));
    }
}

BOOST_AUTO_TEST_SUITE_END()
