#include "tests/storage/backends.hpp"

#include "base/limits.hpp"
#include "storage/memory/memory_storage.hpp"
#include "storage/rocksdb/rocksdb_storage.hpp"

#include <boost/test/unit_test.hpp>
#include <rocksdb/env.h>

namespace storage_tests {
namespace {

class OpenedMemory final : public Opened {
public:
    OpenedMemory() { storage_ = make(); }

private:
    std::unique_ptr<storage::Storage> make() override
    {
        return storage::memory::open({.clock = clock.clock(), .key = {1, 2, 3}});
    }
};

// In a file system of RocksDB's that lives in memory: these tests ask what is stored, not whether
// it survives; crash.cpp and power_cut.cpp do.
class OpenedRocks final : public Opened {
public:
    explicit OpenedRocks(std::size_t tail_statements) : tail_statements_(tail_statements)
    {
        storage_ = make();
    }

    ~OpenedRocks() override { close(); } // Before its files go.

private:
    std::unique_ptr<storage::Storage> make() override
    {
        return storage::rocks::open({.path = "/db",
                                     .clock = clock.clock(),
                                     .env = files_.get(),
                                     .tail_statements = tail_statements_})
            .value();
    }

    std::size_t tail_statements_;
    std::unique_ptr<rocksdb::Env> files_{rocksdb::NewMemEnv(rocksdb::Env::Default())};
};

std::unique_ptr<Opened> open_memory()
{
    return std::make_unique<OpenedMemory>();
}

// All found in the tail that grows ...
std::unique_ptr<Opened> open_rocks()
{
    return std::make_unique<OpenedRocks>(limits::tail_statements);
}

// ... or in whatever it is on its way to the disk, or there.
std::unique_ptr<Opened> open_rocks_with_short_tails()
{
    return std::make_unique<OpenedRocks>(2);
}

} // namespace

const std::vector<Backend>& all_backends()
{
    static const std::vector<Backend> backends{
        {"memory", open_memory},
        {"rocksdb", open_rocks},
        {"rocksdb with short tails", open_rocks_with_short_tails},
    };
    return backends;
}

const std::vector<Backend>& lasting_backends()
{
    static const std::vector<Backend> backends{
        {"rocksdb", open_rocks}, {"rocksdb with short tails", open_rocks_with_short_tails}};
    return backends;
}

std::ostream& operator<<(std::ostream& out, const Backend& backend)
{
    return out << backend.name;
}

void Opened::reopen()
{
    close();
    storage_ = make();
}

base::Result<storage::Committed> Opened::try_put(const std::vector<json::object>& batch,
                                                 Tenant tenant, const Sender& sender)
{
    return statements().put(tenant, prepare(batch, statements().key(), sender));
}

storage::Committed Opened::put(const std::vector<json::object>& batch, Tenant tenant,
                               const Sender& sender)
{
    return try_put(batch, tenant, sender).value();
}

storage::Erased Opened::erase(std::initializer_list<unsigned> numbers, Tenant tenant)
{
    std::vector<base::Uuid> ids;
    for (const auto number : numbers)
        ids.push_back(id(number));
    return statements().erase(tenant, ids, "asked for").value();
}

std::string Opened::listed(const Query& query, Tenant tenant) const
{
    return numbers_of(walk(query, tenant));
}

std::vector<storage::StoredStatement> Opened::walk(const Query& query, Tenant tenant) const
{
    std::vector<storage::StoredStatement> all;
    std::optional<storage::Cursor> from;
    do {
        auto found = page(query, from, tenant);
        std::ranges::move(found.statements, std::back_inserter(all));
        from = found.next;
    } while (from);
    return all;
}

storage::Page Opened::page(const Query& query, const std::optional<storage::Cursor>& from,
                           Tenant tenant) const
{
    return statements().query(tenant, query, from, no_deadline).value();
}

std::optional<storage::StoredStatement> Opened::find(unsigned number, Tenant tenant) const
{
    return statements().find(tenant, id(number)).value();
}

std::string Opened::entries_of(std::string_view name, std::uint64_t after, Tenant tenant) const
{
    std::string out;
    const auto scanned =
        registers().scan(tenant, name, after, [&](std::uint64_t number, std::string_view entry) {
            out.append(std::to_string(number)).append("=").append(entry).append(" ");
        });
    BOOST_TEST(scanned.has_value());
    return out;
}

bool Opened::is_voided(unsigned number, Tenant tenant) const
{
    return find(number, tenant).value().voided;
}

std::vector<storage::LogEntry> Opened::whole_log(Tenant tenant) const
{
    return log().read(tenant, 0, std::numeric_limits<std::size_t>::max()).value();
}

std::string numbers_of(std::span<const storage::StoredStatement> statements)
{
    std::string numbers;
    for (const auto& statement : statements) {
        if (!numbers.empty()) numbers += ' ';
        numbers += std::to_string(number_of(statement.text));
    }
    return numbers;
}

Query by_agent(std::string_view name)
{
    return {.agent = who(name)};
}

Query by_verb(std::string_view name)
{
    return {.verb = verb(name)};
}

Query by_activity(std::string_view name)
{
    return {.activity = activity_id(name)};
}

} // namespace storage_tests
