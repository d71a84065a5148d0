#include "lrs/request_id.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using lrs::request_id_of;

BOOST_AUTO_TEST_SUITE(lrs_request_id)

BOOST_AUTO_TEST_CASE(a_sane_one_is_kept)
{
    const struct {
        const char* name;
        std::string given;
        bool kept;
    } rows[] = {
        {"letter", "a", true},
        {"UUID", "0d6ae8e2-1f5c-4f0a-9f5e-0a0b0c0d0e0f", true},
        {"all kinds", "Az09-_.", true},
        {"longest", std::string(64, 'x'), true},
        {"too long", std::string(65, 'x'), false},
        {"empty", "", false},
        {"blank", "a b", false},
        {"quote", "a\"b", false},
        {"not ASCII", "\xc3\xa9", false},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            boost::beast::http::fields headers;
            headers.set("x-request-id", row.given);
            const auto id = request_id_of(headers);
            BOOST_TEST((id == row.given) == row.kept);
            BOOST_TEST(!id.empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(ours_differ)
{
    std::set<std::string> ids;
    for (unsigned each = 0; each < 10'000; ++each)
        ids.insert(request_id_of({}));
    BOOST_TEST(ids.size() == 10'000u);
    BOOST_TEST(ids.begin()->size() == 16u);
}

BOOST_AUTO_TEST_SUITE_END()
