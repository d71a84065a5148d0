#include "base/pointer.hpp"

namespace base {

std::string pointer_below(std::string_view where, std::string_view key)
{
    std::string out(where);
    out += '/';
    for (const char c : key) {
        if (c == '~')
            out += "~0";
        else if (c == '/')
            out += "~1";
        else
            out += c;
    }
    return out;
}

} // namespace base
