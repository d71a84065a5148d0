#include "lrs/commands/arguments.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace lrs {

using base::Error;
using base::ErrorKind;
using base::Result;

Result<Arguments> Arguments::parse(std::span<const std::string_view> words,
                                   std::span<const OptionName> known)
{
    Arguments out;
    for (std::size_t at = 0; at < words.size(); ++at) {
        auto word = words[at];
        if (!word.starts_with("--")) {
            out.positional_.emplace_back(word);
            continue;
        }
        std::optional<std::string_view> value;
        if (const auto equals = word.find('='); equals != word.npos) {
            value = word.substr(equals + 1);
            word = word.substr(0, equals);
        }
        const auto option = std::ranges::find(known, word, &OptionName::name);
        if (option == known.end())
            return Error{ErrorKind::invalid, "unknown option " + std::string(word)};
        if (option->takes_value && !value) {
            if (++at == words.size())
                return Error{ErrorKind::invalid, std::string(word) + " needs a value"};
            value = words[at];
        }
        if (!option->takes_value && value)
            return Error{ErrorKind::invalid, std::string(word) + " takes no value"};
        if (!out.options_.emplace(word, value.value_or("")).second)
            return Error{ErrorKind::invalid, std::string(word) + " comes twice"};
    }
    return out;
}

std::optional<std::string> Arguments::get(std::string_view option) const
{
    const auto found = options_.find(option);
    return found == options_.end() ? std::nullopt : std::optional(found->second);
}

Result<std::string> Arguments::need(std::string_view option) const
{
    if (auto value = get(option)) return *value;
    return Error{ErrorKind::invalid, std::string(option) + " is missing"};
}

std::vector<std::string> items_of(std::string_view text)
{
    std::vector<std::string> out;
    while (!text.empty()) {
        const auto item = text.substr(0, text.find(','));
        text.remove_prefix(std::min(item.size() + 1, text.size()));
        if (!item.empty()) out.emplace_back(item);
    }
    return out;
}

Result<std::string> read_file(const std::string& path, std::size_t most)
{
    std::ifstream file(path, std::ios::binary);
    std::string text;
    std::string piece(64u << 10, '\0');
    while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())) ||
           file.gcount() > 0) {
        text.append(piece, 0, static_cast<std::size_t>(file.gcount()));
        if (text.size() > most) {
            return Error{ErrorKind::invalid,
                         path + " has more than " + std::to_string(most) + " bytes"};
        }
    }
    if (file.is_open() && !file.bad()) return text;
    return Error{ErrorKind::invalid, "cannot read " + path + ": " + std::strerror(errno)};
}

} // namespace lrs
