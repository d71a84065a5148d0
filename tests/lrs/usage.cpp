#include "lrs/auth/usage.hpp"

#include "lrs/auth/usage_keeper.hpp"
#include "tests/lrs/fakes.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <thread>

namespace {

using namespace lrs;
using namespace std::chrono_literals;

const base::Timestamp noon = std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + 12h;

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_usage)

BOOST_AUTO_TEST_CASE(what_counts_as_refused)
{
    const struct {
        unsigned status;
        unsigned refused;
    } rows[] = {
        {200, 0}, {204, 0}, {304, 0}, {400, 1}, {403, 1}, {404, 0}, {409, 1},
        {412, 1}, {413, 1}, {429, 1}, {499, 1}, {500, 0}, {503, 0},
    };

    for (const auto& row : rows) {
        Usage usage;
        usage.answered(row.status, noon);
        BOOST_TEST((usage.totals() == UsageTotals{1, row.refused, 0, noon}), row.status);
    }
}

BOOST_AUTO_TEST_CASE(counters)
{
    Usage usage;
    BOOST_TEST((usage.totals() == UsageTotals{}));
    usage.answered(200, noon);
    usage.stored(3);
    usage.answered(409, noon + 1s);
    BOOST_TEST((usage.totals() == UsageTotals{2, 1, 3, noon + 1s}));

    Usage later(usage.totals());
    later.answered(200, noon + 2s);
    BOOST_TEST((later.totals() == UsageTotals{3, 1, 3, noon + 2s}));
}

BOOST_AUTO_TEST_CASE(as_json)
{
    BOOST_TEST(boost::json::serialize(to_json({})) ==
               R"({"requests":0,"refused":0,"statements":0,"lastUse":null})");
    BOOST_TEST(boost::json::serialize(to_json({3, 1, 2, noon})) ==
               R"({"requests":3,"refused":1,"statements":2,)"
               R"("lastUse":"2026-03-01T12:00:00.000000Z"})");

    const struct {
        std::string_view text;
        std::optional<UsageTotals> totals;
    } rows[] = {
        {R"({"requests":0,"refused":0,"statements":0,"lastUse":null})", UsageTotals{}},
        {R"({"requests":3,"refused":1,"statements":2,"lastUse":"2026-03-01T12:00:00Z"})",
         UsageTotals{3, 1, 2, noon}},
        {R"({"requests":3,"refused":1,"statements":2,"lastUse":"noon"})", std::nullopt},
        {R"({"requests":3,"refused":1,"statements":2,"lastUse":7})", std::nullopt},
        {R"({"requests":3,"refused":1,"statements":2})", std::nullopt},
        {R"({"requests":-3,"refused":1,"statements":2,"lastUse":null})", std::nullopt},
        {R"({"refused":1,"statements":2,"lastUse":null})", std::nullopt},
        {"[]", std::nullopt},
    };

    for (const auto& row : rows) {
        const auto read = usage_from(boost::json::parse(row.text));
        BOOST_TEST((read == row.totals), row.text);
    }
}

BOOST_AUTO_TEST_CASE(written_down_now_and_then)
{
    fakes::World world;
    const auto written = [&] { return world.storage.settings().get("usage").value(); };
    const auto use = [&] { world.credentials.find("all")->credential->usage->stored(1); };
    world.credentials.find("all")->credential->usage->answered(200, noon);
    const UsageKeeper keeper(world.credentials, world.journal, 1ms);
    while (!written())
        std::this_thread::yield();
    const auto first = written();
    use();
    while (written() == first)
        std::this_thread::yield();
    BOOST_TEST(written()->find(R"("statements":1)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(written_down_in_the_end)
{
    fakes::World world;
    {
        const UsageKeeper keeper(world.credentials, world.journal, 1h);
        world.credentials.find("all")->credential->usage->answered(200, noon);
    }
    BOOST_TEST(world.storage.settings().get("usage").value().value() ==
               R"({"all":{"requests":1,"refused":0,"statements":0,)"
               R"("lastUse":"2026-03-01T12:00:00.000000Z"}})");
}

BOOST_AUTO_TEST_SUITE_END()
