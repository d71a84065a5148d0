#include "courses/teller.hpp"

#include "base/limits.hpp"
#include "statements/members.hpp"
#include "storage/put_text.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>

namespace courses {

using base::ErrorKind;
using base::Result;

namespace {

std::string text_of(std::span<const boost::json::object> statements)
{
    std::string out = "[";
    for (const auto& statement : statements) {
        if (out.size() > 1) out += ',';
        out += boost::json::serialize(statement);
    }
    return out + ']';
}

} // namespace

Result<> Teller::put(std::span<const boost::json::object> statements)
{
    auto done = storage::put_text(store_, tenant_, authority_, text_of(statements), true);
    if (!done) return done.error();
    return {};
}

Result<> Teller::tell(std::span<const boost::json::object> statements)
{
    while (!statements.empty()) {
        const auto some = statements.first(std::min(statements.size(), limits::batch_statements));
        statements = statements.subspan(some.size());
        auto done = put(some);
        if (done) continue;
        if (done.error().kind != ErrorKind::conflict) return done;
        std::vector<boost::json::object> fresh;
        for (const auto& statement : some) {
            const auto id = base::parse_uuid(statements::text_in(statement, "id"));
            if (id) {
                const auto known = store_.find(tenant_, *id);
                if (!known) return known.error();
                if (*known) continue;
            }
            fresh.push_back(statement);
        }
        if (fresh.empty()) continue;
        if (done = put(fresh); !done) return done;
    }
    return {};
}

} // namespace courses
