#include "content/findings.hpp"

#include <string>

namespace content {

std::string place(std::string_view file, unsigned line)
{
    return std::string(file) + ':' + std::to_string(line);
}

} // namespace content
