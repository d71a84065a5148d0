#include "lrs/commands/course_words.hpp"

#include <boost/json.hpp>

namespace lrs {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;
using base::Result;

Result<json::value> all_of(Desk& desk, const std::string& resource, const std::string& limit)
{
    json::array all;
    std::string after;
    while (true) {
        auto page = desk.ask(boost::beast::http::verb::get, {resource}, "",
                             {{"after", after}, {"limit", limit}});
        if (!page) return page;
        for (auto& each : page->at(resource).as_array())
            all.push_back(std::move(each));
        if (page->at("next").is_null()) return json::value{{resource, std::move(all)}};
        after = page->at("next").as_string();
    }
}

Result<> read_learner(const Arguments& given, json::object& body)
{
    if (const auto person = given.get("--person")) body["person"] = *person;
    const auto actor = given.get("--actor");
    if (!actor) return {};
    json::error_code failed;
    body["actor"] = json::parse(*actor, failed);
    if (failed) return Error{ErrorKind::invalid, "--actor must be the JSON of an Agent"};
    return {};
}

std::string text_at(const json::value& value, std::string_view name)
{
    return std::string(value.at(name).as_string());
}

} // namespace lrs
