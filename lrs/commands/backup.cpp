// lrs backup and lrs compact: start an operation, at a server or on a database, and wait for it.
#include "base/number.hpp"
#include "lrs/commands/commands.hpp"
#include "lrs/commands/desk.hpp"
#include "lrs/commands/progress.hpp"
#include "lrs/commands/table.hpp"

#include <boost/json.hpp>

#include <iostream>
#include <iterator>
#include <thread>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;
using boost::beast::http::verb;
using namespace std::chrono_literals;

namespace json = boost::json;

constexpr OptionName backup_options[] = {{"--to"}, {"--keep"}, {"--list", false}};

Result<json::object> body_of(const Arguments& given)
{
    json::object out;
    const auto text = given.get("--keep");
    if (!text) return out;
    const auto keep = base::parse_number<std::int64_t>(*text);
    if (!keep) return Error{ErrorKind::invalid, "--keep must be a number"};
    out["keep"] = *keep;
    return out;
}

// A short one is looked at soon, a long one seldom.
Result<json::value> wait_for(Desk& desk, const Desk::Path& path, const std::string& subject)
{
    ProgressLine line(subject);
    for (auto pause = 5ms;; pause = std::min(pause * 2, 500ms)) {
        const auto answer = desk.ask(verb::get, path, "");
        if (!answer) return answer;
        const auto& operation = answer->at("operation");
        if (operation.at("state") == "failed")
            return Error{ErrorKind::unknown, std::string(operation.at("why").as_string())};
        if (operation.at("state") != "running") return answer;
        if (const auto* doing = operation.at("doing").if_object()) {
            line.show(doing->at("what").as_string(), doing->at("done").to_number<std::uint64_t>(),
                      doing->at("total").to_number<std::uint64_t>());
        }
        std::this_thread::sleep_for(pause);
    }
}

Result<json::value> back_up(Desk& desk, const Arguments& given)
{
    const Desk::Path path{"backups"};
    if (given.has("--list")) return desk.ask(verb::get, path, "");
    const auto body = body_of(given);
    if (!body) return body.error();
    const auto begun = desk.ask(verb::post, path, json::serialize(*body));
    if (!begun) return begun;
    return wait_for(desk, path, "backup");
}

std::string shown_backups(const json::value& answer)
{
    std::vector<std::vector<std::string>> rows{{"NUMBER", "TAKEN", "SIZE", "FILES"}};
    for (const auto& each : answer.at("backups").as_array()) {
        rows.push_back({json::serialize(each.at("number")),
                        std::string(each.at("taken").as_string()),
                        bytes_text(each.at("bytes").to_number<std::uint64_t>()),
                        grouped(each.at("files").to_number<std::uint64_t>())});
    }
    return table_of(rows);
}

Result<json::value> run_compaction(Desk& desk, const Arguments&)
{
    const Desk::Path path{"compactions"};
    const auto begun = desk.ask(verb::post, path, "");
    if (!begun) return begun;
    return wait_for(desk, path, "compact");
}

std::string shown_compaction(const json::value& answer)
{
    const auto& operation = answer.at("operation");
    return "compacted, from " + std::string(operation.at("started").as_string()) + " to " +
           std::string(operation.at("ended").as_string()) + '\n';
}

} // namespace

int backup(Words words)
{
    return administer(words, Action{"backup", 0, 0, backup_options, back_up, shown_backups});
}

int compact(Words words)
{
    return administer(words, Action{"compact", 0, 0, {}, run_compaction, shown_compaction});
}

} // namespace lrs
