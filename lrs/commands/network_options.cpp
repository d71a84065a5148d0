#include "lrs/commands/network_options.hpp"

#include "lrs/networks.hpp"
#include "lrs/origins.hpp"
#include "lrs/redirect.hpp"

#include <string>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;

Error wrong(std::string why)
{
    return {ErrorKind::invalid, std::move(why)};
}

Result<> read_tls(const Arguments& given, Config& config)
{
    const auto certificate = given.get("--tls-certificate");
    const auto key = given.get("--tls-key");
    if (certificate.has_value() != key.has_value())
        return wrong("--tls-certificate and --tls-key go together");
    if (certificate) config.tls = TlsFiles{*certificate, *key};
    config.hsts = given.has("--hsts");
    if (config.hsts && !config.tls) return wrong("--hsts needs --tls-certificate");
    return {};
}

Result<> read_redirect(const Arguments& given, Config& config)
{
    const auto text = given.get("--redirect-listen");
    if (!text) return {};
    const auto endpoint = parse_endpoint(*text);
    if (!endpoint) return endpoint.error();
    config.redirect_listen = *endpoint;
    config.https_origin = https_origin(given.get("--base-url").value_or(""));
    if (config.tls || !config.https_origin.empty()) return {};
    return wrong("--redirect-listen needs --tls-certificate or a --base-url that is https");
}

Result<> read_content(const Arguments& given, Config& config)
{
    config.content_url = given.get("--content-url").value_or("");
    const auto text = given.get("--content-listen");
    if (!text) {
        if (config.content_url.empty()) return {};
        return wrong("--content-url needs --content-listen");
    }
    const auto endpoint = parse_endpoint(*text);
    if (!endpoint) return endpoint.error();
    config.content_listen = *endpoint;
    if (config.content_url.empty() || is_origin(config.content_url)) return {};
    return wrong("--content-url must be like https://content.example.org, without a path");
}

} // namespace

Result<> read_network_options(const Arguments& given, Config& config)
{
    if (const auto text = given.get("--listen")) {
        const auto endpoint = parse_endpoint(*text);
        if (!endpoint) return endpoint.error();
        config.listen = *endpoint;
    }
    if (auto read = read_tls(given, config); !read) return read;
    if (auto read = read_redirect(given, config); !read) return read;
    if (auto read = read_content(given, config); !read) return read;
    const std::string scheme = config.tls ? "https://" : "http://";
    config.base_url = given.get("--base-url").value_or(scheme + to_string(config.listen));
    config.ignored_parameters = items_of(given.get("--ignore-parameters").value_or(""));
    if (const auto text = given.get("--trusted-proxy")) {
        auto networks = parse_networks(*text);
        if (!networks) return wrong("--trusted-proxy: " + networks.error().why);
        config.trusted_proxies = std::move(*networks);
    }
    return {};
}

} // namespace lrs
