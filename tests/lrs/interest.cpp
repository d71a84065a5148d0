// Which statements a model must see, told by their terms alone.
#include "lrs/followers/interest.hpp"

#include "competency/evidence.hpp"
#include "tests/support/competency_models.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <random>

namespace {

namespace data = boost::unit_test::data;

using namespace support::kmx;
using lrs::Interest;

constexpr base::Hash128 key{1, 2, 3};

storage::FeedItem item_of(const std::string& text)
{
    return {1, storage::EntryKind::statement, statements::terms_of(json::parse(text), key), {}};
}

// What the log would be asked for finds it.
bool is_found(const Interest& interest, const storage::FeedItem& item)
{
    return interest.everything() ||
           std::ranges::any_of(interest.terms(), [&](const statements::QueryTerm& term) {
               return std::ranges::any_of(item.postings, [&](const auto& posting) {
                   return posting.kind == term.kind && posting.term == term.term &&
                          (posting.roles & term.mask) != 0;
               });
           });
}

std::shared_ptr<const competency::Model> model_with(const std::string& match)
{
    ModelMaker maker;
    maker.competency("C").evidence("e", R"({"match": )" + match + "}");
    return maker.model();
}

struct Row {
    const char* match;
    const char* statement; // Beyond "ann passed a".
    bool wanted;
};

std::ostream& operator<<(std::ostream& out, const Row& row)
{
    return out << row.match << ' ' << row.statement;
}

constexpr const char* grouped = R"({"context": {"contextActivities": {
    "grouping": [{"id": "https://x.example/g"}], "parent": [{"id": "https://x.example/p"}]}}})";
constexpr const char* conferred =
    R"({"verb": {"id": "https://w3id.org/xapi/tla/verbs/conferred"}})";
constexpr const char* voided = R"({"verb": {"id": "http://adlnet.gov/expapi/verbs/voided"},
    "object": {"objectType": "StatementRef", "id": "00000000-0000-4000-8000-000000000009"}})";
constexpr const char* passed_b =
    R"({"verb": ["http://adlnet.gov/expapi/verbs/passed"], "object": ["https://x.example/b"]})";
constexpr const char* passed_a =
    R"({"verb": ["http://adlnet.gov/expapi/verbs/passed"], "object": ["https://x.example/a"]})";

constexpr Row rows[] = {
    {passed_a, "{}", true},
    {passed_b, "{}", false},
    {passed_b, conferred, true},
    {passed_b, voided, true},
    {passed_a, R"({"verb": {"id": "https://x.example/other"}})", false},
    {R"({"verb": ["http://adlnet.gov/expapi/verbs/passed"]})", "{}", true},
    {R"({"verb": ["http://adlnet.gov/expapi/verbs/passed"], "object": ["https://y.example/*"]})",
     "{}", true}, // An asterisk is no term.
    {R"({"object": ["https://x.example/a"]})", "{}", true},
    {R"({"object": ["https://x.example/b"]})", "{}", false},
    {R"({"type": ["https://x.example/t"]})", "{}", true}, // So is a type.
    {R"({"course": ["https://x.example/g"]})", grouped, true},
    {R"({"course": ["https://x.example/a"]})", grouped, true},
    {R"({"course": ["https://x.example/p"]})", grouped, false},
    {R"({"grouping": ["https://x.example/g"], "parent": ["https://x.example/p"]})", grouped, true},
    {R"({"grouping": ["https://x.example/g"], "parent": ["https://x.example/g"]})", grouped, false},
    {R"({"category": ["https://x.example/g"]})", grouped, false},
};

std::string of_objective(const char* verb, const char* name, const char* list)
{
    return statement(1, "a", "2026-01-01T00:00:00Z",
                     R"({"verb": {"id": ")" + std::string(verb) +
                         R"("}, "context": {"contextActivities": {")" + list +
                         R"(": [{"id": "https://x.example/)" + name + R"("}]}}})");
}

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_interest)

BOOST_DATA_TEST_CASE(by_terms, data::make(rows), row)
{
    const auto model = model_with(row.match);
    const Interest interest(*model, key);
    const auto item = item_of(statement(1, "a", "2026-01-01T00:00:00Z", row.statement));
    BOOST_TEST(interest.wants(item) == row.wanted);
    if (row.wanted) BOOST_TEST(is_found(interest, item));
}

BOOST_AUTO_TEST_CASE(what_is_no_statement_and_what_may_be_carried)
{
    const Interest interest(*model_with(passed_b), key);
    BOOST_TEST(interest.wants({1, storage::EntryKind::erasure, {}, {}}));
    BOOST_TEST(interest.wants({1, storage::EntryKind::tombstone, {}, {}}));
    ModelMaker carrying;
    carrying.competency("C").evidence("e");
    carrying.add("trust",
                 {{"authority", agent("lms")}, {"kinds", json::array()}, {"mayReference", true}});
    BOOST_TEST(Interest(*carrying.model(), key).everything());
}

BOOST_AUTO_TEST_CASE(objectives)
{
    const auto satisfied = "https://w3id.org/xapi/adl/verbs/satisfied";
    const auto passed = "http://adlnet.gov/expapi/verbs/passed";
    const auto completed = "http://adlnet.gov/expapi/verbs/completed";
    ModelMaker maker;
    maker.competency("C");
    for (const char* on : {"satisfied", "passed"}) {
        maker.add("objectives",
                  {{"objective", activity(on)}, {"competency", "C"}, {"level", 1}, {"on", on}});
    }
    const Interest interest(*maker.model(), key);

    const struct {
        const char* verb;
        const char* name;
        const char* list;
        bool wanted;
    } cases[] = {
        {satisfied, "satisfied", "other", true},     {passed, "satisfied", "other", false},
        {completed, "satisfied", "other", false},    {satisfied, "passed", "other", false},
        {passed, "passed", "other", true},           {completed, "passed", "other", true},
        {satisfied, "satisfied", "grouping", false}, {satisfied, "o", "other", false},
    };

    for (const auto& each : cases) {
        const auto item = item_of(of_objective(each.verb, each.name, each.list));
        BOOST_TEST(interest.wants(item) == each.wanted, each.verb << ' ' << each.name);
        if (each.wanted) BOOST_TEST(is_found(interest, item));
    }
    BOOST_TEST(!interest.everything());
}

// Nothing that is evidence is ever left unread.
BOOST_AUTO_TEST_CASE(random_mappings_and_statements)
{
    std::mt19937 random(7);
    const auto below = [&](unsigned limit) { return random() % limit; };
    const auto iri = [&] { return activity(std::string(1, static_cast<char>('a' + below(3)))); };
    std::size_t evidence = 0;
    std::size_t unread = 0;
    for (int round = 0; round < 3'000; ++round) {
        json::object match;
        if (below(2) == 0) match["verb"] = json::array{verb(below(2) ? "passed" : "failed")};
        for (const auto* place : {"object", "course", "parent", "grouping", "category"}) {
            if (below(3) != 0) continue;
            match[place] = json::array{below(4) ? iri() : "https://x.example/*"};
        }
        if (match.empty()) match["object"] = json::array{iri()};
        json::object activities;
        for (const auto* place : {"parent", "grouping", "category"}) {
            if (below(2) != 0) activities[place] = json::array{{{"id", iri()}}};
        }
        const json::object more{{"verb", {{"id", verb(below(2) ? "passed" : "failed")}}},
                                {"object", {{"id", iri()}}},
                                {"context", {{"contextActivities", activities}}}};
        const auto text = statement(1, "a", "2026-01-01T00:00:00Z", json::serialize(more));
        const auto model = model_with(json::serialize(match));
        const Interest interest(*model, key);
        const auto item = item_of(text);
        const bool counts = !competency::extract(*model, text, json::parse(text), 1).empty();
        if (counts) BOOST_TEST((interest.wants(item) && is_found(interest, item)), text);
        evidence += counts ? 1 : 0;
        unread += interest.wants(item) ? 0 : 1;
    }
    BOOST_TEST(evidence > 100u);
    BOOST_TEST(unread > 1'000u);
}

BOOST_AUTO_TEST_SUITE_END()
