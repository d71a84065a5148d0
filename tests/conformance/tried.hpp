// This house's server as the runner sees it.
#pragma once

#include "conformance/runner.hpp"
#include "tests/lrs/live.hpp"

#include <string>

namespace tried {

using conformance::KeyAndSecret;
using conformance::Lrs;
using statements::Version;

inline constexpr Version versions[] = {Version::v1_0_3, Version::v2_0_0};

inline const char* name_of(Version version)
{
    return version == Version::v1_0_3 ? "1.0.3" : "2.0.0";
}

// As live::World makes them.
inline KeyAndSecret credential(const std::string& key)
{
    return {key, key + "-secret"};
}

// Its credentials are those of live::World, and "lenient".
struct Tried : live::World {
    explicit Tried(std::unique_ptr<storage::Storage> opened) : World(std::move(opened))
    {
        const auto made = ask({.target = "/api/v1/credentials",
                               .body = R"({"key":"lenient","scopes":["all"],"lenient":true})",
                               .key = "admin"});
        lenient_secret = live::json::parse(made.body()).at("secret").as_string();
    }

    std::string lenient_secret;
};

inline Lrs lrs_at(std::uint16_t port, Version version, const std::string& lenient_secret = "")
{
    Lrs out{{"127.0.0.1", std::to_string(port), "/xapi"}, credential("all"), version};
    out.limited = {{"statements/write", credential("writer")},
                   {"statements/read", credential("reader")},
                   {"statements/read/mine", credential("mine")},
                   {"statements/read/mine 2", credential("yours")},
                   {"state", credential("states")},
                   {"profile", credential("profiles")},
                   {"all/read", credential("all reader")},
                   {"lenient", {"lenient", lenient_secret}}};
    return out;
}

// What there is to say of a failure.
inline std::string in_words(const conformance::Outcome& outcome)
{
    auto out = outcome.requirement->id + ": expected " + outcome.expected + ", found " +
               outcome.found + outcome.why;
    if (outcome.exchange) {
        out += "\n" + outcome.exchange->request.substr(0, 2'000) + "\n" +
               outcome.exchange->answer.substr(0, 2'000);
    }
    return out;
}

} // namespace tried
