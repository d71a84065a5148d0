// The few things that a server must remember beside its data: credentials, tenants, the keys that
// sign cursors, the model in force. Durable when put() returns.
#pragma once

#include "base/error.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace storage {

class Settings {
public:
    virtual ~Settings() = default;
    Settings(const Settings&) = delete;
    Settings& operator=(const Settings&) = delete;

    virtual base::Result<std::optional<std::string>> get(std::string_view name) const = 0;
    virtual base::Result<> put(std::string_view name, std::string_view value) = 0;
    virtual base::Result<> remove(std::string_view name) = 0;

    // Those whose name starts with the prefix.
    virtual base::Result<std::map<std::string, std::string>>
    list(std::string_view prefix) const = 0;

protected:
    Settings() = default;
};

} // namespace storage
