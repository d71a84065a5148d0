// lrs package add|list|show|remove|register|launch: courses on a running server.
#include "lrs/commands/commands.hpp"
#include "lrs/commands/course_words.hpp"
#include "lrs/commands/progress.hpp"
#include "lrs/commands/table.hpp"

#include <boost/json.hpp>

namespace lrs {
namespace {

namespace json = boost::json;
using base::Result;
using boost::beast::http::verb;

constexpr OptionName add_options[] = {{"--language"}, {"--kind"}, {"--replaces"}, {"--iri"}};
constexpr OptionName remove_options[] = {{"--reason"}};
constexpr OptionName register_options[] = {{"--person"}, {"--actor"}};
constexpr OptionName launch_options[] = {{"--item"}, {"--mode"}, {"--return-url"}};

Result<json::value> add(Desk& desk, const Arguments& given)
{
    const auto& file = given.positional().front();
    Desk::Parameters parameters;
    for (const auto& option : add_options) {
        if (const auto value = given.get(option.name))
            parameters.emplace_back(option.name.substr(2), *value);
    }
    ProgressLine line("package");
    const bool alone = file.ends_with(".xml");
    return desk.send({"packages"}, parameters,
                     {file, alone ? "text/xml" : "application/zip",
                      [&](auto done, auto total) { line.show("bytes sent", done, total); }});
}

Result<json::value> list(Desk& desk, const Arguments&)
{
    return all_of(desk, "packages", "1000");
}

Result<json::value> show(Desk& desk, const Arguments& given)
{
    return desk.ask(verb::get, {"packages", given.positional().front()}, "");
}

Result<json::value> remove(Desk& desk, const Arguments& given)
{
    const auto reason = given.need("--reason");
    if (!reason) return reason.error();
    return desk.ask(verb::delete_, {"packages", given.positional().front()}, "",
                    {{"reason", *reason}});
}

Result<json::value> let_in(Desk& desk, const Arguments& given)
{
    json::object body;
    if (auto read = read_learner(given, body); !read) return read.error();
    return desk.ask(verb::post, {"packages", given.positional().front(), "registrations"},
                    json::serialize(body));
}

Result<json::value> launch(Desk& desk, const Arguments& given)
{
    json::object body;
    if (const auto item = given.get("--item")) body["item"] = *item;
    if (const auto mode = given.get("--mode")) body["mode"] = *mode;
    if (const auto url = given.get("--return-url")) body["returnUrl"] = *url;
    return desk.ask(verb::post, {"registrations", given.positional().front(), "launch"},
                    json::serialize(body));
}

std::string shown_list(const json::value& answer)
{
    std::vector<std::vector<std::string>> rows{{"ID", "KIND", "VERSION", "STATE", "TITLE"}};
    for (const auto& each : answer.at("packages").as_array()) {
        const auto& object = each.as_object();
        rows.push_back({text_at(each, "id"), text_at(each, "kind"),
                        json::serialize(each.at("version")),
                        object.contains("removed")      ? "removed"
                        : object.contains("replacedBy") ? "replaced"
                                                        : "in use",
                        text_at(each, "title")});
    }
    return table_of(rows);
}

std::string shown_one(const json::value& answer)
{
    auto out = shown_list({{"packages", json::array{answer}}});
    for (const auto& item : answer.at("items").as_array())
        out += "  item     " + text_at(item, "id") + "  " + text_at(item, "title") + '\n';
    for (const auto& warning : answer.at("warnings").as_array()) {
        out += "  warning  " + text_at(warning, "rule") + ' ' +
               (warning.as_object().contains("pointer") ? text_at(warning, "pointer") : "") +
               ": must " + text_at(warning, "expected") + '\n';
    }
    return out;
}

std::string shown_registration(const json::value& answer)
{
    return "registration " + text_at(answer, "registration") + '\n';
}

std::string shown_launch(const json::value& answer)
{
    return text_at(answer, "url") + '\n';
}

constexpr Action actions[] = {
    {"add", 1, 1, add_options, add, shown_one},
    {"list", 0, 0, {}, list, shown_list},
    {"show", 1, 1, {}, show, shown_one},
    {"remove", 1, 1, remove_options, remove, shown_one},
    {"register", 1, 1, register_options, let_in, shown_registration},
    {"launch", 1, 1, launch_options, launch, shown_launch},
};

} // namespace

int package(Words words)
{
    return administer(words, "package", actions);
}

} // namespace lrs
