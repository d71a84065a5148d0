#include "lrs/commands/database.hpp"

#include "storage/rocksdb/rocksdb_storage.hpp"

#include <filesystem>

namespace lrs {

base::Result<std::unique_ptr<storage::Storage>> open_database(const std::string& path)
{
    std::error_code failed;
    if (!std::filesystem::exists(std::filesystem::path(path) / "CURRENT", failed))
        return base::Error{base::ErrorKind::invalid, "there is no database in " + path};
    storage::rocks::Options options;
    options.path = path;
    return storage::rocks::open(std::move(options));
}

} // namespace lrs
