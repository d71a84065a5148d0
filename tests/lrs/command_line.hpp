// Runs a subcommand as main() does, and keeps what it writes.
#pragma once

#include "lrs/commands/commands.hpp"

#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace support {

// What a command writes while this is there.
class Captured {
public:
    Captured() : out_(std::cout.rdbuf(out.rdbuf())), err_(std::cerr.rdbuf(err.rdbuf())) {}

    ~Captured()
    {
        std::cout.rdbuf(out_);
        std::cerr.rdbuf(err_);
    }

    Captured(const Captured&) = delete;
    Captured& operator=(const Captured&) = delete;

    std::ostringstream out;
    std::ostringstream err;

private:
    std::streambuf* out_;
    std::streambuf* err_;
};

struct Outcome {
    int code;
    std::string out;
    std::string err;
};

inline Outcome run(int (*command)(lrs::Words), const std::vector<std::string>& words)
{
    const std::vector<std::string_view> views(words.begin(), words.end());
    const Captured captured;
    const auto code = command(views);
    return {code, captured.out.str(), captured.err.str()};
}

} // namespace support
