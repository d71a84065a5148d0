#include "bench/options.hpp"

#include "base/number.hpp"

#include <algorithm>
#include <cstdlib>
#include <iostream>

namespace bench {
namespace {

std::uint64_t to_number(std::string_view name, std::string_view text, std::uint64_t most)
{
    const auto out = base::parse_number<std::uint64_t>(text);
    if (!out || *out > most)
        refuse(std::string(name) + " needs a number of at most " + std::to_string(most));
    return *out;
}

void print(std::initializer_list<Options::Known> known)
{
    for (const auto& option : known)
        std::cout << "  " << option.name << ' ' << option.value << "  " << option.text << '\n';
}

} // namespace

void refuse(const std::string& why)
{
    std::cerr << why << '\n';
    std::exit(2);
}

Options::Options(int argc, char** argv, std::initializer_list<Known> known)
{
    for (int at = 1; at < argc; ++at) {
        const std::string_view name = argv[at];
        if (name == "--help") {
            print(known);
            std::exit(0);
        }
        const auto option = std::ranges::find(known, name, &Known::name);
        if (option == known.end()) refuse("unknown option " + std::string(name) + ": see --help");
        std::string value;
        if (!option->value.empty()) {
            if (++at == argc) refuse(std::string(name) + " needs a value");
            value = argv[at];
        }
        if (!values_.try_emplace(std::string(name), std::move(value)).second)
            refuse(std::string(name) + " comes twice");
    }
}

std::string Options::text(std::string_view name, std::string_view otherwise) const
{
    const auto found = values_.find(name);
    return found == values_.end() ? std::string(otherwise) : found->second;
}

std::uint64_t Options::number(std::string_view name, std::uint64_t otherwise) const
{
    const auto found = values_.find(name);
    return found == values_.end() ? otherwise : to_number(name, found->second, 1u << 31);
}

Address parse_address(const std::string& text)
{
    const auto colon = text.rfind(':');
    if (colon == text.npos) refuse("an address is HOST:PORT, not " + text);
    const auto port = to_number("a port", std::string_view(text).substr(colon + 1), 65'535);
    return {text.substr(0, colon), static_cast<std::uint16_t>(port)};
}

} // namespace bench
