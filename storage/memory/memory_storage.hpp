// A store that forgets: for tests of lrs/, and the specification that other backends are compared
// with. It is deliberately naive. Every query scans everything with statements::matches(), so
// there is nothing in it to be wrong.
#pragma once

#include "storage/storage.hpp"

#include <memory>

namespace storage::memory {

struct Options {
    Clock clock = system_now;
    base::Hash128 key{};
};

std::unique_ptr<Storage> open(Options options = {});

} // namespace storage::memory
