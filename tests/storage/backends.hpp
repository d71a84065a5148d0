// Every backend there is, and what a test needs to open one and to read it shortly. A new backend
// is one more line in all_backends().
#pragma once

#include "storage/storage.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/statement_makers.hpp"

#include <memory>
#include <ostream>
#include <span>

namespace storage_tests {

using namespace std::chrono_literals;
using namespace support;
using base::ErrorKind;
using base::Timestamp;
using statements::Query;
using storage::Sequence;
using storage::Tenant;

inline constexpr Tenant home{1};
inline constexpr Tenant elsewhere{2};
inline constexpr auto no_deadline = storage::Deadline::max();

// A storage with a clock in the test's hand.
class Opened {
public:
    virtual ~Opened() = default;

    storage::StatementStore& statements() const { return storage_->statements(); }

    storage::DocumentStore& documents() const { return storage_->documents(); }

    storage::ActivityStore& activities() const { return storage_->activities(); }

    storage::AttachmentStore& attachments() const { return storage_->attachments(); }

    storage::Log& log() const { return storage_->log(); }

    storage::ProjectionStore& projections() const { return storage_->projections(); }

    storage::RegisterStore& registers() const { return storage_->registers(); }

    storage::Settings& settings() const { return storage_->settings(); }

    storage::FileStore& files() const { return storage_->files(); }

    storage::RecordStore& records() const { return storage_->records(); }

    // Waits for what is queued and opens the same data again. Not for backends that forget.
    void reopen();

    void close() { storage_.reset(); }

    base::Result<storage::Committed> try_put(const std::vector<json::object>& batch,
                                             Tenant tenant = home, const Sender& sender = {});
    storage::Committed put(const std::vector<json::object>& batch, Tenant tenant = home,
                           const Sender& sender = {});
    storage::Erased erase(std::initializer_list<unsigned> numbers, Tenant tenant = home);

    // All pages of a query, as the numbers of the statements: "3 2 1".
    std::string listed(const Query& query = {}, Tenant tenant = home) const;
    // All pages, newest first or as the query says.
    std::vector<storage::StoredStatement> walk(const Query& query, Tenant tenant = home) const;
    storage::Page page(const Query& query, const std::optional<storage::Cursor>& from = {},
                       Tenant tenant = home) const;
    std::optional<storage::StoredStatement> find(unsigned number, Tenant tenant = home) const;
    bool is_voided(unsigned number, Tenant tenant = home) const;
    // "1=one 2=two "
    std::string entries_of(std::string_view name, std::uint64_t after = 0,
                           Tenant tenant = home) const;
    std::vector<storage::LogEntry> whole_log(Tenant tenant = home) const;

    ManualClock clock;

protected:
    virtual std::unique_ptr<storage::Storage> make() = 0;

    std::unique_ptr<storage::Storage> storage_;
};

struct Backend {
    const char* name;
    std::unique_ptr<Opened> (*open)();
};

const std::vector<Backend>& all_backends();
const std::vector<Backend>& lasting_backends(); // Those that remember.

std::ostream& operator<<(std::ostream& out, const Backend& backend);

std::string numbers_of(std::span<const storage::StoredStatement> statements);

Query by_agent(std::string_view name);
Query by_verb(std::string_view name);
Query by_activity(std::string_view name);

} // namespace storage_tests
