#include "courses/teller.hpp"

#include "base/limits.hpp"
#include "statements/members.hpp"
#include "storage/put_text.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <vector>

namespace courses {

using base::ErrorKind;
using base::Result;

namespace {

std::string joined(std::span<const std::string> statements)
{
    std::string out = "[";
    for (const auto& statement : statements) {
        if (out.size() > 1) out += ',';
        out += statement;
    }
    return out + ']';
}

} // namespace

Result<> Teller::put(std::span<const std::string> statements)
{
    auto done = storage::put_text(store_, tenant_, authority_, joined(statements), true);
    if (!done) return done.error();
    return {};
}

Result<bool> Teller::is_stored(const std::string& statement) const
{
    boost::json::error_code failed;
    const auto value = boost::json::parse(statement, failed);
    const auto* object = failed ? nullptr : value.if_object();
    const auto id = object ? base::parse_uuid(statements::text_in(*object, "id")) : std::nullopt;
    if (!id) return false;
    const auto known = store_.find(tenant_, *id);
    if (!known) return known.error();
    return known->has_value();
}

Result<> Teller::tell(std::span<const boost::json::object> statements)
{
    std::vector<std::string> texts;
    for (const auto& statement : statements)
        texts.push_back(boost::json::serialize(statement));
    return tell_texts(texts);
}

Result<> Teller::tell_texts(std::span<const std::string> statements)
{
    while (!statements.empty()) {
        const auto some = statements.first(std::min(statements.size(), limits::batch_statements));
        statements = statements.subspan(some.size());
        auto done = put(some);
        if (done) continue;
        if (done.error().kind != ErrorKind::conflict) return done;
        std::vector<std::string> fresh;
        for (const auto& statement : some) {
            const auto stored = is_stored(statement);
            if (!stored) return stored.error();
            if (!*stored) fresh.push_back(statement);
        }
        if (fresh.empty()) continue;
        if (done = put(fresh); !done) return done;
    }
    return {};
}

} // namespace courses
