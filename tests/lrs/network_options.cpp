#include "lrs/commands/network_options.hpp"

#include <boost/test/unit_test.hpp>

#include <string_view>
#include <vector>

namespace {

using namespace lrs;

base::Result<Config> read(const std::vector<std::string_view>& words)
{
    static constexpr OptionName options[] = {
        {"--listen"},      {"--base-url"},        {"--tls-certificate"}, {"--tls-key"},
        {"--hsts", false}, {"--redirect-listen"}, {"--trusted-proxy"}};
    Config config;
    const auto done = read_network_options(Arguments::parse(words, options).value(), config);
    if (!done) return done.error();
    return config;
}

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_network_options)

BOOST_AUTO_TEST_CASE(words)
{
    const struct {
        const char* name;
        std::vector<std::string_view> words;
        std::string_view refusal; // Part of it; empty: none.
        std::string_view base_url = "http://127.0.0.1:8080";
        std::string_view origin = "";
    } rows[] = {
        {"nothing", {}, ""},
        {"an address", {"--listen", "[::1]:1"}, "", "http://[::1]:1"},
        {"no address", {"--listen", "1"}, "\"1\""},
        {"TLS", {"--tls-certificate", "c", "--tls-key", "k"}, "", "https://127.0.0.1:8080"},
        {"TLS, base URL",
         {"--tls-certificate", "c", "--tls-key", "k", "--base-url", "https://o"},
         "",
         "https://o"},
        {"TLS, no key", {"--tls-certificate", "c"}, "together"},
        {"TLS, no certificate", {"--tls-key", "k"}, "together"},
        {"HSTS",
         {"--tls-certificate", "c", "--tls-key", "k", "--hsts"},
         "",
         "https://127.0.0.1:8080"},
        {"HSTS, no TLS", {"--hsts"}, "--hsts"},
        {"redirect",
         {"--redirect-listen", ":80", "--tls-certificate", "c", "--tls-key", "k"},
         "",
         "https://127.0.0.1:8080"},
        {"redirect to nowhere", {"--redirect-listen", ":80"}, "--redirect-listen"},
        {"redirect to http",
         {"--redirect-listen", ":80", "--base-url", "http://o"},
         "--redirect-listen"},
        {"redirect to a proxy",
         {"--redirect-listen", ":80", "--base-url", "https://o/p"},
         "",
         "https://o/p",
         "https://o"},
        {"redirect, no address", {"--redirect-listen", "80", "--base-url", "https://o"}, "\"80\""},
        {"proxies", {"--trusted-proxy", "10.0.0.0/8,::1"}, ""},
        {"no proxies", {"--trusted-proxy", "10.0.0.0/8,me"}, "--trusted-proxy: "},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto config = read(row.words);
            BOOST_TEST(config.has_value() == row.refusal.empty());
            if (config) {
                BOOST_TEST(config->base_url == row.base_url);
                BOOST_TEST(config->https_origin == row.origin);
            } else {
                BOOST_TEST(config.error().why.find(row.refusal) != std::string::npos);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_read_arrives)
{
    const auto config = read({"--tls-certificate", "c", "--tls-key", "k", "--hsts",
                              "--redirect-listen", "[::1]:80", "--trusted-proxy", "10.0.0.1"})
                            .value();
    BOOST_REQUIRE(config.tls.has_value());
    BOOST_TEST(config.tls->certificate == "c");
    BOOST_TEST(config.tls->key == "k");
    BOOST_TEST(config.hsts);
    BOOST_TEST((config.redirect_listen == Endpoint{"::1", 80}));
    BOOST_TEST((config.trusted_proxies == parse_networks("10.0.0.1").value()));

    const auto none = read({}).value();
    BOOST_TEST(!none.tls);
    BOOST_TEST(!none.hsts);
    BOOST_TEST(!none.redirect_listen);
    BOOST_TEST(none.trusted_proxies.empty());
}

BOOST_AUTO_TEST_SUITE_END()
