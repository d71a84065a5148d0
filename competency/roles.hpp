// Who had which role when: what makes an attestation one by a supervisor. Empty: nobody has any,
// and mappings that ask for a role count nothing.
#pragma once

#include "base/error.hpp"
#include "competency/intervals.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace competency {

struct Role {
    std::string name; // "supervisor"
    std::string unit; // Where; empty: not said.
    Interval during;

    bool operator==(const Role&) const = default;
};

class Roles {
public:
    void add(const std::string& identity, Role role);
    void add(const Roles& more);
    bool has(const std::string& identity, std::string_view role, Timestamp at) const;
    const std::vector<Role>& of(const std::string& identity) const;

    bool operator==(const Roles&) const = default;

private:
    std::unordered_map<std::string, std::vector<Role>> roles_;
};

// {"roles":[{"agent":{...},"role":"supervisor","unit":"...","from":time,"until":time or null}]}
// with "unit" optional. invalid: `complaints` name every fault, at most limits::complaints.
base::Result<Roles> parse_roles(std::string_view document);

} // namespace competency
