#include "courses/participation.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <initializer_list>

namespace {

using courses::Offer;
using courses::Part;

courses::Participation mira()
{
    courses::Participation out;
    out.course = base::random_uuid();
    out.actor = {{"account", {{"homePage", "https://city.example"}, {"name", "mira"}}}};
    out.since =
        base::parse_timestamp("2026-01-02T03:04:05Z", base::TimestampRules::rfc3339).value();
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(courses_participation)

BOOST_AUTO_TEST_CASE(what_is_written_is_read)
{
    auto one = mira();
    for (const auto part : {Part::taking, Part::waiting, Part::withdrawn}) {
        one.part = part;
        one.ticket = part == Part::waiting ? 7 : 0;
        one.voucher = part == Part::withdrawn ? std::optional<std::string>("V-1") : std::nullopt;
        BOOST_TEST((courses::decode_participation(courses::encode(one)).value() == one));
    }
    courses::Roll roll{{true, {{"de", "T"}}, {{"en", "D"}}, 1.5, true, 20}, 3, 2, 9};
    BOOST_TEST((courses::decode_roll(courses::encode(roll)).value() == roll));
    roll = {};
    BOOST_TEST((courses::decode_roll(courses::encode(roll)).value() == roll));
}

BOOST_AUTO_TEST_CASE(damage_is_noticed)
{
    const auto whole = courses::encode(mira());
    BOOST_TEST(courses::decode_participation(whole).has_value());
    for (const auto* member : {"course", "actor", "part", "since"}) {
        auto broken = boost::json::parse(whole).as_object();
        broken[member] = 7;
        const auto read = courses::decode_participation(boost::json::serialize(broken));
        BOOST_TEST_REQUIRE(read.has_error(), member);
        BOOST_TEST((read.error().kind == base::ErrorKind::corrupt));
    }
    for (const auto* text :
         {"", "[]", "{}", R"({"offer":{}})", R"({"offer":{"title":{},"description":{},"open":7}})",
          R"({"offer":{"title":{"de":7},"description":{}}})",
          R"({"offer":{"title":{},"description":{},"places":-1}})",
          R"({"offer":{"title":{},"description":{},"hours":"1"}})",
          R"({"offer":{"title":{},"description":{}},"participants":4294967296})"}) {
        BOOST_TEST(courses::decode_roll(text).has_error(), text);
    }
    BOOST_TEST(courses::decode_roll(R"({"offer":{"title":{},"description":{}},)"
                                    R"("participants":4294967295})")
                   .has_value());
}

BOOST_AUTO_TEST_CASE(places)
{
    courses::Roll roll;
    BOOST_TEST(roll.has_place());
    roll.offer.places = 1;
    BOOST_TEST(roll.has_place());
    roll.participants = 1;
    BOOST_TEST(!roll.has_place());
    roll.offer.places = 0;
    BOOST_TEST(!roll.has_place());
}

BOOST_AUTO_TEST_SUITE_END()
