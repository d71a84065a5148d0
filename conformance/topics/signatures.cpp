// Signed statements.
#include "base/base64.hpp"
#include "conformance/parts.hpp"
#include "conformance/signer.hpp"
#include "conformance/topics.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace conformance {
namespace {

constexpr Says of_1_0_3 = must("Data 2.6");
constexpr Says of_2_0_0 = must("4.2.6");

// What is sent for a signed statement.
struct Signed {
    json::object statement; // What was signed.
    std::string jws;
    std::string type = "application/octet-stream";
};

Answer send(Talk& talk, const Signed& what)
{
    auto attachment = parts::attachment(what.jws, what.type);
    attachment["usageType"] = "http://adlnet.gov/expapi/attachments/signature";
    const auto sent = parts::with_attachments(what.statement, {attachment});
    return parts::post(talk, {parts::statements_part(sent), parts::data_part(what.jws, what.type)});
}

Signed rightly(Talk& talk, std::string_view algorithm = "RS256")
{
    auto statement = with(talk.statement(), {{"/object/objectType", "Activity"}});
    auto jws = signer::jws(serialize(statement), algorithm);
    return {std::move(statement), std::move(jws)};
}

void accepts(Talk& talk, const Signed& what)
{
    send(talk, what).is(200);
    const auto query = Pairs{{"statementId", id_of(what.statement)}, {"attachments", "true"}};
    const auto answer = talk.get("statements", query);
    const auto all = parts::parts_of(answer.is(200));
    answer.expect(all.size() == 2 && all[1].body == what.jws, "the signature as it was sent",
                  answer.body());
}

void refuses(Talk& talk, const std::function<void(Signed&)>& spoil)
{
    auto what = rightly(talk);
    const auto right = what;
    spoil(what);
    send(talk, what).is(400);
    talk.fetch(id_of(what.statement)).is(404);
    accepts(talk, right);
}

// The three parts of a compact serialization, decoded.
std::array<std::string, 3> decoded(const std::string& jws)
{
    std::array<std::string, 3> out;
    std::size_t begin = 0;
    for (auto& part : out) {
        const auto end = std::min(jws.find('.', begin), jws.size());
        part = base::from_base64url(jws.substr(begin, end - begin)).value_or("");
        begin = end + 1;
    }
    return out;
}

std::string with_header(const Signed& what, const std::string& header, int bits = 256)
{
    const auto payload = serialize(what.statement);
    return signer::compact(
        header, payload,
        signer::signature(base::to_base64url(header) + '.' + base::to_base64url(payload), bits));
}

const Requirement table[] = {
    {"signatures.rs256", "A statement signed with RS256 is accepted", of_1_0_3, of_2_0_0,
     [](Talk& talk) { accepts(talk, rightly(talk, "RS256")); }, "POST statements: say 400"},
    {"signatures.rs384", "A statement signed with RS384 is accepted", of_1_0_3, of_2_0_0,
     [](Talk& talk) { accepts(talk, rightly(talk, "RS384")); }, "POST statements: say 400"},
    {"signatures.rs512", "A statement signed with RS512 is accepted", of_1_0_3, of_2_0_0,
     [](Talk& talk) { accepts(talk, rightly(talk, "RS512")); }, "POST statements: say 400"},
    {"signatures.algorithm", "Another algorithm is refused", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         for (const auto* algorithm : {"none", "HS256", "ES256", "PS256", "rs256"}) {
             refuses(talk, [&](Signed& what) {
                 what.jws = with_header(what, R"({"alg":")" + std::string(algorithm) + "\"}");
             });
         }
         refuses(talk, [](Signed& what) { what.jws = with_header(what, "{}"); });
     },
     "POST statements: status 400 200"},
    {"signatures.certificate", "A signature that does not fit its certificate is refused", of_1_0_3,
     of_2_0_0,
     [](Talk& talk) {
         refuses(talk, [](Signed& what) {
             what.jws = with_header(what, R"({"alg":"RS256","x5c":[")" +
                                              signer::other_certificate() + "\"]}");
         });
     },
     "POST statements: status 400 200"},
    {"signatures.flipped", "A signature with one bit changed is refused", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         refuses(talk, [](Signed& what) {
             auto [header, payload, signature] = decoded(what.jws);
             signature[0] = static_cast<char>(signature[0] ^ 1);
             what.jws = signer::compact(header, payload, signature);
         });
     },
     "POST statements: status 400 200"},
    {"signatures.algorithm-of-signature", "A signature by another digest than it says is refused",
     of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         refuses(talk, [](Signed& what) {
             what.jws = with_header(
                 what, R"({"alg":"RS512","x5c":[")" + signer::certificate() + "\"]}", 256);
         });
     },
     "POST statements: status 400 200"},
    {"signatures.payload.other", "A signature of another statement is refused", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         refuses(talk, [&](Signed& what) {
             what.jws = signer::jws(serialize(with(what.statement, {{"/actor", talk.agent()}})));
         });
         refuses(talk, [&](Signed& what) {
             what.jws = signer::jws(serialize(with(what.statement, {{"/object/id", talk.iri()}})));
         });
     },
     "POST statements: status 400 200"},
    {"signatures.payload.none", "A payload that is no statement is refused", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         for (const auto* payload : {"", "text", "[]", "{}"})
             refuses(talk, [&](Signed& what) { what.jws = signer::jws(payload); });
     },
     "POST statements: status 400 200"},
    {"signatures.malformed", "What is no compact serialization is refused", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         refuses(talk, [](Signed& what) { what.jws = "not a signature"; });
         refuses(talk, [](Signed& what) { what.jws.resize(what.jws.rfind('.')); });
         refuses(talk, [](Signed& what) { what.jws += ".e30"; });
         refuses(talk, [](Signed& what) { what.jws.insert(0, "!"); });
         refuses(talk, [](Signed& what) {
             const auto [header, payload, signature] = decoded(what.jws);
             what.jws = R"({"payload":")" + base::to_base64url(payload) + R"(","signature":")" +
                        base::to_base64url(signature) + "\"}";
         });
     },
     "POST statements: status 400 200"},
    {"signatures.content-type", "A signature of another content type is refused", of_1_0_3,
     of_2_0_0, [](Talk& talk) { refuses(talk, [](Signed& what) { what.type = "text/plain"; }); },
     "POST statements: status 400 200"},
    {"signatures.equivalent", "The payload may be another serialization of the statement", of_1_0_3,
     of_2_0_0,
     [](Talk& talk) {
         auto what = rightly(talk);
         json::object turned;
         for (auto at = what.statement.end(); at != what.statement.begin();) {
             --at;
             turned[at->key()] = at->value();
         }
         what.jws = signer::jws(" " + serialize(turned) + "\n");
         accepts(talk, what);
     },
     "POST statements: say 400"},
    {"signatures.default-type", "A signed statement may leave out the objectType of an activity",
     of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         auto statement = talk.statement();
         auto jws = signer::jws(serialize(statement));
         accepts(talk, {std::move(statement), std::move(jws)});
     },
     "POST statements: say 400"},
    {"signatures.no-certificate", "A signature without a certificate is accepted",
     should("Data 2.6"), should("4.2.6"),
     [](Talk& talk) {
         auto what = rightly(talk);
         what.jws = with_header(what, R"({"alg":"RS256"})");
         accepts(talk, what);
     },
     "POST statements: say 400"},
    {"signatures.message", "The refusal of a signature says why", should("Data 2.6"),
     should("4.2.6"),
     [](Talk& talk) {
         auto what = rightly(talk);
         const auto right = what;
         what.jws = "not a signature";
         const auto answer = send(talk, what);
         answer.is(400).expect(answer.body().size() > 10, "a message", answer.body());
         accepts(talk, right);
     },
     "empty-refusals"},
};

} // namespace

topics::Table topics::signatures()
{
    return {std::begin(table), std::end(table)};
}

} // namespace conformance
