#include "lrs/commands/watch_options.hpp"

#include <charconv>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;

// "512M": bytes, or with K, M or G so many times 1024.
std::optional<std::size_t> parse_bytes(std::string_view text)
{
    std::size_t out = 0;
    const auto* end = text.data() + text.size();
    const auto [at, failed] = std::from_chars(text.data(), end, out);
    if (failed != std::errc{} || end - at > 1) return std::nullopt;
    if (at == end) return out;
    const auto unit = std::string_view("KMG").find(*at);
    const auto shift = 10 * (unit + 1);
    if (unit == std::string_view::npos || out > (SIZE_MAX >> shift)) return std::nullopt;
    return out << shift;
}

Result<> read_memory(const Arguments& given, Config& config)
{
    const auto text = given.get("--memory-budget");
    if (!text) return {};
    const auto bytes = parse_bytes(*text);
    const auto least = config.body_bytes + config.body_bytes / 4; // An eighth is for small ones.
    if (!bytes || *bytes < least) {
        return Error{ErrorKind::invalid, "--memory-budget is a number of bytes such as 512M, and " +
                                             std::to_string(least) + " at least"};
    }
    config.memory_budget = *bytes;
    return {};
}

} // namespace

Result<> read_watch_options(const Arguments& given, Config& config)
{
    if (const auto text = given.get("--metrics-listen")) {
        const auto endpoint = parse_endpoint(*text);
        if (!endpoint) return endpoint.error();
        config.metrics_listen = *endpoint;
    }
    config.log_file = given.get("--log").value_or("");
    if (const auto text = given.get("--log-level")) {
        const auto level = level_named(*text);
        if (!level) return Error{ErrorKind::invalid, "--log-level must be error, warning or info"};
        config.log_level = *level;
    }
    return read_memory(given, config);
}

} // namespace lrs
