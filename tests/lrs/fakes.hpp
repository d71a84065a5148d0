// What the network half of lrs/ needs of the rest of the program, and no more.
#pragma once

#include "base/base64.hpp"
#include "base/digest.hpp"
#include "lrs/app.hpp"
#include "lrs/auth/administration.hpp"
#include "lrs/auth/credentials.hpp"
#include "lrs/auth/tenants.hpp"
#include "lrs/journal.hpp"
#include "lrs/memory_budget.hpp"
#include "lrs/metrics.hpp"
#include "lrs/operations.hpp"
#include "lrs/origins.hpp"
#include "lrs/preparing.hpp"
#include "lrs/router.hpp"
#include "lrs/signature.hpp"
#include "storage/storage.hpp"

#include <boost/json.hpp>

#include <atomic>
#include <cstddef>
#include <map>
#include <mutex>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace fakes {

using base::Result;

class Settings final : public storage::Settings {
public:
    Result<std::optional<std::string>> get(std::string_view name) const override
    {
        const std::lock_guard lock(mutex_);
        const auto at = values_.find(std::string(name));
        return at == values_.end() ? std::nullopt : std::optional(at->second);
    }

    Result<> put(std::string_view name, std::string_view value) override
    {
        const std::lock_guard lock(mutex_);
        if (broken) return base::Error{base::ErrorKind::unknown, "the disk failed"};
        values_[std::string(name)] = value;
        return {};
    }

    Result<> remove(std::string_view name) override
    {
        const std::lock_guard lock(mutex_);
        values_.erase(std::string(name));
        return {};
    }

    Result<std::map<std::string, std::string>> list(std::string_view prefix) const override
    {
        const std::lock_guard lock(mutex_);
        if (broken) return base::Error{base::ErrorKind::unknown, "the disk failed"};
        std::map<std::string, std::string> out;
        for (const auto& [name, value] : values_) {
            if (name.starts_with(prefix)) out.emplace(name, value);
        }
        return out;
    }

    std::atomic<bool> broken = false;

private:
    mutable std::mutex mutex_;
    std::map<std::string, std::string> values_;
};

class Statements final : public storage::StatementStore {
public:
    // Second n of the epoch.
    std::atomic<int> through = 0;

    base::Timestamp consistent_through() const override
    {
        return base::Timestamp(std::chrono::seconds(through.load()));
    }

    const base::Hash128& key() const override { throw unused(); }

    Result<> submit(storage::Tenant, storage::PreparedBatch, storage::Completion) override
    {
        throw unused();
    }

    Result<std::optional<storage::StoredStatement>> find(storage::Tenant,
                                                         const base::Uuid&) const override
    {
        throw unused();
    }

    Result<storage::Page> query(storage::Tenant, const storage::Query&,
                                const std::optional<storage::Cursor>&,
                                storage::Deadline) const override
    {
        throw unused();
    }

    Result<storage::Erased> erase(storage::Tenant, std::span<const base::Uuid>,
                                  std::string_view) override
    {
        throw unused();
    }

private:
    static std::logic_error unused() { return std::logic_error("no test asks for this"); }
};

class Storage final : public storage::Storage {
public:
    Statements& statements() override { return statements_; }

    Settings& settings() override { return settings_; }

    storage::DocumentStore& documents() override
    {
        throw std::logic_error("no test asks for documents");
    }

    storage::ActivityStore& activities() override
    {
        throw std::logic_error("no test asks for activities");
    }

    storage::AttachmentStore& attachments() override
    {
        throw std::logic_error("no test asks for attachments");
    }

    storage::Log& log() override { throw std::logic_error("no test asks for the log"); }

    storage::ProjectionStore& projections() override
    {
        throw std::logic_error("no test asks for projections");
    }

    storage::RegisterStore& registers() override
    {
        throw std::logic_error("no test asks for registers");
    }

    storage::FileStore& files() override { throw std::logic_error("no test asks for files"); }

    storage::RecordStore& records() override { throw std::logic_error("no test asks for records"); }

    std::string trouble() const override { return {}; }

    storage::Statistics statistics() const override { return {}; }

private:
    Statements statements_;
    Settings settings_;
};

// A stored credential whose hash is cheap. The secret of key K is "K-secret".
inline std::string stored_credential(std::string_view key, std::string_view scope,
                                     bool enabled = true)
{
    const std::string salt = "salt";
    const auto hash = base::pbkdf2(std::string(key) + "-secret", salt, 1);
    return boost::json::serialize(boost::json::object{
        {"salt", base::to_base64(salt)},
        {"hash", base::to_base64(base::as_text(hash))},
        {"iterations", 1},
        {"tenant", 7},
        {"scopes", boost::json::array{scope}},
        {"authority", R"({"mbox":"mailto:lrs@example.org"})"},
        {"enabled", enabled},
    });
}

inline std::string basic(std::string_view key, std::string_view secret)
{
    return "Basic " + base::to_base64(std::string(key) + ":" + std::string(secret));
}

inline std::string basic(std::string_view key)
{
    return basic(key, std::string(key) + "-secret");
}

// An App whose credentials are "writer" (statements/write), "reader" (statements/read),
// "all" and "admin".
struct World {
    lrs::Config config;
    Storage storage;
    lrs::Offload offload{4};
    lrs::Preparing preparing{2, limits::preparing_bytes};
    lrs::Credentials credentials{storage.settings()};
    lrs::Tenants tenants{storage.settings()};
    lrs::Administration administration{credentials, tenants, "https://lrs.example"};
    lrs::Operations operations{storage, tenants, ""};
    lrs::TrustStore trust;
    lrs::Metrics metrics;
    std::ostringstream log; // To be read after journal.flush().
    lrs::Journal journal{log, lrs::Level::info};
    lrs::MemoryBudget memory{limits::memory_budget};
    lrs::Origins origins{"https://lrs.example", ""};
    alignas(std::max_align_t) std::byte unused[1]{};
    lrs::App app{config,         storage,
                 offload,        preparing,
                 credentials,    reinterpret_cast<lrs::CursorSigner&>(unused),
                 trust,          tenants,
                 administration, metrics,
                 journal,        memory,
                 operations,     reinterpret_cast<lrs::Municipalities&>(unused),
                 origins};

    // Of the table that a server will have.
    explicit World(std::span<const lrs::Route> routes = {}) : metrics(routes)
    {
        for (const auto& [key, scope] : std::initializer_list<std::pair<const char*, const char*>>{
                 {"writer", "statements/write"},
                 {"reader", "statements/read"},
                 {"all", "all"},
                 {"admin", "admin"}}) {
            storage.settings()
                .put("credential/" + std::string(key), stored_credential(key, scope))
                .value();
        }
        credentials.load().value();
        tenants.load().value();
    }
};

} // namespace fakes
