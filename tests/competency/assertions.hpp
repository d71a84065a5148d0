// Statements after the Learner Competency profile, about "ann" and competencies of the models that
// ModelMaker makes.
#pragma once

#include "tests/support/competency_models.hpp"

#include <string>
#include <string_view>

namespace support::kmx {

inline std::string competency_iri(std::string_view id)
{
    return "https://city.example/c/" + std::string(id);
}

// An activity that is a competency: "C1" or "C1#L2".
inline json::object competency_activity(std::string_view id)
{
    return {{"id", competency_iri(id)},
            {"definition", {{"type", "https://w3id.org/xapi/tla/activity-types/competency"}}}};
}

inline json::object person(std::string_view name)
{
    auto out = agent(name);
    out["objectType"] = "Agent";
    return out;
}

inline json::object profile_verb(std::string_view word)
{
    return {{"id", "https://w3id.org/xapi/tla/verbs/" + std::string(word)}};
}

// "sue" says it of "ann" in the name of "hr"; `expires` may be empty.
inline std::string says(std::string_view word, int number, std::string_view competency,
                        std::string_view when, std::string_view authority = "hr",
                        std::string_view expires = "")
{
    json::object context{{"contextActivities", {{"grouping", {competency_activity(competency)}}}}};
    if (!expires.empty())
        context["extensions"] = {{"https://w3id.org/xapi/comp/contextextensions/expires", expires}};
    json::object out{{"actor", agent("sue")},
                     {"verb", profile_verb(word)},
                     {"object", person("ann")},
                     {"context", std::move(context)},
                     {"authority", agent(authority)}};
    return statement(number, "", when, json::serialize(out));
}

inline std::string confers(int number, std::string_view competency, std::string_view when,
                           std::string_view authority = "hr", std::string_view expires = "")
{
    return says("conferred", number, competency, when, authority, expires);
}

inline std::string revokes(int number, std::string_view competency, std::string_view when,
                           std::string_view authority = "hr")
{
    return says("revoked", number, competency, when, authority);
}

// What this system, "us", has kept about "ann": "legacy" or "consolidated".
inline std::string keeps(int number, std::string_view kind, std::string_view competency,
                         std::string_view since, std::string_view stored,
                         std::string_view expires = "", json::object more = {})
{
    json::object extensions;
    if (!expires.empty())
        extensions["https://w3id.org/xapi/comp/contextextensions/expires"] = expires;
    const auto category = "https://w3id.org/xapi/lrs/categories/" + std::string(kind);
    more["verb"] = profile_verb("achieved");
    more["object"] = competency_activity(competency);
    more["stored"] = stored;
    more["authority"] = agent("us");
    more["context"] = {{"contextActivities", {{"category", {{{"id", category}}}}}},
                       {"extensions", std::move(extensions)}};
    return statement(number, "", since, json::serialize(more));
}

// "hr" may assert all levels of the area "A", "lms" may be read and may reference.
inline ModelMaker& trusting(ModelMaker& maker)
{
    maker.add("trust", {{"authority", agent("hr")},
                        {"kinds", json::array()},
                        {"mayAssert", {{"areas", {"A"}}, {"maxLevel", 3}}}});
    return maker.add("trust",
                     {{"authority", agent("lms")}, {"kinds", {"course"}}, {"mayReference", true}});
}

} // namespace support::kmx
