#include "lrs/resources/documents.hpp"

#include "base/limits.hpp"
#include "lrs/etag.hpp"
#include "lrs/http_error.hpp"
#include "lrs/resources/merge.hpp"
#include "lrs/resources/parameters.hpp"

#include <boost/json/array.hpp>

#include <set>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;
using base::Timestamp;
using storage::Document;
using storage::DocumentKey;
using storage::DocumentName;
using storage::DocumentWrite;

// Of one request that is overtaken again and again.
constexpr int attempts = 16;

enum class Names {
    one,         // The id is needed.
    one_or_all,  // Without it, all that fit.
    one_or_some, // ... and may be narrowed by `since`.
};

struct Wanted {
    DocumentKey key;
    bool one = false; // The id was given.
    std::optional<Timestamp> since;
};

Result<Wanted> read_wanted(DocumentKind kind, const Request& request, Names names)
{
    ParameterReader reader(request);
    Wanted out{{{kind, {}, {}}, {}, {}}, false, {}};
    const bool is_state = kind == DocumentKind::state;
    if (kind != DocumentKind::agent_profile)
        out.key.owner.activity = reader.iri("activityId", Need::required).value_or("");
    if (kind != DocumentKind::activity_profile)
        out.key.owner.agent = reader.identity("agent", Need::required).value_or("");
    if (is_state) out.key.registration = reader.uuid("registration");
    const auto id = reader.text(is_state ? "stateId" : "profileId",
                                names == Names::one ? Need::required : Need::optional);
    if (id && id->size() > limits::document_id_bytes) {
        reader.complain(is_state ? "stateId" : "profileId",
                        "have at most " + std::to_string(limits::document_id_bytes) + " bytes");
    }
    out.one = id.has_value();
    out.key.id = id.value_or("");
    if (names == Names::one_or_some) out.since = reader.time("since");
    if (out.one && out.since) reader.complain("since", "not stand beside the id of a document");
    if (auto refused = reader.refusal()) return std::move(*refused);
    return out;
}

// Of a request that changes documents.
struct Asked {
    Wanted wanted;
    Preconditions conditions;
};

Result<Asked> read_asked(DocumentKind kind, const Request& request, Names names)
{
    auto wanted = read_wanted(kind, request, names);
    if (!wanted) return std::move(wanted).error();
    auto conditions = read_preconditions(request.headers);
    if (!conditions) return std::move(conditions).error();
    return Asked{std::move(*wanted), std::move(*conditions)};
}

std::string content_type_of(const Request& request)
{
    const auto at = request.headers.find(http::field::content_type);
    if (at == request.headers.end()) return "application/octet-stream";
    return std::string(at->value());
}

std::optional<std::string> tag_of(const std::optional<Document>& document)
{
    return document ? std::optional(etag_of(document->body)) : std::nullopt;
}

Error failed_precondition()
{
    return {ErrorKind::precondition,
            "the document is not what If-Match or If-None-Match asks for; it was left as it is"};
}

// What becomes of a document, from what it is now. Empty: it goes.
using Decide = std::function<Result<std::optional<Document>>(const std::optional<Document>&)>;

// Reads, decides when the preconditions hold, and writes, until nobody came in between.
boost::asio::awaitable<Response> change(DocumentKey key, Preconditions conditions,
                                        storage::Tenant tenant, App& app, Decide decide)
{
    auto& store = app.storage.documents();
    for (int attempt = 0; attempt < attempts; ++attempt) {
        const auto current =
            co_await app.offload(Urgency::soon, [&] { return store.find(tenant, key); });
        if (!current) co_return error_response(current.error());
        if (!conditions.hold(tag_of(*current))) co_return error_response(failed_precondition());
        auto next = decide(*current);
        if (!next) co_return error_response(next.error());
        if (!*next && !*current) co_return empty_response(http::status::no_content);

        const auto tag = tag_of(*next);
        const auto seen = *current ? std::optional((*current)->updated) : std::nullopt;
        const auto done = co_await handed_over<Result<>>([&](auto finish) {
            auto queued =
                store.submit(tenant, {DocumentWrite{key, seen, std::move(*next)}}, finish);
            if (!queued) finish(std::move(queued).error());
        });
        if (done) {
            auto response = empty_response(http::status::no_content);
            if (tag) response.set(http::field::etag, *tag);
            co_return response;
        }
        if (done.error().kind != ErrorKind::precondition) co_return error_response(done.error());
    }
    co_return error_response(
        {ErrorKind::busy, "others keep changing this document; it was left as it is"});
}

Response document_response(Document document)
{
    Response response{http::status::ok, 11};
    response.set(http::field::content_type, document.content_type);
    response.set(http::field::etag, etag_of(document.body));
    response.set(http::field::last_modified, http_date(document.updated));
    response.body() = std::move(document.body);
    return response;
}

boost::asio::awaitable<Response> get_one(DocumentKey key, Request request, App& app)
{
    const auto conditions = read_preconditions(request.headers);
    if (!conditions) co_return error_response(conditions.error());
    const auto tenant = request.credential->tenant;
    auto found = co_await app.offload(Urgency::soon,
                                      [&] { return app.storage.documents().find(tenant, key); });
    if (!found) co_return error_response(found.error());
    if (!*found) co_return error_response({ErrorKind::not_found, "there is no such document"});
    const auto tag = tag_of(*found);
    if (conditions->if_match && !conditions->if_match->has(tag))
        co_return error_response(failed_precondition());
    auto response = document_response(std::move(**found));
    if (!conditions->hold(tag)) response.result(http::status::not_modified);
    co_return response;
}

// Those that the request is about, whatever their registration when it names none.
boost::asio::awaitable<Result<std::vector<DocumentName>>> list(Wanted wanted,
                                                               storage::Tenant tenant, App& app)
{
    auto found = co_await app.offload(
        Urgency::soon, [&] { return app.storage.documents().list(tenant, wanted.key.owner); });
    if (found) {
        std::erase_if(*found, [&](const DocumentName& name) {
            return (wanted.key.registration && name.registration != wanted.key.registration) ||
                   (wanted.since && name.updated <= *wanted.since);
        });
    }
    co_return found;
}

Result<> refuse_overwriting(DocumentKind kind, const Request& request,
                            const Preconditions& conditions, const std::optional<Document>& current)
{
    const bool old = request.version == statements::Version::v1_0_3;
    const bool may_overwrite = kind == DocumentKind::state && old;
    if (conditions.given() || may_overwrite) return {};
    if (!current && old) // IEEE asks nothing of who makes a document.
        return Error{ErrorKind::invalid, "PUT of a new profile needs the header If-None-Match: *",
                     "If-None-Match"};
    if (!current) return {};
    return Error{ErrorKind::conflict,
                 "the document is there already: GET it, compare, and PUT with its ETag in "
                 "If-Match, or POST to merge"};
}

} // namespace

boost::asio::awaitable<Response> get_documents(DocumentKind kind, Request request, App& app)
{
    const auto wanted = read_wanted(kind, request, Names::one_or_some);
    if (!wanted) co_return error_response(wanted.error());
    if (wanted->one) co_return co_await get_one(wanted->key, request, app);

    const auto found = co_await list(*wanted, request.credential->tenant, app);
    if (!found) co_return error_response(found.error());
    std::set<std::string_view> ids; // One id may stand under several registrations.
    Timestamp newest{};
    for (const auto& name : *found) {
        ids.insert(name.id);
        newest = std::max(newest, name.updated);
    }
    auto response = json_response(http::status::ok, boost::json::array(ids.begin(), ids.end()));
    if (!found->empty()) response.set(http::field::last_modified, http_date(newest));
    co_return response;
}

boost::asio::awaitable<Response> put_document(DocumentKind kind, Request request, App& app)
{
    const auto asked = read_asked(kind, request, Names::one);
    if (!asked) co_return error_response(asked.error());
    const auto decide =
        [&](const std::optional<Document>& current) -> Result<std::optional<Document>> {
        if (auto refused = refuse_overwriting(kind, request, asked->conditions, current); !refused)
            return refused.error();
        return std::optional(Document{content_type_of(request), request.body, {}});
    };
    co_return co_await change(asked->wanted.key, asked->conditions, request.credential->tenant, app,
                              decide);
}

boost::asio::awaitable<Response> post_document(DocumentKind kind, Request request, App& app)
{
    const auto asked = read_asked(kind, request, Names::one);
    if (!asked) co_return error_response(asked.error());
    const Document posted{content_type_of(request), request.body, {}};
    const auto decide =
        [&](const std::optional<Document>& current) -> Result<std::optional<Document>> {
        auto merged = merge(current, posted);
        if (!merged) return merged.error();
        return std::optional(std::move(*merged));
    };
    co_return co_await change(asked->wanted.key, asked->conditions, request.credential->tenant, app,
                              decide);
}

boost::asio::awaitable<Response> delete_documents(DocumentKind kind, Request request, App& app)
{
    const bool is_state = kind == DocumentKind::state;
    const auto asked = read_asked(kind, request, is_state ? Names::one_or_all : Names::one);
    if (!asked) co_return error_response(asked.error());
    const Decide decide = [](const std::optional<Document>&) { return std::optional<Document>{}; };
    if (asked->wanted.one)
        co_return co_await change(asked->wanted.key, asked->conditions, request.credential->tenant,
                                  app, decide);

    const auto found = co_await list(asked->wanted, request.credential->tenant, app);
    if (!found) co_return error_response(found.error());
    // One by one: each is tried again when somebody changes it meanwhile.
    for (const auto& name : *found) {
        const DocumentKey key{asked->wanted.key.owner, name.registration, name.id};
        auto response =
            co_await change(key, asked->conditions, request.credential->tenant, app, decide);
        if (response.result() != http::status::no_content) co_return response;
    }
    co_return empty_response(http::status::no_content);
}

} // namespace lrs
