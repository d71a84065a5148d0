// Statements that are asked for with their files.
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
using parts::statements_part;
using parts::with_attachments;
using parts::with_data;

constexpr Says in_1_0_3 = must("Communication 1.5.2");
constexpr Says in_2_0_0 = must("4.1.3");

// Three statements of this verb, each with a file of its own; the files in their order.
std::vector<std::string> three_files(Talk& talk, const std::string& verb)
{
    std::vector<std::string> files;
    for (int at = 0; at < 3; ++at) {
        files.push_back(file(talk));
        const auto sent = with(with_attachments(talk.statement(), {attachment(files.back())}),
                               {{"/verb/id", verb}});
        parts::post(talk, {statements_part(sent), data_part(files.back())}).is(200);
    }
    return files;
}

const Requirement table[] = {
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
         const auto files = three_files(talk, verb);
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
         const auto files = three_files(talk, verb);
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
         const auto one =
             with(with_attachments(talk.statement(), {attachment(bytes)}), {{"/verb/id", verb}});
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
             answer.is(200)
                 .with_type("application/json")
                 .with("/attachments/0/sha2", parts::sha2(bytes));
         }
         found(with_data(talk, {{"statementId", id_of(sent)}}), bytes);
     },
     "GET statements: assume attachments true"},
    {"attachments.get.file-url", "A file that never came is not in the answer",
     should("Communication 1.5.2"), should("4.1.3"),
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

topics::Table topics::attachments_back()
{
    return {std::begin(table), std::end(table)};
}

} // namespace conformance
