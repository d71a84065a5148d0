#include "content/findings.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"

namespace content {

std::string place(std::string_view file, unsigned line)
{
    return std::string(file) + ':' + std::to_string(line);
}

void complain(base::Complaints& complaints, std::string where, std::string_view rule,
              std::string_view found, std::string expected)
{
    if (complaints.size() >= limits::complaints) return;
    complaints.push_back({std::move(where), std::string(rule),
                          base::excerpt(base::as_utf8(found), limits::found_bytes),
                          std::move(expected)});
}

} // namespace content
