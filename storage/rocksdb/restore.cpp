// From a backup to a database, without what was erased since.
#include "statements/raw.hpp"
#include "storage/rocksdb/backup.hpp"
#include "storage/rocksdb/erasure_list.hpp"
#include "storage/rocksdb/first_failure.hpp"
#include "storage/tombstone.hpp"

#include <rocksdb/utilities/backup_engine.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <map>
#include <memory>
#include <span>
#include <unordered_map>

namespace storage::rocks {
namespace {

using base::Error;
using base::ErrorKind;

constexpr const char* unfinished = "restoring";
constexpr std::size_t erased_at_once = 1'000;

struct HashOfSealed {
    std::size_t operator()(const base::Hash128& sealed) const
    {
        return static_cast<std::size_t>(read_number(base::as_text(sealed).substr(0, 8)));
    }
};

using Sealed = std::unordered_map<base::Hash128, Timestamp, HashOfSealed>;

// What is in a folder, a restore that did not come to its end aside.
Result<std::vector<std::string>> content_of(::rocksdb::Env& env, const std::string& folder)
{
    std::vector<std::string> names;
    const auto read = env.GetChildren(folder, &names);
    if (!read.ok() && !read.IsNotFound()) return to_error(read);
    std::erase_if(
        names, [](const auto& name) { return name == "." || name == ".." || name == unfinished; });
    return names;
}

Result<> remove(::rocksdb::Env& env, const std::string& folder,
                const std::vector<std::string>& names)
{
    for (const auto& name : names) {
        if (const auto gone = env.DeleteFile(folder + '/' + name); !gone.ok())
            return to_error(gone);
    }
    return {};
}

// As RocksDB names the files that move_up() moves before CURRENT.
bool is_of_database(const std::string& name)
{
    return name == "IDENTITY" || name.starts_with("MANIFEST-") || name.starts_with("OPTIONS-") ||
           name.ends_with(".sst") || name.ends_with(".blob") || name.ends_with(".log");
}

// Removes what a restore has left that was cut off, be it while it moved its files up.
Result<> make_empty(::rocksdb::Env& env, const std::string& to)
{
    const auto found = content_of(env, to);
    if (!found) return found.error();
    const auto inside = to + '/' + unfinished;
    const bool cut_off = env.FileExists(inside).ok() && std::ranges::all_of(*found, is_of_database);
    if (!found->empty() && !cut_off)
        return Error{ErrorKind::invalid, to + " is not empty: a restore needs a folder of its own"};
    if (auto gone = remove(env, to, *found); !gone) return gone;
    auto made = env.CreateDirIfMissing(to);
    if (made.ok()) made = env.CreateDirIfMissing(inside);
    if (!made.ok()) return Error{ErrorKind::invalid, to + ": " + made.ToString()};
    const auto left = content_of(env, inside);
    if (!left) return left.error();
    return remove(env, inside, *left);
}

Result<Backup> copy(const std::string& from, std::optional<std::uint32_t> number,
                    const std::string& to, ::rocksdb::Env& env)
{
    const auto known = backups_in(from, &env);
    if (!known) return known.error();
    const auto chosen = number ? std::ranges::find(*known, *number, &Backup::number)
                               : std::prev(known->end(), known->empty() ? 0 : 1);
    if (chosen == known->end()) {
        return Error{ErrorKind::not_found,
                     number ? "there is no backup " + std::to_string(*number) + " in " + from
                            : "there are no backups in " + from};
    }
    ::rocksdb::BackupEngineOptions options(from, &env);
    options.sync = true;
    ::rocksdb::BackupEngineReadOnly* opened = nullptr;
    const auto open = ::rocksdb::BackupEngineReadOnly::Open(options, &env, &opened);
    if (!open.ok()) return to_error(open);
    const std::unique_ptr<::rocksdb::BackupEngineReadOnly> engine(opened);
    const auto copied =
        engine->RestoreDBFromBackup(::rocksdb::RestoreOptions(), chosen->number, to, to);
    if (copied.IsCorruption())
        return Error{ErrorKind::corrupt, "the backup is damaged: " + copied.ToString()};
    if (!copied.ok()) return to_error(copied);
    return *chosen;
}

// Those of the list that the backup knows nothing of.
Result<std::map<Tenant, Sealed>> missing_in(const Database& database,
                                            std::span<const ErasedId> listed)
{
    std::map<Tenant, Sealed> out;
    for (const auto& each : listed) {
        const auto known = database.get(erased, erased_key(each.tenant, each.sealed));
        if (!known) return known.error();
        if (!*known) out[each.tenant].emplace(each.sealed, each.when);
    }
    return out;
}

// The ids of statements that are there and should not be. They leave `sealed`. From the rows: those
// of the newest ids may not be written yet.
Result<std::vector<Uuid>> take_present(const Database& database, Tenant tenant, Sealed& sealed)
{
    std::vector<Uuid> out;
    const auto prefix = tenant_prefix(tenant);
    const auto at = database.iterate(rows, {});
    for (at->Seek(prefix); at->Valid() && at->key().starts_with(prefix); at->Next()) {
        const auto statement = statement_in(at->value().ToStringView());
        if (!statement) continue;
        const auto text = statements::raw::at(*statement, {"id"});
        const auto id = text && text->size() > 2
                            ? base::parse_uuid(text->substr(1, text->size() - 2))
                            : std::nullopt;
        if (id && sealed.erase(sealed_id(database.key(), *id)) > 0) out.push_back(*id);
    }
    if (!at->status().ok()) return to_error(at->status());
    return out;
}

// What has been erased stays away also when the backup never had it.
Result<> note(const Database& database, Tenant tenant, const Sealed& sealed)
{
    ::rocksdb::WriteBatch batch;
    for (const auto& [id, when] : sealed) {
        const auto value = encode_number(to_number(when));
        batch.Put(database.family(erased), erased_key(tenant, id), value);
    }
    return database.write(batch, true);
}

using Present = std::map<Tenant, std::vector<Uuid>>;

Result<Present> apply_list(const Options& options, std::span<const ErasedId> listed)
{
    const auto database = Database::open(options, std::make_shared<FirstFailure>());
    if (!database) return database.error();
    auto missing = missing_in(**database, listed);
    if (!missing) return missing.error();
    Present out;
    for (auto& [tenant, sealed] : *missing) {
        auto present = take_present(**database, tenant, sealed);
        if (!present) return present.error();
        out[tenant] = std::move(*present);
        if (auto noted = note(**database, tenant, sealed); !noted) return noted.error();
    }
    return out;
}

Result<std::size_t> erase_again(const std::string& from, const std::string& to, ::rocksdb::Env& env)
{
    const auto listed = read_erasures(env, from);
    if (!listed) return listed.error();
    const Options options{.path = to, .env = &env};
    const auto present = apply_list(options, *listed);
    if (!present) return present.error();
    const auto storage = open(options);
    if (!storage) return storage.error();
    std::size_t count = 0;
    for (const auto& [tenant, found] : *present) {
        for (std::size_t at = 0; at < found.size(); at += erased_at_once) {
            const auto some =
                std::span(found).subspan(at, std::min(erased_at_once, found.size() - at));
            const auto gone = (*storage)->statements().erase(
                tenant, some, "had been erased before the backup was restored");
            if (!gone) return gone.error();
            count += gone->statements;
        }
    }
    return count;
}

// CURRENT comes last: without it there is no database.
Result<> move_up(::rocksdb::Env& env, const std::string& to)
{
    const auto inside = to + '/' + unfinished;
    auto names = content_of(env, inside);
    if (!names) return names.error();
    std::ranges::sort(*names, {}, [](const auto& name) { return name == "CURRENT"; });
    std::unique_ptr<::rocksdb::Directory> directory;
    auto done = env.NewDirectory(to, &directory);
    for (const auto& name : *names) {
        if (name == "LOCK") {
            if (done.ok()) done = env.DeleteFile(inside + '/' + name);
            continue;
        }
        if (done.ok() && name == "CURRENT") done = directory->Fsync();
        if (done.ok()) done = env.RenameFile(inside + '/' + name, to + '/' + name);
    }
    if (done.ok()) done = directory->Fsync();
    if (!done.ok()) return to_error(done);
    static_cast<void>(env.DeleteDir(inside));
    return {};
}

} // namespace

Result<Restored> restore(const std::string& from, std::optional<std::uint32_t> number,
                         const std::string& to, ::rocksdb::Env* env)
{
    if (!env) env = ::rocksdb::Env::Default();
    if (auto made = make_empty(*env, to); !made) return made.error();
    const auto inside = to + '/' + unfinished;
    const auto backup = copy(from, number, inside, *env);
    if (!backup) return backup.error();
    const auto again = erase_again(from, inside, *env);
    if (!again) return again.error();
    if (auto moved = move_up(*env, to); !moved) return moved.error();
    return Restored{*backup, *again};
}

} // namespace storage::rocks
