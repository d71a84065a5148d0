// The command line of a benchmark program: "--name VALUE" and "--name" alone. Any mistake ends
// the program with a sentence on stderr and status 2.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>

namespace bench {

class Options {
public:
    struct Known {
        std::string_view name;  // "--listen"
        std::string_view value; // What stands behind it ("HOST:PORT"). Empty: nothing does.
        std::string_view text;  // For the list of options that --help prints.
    };

    Options(int argc, char** argv, std::initializer_list<Known> known);

    bool has(std::string_view name) const { return values_.contains(name); }

    std::string text(std::string_view name, std::string_view otherwise = "") const;
    std::uint64_t number(std::string_view name, std::uint64_t otherwise) const;

private:
    std::map<std::string, std::string, std::less<>> values_;
};

struct Address {
    std::string host;
    std::uint16_t port = 0;
};

// "HOST:PORT", an IP address.
Address parse_address(const std::string& text);

[[noreturn]] void refuse(const std::string& why);

} // namespace bench
