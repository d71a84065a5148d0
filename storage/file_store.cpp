#include "storage/file_store.hpp"

namespace storage {

base::Error no_such_file()
{
    return {base::ErrorKind::not_found, "there is no such file"};
}

} // namespace storage
