#include "lrs/cursor.hpp"
#include "lrs/http_error.hpp"
#include "lrs/resources/handlers.hpp"
#include "lrs/resources/merge.hpp"
#include "lrs/resources/statement_query.hpp"
#include "statements/accept.hpp"
#include "statements/agent.hpp"
#include "statements/format.hpp"
#include "statements/raw.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;
using storage::Committed;

// Bodies above this are parsed on the pool: they would hold up the other connections of a
// network thread for milliseconds.
constexpr std::size_t large_body = 256u << 10;

base::Uuid new_id()
{
    std::array<std::uint8_t, 16> random;
    base::fill_random(random.data(), random.size());
    return base::uuid_v4(random);
}

Result<> check_content_type(const Request& request)
{
    const auto type = request.headers[http::field::content_type];
    if (is_json(type)) return {};
    return Error{ErrorKind::unsupported,
                 "statements come as application/json; this body says \"" + std::string(type) + '"',
                 "Content-Type"};
}

// Known, but meant for another method, or unknown: both are refused.
Result<> check_parameters(const Request& request, std::string_view allowed)
{
    for (const auto& [name, value] : request.parameters) {
        if (name == allowed || is_ignored_parameter(name)) continue;
        return Error{ErrorKind::invalid, "this method takes no such parameter", name};
    }
    return {};
}

boost::asio::awaitable<Result<Committed>> store(Request request, App& app,
                                                std::optional<base::Uuid> put_id)
{
    const statements::Acceptance acceptance{request.version, request.credential->authority,
                                            app.storage.statements().key(), new_id, put_id};
    const auto prepare = [&] { return statements::prepare(request.body, acceptance); };
    Result<statements::PreparedBatch> batch = statements::PreparedBatch{};
    if (request.body.size() > large_body)
        batch = co_await app.offload(prepare);
    else
        batch = prepare();
    if (!batch) co_return std::move(batch).error();

    const auto tenant = request.credential->tenant;
    auto stored = co_await handed_over<Result<Committed>>([&](auto done) {
        auto queued = app.storage.statements().submit(tenant, std::move(*batch), done);
        if (!queued) done(std::move(queued).error());
    });
    if (stored) request.credential->usage->stored(stored->ids.size());
    co_return stored;
}

// Whose statements a credential with only statements/read/mine sees.
std::optional<std::string> read_scope(const Credential& credential)
{
    if (credential.may(Scope::statements_read)) return std::nullopt;
    // An authority without an identifier owns nothing that could be told apart.
    return statements::identity(boost::json::parse(credential.authority)).value_or("");
}

bool may_see(const storage::StoredStatement& found, const std::optional<std::string>& scope)
{
    if (!scope) return true;
    const auto value = boost::json::parse(found.text);
    const auto* authority = value.as_object().if_contains("authority");
    return authority && statements::identity(*authority) == *scope;
}

std::string stored_of(std::string_view statement)
{
    const auto stored = statements::raw::at(statement, {"stored"});
    return stored ? std::string(stored->substr(1, base::timestamp_size)) : "";
}

// `newest`: the last `stored` in the answer. It may lie behind what the session has asked the
// store for when the request came. Statements become visible in order of `stored`: up to it, all
// are there.
Response found_response(std::string text, const std::string& newest)
{
    auto response = json_text_response(http::status::ok, std::move(text));
    if (!newest.empty()) response.set(consistent_header, newest);
    return response;
}

void set_format(storage::StoredStatement& statement, Format format)
{
    if (format == Format::exact) return;
    auto value = boost::json::parse(statement.text);
    statements::format_ids(value);
    statement.text = boost::json::serialize(value);
}

boost::asio::awaitable<Response> get_one(StatementRequest wanted, Request request, App& app)
{
    const auto tenant = request.credential->tenant;
    auto found =
        co_await app.offload([&] { return app.storage.statements().find(tenant, *wanted.id); });
    if (!found) co_return error_response(found.error());
    if (!*found || (*found)->voided != wanted.voided ||
        !may_see(**found, read_scope(*request.credential))) {
        co_return error_response({ErrorKind::not_found, wanted.voided
                                                            ? "no voided statement has this id"
                                                            : "no statement has this id"});
    }
    const auto stored = stored_of((*found)->text);
    set_format(**found, wanted.format);
    auto response = found_response(std::move((*found)->text), stored);
    if (const auto time = base::parse_timestamp(stored, base::TimestampRules::rfc3339))
        response.set(http::field::last_modified, http_date(*time)); // IEEE 9274.1.1 4.1.6.1
    co_return response;
}

std::string page_text(const storage::Page& page, const std::string& more)
{
    std::size_t size = 64 + more.size();
    for (const auto& statement : page.statements)
        size += statement.text.size() + 1;
    std::string out;
    out.reserve(size);
    out += R"({"statements":[)";
    for (const auto& statement : page.statements) {
        if (out.back() == '}') out += ',';
        out += statement.text;
    }
    out += R"(],"more":")";
    out += more; // Percent-escaped: nothing in it needs an escape in JSON.
    out += "\"}";
    return out;
}

} // namespace

boost::asio::awaitable<Response> get_statements(Request request, App& app)
{
    auto wanted = parse_statement_request(request.parameters, request.version);
    if (!wanted) co_return error_response(wanted.error());
    if (wanted->id) co_return co_await get_one(std::move(*wanted), std::move(request), app);

    const auto tenant = request.credential->tenant;
    wanted->query.authority = read_scope(*request.credential);
    const auto bound = std::to_string(static_cast<std::uint32_t>(tenant)) + '\n' +
                       (wanted->query.authority ? "mine " + *wanted->query.authority : "all") +
                       '\n' + wanted->canonical;
    std::optional<storage::Cursor> from;
    if (wanted->cursor) {
        const auto cursor = app.cursors.open(*wanted->cursor, bound);
        if (!cursor) co_return error_response(cursor.error());
        from = *cursor;
    }
    const auto page = co_await app.offload([&] {
        const auto deadline = std::chrono::steady_clock::now() + limits::query_deadline;
        auto found = app.storage.statements().query(tenant, wanted->query, from, deadline);
        if (found) {
            for (auto& statement : found->statements)
                set_format(statement, wanted->format);
        }
        return found;
    });
    if (!page) co_return error_response(page.error());

    std::string more;
    if (page->next) {
        more = request.mount + "/statements?" + wanted->canonical +
               (wanted->canonical.empty() ? "" : "&") +
               "cursor=" + app.cursors.sign(*page->next, bound);
    }
    const auto& all = page->statements;
    std::string newest;
    if (!all.empty())
        newest = stored_of(wanted->query.ascending ? all.back().text : all.front().text);
    co_return found_response(page_text(*page, more), newest);
}

boost::asio::awaitable<Response> put_statement(Request request, App& app)
{
    if (const auto known = check_parameters(request, "statementId"); !known)
        co_return error_response(known.error());
    if (const auto type = check_content_type(request); !type)
        co_return error_response(type.error());
    const auto parameter = request.parameters.find("statementId");
    const auto id =
        parameter == request.parameters.end() ? std::nullopt : base::parse_uuid(parameter->second);
    if (!id) {
        co_return error_response(
            {ErrorKind::invalid, "PUT needs the statement's id, a UUID", "statementId"});
    }
    const auto stored = co_await store(std::move(request), app, id);
    if (!stored) co_return error_response(stored.error());
    co_return empty_response(http::status::no_content);
}

boost::asio::awaitable<Response> post_statements(Request request, App& app)
{
    if (const auto known = check_parameters(request, ""); !known)
        co_return error_response(known.error());
    if (const auto type = check_content_type(request); !type)
        co_return error_response(type.error());
    const auto stored = co_await store(std::move(request), app, std::nullopt);
    if (!stored) co_return error_response(stored.error());

    std::string ids = "[";
    for (const auto& id : stored->ids) {
        if (ids.size() > 1) ids += ',';
        ids += '"' + base::to_string(id) + '"';
    }
    co_return json_text_response(http::status::ok, ids + ']');
}

} // namespace lrs
