// Competency models and statements for tests, named by short words: the activity "a" is
// https://x.example/a, the person "ann" has the account "ann" at https://city.example.
#pragma once

#include "competency/model.hpp"

#include <boost/json.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace support::kmx {

namespace json = boost::json;

inline json::object german_and_english(std::string_view text)
{
    return {{"de", text}, {"en", text}};
}

inline std::string activity(std::string_view name)
{
    return "https://x.example/" + std::string(name);
}

inline std::string verb(std::string_view name)
{
    return "http://adlnet.gov/expapi/verbs/" + std::string(name);
}

inline json::object agent(std::string_view name)
{
    return {{"account", {{"homePage", "https://city.example"}, {"name", name}}}};
}

inline std::string identity(std::string_view name)
{
    return "account:https://city.example\x1f" + std::string(name);
}

// A right model with two scales of three levels ("I" implies, "T" is strict), the area "A" and
// nothing else, to which parts are added. Texts of parts are JSON.
class ModelMaker {
public:
    explicit ModelMaker(std::string_view zone = "Europe/Berlin")
    {
        document = {{"$schema", "kmx-1"},
                    {"id", "https://city.example/km"},
                    {"version", "1"},
                    {"validFrom", "2026-01-01"},
                    {"tz", zone},
                    {"title", german_and_english("Model")},
                    {"scales", json::array{scale("I", "implies"), scale("T", "strict")}},
                    {"areas", json::array()},
                    {"competencies", json::array()},
                    {"evidence", json::array()},
                    {"rules", json::array()}};
        add("areas", {{"id", "A"}, {"name", german_and_english("Area")}});
    }

    ModelMaker& competency(std::string_view id, std::string_view scale_id = "I")
    {
        return add("competencies", {{"id", id},
                                    {"iri", "https://city.example/c/" + std::string(id)},
                                    {"area", "A"},
                                    {"name", german_and_english(id)},
                                    {"scale", scale_id}});
    }

    // By default: the course with the activity of the same name, passed.
    ModelMaker& evidence(std::string_view id, std::string_view more = "{}")
    {
        json::object mapping{{"id", id},
                             {"kind", "course"},
                             {"label", german_and_english(id)},
                             {"match", {{"verb", {verb("passed")}}, {"object", {activity(id)}}}}};
        const auto changes = json::parse(more).as_object();
        for (const auto& member : changes)
            mapping.insert_or_assign(member.key(), member.value());
        return add("evidence", std::move(mapping));
    }

    ModelMaker& rule(std::string_view competency, int level, std::string_view node)
    {
        json::parse_options deep;
        deep.max_depth = 128;
        return add("rules",
                   {{"for", competency}, {"level", level}, {"rule", json::parse(node, {}, deep)}});
    }

    ModelMaker& add(std::string_view list, json::object item)
    {
        if (!document.contains(list)) document[list] = json::array();
        document[list].as_array().push_back(std::move(item));
        return *this;
    }

    std::string text() const { return json::serialize(document); }

    // Throws when the model is not right.
    std::shared_ptr<const competency::Model> model() const
    {
        return competency::parse_model(text()).value();
    }

    json::object document;

private:
    static json::object scale(std::string_view id, std::string_view ladder)
    {
        json::array levels;
        for (int n = 1; n <= 3; ++n)
            levels.push_back({{"n", n}, {"name", german_and_english(std::to_string(n))}});
        return {{"id", id}, {"ladder", ladder}, {"levels", std::move(levels)}};
    }
};

inline std::string statement_id(int number)
{
    auto digits = std::to_string(number);
    return "00000000-0000-4000-8000-" + std::string(12 - digits.size(), '0') + digits;
}

// A statement as a store holds it: "ann" passed the activity at that time, stored at once. `more`
// replaces top-level members, or removes those that it names when one of them is null.
inline std::string statement(int number, std::string_view object, std::string_view time,
                             std::string_view more = "{}")
{
    json::object out{{"id", statement_id(number)},
                     {"actor", agent("ann")},
                     {"verb", {{"id", verb("passed")}}},
                     {"object", {{"id", activity(object)}}},
                     {"timestamp", time},
                     {"stored", time},
                     {"authority", agent("lms")}};
    const auto changes = json::parse(more).as_object();
    bool removes = false;
    for (const auto& member : changes) {
        out.erase(member.key());
        removes = removes || member.value().is_null();
    }
    auto text = json::serialize(out);
    if (removes || changes.empty()) return text;
    // Spliced as text, so that numbers keep their digits.
    text.back() = ',';
    return text + std::string(more.substr(more.find('{') + 1));
}

inline std::string voiding(int number, int target, std::string_view stored)
{
    return json::serialize(
        json::object{{"id", statement_id(number)},
                     {"actor", agent("admin")},
                     {"verb", {{"id", verb("voided")}}},
                     {"object", {{"objectType", "StatementRef"}, {"id", statement_id(target)}}},
                     {"stored", stored},
                     {"authority", agent("lms")}});
}

inline competency::Timestamp time(std::string_view text)
{
    return base::parse_timestamp(text, base::TimestampRules::rfc3339).value();
}

} // namespace support::kmx
