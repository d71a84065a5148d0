// lrs tenant add|list|update|remove
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

constexpr OptionName options[] = {{"--title"}, {"--hosts"}, {"--four-eyes"}};

Result<json::object> described(const Arguments& given)
{
    json::object out;
    if (const auto title = given.get("--title")) out["title"] = *title;
    if (const auto hosts = given.get("--hosts")) out["hosts"] = listed(*hosts);
    if (const auto four_eyes = given.get("--four-eyes")) {
        if (*four_eyes != "on" && *four_eyes != "off")
            return Error{ErrorKind::invalid, "--four-eyes must be on or off"};
        out["fourEyes"] = *four_eyes == "on";
    }
    return out;
}

Result<json::value> list(Desk& desk, const Arguments&)
{
    return desk.ask(verb::get, {"tenants"}, "");
}

Result<json::value> add(Desk& desk, const Arguments& given)
{
    auto body = described(given);
    if (!body) return body.error();
    (*body)["name"] = given.positional().front();
    return desk.ask(verb::post, {"tenants"}, json::serialize(*body));
}

Result<json::value> update(Desk& desk, const Arguments& given)
{
    const auto body = described(given);
    if (!body) return body.error();
    if (body->empty()) return Error{ErrorKind::invalid, "there is nothing to change"};
    return desk.ask(verb::patch, {"tenants", given.positional().front()}, json::serialize(*body));
}

Result<json::value> remove(Desk& desk, const Arguments& given)
{
    const auto& name = given.positional().front();
    const auto gone = desk.ask(verb::delete_, {"tenants", name}, "");
    if (!gone) return gone;
    return json::object{{"removed", name}};
}

std::string joined(const json::array& hosts)
{
    std::string out;
    for (const auto& host : hosts)
        out += (out.empty() ? "" : ",") + std::string(host.as_string());
    return out.empty() ? "-" : out;
}

std::string shown_list(const json::value& answer)
{
    std::vector<std::vector<std::string>> rows{{"NAME", "TITLE", "CREDENTIALS", "HOSTS"}};
    for (const auto& each : answer.at("tenants").as_array()) {
        rows.push_back(
            {std::string(each.at("name").as_string()), std::string(each.at("title").as_string()),
             json::serialize(each.at("credentials")), joined(each.at("hosts").as_array())});
    }
    return table_of(rows);
}

std::string shown_one(const json::value& answer)
{
    return shown_list(json::object{{"tenants", json::array{answer}}});
}

std::string shown_removal(const json::value& answer)
{
    return "removed " + std::string(answer.at("removed").as_string()) + '\n';
}

constexpr Action actions[] = {
    {"add", 1, 1, options, add, shown_one},
    {"list", 0, 0, {}, list, shown_list},
    {"update", 1, 1, options, update, shown_one},
    {"remove", 1, 1, {}, remove, shown_removal},
};

} // namespace

int tenant(Words words)
{
    return administer(words, "tenant", actions);
}

} // namespace lrs
