#include "courses/launch.hpp"

#include <boost/test/unit_test.hpp>

using base::ErrorKind;
using courses::Launch;
using courses::Purpose;

namespace {

const auto id = base::parse_uuid("11111111-1111-4111-8111-111111111111").value();

Launch sample()
{
    Launch out;
    out.id = id;
    out.registration = base::random_uuid();
    out.package = base::random_uuid();
    out.item = "item \"1\"";
    out.mode = content::LaunchMode::review;
    out.return_url = "https://lms.example.org/back?x=1";
    out.begun = base::Timestamp(std::chrono::microseconds(1'700'000'000'000'001));
    out.expires = out.begun + std::chrono::hours(1);
    out.fetched = true;
    out.secrets[0] = base::sha256("page");
    out.secrets[1] = base::sha256("fetch");
    out.secrets[2] = base::sha256("statements");
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(courses_launch)

BOOST_AUTO_TEST_CASE(comes_back_as_it_was_kept)
{
    auto launch = sample();
    BOOST_TEST((courses::decode_launch(id, encode(launch)).value() == launch));
    launch = {};
    launch.id = id;
    launch.closed = launch.abandoned = true;
    BOOST_TEST((courses::decode_launch(id, encode(launch)).value() == launch));
}

BOOST_AUTO_TEST_CASE(damage_is_told)
{
    const auto text = encode(sample());
    for (const auto& [from, to] : std::initializer_list<std::pair<std::string, std::string>>{
             {"\"review\"", "\"reviews\""},
             {"\"begun\"", "\"began\""},
             {"\"fetched\":true", "\"fetched\":1"},
             {base::to_hex(base::sha256("fetch")), "00"},
             {"{", "["}}) {
        auto damaged = text;
        const auto at = damaged.find(from);
        BOOST_REQUIRE(at != damaged.npos);
        damaged.replace(at, from.size(), to);
        BOOST_TEST_CONTEXT(to)
        {
            const auto read = courses::decode_launch(id, damaged);
            BOOST_TEST_REQUIRE(read.has_error());
            BOOST_TEST((read.error().kind == ErrorKind::corrupt));
        }
    }
}

BOOST_AUTO_TEST_CASE(each_token_opens_one_thing)
{
    const auto launch = sample();
    BOOST_TEST(opens(launch, Purpose::page, "page"));
    BOOST_TEST(!opens(launch, Purpose::fetch, "page"));
    BOOST_TEST(!opens(launch, Purpose::statements, "fetch"));
    BOOST_TEST(opens(launch, Purpose::statements, "statements"));
    BOOST_TEST(!opens(launch, Purpose::page, ""));
}

BOOST_AUTO_TEST_CASE(tokens_are_read_as_they_are_written)
{
    const courses::Token token{storage::Tenant(7), id, courses::random_secret()};
    const auto read = courses::parse_token(to_string(token)).value();
    BOOST_TEST((read.tenant == token.tenant));
    BOOST_TEST((read.launch == token.launch));
    BOOST_TEST(read.secret == token.secret);
    BOOST_TEST(token.secret.size() == 43u);

    const auto uuid = to_string(id);
    BOOST_TEST(courses::parse_token("1." + uuid + "." + std::string(64, 'a')).has_value());
    const std::string wrong[] = {"",
                                 "1",
                                 "1." + uuid,
                                 "1." + uuid + ".",
                                 "x." + uuid + ".a",
                                 "1.x.a",
                                 "4294967296." + uuid + ".a",
                                 "1." + uuid + "." + std::string(65, 'a')};
    for (const auto& text : wrong)
        BOOST_TEST(!courses::parse_token(text).has_value(), text);
}

BOOST_AUTO_TEST_SUITE_END()
