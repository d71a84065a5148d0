// Statements that come and go with files.
#include "conformance/parts.hpp"
#include "conformance/topics.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace conformance {
namespace {

using parts::attachment;
using parts::data_part;
using parts::Part;
using parts::statements_part;
using parts::with_attachments;

constexpr Says in_1_0_3 = must("Communication 1.5.2");
constexpr Says in_2_0_0 = must("4.1.3");

// A file that nobody else has.
std::string file(Talk& talk)
{
    return "The bytes of " + talk.id();
}

Answer with_data(Talk& talk, Pairs query)
{
    query.emplace_back("attachments", "true");
    return talk.get("statements", std::move(query));
}

// The part with this data, by its hash.
Part found(const Answer& answer, const std::string& bytes)
{
    const auto all = parts::parts_of(answer.is(200));
    const auto at = std::ranges::find_if(all, [&](const Part& part) {
        return part.header("X-Experience-API-Hash") == parts::sha2(bytes);
    });
    answer.expect(at != all.end(), "a part with the hash of the file", answer.body());
    answer.expect(at->body == bytes, "the bytes of the file", at->body);
    return *at;
}

// Posts a statement with the file, as it is or spoiled; the right one is taken.
void refuses(Talk& talk,
             const std::function<void(json::object&, std::vector<Part>&)>& spoil)
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
    {"attachments.large", "A file of 1 MB is kept", in_1_0_3, in_2_0_0,
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
         const auto two = with_attachments(talk.statement(),
                                           {attachment(first), attachment(second)});
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
         const auto elsewhere = with(attachment(file(talk)),
                                     {{"/fileUrl", "https://files.example/1"}});
         const auto first = with_attachments(talk.statement(), {elsewhere});
         talk.post(first).is(200);
         const auto second = with_attachments(talk.statement(), {elsewhere});
         parts::post(talk, {statements_part(second)}).is(200);
         talk.fetch(id_of(first)).is(200).with("/attachments/0", elsewhere);
         talk.fetch(id_of(second)).is(200).with("/attachments/0", elsewhere);
     },
     "POST statements: say 400"},
    {"attachments.json-without-data", "A statement whose file neither comes nor lies elsewhere is "
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
             const auto sent = with_attachments(talk.statement(),
                                                {with(attachment(bytes), {{"/sha2", hash}})});
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
    {"attachments.unknown-part", "A part that no statement names is refused", in_1_0_3, in_2_0_0,
     [](Talk& talk) {
         refuses(talk, [](json::object&, std::vector<Part>& all) {
             all.push_back(data_part("stray"));
         });
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
    {"attachments.length", "A length that is not the file's is refused", in_1_0_3, in_2_0_0,
     [](Talk& talk) {
         refuses(talk, [](json::object& statement, std::vector<Part>&) {
             statement["attachments"].as_array()[0].as_object()["length"] = 3;
         });
     },
     "POST statements: status 400 200"},
    {"attachments.content-type", "A part of another content type than declared is refused",
     in_1_0_3, in_2_0_0,
     [](Talk& talk) {
         refuses(talk, [](json::object&, std::vector<Part>& all) {
             replace_header(all[1], "Content-Type", "image/png");
         });
     },
     "POST statements: status 400 200"},
    {"attachments.first-part", "The first part must be the statements, as JSON", in_1_0_3,
     in_2_0_0,
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
             return talk.send({.method = "POST",
                               .resource = "statements",
                               .body = text,
                               .type = parts::type()});
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

const Requirement receiving[] = {
    {"attachments.get", "With `attachments` the answer comes in parts, the statements first",
     must("Communication 1.5.2, 2.1.3"), must("4.1.3, 4.1.6.1"),
     [](Talk& talk) {
         const auto bytes = file(talk);
         const auto sent = with_attachments(talk.statement(), {attachment(bytes)});
         parts::post(talk, {statements_part(sent), data_part(bytes)}).is(200);
         const auto answer = with_data(talk, {{"statementId", id_of(sent)}});
         const auto all = parts::parts_of(answer.is(200));
         answer.expect(all[0].header("Content-Type").starts_with("application/json"),
                       "a first part of application/json", answer.body());
         const auto statement = parsed(all[0].body);
         answer.expect(statement.is_object() && id_of(statement.as_object()) == id_of(sent),
                       "the statement in the first part", all[0].body);
     },
     "GET statements: header Content-Type application/json"},
    {"attachments.get.headers", "Each part has its hash, type and transfer encoding", in_1_0_3,
     in_2_0_0,
     [](Talk& talk) {
         const auto bytes = file(talk);
         const auto sent = with_attachments(talk.statement(), {attachment(bytes, "text/x-a")});
         parts::post(talk, {statements_part(sent), data_part(bytes, "text/x-a")}).is(200);
         const auto answer = with_data(talk, {{"statementId", id_of(sent)}});
         const auto part = found(answer, bytes);
         answer.expect(part.header("Content-Transfer-Encoding") == "binary",
                       "Content-Transfer-Encoding: binary", answer.body());
         answer.expect(part.header("Content-Type") == "text/x-a", "Content-Type: text/x-a",
                       answer.body());
     },
     "GET statements: swap binary 8bit"},
    {"attachments.get.query", "So it is for a page of statements", in_1_0_3, in_2_0_0,
     [](Talk& talk) {
         const auto verb = talk.iri("verb");
         std::vector<std::string> files;
         for (int at = 0; at < 3; ++at) {
             files.push_back(file(talk));
             const auto sent = with(with_attachments(talk.statement(), {attachment(files.back())}),
                                    {{"/verb/id", verb}});
             parts::post(talk, {statements_part(sent), data_part(files.back())}).is(200);
         }
         const auto answer = with_data(talk, {{"verb", verb}});
         for (const auto& bytes : files)
             found(answer, bytes);
         const auto page = parsed(parts::parts_of(answer)[0].body);
         answer.expect(page.is_object() && page.as_object().contains("statements") &&
                           page.at("statements").as_array().size() == 3,
                       "three statements in the first part", answer.body());
     },
     "GET statements: ignore attachments"},
    {"attachments.get.more", "So it is on every page of a walk", in_1_0_3, in_2_0_0,
     [](Talk& talk) {
         const auto verb = talk.iri("verb");
         std::vector<std::string> files;
         for (int at = 0; at < 3; ++at) {
             files.push_back(file(talk));
             const auto sent = with(with_attachments(talk.statement(), {attachment(files.back())}),
                                    {{"/verb/id", verb}});
             parts::post(talk, {statements_part(sent), data_part(files.back())}).is(200);
         }
         auto page = with_data(talk, {{"verb", verb}, {"limit", "1"}});
         for (auto at = files.rbegin(); at != files.rend(); ++at) {
             found(page, *at);
             const auto result = parsed(parts::parts_of(page)[0].body);
             const auto* more = result.as_object().if_contains("more");
             const bool last = at + 1 == files.rend();
             page.expect(last || (more && more->is_string() && !more->as_string().empty()),
                         "a \"more\"", page.body());
             if (!last) page = talk.more(std::string(more->as_string()));
         }
     },
     "GET statements ?cursor: swap The%20bytes the%20bytes"},
    {"attachments.get.once", "A file that several statements share comes once",
     should("Communication 1.5.2"), should("4.1.3"),
     [](Talk& talk) {
         const auto verb = talk.iri("verb");
         const auto bytes = file(talk);
         const auto one = with(with_attachments(talk.statement(), {attachment(bytes)}),
                               {{"/verb/id", verb}});
         const auto two = with(one, {{"/id", talk.id()}});
         parts::post(talk, {statements_part(json::array{one, two}), data_part(bytes)}).is(200);
         const auto answer = with_data(talk, {{"verb", verb}});
         found(answer, bytes);
         answer.expect(parts::parts_of(answer).size() == 2, "two parts", answer.body());
     },
     "GET statements: double-parts"},
    {"attachments.get.nothing", "Without files the answer has the one part of the statements",
     in_1_0_3, in_2_0_0,
     [](Talk& talk) {
         const auto sent = talk.statement();
         talk.store(sent);
         const auto answer = with_data(talk, {{"statementId", id_of(sent)}});
         answer.expect(parts::parts_of(answer.is(200)).size() == 1, "one part", answer.body());
     },
     "GET statements: ignore attachments"},
    {"attachments.get.false", "Without `attachments` there are no files, and JSON",
     must("Communication 2.1.3"), must("4.1.6.1"),
     [](Talk& talk) {
         const auto bytes = file(talk);
         const auto sent = with_attachments(talk.statement(), {attachment(bytes)});
         parts::post(talk, {statements_part(sent), data_part(bytes)}).is(200);
         for (const auto& answer :
              {talk.fetch(id_of(sent)),
               talk.get("statements", {{"statementId", id_of(sent)}, {"attachments", "false"}})}) {
             answer.is(200).with_type("application/json").with("/attachments/0/sha2",
                                                               parts::sha2(bytes));
         }
         found(with_data(talk, {{"statementId", id_of(sent)}}), bytes);
     },
     "GET statements: assume attachments true"},
    {"attachments.get.file-url", "A file that never came is not in the answer", in_1_0_3, in_2_0_0,
     [](Talk& talk) {
         const auto here = file(talk);
         const auto elsewhere = with(attachment(file(talk)), {{"/fileUrl", "https://f.example/1"}});
         const auto sent = with_attachments(talk.statement(), {elsewhere, attachment(here)});
         parts::post(talk, {statements_part(sent), data_part(here)}).is(200);
         const auto answer = with_data(talk, {{"statementId", id_of(sent)}});
         found(answer, here);
         answer.expect(parts::parts_of(answer).size() == 2, "two parts", answer.body());
     },
     "GET statements: double-parts"},
    {"attachments.get.voided", "A voided statement has its files still", in_1_0_3, in_2_0_0,
     [](Talk& talk) {
         const auto bytes = file(talk);
         const auto sent = with_attachments(talk.statement(), {attachment(bytes)});
         parts::post(talk, {statements_part(sent), data_part(bytes)}).is(200);
         auto voiding = talk.statement();
         voiding["verb"] = json::object{{"id", "http://adlnet.gov/expapi/verbs/voided"}};
         voiding["object"] = json::object{{"objectType", "StatementRef"}, {"id", id_of(sent)}};
         talk.store(voiding);
         found(with_data(talk, {{"voidedStatementId", id_of(sent)}}), bytes);
     },
     "GET statements ?voidedStatementId: ignore attachments"},
    {"attachments.again", "A file that is there already may come again", in_1_0_3, in_2_0_0,
     [](Talk& talk) {
         const auto bytes = file(talk);
         for (int at = 0; at < 2; ++at) {
             const auto sent = with_attachments(talk.statement(), {attachment(bytes)});
             parts::post(talk, {statements_part(sent), data_part(bytes)}).is(200);
             found(with_data(talk, {{"statementId", id_of(sent)}}), bytes);
         }
     },
     "POST statements: say 409"},
};

} // namespace

topics::Table topics::attachments()
{
    Table out{std::begin(sending), std::end(sending)};
    out.insert(out.end(), std::begin(refusals), std::end(refusals));
    out.insert(out.end(), std::begin(receiving), std::end(receiving));
    return out;
}

} // namespace conformance
