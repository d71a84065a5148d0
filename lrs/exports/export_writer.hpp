// Writes an export (lrs/exports/export_format.hpp) of a store that nobody else writes into. What
// is held in memory does not grow with the store.
#pragma once

#include "lrs/exports/export_format.hpp"
#include "storage/storage.hpp"

#include <cstdint>
#include <functional>
#include <ostream>

namespace lrs {

struct ExportFigures {
    std::uint64_t lines = 0;
    std::uint64_t persons = 0; // Entries about them.
    std::uint64_t statements = 0;
};

// The published position, and who is the system itself, are those of the store. `report` is told
// now and then how far it is.
//   invalid  nothing more can be written
//   corrupt  something that is stored does not decode
base::Result<ExportFigures>
write_export(storage::Storage& storage, storage::Tenant tenant, ExportHeader header,
             std::ostream& out, const std::function<void(const storage::Progress&)>& report);

} // namespace lrs
