// Who is calling, and what he may do.
#pragma once

#include "base/timestamp.hpp"
#include "lrs/auth/throttle.hpp"
#include "lrs/auth/usage.hpp"
#include "storage/tenant.hpp"

#include <boost/json/array.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace lrs {

struct LaunchAccess; // lrs/courses/launch_access.hpp
struct PersonAccess; // lrs/courses/person_access.hpp

// xAPI 1.0.3 Communication 4.2 names the scopes of the standard; "admin" is ours.
enum class Scope : std::uint32_t {
    none = 0,
    statements_write = 1u << 0,
    statements_read_mine = 1u << 1,
    statements_read = 1u << 2, // Includes statements/read/mine.
    state = 1u << 3,
    profile = 1u << 4,
    define = 1u << 5,
    all_read = 1u << 6, // Reads everything.
    all = 1u << 7,      // Everything of xAPI.
    admin = 1u << 8,    // /api/v1 as well: attainment, models, administration.

    // What routes ask for and nobody is given by name.
    state_read = 1u << 9,    // state or all/read
    profile_read = 1u << 10, // profile or all/read
    look_up = 1u << 11,      // Whoever may read or define anything may ask who and what it is.
    own_courses = 1u << 12,  // Of a person's link, and of nothing else.
};

// "statements/read/mine" and so on, as the standard writes them.
std::string_view to_string(Scope scope);
std::optional<Scope> scope_named(std::string_view name);

// A set of scopes by their names, in the order of the list above.
boost::json::array names_of(std::uint32_t scopes);

struct Credential {
    std::string key;
    storage::Tenant tenant{};
    std::uint32_t scopes = 0;
    std::string authority; // JSON of the agent that becomes the statements' authority.
    std::string title{};   // For people: "Moodle of the city library".

    // Its content may break rules that packages in the field are known to break: a missing version
    // header means 1.0.3, and parameters that xAPI does not know are ignored (lrs/exchange.cpp).
    // Off, the standard holds to the letter.
    bool lenient = false;

    Rate rate{}; // How fast it may send.

    std::optional<base::Timestamp> created{}; // Empty: by a program that did not note it yet.

    // Of content that was launched: what it is let to do beside the scopes. Empty: no content.
    std::shared_ptr<const LaunchAccess> launch{};

    // Of an employee's link: who he is. Empty: of none.
    std::shared_ptr<const PersonAccess> person{};

    // Never null; both are shared by all versions of one credential.
    std::shared_ptr<Usage> usage = std::make_shared<Usage>();
    std::shared_ptr<Throttle> throttle = std::make_shared<Throttle>();

    // The scope itself, or one that includes it.
    bool may(Scope scope) const;
};

} // namespace lrs
