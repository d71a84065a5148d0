// A course with two places, and servers that have the same store.
#pragma once

#include "courses/catalogue.hpp"
#include "statements/agent.hpp"
#include "tests/courses/package_room.hpp"

#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace catalogue {

namespace json = boost::json;
using courses::Asking;
using courses::Offer;
using courses::Part;
using courses::Taken;

inline json::object person(const std::string& name)
{
    return {{"objectType", "Agent"},
            {"account", {{"homePage", "https://city.example"}, {"name", name}}}};
}

inline std::string identity(const std::string& name)
{
    return statements::identity(json::value(person(name))).value();
}

// A server: another one has the same store.
struct Desk {
    explicit Desk(packages::Room& room)
        : shelf(room.fresh()), enrolments(room.records, packages::tenant, room.clock.clock()),
          catalogue(room.records, packages::tenant, room.clock.clock(), *shelf, enrolments,
                    [this](const courses::Package&, const courses::Registration& registration) {
                        told.push_back(registration.id);
                        return base::Result<>();
                    })
    {
    }

    std::unique_ptr<courses::PackageShelf> shelf;
    courses::Enrolments enrolments;
    std::vector<base::Uuid> told;
    courses::Catalogue catalogue;
};

struct Room : packages::Room {
    Room() { offer({.open = true, .places = 2}); }

    std::shared_ptr<const courses::Package> package = add(packages::scorm12().bytes()).package;
    base::Uuid course = package->course;
    Desk desk{*this};
    courses::Catalogue& catalogue = desk.catalogue;

    void offer(const Offer& terms) { catalogue.offer(course, terms).value(); }

    base::Result<Taken> enrol(const std::string& name, Asking asking = Asking::learner,
                              const std::optional<std::string>& voucher = {})
    {
        return catalogue.enrol(course, person(name), asking, voucher);
    }

    // "2" waits as the second, "+" takes part, "-" has withdrawn, "" is not there.
    std::string standing(const std::string& name)
    {
        const auto part = catalogue.find(course, identity(name)).value();
        if (!part) return "";
        const auto taken = catalogue.standing(*part).value();
        if (part->part == Part::waiting) return std::to_string(taken.position);
        BOOST_TEST(taken.registration.has_value());
        return part->part == Part::taking ? "+" : "-";
    }

    std::string all(const std::vector<std::string>& names)
    {
        std::string out;
        for (const auto& name : names)
            out += (out.empty() ? "" : " ") + name + standing(name);
        return out;
    }

    std::string counts()
    {
        const auto roll = catalogue.roll(course).value();
        return std::to_string(roll.participants) + " and " + std::to_string(roll.waiting);
    }
};

} // namespace catalogue
