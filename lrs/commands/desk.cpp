#include "lrs/commands/desk.hpp"

#include "base/percent.hpp"
#include "lrs/auth/administration.hpp"
#include "lrs/commands/database.hpp"
#include "lrs/commands/http_client.hpp"
#include "lrs/http_error.hpp"
#include "lrs/operations.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <utility>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;
using boost::beast::http::verb;

namespace json = boost::json;

constexpr OptionName desk_options[] = {{"--data"}, {"--base-url"}, {"--server"},
                                       {"--key"},  {"--secret"},   {"--json", false}};

class DatabaseDesk final : public Desk {
public:
    DatabaseDesk(std::unique_ptr<storage::Storage> opened, const std::string& base_url,
                 std::string backups)
        : storage_(std::move(opened)), administration_(credentials_, tenants_, base_url),
          operations_(*storage_, tenants_, std::move(backups))
    {
    }

    Result<> load()
    {
        if (auto loaded = tenants_.load(); !loaded) return loaded;
        return credentials_.load();
    }

    Result<json::value> ask(verb method, const Path& path, const std::string& body,
                            const Parameters&) override
    {
        if (path.front() == "credentials") return of_credentials(method, path, body);
        if (path.front() == "tenants") return of_tenants(method, path, body);
        if (is_of_server(path.front())) return not_here();
        return of_operations(method, path, body);
    }

    Result<json::value> send(const Path&, const Parameters&, const Upload&) override
    {
        return not_here();
    }

private:
    static bool is_of_server(std::string_view resource)
    {
        return resource == "retention" || resource == "packages" || resource == "registrations" ||
               resource == "courses" || resource == "persons";
    }

    static Error not_here()
    {
        return {ErrorKind::invalid, "this is asked of a running server: --server URL"};
    }

    Result<json::value> of_credentials(verb method, const Path& path, const std::string& body)
    {
        if (path.size() == 3) return administration_.rotate_credential(by_, path[1], body);
        if (path.size() == 1 && method == verb::get) return administration_.credentials(by_, {});
        if (path.size() == 1) return administration_.add_credential(by_, body);
        if (method == verb::get) return administration_.credential(by_, path[1]);
        if (method == verb::patch) return administration_.change_credential(by_, path[1], body);
        return administration_.remove_credential(by_, path[1]);
    }

    Result<json::value> of_tenants(verb method, const Path& path, const std::string& body)
    {
        if (path.size() == 1 && method == verb::get) return administration_.tenants(by_);
        if (path.size() == 1) return administration_.add_tenant(by_, body);
        if (method == verb::get) return administration_.tenant(by_, path[1]);
        if (method == verb::patch) return administration_.change_tenant(by_, path[1], body);
        return administration_.remove_tenant(by_, path[1]);
    }

    Result<json::value> of_operations(verb method, const Path& path, const std::string& body)
    {
        if (path.front() == "stats") return operations_.statistics(by_);
        const bool starts = method == verb::post;
        if (path.front() == "backups")
            return starts ? operations_.back_up(by_, body) : operations_.backups(by_);
        return starts ? operations_.compact(by_, body) : operations_.compactions(by_);
    }

    // Who has the files is the operator.
    const Credential by_{"", default_tenant, static_cast<std::uint32_t>(Scope::admin), "{}"};
    std::unique_ptr<storage::Storage> storage_;
    Credentials credentials_{storage_->settings()};
    Tenants tenants_{storage_->settings()};
    Administration administration_;
    Operations operations_; // Ends first: it may be at work.
};

std::string text_at(const json::object& object, std::string_view name)
{
    const auto* value = object.if_contains(name);
    return value && value->if_string() ? std::string(*value->if_string()) : "";
}

Error refusal_of(const Reply& reply)
{
    json::error_code failed;
    const auto value = json::parse(reply.body, failed);
    const auto status = "the server answered " + std::to_string(reply.status);
    if (failed || !value.if_object()) return {ErrorKind::unknown, status};
    Error out{ErrorKind::invalid, status + ": " + text_at(*value.if_object(), "error")};
    const auto* complaints = value.if_object()->if_contains("complaints");
    if (!complaints || !complaints->if_array()) return out;
    for (const auto& complaint : *complaints->if_array()) {
        if (const auto* each = complaint.if_object()) {
            out.complaints.push_back({text_at(*each, "pointer"), text_at(*each, "rule"),
                                      text_at(*each, "found"), text_at(*each, "expected")});
        }
    }
    return out;
}

class ServerDesk final : public Desk {
public:
    ServerDesk(ServerUrl server, KeyAndSecret caller)
        : server_(std::move(server)), caller_(std::move(caller))
    {
    }

    Result<json::value> ask(verb method, const Path& path, const std::string& body,
                            const Parameters& parameters) override
    {
        return value_of(ask_server(server_, caller_, method, target_of(path, parameters), body));
    }

    Result<json::value> send(const Path& path, const Parameters& parameters,
                             const Upload& file) override
    {
        return value_of(send_file(server_, caller_, target_of(path, parameters), file));
    }

private:
    static std::string target_of(const Path& path, const Parameters& parameters)
    {
        std::string out = "/api/v1";
        for (const auto& segment : path)
            out += '/' + base::percent_encoded(segment);
        char before = '?';
        for (const auto& [name, value] : parameters) {
            if (value.empty()) continue;
            out += before + name + '=' + base::percent_encoded(value);
            before = '&';
        }
        return out;
    }

    static Result<json::value> value_of(const Result<Reply>& reply)
    {
        if (!reply) return reply.error();
        if (reply->status / 100 != 2) return refusal_of(*reply);
        if (reply->body.empty()) return json::value();
        json::error_code failed;
        auto value = json::parse(reply->body, failed);
        if (failed) return Error{ErrorKind::unknown, "the server's answer is no JSON"};
        return value;
    }

    const ServerUrl server_;
    const KeyAndSecret caller_;
};

Result<std::unique_ptr<Desk>> desk_of_database(const std::string& path, const Arguments& given)
{
    auto storage = open_database(path);
    if (!storage && storage.error().kind == ErrorKind::busy) {
        return Error{ErrorKind::busy,
                     storage.error().why +
                         "; a running server is asked with --server URL --key KEY"};
    }
    if (!storage) return storage.error();
    auto desk = std::make_unique<DatabaseDesk>(
        std::move(*storage), given.get("--base-url").value_or(""), given.get("--to").value_or(""));
    if (auto loaded = desk->load(); !loaded) return loaded.error();
    return std::unique_ptr<Desk>(std::move(desk));
}

Result<std::unique_ptr<Desk>> open_desk(const Arguments& given)
{
    const auto data = given.get("--data");
    const auto server = given.get("--server");
    if (data.has_value() == server.has_value())
        return Error{ErrorKind::invalid, "give either --data DIR or --server URL"};
    const bool calls = given.has("--key") || given.has("--secret");
    if (data && calls) return Error{ErrorKind::invalid, "--key and --secret are for --server"};
    if (data) return desk_of_database(*data, given);

    for (const auto* of_database : {"--base-url", "--to"}) {
        if (given.has(of_database))
            return Error{ErrorKind::invalid, std::string(of_database) + " is for --data"};
    }
    auto url = parse_server_url(*server);
    if (!url) return url.error();
    const auto key = given.need("--key");
    if (!key) return key.error();
    const auto* from_environment = std::getenv("LRS_SECRET");
    const auto secret = given.get("--secret").value_or(from_environment ? from_environment : "");
    if (secret.empty())
        return Error{ErrorKind::invalid, "the secret is missing: --secret or LRS_SECRET"};
    return std::unique_ptr<Desk>(
        std::make_unique<ServerDesk>(std::move(*url), KeyAndSecret{*key, secret}));
}

Result<json::value> run(const Action& action, const Arguments& given)
{
    auto desk = open_desk(given);
    if (!desk) return desk.error();
    return action.run(**desk, given);
}

int refuse(const Error& error)
{
    if (error.complaints.empty()) return complain(error.why);
    std::cout << json::object{{"errors", complaints_json(error.complaints)}} << '\n';
    static_cast<void>(complain(error.why));
    return 1;
}

int perform(const Action& action, Words words, const std::string& usage)
{
    std::vector<OptionName> options(action.options.begin(), action.options.end());
    options.insert(options.end(), std::begin(desk_options), std::end(desk_options));
    const auto given = Arguments::parse(words, options);
    if (!given) return complain(given.error().why);
    const auto count = given->positional().size();
    if (count < action.least || count > action.most) return complain(usage);
    const auto answer = run(action, *given);
    if (!answer) return refuse(answer.error());
    if (given->has("--json"))
        std::cout << *answer << '\n';
    else
        std::cout << action.shown(*answer);
    return 0;
}

} // namespace

json::array listed(std::string_view text)
{
    const auto items = items_of(text);
    return json::array(items.begin(), items.end());
}

int administer(Words words, std::string_view subcommand, std::span<const Action> actions)
{
    std::string names;
    for (const auto& action : actions)
        names += (names.empty() ? "" : "|") + std::string(action.name);
    const auto usage = "usage: lrs " + std::string(subcommand) + " " + names + " ...; see lrs help";
    if (words.empty()) return complain(usage);
    const auto action = std::ranges::find(actions, words.front(), &Action::name);
    if (action == actions.end()) return complain(usage);

    return perform(*action, words.subspan(1), usage);
}

int administer(Words words, const Action& action)
{
    return perform(action, words, "usage: lrs " + std::string(action.name) + " ...; see lrs help");
}

} // namespace lrs
