// Both ways to administer a store: the folder of a stopped server, and a running one.
#pragma once

#include "tests/lrs/command_line.hpp"
#include "tests/lrs/live.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace administered {

using Words = std::vector<std::string>;

inline Words joined(Words words, const Words& more)
{
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

inline std::unique_ptr<storage::Storage> open_in(const std::filesystem::path& folder)
{
    storage::rocks::Options options;
    options.path = folder.string();
    options.sync = false;
    return storage::rocks::open(std::move(options)).value();
}

inline Words on(const live::World& server)
{
    return {"--server", "http://127.0.0.1:" + std::to_string(server.server.port()),
            "--key",    "admin",
            "--secret", "admin-secret"};
}

} // namespace administered
