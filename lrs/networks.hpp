// Networks as an operator writes them: "10.0.0.0/8,2001:db8::/32,127.0.0.1".
#pragma once

#include "base/error.hpp"

#include <boost/asio/ip/address.hpp>

#include <span>
#include <string_view>
#include <vector>

namespace lrs {

namespace asio = boost::asio;

struct Network {
    asio::ip::address address; // No bit behind the prefix is set.
    unsigned prefix = 0;       // Bits that count: at most 32 of IPv4, 128 of IPv6.

    bool operator==(const Network&) const = default;
};

// Addresses of IPv4 in the clothes of IPv6 ("::ffff:10.0.0.1": so they arrive where one socket
// listens on both) undressed. Others as they are.
asio::ip::address plain_address(const asio::ip::address& address);

// Addresses and ADDRESS/PREFIX between commas. invalid: anything else, an address that has bits
// behind its prefix, more than limits::trusted_proxies.
base::Result<std::vector<Network>> parse_networks(std::string_view text);

// The address must be plain.
bool contains(const Network& network, const asio::ip::address& address);
bool any_contains(std::span<const Network> networks, const asio::ip::address& address);

} // namespace lrs
