// The database of a server that does not run.
#pragma once

#include "storage/storage.hpp"

#include <memory>
#include <string>

namespace lrs {

// Unlike storage::rocks::open() it makes none.
//   invalid  there is none
//   busy     a server has it open
base::Result<std::unique_ptr<storage::Storage>> open_database(const std::string& path);

} // namespace lrs
