#include "content/package_url.hpp"

#include "base/ascii.hpp"
#include "base/percent.hpp"

#include <algorithm>
#include <vector>

namespace content {
namespace {

// With its ":"; empty: there is none.
std::string_view scheme_of(std::string_view reference)
{
    const auto end = reference.find_first_of(":/?#");
    if (end == reference.npos || end == 0 || reference[end] != ':') return {};
    return reference.substr(0, end + 1);
}

bool is_external(std::string_view reference)
{
    const auto scheme = base::lower(scheme_of(reference));
    return scheme == "http:" || scheme == "https:" || reference.starts_with("//");
}

int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    const char low = base::lower(c);
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

} // namespace

PackageUrl resolve_url(std::string_view base, std::string_view reference)
{
    PackageUrl out;
    const bool is_absolute = is_external(reference);
    if (!is_absolute && !scheme_of(reference).empty()) {
        out.kind = PackageUrl::Kind::invalid;
        return out;
    }
    const auto end = std::min(reference.find_first_of("?#"), reference.size());
    out.path = reference.substr(0, end);
    out.query = reference.substr(end);
    out.has_backslashes = out.path.find('\\') != out.path.npos;
    std::ranges::replace(out.path, '\\', '/');
    if (is_absolute || is_external(base)) {
        out.kind = PackageUrl::Kind::external;
        if (!is_absolute) out.path.insert(0, base);
        return out;
    }
    // The server's top is not the package's; its author meant this one.
    if (!out.path.starts_with('/')) out.path.insert(0, base);
    auto path = without_dots(out.path);
    if (!path) {
        out.kind = PackageUrl::Kind::invalid;
        return out;
    }
    if (!path->empty() && out.path.ends_with('/')) *path += '/';
    out.path = std::move(*path);
    return out;
}

std::optional<std::string> without_dots(std::string_view path)
{
    std::vector<std::string_view> segments;
    for (auto rest = path; !rest.empty();) {
        const auto segment = rest.substr(0, rest.find('/'));
        rest.remove_prefix(std::min(segment.size() + 1, rest.size()));
        if (segment == "..") {
            if (segments.empty()) return std::nullopt;
            segments.pop_back();
        } else if (!segment.empty() && segment != ".") {
            segments.push_back(segment);
        }
    }
    std::string out;
    for (const auto segment : segments)
        out.append(out.empty() ? "" : "/").append(segment);
    return out;
}

std::string percent_decoded(std::string_view text)
{
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const int high = text.size() - at > 2 ? hex_digit(text[at + 1]) : -1;
        const int low = text.size() - at > 2 ? hex_digit(text[at + 2]) : -1;
        if (text[at] == '%' && high >= 0 && low >= 0) {
            out += static_cast<char>(high << 4 | low);
            at += 2;
        } else {
            out += text[at];
        }
    }
    return out;
}

std::string encoded_path(std::string_view path)
{
    std::string out;
    for (;;) {
        const auto end = path.find('/');
        out += base::percent_encoded(path.substr(0, end));
        if (end == path.npos) return out;
        out += '/';
        path.remove_prefix(end + 1);
    }
}

std::string escaped_query(std::string_view query)
{
    constexpr std::string_view unfit = " \"<>\\^`{|}";
    std::string out;
    for (const char c : query) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte >= 0x7f || unfit.find(c) != unfit.npos)
            out += base::percent_encoded({&c, 1});
        else
            out += c;
    }
    return out;
}

std::string with_parameters(std::string query, std::string_view parameters)
{
    while (!parameters.empty() && (parameters.front() == '?' || parameters.front() == '&'))
        parameters.remove_prefix(1);
    if (parameters.empty()) return query;
    const auto fragment = std::min(query.find('#'), query.size());
    if (parameters.front() == '#') {
        if (fragment == query.size()) query += parameters;
        return query;
    }
    const bool has_query = fragment > 0;
    query.insert(fragment, (has_query ? "&" : "?") + std::string(parameters));
    return query;
}

} // namespace content
