#include "competency/facts.hpp"

#include "tests/support/competency_models.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

const auto berlin = find_zone("Europe/Berlin").value();

json::value with_extension(const char* iri, const char* value)
{
    return {{"context", {{"extensions", {{iri, json::parse(value)}}}}}};
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_facts)

BOOST_AUTO_TEST_CASE(its_own_expiry)
{
    const struct {
        const char* name;
        const char* value;
        const char* expected; // Null: absent.
    } rows[] = {
        {"a date in winter", R"("2027-03-01")", "2027-03-01T23:00:00Z"},
        {"a date in summer", R"("2027-07-01")", "2027-07-01T22:00:00Z"},
        {"the day on which summer begins", R"("2027-03-28")", "2027-03-28T22:00:00Z"},
        {"the day on which it ends", R"("2027-10-31")", "2027-10-31T23:00:00Z"},
        {"29 February", R"("2028-02-29")", "2028-02-29T23:00:00Z"},
        {"29 February of no leap year", R"("2027-02-29")", nullptr},
        {"a date-time", R"("2027-03-01T10:00:00+01:00")", "2027-03-01T09:00:00Z"},
        {"a date-time without zone", R"("2027-03-01T10:00:00")", "2027-03-01T10:00:00Z"},
        {"a month", R"("2027-03")", nullptr},
        {"a period", R"("P1Y")", nullptr},
        {"a number", "2027", nullptr},
        {"nothing", "null", nullptr},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto statement =
                with_extension("https://w3id.org/xapi/comp/contextextensions/expires", row.value);
            const auto expires = expires_of(statement, berlin);
            BOOST_TEST(expires.has_value() == (row.expected != nullptr));
            if (expires && row.expected) BOOST_TEST((*expires == time(row.expected)));
        }
    }
    BOOST_TEST(!expires_of(with_extension("https://x.example/expires", R"("2027-03-01")"), berlin));
    BOOST_TEST(!expires_of(json::value(json::object()), berlin));
    const auto last =
        with_extension("https://w3id.org/xapi/comp/contextextensions/expires", R"("9999-12-31")");
    BOOST_TEST((expires_of(last, berlin) == forever));
}

BOOST_AUTO_TEST_CASE(since_when_it_is_known)
{
    const char* iri = "https://w3id.org/xapi/lrs/contextextensions/knownSince";
    BOOST_TEST((known_since_of(with_extension(iri, R"("2026-03-01T10:00:00Z")")) ==
                time("2026-03-01T10:00:00Z")));
    BOOST_TEST(!known_since_of(with_extension(iri, R"("2026-03-01")")));
    BOOST_TEST(!known_since_of(json::value(json::object())));
}

BOOST_AUTO_TEST_SUITE_END()
