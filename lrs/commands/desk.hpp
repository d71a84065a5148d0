// Where the subcommands that administer get their answers: from a database that no
// server has open (--data DIR), or from a running server (--server URL --key KEY).
#pragma once

#include "base/error.hpp"
#include "lrs/commands/arguments.hpp"
#include "lrs/commands/commands.hpp"
#include "lrs/commands/http_client.hpp"

#include <boost/beast/http/verb.hpp>
#include <boost/json/value.hpp>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lrs {

class Desk {
public:
    using Path = std::vector<std::string>; // {"credentials", KEY, "rotate"}

    virtual ~Desk() = default;

    using Parameters = std::vector<std::pair<std::string, std::string>>; // Empty ones are left out.

    // What the resource /api/v1/<path> answers (lrs/auth/administration.hpp).
    virtual base::Result<boost::json::value> ask(boost::beast::http::verb method, const Path& path,
                                                 const std::string& body,
                                                 const Parameters& parameters = {}) = 0;

    // What it answers to this file; of a running server alone.
    virtual base::Result<boost::json::value> send(const Path& path, const Parameters& parameters,
                                                  const Upload& file) = 0;
};

// One word behind the subcommand: "add", with the options it takes besides the desk's own.
struct Action {
    std::string_view name;
    std::size_t least; // Words behind it.
    std::size_t most;
    std::span<const OptionName> options;

    base::Result<boost::json::value> (*run)(Desk& desk, const Arguments& given);
    std::string (*shown)(const boost::json::value& answer); // For people.
};

// Does what the words say. With --json the answer is printed as it is. Exit codes as all
// subcommands: 1 when the answer is a list of complaints, as JSON.
int administer(Words words, std::string_view subcommand, std::span<const Action> actions);

// The same for a subcommand that does one thing only, and has its name.
int administer(Words words, const Action& action);

// "a,b" as ["a", "b"].
boost::json::array listed(std::string_view text);

} // namespace lrs
