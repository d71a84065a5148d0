// What comes back is what was sent: to the value, as the standards ask, and to the byte, as this
// server does.
#include "conformance/topics.hpp"

#include <boost/json/serialize.hpp>

namespace conformance {
namespace {

constexpr std::string_view choice_of_bytes = "this server keeps the bytes as they were received";

// A statement whose result is this text.
struct Sent {
    std::string id;
    std::string verb;
    std::string result;
};

Sent send_result(Talk& talk, std::string result)
{
    const auto statement = talk.statement();
    auto text = serialize(statement);
    text.back() = ',';
    talk.post("statements", {}, text + "\"result\":" + result + '}').is(200);
    const auto& verb = statement.at("verb").at("id").as_string();
    return {id_of(statement), std::string(verb), std::move(result)};
}

void keeps_bytes(Talk& talk, std::string result)
{
    const auto sent = send_result(talk, std::move(result));
    for (const auto& answer :
         {talk.fetch(sent.id), talk.get("statements", {{"verb", sent.verb}})}) {
        answer.is(200).expect(answer.body().find("\"result\":" + sent.result) != std::string::npos,
                              "the bytes " + sent.result, answer.body());
    }
}

void keeps_response(Talk& talk, const std::string& text)
{
    const auto sent = send_result(talk, serialize(json::value{{"response", text}}));
    talk.fetch(sent.id).is(200).with("/result/response", text);
}

const Requirement table[] = {
    {"bytes.text.non-ascii", "Text in any script comes back", must("Communication 1.4"),
     must("4.1.2"), [](Talk& talk) { keeps_response(talk, "Prüfung ✓ 試験 امتحان"); },
     "GET statements: swap ✓ ?"},
    {"bytes.text.non-bmp", "Characters beyond U+FFFF come back", must("Communication 1.4"),
     must("4.1.2"), [](Talk& talk) { keeps_response(talk, "🦊 𝄞 👩‍🏫"); },
     "GET statements: swap 🦊 ?"},
    {"bytes.text.surrogates", "A pair of escaped surrogates is one character",
     must("Communication 1.4"), must("4.1.2"),
     [](Talk& talk) {
         const auto sent = send_result(talk, R"({"response":"\ud83e\udd8a"})");
         talk.fetch(sent.id).is(200).with("/result/response", "🦊");
     },
     R"(GET statements: swap \ud83e\udd8a ?)"},
    {"bytes.text.combining", "Text is not normalized", must("Communication 1.4"), must("4.1.2"),
     [](Talk& talk) { keeps_response(talk, "e\xcc\x81 \xc3\xa9 \xe2\x84\xab"); },
     "GET statements: swap e%CC%81 %C3%A9"},
    {"bytes.text.control", "Escaped control characters come back", must("Data 2.3.1"), must("4.2"),
     [](Talk& talk) { keeps_response(talk, std::string("a\tb\nc\x01 \x7f", 8)); },
     R"(GET statements: swap \u0001 %20)"},
    {"bytes.text.nul", "An escaped NUL comes back", choice("databases differ"),
     choice("databases differ"), [](Talk& talk) { keeps_response(talk, std::string("a\0b", 3)); },
     R"(GET statements: swap \u0000 %20)"},
    {"bytes.text.markup", "Text is not taken for markup", must("Data 2.3.1"), must("4.2"),
     [](Talk& talk) { keeps_response(talk, "<b>&amp;</b> ' \" \\ / %41 +"); },
     "GET statements: swap &amp; &"},
    {"bytes.text.empty", "Empty text is text", must("Data 2.3.1"), must("4.2"),
     [](Talk& talk) { keeps_response(talk, ""); }, "GET statements: unset /result/response"},
    {"bytes.text.long", "A long answer comes back whole", must("Communication 3.2"),
     should("4.2.4.1"), [](Talk& talk) { keeps_response(talk, std::string(100'000, 'x')); },
     "GET statements: swap xxxx x"},
    {"bytes.numbers.value", "Numbers keep the precision of 32 bit floating point at least",
     choice("1.0.3 names no precision"), must("4.2.4.2"),
     [](Talk& talk) {
         const auto sent = send_result(talk, R"({"score":{"raw":16777215,"scaled":0.123456}})");
         talk.fetch(sent.id)
             .is(200)
             .with("/result/score/raw", 16777215)
             .with("/result/score/scaled", 0.123456);
     },
     "GET statements: swap 16777215 16777200"},
    {"bytes.numbers.type", "A number stays a number", must("Data 2.3.1"), must("4.2"),
     [](Talk& talk) {
         const auto answer = talk.fetch(send_result(talk, R"({"score":{"raw":7}})").id);
         answer.is(200).expect(answer.at("/result/score/raw").is_number(), "a number",
                               answer.body());
     },
     "GET statements: set /result/score/raw \"7\""},
    {"bytes.numbers.digits", "Numbers keep their digits", choice(choice_of_bytes),
     choice(choice_of_bytes),
     [](Talk& talk) {
         keeps_bytes(talk, R"({"score":{"scaled":0.10,"raw":1.0,"max":1E2,"min":-0}})");
         keeps_bytes(talk, R"({"score":{"raw":0.1000000000000000055511151231257827}})");
         keeps_bytes(talk, R"({"extensions":{"urn:x:n":123456789012345678901234567890}})");
     },
     "GET statements: reformat"},
    {"bytes.escapes", "Escapes stay as they were written", choice(choice_of_bytes),
     choice(choice_of_bytes),
     [](Talk& talk) { keeps_bytes(talk, R"({"response":"\u00e9 \/ \u0041 \ud83e\udd8a é"})"); },
     "GET statements: reformat"},
    {"bytes.key-order", "Properties keep their order", choice(choice_of_bytes),
     choice(choice_of_bytes),
     [](Talk& talk) { keeps_bytes(talk, R"({"success":true,"response":"a","completion":true})"); },
     "GET statements: sort"},
    {"bytes.white-space", "White space stays", choice(choice_of_bytes), choice(choice_of_bytes),
     [](Talk& talk) { keeps_bytes(talk, "{ \"success\" :\ttrue }"); }, "GET statements: reformat"},
    {"bytes.extensions.values", "Any JSON may be the value of an extension", must("Data 4.1"),
     must("4.2.7"),
     [](Talk& talk) {
         const auto extensions = parsed(R"({"urn:x:null": null, "urn:x:text": "", "urn:x:deep":
             {"": [[], {}, null, {"id": 7}], "actor": "nobody"}, "urn:x:n": -0.5,
             "urn:x:b": false, "http://conformance.example/ü?a#b": [1, [2, [3]]]})");
         for (const auto* at :
              {"/result/extensions", "/context/extensions", "/object/definition/extensions"}) {
             const auto id = talk.store(with(talk.statement(), {{at, extensions}}));
             talk.fetch(id).is(200).with(at, extensions);
         }
     },
     "GET statements: unset /context/extensions"},
    {"bytes.iris", "IRIs come back as they were sent, and are compared so", must("Data 3.1"),
     must("4.2.7"),
     [](Talk& talk) {
         const auto iri = talk.iri("Straße") + "?A=b&c=%C3%BC#d";
         const auto id = talk.store(with(talk.statement(), {{"/object/id", iri}}));
         talk.fetch(id).is(200).with("/object/id", iri);
         expect(talk.ids({{"activity", iri}}) == std::vector{id}, "the statement by its IRI",
                "others");
         expect(talk.ids({{"activity", iri + "/"}}).empty(), "no statement by another IRI",
                "a statement");
     },
     "GET statements ?activity: ignore activity"},
    {"bytes.identifiers", "Identifiers of people are kept as they were sent", must("Data 2.3.1"),
     must("4.2"),
     [](Talk& talk) {
         const json::value account{{"homePage", "https://hr.example/Ü"}, {"name", " A b/ü'\"🦊"}};
         const auto id =
             talk.store(with(talk.statement(), {{"/actor", json::object{{"account", account}}}}));
         talk.fetch(id).is(200).with("/actor/account", account);
     },
     "GET statements: swap 🦊 ?"},
};

} // namespace

topics::Table topics::bytes()
{
    return {std::begin(table), std::end(table)};
}

} // namespace conformance
