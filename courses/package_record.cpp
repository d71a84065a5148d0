#include "courses/package_record.hpp"

#include "base/digest.hpp"
#include "base/limits.hpp"
#include "base/number.hpp"
#include "base/utf8.hpp"
#include "courses/record.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace courses {
namespace {

using base::Result;

std::optional<base::Uuid> uuid_or_none(RecordReader& reader, std::string_view key)
{
    if (reader.text_or_none(key).empty()) return std::nullopt;
    return reader.uuid(key);
}

std::optional<Removal> read_removal(RecordReader& reader)
{
    if (!reader.fine() || !reader.all().contains("removed")) return std::nullopt;
    RecordReader removed(reader.object("removed"));
    Removal out{removed.time("time"), removed.text("reason"), removed.text_or_none("by")};
    if (!removed.fine()) reader.spoil();
    return out;
}

std::string cut(const std::string& text)
{
    return base::excerpt(text, limits::package_warning_bytes);
}

// A line without its end: "<digest> <size> <path>".
std::optional<PackagedFile> file_of(std::string_view line)
{
    const auto first = line.find(' ');
    const auto second = first == line.npos ? first : line.find(' ', first + 1);
    if (second == line.npos) return std::nullopt;
    const auto digest = digest_of(line.substr(0, first));
    const auto size = base::parse_number<std::uint64_t>(line.substr(first + 1, second - first - 1));
    const auto path = line.substr(second + 1);
    if (!digest || !size || path.empty()) return std::nullopt;
    return PackagedFile{std::string(path), *digest, *size};
}

} // namespace

std::string encode(const PackageRecord& record)
{
    boost::json::object out{{"course", base::to_string(record.course)},
                            {"version", record.version},
                            {"kind", record.kind},
                            {"title", record.title},
                            {"language", record.language},
                            {"iri", record.iri},
                            {"activitiesBase", record.activities_base},
                            {"imported", base::to_string(record.imported)},
                            {"manifest", record.manifest},
                            {"list", base::to_hex(record.list)},
                            {"files", record.files},
                            {"bytes", record.bytes}};
    if (!record.by.empty()) out["by"] = record.by;
    if (record.alone) out["alone"] = true;
    if (record.replaces) out["replaces"] = base::to_string(*record.replaces);
    if (record.replaced_by) out["replacedBy"] = base::to_string(*record.replaced_by);
    if (record.removed) {
        boost::json::object removed{{"time", base::to_string(record.removed->time)},
                                    {"reason", record.removed->reason}};
        if (!record.removed->by.empty()) removed["by"] = record.removed->by;
        out["removed"] = std::move(removed);
    }
    if (record.purged) out["purged"] = true;
    return boost::json::serialize(out);
}

Result<PackageRecord> decode_package(const base::Uuid& id, std::string_view text)
{
    RecordReader reader(text);
    PackageRecord out;
    out.id = id;
    out.course = reader.uuid("course");
    out.version = static_cast<std::uint32_t>(reader.count("version"));
    out.kind = reader.text("kind");
    out.title = reader.text("title");
    out.language = reader.text("language");
    out.iri = reader.text("iri");
    out.activities_base = reader.text("activitiesBase");
    out.imported = reader.time("imported");
    out.by = reader.text_or_none("by");
    out.manifest = reader.text("manifest");
    out.alone = reader.flag("alone");
    out.list = reader.digest("list");
    out.files = reader.count("files");
    out.bytes = reader.count("bytes");
    out.replaces = uuid_or_none(reader, "replaces");
    out.replaced_by = uuid_or_none(reader, "replacedBy");
    out.removed = read_removal(reader);
    out.purged = reader.flag("purged");
    if (!reader.fine() || out.version == 0) return broken_record("package");
    return out;
}

std::string encode_list(const PackagedFiles& files)
{
    std::string out;
    for (const auto& file : files) {
        out.append(base::to_hex(file.digest)).append(1, ' ').append(std::to_string(file.size));
        out.append(1, ' ').append(file.path).append(1, '\n');
    }
    return out;
}

Result<std::vector<PackagedFile>> decode_list(std::string_view text)
{
    std::vector<PackagedFile> out;
    while (!text.empty()) {
        const auto end = text.find('\n');
        auto file = file_of(text.substr(0, end));
        if (end == text.npos || !file) return broken_record("list of a package's files");
        out.push_back(std::move(*file));
        text.remove_prefix(end + 1);
    }
    return out;
}

std::string encode_warnings(const base::Complaints& warnings)
{
    boost::json::array out;
    for (const auto& each : warnings) {
        out.push_back(boost::json::object{{"where", cut(each.where)},
                                          {"rule", cut(each.rule)},
                                          {"found", cut(each.found)},
                                          {"expected", cut(each.expected)}});
    }
    return boost::json::serialize(boost::json::object{{"warnings", std::move(out)}});
}

Result<base::Complaints> decode_warnings(std::string_view text)
{
    const RecordReader reader(text);
    const auto* value = reader.fine() ? reader.all().if_contains("warnings") : nullptr;
    const auto* list = value ? value->if_array() : nullptr;
    if (!list) return broken_record("warnings of a package");
    base::Complaints out;
    for (const auto& each : *list) {
        RecordReader warning(each.if_object() ? *each.if_object() : boost::json::object());
        out.push_back({warning.text("where"), warning.text("rule"), warning.text("found"),
                       warning.text("expected")});
        if (!warning.fine()) return broken_record("warnings of a package");
    }
    return out;
}

} // namespace courses
