#include "bench/bare_read.hpp"

#include "bench/bare_batch.hpp"
#include "bench/bare_posting.hpp"

#include <boost/json/parse.hpp>

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

// Of a value in a query.
std::string percent_decoded(std::string_view text)
{
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        unsigned char byte = static_cast<unsigned char>(text[at]);
        if (byte == '%' && at + 2 < text.size()) {
            std::from_chars(text.data() + at + 1, text.data() + at + 3, byte, 16);
            at += 2;
        }
        out += static_cast<char>(byte);
    }
    return out;
}

using RowKeys = std::vector<std::string>;

RowKeys newest_of(const rocks::Database& database, const base::Hash128& actor, std::size_t count)
{
    using statements::TermKind;
    const auto last = posting_key(TermKind::agent, actor, UINT64_MAX);
    const ::rocksdb::Slice prefix(last.data(), posting_sequence_at);
    RowKeys out;
    const auto at = database.iterate(rocks::overlay, {});
    at->SeekForPrev({last.data(), last.size()});
    for (; at->Valid() && at->key().starts_with(prefix) && out.size() < count; at->Prev()) {
        const auto sequence = at->key().ToStringView().substr(posting_sequence_at);
        out.push_back(rocks::row_key(Tenant{}, rocks::read_number(sequence)));
    }
    return out;
}

std::string page_of(const rocks::Database& database, const RowKeys& keys)
{
    const std::vector<::rocksdb::Slice> wanted(keys.begin(), keys.end());
    std::vector<::rocksdb::PinnableSlice> found(keys.size());
    std::vector<::rocksdb::Status> states(keys.size());
    database.db().MultiGet({}, database.family(rocks::rows), keys.size(), wanted.data(),
                           found.data(), states.data());
    std::string out = R"({"statements":[)";
    for (std::size_t at = 0; at < keys.size(); ++at) {
        if (!states[at].ok()) continue;
        if (out.back() == '}') out += ',';
        out += found[at].ToStringView().substr(1);
    }
    return out + R"(],"more":""})";
}

std::string page_of_agent(const rocks::Database& database, std::string_view agent,
                          std::size_t count)
{
    const auto account = account_value(boost::json::parse(percent_decoded(agent)));
    const auto term = statements::hash_term(database.key(), statements::TermKind::agent, account);
    return page_of(database, newest_of(database, term, count));
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
    if (const auto agent = parameter(target, "&agent="))
        return page_of_agent(database, *agent, count);
    return newest(database, count);
}

} // namespace bench
