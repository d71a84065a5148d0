// Walking a long result page by page.
#include "conformance/topics.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <set>

namespace conformance {
namespace {

constexpr Says of_1_0_3 = must("Data 2.5");
constexpr Says of_2_0_0 = must("4.1.6.1, 4.2.4.3");

using Ids = std::vector<std::string>;

// Statements under a verb of their own, the oldest first.
struct Many {
    std::string verb;
    Ids ids;

    Many(Talk& talk, int count) : verb(talk.iri("verb"))
    {
        std::vector<json::object> all;
        for (int at = 0; at < count; ++at)
            all.push_back(with(talk.statement(), {{"/verb/id", verb}}));
        ids = talk.store(all);
    }

    Pairs query(std::string limit, Pairs more = {}) const
    {
        more.emplace_back("verb", verb);
        more.emplace_back("limit", std::move(limit));
        more.emplace_back("ascending", "true");
        return more;
    }
};

std::string more_of(const Answer& page)
{
    const auto body = page.is(200).json();
    const auto* more = body.is_object() ? body.as_object().if_contains("more") : nullptr;
    page.expect(!more || more->is_string(), "\"more\" to be a text", page.body());
    return more ? std::string(more->as_string()) : "";
}

Ids ids_of(const Answer& page)
{
    Ids out;
    const auto statements = page.at("/statements");
    page.expect(statements.is_array(), "an array of statements", page.body());
    for (const auto& one : statements.as_array())
        out.push_back(one.is_object() ? id_of(one.as_object()) : "");
    return out;
}

// All pages; `between` runs before each but the first.
Ids walk(
    Talk& talk, const Pairs& query, std::size_t limit,
    const std::function<void(std::size_t)>& between = [](std::size_t) {})
{
    constexpr std::size_t most = 200; // A walk that does not end is a finding.
    Ids out;
    auto page = talk.get("statements", query);
    for (std::size_t pages = 1;; ++pages) {
        const auto more = more_of(page);
        const auto found = ids_of(page);
        page.expect(found.size() <= limit, "at most " + std::to_string(limit) + " statements",
                    std::to_string(found.size()));
        out.insert(out.end(), found.begin(), found.end());
        if (more.empty()) return out;
        page.expect(pages < most, "a walk that ends", std::to_string(pages) + " pages");
        between(pages);
        page = talk.more(more);
    }
}

void expect_walk(const Ids& found, const Ids& wanted)
{
    expect(found == wanted, std::to_string(wanted.size()) + " statements, each once, in order",
           std::to_string(found.size()) + " statements, or another order");
}

const Requirement table[] = {
    {"more.walk", "A walk finds every statement once, in order", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const Many many(talk, 7);
         expect_walk(walk(talk, many.query("3"), 3), many.ids);
         expect_walk(walk(talk, many.query("1"), 1), many.ids);
     },
     "GET statements: set /more \"\""},
    {"more.descending", "A walk from the newest to the oldest does too", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const Many many(talk, 7);
         auto found = walk(talk, {{"verb", many.verb}, {"limit", "2"}}, 2);
         std::reverse(found.begin(), found.end());
         expect_walk(found, many.ids);
     },
     "GET statements: assume ascending true"},
    {"more.end", "There is no \"more\", or an empty one, when nothing is left", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const Many many(talk, 3);
         const auto whole = talk.get("statements", many.query("10"));
         whole.expect(more_of(whole).empty(), "nothing more", whole.body());
         const auto part = talk.get("statements", many.query("2"));
         part.expect(!more_of(part).empty(), "a \"more\" for the third statement", part.body());
         expect_walk(ids_of(part), {many.ids[0], many.ids[1]});
     },
     "GET statements: set /more \"/more\""},
    {"more.exact-end", "A page that ends with the last statement is followed by nothing new",
     of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const Many many(talk, 4);
         expect_walk(walk(talk, many.query("2"), 2), many.ids);
         expect_walk(walk(talk, many.query("4"), 4), many.ids);
     },
     "GET statements: set /more \"\""},
    {"more.relative", "\"more\" is an IRL relative to the server", of_1_0_3,
     must("4.1.6.1, StatementResult"),
     [](Talk& talk) {
         const Many many(talk, 2);
         const auto page = talk.get("statements", many.query("1"));
         const auto more = more_of(page);
         page.expect(more.starts_with('/') && !more.starts_with("//"), "an absolute path", more);
         talk.more(more).is(200).with("/statements/0/id", many.ids[1]);
     },
     "GET statements: set /more \"statements?cursor=x\""},
    {"more.again", "A \"more\" may be used twice", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const Many many(talk, 4);
         const auto more = more_of(talk.get("statements", many.query("2")));
         const Ids rest{many.ids[2], many.ids[3]};
         expect_walk(ids_of(talk.more(more)), rest);
         expect_walk(ids_of(talk.more(more)), rest);
     },
     "GET statements ?cursor: once"},
    {"more.filters", "The filters of the first page hold on every page", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const Many many(talk, 5);
         const Many others(talk, 5);
         expect_walk(walk(talk, many.query("2"), 2), many.ids);
     },
     "GET statements: ignore verb"},
    {"more.format", "The format of the first page holds on every page", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const auto verb = talk.iri("verb");
         std::vector<json::object> all;
         for (int at = 0; at < 3; ++at)
             all.push_back(with(talk.statement(), {{"/verb/id", verb}, {"/actor/name", "Ann"}}));
         talk.store(all);
         auto page = talk.get("statements", {{"verb", verb}, {"limit", "1"}, {"format", "ids"}});
         for (int at = 0; at < 3; ++at) {
             const auto more = more_of(page);
             page.with("/statements/0/verb/id", verb).without("/statements/0/actor/name");
             if (at < 2) page = talk.more(more);
         }
     },
     "GET statements ?cursor: set /statements/0/actor/name \"Ann\""},
    {"more.references", "Statements about others come once in a walk", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const Many many(talk, 3);
         std::vector<json::object> about;
         for (const auto& id : many.ids) {
             about.push_back(
                 with(talk.statement(),
                      {{"/object", json::object{{"objectType", "StatementRef"}, {"id", id}}}}));
         }
         auto wanted = many.ids;
         for (const auto& id : talk.store(about))
             wanted.push_back(id);
         expect_walk(walk(talk, many.query("2"), 2), wanted);
     },
     "GET statements: first 1 /statements"},
    {"more.later-statements", "What is stored during a walk disturbs no page", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const Many many(talk, 6);
         const auto add = [&](std::size_t) {
             talk.store(with(talk.statement(), {{"/verb/id", many.verb}}));
         };
         auto found = walk(talk, {{"verb", many.verb}, {"limit", "2"}}, 2, add);
         std::erase_if(found, [&](const auto& id) {
             return std::ranges::find(many.ids, id) == many.ids.end();
         });
         std::reverse(found.begin(), found.end());
         expect_walk(found, many.ids);
     },
     "GET statements ?cursor: stale"},
    {"more.concurrent-writes", "Nor does what others store at the same time", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const Many many(talk, 24);
         talk.parallel(3, [&](Talk& mine, std::size_t number) {
             if (number > 0) {
                 for (int at = 0; at < 12; ++at)
                     mine.store(with(mine.statement(), {{"/verb/id", many.verb}}));
                 return;
             }
             for (const auto* ascending : {"true", "false"}) {
                 auto found =
                     walk(mine, {{"verb", many.verb}, {"limit", "3"}, {"ascending", ascending}}, 3);
                 const std::set unique(found.begin(), found.end());
                 expect(unique.size() == found.size(), "each statement once", "one came twice");
                 const auto known = std::ranges::count_if(
                     many.ids, [&](const auto& id) { return unique.contains(id); });
                 expect(known == 24, "all that were there before", std::to_string(known));
             }
         });
     },
     "GET statements ?cursor: first 2 /statements"},
    {"more.voided-on-the-way", "A statement that is voided during a walk makes no other be lost",
     of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const Many many(talk, 6);
         const auto void_it = [&](std::size_t page) {
             if (page != 1) return;
             auto voiding = talk.statement();
             voiding["verb"] = json::object{{"id", "http://adlnet.gov/expapi/verbs/voided"}};
             voiding["object"] = json::object{{"objectType", "StatementRef"}, {"id", many.ids[3]}};
             talk.store(voiding);
         };
         auto found = walk(talk, many.query("2"), 2, void_it);
         std::erase_if(found, [&](const auto& id) { // It may come or not; so may what voids it.
             return std::ranges::find(many.ids, id) == many.ids.end() || id == many.ids[3];
         });
         auto wanted = many.ids;
         wanted.erase(wanted.begin() + 3);
         expect_walk(found, wanted);
     },
     "GET statements ?cursor: first 1 /statements"},
    {"more.length", "A \"more\" is not extremely long", should("Data 2.5"), should("4.2.4.3"),
     [](Talk& talk) {
         const Many many(talk, 2);
         const auto page = talk.get("statements", many.query("1"));
         const auto more = more_of(page);
         page.expect(!more.empty() && more.size() < 2'000, "less than 2,000 bytes",
                     std::to_string(more.size()));
     },
     "GET statements: lengthen-more"},
    {"more.credentials", "A \"more\" needs credentials as the query does",
     must("Communication 4.0"), must("4.1.8"),
     [](Talk& talk) {
         const Many many(talk, 2);
         const auto more = more_of(talk.get("statements", many.query("1")));
         expect(more.starts_with('/'), "a path", more);
         talk.send({.resource = more, .as = {As::nobody}}).is(401);
         talk.more(more).is(200).with("/statements/0/id", many.ids[1]);
     },
     "?cursor !@Authorization: as-user"},
    {"more.forged", "A \"more\" that was changed is refused",
     choice("it is signed here, so that nobody reads on under another filter"),
     choice("it is signed here, so that nobody reads on under another filter"),
     [](Talk& talk) {
         const Many many(talk, 2);
         auto more = more_of(talk.get("statements", many.query("1")));
         const auto at = more.find("limit=1");
         expect(at != more.npos, "the limit in \"more\"", more);
         talk.more(more.replace(at, 7, "limit=2")).is(400);
     },
     "?cursor: status 400 200"},
};

} // namespace

topics::Table topics::more()
{
    return {std::begin(table), std::end(table)};
}

} // namespace conformance
