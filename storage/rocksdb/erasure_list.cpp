#include "storage/rocksdb/erasure_list.hpp"

#include "base/number.hpp"
#include "storage/tombstone.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace storage::rocks {
namespace {

using base::Error;
using base::ErrorKind;

std::string path_in(const std::string& folder)
{
    return folder + "/erased";
}

std::string line_of(const ErasedId& erased)
{
    return std::to_string(static_cast<std::uint32_t>(erased.tenant)) + ' ' +
           base::to_hex(erased.sealed) + ' ' + base::to_string(erased.when) + '\n';
}

// Up to the next space, which goes too.
std::string_view word(std::string_view& line)
{
    const auto out = line.substr(0, line.find(' '));
    line.remove_prefix(std::min(line.size(), out.size() + 1));
    return out;
}

std::optional<ErasedId> read_line(std::string_view line)
{
    ErasedId out;
    const auto tenant = base::parse_number<std::uint32_t>(word(line));
    const auto sealed = base::from_hex(word(line));
    const auto when = base::parse_timestamp(line, base::TimestampRules::rfc3339);
    if (!tenant || !sealed || sealed->size() != out.sealed.size() || !when) return std::nullopt;
    out.tenant = static_cast<Tenant>(*tenant);
    std::ranges::copy(*sealed, reinterpret_cast<char*>(out.sealed.data()));
    out.when = *when;
    return out;
}

std::optional<ErasedId> decode(std::string_view key, std::string_view value)
{
    ErasedId out;
    if (key.size() != 4 + out.sealed.size() || value.size() != 8) return std::nullopt;
    out.tenant = tenant_of_key(key);
    key.copy(reinterpret_cast<char*>(out.sealed.data()), out.sealed.size(), 4);
    out.when = to_time(read_number(value));
    return out;
}

} // namespace

Result<std::vector<ErasedId>> read_erasures(::rocksdb::Env& env, const std::string& folder)
{
    std::vector<ErasedId> out;
    if (!env.FileExists(path_in(folder)).ok()) return out;
    std::string text;
    if (const auto read = ::rocksdb::ReadFileToString(&env, path_in(folder), &text); !read.ok())
        return to_error(read);
    for (std::string_view rest = text; !rest.empty();) {
        const auto line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        if (!line.ends_with('Z')) continue; // Empty, or torn.
        const auto erased = read_line(line);
        if (!erased)
            return Error{ErrorKind::corrupt, "a line of " + path_in(folder) + " cannot be read"};
        out.push_back(*erased);
    }
    return out;
}

Result<> add_erasures(::rocksdb::Env& env, const std::string& folder,
                      std::span<const ErasedId> erased)
{
    if (erased.empty()) return {};
    std::string text = "\n"; // Ends what a crash may have left.
    for (const auto& each : erased)
        text += line_of(each);
    std::unique_ptr<::rocksdb::WritableFile> file;
    auto done = env.CreateDirIfMissing(folder);
    if (done.ok()) done = env.ReopenWritableFile(path_in(folder), &file, {});
    if (done.ok()) done = file->Append(text);
    if (done.ok()) done = file->Fsync();
    if (done.ok()) done = file->Close();
    std::unique_ptr<::rocksdb::Directory> directory;
    if (done.ok()) done = env.NewDirectory(folder, &directory);
    if (done.ok()) done = directory->Fsync();
    if (!done.ok()) return to_error(done);
    return {};
}

Result<std::vector<ErasedId>> erased_of(const Database& database, Tenant tenant,
                                        std::span<const Uuid> ids)
{
    std::vector<ErasedId> out;
    for (const auto& id : ids) {
        const auto key = erased_key(tenant, sealed_id(database.key(), id));
        const auto value = database.get(erased, key);
        if (!value) return value.error();
        if (!*value) continue;
        if (const auto known = decode(key, **value)) out.push_back(*known);
    }
    return out;
}

Result<> complete_erasures(::rocksdb::Env& env, const std::string& folder, const Database& database)
{
    const auto listed = read_erasures(env, folder);
    if (!listed) return listed.error();
    std::set<std::pair<Tenant, base::Hash128>> known;
    for (const auto& each : *listed)
        known.emplace(each.tenant, each.sealed);
    std::vector<ErasedId> missing;
    const auto at = database.iterate(erased, {});
    for (at->SeekToFirst(); at->Valid(); at->Next()) {
        const auto each = decode(at->key().ToStringView(), at->value().ToStringView());
        if (each && !known.contains({each->tenant, each->sealed})) missing.push_back(*each);
    }
    if (!at->status().ok()) return to_error(at->status());
    return add_erasures(env, folder, missing);
}

} // namespace storage::rocks
