// lrs stats: how large the store is, and of what it consists.
#include "lrs/commands/commands.hpp"
#include "lrs/commands/desk.hpp"
#include "lrs/commands/progress.hpp"
#include "lrs/commands/table.hpp"

#include <boost/json.hpp>

namespace lrs {
namespace {

using base::Result;

namespace json = boost::json;

std::uint64_t number_at(const json::value& object, std::string_view name)
{
    return object.at(name).to_number<std::uint64_t>();
}

std::string text_at(const json::value& object, std::string_view name)
{
    const auto* text = object.at(name).if_string();
    return text ? std::string(*text) : "-";
}

Result<json::value> ask(Desk& desk, const Arguments&)
{
    return desk.ask(boost::beast::http::verb::get, {"stats"}, "");
}

std::string shown(const json::value& answer)
{
    std::vector<std::vector<std::string>> parts{{"PART", "KEYS", "FILES", "SIZE", "IN MEMORY"}};
    for (const auto& part : answer.at("parts").as_array()) {
        parts.push_back({text_at(part, "name"), "~" + grouped(number_at(part, "estimatedKeys")),
                         grouped(number_at(part, "files")),
                         bytes_text(number_at(part, "fileBytes")),
                         bytes_text(number_at(part, "memoryBytes"))});
    }
    std::vector<std::vector<std::string>> tenants{
        {"TENANT", "STATEMENTS", "LAST", "FIRST STORED", "LAST STORED"}};
    for (const auto& tenant : answer.at("tenants").as_array()) {
        tenants.push_back({text_at(tenant, "name"),
                           "~" + grouped(number_at(tenant, "estimatedStatements")),
                           json::serialize(tenant.at("last")), text_at(tenant, "firstStored"),
                           text_at(tenant, "lastStored")});
    }
    return "format " + text_at(answer, "format") + ", " +
           bytes_text(number_at(answer, "diskBytes")) + " on the disk, of these " +
           bytes_text(number_at(answer, "logBytes")) + " of log; ~ is an estimate\n\n" +
           table_of(parts) + '\n' + table_of(tenants);
}

} // namespace

int stats(Words words)
{
    return administer(words, Action{"stats", 0, 0, {}, ask, shown});
}

} // namespace lrs
