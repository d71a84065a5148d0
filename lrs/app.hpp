// What every handler may use. Built once at start-up, outlives every session.
#pragma once

#include "lrs/config.hpp"
#include "lrs/offload.hpp"
#include "storage/storage.hpp"

namespace lrs {

class Credentials;    // lrs/auth/credentials.hpp
class Tenants;        // lrs/auth/tenants.hpp
class Administration; // lrs/auth/administration.hpp
class CursorSigner;   // lrs/cursor.hpp
class Operations;     // lrs/operations.hpp
class TrustStore;     // lrs/signature.hpp
class Metrics;        // lrs/metrics.hpp
class Journal;        // lrs/journal.hpp
class MemoryBudget;   // lrs/memory_budget.hpp
class Preparing;      // lrs/preparing.hpp
class Municipalities; // lrs/municipalities.hpp
struct Origins;       // lrs/origins.hpp

struct App {
    const Config& config;
    storage::Storage& storage;
    Offload& offload;
    Preparing& preparing; // Of batches.
    Credentials& credentials;
    CursorSigner& cursors;
    const TrustStore& trust; // Of those who sign statements.
    Tenants& tenants;
    Administration& administration;
    Metrics& metrics;
    Journal& journal;
    MemoryBudget& memory; // Of bodies and answers.
    Operations& operations;
    Municipalities& municipalities;
    const Origins& origins;
};

} // namespace lrs
