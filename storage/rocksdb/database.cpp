#include "storage/rocksdb/database.hpp"

#include "storage/rocksdb/guards.hpp"
#include "storage/rocksdb/info_log.hpp"

#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

namespace storage::rocks {
namespace {

constexpr const char* family_names[] = {
    "default",     "rows",   "ids",         "postings",  "references",
    "times",       "erased", "projections", "documents", "activities",
    "attachments", "chunks", "registers",   "files",     "records",
};

::rocksdb::DBOptions database_options(const Options& options)
{
    ::rocksdb::DBOptions out;
    out.create_if_missing = true;
    out.create_missing_column_families = true;
    out.env = options.env ? options.env : ::rocksdb::Env::Default();
    out.max_background_jobs = 2;
    out.max_total_wal_size = 256u << 20; // Replaying it is most of a start after a crash.
    out.bytes_per_sync = 1u << 20;
    out.max_open_files = 512;
    if (options.env)
        out.info_log = std::make_shared<NoLog>();
    else
        out.info_log = std::make_shared<InfoLog>(options.path);
    out.max_bgerror_resume_count = 0; // Nor by itself after any other error: FirstFailure.
    return out;
}

::rocksdb::BlockBasedTableOptions table(std::shared_ptr<::rocksdb::Cache> cache, std::size_t block)
{
    ::rocksdb::BlockBasedTableOptions out;
    out.block_cache = std::move(cache);
    out.block_size = block;
    out.format_version = 5;
    return out;
}

// Contents are written once and read whole: moving them with the keys would write them again and
// again.
void keep_apart(::rocksdb::ColumnFamilyOptions& options)
{
    options.enable_blob_files = true;
    options.min_blob_size = 4u << 10;
    options.enable_blob_garbage_collection = true;
}

// Their keys come in no order, so each merge writes the level below anew: fewer, of more tables.
void merge_seldom(::rocksdb::ColumnFamilyOptions& options)
{
    options.level0_file_num_compaction_trigger = 8;
}

// Those of course packages: compressed already, or not worth it beside them. Their keys fill a
// table or two, so each merge meets all of them and moves the contents of the oldest files, needed
// or not: seldom, and few.
void keep_files(::rocksdb::ColumnFamilyOptions& options)
{
    keep_apart(options);
    merge_seldom(options);
    options.blob_garbage_collection_age_cutoff = 0.05;
    options.compression = ::rocksdb::kNoCompression;
}

// Nearly every id that is looked up is new: a filter spares the search of the table in memory.
void look_up_absent_keys(::rocksdb::ColumnFamilyOptions& options)
{
    options.memtable_whole_key_filtering = true;
    options.memtable_prefix_bloom_size_ratio = 0.05;
}

std::vector<::rocksdb::ColumnFamilyDescriptor> families()
{
    const auto cache = ::rocksdb::NewLRUCache(256u << 20);
    std::vector<::rocksdb::ColumnFamilyDescriptor> out;
    for (const auto* name : family_names) {
        ::rocksdb::ColumnFamilyOptions options;
        options.compression = ::rocksdb::kLZ4Compression;
        options.write_buffer_size = 64u << 20;
        options.max_write_buffer_number = 4; // Writers go on while one is being made a table of.
        auto blocks = table(cache, 8u << 10);
        if (name == std::string_view("rows")) blocks.block_size = 16u << 10;
        if (name == std::string_view("ids") || name == std::string_view("erased"))
            blocks.filter_policy.reset(::rocksdb::NewBloomFilterPolicy(10));
        if (name == std::string_view("ids")) look_up_absent_keys(options);
        if (name == std::string_view("ids") || name == std::string_view("chunks"))
            merge_seldom(options);
        if (name == std::string_view("attachments")) keep_apart(options);
        if (name == std::string_view("files")) keep_files(options);
        options.table_factory.reset(::rocksdb::NewBlockBasedTableFactory(blocks));
        out.emplace_back(name, options);
    }
    return out;
}

// A call of its own, so that reports of the thread sanitizer name Database::write() where RocksDB
// without the sanitizer's marks begins (tests/support/thread_sanitizer.cpp).
[[gnu::noinline]] ::rocksdb::Status
hand_over(::rocksdb::DB& db, const ::rocksdb::WriteOptions& options, ::rocksdb::WriteBatch& batch)
{
    return db.Write(options, &batch);
}

} // namespace

base::Error to_error(const ::rocksdb::Status& status)
{
    using base::ErrorKind;
    if (status.IsCorruption())
        return {ErrorKind::corrupt, "the database is damaged: " + status.ToString()};
    if (status.IsBusy() || status.IsTimedOut() || status.IsShutdownInProgress())
        return {ErrorKind::busy, "the database is busy"};
    return {ErrorKind::unknown, "the disk failed: " + status.ToString()};
}

Result<std::unique_ptr<Database>> Database::open(const Options& options,
                                                 std::shared_ptr<FirstFailure> failure)
{
    std::unique_ptr<Database> out(new Database);
    ::rocksdb::DB* db = nullptr;
    auto settings = database_options(options);
    settings.listeners.push_back(failure);
    out->failure_ = std::move(failure);
    const auto opened =
        ::rocksdb::DB::Open(settings, options.path, families(), &out->handles_, &db);
    if (opened.IsIOError() && opened.ToString().find("lock") != std::string::npos) {
        return base::Error{base::ErrorKind::busy,
                           "another process has the database open: " + options.path};
    }
    if (opened.IsNoSpace())
        return base::Error{base::ErrorKind::full, "the disk is too full to open the database"};
    if (!opened.ok()) {
        return base::Error{base::ErrorKind::corrupt,
                           "the database does not open: " + opened.ToString()};
    }
    out->db_.reset(db);
    out->sync_ = options.sync;
    if (auto ready = out->prepare(); !ready) return std::move(ready).error();
    return out;
}

Database::~Database()
{
    if (!db_) return;
    for (auto* handle : handles_)
        db_->DestroyColumnFamilyHandle(handle);
    // What was written without sync (projections) need not be replayed by the next start. A log
    // that has failed must not be touched again: RocksDB asserts it.
    if (!failure_->error()) static_cast<void>(db_->SyncWAL());
    static_cast<void>(db_->Close());
}

Result<> Database::prepare()
{
    auto format = get(meta, "format");
    if (!format) return std::move(format).error();
    if (!*format) return begin();
    auto key = get(meta, "key");
    if (!key) return std::move(key).error();
    if (!*key || (*key)->size() != key_.size())
        return base::Error{base::ErrorKind::corrupt, "the database has lost its key"};
    (*key)->copy(reinterpret_cast<char*>(key_.data()), key_.size());
    if (**format == format_version) return {};
    if (**format == "1") return migrate_from_1();
    return base::Error{base::ErrorKind::corrupt, "the database has format " + **format +
                                                     ", this program knows " +
                                                     std::string(format_version)};
}

Result<> Database::begin()
{
    if (auto done = put_guards(*this); !done) return done; // First: until there is a format, again.
    base::fill_random(key_.data(), key_.size());
    ::rocksdb::WriteBatch batch;
    batch.Put(family(meta), "format", std::string(format_version));
    batch.Put(family(meta), "key", std::string(base::as_text(key_)));
    return write(batch, true);
}

// All postings are single keys, as those of the overlay: they are read as such from now on, and
// folded into chunks in the background (storage/rocksdb/fold.hpp).
Result<> Database::migrate_from_1()
{
    const auto logs = ends();
    if (!logs) return logs.error();
    ::rocksdb::WriteBatch batch;
    for (const auto& [tenant, end] : *logs)
        batch.Put(family(meta), mark_key(tenant), encode_number(end.sequence));
    batch.Put(family(meta), folding_key, "");
    batch.Put(family(meta), "format", std::string(format_version));
    return write(batch, true);
}

Result<std::optional<std::string>> Database::get(Family from, const std::string& key,
                                                 const ::rocksdb::ReadOptions& options) const
{
    std::string value;
    const auto got = db_->Get(options, family(from), key, &value);
    if (got.IsNotFound()) return std::optional<std::string>{};
    if (!got.ok()) return to_error(got);
    return std::optional(std::move(value));
}

Result<bool> Database::has_prefix(Family in, const std::string& prefix,
                                  const ::rocksdb::ReadOptions& options) const
{
    const auto at = iterate(in, options);
    at->Seek(prefix);
    if (!at->status().ok()) return to_error(at->status());
    return at->Valid() && at->key().starts_with(prefix);
}

Result<std::map<Tenant, Position>> Database::ends() const
{
    std::map<Tenant, Position> out;
    const auto prefix = last_key(Tenant{}).substr(0, 4);
    const auto at = iterate(meta, {});
    for (at->Seek(prefix); at->Valid() && at->key().starts_with(prefix); at->Next()) {
        const auto tenant = at->key().ToStringView().substr(prefix.size());
        const auto last = decode_position(at->value().ToStringView());
        if (tenant.size() != sizeof(Tenant) || !last)
            return base::Error{base::ErrorKind::corrupt, "the end of a log does not decode"};
        out[tenant_of_key(tenant)] = *last;
    }
    if (!at->status().ok()) return to_error(at->status());
    return out;
}

Result<> Database::write(::rocksdb::WriteBatch& batch, bool sync) const
{
    if (auto failed = failure_->error()) return std::move(*failed);
    ::rocksdb::WriteOptions options;
    options.sync = sync && sync_;
    const auto written = hand_over(*db_, options, batch);
    if (written.ok()) return {};
    failure_->tell(written);
    return to_error(written);
}

std::unique_ptr<::rocksdb::Iterator> Database::iterate(Family from,
                                                       const ::rocksdb::ReadOptions& options) const
{
    auto bounded = options;
    if (is_guarded(from)) leave_guards_out(bounded);
    return std::unique_ptr<::rocksdb::Iterator>(db_->NewIterator(bounded, family(from)));
}

} // namespace storage::rocks
