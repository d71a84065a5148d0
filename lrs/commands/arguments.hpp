// The words of a command line: "--name value" and what stands between.
#pragma once

#include "base/error.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lrs {

struct OptionName {
    std::string_view name; // "--data"
    bool takes_value = true;
};

class Arguments {
public:
    // invalid: an option that is not in the list, comes twice, or lacks its value.
    static base::Result<Arguments> parse(std::span<const std::string_view> words,
                                         std::span<const OptionName> known);

    bool has(std::string_view option) const { return options_.contains(option); }

    std::optional<std::string> get(std::string_view option) const;

    // invalid: it is not there.
    base::Result<std::string> need(std::string_view option) const;

    const std::vector<std::string>& positional() const { return positional_; }

private:
    std::map<std::string, std::string, std::less<>> options_;
    std::vector<std::string> positional_;
};

// What stands between the commas of a value; empty items are left out.
std::vector<std::string> items_of(std::string_view text);

// The whole file. invalid: it cannot be read, or is larger than that.
base::Result<std::string> read_file(const std::string& path, std::size_t most);

} // namespace lrs
