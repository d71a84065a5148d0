// What a server says of itself.
#include "conformance/topics.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace conformance {
namespace {

bool speaks(const json::value& versions, std::string_view start)
{
    const auto* list = versions.if_array();
    return list && std::ranges::any_of(*list, [&](const json::value& one) {
               return one.is_string() && one.as_string().starts_with(start);
           });
}

const Requirement table[] = {
    {"about.versions", "About lists the versions that are spoken, the one under test among them",
     must("Communication 2.8"), must("4.1.6.7"),
     [](Talk& talk) {
         const auto answer = talk.get("about");
         const auto minor = talk.version_header().substr(0, 4);
         answer.is(200).with_type("application/json");
         answer.expect(speaks(answer.at("/version"), minor),
                       "/version to be an array with " + std::string(minor) + "x", answer.body());
     },
     "about: unset /version"},
    {"about.version-1.0.0", "A server that speaks 1.0.3 lists 1.0.0 too",
     choice("Communication 2.8 asks it of version 1.0.0, and the latest patch of every other"),
     silent,
     [](Talk& talk) {
         const auto answer = talk.get("about");
         answer.is(200).expect(speaks(answer.at("/version"), "1.0.0"), "1.0.0 in /version",
                               answer.body());
     },
     R"(about: set /version ["1.0.3"])"},
    {"about.nothing-else", "About has no properties beside version and extensions",
     must("Communication 2.8"), should("4.1.6.7"),
     [](Talk& talk) {
         const auto answer = talk.get("about");
         const auto about = answer.is(200).json();
         answer.expect(about.is_object() && about.as_object().contains("version"),
                       "an object with a version", answer.body());
         for (const auto& member : about.as_object()) {
             answer.expect(member.key() == "version" || member.key() == "extensions",
                           "only version and extensions", std::string(member.key()));
         }
     },
     "about: set /name \"lrs\""},
    {"about.without-version", "About does not refuse a request without the version header",
     must("Communication 2.8"), must("4.1.6.7"),
     [](Talk& talk) { talk.send({.resource = "about", .version = ""}).is(200).at("/version"); },
     "about !@X-Experience-API-Version: say 400"},
    {"about.any-version", "About does not refuse a request for its version header",
     must("Communication 2.8"), must("4.1.6.7"),
     [](Talk& talk) {
         for (const auto* version : {"0.9", "1.1.0", "3.0.0", "newest"})
             talk.send({.resource = "about", .version = version}).is(200).at("/version");
     },
     "about @X-Experience-API-Version=newest: say 400"},
    {"about.without-credential", "About is answered to everybody", should("Communication 2.8"),
     choice("1.0.3 asks it, IEEE is silent"),
     [](Talk& talk) {
         talk.send({.resource = "about", .as = {As::nobody}}).is(200).at("/version");
     },
     "about !@Authorization: say 401"},
    {"about.read-only", "About cannot be written", choice("no method but GET is defined"),
     choice("no method but GET is defined"),
     [](Talk& talk) {
         for (const auto* method : {"PUT", "POST", "DELETE"}) {
             talk.send({.method = method, .resource = "about", .body = "{}"})
                 .is(405)
                 .with_header("Allow");
         }
         talk.get("about").is(200).at("/version");
     },
     "about: drop Allow"},
};

} // namespace

topics::Table topics::about()
{
    return {std::begin(table), std::end(table)};
}

} // namespace conformance
