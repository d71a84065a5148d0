// How credentials are stored: a file format.
#include "lrs/auth/credential_record.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

namespace {

using namespace lrs;

namespace json = boost::json;

// Written by a program of this format; must load for ever.
constexpr std::string_view whole =
    R"({"salt":"c2FsdA==","hash":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",)"
    R"("iterations":100000,"tenant":3,"scopes":["statements/write","state"],)"
    R"("authority":"{\"mbox\":\"mailto:lms@example.org\"}","enabled":false,)"
    R"("title":"Moodle","lenient":true,"created":"2026-03-01T08:00:00.000000Z"})";

// By the first programs.
constexpr std::string_view old =
    R"({"salt":"c2FsdA==","hash":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",)"
    R"("iterations":100000,"tenant":1,"scopes":["admin"],)"
    R"("authority":"{\"mbox\":\"mailto:lms@example.org\"}","enabled":true})";

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_credential_record)

BOOST_AUTO_TEST_CASE(golden)
{
    const auto record = decode_credential("moodle", whole).value();
    const auto& credential = *record.credential;
    BOOST_TEST(record.salt == "salt");
    BOOST_TEST(record.hash[31] == 31);
    BOOST_TEST(record.iterations == 100'000u);
    BOOST_TEST(!record.enabled);
    BOOST_TEST(!record.proved.has_value());
    BOOST_TEST(credential.key == "moodle");
    BOOST_TEST((credential.tenant == storage::Tenant{3}));
    BOOST_TEST(json::serialize(names_of(credential.scopes)) == R"(["statements/write","state"])");
    BOOST_TEST(credential.authority == R"({"mbox":"mailto:lms@example.org"})");
    BOOST_TEST(credential.title == "Moodle");
    BOOST_TEST(credential.lenient);
    BOOST_TEST(base::to_string(credential.created.value()) == "2026-03-01T08:00:00.000000Z");
    BOOST_TEST(encode(record) == whole);
}

BOOST_AUTO_TEST_CASE(old_ones_lack_what_came_later)
{
    const auto record = decode_credential("k", old).value();
    BOOST_TEST(record.enabled);
    BOOST_TEST(record.credential->title.empty());
    BOOST_TEST(!record.credential->lenient);
    BOOST_TEST(!record.credential->created.has_value());
    BOOST_TEST(record.credential->may(Scope::admin));

    auto expected = json::parse(old).as_object();
    expected["title"] = "";
    expected["lenient"] = false;
    BOOST_TEST(encode(record) == json::serialize(expected));
}

BOOST_AUTO_TEST_CASE(a_rate_is_kept)
{
    auto record = decode_credential("k", whole).value();
    auto credential = *record.credential;
    credential.rate = {10, 500};
    record.credential = std::make_shared<const Credential>(credential);
    const auto again = decode_credential("k", encode(record)).value();
    BOOST_TEST((again.credential->rate == Rate{10, 500}));
}

BOOST_AUTO_TEST_CASE(what_came_later_must_be_right_where_it_is)
{
    const struct {
        const char* name;
        std::string_view member;
        json::value value;
        bool decodes;
    } rows[] = {
        {"empty title", "title", "", true},
        {"title is no text", "title", 7, false},
        {"lenient is off", "lenient", false, true},
        {"lenient is no boolean", "lenient", "false", false},
        {"a rate", "rate", {{"requestsPerSecond", 1}, {"statementsPerSecond", 2}}, true},
        {"half a rate", "rate", {{"requestsPerSecond", 1}}, false},
        {"rate is no object", "rate", 7, false},
        {"created is no time", "created", "yesterday", false},
        {"created is no text", "created", 7, false},
        {"from a later program", "colour", "green", true},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            auto object = json::parse(whole).as_object();
            object[row.member] = row.value;
            const auto record = decode_credential("k", json::serialize(object));
            BOOST_TEST(record.has_value() == row.decodes);
            if (!record) BOOST_TEST((record.error().kind == base::ErrorKind::corrupt));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
