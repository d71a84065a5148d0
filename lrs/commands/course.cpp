// lrs course list|show|offer|enrol|withdraw|link: the catalogue of a running server.
#include "lrs/commands/commands.hpp"
#include "lrs/commands/course_words.hpp"
#include "lrs/commands/table.hpp"

#include <boost/json.hpp>

namespace lrs {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;
using base::Result;
using boost::beast::http::verb;

constexpr OptionName offer_options[] = {{"--open"},    {"--places"}, {"--hours"},
                                        {"--voucher"}, {"--title"},  {"--description"},
                                        {"--language"}};
constexpr OptionName enrol_options[] = {{"--person"}, {"--actor"}, {"--voucher"}};
constexpr OptionName link_options[] = {{"--revoke", false}};

Result<json::value> list(Desk& desk, const Arguments&)
{
    return all_of(desk, "courses");
}

Result<json::value> show(Desk& desk, const Arguments& given)
{
    return desk.ask(verb::get, {"courses", given.positional().front()}, "");
}

// Success: it was not there, or it is one of both.
Result<> set_switch(const Arguments& given, std::string_view option, json::object& out,
                    std::string_view member)
{
    const auto text = given.get(option);
    if (!text) return {};
    if (*text != "on" && *text != "off")
        return Error{ErrorKind::invalid, std::string(option) + " must be on or off"};
    out[member] = *text == "on";
    return {};
}

// What is no number is sent as it is, for the server to say what would be right.
void set_number(const Arguments& given, std::string_view option, json::object& out,
                std::string_view member)
{
    const auto text = given.get(option);
    if (!text) return;
    json::error_code failed;
    const auto value = json::parse(*text, failed);
    if (*text == "any")
        out[member] = nullptr;
    else
        out[member] = !failed && value.is_number() ? value : json::value(*text);
}

void set_text(const Arguments& given, std::string_view option, json::object& out,
              std::string_view member)
{
    const auto text = given.get(option);
    if (!text) return;
    auto& texts = out[member].as_object();
    const auto language = given.get("--language").value_or("de");
    if (text->empty())
        texts.erase(language);
    else
        texts[language] = *text;
}

Result<json::value> offer(Desk& desk, const Arguments& given)
{
    const auto& id = given.positional().front();
    const auto course = show(desk, given);
    if (!course) return course;
    auto terms = course->at("offer").as_object();
    if (auto set = set_switch(given, "--open", terms, "open"); !set) return set.error();
    if (auto set = set_switch(given, "--voucher", terms, "voucherNeeded"); !set) return set.error();
    set_number(given, "--places", terms, "places");
    set_number(given, "--hours", terms, "hours");
    set_text(given, "--title", terms, "title");
    set_text(given, "--description", terms, "description");
    return desk.ask(verb::put, {"courses", id, "offer"}, json::serialize(terms));
}

Result<json::value> enrol(Desk& desk, const Arguments& given)
{
    json::object body;
    if (auto read = read_learner(given, body); !read) return read.error();
    if (const auto voucher = given.get("--voucher")) body["voucher"] = *voucher;
    return desk.ask(verb::post, {"courses", given.positional().front(), "participants"},
                    json::serialize(body));
}

Result<json::value> withdraw(Desk& desk, const Arguments& given)
{
    return desk.ask(verb::delete_, {"registrations", given.positional().front()}, "");
}

Result<json::value> link(Desk& desk, const Arguments& given)
{
    const Desk::Path path{"persons", given.positional().front(), "link"};
    return desk.ask(given.has("--revoke") ? verb::delete_ : verb::post, path, "");
}

std::string title_of(const json::value& course)
{
    const auto& titles = course.at("titles").as_object();
    const auto* german = titles.if_contains("de");
    const auto& title = german ? *german : titles.begin()->value();
    return std::string(title.as_string());
}

std::string places_of(const json::value& course)
{
    const auto& places = course.at("offer").at("places");
    return json::serialize(course.at("participants")) +
           (places.is_null() ? "" : " of " + json::serialize(places));
}

std::string shown_list(const json::value& answer)
{
    std::vector<std::vector<std::string>> rows{
        {"ID", "KIND", "STATE", "PARTICIPANTS", "WAITING", "TITLE"}};
    for (const auto& each : answer.at("courses").as_array()) {
        rows.push_back({text_at(each, "course"), text_at(each, "kind"),
                        each.at("offer").at("open").as_bool() ? "open" : "closed", places_of(each),
                        json::serialize(each.at("waiting")), title_of(each)});
    }
    return table_of(rows);
}

std::string shown_one(const json::value& answer)
{
    auto out = shown_list({{"courses", json::array{answer}}});
    const auto& terms = answer.at("offer");
    if (!terms.at("hours").is_null())
        out += "  hours       " + json::serialize(terms.at("hours")) + '\n';
    if (terms.at("voucherNeeded").as_bool()) out += "  voucher     needed\n";
    for (const auto& each : answer.at("competencies").as_array()) {
        out += "  competency  " + text_at(each, "competency") + "  level " +
               json::serialize(each.at("level")) + '\n';
    }
    return out;
}

std::string shown_taken(const json::value& answer)
{
    const auto* position = answer.as_object().if_contains("waiting");
    if (position) return "waiting as number " + json::serialize(*position) + '\n';
    return "registration " + text_at(answer, "registration") + '\n';
}

std::string shown_withdrawn(const json::value& answer)
{
    return "withdrawn from " + text_at(answer, "registration") + '\n';
}

std::string shown_link(const json::value& answer)
{
    return answer.is_null() ? "revoked\n" : text_at(answer, "url") + '\n';
}

constexpr Action actions[] = {
    {"list", 0, 0, {}, list, shown_list},
    {"show", 1, 1, {}, show, shown_one},
    {"offer", 1, 1, offer_options, offer, shown_one},
    {"enrol", 1, 1, enrol_options, enrol, shown_taken},
    {"withdraw", 1, 1, {}, withdraw, shown_withdrawn},
    {"link", 1, 1, link_options, link, shown_link},
};

} // namespace

int course(Words words)
{
    return administer(words, "course", actions);
}

} // namespace lrs
