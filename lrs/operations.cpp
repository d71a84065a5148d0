#include "lrs/operations.hpp"

#include "lrs/auth/administration_bodies.hpp"

#include <boost/json/array.hpp>

#include <exception>
#include <utility>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;

namespace json = boost::json;

json::value shown(const std::optional<base::Timestamp>& time)
{
    return time ? json::value(base::to_string(*time)) : json::value();
}

json::object to_json(const storage::Backup& backup)
{
    return {{"number", backup.number},
            {"taken", base::to_string(backup.taken)},
            {"bytes", backup.bytes},
            {"files", backup.files}};
}

json::object to_json(const storage::PartFigures& part)
{
    return {{"name", part.name},
            {"estimatedKeys", part.keys},
            {"files", part.files},
            {"fileBytes", part.file_bytes},
            {"memoryBytes", part.memory_bytes}};
}

json::object to_json(const storage::TenantFigures& tenant, const Tenants& tenants)
{
    const auto known = tenants.named(tenant.tenant);
    return {{"number", static_cast<std::uint32_t>(tenant.tenant)},
            {"name", known ? json::value(known->name) : json::value()},
            {"last", tenant.last.sequence},
            {"firstStored", shown(tenant.first_stored)},
            {"lastStored", base::to_string(tenant.last.stored)},
            {"estimatedStatements", tenant.statements}};
}

} // namespace

Operations::Operations(storage::Storage& storage, const Tenants& tenants, std::string backups)
    : storage_(storage), tenants_(tenants), folder_(std::move(backups))
{
    work_.report = [this](const storage::Progress& progress) {
        const std::lock_guard lock(mutex_);
        for (auto& operation : operations_) {
            if (!operation || operation->state != State::running) continue;
            operation->what = progress.what;
            operation->done = progress.done;
            operation->total = progress.total;
        }
    };
}

Operations::~Operations()
{
    work_.cancelled = true;
    wait();
}

void Operations::wait()
{
    if (thread_.joinable()) thread_.join();
}

Result<storage::Maintenance*> Operations::maintenance(const Credential& by) const
{
    if (by.tenant != default_tenant)
        return Error{ErrorKind::forbidden,
                     "Only an admin of the default tenant looks after the store"};
    auto* out = storage_.maintenance();
    if (!out) return Error{ErrorKind::not_found, "This storage keeps nothing: it is the memory's"};
    return out;
}

Result<storage::Maintenance*> Operations::with_folder(const Credential& by) const
{
    auto out = maintenance(by);
    if (out && folder_.empty()) {
        return Error{ErrorKind::not_found, "There is no folder for backups: serve --backup-dir "
                                           "names one, and for a database --to"};
    }
    return out;
}

Operations::Answer Operations::backups(const Credential& by) const
{
    const auto store = with_folder(by);
    if (!store) return store.error();
    auto operation = described(Kind::backup); // First: what it says is done is in the list.
    const auto known = (*store)->backups(folder_);
    if (!known) return known.error();
    json::array list;
    for (const auto& each : *known)
        list.push_back(to_json(each));
    return json::object{{"backups", std::move(list)}, {"operation", std::move(operation)}};
}

Operations::Answer Operations::back_up(const Credential& by, std::string_view body)
{
    const auto store = with_folder(by);
    if (!store) return store.error();
    const auto keep = read_backup(body);
    if (!keep) return keep.error();
    return start(Kind::backup, **store,
                 [folder = folder_, keep = *keep](auto& maintenance, auto& work) -> Result<> {
                     const auto done = maintenance.back_up(folder, keep, work);
                     if (!done) return done.error();
                     return {};
                 });
}

Operations::Answer Operations::compactions(const Credential& by) const
{
    if (const auto store = maintenance(by); !store) return store.error();
    return json::object{{"operation", described(Kind::compaction)}};
}

Operations::Answer Operations::compact(const Credential& by, std::string_view body)
{
    const auto store = maintenance(by);
    if (!store) return store.error();
    if (const auto read = read_nothing(body); !read) return read.error();
    return start(Kind::compaction, **store,
                 [](auto& maintenance, auto& work) { return maintenance.compact(work); });
}

Operations::Answer Operations::statistics(const Credential& by) const
{
    const auto store = maintenance(by);
    if (!store) return store.error();
    const auto found = (*store)->figures();
    if (!found) return found.error();
    json::array parts;
    for (const auto& each : found->parts)
        parts.push_back(to_json(each));
    json::array tenants;
    for (const auto& each : found->tenants)
        tenants.push_back(to_json(each, tenants_));
    return json::object{{"format", found->format},
                        {"diskBytes", found->disk_bytes},
                        {"logBytes", found->log_bytes},
                        {"parts", std::move(parts)},
                        {"tenants", std::move(tenants)}};
}

Operations::Answer Operations::start(Kind kind, storage::Maintenance& maintenance, Work work)
{
    {
        const std::lock_guard lock(mutex_);
        if (running_) return Error{ErrorKind::busy, "Another backup or compaction is running"};
        if (thread_.joinable()) thread_.join(); // It has said its last word.
        running_ = true;
        operations_[static_cast<std::size_t>(kind)] = Operation{.started = storage::system_now()};
        thread_ = std::thread(
            [this, kind, &maintenance, work = std::move(work)] { run(kind, maintenance, work); });
    }
    return json::object{{"operation", described(kind)}};
}

void Operations::run(Kind kind, storage::Maintenance& maintenance, const Work& work)
{
    auto done = Result<>();
    try {
        done = work(maintenance, work_);
    } catch (const std::exception& error) {
        done = Error{ErrorKind::internal, error.what()};
    }
    const std::lock_guard lock(mutex_);
    auto& operation = *operations_[static_cast<std::size_t>(kind)];
    operation.state = done ? State::done : State::failed;
    operation.ended = storage::system_now();
    if (!done) operation.why = done.error().why;
    running_ = false;
}

json::value Operations::described(Kind kind) const
{
    const std::lock_guard lock(mutex_);
    const auto& operation = operations_[static_cast<std::size_t>(kind)];
    if (!operation) return nullptr;
    const auto state = operation->state;
    json::object out{{"kind", kind == Kind::backup ? "backup" : "compaction"},
                     {"state", state == State::running ? "running"
                               : state == State::done  ? "done"
                                                       : "failed"},
                     {"started", base::to_string(operation->started)},
                     {"ended", shown(operation->ended)},
                     {"doing", nullptr},
                     {"why", nullptr}};
    if (!operation->what.empty()) {
        out["doing"] = {
            {"what", operation->what}, {"done", operation->done}, {"total", operation->total}};
    }
    if (!operation->why.empty()) out["why"] = operation->why;
    return out;
}

} // namespace lrs
