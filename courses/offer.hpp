// On which terms a course is offered: what an administrator says of it beside its package.
#pragma once

#include "base/error.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace courses {

struct Offer {
    bool open = false; // Employees may enrol themselves.
    // By language; they take the place of the package's in these.
    std::map<std::string, std::string> title{};
    std::map<std::string, std::string> description{};
    std::optional<double> hours{}; // It takes about so long.
    bool voucher_needed = false;
    std::optional<std::uint32_t> places{}; // At most so many take part. Empty: whoever wants.

    bool operator==(const Offer&) const = default;
};

// {"open", "title": {language: text}, "description", "hours": number or null, "voucherNeeded",
// "places": number or null}
boost::json::object object_of(const Offer& offer);

// Of what object_of() has made.  corrupt: it does not decode
base::Result<Offer> offer_of(const boost::json::object& object);

} // namespace courses
