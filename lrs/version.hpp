// X-Experience-API-Version (xAPI 1.0.3 Communication 3.3, IEEE 9274.1.1 4.1.5).
#pragma once

#include "base/error.hpp"
#include "statements/version.hpp"

#include <boost/beast/http/fields.hpp>

#include <optional>
#include <string_view>

namespace lrs {

inline constexpr std::string_view version_header = "X-Experience-API-Version";

// What a response says: the latest patch of the version that the request was understood as.
std::string_view header_value(statements::Version version);

// "1.0", "1.0.x", "2.0", "2.0.x", with x a number. Empty: a version that we do not speak.
std::optional<statements::Version> parse_version(std::string_view text);

// What the request asks for; both standards refuse one that does not say.
base::Result<statements::Version> requested_version(const boost::beast::http::fields& headers);

} // namespace lrs
