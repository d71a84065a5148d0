// Every place of a statement that holds an IRI refuses one without a scheme. Each is a requirement
// of its own: the public suite has a case for most of them, and none of those can fail.
#include "conformance/topics.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace conformance {
namespace {

struct Place {
    std::string_view name;
    std::string_view title;
    std::string_view paragraph_2_0_0;
    // The statement with this IRI at the place.
    json::object (*with_iri)(Talk&, const std::string&);
};

json::object at(Talk& talk, std::string_view pointer, const std::string& iri)
{
    return with(talk.statement(), {{pointer, iri}});
}

json::object attached(Talk& talk, std::string_view member, const std::string& iri)
{
    auto file = parsed(R"({"usageType": "http://conformance.example/usage",
        "display": {"en": "A"}, "contentType": "text/plain", "length": 1,
        "sha2": "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
        "fileUrl": "http://conformance.example/a"})")
                    .as_object();
    file[member] = iri;
    return with(talk.statement(), {{"/attachments", json::array{file}}});
}

json::object extended(Talk& talk, std::string_view pointer, const std::string& iri)
{
    return with(talk.statement(), {{pointer, json::object{{iri, 1}}}});
}

json::object in_list(Talk& talk, std::string_view pointer, std::string_view type,
                     std::string_view who, const std::string& iri)
{
    auto agent = talk.agent();
    if (who == "group") agent["objectType"] = "Group";
    json::object entry{{"relevantTypes", json::array{json::string(iri)}}};
    entry["objectType"] = json::string_view(type.data(), type.size());
    entry[who] = agent;
    return with(talk.statement(), {{pointer, json::array{entry}}});
}

constexpr Place places[] = {
    {"verb", "the id of a verb", "4.2.1, 4.2.2.2",
     [](Talk& talk, const std::string& iri) { return at(talk, "/verb/id", iri); }},
    {"openid", "an openid", "4.2.1, 4.2.2.1",
     [](Talk& talk, const std::string& iri) {
         return with(talk.statement(), {{"/actor", json::object{{"openid", json::string(iri)}}}});
     }},
    {"homePage", "the homePage of an account", "4.2.1, 4.2.2.1",
     [](Talk& talk, const std::string& iri) {
         json::object account{{"homePage", json::string(iri)}, {"name", "ann"}};
         return with(talk.statement(), {{"/actor", json::object{{"account", account}}}});
     }},
    {"activity", "the id of an activity", "4.2.1, 4.2.2.3",
     [](Talk& talk, const std::string& iri) { return at(talk, "/object/id", iri); }},
    {"type", "the type of an activity", "4.2.1, 4.2.2.3",
     [](Talk& talk, const std::string& iri) { return at(talk, "/object/definition/type", iri); }},
    {"moreInfo", "the moreInfo of an activity", "4.2.1, 4.2.2.3",
     [](Talk& talk, const std::string& iri) {
         return at(talk, "/object/definition/moreInfo", iri);
     }},
    {"context-activity", "the id of a context activity", "4.2.1, 4.2.2.5",
     [](Talk& talk, const std::string& iri) {
         return at(talk, "/context/contextActivities/parent/id", iri);
     }},
    {"usageType", "the usageType of an attachment", "4.2.1, 4.2.2.6",
     [](Talk& talk, const std::string& iri) { return attached(talk, "usageType", iri); }},
    {"fileUrl", "the fileUrl of an attachment", "4.2.1, 4.2.2.6",
     [](Talk& talk, const std::string& iri) { return attached(talk, "fileUrl", iri); }},
    {"definition-extension", "the name of an activity's extension", "4.2.1, 4.2.7",
     [](Talk& talk, const std::string& iri) {
         return extended(talk, "/object/definition/extensions", iri);
     }},
    {"context-extension", "the name of a context's extension", "4.2.1, 4.2.7",
     [](Talk& talk, const std::string& iri) { return extended(talk, "/context/extensions", iri); }},
    {"result-extension", "the name of a result's extension", "4.2.1, 4.2.7",
     [](Talk& talk, const std::string& iri) { return extended(talk, "/result/extensions", iri); }},
    {"sub-statement", "the id of a verb in a sub-statement", "4.2.1, 4.2.2.3",
     [](Talk& talk, const std::string& iri) {
         auto inner = at(talk, "/verb/id", iri);
         inner.erase("id");
         inner["objectType"] = "SubStatement";
         return with(talk.statement(), {{"/object", inner}});
     }},
    {"agent-type", "a relevant type of a context agent", "4.2.1, 4.2.2.5",
     [](Talk& talk, const std::string& iri) {
         return in_list(talk, "/context/contextAgents", "contextAgent", "agent", iri);
     }},
    {"group-type", "a relevant type of a context group", "4.2.1, 4.2.2.5",
     [](Talk& talk, const std::string& iri) {
         return in_list(talk, "/context/contextGroups", "contextGroup", "group", iri);
     }},
};

void try_place(Talk& talk, const Place& place)
{
    const auto iri = talk.iri("place");
    for (const auto& bad : {iri.substr(std::string_view("http://").size()), iri.substr(5),
                            std::string("/place"), std::string("place"), std::string()}) {
        const auto sent = place.with_iri(talk, bad);
        talk.post(sent).is(400);
        talk.fetch(id_of(sent)).is(404);
    }
    const auto sent = place.with_iri(talk, iri);
    talk.post(sent).is(200);
    talk.fetch(id_of(sent)).is(200).with("/id", id_of(sent));
}

} // namespace

topics::Table topics::schemes()
{
    static const auto titles = [] {
        std::vector<std::string> out;
        for (const auto& place : places)
            out.push_back("An IRI without a scheme is refused as " + std::string(place.title));
        return out;
    }();
    Table out;
    for (std::size_t index = 0; index < std::size(places); ++index) {
        const auto& place = places[index];
        const bool new_in_2_0 = place.name == "agent-type" || place.name == "group-type";
        out.push_back({"schemes." + std::string(place.name), titles[index],
                       new_in_2_0 ? silent : must("Data 2.2"), must(place.paragraph_2_0_0),
                       [&place](Talk& talk) { try_place(talk, place); },
                       "POST statements: status 400 200"});
    }
    return out;
}

} // namespace conformance
