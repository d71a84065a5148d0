#include "courses/long_record.hpp"

#include "base/limits.hpp"
#include "courses/record.hpp"

namespace courses {
namespace {

std::string key_of(const LongRecord& record, std::size_t part)
{
    const auto number = std::to_string(part);
    return record.key + '/' + std::string(3 - std::min<std::size_t>(3, number.size()), '0') +
           number;
}

void remove_from(RecordChanges& changes, const LongRecord& record, std::size_t part,
                 std::size_t end)
{
    for (; part < end; ++part)
        changes.push_back({std::string(record.kind), key_of(record, part), std::nullopt});
}

} // namespace

std::size_t replace_long(RecordChanges& changes, const LongRecord& record, std::string_view text,
                         std::size_t former)
{
    std::size_t parts = 0;
    do {
        const auto some = text.substr(0, limits::record_bytes);
        text.remove_prefix(some.size());
        changes.push_back({std::string(record.kind), key_of(record, parts++), std::string(some)});
    } while (!text.empty());
    remove_from(changes, record, parts, former);
    return parts;
}

void remove_long(RecordChanges& changes, const LongRecord& record, std::size_t former)
{
    remove_from(changes, record, 0, former);
}

base::Result<std::string> read_long(const storage::RecordStore& store, storage::Tenant tenant,
                                    const LongRecord& record, std::size_t parts)
{
    std::string out;
    for (std::size_t part = 0; part < parts; ++part) {
        const auto found = store.get(tenant, record.kind, key_of(record, part));
        if (!found) return found.error();
        if (!*found) return broken_record(record.kind);
        out += **found;
    }
    return out;
}

} // namespace courses
