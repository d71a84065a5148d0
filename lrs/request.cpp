#include "lrs/request.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"

#include <boost/beast/core/string.hpp>

#include <algorithm>
#include <utility>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;

int hex_value(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// Takes the beginning of the absolute form "http://host/path" off: every server must take it, and
// its host counts, not the header's (RFC 9112 3.2.2).
std::string_view take_authority(std::string_view& text)
{
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!boost::beast::iequals(text.substr(0, scheme.size()), scheme)) continue;
        text.remove_prefix(scheme.size());
        const auto slash = std::min(text.find_first_of("/?"), text.size());
        const auto host = text.substr(0, slash);
        text.remove_prefix(slash);
        if (!text.starts_with('/')) text = "/";
        return host;
    }
    return {};
}

Error broken_escape(std::string_view where)
{
    return {ErrorKind::invalid, "A percent escape is broken or does not make UTF-8 here",
            base::excerpt(where, limits::found_bytes)};
}

} // namespace

Target split_target(std::string_view text)
{
    const auto host = take_authority(text);
    const auto mark = text.find('?');
    if (mark == text.npos) return {text, {}, host};
    return {text.substr(0, mark), text.substr(mark + 1), host};
}

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '+' && plus_is_space) {
            out += ' ';
        } else if (text[at] != '%') {
            out += text[at];
        } else {
            if (text.size() - at < 3) return std::nullopt;
            const auto high = hex_value(text[at + 1]);
            const auto low = hex_value(text[at + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            out += static_cast<char>(high * 16 + low);
            at += 2;
        }
    }
    if (!base::is_utf8(out)) return std::nullopt;
    return out;
}

base::Result<std::string> decode_path(std::string_view path)
{
    if (!path.starts_with('/')) {
        return Error{ErrorKind::invalid, "A request target must begin with a slash"};
    }
    std::string collapsed;
    collapsed.reserve(path.size());
    for (const char c : path) {
        if (c != '/' || collapsed.empty() || collapsed.back() != '/') collapsed += c;
    }
    if (collapsed.size() > 1 && collapsed.back() == '/') collapsed.pop_back();

    auto decoded = percent_decoded(collapsed, false);
    if (!decoded) return broken_escape(path);
    return std::move(*decoded);
}

std::string joined(const http::fields& headers, http::field name)
{
    std::string out;
    const auto [first, last] = headers.equal_range(name);
    for (auto at = first; at != last; ++at) {
        if (!out.empty()) out += ", ";
        out.append(at->value().data(), at->value().size());
    }
    return out;
}

base::Result<Parameters> parse_parameters(std::string_view query)
{
    Parameters out;
    while (!query.empty()) {
        const auto pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(pair.size() + 1, query.size()));
        if (pair.empty()) continue;

        const auto equals = pair.find('=');
        auto name = percent_decoded(pair.substr(0, equals), true);
        if (!name) return broken_escape(pair);
        auto value = percent_decoded(equals == pair.npos ? "" : pair.substr(equals + 1), true);
        if (!value) return broken_escape(*name);

        if (out.size() == limits::parameters) {
            return Error{ErrorKind::invalid, "There are more than " +
                                                 std::to_string(limits::parameters) +
                                                 " parameters"};
        }
        const auto [at, added] = out.try_emplace(std::move(*name), std::move(*value));
        if (!added) return Error{ErrorKind::invalid, "This parameter comes twice", at->first};
    }
    return out;
}

} // namespace lrs
