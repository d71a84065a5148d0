#include "conformance/talk.hpp"

#include "base/base64.hpp"
#include "base/digest.hpp"
#include "base/percent.hpp"
#include "base/uuid.hpp"

#include <boost/beast/http/write.hpp>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <exception>
#include <latch>
#include <sstream>
#include <thread>

namespace conformance {
namespace {

std::string text_of(const Reply& reply)
{
    std::ostringstream out;
    out << reply.base() << reply.body();
    return std::move(out).str();
}

bool is_head(const Call& call)
{
    return call.method == "HEAD";
}

} // namespace

std::size_t Record::add(std::string request)
{
    const std::lock_guard lock(mutex_);
    exchanges_.push_back({std::move(request), ""});
    return exchanges_.size() - 1;
}

void Record::answered(std::size_t index, std::string answer)
{
    const std::lock_guard lock(mutex_);
    exchanges_[index].answer = std::move(answer);
}

std::vector<Exchange> Record::exchanges() const
{
    const std::lock_guard lock(mutex_);
    return exchanges_;
}

Talk::Talk(const Lrs& lrs) : Talk(lrs, std::make_shared<Record>()) {}

Talk::Talk(const Lrs& lrs, std::shared_ptr<Record> record)
    : lrs_(lrs), client_(lrs.url, lrs.deadline), record_(std::move(record))
{
}

std::string_view Talk::version_header() const
{
    return lrs_.version == Version::v1_0_3 ? "1.0.3" : "2.0.0";
}

std::string Talk::authorization(const As& as) const
{
    const auto basic = [](const KeyAndSecret& who) {
        return "Basic " + base::to_base64(who.key + ":" + who.secret);
    };
    switch (as.who) {
    case As::nobody: return "";
    case As::user: return basic(lrs_.user);
    case As::stranger: return basic({lrs_.user.key, lrs_.user.secret + "-not"});
    case As::limited: break;
    }
    const auto found = lrs_.limited.find(as.scope);
    if (found == lrs_.limited.end())
        throw NotTried("needs a credential with the scope " + std::string(as.scope));
    return basic(found->second);
}

Answer Talk::raw(std::string_view bytes, bool to_head)
{
    const auto index = record_->add(std::string(bytes));
    auto reply = client_.ask(bytes, to_head);
    record_->answered(index, text_of(reply));
    return {std::move(reply), index};
}

Answer Talk::send(const Call& call)
{
    Pairs headers;
    const auto authorized = authorization(call.as);
    if (!authorized.empty()) headers.emplace_back("Authorization", authorized);
    const auto version = call.version.value_or(std::string(version_header()));
    if (!version.empty()) headers.emplace_back("X-Experience-API-Version", version);
    headers.insert(headers.end(), call.headers.begin(), call.headers.end());
    return raw(request_text(lrs_.url, call, headers), is_head(call));
}

Answer Talk::get(std::string resource, Pairs parameters)
{
    return send({.resource = std::move(resource), .parameters = std::move(parameters)});
}

Answer Talk::put(std::string resource, Pairs parameters, std::string body)
{
    return send({.method = "PUT",
                 .resource = std::move(resource),
                 .parameters = std::move(parameters),
                 .body = std::move(body)});
}

Answer Talk::post(std::string resource, Pairs parameters, std::string body)
{
    return send({.method = "POST",
                 .resource = std::move(resource),
                 .parameters = std::move(parameters),
                 .body = std::move(body)});
}

Answer Talk::remove(std::string resource, Pairs parameters)
{
    return send(
        {.method = "DELETE", .resource = std::move(resource), .parameters = std::move(parameters)});
}

Answer Talk::post(const json::value& statements)
{
    return post("statements", {}, serialize(statements));
}

Answer Talk::put(const json::object& statement)
{
    return put("statements", {{"statementId", id_of(statement)}}, serialize(statement));
}

Answer Talk::fetch(std::string_view id)
{
    return get("statements", {{"statementId", std::string(id)}});
}

void Talk::settle(const std::string& id)
{
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + lrs_.patience;
    for (auto pause = std::chrono::milliseconds(10); Clock::now() < end; pause *= 2) {
        const auto answer = fetch(id);
        if (answer.status() == 200) {
            const auto through = answer.header("X-Experience-API-Consistent-Through");
            const auto stored = answer.at("/stored");
            // Both are ISO 8601 in UTC: as texts, they compare to the second at least.
            if (through.empty() || !stored.is_string() || through >= stored.as_string()) return;
        }
        std::this_thread::sleep_for(pause);
    }
}

std::string Talk::store(const json::object& statement)
{
    return store(std::vector{statement}).front();
}

std::vector<std::string> Talk::store(const std::vector<json::object>& statements)
{
    const auto answer = post(json::array(statements.begin(), statements.end()));
    const auto ids = answer.is(200).json();
    std::vector<std::string> out;
    if (const auto* list = ids.if_array()) {
        for (const auto& id : *list) {
            if (id.is_string()) out.emplace_back(id.as_string());
        }
    }
    answer.expect(out.size() == statements.size() && !out.empty(),
                  "an array of " + std::to_string(statements.size()) + " ids", answer.body());
    settle(out.back());
    return out;
}

std::vector<std::string> Talk::ids(Pairs parameters)
{
    const auto answer = get("statements", std::move(parameters));
    const auto statements = answer.is(200).at("/statements");
    answer.expect(statements.is_array(), "/statements to be an array", answer.body());
    std::vector<std::string> out;
    for (const auto& statement : statements.as_array()) {
        const auto* object = statement.if_object();
        answer.expect(object && object->contains("id"), "statements with an id", answer.body());
        out.push_back(id_of(*object));
    }
    return out;
}

Answer Talk::more(const std::string& irl, Pairs headers)
{
    // Relative to the server, or absolute (Data 2.5; IEEE 9274.1.1 4.2.4.3).
    std::string target = irl;
    if (const auto scheme = irl.find("://"); scheme != irl.npos) {
        const auto slash = irl.find('/', scheme + 3);
        target = slash == irl.npos ? "/" : irl.substr(slash);
    }
    expect(target.starts_with('/'), "a \"more\" that is an IRL relative to the server", irl);
    return send({.resource = target, .headers = std::move(headers)});
}

std::string Talk::id()
{
    return base::to_string(base::random_uuid());
}

std::string Talk::iri(std::string_view of)
{
    return "http://conformance.example/" + std::string(of) + "/" + id();
}

json::object Talk::agent()
{
    return {{"objectType", "Agent"}, {"mbox", "mailto:" + id() + "@conformance.example"}};
}

json::object Talk::statement()
{
    return {{"id", id()},
            {"actor", agent()},
            {"verb", {{"id", iri("verb")}}},
            {"object", {{"id", iri("activity")}}}};
}

void Talk::parallel(std::size_t threads, const std::function<void(Talk&, std::size_t)>& work)
{
    std::latch start(static_cast<std::ptrdiff_t>(threads));
    std::vector<std::exception_ptr> failures(threads);
    {
        std::vector<std::jthread> all;
        for (std::size_t at = 0; at < threads; ++at) {
            all.emplace_back([&, at] {
                start.arrive_and_wait();
                try {
                    Talk mine(lrs_, record_);
                    work(mine, at);
                } catch (...) {
                    failures[at] = std::current_exception();
                }
            });
        }
    }
    for (const auto& failure : failures) {
        if (failure) std::rethrow_exception(failure);
    }
}

std::string query_of(const Pairs& parameters)
{
    std::string out;
    for (const auto& [name, value] : parameters) {
        out += out.empty() ? '?' : '&';
        out += base::percent_encoded(name) + '=' + base::percent_encoded(value);
    }
    return out;
}

std::string request_text(const Url& url, const Call& call, const Pairs& headers)
{
    const bool outside = call.resource.starts_with('/');
    std::string out =
        call.method + ' ' + (outside ? call.resource : url.path + '/' + call.resource);
    out += query_of(call.parameters) + " HTTP/1.1\r\nHost: " + url.host + ':' + url.port + "\r\n";
    for (const auto& [name, value] : headers)
        out += name + ": " + value + "\r\n";
    const bool has_body = !call.body.empty() || call.method == "PUT" || call.method == "POST";
    if (has_body && !call.type.empty()) out += "Content-Type: " + call.type + "\r\n";
    if (has_body) out += "Content-Length: " + std::to_string(call.body.size()) + "\r\n";
    return out + "\r\n" + call.body;
}

json::value parsed(std::string_view text)
{
    return json::parse({text.data(), text.size()});
}

json::object with(json::object object,
                  std::initializer_list<std::pair<std::string_view, Value>> members)
{
    for (const auto& [pointer, value] : members) {
        auto* at = &object;
        auto rest = pointer.substr(1);
        for (auto slash = rest.find('/'); slash != rest.npos; slash = rest.find('/')) {
            auto& next = (*at)[rest.substr(0, slash)];
            if (!next.is_object()) next.emplace_object();
            at = &next.as_object();
            rest.remove_prefix(slash + 1);
        }
        (*at)[rest] = value.it;
    }
    return object;
}

std::string id_of(const json::object& statement)
{
    const auto* id = statement.if_contains("id");
    return id && id->is_string() ? std::string(id->as_string()) : "";
}

} // namespace conformance
