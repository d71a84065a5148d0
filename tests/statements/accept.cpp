#include "statements/accept.hpp"

#include "base/limits.hpp"
#include "statements/parse.hpp"
#include "tests/statements/acceptances.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace {

using namespace acceptances;
using base::ErrorKind;

} // namespace

BOOST_AUTO_TEST_SUITE(statements_accept)

BOOST_AUTO_TEST_CASE(preparation)
{
    const auto text = short_text(R"({"actor":@ann,"verb":^read,"object":#book,"authority":@bob})");
    const auto batch = prepare(text).value();
    BOOST_REQUIRE(batch.statements.size() == 1u);
    const auto& statement = batch.statements[0];
    BOOST_TEST((batch.version == Version::v2_0_0));
    BOOST_TEST((statement.id == made_id(1)));
    BOOST_TEST((statement.received == base::siphash128(key, text)));
    BOOST_TEST(!statement.refers_to);
    BOOST_TEST(!statement.voids);
    BOOST_TEST(batch.bytes() == statement.text.size());

    // What the sender calls its authority is nothing that the statement can be found by.
    auto kept = short_statement(R"("authority":@lms)");
    BOOST_TEST((statement.postings == statements::terms_of(kept, key)));
}

BOOST_AUTO_TEST_CASE(batches)
{
    const auto first = short_text(R"({"actor":@ann,"verb":^read,"object":#book})");
    const auto second = short_text(R"({"id":"$1","actor":@bob,"verb":^read,"object":#book})");
    const auto batch = prepare(" [ " + first + " ,\n" + second + "]\n").value();
    BOOST_REQUIRE(batch.statements.size() == 2u);
    BOOST_TEST((batch.statements[0].id == made_id(1)));
    BOOST_TEST((batch.statements[1].id == given_id(1)));
    BOOST_TEST((batch.statements[0].received == base::siphash128(key, first)));
    BOOST_TEST((batch.statements[1].received == base::siphash128(key, second)));
    BOOST_TEST(batch.bytes() == batch.statements[0].text.size() + batch.statements[1].text.size());

    // Where a statement stands does not change what is stored of it.
    BOOST_TEST(batch.statements[1].text == prepare(second).value().statements[0].text);
}

BOOST_AUTO_TEST_CASE(references_and_voids)
{
    const struct {
        const char* name;
        std::string_view members;
        bool refers;
        bool voids;
    } rows[] = {
        {"activity", R"("verb":^read,"object":#book)", false, false},
        {"reference", R"("verb":^read,"object":{"objectType":"StatementRef","id":"$1"})", true,
         false},
        {"void",
         R"("verb":{"id":"http://adlnet.gov/expapi/verbs/voided"},
            "object":{"objectType":"StatementRef","id":"$1"})",
         true, true},
        {"reference in a sub-statement",
         R"("verb":^read,"object":{"objectType":"SubStatement","actor":@ann,"verb":^read,
            "object":{"objectType":"StatementRef","id":"$1"}})",
         false, false},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto batch =
                prepare(short_text(R"({"actor":@ann,)" + std::string(row.members) + '}')).value();
            const auto& statement = batch.statements.at(0);
            BOOST_TEST(statement.refers_to.has_value() == row.refers);
            if (row.refers) BOOST_TEST((*statement.refers_to == given_id(1)));
            BOOST_TEST(statement.voids == row.voids);
        }
    }
}

BOOST_AUTO_TEST_CASE(ids_of_put)
{
    const struct {
        const char* name;
        std::string_view id;
        bool accepted;
    } rows[] = {
        {"none", "", true},
        {"the same", R"("id":"0000002a-0000-4000-8000-000000000001",)", true},
        {"the same in capitals", R"("id":"0000002A-0000-4000-8000-000000000001",)", true},
        {"another", R"("id":"0000002a-0000-4000-8000-000000000002",)", false},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto body = short_text("{" + std::string(row.id) +
                                         R"("actor":@ann,"verb":^read,"object":#book})");
            const auto batch = prepare(body, {.put_id = given_id(1)});
            BOOST_TEST(batch.has_value() == row.accepted);
            if (batch) {
                BOOST_TEST((batch->statements.at(0).id == given_id(1)));
            } else {
                BOOST_TEST(complaints(batch.error()) == "/id statement.id.parameter\n");
            }
        }
    }
    // PUT takes one statement, not a list of one.
    const auto list = short_text(R"([{"actor":@ann,"verb":^read,"object":#book}])");
    BOOST_TEST(prepare(list).has_value());
    BOOST_TEST(!prepare(list, {.put_id = given_id(1)}).has_value());
}

BOOST_AUTO_TEST_CASE(bodies)
{
    const auto good = short_text(R"({"actor":@ann,"verb":^read,"object":#book})");

    const struct {
        const char* name;
        std::string body;
        std::optional<std::size_t> statements; // Empty: refused.
    } rows[] = {
        {"one", good, 1},
        {"a list of one", "[" + good + "]", 1},
        {"two", "[" + good + "," + good + "]", 2},
        {"empty list", "[]", 0},
        {"empty list, white space", " [ ] ", 0},
        {"nothing", "", {}},
        {"white space", "  ", {}},
        {"no JSON", "actor=ann", {}},
        {"string", "\"statement\"", {}},
        {"number", "1", {}},
        {"null", "null", {}},
        {"empty object", "{}", {}},
        {"list in a list", "[[" + good + "]]", {}},
        {"null in a list", "[" + good + ",null]", {}},
        {"two without a list", good + good, {}},
        {"lines", good + "\n" + good, {}},
        {"duplicate key", R"({"actor":1,"actor":2})", {}},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto batch = prepare(row.body);
            BOOST_TEST(batch.has_value() == row.statements.has_value());
            if (batch)
                BOOST_TEST(batch->statements.size() == row.statements.value_or(99));
            else
                BOOST_TEST((batch.error().kind == ErrorKind::invalid));
        }
    }
}

BOOST_AUTO_TEST_CASE(complaints_of_a_batch)
{
    const auto batch = prepare(short_text(R"([
        {"id":"$1","actor":@ann,"verb":^read,"object":#book},
        {"id":"$2","actor":@ann,"verb":{"id":"read"},"object":{"id":1}},
        7,
        {"actor":{"mbox":"ann"},"verb":^read,"object":#book},
        {"id":"$1","actor":@ann,"verb":^read,"object":#book}])"));
    BOOST_REQUIRE(!batch);
    BOOST_TEST((batch.error().kind == ErrorKind::invalid));

    const struct {
        std::size_t statement;
        std::string id;
        std::string where;
    } expected[] = {
        {1, to_string(given_id(2)), "/verb/id"},
        {1, to_string(given_id(2)), "/object/id"},
        {2, "", ""},
        {3, "", "/actor/mbox"},
        {4, to_string(given_id(1)), "/id"},
    };

    const auto& found = batch.error().complaints;
    BOOST_REQUIRE(found.size() == std::size(expected));
    for (std::size_t at = 0; at < found.size(); ++at) {
        BOOST_TEST_CONTEXT("complaint " << at)
        {
            BOOST_TEST((found[at].statement == expected[at].statement));
            BOOST_TEST(found[at].id == expected[at].id);
            BOOST_TEST(found[at].where == expected[at].where);
            BOOST_TEST(!found[at].rule.empty());
            BOOST_TEST(!found[at].expected.empty());
        }
    }

    // A statement that comes alone has no index.
    const auto alone = prepare(short_text(R"({"actor":@ann,"verb":^read,"object":7})"));
    BOOST_REQUIRE(!alone);
    BOOST_TEST(!alone.error().complaints.at(0).statement);
}

BOOST_AUTO_TEST_CASE(ids_within_a_batch)
{
    const auto statement = [](std::string_view id) {
        return short_text(R"({"id":")" + std::string(id) +
                          R"(","actor":@ann,"verb":^read,"object":#book})");
    };
    constexpr auto one = "0000002a-0000-4000-8000-000000000001";

    const struct {
        const char* name;
        const char* other;
        bool accepted;
    } rows[] = {
        {"another", "0000002a-0000-4000-8000-000000000002", true},
        {"the same", "0000002a-0000-4000-8000-000000000001", false},
        {"the same in capitals", "0000002A-0000-4000-8000-000000000001", false},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto batch = prepare("[" + statement(one) + "," + statement(row.other) + "]");
            BOOST_TEST(batch.has_value() == row.accepted);
            if (!batch) BOOST_TEST(complaints(batch.error()) == "/id batch.id.unique\n");
        }
    }
}

BOOST_AUTO_TEST_CASE(definitions_of_those_who_may_define)
{
    const auto text = short_text(R"({"actor":@ann,"verb":^read,"object":{"id":"urn:a",
        "definition":{"name":{"en":"A"}}},"context":{"contextActivities":{"other":[
        {"id":"urn:b"},{"id":"urn:a","definition":{"name":{"en":"B"}}}]}}})");
    BOOST_TEST(prepare(text).value().statements[0].definitions.empty());

    const auto marks = prepare(text, {.defines = true}).value().statements[0].definitions;
    BOOST_REQUIRE(marks.size() == 2u);
    const auto term = statements::hash_term(key, statements::TermKind::activity, "urn:a");
    BOOST_TEST((marks[0].activity == term));
    BOOST_TEST((marks[1].activity == term));
    BOOST_TEST((marks[0].definition != marks[1].definition));
    BOOST_TEST((prepare(text, {.defines = true}).value().statements[0].definitions == marks));
}

// Only valid statements are looked at further; what is found joins the rest.
BOOST_AUTO_TEST_CASE(further_inspection)
{
    const auto valid = short_text(R"({"actor":@ann,"verb":^read,"object":#book})");
    const auto invalid = short_text(R"({"actor":@ann,"verb":^read})");
    std::vector<std::optional<std::size_t>> seen;
    const Given given{.inspect = [&](const auto& statement, std::optional<std::size_t> index) {
        BOOST_TEST(statement.is_object());
        seen.push_back(index);
        return base::Complaints{{"/here", "some.rule", "", ""}};
    }};
    const auto batch = prepare('[' + invalid + ',' + valid + ']', given);
    BOOST_TEST((seen == std::vector<std::optional<std::size_t>>{1}));
    BOOST_TEST(complaints(batch.error()) == "/object statement.object.missing\n/here some.rule\n");
    BOOST_TEST((batch.error().complaints[1].statement == 1));

    seen.clear();
    BOOST_TEST(!prepare(valid, given).has_value());
    BOOST_TEST((seen == std::vector<std::optional<std::size_t>>{std::nullopt}));
}

BOOST_AUTO_TEST_CASE(limit_of_statements)
{
    const auto statement = short_text(R"({"actor":@ann,"verb":^read,"object":#book})");
    const auto of = [&](std::size_t count) {
        std::string body = "[" + statement;
        for (std::size_t at = 1; at < count; ++at)
            body += "," + statement;
        return prepare(body + "]");
    };
    const auto at_limit = of(limits::batch_statements);
    BOOST_REQUIRE(at_limit.has_value());
    BOOST_TEST(at_limit->statements.size() == limits::batch_statements);
    const auto above = of(limits::batch_statements + 1);
    BOOST_REQUIRE(!above);
    BOOST_TEST((above.error().kind == ErrorKind::too_large));
}

BOOST_AUTO_TEST_CASE(limit_of_bytes)
{
    const auto of = [](std::size_t size) {
        auto text =
            short_text(R"({"actor":@ann,"verb":^read,"object":#book,"result":{"response":"%"}})");
        const auto hole = text.find('%');
        return text.replace(hole, 1, std::string(size - text.size() + 1, 'x'));
    };
    const auto largest = of(limits::statement_bytes);
    BOOST_REQUIRE(largest.size() == limits::statement_bytes);
    BOOST_TEST(prepare(largest).has_value());
    BOOST_TEST(prepare("[" + largest + "," + largest + "]").has_value());

    const auto above = of(limits::statement_bytes + 1);
    const auto alone = prepare(above);
    BOOST_REQUIRE(!alone);
    BOOST_TEST((alone.error().kind == ErrorKind::too_large));
    BOOST_TEST(alone.error().where == "");
    const auto second = prepare("[" + largest + "," + above + "]");
    BOOST_REQUIRE(!second);
    BOOST_TEST((second.error().kind == ErrorKind::too_large));
    BOOST_TEST(second.error().where == "/1");
}

BOOST_AUTO_TEST_CASE(limit_of_terms)
{
    // Actor, verb, object and authority are four of them.
    const auto of = [](std::size_t terms) {
        std::string members;
        for (std::size_t at = 4; at < terms; ++at)
            members +=
                (at > 4 ? R"(,{"id":"urn:a:)" : R"({"id":"urn:a:)") + std::to_string(at) + "\"}";
        return prepare(short_text(R"({"actor":@ann,"verb":^read,"object":#book,)"
                                  R"("context":{"contextActivities":{"other":[)" +
                                  members + "]}}}"));
    };
    const auto at_limit = of(limits::statement_terms);
    BOOST_REQUIRE(at_limit.has_value());
    BOOST_TEST(at_limit->statements[0].postings.size() == limits::statement_terms);
    const auto above = of(limits::statement_terms + 1);
    BOOST_REQUIRE(!above);
    BOOST_TEST(complaints(above.error()) == " statement.terms\n");
}

BOOST_AUTO_TEST_CASE(limit_of_complaints)
{
    const auto of = [](std::size_t count) {
        std::string body = "[1";
        for (std::size_t at = 1; at < count; ++at)
            body += ",1";
        return prepare(body + "]").error();
    };
    BOOST_TEST(of(limits::complaints - 1).why.ends_with("nothing was stored"));
    for (const auto count : {limits::complaints, limits::complaints + 1}) {
        BOOST_TEST(of(count).complaints.size() == limits::complaints);
        BOOST_TEST(of(count).why.ends_with("at most 100 complaints are listed"));
    }
}

BOOST_AUTO_TEST_SUITE_END()
