// Statements that come with files.
#include "conformance/parts.hpp"
#include "conformance/topics.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace conformance {
namespace {

using parts::attachment;
using parts::data_part;
using parts::file;
using parts::found;
using parts::Part;
using parts::statements_part;
using parts::with_attachments;
using parts::with_data;

constexpr Says in_1_0_3 = must("Communication 1.5.2");
constexpr Says in_2_0_0 = must("4.1.3");
// 1.5.2 says what a request must be; that another is refused, 3.2 recommends.
constexpr Says shape_in_1_0_3 = should("Communication 3.2");

// Posts a statement with the file, as it is or spoiled; the right one is taken.
void refuses(Talk& talk, const std::function<void(json::object&, std::vector<Part>&)>& spoil)
{
    const auto bytes = file(talk);
    const auto sent = with_attachments(talk.statement(), {attachment(bytes)});
    auto statement = sent;
    std::vector<Part> all{statements_part(sent), data_part(bytes)};
    spoil(statement, all);
    if (statement != sent) all.front() = statements_part(statement);
    parts::post(talk, all).is(400);
    talk.fetch(id_of(sent)).is(404);
    parts::post(talk, {statements_part(sent), data_part(bytes)}).is(200);
    talk.fetch(id_of(sent)).is(200);
}

void replace_header(Part& part, std::string_view name, const std::string& value)
{
    std::erase_if(part.headers, [&](const auto& header) { return header.first == name; });
    if (!value.empty()) part.headers.emplace_back(name, value);
}

void keeps(Talk& talk, const std::string& bytes, const std::string& type)
{
    const auto sent = with_attachments(talk.statement(), {attachment(bytes, type)});
    parts::post(talk, {statements_part(sent), data_part(bytes, type)}).is(200);
    found(with_data(talk, {{"statementId", id_of(sent)}}), bytes);
}

const Requirement sending[] = {
    {"attachments.post", "A statement comes with its file in one request", in_1_0_3, in_2_0_0,
     [](Talk& talk) { keeps(talk, file(talk), "text/plain"); },
     "GET statements: swap The%20bytes the%20bytes"},
    {"attachments.put", "PUT takes a statement with its file", in_1_0_3, in_2_0_0,
     [](Talk& talk) {
         const auto bytes = file(talk);
         const auto sent = with_attachments(talk.statement(), {attachment(bytes)});
         talk.send({.method = "PUT",
                    .resource = "statements",
                    .parameters = {{"statementId", id_of(sent)}},
                    .body = parts::body_of({statements_part(sent), data_part(bytes)}),
                    .type = parts::type()})
             .is(204);
         found(with_data(talk, {{"statementId", id_of(sent)}}), bytes);
     },
     "PUT statements: swallow 204"},
    {"attachments.bytes", "The bytes of a file are not touched", in_1_0_3, in_2_0_0,
     [](Talk& talk) {
         std::string bytes = file(talk);
         for (int byte = 0; byte < 256; ++byte)
             bytes += static_cast<char>(byte);
         keeps(talk, bytes + "\r\n--\r\n\r\n--x--\r\n", "application/octet-stream");
         keeps(talk, "\r\n" + file(talk) + "\r\n\r\n", "text/plain");
         keeps(talk, file(talk) + "\r\n-", "text/plain");
     },
     "GET statements: swap ABCDEF abcdef"},
    {"attachments.large", "A file of 1 MB is kept", in_1_0_3,
     choice("a server may choose its limits"),
     [](Talk& talk) {
         keeps(talk, file(talk) + std::string(1'000'000, 'x'), "application/octet-stream");
     },
     "POST statements: say 413"},
    {"attachments.empty-file", "A file may be empty", choice("nothing forbids it"),
     choice("nothing forbids it"), [](Talk& talk) { keeps(talk, "", "text/plain"); },
     "POST statements: say 400"},
    {"attachments.none", "A request in parts may hold statements alone",
     should("Communication 1.5.2"), in_2_0_0,
     [](Talk& talk) {
         const auto sent = talk.statement();
         parts::post(talk, {statements_part(sent)}).is(200).with("", json::array{id_of(sent)});
         talk.fetch(id_of(sent)).is(200);
     },
     "POST statements: say 400"},
    {"attachments.batch", "A batch shares its files; one copy of each is enough", in_1_0_3,
     in_2_0_0,
     [](Talk& talk) {
         const auto first = file(talk);
         const auto second = file(talk);
         const auto one = with_attachments(talk.statement(), {attachment(first)});
         const auto two =
             with_attachments(talk.statement(), {attachment(first), attachment(second)});
         parts::post(talk, {statements_part(json::array{one, talk.statement(), two}),
                            data_part(first), data_part(second)})
             .is(200);
         found(with_data(talk, {{"statementId", id_of(one)}}), first);
         const auto both = with_data(talk, {{"statementId", id_of(two)}});
         found(both, first);
         found(both, second);
     },
     "POST statements: say 400"},
    {"attachments.file-url", "A file that lies elsewhere need not come", in_1_0_3, in_2_0_0,
     [](Talk& talk) {
         const auto elsewhere =
             with(attachment(file(talk)), {{"/fileUrl", "https://files.example/1"}});
         const auto first = with_attachments(talk.statement(), {elsewhere});
         talk.post(first).is(200);
         const auto second = with_attachments(talk.statement(), {elsewhere});
         parts::post(talk, {statements_part(second)}).is(200);
         talk.fetch(id_of(first)).is(200).with("/attachments/0", elsewhere);
         talk.fetch(id_of(second)).is(200).with("/attachments/0", elsewhere);
     },
     "POST statements: say 400"},
    {"attachments.json-without-data",
     "A statement whose file neither comes nor lies elsewhere is "
     "refused as JSON",
     must("Communication 1.5.1"), in_2_0_0,
     [](Talk& talk) {
         const auto bytes = file(talk);
         const auto sent = with_attachments(talk.statement(), {attachment(bytes)});
         talk.post(sent).is(400);
         talk.fetch(id_of(sent)).is(404);
         parts::post(talk, {statements_part(sent), data_part(bytes)}).is(200);
     },
     "POST statements: status 400 200"},
    {"attachments.in-sub-statement", "A sub-statement may have a file", in_1_0_3, in_2_0_0,
     [](Talk& talk) {
         const auto bytes = file(talk);
         auto inner = with_attachments(talk.statement(), {attachment(bytes)});
         inner.erase("id");
         inner["objectType"] = "SubStatement";
         const auto sent = with(talk.statement(), {{"/object", inner}});
         parts::post(talk, {statements_part(sent), data_part(bytes)}).is(200);
         found(with_data(talk, {{"statementId", id_of(sent)}}), bytes);
     },
     "POST statements: say 400"},
    {"attachments.hashes", "Files are told by SHA-2 of 224, 256, 384 or 512 bits",
     must("Data 2.4.11"), must("4.2.2.6"),
     [](Talk& talk) {
         for (const int bits : {224, 256, 384, 512}) {
             const auto bytes = file(talk);
             const auto hash = parts::sha2(bytes, bits);
             const auto sent =
                 with_attachments(talk.statement(), {with(attachment(bytes), {{"/sha2", hash}})});
             auto part = data_part(bytes);
             replace_header(part, "X-Experience-API-Hash", hash);
             parts::post(talk, {statements_part(sent), part}).is(200);
             const auto answer = with_data(talk, {{"statementId", id_of(sent)}});
             const auto all = parts::parts_of(answer.is(200));
             answer.expect(all.size() == 2 && all[1].header("X-Experience-API-Hash") == hash &&
                               all[1].body == bytes,
                           "the file under its hash", answer.body());
         }
     },
     "GET statements: swap The%20bytes the%20bytes"},
};

const Requirement refusals[] = {
    {"attachments.missing-part", "A file that does not come is missed", in_1_0_3, in_2_0_0,
     [](Talk& talk) {
         refuses(talk, [](json::object&, std::vector<Part>& all) { all.pop_back(); });
     },
     "POST statements: status 400 200"},
    {"attachments.other-bytes", "A file whose bytes have another hash is refused", in_1_0_3,
     in_2_0_0,
     [](Talk& talk) {
         refuses(talk, [](json::object&, std::vector<Part>& all) { all[1].body[0] = 't'; });
     },
     "POST statements: status 400 200"},
    {"attachments.unknown-part", "A part that no statement names is refused",
     choice("a stray part could be ignored"), choice("a stray part could be ignored"),
     [](Talk& talk) {
         refuses(talk,
                 [](json::object&, std::vector<Part>& all) { all.push_back(data_part("stray")); });
     },
     "POST statements: status 400 200"},
    {"attachments.no-hash", "A part without its hash is refused", in_1_0_3, in_2_0_0,
     [](Talk& talk) {
         refuses(talk, [](json::object&, std::vector<Part>& all) {
             replace_header(all[1], "X-Experience-API-Hash", "");
         });
     },
     "POST statements: status 400 200"},
    {"attachments.transfer-encoding", "A part in another transfer encoding is refused", in_1_0_3,
     in_2_0_0,
     [](Talk& talk) {
         for (const auto* coding : {"base64", "quoted-printable", "8bit"}) {
             refuses(talk, [&](json::object&, std::vector<Part>& all) {
                 replace_header(all[1], "Content-Transfer-Encoding", coding);
             });
         }
     },
     "POST statements: status 400 200"},
    {"attachments.length", "A length that is not that of the part is refused", shape_in_1_0_3,
     in_2_0_0,
     [](Talk& talk) {
         refuses(talk, [](json::object& statement, std::vector<Part>& all) {
             replace_header(all[1], "Content-Length", std::to_string(all[1].body.size()));
             statement["attachments"].as_array()[0].as_object()["length"] = 3;
         });
     },
     "POST statements: status 400 200"},
    {"attachments.content-type", "A part of another content type than declared is refused",
     shape_in_1_0_3, in_2_0_0,
     [](Talk& talk) {
         refuses(talk, [](json::object&, std::vector<Part>& all) {
             replace_header(all[1], "Content-Type", "image/png");
         });
     },
     "POST statements: status 400 200"},
    {"attachments.first-part", "The first part must be the statements, as JSON", in_1_0_3, in_2_0_0,
     [](Talk& talk) {
         refuses(talk, [](json::object&, std::vector<Part>& all) { std::swap(all[0], all[1]); });
         refuses(talk, [](json::object&, std::vector<Part>& all) {
             replace_header(all[0], "Content-Type", "text/plain");
         });
         refuses(talk, [](json::object&, std::vector<Part>& all) { all.erase(all.begin()); });
     },
     "POST statements: status 400 200"},
    {"attachments.boundary", "A body whose boundary is missing or not found is refused", in_1_0_3,
     in_2_0_0,
     [](Talk& talk) {
         const auto sent = talk.statement();
         const auto body = parts::body_of({statements_part(sent)});
         for (const auto* type : {"multipart/mixed", "multipart/mixed; boundary=other",
                                  "multipart/mixed; boundary="}) {
             talk.send({.method = "POST", .resource = "statements", .body = body, .type = type})
                 .is(400);
         }
         talk.fetch(id_of(sent)).is(404);
         parts::post(talk, {statements_part(sent)}).is(200);
     },
     "POST statements: status 400 200"},
    {"attachments.unfinished", "A body whose last boundary is missing is refused", in_1_0_3,
     in_2_0_0,
     [](Talk& talk) {
         const auto bytes = file(talk);
         const auto sent = with_attachments(talk.statement(), {attachment(bytes)});
         auto body = parts::body_of({statements_part(sent), data_part(bytes)});
         const auto whole = body;
         body.resize(body.size() - parts::boundary.size() - 8);
         const auto send = [&](const std::string& text) {
             return talk.send(
                 {.method = "POST", .resource = "statements", .body = text, .type = parts::type()});
         };
         send(body).is(400);
         talk.fetch(id_of(sent)).is(404);
         send(whole).is(200);
     },
     "POST statements: status 400 200"},
    {"attachments.rules", "Statements in parts keep to the same rules", in_1_0_3, in_2_0_0,
     [](Talk& talk) {
         refuses(talk, [](json::object& statement, std::vector<Part>&) {
             statement["verb"] = json::object{{"id", "tried"}};
         });
     },
     "POST statements: status 400 200"},
};

} // namespace

topics::Table topics::attachments()
{
    Table out{std::begin(sending), std::end(sending)};
    out.insert(out.end(), std::begin(refusals), std::end(refusals));
    return out;
}

} // namespace conformance
