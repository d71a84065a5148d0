#include "courses/registration.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

using courses::Registration;

BOOST_AUTO_TEST_SUITE(courses_registration)

BOOST_AUTO_TEST_CASE(comes_back_as_it_was_kept)
{
    const auto actor =
        boost::json::parse(R"({"account":{"homePage":"https://city.example","name":"p7"}})");
    const Registration registration{base::random_uuid(), base::random_uuid(), base::random_uuid(),
                                    actor.get_object(),
                                    base::Timestamp(std::chrono::microseconds(12'345))};
    const auto text = encode(registration);
    BOOST_TEST((courses::decode_registration(registration.id, text).value() == registration));
    BOOST_TEST(account_name(registration) == "p7");

    auto damaged = text;
    damaged.replace(damaged.find("\"course\""), 8, "\"Course\"");
    BOOST_TEST(courses::decode_registration(registration.id, damaged).has_error());
    BOOST_TEST(courses::decode_registration(registration.id, "7").has_error());
}

BOOST_AUTO_TEST_SUITE_END()
