#include "lrs/networks.hpp"

#include "base/limits.hpp"
#include "base/number.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;

constexpr unsigned mapped_bits = 96; // In front of the IPv4 address (RFC 4291 2.5.5.2).

Error malformed(std::string_view text)
{
    return {ErrorKind::invalid, "A network is ADDRESS or ADDRESS/PREFIX, this is \"" +
                                    base::excerpt(text, limits::found_bytes) + "\""};
}

template <class Bytes>
bool same_bits(const Bytes& left, const Bytes& right, unsigned bits)
{
    for (std::size_t at = 0; bits > 0; ++at) {
        const auto here = std::min(bits, 8u);
        if (((left[at] ^ right[at]) >> (8 - here)) != 0) return false;
        bits -= here;
    }
    return true;
}

template <class Bytes>
bool ends_at(const Bytes& bytes, unsigned prefix)
{
    for (auto bit = prefix; bit < bytes.size() * 8; ++bit) {
        if ((bytes[bit / 8] >> (7 - bit % 8) & 1) != 0) return false;
    }
    return true;
}

Result<Network> parse_network(std::string_view text)
{
    const auto slash = text.find('/');
    // A zone ("%eth0") is this machine's own name for a link: no address of a network.
    if (text.find('%') != text.npos) return malformed(text);
    boost::system::error_code failed;
    const auto address = asio::ip::make_address(std::string(text.substr(0, slash)), failed);
    if (failed) return malformed(text);

    const unsigned bits = address.is_v4() ? 32 : 128;
    const auto given = slash == text.npos ? std::optional(bits)
                                          : base::parse_number<unsigned>(text.substr(slash + 1));
    if (!given || *given > bits) return malformed(text);

    Network out{plain_address(address), *given};
    if (out.address.is_v4() && address.is_v6()) {
        if (*given < mapped_bits) return malformed(text);
        out.prefix -= mapped_bits;
    }
    const bool ends = out.address.is_v4() ? ends_at(out.address.to_v4().to_bytes(), out.prefix)
                                          : ends_at(out.address.to_v6().to_bytes(), out.prefix);
    if (ends) return out;
    return Error{ErrorKind::invalid,
                 "\"" + std::string(text) + "\" has bits behind its prefix: which are meant?"};
}

} // namespace

asio::ip::address plain_address(const asio::ip::address& address)
{
    if (!address.is_v6() || !address.to_v6().is_v4_mapped()) return address;
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
}

Result<std::vector<Network>> parse_networks(std::string_view text)
{
    std::vector<Network> out;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find(',', begin), text.size());
        auto network = parse_network(text.substr(begin, end - begin));
        if (!network) return network.error();
        if (out.size() == limits::trusted_proxies) {
            return Error{ErrorKind::invalid, "There may be " +
                                                 std::to_string(limits::trusted_proxies) +
                                                 " networks at most"};
        }
        out.push_back(std::move(*network));
        begin = end + 1;
    }
    return out;
}

bool contains(const Network& network, const asio::ip::address& address)
{
    if (network.address.is_v4() != address.is_v4()) return false;
    if (address.is_v4()) {
        return same_bits(network.address.to_v4().to_bytes(), address.to_v4().to_bytes(),
                         network.prefix);
    }
    return same_bits(network.address.to_v6().to_bytes(), address.to_v6().to_bytes(),
                     network.prefix);
}

bool any_contains(std::span<const Network> networks, const asio::ip::address& address)
{
    return std::ranges::any_of(networks,
                               [&](const Network& network) { return contains(network, address); });
}

} // namespace lrs
