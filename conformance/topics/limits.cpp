// What a server does with too much. The sizes are a server's own choice; how it says so is not.
#include "conformance/documents.hpp"
#include "conformance/topics.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace conformance {
namespace {

constexpr std::string_view sizes = "a server may choose its limits";

json::object with_response(Talk& talk, std::size_t size)
{
    return with(talk.statement(), {{"/result/response", std::string(size, 'x')}});
}

// A header that announces more than anybody takes; no byte of it follows.
std::string announced(Talk& talk, const std::string& size)
{
    auto text = request_text(talk.lrs().url,
                             {.method = "PUT",
                              .resource = "activities/state",
                              .parameters = documents::Document(talk, documents::state).name()},
                             {{"X-Experience-API-Version", std::string(talk.version_header())},
                              {"Expect", "100-continue"}});
    const std::string_view none = "Content-Length: 0";
    return text.replace(text.find(none), none.size(), "Content-Length: " + size);
}

const Requirement table[] = {
    {"limits.statement", "A statement of 250 KB is taken", must("Communication 3.2"), choice(sizes),
     [](Talk& talk) {
         const auto sent = with_response(talk, 250'000);
         talk.post(sent).is(200);
         talk.fetch(id_of(sent)).is(200).with("/result/response", std::string(250'000, 'x'));
     },
     "POST statements: say 413"},
    {"limits.statement.too-large", "A statement that is too large is answered 413",
     choice("1 MiB here"), choice("1 MiB here"),
     [](Talk& talk) {
         const auto sent = with_response(talk, 1u << 20);
         talk.post(sent).is(413);
         talk.fetch(id_of(sent)).is(404);
         talk.post(with_response(talk, 1'000)).is(200);
     },
     "POST statements: status 413 400"},
    {"limits.document", "A document of 1 MB is taken", must("Communication 3.2"), choice(sizes),
     [](Talk& talk) {
         documents::Document document(talk, documents::state);
         const std::string body(1'000'000, 'x');
         document.create(body, "text/plain");
         document.holds(body);
     },
     "PUT activities/state: say 413"},
    {"limits.body", "A body that is announced as 10 GB is answered 413, before it is sent",
     choice(sizes), choice(sizes),
     [](Talk& talk) {
         auto text = announced(talk, "10000000000");
         const auto authorized = talk.send({.resource = "about"});
         authorized.is(200);
         const auto basic = talk.exchanges().back().request;
         const auto at = basic.find("Authorization: ");
         text.insert(text.find("X-Experience"), basic.substr(at, basic.find('\n', at) - at + 1));
         talk.raw(text).is(413);
         talk.get("about").is(200);
     },
     "PUT activities/state: say 400"},
    {"limits.url", "A URL of 8,000 bytes is taken, one of 100,000 is answered 414", choice(sizes),
     choice(sizes),
     [](Talk& talk) {
         const auto iri = talk.iri() + std::string(3'500, 'x');
         talk.get("statements", {{"activity", iri}}).is(200).with("/statements", json::array{});
         talk.get("about", {{"x", std::string(25'000, 'x')}}).is(414);
         talk.get("about").is(200);
     },
     "about: say 400"},
    {"limits.header", "A header that is too large is answered 431", choice(sizes), choice(sizes),
     [](Talk& talk) {
         talk.send({.resource = "about", .headers = {{"X-Long", std::string(60'000, 'x')}}})
             .is(431);
         talk.send({.resource = "about", .headers = {{"X-Long", std::string(4'000, 'x')}}})
             .is(200)
             .at("/version");
     },
     "about: say 431"},
    {"limits.batch", "500 statements come in one request", should("Communication 3.2"),
     choice(sizes),
     [](Talk& talk) {
         const auto verb = talk.iri("verb");
         json::array batch;
         for (int at = 0; at < 500; ++at)
             batch.push_back(with(talk.statement(), {{"/verb/id", verb}}));
         talk.post(batch).is(200).at("/499");
         talk.fetch(std::string(batch[499].at("id").as_string())).is(200).with("/verb/id", verb);
     },
     "POST statements: say 413"},
    {"limits.batch.too-many", "Too many statements are answered 413", choice("1,000 here"),
     choice("1,000 here"),
     [](Talk& talk) {
         const auto agent = talk.agent();
         json::array batch;
         for (int at = 0; at < 1'001; ++at) {
             auto one = with(talk.statement(), {{"/actor", agent}});
             one.erase("id");
             batch.push_back(std::move(one));
         }
         talk.post(batch).is(413);
         talk.get("statements", {{"agent", serialize(agent)}})
             .is(200)
             .with("/statements", json::array{});
     },
     "POST statements: status 413 400"},
    {"limits.depth", "JSON may be nested 50 deep; 100,000 deep it is refused, and the server lives",
     should("Communication 3.2"), choice(sizes),
     [](Talk& talk) {
         const auto nested = [](std::size_t deep) {
             return std::string(deep, '[') + std::string(deep, ']');
         };
         const auto sent = talk.statement();
         auto text = serialize(sent);
         text.back() = ',';
         text += R"("result":{"extensions":{"http://conformance.example/x":)";
         talk.post("statements", {}, text + nested(100'000) + "}}}").is({400, 413});
         talk.fetch(id_of(sent)).is(404);
         talk.post("statements", {}, text + nested(50) + "}}}").is(200);
         talk.fetch(id_of(sent)).is(200);
     },
     "POST statements: status 400 200"},
    {"limits.members", "An object may have a thousand extensions", should("Data 4.1"),
     should("4.2.7"),
     [](Talk& talk) {
         json::object extensions;
         for (int at = 0; at < 1'000; ++at)
             extensions["http://conformance.example/" + std::to_string(at)] = at;
         const auto id = talk.store(with(talk.statement(), {{"/context/extensions", extensions}}));
         talk.fetch(id).is(200).with("/context/extensions", extensions);
     },
     "POST statements: say 413"},
    {"limits.group", "A group may have three hundred members", should("Data 2.4.2.2"),
     should("4.2.2.1"),
     [](Talk& talk) {
         json::array members;
         for (int at = 0; at < 300; ++at)
             members.push_back(talk.agent());
         const json::object group{{"objectType", "Group"}, {"member", members}};
         const auto id = talk.store(with(talk.statement(), {{"/actor", group}}));
         const auto found = talk.ids({{"agent", serialize(members.back())}});
         expect(found == std::vector{id}, "the statement by its last member", "others");
     },
     "GET statements: set /statements []"},
};

} // namespace

topics::Table topics::limits()
{
    return {std::begin(table), std::end(table)};
}

} // namespace conformance
