#include "storage/rocksdb/backup.hpp"

#include "storage/rocksdb/erasure_list.hpp"
#include "storage/rocksdb/first_failure.hpp"

#include <rocksdb/utilities/backup_engine.h>

#include <filesystem>
#include <memory>

namespace storage::rocks {
namespace {

using base::Error;
using base::ErrorKind;

constexpr int readings = 100; // Of a folder in which others remove files.

::rocksdb::BackupEngineOptions engine_options(const std::string& folder, ::rocksdb::Env& env)
{
    ::rocksdb::BackupEngineOptions out(folder, &env);
    out.share_table_files = true;
    out.share_files_with_checksum = true;
    out.sync = true;
    return out;
}

// Tells the databases of a folder's backups apart; a restored one is the same.
std::string name_of(const Database& database)
{
    return base::to_hex(base::siphash128(database.key(), "backups"));
}

Backup described(const ::rocksdb::BackupInfo& info)
{
    return {info.backup_id, Timestamp(std::chrono::seconds(info.timestamp)), info.size,
            info.number_files};
}

Error failure_of(const ::rocksdb::Status& status)
{
    if (status.IsIncomplete()) return {ErrorKind::busy, "the backup was called off"};
    return to_error(status);
}

Result<> make_folder(const std::string& folder, ::rocksdb::Env& env)
{
    if (&env == ::rocksdb::Env::Default()) {
        std::error_code failed;
        std::filesystem::create_directories(folder, failed);
        if (failed) return Error{ErrorKind::invalid, folder + ": " + failed.message()};
    }
    const auto made = env.CreateDirIfMissing(folder);
    if (!made.ok()) return to_error(made);
    return {};
}

Result<> refuse_strangers(const ::rocksdb::BackupEngine& engine, const Database& database,
                          const std::string& folder)
{
    std::vector<::rocksdb::BackupInfo> known;
    engine.GetBackupInfo(&known);
    for (const auto& info : known) {
        if (info.app_metadata != name_of(database))
            return Error{ErrorKind::invalid, "the backups in " + folder +
                                                 " are another database's: name another folder"};
    }
    return {};
}

} // namespace

Result<Backup> back_up(const Database& database, const std::string& folder, std::size_t keep,
                       Work& work)
{
    auto& env = *database.db().GetEnv();
    if (auto made = make_folder(folder, env); !made) return made.error();
    ::rocksdb::BackupEngine* opened = nullptr;
    const auto open = ::rocksdb::BackupEngine::Open(engine_options(folder, env), &env, &opened);
    if (!open.ok()) return to_error(open);
    const std::unique_ptr<::rocksdb::BackupEngine> engine(opened);
    if (auto own = refuse_strangers(*engine, database, folder); !own) return own.error();
    // What a backup that did not come to its end has left.
    if (const auto swept = engine->GarbageCollect(); !swept.ok()) return to_error(swept);
    if (auto listed = complete_erasures(env, folder, database); !listed) return listed.error();

    ::rocksdb::CreateBackupOptions options;
    options.flush_before_backup = true; // Else each backup has a log of its own, up to 256 MB.
    std::atomic<std::uint64_t> copied = 0;
    const auto step = engine_options(folder, env).callback_trigger_interval_size;
    options.progress_callback = [&] {
        work.report({"bytes copied", copied += step});
        // After a failure of the disk the database is to be closed and opened again.
        if (work.cancelled || database.failure().error()) engine->StopBackup();
    };
    if (work.cancelled) engine->StopBackup();
    ::rocksdb::BackupID number = 0;
    const auto done =
        engine->CreateNewBackupWithMetadata(options, &database.db(), name_of(database), &number);
    if (!done.ok()) return failure_of(done);
    ::rocksdb::BackupInfo info;
    if (const auto got = engine->GetBackupInfo(number, &info); !got.ok()) return to_error(got);
    if (keep > 0) {
        const auto purged = engine->PurgeOldBackups(static_cast<std::uint32_t>(keep));
        if (!purged.ok()) return to_error(purged);
    }
    return described(info);
}

Result<std::vector<Backup>> backups_in(const std::string& folder, ::rocksdb::Env* env)
{
    if (!env) env = ::rocksdb::Env::Default();
    std::vector<Backup> out;
    if (!env->FileExists(folder + "/meta").ok()) return out;
    ::rocksdb::BackupEngineReadOnly* opened = nullptr;
    const auto open = [&] {
        return ::rocksdb::BackupEngineReadOnly::Open(engine_options(folder, *env), env, &opened);
    };
    // Whoever takes one meanwhile may be about to remove old ones: then the folder is read again.
    auto done = open();
    for (int turn = 1; turn < readings && done.IsPathNotFound(); ++turn)
        done = open();
    if (!done.ok()) return to_error(done);
    const std::unique_ptr<::rocksdb::BackupEngineReadOnly> engine(opened);
    std::vector<::rocksdb::BackupInfo> known;
    engine->GetBackupInfo(&known);
    for (const auto& info : known)
        out.push_back(described(info));
    return out;
}

} // namespace storage::rocks
