// What was found of the signatures of statements, for whoever administers a tenant.
#include "base/number.hpp"
#include "lrs/http_error.hpp"
#include "lrs/resources/handlers.hpp"
#include "lrs/resources/parameters.hpp"
#include "lrs/signature.hpp"
#include "statements/parse.hpp"
#include "statements/raw.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <limits>

namespace lrs {
namespace {

using base::Result;
using storage::Sequence;
using storage::SignatureRecord;
namespace json = boost::json;

constexpr std::size_t page_size = 100;

struct Question {
    std::optional<base::Uuid> statement;
    Sequence before = std::numeric_limits<Sequence>::max();
};

Result<Question> read_question(const Request& request)
{
    ParameterReader reader(request);
    Question out;
    out.statement = reader.uuid("statementId");
    if (const auto text = reader.text("before", Need::optional)) {
        const auto before = base::parse_number<storage::Sequence>(*text);
        if (!before) reader.complain("before", "be a number");
        out.before = before.value_or(out.before);
    }
    if (auto refused = reader.refusal()) return std::move(*refused);
    return out;
}

json::value member(std::string_view statement, std::string_view name)
{
    const auto text = statements::raw::at(statement, {name});
    return text ? statements::parse_stored(*text) : json::value(nullptr);
}

// Empty: it was erased.
Result<std::optional<json::object>> described(const SignatureRecord& record, storage::Tenant tenant,
                                              App& app)
{
    const auto entry = app.storage.log().entry(tenant, record.sequence);
    if (!entry) return entry.error();
    const auto content = app.storage.attachments().find(tenant, record.sequence, record.sha2);
    if (!content) return content.error();
    if (!*entry || (*entry)->kind != storage::EntryKind::statement || !*content)
        return std::optional<json::object>{};
    json::object out{{"statement", member((*entry)->text, "id")},
                     {"stored", member((*entry)->text, "stored")},
                     {"authority", member((*entry)->text, "authority")},
                     {"sha2", record.sha2},
                     {"outcome", statements::to_string(record.outcome)}};
    if (const auto signer = signer_of(**content)) out["signer"] = *signer;
    return std::optional(std::move(out));
}

Result<std::vector<SignatureRecord>> records_of(const Question& question, storage::Tenant tenant,
                                                App& app)
{
    if (!question.statement)
        return app.storage.attachments().signatures(tenant, question.before, page_size);
    const auto found = app.storage.statements().find(tenant, *question.statement);
    if (!found) return found.error();
    if (!*found) return base::Error{base::ErrorKind::not_found, "no statement has this id"};
    const auto sequence = (*found)->sequence;
    auto out = app.storage.attachments().signatures(tenant, sequence + 1, page_size);
    if (out) std::erase_if(*out, [&](const auto& each) { return each.sequence != sequence; });
    return out;
}

Result<json::object> answer(const Question& question, storage::Tenant tenant, App& app)
{
    const auto records = records_of(question, tenant, app);
    if (!records) return records.error();
    json::array list;
    for (const auto& record : *records) {
        auto one = described(record, tenant, app);
        if (!one) return std::move(one).error();
        if (*one) list.push_back(std::move(**one));
    }
    json::object out{{"signatures", std::move(list)}};
    if (!question.statement && records->size() >= page_size)
        out["before"] = records->back().sequence;
    return out;
}

} // namespace

boost::asio::awaitable<Response> get_signatures(Request request, App& app)
{
    const auto question = read_question(request);
    if (!question) co_return error_response(question.error());
    const auto found = co_await app.offload(
        Urgency::bulk, [&] { return answer(*question, request.credential->tenant, app); });
    if (!found) co_return error_response(found.error());
    co_return json_response(http::status::ok, *found);
}

} // namespace lrs
