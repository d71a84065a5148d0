#include "content/reading.hpp"

namespace content {

void Reading::refuse(unsigned line, std::string_view rule, std::string_view found,
                     std::string_view expected)
{
    tell(findings_.refusals, line, rule, found, expected);
}

void Reading::warn(unsigned line, std::string_view rule, std::string_view found,
                   std::string_view expected)
{
    tell(findings_.warnings, line, rule, found, expected);
}

void Reading::tell(base::Complaints& kept, unsigned line, std::string_view rule,
                   std::string_view found, std::string_view expected) const
{
    complain(kept, line > 0 ? place(file_, line) : file_, rule, found, std::string(expected));
}

} // namespace content
