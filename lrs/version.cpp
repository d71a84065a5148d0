#include "lrs/version.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>

namespace lrs {
namespace {

using statements::Version;

bool is_patch(std::string_view text)
{
    return !text.empty() && text.size() <= 9 &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

base::Error refused(std::string why)
{
    return {base::ErrorKind::invalid,
            std::move(why) + "; this server speaks 1.0.3 (send \"1.0.3\") and 2.0.0 "
                             "(send \"2.0.0\")",
            std::string(version_header)};
}

} // namespace

std::string_view header_value(Version version)
{
    switch (version) {
    case Version::v1_0_3: return "1.0.3";
    case Version::v2_0_0: return "2.0.0";
    }
    std::abort();
}

std::optional<Version> parse_version(std::string_view text)
{
    const auto minor = text.substr(0, 3);
    const bool patched = text.size() > 3;
    if (patched && (text[3] != '.' || !is_patch(text.substr(4)))) return std::nullopt;
    if (minor == "1.0") return Version::v1_0_3;
    if (minor == "2.0") return Version::v2_0_0;
    return std::nullopt;
}

base::Result<Version> requested_version(const boost::beast::http::fields& headers)
{
    const auto [first, last] = headers.equal_range(version_header);
    if (first == last) return refused("The header is missing");
    if (std::next(first) != last) return refused("The header comes twice");

    const std::string_view text{first->value().data(), first->value().size()};
    if (const auto version = parse_version(text)) return *version;
    return refused("There is no version \"" + base::excerpt(text, limits::found_bytes) + "\" here");
}

} // namespace lrs
