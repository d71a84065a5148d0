// prepare() for tests: an authority "lms", a key, and ids that count up. In texts $1 is
// given_id(1).
#pragma once

#include "statements/accept.hpp"
#include "tests/statements/shorthand.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace acceptances {

using statements::Version;

inline constexpr base::Hash128 key{7};
inline constexpr std::string_view authority = R"({"mbox":"mailto:lms@example.org"})";

inline base::Uuid numbered(std::uint8_t group, unsigned number)
{
    base::Uuid out{{0, 0, 0, group, 0, 0, 0x40, 0, 0x80}};
    out.bytes[14] = static_cast<std::uint8_t>(number >> 8);
    out.bytes[15] = static_cast<std::uint8_t>(number);
    return out;
}

inline base::Uuid given_id(unsigned number)
{
    return numbered(0x2a, number);
}

// The n-th id that the server gives.
inline base::Uuid made_id(unsigned number)
{
    return numbered(0xff, number);
}

// shorthand.hpp, and "$1" for an id.
inline std::string short_text(std::string_view text)
{
    auto out = shorthand::written_out(text);
    for (std::size_t at = out.find('$'); at != out.npos; at = out.find('$', at)) {
        const auto number = static_cast<unsigned>(out[at + 1] - '0');
        out.replace(at, 2, to_string(given_id(number)));
    }
    return out;
}

// Ann read the book; `members` come behind.
inline shorthand::json::value short_statement(std::string_view members)
{
    return shorthand::json::parse(
        short_text(R"({"actor":@ann,"verb":^read,"object":#book,)" + std::string(members) + "}"));
}

struct Given {
    Version version = Version::v2_0_0;
    std::optional<base::Uuid> put_id{};
    bool defines = false;
    statements::Inspect inspect{};
};

inline base::Result<statements::PreparedBatch> prepare(std::string_view body,
                                                       const Given& given = {})
{
    unsigned made = 0;
    return statements::prepare(body, {.version = given.version,
                                      .authority = authority,
                                      .key = key,
                                      .new_id = [&] { return made_id(++made); },
                                      .put_id = given.put_id,
                                      .defines = given.defines,
                                      .inspect = given.inspect});
}

// "<pointer> <rule>" a line.
inline std::string complaints(const base::Error& error)
{
    std::string out;
    for (const auto& complaint : error.complaints)
        out += complaint.where + ' ' + complaint.rule + '\n';
    return out;
}

} // namespace acceptances
