#include "lrs/forwarded.hpp"

#include <boost/beast/core/string.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace lrs {
namespace {

constexpr std::size_t host_bytes = 255; // RFC 1035 2.3.4

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_name(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '.' || c == '_';
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view space = " \t";
    const auto begin = text.find_first_not_of(space);
    if (begin == text.npos) return {};
    return text.substr(begin, text.find_last_not_of(space) - begin + 1);
}

// The values of a list, over all fields of the name (RFC 9110 5.3). They borrow from the headers.
std::vector<std::string_view> values_of(const http::fields& headers, std::string_view name)
{
    std::vector<std::string_view> out;
    const auto [first, last] = headers.equal_range({name.data(), name.size()});
    for (auto field = first; field != last; ++field) {
        std::string_view rest(field->value().data(), field->value().size());
        for (auto comma = rest.find(','); comma != rest.npos; comma = rest.find(',')) {
            out.push_back(trimmed(rest.substr(0, comma)));
            rest.remove_prefix(comma + 1);
        }
        out.push_back(trimmed(rest));
    }
    return out;
}

// Some proxies write the port as well.
std::optional<asio::ip::address> parse_hop(std::string_view text)
{
    boost::system::error_code failed;
    auto address = asio::ip::make_address(std::string(text), failed);
    if (!failed) return plain_address(address);
    if (!is_authority(text)) return std::nullopt;
    text = host_of(text);
    if (text.starts_with('[')) text = text.substr(1, text.size() - 2);
    address = asio::ip::make_address(std::string(text), failed);
    if (failed) return std::nullopt;
    return plain_address(address);
}

asio::ip::address client_of(asio::ip::address peer, const http::fields& headers,
                            std::span<const Network> trusted)
{
    const auto hops = values_of(headers, "X-Forwarded-For");
    for (auto hop = hops.rbegin(); hop != hops.rend() && any_contains(trusted, peer); ++hop) {
        const auto before = parse_hop(*hop);
        if (!before) break;
        peer = *before;
    }
    return peer;
}

} // namespace

Caller caller_of(const asio::ip::address& peer, bool tls, const http::fields& headers,
                 std::span<const Network> trusted)
{
    Caller out{plain_address(peer), tls, ""};
    if (!any_contains(trusted, out.address)) return out;

    out.address = client_of(out.address, headers, trusted);
    if (const auto schemes = values_of(headers, "X-Forwarded-Proto"); !schemes.empty()) {
        const auto& said = schemes.back();
        if (boost::beast::iequals(said, "https")) out.https = true;
        if (boost::beast::iequals(said, "http")) out.https = false;
    }
    if (const auto hosts = values_of(headers, "X-Forwarded-Host");
        !hosts.empty() && is_authority(hosts.back())) {
        out.host = hosts.back();
    }
    return out;
}

std::string_view host_of(std::string_view authority)
{
    if (authority.starts_with('[')) return authority.substr(0, authority.find(']') + 1);
    return authority.substr(0, authority.find(':'));
}

bool is_authority(std::string_view text)
{
    const auto host = host_of(text);
    if (host.empty() || host.size() > host_bytes) return false;
    if (host.starts_with('[')) {
        boost::system::error_code failed;
        const std::string inside(host.substr(1, host.size() - 2));
        // A zone is nothing that others could call us by.
        if (inside.find('%') != inside.npos) return false;
        asio::ip::make_address_v6(inside, failed);
        if (failed) return false;
    } else if (!std::ranges::all_of(host, is_name)) {
        return false;
    }
    const auto rest = text.substr(host.size());
    if (rest.empty()) return true;
    const auto port = rest.substr(1);
    return rest.front() == ':' && !port.empty() && port.size() <= 5 &&
           std::ranges::all_of(port, is_digit);
}

} // namespace lrs
