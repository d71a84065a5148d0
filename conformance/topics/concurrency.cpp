// Entity tags and their preconditions, and many writers at the same time.
#include "base/digest.hpp"
#include "conformance/documents.hpp"
#include "conformance/topics.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <openssl/evp.h>

#include <algorithm>
#include <atomic>
#include <set>

namespace conformance {
namespace {

using documents::Asks;
using documents::Document;
using documents::Kind;
using documents::Row;

constexpr Asks in_1_0_3{Level::must, "Communication 3.1"};
constexpr Asks should_in_1_0_3{Level::should, "Communication 3.1"};
constexpr Asks in_2_0_0{Level::must, "4.1.4"};

const std::string one = R"({"a":1})";
const std::string two = R"({"a":2})";

std::string sha1(std::string_view bytes)
{
    std::array<std::uint8_t, 20> digest{};
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha1(), nullptr);
    return base::to_hex(digest);
}

const Row preconditions[] = {
    {"etag", "GET has an entity tag, in quotes", in_1_0_3, in_2_0_0,
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.create(one);
         const auto tag = document.tag();
         expect(tag.size() > 2 && tag.find('"') < 3 && tag.back() == '"', "a tag in quotes", tag);
         document.put(two, {{"If-Match", tag}}).is(204);
         expect(document.tag() != tag, "another tag of another document", tag);
     },
     "GET {}: header ETag \"abc\""},
    {"etag.sha1",
     "The entity tag is the SHA-1 of the bytes in hexadecimal, or another in chunks",
     in_1_0_3,
     {Level::choice, "1.0.3 asks it and announces its end"},
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.create(one);
         const auto answer = document.get();
         const auto tag = answer.is(200).with_header("ETag").header("ETag");
         const auto of_bytes = '"' + sha1(one) + '"';
         // With a transfer encoding 1.0.3 forbids what it asks without one.
         const bool in_chunks = answer.has_header("Transfer-Encoding") &&
                                answer.header("Transfer-Encoding") != "identity";
         answer.expect(boost::beast::iequals(tag, of_bytes) != in_chunks,
                       (in_chunks ? "another tag than " : "") + of_bytes, tag);
     },
     "GET {}: header ETag \"abc\""},
    {"if-match", "PUT with the present tag in If-Match is done", in_1_0_3, in_2_0_0,
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.create(one);
         document.put(two, {{"If-Match", document.tag()}}).is(204);
         document.holds(two);
     },
     "PUT {} @If-Match: say 412"},
    {"if-match.stale", "PUT with an old tag in If-Match is answered 412 and does nothing", in_1_0_3,
     in_2_0_0,
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.create(one);
         const auto old = document.tag();
         document.put(two, {{"If-Match", old}}).is(204);
         document.put(one, {{"If-Match", old}}).is(412);
         document.holds(two);
     },
     "PUT {}: claim If-Match *"},
    {"if-match.absent", "If-Match holds for no document that is not there", in_1_0_3, in_2_0_0,
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.put(one, {{"If-Match", "\"" + sha1(one) + "\""}}).is(412);
         document.get().is(404);
         document.create(one);
         document.put(two, {{"If-Match", document.tag()}}).is(204);
     },
     "PUT {} @If-Match: hide If-Match"},
    {"if-match.list",
     "If-Match may list several tags",
     {Level::should, "Communication 3.1, RFC 2616 14.24"},
     {Level::should, "4.1.4, RFC 2616 14.24"},
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.create(one);
         document.put(two, {{"If-Match", "\"abc\", \"def\""}}).is(412);
         document.put(two, {{"If-Match", "\"abc\", " + document.tag()}}).is(204);
         document.holds(two);
     },
     "PUT {} @If-Match: say 412"},
    {"if-none-match", "PUT with If-None-Match: * makes what is not there", in_1_0_3, in_2_0_0,
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.put(one, {{"If-None-Match", "*"}}).is(204);
         document.holds(one);
     },
     "PUT {}: swallow 204"},
    {"if-none-match.present", "PUT with If-None-Match: * is answered 412 for what is there",
     in_1_0_3, in_2_0_0,
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.create(one);
         document.put(two, {{"If-None-Match", "*"}}).is(412);
         document.holds(one);
     },
     "PUT {}: claim If-None-Match \"abc\""},
    {"if-match.post", "POST keeps to If-Match", should_in_1_0_3, in_2_0_0,
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.create(one);
         document.post(two, {{"If-Match", "\"abc\""}}).is(412);
         document.holds(one);
         document.post(two, {{"If-Match", document.tag()}}).is(204);
         document.get().is(200).with("/a", 2);
     },
     "POST {}: hide If-Match"},
    {"if-none-match.post",
     "POST keeps to If-None-Match",
     should_in_1_0_3,
     {Level::should, "4.1.4"},
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.post(one, {{"If-None-Match", "*"}}).is(204);
         document.post(two, {{"If-None-Match", "*"}}).is(412);
         document.holds(one);
     },
     "POST {}: hide If-None-Match"},
    {"if-match.delete", "DELETE keeps to If-Match", should_in_1_0_3, in_2_0_0,
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.create(one);
         document.remove({{"If-Match", "\"abc\""}}).is(412);
         document.holds(one);
         document.remove({{"If-Match", document.tag()}}).is(204);
         document.get().is(404);
     },
     "DELETE {}: hide If-Match"},
    {"if-match.get",
     "GET with the present tag in If-None-Match is answered 304",
     {Level::choice, "RFC 9110 13.1.2; xAPI is silent"},
     {Level::choice, "RFC 9110 13.1.2; xAPI is silent"},
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.create(one);
         talk.send({.resource = std::string(kind.resource),
                    .parameters = document.name(),
                    .headers = {{"If-None-Match", document.tag()}}})
             .is(304);
     },
     "GET {}: hide If-None-Match"},
    {"parallel.if-match", "Of many writers with one tag, one succeeds", in_1_0_3, in_2_0_0,
     [](Talk& talk, const Kind& kind) {
         for (int round = 0; round < 3; ++round) {
             Document document(talk, kind);
             document.create(one);
             const auto tag = document.tag();
             std::atomic<int> winner = -1;
             std::atomic<int> winners = 0;
             talk.parallel(4, [&](Talk& mine, std::size_t number) {
                 const auto body = R"({"by":)" + std::to_string(number) + "}";
                 const auto answer = mine.send({.method = "PUT",
                                                .resource = std::string(kind.resource),
                                                .parameters = document.name(),
                                                .body = body,
                                                .headers = {{"If-Match", tag}}});
                 answer.is({204, 412});
                 if (answer.status() != 204) return;
                 winner = static_cast<int>(number);
                 ++winners;
             });
             expect(winners == 1, "one that succeeds", std::to_string(winners.load()));
             document.get().is(200).with("/by", winner.load());
         }
     },
     "PUT {}: claim If-Match *"},
    {"parallel.if-none-match", "Of many makers of one document, one succeeds", in_1_0_3, in_2_0_0,
     [](Talk& talk, const Kind& kind) {
         for (int round = 0; round < 3; ++round) {
             Document document(talk, kind);
             std::atomic<int> winners = 0;
             talk.parallel(4, [&](Talk& mine, std::size_t number) {
                 const auto answer = mine.send({.method = "PUT",
                                                .resource = std::string(kind.resource),
                                                .parameters = document.name(),
                                                .body = std::to_string(number),
                                                .headers = {{"If-None-Match", "*"}}});
                 winners += answer.is({204, 412}).status() == 204;
             });
             expect(winners == 1, "one that succeeds", std::to_string(winners.load()));
         }
     },
     "PUT {}: claim If-None-Match \"abc\""},
    {"parallel.merge",
     "Merges at the same time lose nothing of each other",
     {Level::should, "Communication 2.2"},
     {Level::should, "4.1.4"},
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.create("{}");
         talk.parallel(4, [&](Talk& mine, std::size_t number) {
             for (int at = 0; at < 4; ++at) {
                 const auto name = std::to_string(number) + "-" + std::to_string(at);
                 mine.send({.method = "POST",
                            .resource = std::string(kind.resource),
                            .parameters = document.name(),
                            .body = "{\"" + name + "\":1}"})
                     .is(204);
             }
         });
         const auto merged = document.get().is(200).json();
         expect(merged.is_object() && merged.as_object().size() == 16, "all sixteen properties",
                serialize(merged));
     },
     "GET {}: unset /0-0"},
};

// Without a header, what is there is not overwritten.
const Row unconditional[] = {
    {"no-precondition", "PUT without a precondition is answered 409 for what is there", in_1_0_3,
     in_2_0_0,
     [](Talk& talk, const Kind& kind) {
         Document document(talk, kind);
         document.create(one);
         const auto answer = document.put(two, {});
         answer.is(409).expect(answer.body().size() > 20, "an explanation", answer.body());
         document.holds(one);
         document.put(two, {{"If-Match", document.tag()}}).is(204);
     },
     "PUT {} !@If-Match: claim If-Match *"},
};

const Requirement statements[] = {
    {"concurrency.same-id", "Of many statements with one id, one is stored",
     must("Communication 2.1.1"), must("4.1.6.1"),
     [](Talk& talk) {
         for (int round = 0; round < 3; ++round) {
             const auto id = talk.id();
             std::vector<std::string> verbs;
             for (int at = 0; at < 4; ++at)
                 verbs.push_back(talk.iri("verb"));
             talk.parallel(4, [&](Talk& mine, std::size_t number) {
                 const auto sent =
                     with(mine.statement(), {{"/id", id}, {"/verb/id", verbs[number]}});
                 mine.put(sent).is({204, 409});
             });
             std::size_t found = 0;
             for (const auto& verb : verbs)
                 found += talk.ids({{"verb", verb}}).size();
             expect(found == 1, "one that is stored", std::to_string(found));
             talk.fetch(id).is(200).with("/id", id);
         }
     },
     "GET statements ?verb: set /statements []"},
    {"concurrency.same-statement", "Many senders of one statement store it once",
     should("Communication 2.1.1"), should("4.1.6.1"),
     [](Talk& talk) {
         const auto sent = talk.statement();
         talk.parallel(4, [&](Talk& mine, std::size_t) { mine.put(sent).is(204); });
         const std::string verb(sent.at("verb").at("id").as_string());
         expect(talk.ids({{"verb", verb}}).size() == 1, "one statement", "another number");
     },
     "GET statements: set /statements []"},
    {"concurrency.batches", "A batch is visible as a whole or not at all",
     choice("the standards forbid half a batch, not half a view"),
     choice("the standards forbid half a batch, not half a view"),
     [](Talk& talk) {
         const auto verb = talk.iri("verb");
         std::atomic<bool> written = false;
         talk.parallel(2, [&](Talk& mine, std::size_t number) {
             if (number == 0) {
                 for (int at = 0; at < 5; ++at) {
                     std::vector<json::object> batch;
                     for (int each = 0; each < 5; ++each)
                         batch.push_back(with(mine.statement(), {{"/verb/id", verb}}));
                     mine.store(batch);
                 }
                 written = true;
                 return;
             }
             while (!written) {
                 const auto found = mine.ids({{"verb", verb}});
                 expect(found.size() % 5 == 0, "whole batches", std::to_string(found.size()));
             }
         });
         expect(talk.ids({{"verb", verb}}).size() == 25, "all five batches", "fewer");
     },
     "GET statements: first 4 /statements"},
    {"concurrency.order", "Statements of several senders have one order for all readers",
     must("Communication 2.1.3"), must("4.1.6.1"),
     [](Talk& talk) {
         const auto verb = talk.iri("verb");
         talk.parallel(3, [&](Talk& mine, std::size_t) {
             for (int at = 0; at < 5; ++at)
                 mine.store(with(mine.statement(), {{"/verb/id", verb}}));
         });
         auto newest_first = talk.ids({{"verb", verb}});
         std::reverse(newest_first.begin(), newest_first.end());
         const auto oldest_first = talk.ids({{"verb", verb}, {"ascending", "true"}});
         expect(oldest_first.size() == 15 && oldest_first == newest_first,
                "fifteen statements in one order", std::to_string(oldest_first.size()));
     },
     "GET statements ?ascending: reverse /statements"},
};

} // namespace

topics::Table topics::concurrency()
{
    Table out{std::begin(statements), std::end(statements)};
    for (const auto* kind : documents::kinds) {
        for (const auto& row : preconditions) {
            auto made = documents::requirement(row, *kind);
            // 1.0.3 counts states among what has this control, and then says of what it asks that
            // it "only" applies to the profiles.
            auto& level = made.v1_0_3.level;
            if (kind == &documents::state && level == Level::must) level = Level::should;
            out.push_back(std::move(made));
        }
        for (const auto& row : unconditional) {
            auto made = documents::requirement(row, *kind);
            // 1.0.3 lets states be overwritten: topics/state.cpp.
            if (kind == &documents::state) made.v1_0_3 = silent;
            out.push_back(std::move(made));
        }
    }
    return out;
}

} // namespace conformance
