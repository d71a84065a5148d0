// What the import of a course package finds wrong with it.
//
// A Complaint's `where` is "file:line" (the file by its name in the package), "file" when there is
// no line, or empty for the package as a whole; `rule` is stable, "cmi5.au.url_absolute".
#pragma once

#include "base/error.hpp"

#include <string>
#include <string_view>

namespace content {

struct Findings {
    base::Complaints refusals; // One of them, and nothing is imported.
    base::Complaints warnings; // What will work less well than its author hopes.

    bool refused() const { return !refusals.empty(); }
};

std::string place(std::string_view file, unsigned line);

// One more of them, of what was found the first limits::found_bytes; not more than
// limits::complaints of a kind are kept.
void complain(base::Complaints& complaints, std::string where, std::string_view rule,
              std::string_view found, std::string expected);

} // namespace content
