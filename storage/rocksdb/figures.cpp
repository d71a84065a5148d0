#include "storage/rocksdb/figures.hpp"

#include "statements/parse.hpp"
#include "statements/query.hpp"
#include "storage/rocksdb/guards.hpp"

namespace storage::rocks {
namespace {

// Behind so many erased statements nobody looks for the first that is there.
constexpr int first_entries = 1'000;

std::uint64_t number_of(::rocksdb::DB& db, ::rocksdb::ColumnFamilyHandle* family,
                        const std::string& property)
{
    std::uint64_t out = 0;
    return db.GetIntProperty(family, property, &out) ? out : 0;
}

PartFigures part_of(const Database& database, Family which)
{
    auto& db = database.db();
    auto* family = database.family(which);
    ::rocksdb::ColumnFamilyMetaData files;
    db.GetColumnFamilyMetaData(family, &files);
    PartFigures out;
    out.name = which == meta ? "meta" : family->GetName();
    out.keys = estimated_keys(database, which);
    out.files = files.file_count + files.blob_file_count;
    out.file_bytes = files.size + files.blob_file_size;
    out.memory_bytes = number_of(db, family, ::rocksdb::DB::Properties::kCurSizeAllMemTables);
    return out;
}

std::uint64_t bytes_of_log(::rocksdb::DB& db)
{
    ::rocksdb::VectorLogPtr files;
    if (!db.GetSortedWalFiles(files).ok()) return 0;
    std::uint64_t out = 0;
    for (const auto& file : files)
        out += file->SizeFileBytes();
    return out;
}

std::uint64_t bytes_in(::rocksdb::Env& env, const std::string& folder)
{
    std::vector<::rocksdb::Env::FileAttributes> files;
    if (!env.GetChildrenFileAttributes(folder, &files).ok()) return 0;
    std::uint64_t out = 0;
    for (const auto& file : files)
        out += file.size_bytes;
    return out;
}

// About how much of the family belongs to the tenant.
std::uint64_t share_of(const Database& database, Tenant tenant)
{
    const auto begin = tenant_prefix(tenant);
    const auto end = behind(begin);
    const ::rocksdb::Range range(begin, end);
    ::rocksdb::SizeApproximationOptions options;
    options.include_memtables = true;
    std::uint64_t out = 0;
    const auto done =
        database.db().GetApproximateSizes(options, database.family(rows), &range, 1, &out);
    return done.ok() ? out : 0;
}

Result<std::optional<Timestamp>> first_stored(const Database& database, Tenant tenant)
{
    const auto prefix = tenant_prefix(tenant);
    const auto at = database.iterate(rows, {});
    at->Seek(prefix);
    for (int entry = 0; entry < first_entries && at->Valid(); ++entry, at->Next()) {
        if (!at->key().starts_with(prefix)) break;
        const auto text = statement_in(at->value().ToStringView());
        if (!text) continue;
        boost::system::error_code failed;
        const auto statement = statements::parse_stored(*text, failed);
        if (!failed) return statements::stored_of(statement);
    }
    if (!at->status().ok()) return to_error(at->status());
    return std::optional<Timestamp>{};
}

Result<std::vector<TenantFigures>> tenants_of(const Database& database)
{
    std::vector<TenantFigures> out;
    const auto prefix = last_key(Tenant{}).substr(0, 4);
    const auto at = database.iterate(meta, {});
    for (at->Seek(prefix); at->Valid() && at->key().starts_with(prefix); at->Next()) {
        const auto key = at->key().ToStringView().substr(prefix.size());
        const auto last = decode_position(at->value().ToStringView());
        if (key.size() != 4 || !last) continue;
        const auto tenant = static_cast<Tenant>(read_number(key));
        const auto first = first_stored(database, tenant);
        if (!first) return first.error();
        out.push_back({tenant, *last, *first, 0});
    }
    if (!at->status().ok()) return to_error(at->status());
    return out;
}

// Nobody counts rows: all there are, by the size of what each tenant has.
void share_out(const Database& database, std::uint64_t keys, std::vector<TenantFigures>& tenants)
{
    std::vector<std::uint64_t> shares;
    std::uint64_t whole = 0;
    for (const auto& tenant : tenants) {
        shares.push_back(share_of(database, tenant.tenant));
        whole += shares.back();
    }
    for (std::size_t at = 0; at < tenants.size(); ++at) {
        const auto part = whole == 0 ? 1.0 / static_cast<double>(tenants.size())
                                     : static_cast<double>(shares[at]) / static_cast<double>(whole);
        tenants[at].statements = static_cast<std::uint64_t>(static_cast<double>(keys) * part + 0.5);
    }
}

} // namespace

Result<Figures> figures_of(const Database& database)
{
    Figures out;
    auto format = database.get(meta, "format");
    if (!format) return format.error();
    out.format = format->value_or("");
    for (std::size_t family = 0; family < database.family_count(); ++family)
        out.parts.push_back(part_of(database, static_cast<Family>(family)));
    out.log_bytes = bytes_of_log(database.db());
    out.disk_bytes = bytes_in(*database.db().GetEnv(), database.db().GetName());
    auto tenants = tenants_of(database);
    if (!tenants) return tenants.error();
    out.tenants = std::move(*tenants);
    share_out(database, out.parts[rows].keys, out.tenants);
    return out;
}

} // namespace storage::rocks
