// The version header, and the version of a statement.
#include "conformance/topics.hpp"

#include <boost/json/serialize.hpp>

namespace conformance {
namespace {

constexpr std::string_view header = "X-Experience-API-Version";

Answer with_version(Talk& talk, std::string version)
{
    return talk.send(
        {.resource = "statements", .parameters = {{"limit", "1"}}, .version = std::move(version)});
}

// Each refused, and the one under test is not.
void refuses(Talk& talk, std::initializer_list<const char*> versions)
{
    for (const auto* version : versions)
        with_version(talk, version).is(400);
    with_version(talk, std::string(talk.version_header())).is(200).at("/statements");
}

void accepts(Talk& talk, std::initializer_list<const char*> versions)
{
    for (const auto* version : versions)
        with_version(talk, version).is(200).at("/statements");
}

const Requirement table[] = {
    {"versions.header.success", "An answer that succeeds has the version header",
     must("Communication 3.3"), must("4.1.7"),
     [](Talk& talk) {
         talk.get("statements", {{"limit", "1"}}).is(200).with_header(header);
         talk.post(talk.statement()).is(200).with_header(header);
         talk.get("about").is(200).with_header(header).at("/version");
     },
     "drop X-Experience-API-Version"},
    {"versions.header.refusal", "An answer that refuses has the version header",
     must("Communication 3.3"), must("4.1.7"),
     [](Talk& talk) {
         talk.get("statements", {{"colour", "red"}}).is(400).with_header(header);
         talk.fetch(talk.id()).is(404).with_header(header);
         talk.send({.resource = "statements", .as = {As::nobody}}).is(401).with_header(header);
         talk.send({.resource = "statements", .version = "0.9"}).is(400).with_header(header);
         talk.get("statements", {{"limit", "1"}}).is(200).with_header(header);
     },
     "statements @X-Experience-API-Version=0.9: drop X-Experience-API-Version"},
    {"versions.header.latest", "The header names the latest patch of the version in use",
     must("Communication 3.3"), must("4.1.7"),
     [](Talk& talk) {
         const auto minor = std::string(talk.version_header().substr(0, 3));
         for (const auto& version : {minor, minor + ".0"})
             with_version(talk, version).is(200).with_header(header, talk.version_header());
     },
     "header X-Experience-API-Version 1.0.0"},
    {"versions.minor", "A version without a patch is taken as .0", must("Communication 3.3"),
     must("4.1.7"),
     [](Talk& talk) {
         const auto minor = std::string(talk.version_header().substr(0, 3));
         const auto sent = talk.statement();
         talk.send({.method = "POST",
                    .resource = "statements",
                    .body = serialize(sent),
                    .version = minor})
             .is(200);
         talk.fetch(id_of(sent)).is(200).with("/version", minor + ".0");
         with_version(talk, minor).is(200).at("/statements");
     },
     "POST statements: request-set /version \"1.0.1\""},
    {"versions.patches", "Any patch of 1.0 is accepted", must("Communication 3.3"), silent,
     [](Talk& talk) {
         accepts(talk, {"1.0.0", "1.0.1", "1.0.2", "1.0.3", "1.0.9", "1.0.32"});
     },
     "@X-Experience-API-Version=1.0.9: say 400"},
    {"versions.later-patches", "A patch of 2.0 that is not known yet is accepted", silent,
     choice("IEEE names 2.0 and 2.0.0 alone"),
     [](Talk& talk) {
         accepts(talk, {"2.0.0", "2.0.1", "2.0.12"});
     },
     "@X-Experience-API-Version=2.0.1: say 400"},
    {"versions.missing", "A request without the version header is refused",
     must("Communication 3.3"), choice("IEEE expects the header and names no answer"),
     [](Talk& talk) { refuses(talk, {""}); },
     "!@X-Experience-API-Version: claim X-Experience-API-Version 1.0.3"},
    {"versions.missing.stores-nothing", "A statement without the version header is not stored",
     must("Communication 3.3"), choice("IEEE expects the header and names no answer"),
     [](Talk& talk) {
         const auto sent = talk.statement();
         talk.send({.method = "POST",
                    .resource = "statements",
                    .body = serialize(sent),
                    .version = ""})
             .is(400);
         talk.fetch(id_of(sent)).is(404);
         talk.store(sent);
         talk.fetch(id_of(sent)).is(200);
     },
     "POST statements !@X-Experience-API-Version: claim X-Experience-API-Version 1.0.3"},
    {"versions.older", "Versions before 1.0 are refused", must("Communication 3.3"), must("4.1.7"),
     [](Talk& talk) {
         refuses(talk, {"0.8", "0.9", "0.95", "0.9.5"});
     },
     "@X-Experience-API-Version=0.95: claim X-Experience-API-Version 1.0.3"},
    {"versions.newer", "Versions after those of the standard are refused",
     must("Communication 3.3"), must("4.1.7"),
     [](Talk& talk) {
         refuses(talk, {"1.1.0", "1.1", "1.2.3", "2.1.0", "2.1", "3.0.0", "10.0.0"});
     },
     "@X-Experience-API-Version=2.1.0: claim X-Experience-API-Version 2.0.0"},
    {"versions.nonsense", "What is no version is refused", should("Communication 3.3"),
     should("4.1.7"),
     [](Talk& talk) {
         refuses(talk, {"one", "1", "2", "1.0.x", "1.0.", "v2.0.0", "1.0.3.1"});
     },
     "@X-Experience-API-Version=one: claim X-Experience-API-Version 2.0.0"},
    {"versions.refusal-says-why", "The refusal of a version says why", must("Communication 3.3"),
     must("4.1.7"),
     [](Talk& talk) {
         const auto answer = with_version(talk, "0.9");
         answer.is(400).expect(answer.body().size() > 10, "a short description of the problem",
                               answer.body());
         with_version(talk, std::string(talk.version_header())).is(200);
     },
     "@X-Experience-API-Version=0.9: empty"},
    {"versions.statement.set", "A statement without a version gets the one of the standard",
     must("Data 2.4.10"), must("4.2.4.3"),
     [](Talk& talk) {
         const auto old = talk.version() == Version::v1_0_3;
         talk.fetch(talk.store(talk.statement())).is(200).with("/version", old ? "1.0.0" : "2.0.0");
     },
     "GET statements: unset /version"},
    {"versions.statement.kept", "A statement keeps the version that it came with",
     must("Data 2.4.10"), must("4.2.4.3"),
     [](Talk& talk) {
         const auto old = talk.version() == Version::v1_0_3;
         for (const auto* version : {"1.0.0", "1.0.2", "2.0.0"}) {
             if (old && version[0] == '2') continue;
             const auto sent = with(talk.statement(), {{"/version", version}});
             talk.fetch(talk.store(sent)).is(200).with("/version", version);
         }
     },
     "GET statements: set /version \"1.0.0\""},
};

} // namespace

topics::Table topics::versions()
{
    return {std::begin(table), std::end(table)};
}

} // namespace conformance
