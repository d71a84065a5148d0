// lrs credential add|list|update|rotate|enable|disable|remove
#include "base/number.hpp"
#include "lrs/auth/throttle.hpp"
#include "lrs/commands/commands.hpp"
#include "lrs/commands/desk.hpp"
#include "lrs/commands/table.hpp"

#include <boost/json.hpp>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;
using boost::beast::http::verb;

namespace json = boost::json;

constexpr OptionName list_options[] = {{"--tenant"}};
constexpr OptionName update_options[] = {
    {"--title"}, {"--scopes"}, {"--authority"}, {"--lenient"}, {"--rate"}};
constexpr OptionName add_options[] = {{"--tenant"},    {"--title"},   {"--scopes"},
                                      {"--authority"}, {"--lenient"}, {"--rate"}};

// "10/500": requests and statements a second; 0 limits nothing.
Result<json::object> read_rate(std::string_view text)
{
    const auto slash = std::min(text.find('/'), text.size());
    const auto requests = base::parse_number<std::uint32_t>(text.substr(0, slash));
    const auto statements =
        base::parse_number<std::uint32_t>(text.substr(std::min(slash + 1, text.size())));
    if (!requests || !statements) {
        return Error{ErrorKind::invalid,
                     "--rate is REQUESTS/STATEMENTS a second, such as 50/500; 0 limits nothing"};
    }
    return rate_json(Rate{*requests, *statements});
}

Result<json::object> described(const Arguments& given)
{
    json::object out;
    if (const auto title = given.get("--title")) out["title"] = *title;
    if (const auto scopes = given.get("--scopes")) out["scopes"] = listed(*scopes);
    if (const auto text = given.get("--authority")) {
        json::error_code failed;
        out["authority"] = json::parse(*text, failed);
        if (failed) return Error{ErrorKind::invalid, "--authority is no JSON"};
    }
    if (const auto lenient = given.get("--lenient")) {
        if (*lenient != "on" && *lenient != "off")
            return Error{ErrorKind::invalid, "--lenient must be on or off"};
        out["lenient"] = *lenient == "on";
    }
    if (const auto text = given.get("--rate")) {
        auto rate = read_rate(*text);
        if (!rate) return rate.error();
        out["rate"] = std::move(*rate);
    }
    return out;
}

Result<json::value> list(Desk& desk, const Arguments& given)
{
    const auto tenant = given.get("--tenant");
    if (tenant) {
        if (auto known = desk.ask(verb::get, {"tenants", *tenant}, ""); !known) return known;
    }
    auto answer = desk.ask(verb::get, {"credentials"}, "");
    if (!answer || !tenant) return answer;
    json::array those;
    for (const auto& each : answer->at("credentials").as_array()) {
        if (each.at("tenant") == json::value(*tenant)) those.push_back(each);
    }
    return json::object{{"credentials", std::move(those)}};
}

Result<json::value> add(Desk& desk, const Arguments& given)
{
    if (given.has("--data") && !given.has("--authority") && !given.has("--base-url")) {
        return Error{ErrorKind::invalid, "with --data an authority is needed: --authority JSON, or "
                                         "--base-url URL, of which the server makes one"};
    }
    auto body = described(given);
    if (!body) return body.error();
    if (!given.positional().empty()) (*body)["key"] = given.positional().front();
    if (const auto tenant = given.get("--tenant")) (*body)["tenant"] = *tenant;
    return desk.ask(verb::post, {"credentials"}, json::serialize(*body));
}

Result<json::value> update(Desk& desk, const Arguments& given)
{
    const auto body = described(given);
    if (!body) return body.error();
    if (body->empty()) return Error{ErrorKind::invalid, "there is nothing to change"};
    return desk.ask(verb::patch, {"credentials", given.positional().front()},
                    json::serialize(*body));
}

Result<json::value> rotate(Desk& desk, const Arguments& given)
{
    return desk.ask(verb::post, {"credentials", given.positional().front(), "rotate"}, "");
}

template <bool enabled>
Result<json::value> set_enabled(Desk& desk, const Arguments& given)
{
    return desk.ask(verb::patch, {"credentials", given.positional().front()},
                    json::serialize(json::object{{"enabled", enabled}}));
}

Result<json::value> remove(Desk& desk, const Arguments& given)
{
    const auto& key = given.positional().front();
    const auto gone = desk.ask(verb::delete_, {"credentials", key}, "");
    if (!gone) return gone;
    return json::object{{"removed", key}};
}

std::string text(const json::value& value)
{
    return value.is_string() ? std::string(value.as_string())
                             : (value.is_null() ? "-" : json::serialize(value));
}

std::string joined(const json::array& names)
{
    std::string out;
    for (const auto& name : names)
        out += (out.empty() ? "" : ",") + text(name);
    return out;
}

std::string rate_of(const json::value& credential)
{
    const auto& rate = credential.at("rate");
    const auto shown =
        text(rate.at("requestsPerSecond")) + '/' + text(rate.at("statementsPerSecond"));
    return shown == "0/0" ? "" : ", " + shown + " a second";
}

std::string state_of(const json::value& credential)
{
    const std::string state = credential.at("enabled").as_bool() ? "enabled" : "disabled";
    return state + (credential.at("lenient").as_bool() ? ", lenient" : "") + rate_of(credential);
}

std::string shown_list(const json::value& answer)
{
    std::vector<std::vector<std::string>> rows{{"KEY", "TITLE", "TENANT", "SCOPES", "STATE",
                                                "REQUESTS", "REFUSED", "STATEMENTS", "LAST USE"}};
    for (const auto& each : answer.at("credentials").as_array()) {
        const auto& usage = each.at("usage");
        rows.push_back({text(each.at("key")), text(each.at("title")), text(each.at("tenant")),
                        joined(each.at("scopes").as_array()), state_of(each),
                        text(usage.at("requests")), text(usage.at("refused")),
                        text(usage.at("statements")), text(usage.at("lastUse"))});
    }
    return table_of(rows);
}

std::string shown_one(const json::value& answer)
{
    return shown_list(json::object{{"credentials", json::array{answer}}});
}

std::string shown_secret(const json::value& answer)
{
    return "key    " + text(answer.at("key")) + "\nsecret " + text(answer.at("secret")) +
           "\nThe secret is not stored and not shown again.\n";
}

std::string shown_removal(const json::value& answer)
{
    return "removed " + text(answer.at("removed")) + '\n';
}

constexpr Action actions[] = {
    {"add", 0, 1, add_options, add, shown_secret},
    {"list", 0, 0, list_options, list, shown_list},
    {"update", 1, 1, update_options, update, shown_one},
    {"rotate", 1, 1, {}, rotate, shown_secret},
    {"enable", 1, 1, {}, set_enabled<true>, shown_one},
    {"disable", 1, 1, {}, set_enabled<false>, shown_one},
    {"remove", 1, 1, {}, remove, shown_removal},
};

} // namespace

int credential(Words words)
{
    return administer(words, "credential", actions);
}

} // namespace lrs
