#include "lrs/request_id.hpp"

#include "base/digest.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace lrs {
namespace {

constexpr std::size_t longest = 64;

bool is_sane(std::string_view text)
{
    const auto is_allowed = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_' || c == '.';
    };
    return !text.empty() && text.size() <= longest && std::ranges::all_of(text, is_allowed);
}

std::uint64_t random_start()
{
    std::array<std::uint8_t, sizeof(std::uint64_t)> bytes;
    base::fill_random(bytes.data(), bytes.size());
    std::uint64_t out = 0;
    std::memcpy(&out, bytes.data(), bytes.size());
    return out;
}

// Counted from a random start and multiplied by an odd number: all different, and runs of the
// server hardly ever meet.
std::string next_id()
{
    static std::atomic<std::uint64_t> counter = random_start();
    constexpr std::uint64_t odd = 0x9e3779b97f4a7c15;
    constexpr std::string_view digits = "0123456789abcdef";
    auto number = counter.fetch_add(1, std::memory_order_relaxed) * odd;
    std::string out(16, '0');
    for (auto at = out.rbegin(); at != out.rend(); ++at, number >>= 4)
        *at = digits[number & 15];
    return out;
}

} // namespace

std::string request_id_of(const boost::beast::http::fields& headers)
{
    const auto at = headers.find(request_id_header);
    if (at == headers.end()) return next_id();
    const std::string_view given(at->value().data(), at->value().size());
    return is_sane(given) ? std::string(given) : next_id();
}

} // namespace lrs
