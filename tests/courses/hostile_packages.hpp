// Uploads that are made to harm, each with the rule that refuses it.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace packages {

struct HostilePackage {
    const char* name;
    const char* rule;
    std::function<std::string()> bytes;
};

std::vector<HostilePackage> hostile();

} // namespace packages
