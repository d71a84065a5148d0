// The competency models: the one in force, its drafts and its forerunners.
#include "base/limits.hpp"
#include "lrs/auth/tenants.hpp"
#include "lrs/resources/handlers.hpp"
#include "lrs/resources/parameters.hpp"
#include "lrs/resources/work_off.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace lrs {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;
using base::Result;
using boost::asio::awaitable;
using competency::Model;
using Kind = ModelNote::Kind;

Response model_response(const Model& model)
{
    auto response = json_text_response(http::status::ok, model.document);
    response.set(http::field::etag, '"' + model.hash + '"');
    return response;
}

bool wants_four_eyes(const Request& request, const App& app)
{
    const auto tenant = app.tenants.named(request.credential->tenant);
    return tenant && tenant->four_eyes;
}

std::string_view state_of(const ModelState& state)
{
    if (state.in_force) return "in force";
    if (state.was_in_force) return "former";
    const bool approved = std::ranges::any_of(
        state.notes, [](const ModelNote& note) { return note.kind == Kind::approved; });
    return approved ? "approved" : "draft";
}

Result<json::object> shown(const ModelState& state, const ModelShelf& shelf)
{
    const auto model = shelf.find(state.hash);
    if (!model) return model.error();
    json::array notes;
    for (const auto& note : state.notes) {
        notes.push_back(json::object{{"kind", name_of(note.kind)},
                                     {"by", note.by.empty() ? json::value() : json::value(note.by)},
                                     {"at", base::to_string(note.at)}});
    }
    return json::object{{"model", state.hash},
                        {"id", (*model)->id},
                        {"version", (*model)->version},
                        {"state", state_of(state)},
                        {"notes", std::move(notes)}};
}

Result<json::value> shown_one(const std::string& hash, const ModelShelf& shelf)
{
    const auto state = shelf.state(hash);
    if (!state) return Error{ErrorKind::not_found, "there is no model " + hash};
    auto out = shown(*state, shelf);
    if (!out) return out.error();
    return json::value(std::move(*out));
}

Result<json::value> shown_all(const ModelShelf& shelf)
{
    json::array out;
    for (const auto& state : shelf.list()) {
        auto one = shown(state, shelf);
        if (!one) return one.error();
        out.push_back(std::move(*one));
    }
    return json::value{{"models", std::move(out)}};
}

Result<json::value> draft(const Request& request, Municipality& of)
{
    const auto model = competency::parse_model(request.body);
    if (!model) return model.error();
    auto& shelf = of.competency.shelf();
    if (auto kept = shelf.draft(*model, request.credential->key); !kept) return kept.error();
    auto out = shown_one((*model)->hash, shelf);
    if (!out) return out;
    out->as_object()["warnings"] = complaints_json(competency::check_model(request.body).warnings);
    return out;
}

Result<json::value> approve(const Request& request, Municipality& of)
{
    const auto& hash = request.captures.at("model");
    auto& shelf = of.competency.shelf();
    if (auto kept = shelf.approve(hash, request.credential->key); !kept) return kept.error();
    return shown_one(hash, shelf);
}

Error needs_approval()
{
    return {ErrorKind::conflict,
            "this tenant wants four eyes: a model is drafted with POST /api/v1/models, approved by "
            "another credential, and then published"};
}

// What has been in force was approved then.
Result<json::value> publish(const Request& request, Municipality& of, bool four_eyes)
{
    const auto& hash = request.captures.at("model");
    auto& shelf = of.competency.shelf();
    const auto state = shelf.state(hash);
    if (!state) return Error{ErrorKind::not_found, "there is no model " + hash};
    if (four_eyes && state_of(*state) == "draft") return needs_approval();
    const auto model = shelf.find(hash);
    if (!model) return model.error();
    const auto set = of.publishing.publish((*model)->document, request.credential->key);
    if (!set) return set.error();
    return shown_one(hash, shelf);
}

// As work_off(), without parameters; of the tenant's own.
template <class Work>
awaitable<Response> work_on_models(Request request, App& app, Work work,
                                   http::status done = http::status::ok)
{
    const auto of = municipality_of(request, app);
    if (!of) co_return error_response(of.error());
    if (auto refused = ParameterReader(request).refusal()) co_return error_response(*refused);
    co_return co_await work_off(app, done, [&] { return work(request, **of); });
}

} // namespace

awaitable<Response> get_model(Request request, App& app)
{
    const auto of = municipality_of(request, app);
    if (!of) co_return error_response(of.error());
    const auto model = (*of)->competency.model();
    if (!model) co_return error_response({ErrorKind::not_found, "there is no competency model"});
    co_return model_response(*model);
}

awaitable<Response> put_model(Request request, App& app)
{
    const auto of = municipality_of(request, app);
    if (!of) co_return error_response(of.error());
    if (wants_four_eyes(request, app)) co_return error_response(needs_approval());
    const auto model = co_await app.offload(Urgency::bulk, [&] {
        return (*of)->publishing.publish(request.body, request.credential->key);
    });
    if (!model) co_return error_response(model.error());
    co_return model_response(**model);
}

awaitable<Response> get_models(Request request, App& app)
{
    return work_on_models(std::move(request), app, [](const Request&, Municipality& of) {
        return shown_all(of.competency.shelf());
    });
}

awaitable<Response> post_model(Request request, App& app)
{
    return work_on_models(std::move(request), app, draft, http::status::created);
}

awaitable<Response> get_model_by_hash(Request request, App& app)
{
    const auto of = municipality_of(request, app);
    if (!of) co_return error_response(of.error());
    if (auto refused = ParameterReader(request).refusal()) co_return error_response(*refused);
    const auto model = co_await app.offload(Urgency::bulk, [&] {
        return (*of)->competency.shelf().find(request.captures.at("model"));
    });
    if (!model) co_return error_response(model.error());
    co_return model_response(**model);
}

awaitable<Response> delete_model(Request request, App& app)
{
    return work_on_models(
        std::move(request), app, [](const Request& asked, Municipality& of) -> Result<json::value> {
            const auto gone =
                of.competency.shelf().withdraw(asked.captures.at("model"), asked.credential->key);
            if (!gone) return gone.error();
            return json::value(nullptr);
        });
}

awaitable<Response> approve_model(Request request, App& app)
{
    return work_on_models(std::move(request), app, approve);
}

awaitable<Response> get_preview(Request request, App& app)
{
    const auto of = municipality_of(request, app);
    if (!of) co_return error_response(of.error());
    ParameterReader reader(request);
    const auto group =
        static_cast<std::uint32_t>(reader.whole("group", 1, limits::persons).value_or(0));
    if (auto refused = reader.refusal()) co_return error_response(*refused);
    auto text = co_await app.offload(Urgency::bulk, [&] {
        return (*of)->publishing.preview(request.captures.at("model"), group);
    });
    if (!text) co_return error_response(text.error());
    co_return json_text_response(http::status::ok, std::move(*text));
}

awaitable<Response> publish_model(Request request, App& app)
{
    const bool four_eyes = wants_four_eyes(request, app);
    return work_on_models(std::move(request), app,
                          [four_eyes](const Request& asked, Municipality& of) {
                              return publish(asked, of, four_eyes);
                          });
}

} // namespace lrs
