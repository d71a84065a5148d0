#include "bench/bare_read.hpp"

#include <charconv>

namespace bench {
namespace {

namespace rocks = storage::rocks;
using storage::Tenant;

std::optional<std::string_view> parameter(std::string_view target, std::string_view name)
{
    const auto at = target.find(name);
    if (at == target.npos) return std::nullopt;
    const auto value = target.substr(at + name.size());
    return value.substr(0, value.find('&'));
}

std::string newest(const rocks::Database& database, std::size_t count)
{
    std::string out = R"({"statements":[)";
    const auto at = database.iterate(rocks::rows, {});
    at->SeekToLast();
    for (; at->Valid() && count > 0; at->Prev(), --count) {
        if (out.back() == '}') out += ',';
        out += at->value().ToStringView().substr(1);
    }
    return out + R"(],"more":""})";
}

std::optional<std::string> by_id(const rocks::Database& database, const base::Uuid& uuid)
{
    const auto bytes = database.get(rocks::ids, rocks::id_key(Tenant{}, uuid));
    if (!bytes || !*bytes) return std::nullopt;
    const auto id = rocks::decode_id_row(**bytes);
    if (!id) return std::nullopt;
    const auto row = database.get(rocks::rows, rocks::row_key(Tenant{}, id->sequence));
    if (!row || !*row) return std::nullopt;
    return (*row)->substr(1);
}

} // namespace

std::optional<std::string> read(const rocks::Database& database, std::string_view target)
{
    if (const auto text = parameter(target, "statementId=")) {
        const auto id = base::parse_uuid(*text);
        return id ? by_id(database, *id) : std::nullopt;
    }
    const auto text = parameter(target, "limit=");
    if (!text) return std::nullopt;
    std::size_t count = 0;
    std::from_chars(text->data(), text->data() + text->size(), count);
    return newest(database, count);
}

} // namespace bench
