// Rows of text in columns, for people.
#pragma once

#include <string>
#include <vector>

namespace lrs {

// Each row on a line, each column as wide as its widest cell, two spaces between. The first row is
// the heading. The texts are UTF-8 without line ends.
std::string table_of(const std::vector<std::vector<std::string>>& rows);

} // namespace lrs
