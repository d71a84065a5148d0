#include "lrs/courses/launch_rules.hpp"
#include "lrs/courses/office.hpp"
#include "lrs/cursor.hpp"
#include "lrs/http_error.hpp"
#include "lrs/multipart.hpp"
#include "lrs/municipalities.hpp"
#include "lrs/preparing.hpp"
#include "lrs/resources/handlers.hpp"
#include "lrs/resources/statement_answer.hpp"
#include "lrs/resources/statement_body.hpp"
#include "lrs/resources/statement_query.hpp"
#include "statements/agent.hpp"
#include "statements/parse.hpp"
#include "statements/raw.hpp"

#include <boost/json/parse.hpp>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;
using storage::Committed;

// Bodies above this are parsed on threads of their own: they would hold up the other connections of
// a network thread.
constexpr std::size_t large_body = 16u << 10;

// Known, but meant for another method, or unknown: both are refused.
Result<> check_parameters(const Request& request, std::string_view allowed)
{
    for (const auto& [name, value] : request.parameters) {
        if (name == allowed) continue;
        return Error{ErrorKind::invalid, "this method takes no such parameter", name};
    }
    return {};
}

bool is_multipart(const Request& request)
{
    const auto type = request.headers[http::field::content_type];
    return is_multipart_mixed({type.data(), type.size()});
}

// Empty: nobody can be in the middle of a session of cmi5.
CourseOffice* office_with_sessions(storage::Tenant tenant, const App& app)
{
    auto* const municipality = app.municipalities.find(tenant);
    return municipality && municipality->courses.has_cmi5 ? &municipality->courses : nullptr;
}

std::vector<base::Uuid> suspects_of(const statements::PreparedBatch& batch)
{
    std::vector<base::Uuid> out;
    for (const auto& statement : batch.statements) {
        if (looks_like_cmi5(statement.text)) out.push_back(statement.id);
    }
    return out;
}

// They are stored already: what breaks the rules of the session is voided.
Result<> judge(CourseOffice& office, const std::vector<base::Uuid>& suspects,
               storage::Tenant tenant, const App& app)
{
    std::vector<std::string> texts;
    for (const auto& id : suspects) {
        auto found = app.storage.statements().find(tenant, id);
        if (!found) return found.error();
        if (*found) texts.push_back(std::move((*found)->text));
    }
    return judge_others(office, texts);
}

boost::asio::awaitable<Result<Committed>> store(Request request, App& app,
                                                std::optional<base::Uuid> put_id)
{
    if (const auto type = check_statements_type(request); !type) co_return type.error();
    statements::Acceptance acceptance{request.version, request.credential->authority,
                                      app.storage.statements().key(), base::random_uuid, put_id};
    acceptance.defines = request.credential->may(Scope::define);
    std::vector<boost::json::value> received; // From content alone, whose rules need it.
    if (request.credential->launch) {
        acceptance.inspect = [&](const boost::json::value& statement, auto) {
            // A copy would share the memory of the batch, which is gone by then.
            received.emplace_back(statement, boost::json::storage_ptr());
            if (put_id) received.back().as_object()["id"] = base::to_string(*put_id);
            return base::Complaints();
        };
    }
    const auto prepare = [&] {
        return prepare_statements(request, acceptance, app.trust, storage::system_now());
    };
    const bool slow = request.body.size() > large_body || is_multipart(request);
    Result<statements::PreparedBatch> batch = statements::PreparedBatch{};
    const auto tenant = request.credential->tenant;
    if (slow) // No conditional expression: GCC 12 frees the temporaries of one with co_await twice.
        batch = co_await app.preparing(tenant, request.body.size(), prepare);
    else
        batch = prepare();
    if (!batch) co_return std::move(batch).error();
    if (const auto& launch = request.credential->launch) {
        co_return co_await app.offload([&] {
            return store_of_content(*launch, received, std::move(*batch), app.storage, tenant);
        });
    }
    auto* const office = office_with_sessions(tenant, app);
    const auto suspects = office ? suspects_of(*batch) : std::vector<base::Uuid>();

    auto stored = co_await handed_over<Result<Committed>>([&](auto done) {
        auto queued = app.storage.statements().submit(tenant, std::move(*batch), done);
        if (!queued) done(std::move(queued).error());
    });
    if (!stored) co_return stored;
    if (!suspects.empty()) {
        auto judged = co_await app.offload([&] { return judge(*office, suspects, tenant, app); });
        if (!judged) co_return judged.error();
    }
    const auto& credential = *request.credential;
    credential.usage->stored(stored->ids.size());
    credential.throttle->sent(credential.rate, stored->ids.size());
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
    const auto value = statements::parse_stored(found.text);
    const auto* authority = value.as_object().if_contains("authority");
    return authority && statements::identity(*authority) == *scope;
}

bool may_content_see(const storage::StoredStatement& found, const Credential& credential)
{
    return !credential.launch ||
           is_of_learner(*credential.launch, statements::parse_stored(found.text));
}

std::string stored_of(std::string_view statement)
{
    const auto stored = statements::raw::at(statement, {"stored"});
    return stored ? std::string(stored->substr(1, base::timestamp_size)) : "";
}

// With the contents in parts behind the text. They go as soon as they are written.
Response in_parts(std::string text, std::vector<AttachedContent> contents)
{
    std::vector<Attachment> parts;
    for (const auto& content : contents)
        parts.push_back({content.sha2, content.content_type, content.bytes});
    std::array<std::uint8_t, 16> random;
    base::fill_random(random.data(), random.size());
    const auto boundary = choose_boundary(random, text, parts);
    auto response = empty_response(http::status::ok);
    response.set(http::field::content_type, multipart_type(boundary));
    response.body() = write_multipart(boundary, text, parts);
    return response;
}

// `newest`: the last `stored` in the answer. It may lie behind what the session has asked the
// store for when the request came. Statements become visible in order of `stored`: up to it, all
// are there.
void set_times(Response& response, const std::string& newest)
{
    const auto time = base::parse_timestamp(newest, base::TimestampRules::rfc3339);
    if (!time) return;
    response.set(consistent_header, newest);
    response.set(http::field::last_modified, http_date(*time)); // IEEE 9274.1.1 4.1.6.1
}

// On the pool. `text_of` makes the text of the page, once it is as it was asked for.
template <class TextOf>
Result<Response> answer(storage::Page page, const StatementRequest& wanted, const Request& request,
                        App& app, TextOf text_of)
{
    const auto tenant = request.credential->tenant;
    std::vector<AttachedContent> contents;
    if (wanted.attachments) {
        auto found = contents_of(page, tenant, app.storage);
        if (!found) return std::move(found).error();
        contents = std::move(*found);
    }
    auto& all = page.statements;
    std::string newest;
    if (!all.empty())
        newest = stored_of(wanted.query.ascending ? all.back().text : all.front().text);
    const auto languages = joined(request.headers, http::field::accept_language);
    auto done = present(all, {tenant, wanted.format, languages}, app.storage);
    if (!done) return std::move(done).error();

    auto text = text_of(page);
    auto response = wanted.attachments ? in_parts(std::move(text), std::move(contents))
                                       : json_text_response(http::status::ok, std::move(text));
    if (wanted.format == Format::canonical) response.set(http::field::vary, "Accept-Language");
    set_times(response, newest);
    return response;
}

Error nothing_found(const StatementRequest& wanted)
{
    return {ErrorKind::not_found,
            wanted.voided ? "no voided statement has this id" : "no statement has this id"};
}

boost::asio::awaitable<Response> get_one(StatementRequest wanted, Request request, App& app)
{
    auto found = co_await app.offload([&]() -> Result<Response> {
        auto one = app.storage.statements().find(request.credential->tenant, *wanted.id);
        if (!one) return std::move(one).error();
        if (!*one || (*one)->voided != wanted.voided ||
            !may_see(**one, read_scope(*request.credential)) ||
            !may_content_see(**one, *request.credential)) {
            return nothing_found(wanted);
        }
        storage::Page page;
        page.statements.push_back(std::move(**one));
        return answer(std::move(page), wanted, request, app,
                      [](storage::Page& only) { return std::move(only.statements[0].text); });
    });
    if (!found) co_return error_response(found.error());
    co_return std::move(*found);
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
    const auto text_of = [&](const storage::Page& page) {
        std::string more;
        if (page.next) {
            more = request.mount + "/statements?" + wanted->canonical +
                   (wanted->canonical.empty() ? "" : "&") +
                   "cursor=" + app.cursors.sign(*page.next, bound);
        }
        return page_text(page, more);
    };
    auto found = co_await app.offload(Urgency::bulk, [&]() -> Result<Response> {
        const auto deadline = std::chrono::steady_clock::now() + limits::query_deadline;
        auto page = app.storage.statements().query(tenant, wanted->query, from, deadline);
        if (!page) return std::move(page).error();
        return answer(std::move(*page), *wanted, request, app, text_of);
    });
    if (!found) co_return error_response(found.error());
    co_return std::move(*found);
}

boost::asio::awaitable<Response> put_statement(Request request, App& app)
{
    if (const auto known = check_parameters(request, "statementId"); !known)
        co_return error_response(known.error());
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
