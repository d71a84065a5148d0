// A launch of a course: what the tokens that it gave out stand for. In cmi5 it is the session.
//
// Tokens are of one purpose each, so that what content shows of one (in an address, in a log) opens
// nothing else: `page` stands in the path of the player and of the course's files, `fetch` is
// handed in once for `statements` (cmi5 8.2), which goes with statements and documents.
#pragma once

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "base/uuid.hpp"
#include "content/launch_mode.hpp"
#include "storage/tenant.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace courses {

enum class Purpose : std::uint8_t { page, fetch, statements };

inline constexpr std::size_t purposes = 3;

struct Launch {
    base::Uuid id;
    base::Uuid registration;
    base::Uuid package;
    std::string item; // Of the manifest, that it begins with. Empty: as the course has it.
    content::LaunchMode mode = content::LaunchMode::normal;
    std::string return_url; // Where the learner goes afterwards. Empty: nowhere.
    base::Timestamp begun;
    base::Timestamp expires;
    bool fetched = false;                         // `fetch` has been handed in.
    bool closed = false;                          // By its end, or by a later launch.
    bool abandoned = false;                       // cmi5 9.3.6
    std::array<base::Sha256, purposes> secrets{}; // Digests of them, by purpose.

    bool operator==(const Launch&) const = default;
};

std::string encode(const Launch& launch);
// corrupt: it does not decode.
base::Result<Launch> decode_launch(const base::Uuid& id, std::string_view text);

// A token as it is given out: "<tenant>.<launch>.<secret>", fit for a segment of a path.
struct Token {
    storage::Tenant tenant{};
    base::Uuid launch;
    std::string secret; // 32 random bytes as base64url.
};

std::string to_string(const Token& token);
// Empty: it is none.
std::optional<Token> parse_token(std::string_view text);

// A secret that nobody knows yet.
std::string random_secret();
// Takes the same time for every wrong one.
bool opens(const Launch& launch, Purpose purpose, std::string_view secret);

} // namespace courses
