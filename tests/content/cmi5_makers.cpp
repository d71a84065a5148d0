#include "tests/content/cmi5_makers.hpp"

#include "content/cmi5_vocabulary.hpp"

#include <stdexcept>

namespace support {
namespace {

std::string numbered(std::string_view kind, std::size_t number)
{
    return "https://pub.example/" + std::string(kind) + "/" + std::to_string(number);
}

std::string_view move_on_of(char letter)
{
    switch (letter) {
    case 'P': return "Passed";
    case 'C': return "Completed";
    case 'A': return "CompletedAndPassed";
    case 'O': return "CompletedOrPassed";
    default: return "NotApplicable";
    }
}

std::string key_of(std::string_view word)
{
    if (word == "@session") return std::string(content::cmi5::session_id);
    if (word == "@mastery") return std::string(content::cmi5::mastery_score);
    return std::string(word);
}

void set(json::value& value, std::string_view path, std::string_view wanted)
{
    const auto word = path.substr(0, path.find(' '));
    const bool last = word.size() == path.size();
    if (auto* array = value.if_array()) {
        auto& item = array->at(std::stoul(std::string(word)));
        if (!last) return set(item, path.substr(word.size() + 1), wanted);
        if (wanted == "-") {
            array->erase(&item);
        } else {
            item = parsed(wanted);
        }
        return;
    }
    if (!value.is_object()) value = json::object();
    auto& object = value.as_object();
    if (!last) return set(object[key_of(word)], path.substr(word.size() + 1), wanted);
    if (wanted == "-") {
        object.erase(key_of(word));
    } else {
        object[key_of(word)] = parsed(wanted);
    }
}

} // namespace

std::string described(std::string_view title)
{
    const auto text = "<langstring lang=\"en\">" + std::string(title) + "</langstring>";
    return "<title>" + text + "</title><description>" + text + "</description>";
}

std::string cmi5_xml(std::string_view inside)
{
    return "<courseStructure xmlns=\"" + std::string(content::cmi5::xml_namespace) + "\">\n" +
           "<course id=\"https://pub.example/course\">" + described("Course") + "</course>\n" +
           std::string(inside) + "\n</courseStructure>\n";
}

std::string au_xml(std::string_view id, std::string_view attributes, std::string_view url,
                   std::string_view behind_url)
{
    std::string out("<au id=\"");
    out.append(id).append("\" ").append(attributes).append(">").append(described("AU"));
    return out.append("<url>").append(url).append("</url>").append(behind_url).append("</au>\n");
}

std::string block_xml(std::string_view id, std::string_view inside)
{
    std::string out("<block id=\"");
    return out.append(id)
        .append("\">")
        .append(described("Block"))
        .append(inside)
        .append("</block>\n");
}

Cmi5Course short_course(std::string_view text)
{
    std::string inside;
    std::size_t aus = 0;
    std::size_t blocks = 0;
    for (const char letter : text) {
        if (letter == ')') {
            inside += "</block>\n";
        } else if (letter == '(') {
            inside += "<block id=\"" + numbered("block", blocks++) + "\">" + described("Block");
        } else {
            inside +=
                au_xml(numbered("au", aus++), "moveOn=\"" + std::string(move_on_of(letter)) + "\"");
        }
    }
    content::Findings findings;
    auto course = content::read_cmi5(cmi5_xml(inside), "cmi5.xml", {}, findings);
    if (!course) throw std::invalid_argument("no course: " + findings.refusals.front().rule);
    return *course;
}

base::Uuid uuid(unsigned number)
{
    base::Uuid out;
    out.bytes[6] = 0x40;
    out.bytes[8] = 0x80;
    for (std::size_t place = 15; number > 0; --place, number >>= 8)
        out.bytes[place] = static_cast<std::uint8_t>(number);
    return out;
}

Timestamp at(int seconds)
{
    return std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + std::chrono::hours(9) +
           std::chrono::seconds(seconds);
}

json::object learner()
{
    return {{"objectType", "Agent"},
            {"account", {{"homePage", "https://lrs.example"}, {"name", "17"}}}};
}

std::string json_text(const json::value& value)
{
    return json::serialize(value);
}

json::value parsed(std::string_view text)
{
    return json::parse(text);
}

Play::Play(Cmi5Course wanted)
    : course(std::move(wanted)), ids(course, lms), enrolment{course, ids, actor, uuid(0xa000)},
      state(ids)
{
}

Cmi5Session Play::launch(std::size_t au, content::LaunchMode mode)
{
    const content::Cmi5Launch launch{.au = au,
                                     .session = uuid(0x5000 + ++number),
                                     .at = at(++second),
                                     .mode = mode,
                                     .url = "https://pub.example/start.html",
                                     .return_url = ""};
    tell(content::launched_statement(enrolment, launch), content::Cmi5Teller::system);
    auto session = content::session_of(enrolment, launch);
    session.fetched = true;
    return session;
}

json::object Play::say(const Cmi5Session& session, std::string_view word)
{
    namespace cmi5 = content::cmi5;
    auto context = session.context_template;
    context["registration"] = base::to_string(session.registration);
    json::array categories;
    const std::string verb = "http://adlnet.gov/expapi/verbs/" + std::string(word);
    const auto known = content::cmi5_verb(verb);
    json::object result;
    if (known) categories.push_back(json::object{{"id", cmi5::category}});
    if (known && known != content::Cmi5Verb::initialized) result["duration"] = "PT5M";
    if (word == "completed") result["completion"] = true;
    if (word == "passed" || word == "failed") {
        result["success"] = word == "passed";
        if (session.mastery_score) {
            result["score"] = json::object{{"scaled", word == "passed" ? 1.0 : 0.0}};
            context["extensions"].as_object()[cmi5::mastery_score] = *session.mastery_score;
        }
    }
    if (result.contains("success") || result.contains("completion"))
        categories.push_back(json::object{{"id", cmi5::moveon_category}});
    if (!categories.empty())
        context["contextActivities"].as_object()["category"] = std::move(categories);
    json::object out{{"id", base::to_string(uuid(++number))},
                     {"actor", session.actor},
                     {"verb", {{"id", verb}}},
                     {"object", {{"id", session.activity}}},
                     {"context", std::move(context)},
                     {"timestamp", base::to_string(at(++second))}};
    if (!result.empty()) out["result"] = std::move(result);
    return out;
}

void Play::tell(const json::object& statement, content::Cmi5Teller teller)
{
    state.apply(ids, statement, teller);
    log.push_back({statement, teller});
}

json::object changed(json::object statement, std::string_view path, std::string_view value)
{
    json::value all(std::move(statement));
    set(all, path, value);
    return all.as_object();
}

std::string rules_of(const base::Complaints& complaints)
{
    std::string out;
    for (const auto& each : complaints)
        out.append(out.empty() ? "" : ", ").append(each.rule);
    return out;
}

std::string places_of(const base::Complaints& complaints)
{
    std::string out;
    for (const auto& each : complaints)
        out.append(out.empty() ? "" : ", ").append(each.where).append(" ").append(each.rule);
    return out;
}

} // namespace support
