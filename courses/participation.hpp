// Who takes part in a course, waits for a place in it or has left it; and how many of each there
// are.
#pragma once

#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "base/uuid.hpp"
#include "courses/offer.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace courses {

// The registration of one who has withdrawn stays, for what is said about it; he may take it up
// again.
enum class Part { taking, waiting, withdrawn };

std::string_view name_of(Part part); // "taking part", "waiting", "withdrawn"

struct Participation {
    base::Uuid course;
    boost::json::object actor; // An Agent with an account.
    Part part = Part::taking;
    base::Timestamp since;
    std::uint64_t ticket = 0;             // Of one who waits: lower ones come first.
    std::optional<std::string> voucher{}; // That he came with.

    bool operator==(const Participation&) const = default;
};

std::string encode(const Participation& participation);
// corrupt: it does not decode.
base::Result<Participation> decode_participation(std::string_view text);

// A course's offer and who is there.
struct Roll {
    Offer offer{};
    std::uint32_t participants = 0;
    std::uint32_t waiting = 0;
    std::uint64_t tickets = 0; // Given out so far.

    bool has_place() const { return !offer.places || participants < *offer.places; }

    bool operator==(const Roll&) const = default;
};

std::string encode(const Roll& roll);
// corrupt: it does not decode.
base::Result<Roll> decode_roll(std::string_view text);

} // namespace courses
