// Requests that are right and unusual, and requests that are not quite right.
#include "base/base64.hpp"
#include "base/percent.hpp"
#include "conformance/topics.hpp"

#include <boost/crc.hpp>
#include <boost/json/serialize.hpp>

namespace conformance {
namespace {

// The lines that every request needs, each with its end.
std::string lines(Talk& talk)
{
    const auto& lrs = talk.lrs();
    return "Host: " + lrs.url.host + ':' + lrs.url.port + "\r\nAuthorization: Basic " +
           base::to_base64(lrs.user.key + ":" + lrs.user.secret) +
           "\r\nX-Experience-API-Version: " + std::string(talk.version_header()) + "\r\n";
}

std::string path(Talk& talk, std::string_view resource)
{
    return talk.lrs().url.path + "/" + std::string(resource);
}

Answer with_headers(Talk& talk, Pairs headers)
{
    return talk.send(
        {.resource = "statements", .parameters = {{"limit", "1"}}, .headers = std::move(headers)});
}

Answer post_as(Talk& talk, const json::object& sent, std::string type)
{
    return talk.send({.method = "POST",
                      .resource = "statements",
                      .body = serialize(sent),
                      .type = std::move(type)});
}

// RFC 1952, RFC 1951 3.2.4: one block that is stored as it is. Less than 64 KiB.
std::string gzip(const std::string& bytes)
{
    boost::crc_32_type crc;
    crc.process_bytes(bytes.data(), bytes.size());
    const auto little = [](std::size_t value, int size) {
        std::string out;
        for (; size > 0; --size, value >>= 8)
            out += static_cast<char>(value & 0xff);
        return out;
    };
    return std::string("\x1f\x8b\x08\0\0\0\0\0\0\xff\x01", 11) + little(bytes.size(), 2) +
           little(~bytes.size(), 2) + bytes + little(crc.checksum(), 4) + little(bytes.size(), 4);
}

constexpr As lenient_one{As::limited, "lenient"};
constexpr std::string_view lenient = "for content that is known to forget them";
constexpr std::string_view http = "HTTP allows it (RFC 9110, RFC 9112); xAPI is silent";

const Requirement table[] = {
    {"leniency.accept", "Any Accept header that allows JSON is answered", must("Communication 1.2"),
     must("4.1.1"),
     [](Talk& talk) {
         for (const auto* accept : {"*/*", "application/json", "text/html, */*;q=0.1",
                                    "application/*", "application/json; charset=utf-8"})
             with_headers(talk, {{"Accept", accept}}).is(200).at("/statements");
     },
     "@Accept: say 406"},
    {"leniency.accept-encoding", "A client that offers compression is answered",
     must("Communication 1.2"), must("4.1.1"),
     [](Talk& talk) {
         for (const auto* coding : {"identity", "identity;q=1, *;q=0"})
             with_headers(talk, {{"Accept-Encoding", coding}}).is(200).at("/statements");
         with_headers(talk, {{"Accept-Encoding", "gzip, deflate, br"}}).is(200);
     },
     "@Accept-Encoding: say 406"},
    {"leniency.header-names", "The names of headers may be in any case", must("RFC 9110 5.1"),
     must("RFC 9110 5.1"),
     [](Talk& talk) {
         const auto& user = talk.lrs().user;
         talk.send({.resource = "statements",
                    .parameters = {{"limit", "1"}},
                    .headers = {{"AUTHORIZATION",
                                 "Basic " + base::to_base64(user.key + ":" + user.secret)},
                                {"x-experience-api-version", std::string(talk.version_header())}},
                    .as = {As::nobody},
                    .version = ""})
             .is(200)
             .at("/statements");
     },
     "GET statements: say 401"},
    {"leniency.scheme-case", "The word Basic may be in any case", must("RFC 7235 2.1"),
     must("RFC 7235 2.1"),
     [](Talk& talk) {
         const auto& user = talk.lrs().user;
         for (const auto* scheme : {"basic ", "BASIC "}) {
             talk.send({.resource = "statements",
                        .parameters = {{"limit", "1"}},
                        .headers = {{"Authorization",
                                     scheme + base::to_base64(user.key + ":" + user.secret)}},
                        .as = {As::nobody}})
                 .is(200)
                 .at("/statements");
         }
     },
     "GET statements: say 401"},
    {"leniency.unknown-headers", "Headers that nobody knows are ignored", must("RFC 9110 5.1"),
     must("RFC 9110 5.1"),
     [](Talk& talk) {
         with_headers(talk, {{"X-Requested-With", "XMLHttpRequest"}, {"DNT", "1"}, {"X-A", ""}})
             .is(200)
             .at("/statements");
     },
     "@DNT: say 400"},
    {"leniency.charset", "application/json may have parameters", must("Communication 1.5.1"),
     must("4.1.3"),
     [](Talk& talk) {
         for (const auto* type :
              {"application/json; charset=utf-8", "application/json;charset=UTF-8",
               "Application/JSON", "application/json ; charset=\"utf-8\""}) {
             const auto sent = talk.statement();
             post_as(talk, sent, type).is(200);
             talk.fetch(id_of(sent)).is(200).at("/id");
         }
     },
     "POST statements: say 415"},
    {"leniency.content-type.other", "Statements of another content type are refused",
     should("Communication 3.2"), should("4.1.3"),
     [](Talk& talk) {
         for (const auto* type :
              {"text/plain", "application/xml", "application/jsonx", "application/octet-stream"}) {
             const auto sent = talk.statement();
             post_as(talk, sent, type).is({400, 415});
             talk.fetch(id_of(sent)).is(404);
         }
         post_as(talk, talk.statement(), "application/json").is(200);
     },
     "POST statements: claim Content-Type application/json"},
    {"leniency.content-type.none", "Statements without a content type are refused",
     should("Communication 3.2"), should("4.1.3"),
     [](Talk& talk) {
         const auto sent = talk.statement();
         post_as(talk, sent, "").is({400, 415});
         talk.fetch(id_of(sent)).is(404);
         post_as(talk, sent, "application/json").is(200);
     },
     "POST statements: claim Content-Type application/json"},
    {"leniency.chunked", "A body may come in chunks", must("RFC 9112 7.1"), must("RFC 9112 7.1"),
     [](Talk& talk) {
         const auto sent = talk.statement();
         const auto text = serialize(sent);
         const auto half = text.size() / 2;
         const auto chunk = [](std::string_view part) {
             constexpr std::string_view digits = "0123456789abcdef";
             std::string size;
             for (auto left = part.size(); left > 0; left /= 16)
                 size.insert(size.begin(), digits[left % 16]);
             return size + "\r\n" + std::string(part) + "\r\n";
         };
         talk.raw("POST " + path(talk, "statements") + " HTTP/1.1\r\n" + lines(talk) +
                  "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" +
                  chunk(text.substr(0, half)) + chunk(text.substr(half)) + "0\r\n\r\n")
             .is(200);
         talk.fetch(id_of(sent)).is(200).with("/actor", sent.at("actor"));
     },
     "POST statements: swallow 200"},
    {"leniency.continue", "A client that waits for 100 Continue gets its answer", choice(http),
     choice(http),
     [](Talk& talk) {
         const auto sent = talk.statement();
         talk.send({.method = "POST",
                    .resource = "statements",
                    .body = serialize(sent),
                    .headers = {{"Expect", "100-continue"}}})
             .is(200);
         talk.fetch(id_of(sent)).is(200).with("/id", id_of(sent));
     },
     "@Expect: say 417"},
    {"leniency.gzip",
     "A body may come as gzip; one that is broken, or in another coding, is refused", choice(http),
     choice(http),
     [](Talk& talk) {
         const auto post = [&](const json::object& sent, const char* coding, std::size_t lost) {
             auto body = gzip(serialize(sent));
             body.resize(body.size() - lost);
             return talk.send({.method = "POST",
                               .resource = "statements",
                               .body = body,
                               .headers = {{"Content-Encoding", coding}}});
         };
         const auto sent = talk.statement();
         post(sent, "gzip", 10).is(400);
         post(sent, "br", 0).is(415);
         talk.fetch(id_of(sent)).is(404);
         post(sent, "gzip", 0).is(200);
         talk.fetch(id_of(sent)).is(200).with("/actor", sent.at("actor"));
     },
     "@Content-Encoding: status 415 400"},
    {"leniency.slash", "A slash at the end of a resource is ignored", choice("some clients add it"),
     choice("some clients add it"),
     [](Talk& talk) {
         talk.get("statements/", {{"limit", "1"}}).is(200).at("/statements");
         talk.get("about/").is(200).at("/version");
     },
     "status 200 404"},
    {"leniency.double-slash", "So is a double one", choice("an endpoint with a slash makes it"),
     choice("an endpoint with a slash makes it"),
     [](Talk& talk) {
         talk.get(talk.lrs().url.path + "//statements", {{"limit", "1"}}).is(200).at("/statements");
     },
     "status 200 404"},
    {"leniency.absolute", "The target may be an absolute URL", choice(http), choice(http),
     [](Talk& talk) {
         const auto& url = talk.lrs().url;
         talk.raw("GET http://" + url.host + ":" + url.port + path(talk, "statements?limit=1") +
                  " HTTP/1.1\r\n" + lines(talk) + "\r\n")
             .is(200)
             .at("/statements");
     },
     "status 200 404"},
    {"leniency.escapes", "Names and values of parameters may be escaped in any way",
     must("Communication 2.1.3"), must("4.1.6.1"),
     [](Talk& talk) {
         const auto sent = talk.statement();
         talk.store(sent);
         std::string escaped;
         for (const char c : id_of(sent))
             escaped += "%" + std::string(1, "0123456789abcdef"[(c >> 4) & 15]) +
                        "0123456789abcdef"[c & 15];
         talk.raw("GET " + path(talk, "statements?%73tatementId=") + escaped + " HTTP/1.1\r\n" +
                  lines(talk) + "\r\n")
             .is(200)
             .with("/id", id_of(sent));
     },
     "GET statements: say 404"},
    {"leniency.plus", "A plus in a query is a space", choice("forms write it so"),
     choice("forms write it so"),
     [](Talk& talk) {
         const auto agent = with(talk.agent(), {{"/name", "Ann Lee"}});
         const auto id = talk.store(with(talk.statement(), {{"/actor", agent}}));
         auto text = base::percent_encoded(serialize(agent));
         text.replace(text.find("%20"), 3, "+");
         talk.raw("GET " + path(talk, "statements?agent=") + text + " HTTP/1.1\r\n" + lines(talk) +
                  "\r\n")
             .is(200)
             .with("/statements/0/id", id);
     },
     "GET statements: set /statements []"},
    {"leniency.known-strays", "Parameters that content leaves in its URLs are ignored",
     choice("launch pages and authoring tools add them"),
     choice("launch pages and authoring tools add them"),
     [](Talk& talk) {
         const auto sent = talk.statement();
         talk.post("statements", {{"tincan", "true"}}, serialize(sent)).is(200);
         talk.fetch(id_of(sent)).is(200).at("/id");
     },
     "POST statements ?tincan: say 400"},
    {"leniency.credential.version", "A lenient credential may leave out the version header",
     choice(lenient), choice(lenient),
     [](Talk& talk) {
         const auto sent = talk.statement();
         const auto post = [&](As as) {
             return talk.send({.method = "POST",
                               .resource = "statements",
                               .body = serialize(sent),
                               .as = as,
                               .version = ""});
         };
         post({As::user}).is(400);
         talk.fetch(id_of(sent)).is(404);
         post(lenient_one).is(200).with_header("X-Experience-API-Version", "1.0.3");
         talk.fetch(id_of(sent)).is(200).with("/version", "1.0.0");
     },
     "POST statements !@X-Experience-API-Version: say 400"},
    {"leniency.credential.parameters",
     "With a lenient credential unknown parameters are ignored, broken values are not",
     choice(lenient), choice(lenient),
     [](Talk& talk) {
         const auto get = [&](const char* name, const char* value, As as) {
             return talk.send({.resource = "statements",
                               .parameters = {{name, value}, {"verb", talk.iri("verb")}},
                               .as = as});
         };
         get("colour", "red", {As::user}).is(400);
         get("colour", "red", lenient_one).is(200).at("/statements");
         get("limit", "red", lenient_one).is(400);
     },
     "GET statements ?colour: say 400"},
    {"leniency.refusal-says-why", "A refusal says what was wrong", should("Communication 3.2"),
     should("4.1.5"),
     [](Talk& talk) {
         const auto bad = talk.get("statements", {{"limit", "-1"}});
         bad.is(400).expect(bad.body().size() > 10, "a message", bad.body());
         const auto worse = talk.post(with(talk.statement(), {{"/verb/id", "tried"}}));
         worse.is(400).expect(worse.body().size() > 10, "a message", worse.body());
         talk.post(talk.statement()).is(200);
     },
     "empty-refusals"},
    {"leniency.refusal-names-rule", "A refused statement is answered with every broken rule",
     choice("the standards ask for a message"), choice("the standards ask for a message"),
     [](Talk& talk) {
         talk.post(with(talk.statement(), {{"/verb/id", "tried"}, {"/actor/mbox", "ann"}}))
             .is(400)
             .with_type("application/json")
             .with("/complaints/0/pointer", "/actor/mbox")
             .with("/complaints/1/pointer", "/verb/id")
             .at("/complaints/1/expected");
     },
     "POST statements: unset /complaints/1"},
    {"leniency.malformed", "What is no HTTP is refused, and the server lives on", choice(http),
     choice(http),
     [](Talk& talk) {
         talk.raw("GET " + path(talk, "about") + " HTTP/1.1\r\n\r\n").is(400); // No Host.
         talk.raw("GET " + path(talk, "about") + " HTTP/1.1\r\nHost : x\r\n\r\n").is(400);
         talk.raw("nonsense\r\n\r\n").is({400, 501});
         talk.get("about").is(200).at("/version");
     },
     "about: say 400"},
    {"leniency.no-resource", "A resource that nobody knows is answered 404",
     should("Communication 3.2"), should("4.1.5"),
     [](Talk& talk) {
         talk.get("statement").is(404);
         talk.get("Statements").is(404);
         talk.get("statements", {{"limit", "1"}}).is(200);
     },
     "status 404 400"},
    {"leniency.keep-alive", "A connection takes one request after another", must("RFC 9112 9.3"),
     must("RFC 9112 9.3"),
     [](Talk& talk) {
         const auto sent = talk.statement();
         for (int at = 0; at < 5; ++at) {
             talk.post(sent).is(200);
             talk.fetch(id_of(sent)).is(200).with("/id", id_of(sent));
             talk.fetch(talk.id()).is(404);
         }
     },
     "POST statements: swallow 200"},
};

} // namespace

topics::Table topics::leniency()
{
    return {std::begin(table), std::end(table)};
}

} // namespace conformance
