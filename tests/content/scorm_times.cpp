#include "content/scorm_times.hpp"

#include "tests/content/scorm_player.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

namespace {

namespace data = boost::unit_test::data;

using namespace content;

constexpr auto v1_2 = ScormVersion::v1_2;
constexpr auto v2004 = ScormVersion::v2004;
constexpr int unknown = -9999; // Zone.

struct Row {
    const char* text;
    ScormVersion version;
    int zone;             // Minutes.
    const char* expected; // "-": not to be believed.
};

std::ostream& operator<<(std::ostream& out, const Row& row)
{
    return out << row.text;
}

// In a session from 09:00:00.5 to 10:00:00 UTC.
constexpr Row rows[] = {
    {"2026-03-01T09:30:00Z", v2004, unknown, "09:30:00"},
    {"2026-03-01T09:30:00.25Z", v2004, unknown, "09:30:00.25"},
    {"2026-03-01T10:30:00+01:00", v2004, 0, "09:30:00"},
    {"2026-03-01T10:30:00+01", v2004, unknown, "09:30:00"},
    {"2026-03-01T10:00:00Z", v2004, unknown, "10:00:00"},
    {"2026-03-01T10:00:01Z", v2004, unknown, "-"},
    {"2026-03-01T09:00:00Z", v2004, unknown, "09:00:00.5"},
    {"2026-03-01T08:59:59.6Z", v2004, unknown, "09:00:00.5"},
    {"2026-03-01T08:59:59.5Z", v2004, unknown, "-"},
    {"2026-03-01T10:30:00", v2004, unknown, "-"},
    {"2026-03-01T10:30:00", v2004, 60, "09:30:00"},
    {"2026-03-01T10:30:00", v2004, 0, "-"},
    {"2026-02-28T23:30:00", v2004, -600, "09:30:00"},
    {"2026-03-01T09:30", v2004, 0, "-"},
    {"2026-03-01", v2004, 0, "-"},
    {"", v2004, 0, "-"},
    {"09:30:00", v1_2, unknown, "-"},
    {"09:30:00", v1_2, 0, "09:30:00"},
    {"10:30:00.25", v1_2, 60, "09:30:00.25"},
    {"23:30:00", v1_2, -600, "09:30:00"},
    {"11:30:00", v1_2, 60, "-"},
    {"08:59:59", v1_2, 0, "-"},
    {"09:00:00", v1_2, 0, "09:00:00.5"},
    {"", v1_2, 0, "-"},
};

struct FormRow {
    const char* text;
    bool v1_2;
    bool v2004;
};

std::ostream& operator<<(std::ostream& out, const FormRow& row)
{
    return out << row.text;
}

constexpr FormRow forms[] = {
    {"09:30:00", true, false},
    {"23:59:59.99", true, false},
    {"24:00:00", false, false},
    {"09:60:00", false, false},
    {"09:30:60", false, false},
    {"9:30:00", false, false},
    {"009:30:00", false, false},
    {"2026-03-01T09:30:00", false, true},
    {"2026-03-01T09:30:00.1Z", false, true},
    {"2026-03-01T09:30", false, true},
    {"2026-03-01T09", false, true},
    {"2026-03", false, true},
    {"2026", false, true},
    {"26", false, false},
    {"2026-13-01T09:30:00", false, false},
    {"2026-03-01 09:30", false, false},
    {"yesterday", false, false},
};

} // namespace

BOOST_AUTO_TEST_SUITE(content_scorm_times)

BOOST_DATA_TEST_CASE(when_something_happened, data::make(rows), row)
{
    Session session{support::at("09:00:00.5"), support::at("10:00:00")};
    if (row.zone != unknown) session.zone = std::chrono::minutes(row.zone);
    const auto time = happened(row.text, row.version, session);
    const bool believed = row.expected != std::string_view("-");
    BOOST_REQUIRE(time.has_value() == believed);
    if (time) BOOST_TEST(base::to_string(*time) == base::to_string(support::at(row.expected)));
}

BOOST_AUTO_TEST_CASE(over_midnight)
{
    const auto night = support::at("23:00:00");
    const Session session{night, night + std::chrono::hours(2), std::chrono::minutes(0)};
    const auto after = happened("00:30:00", v1_2, session);
    BOOST_REQUIRE(after.has_value());
    BOOST_TEST(base::to_string(*after) == "2026-03-02T00:30:00.000000Z");
    const auto before = happened("23:30:00", v1_2, session);
    BOOST_REQUIRE(before.has_value());
    BOOST_TEST(base::to_string(*before) == "2026-03-01T23:30:00.000000Z");
    BOOST_TEST(!happened("12:00:00", v1_2, session));
}

BOOST_DATA_TEST_CASE(forms_of_times, data::make(forms), row)
{
    BOOST_TEST(is_time(row.text, v1_2) == row.v1_2);
    BOOST_TEST(is_time(row.text, v2004) == row.v2004);
}

BOOST_AUTO_TEST_SUITE_END()
