// Credentials for the checks of scopes, made by the API of this house's server
// (/api/v1/credentials) and removed again.
#pragma once

#include "base/error.hpp"
#include "conformance/talk.hpp"

#include <string>
#include <vector>

namespace conformance {

class MadeCredentials {
public:
    // Puts one into lrs.limited for every scope that is not there yet. Its user must be an admin.
    // invalid: the server answers otherwise than this house's; what was made until then goes.
    static base::Result<std::unique_ptr<MadeCredentials>> make(Lrs& lrs);

    ~MadeCredentials();

    MadeCredentials(const MadeCredentials&) = delete;
    MadeCredentials& operator=(const MadeCredentials&) = delete;

private:
    explicit MadeCredentials(const Lrs& lrs) : lrs_(lrs) {}

    base::Result<> add(Lrs& lrs, const std::string& name, const json::object& body);

    Lrs lrs_;
    std::vector<std::string> keys_;
};

} // namespace conformance
