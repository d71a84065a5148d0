#include "lrs/commands/watch_options.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

namespace {

using namespace lrs;

constexpr OptionName options[] = {
    {"--metrics-listen"}, {"--log"}, {"--log-level"}, {"--memory-budget"}};

base::Result<Config> read(std::vector<std::string_view> words)
{
    const auto given = Arguments::parse(words, options).value();
    Config config;
    if (const auto read = read_watch_options(given, config); !read) return read.error();
    return config;
}

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_watch_options)

BOOST_AUTO_TEST_CASE(defaults)
{
    const auto config = read({}).value();
    BOOST_TEST(!config.metrics_listen.has_value());
    BOOST_TEST(config.log_file.empty());
    BOOST_TEST((config.log_level == Level::warning));
    BOOST_TEST(config.memory_budget == limits::memory_budget);
}

BOOST_AUTO_TEST_CASE(what_is_taken)
{
    const auto config = read({"--metrics-listen", "127.0.0.1:9100", "--log", "/var/log/lrs",
                              "--log-level", "info", "--memory-budget", "1G"})
                            .value();
    BOOST_TEST((config.metrics_listen == Endpoint{"127.0.0.1", 9100}));
    BOOST_TEST(config.log_file.string() == "/var/log/lrs");
    BOOST_TEST((config.log_level == Level::info));
    BOOST_TEST(config.memory_budget == 1u << 30);
}

BOOST_AUTO_TEST_CASE(sizes)
{
    const struct {
        const char* text;
        std::size_t bytes; // 0: refused.
    } rows[] = {
        {"25M", 25u << 20},
        {"26214400", 25u << 20},
        {"26214399", 0},
        {"25600K", 25u << 20},
        {"24M", 0},
        {"", 0},
        {"M", 0},
        {"100MB", 0},
        {"100T", 0},
        {"-100M", 0},
        {"1.5G", 0},
        {"99999999999999999999", 0},
        {"18014398509481984K", 0}, // 2^64.
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.text)
        {
            const auto config = read({"--memory-budget", row.text});
            BOOST_TEST(config.has_value() == (row.bytes != 0));
            if (config) BOOST_TEST(config->memory_budget == row.bytes);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_refused)
{
    BOOST_TEST(!read({"--metrics-listen", "9100"}).has_value());
    BOOST_TEST(!read({"--log-level", "debug"}).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
