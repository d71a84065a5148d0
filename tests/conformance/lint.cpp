// Statements in files against the rules: where the fault is, and what the command says.
#include "conformance/lint.hpp"

#include "conformance/statements.hpp"
#include "tests/lrs/command_line.hpp"
#include "tests/support/temporary_directory.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

namespace {

using statements::Version;

const std::string good = R"({"actor":{"mbox":"mailto:a@b.example"},"verb":{"id":"a:b"},)"
                         R"("object":{"id":"a:c"}})";

struct Fixture {
    support::TemporaryDirectory folder;

    std::string file(const std::string& name, std::string_view text) const
    {
        return folder.file(name, text);
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(conformance_lint, Fixture)

BOOST_AUTO_TEST_CASE(where_the_fault_is)
{
    const struct {
        const char* name;
        std::string text;
        std::size_t statements;
        std::size_t line;      // 0: no finding.
        std::size_t statement; // Of the first finding.
        const char* pointer;
        const char* rule;
    } rows[] = {
        {"one", good, 1, 0, 0, "", ""},
        {"one over lines", "\n{\n\"actor\": {\"mbox\":\n\"ann\"}}\n", 1, 4, 0, "/actor/mbox",
         "agent.mbox.mailto"},
        {"an array", "[" + good + ",\n" + good + "]", 2, 0, 0, "", ""},
        {"the second of an array", "[" + good + ",\n{}]", 2, 2, 1, "/actor",
         "statement.actor.missing"},
        {"an empty array", "[]", 0, 0, 0, "", ""},
        {"one per line", good + "\n\n" + good + "\n", 2, 0, 0, "", ""},
        {"the second line", good + "\n\n{}\n", 2, 3, 1, "/actor", "statement.actor.missing"},
        {"one line, its end missing", good, 1, 0, 0, "", ""},
        {"an array on a line of several", good + "\n[]\n", 2, 2, 1, "", "root.statement.object"},
        {"no JSON", "statement", 1, 1, 0, "", "json"},
        {"no JSON on the second line", good + "\n{\n" + good, 3, 2, 1, "", "json"},
        {"a key twice", "{\"a\": 1,\n\"a\": 2}", 1, 1, 0, "/a", "json"},
        {"nothing", "", 1, 1, 0, "", "json"},
        {"a number", "7", 1, 1, 0, "", "root.statement.object"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto result = conformance::lint(row.text, Version::v2_0_0);
            BOOST_TEST(result.statements == row.statements);
            BOOST_TEST_REQUIRE(result.findings.empty() == (row.line == 0));
            if (row.line == 0) continue;
            const auto& first = result.findings.front();
            BOOST_TEST(first.line == row.line);
            BOOST_TEST(first.statement == row.statement);
            BOOST_TEST(first.complaint.where == row.pointer);
            BOOST_TEST(first.complaint.rule == row.rule);
        }
    }
}

BOOST_AUTO_TEST_CASE(versions_differ)
{
    auto text = good;
    text.back() = ',';
    text += R"("timestamp":"2026-01-31T09:30:00"})"; // Without a zone: ISO 8601, not RFC 3339.
    BOOST_TEST(conformance::lint(text, Version::v1_0_3).findings.empty());
    BOOST_TEST(conformance::lint(text, Version::v2_0_0).findings.size() == 1u);
}

// Every row of the data is found by lint, at the rule and paragraph that it names.
BOOST_AUTO_TEST_CASE(every_row_has_its_paragraph)
{
    for (const auto& file : conformance::sections()) {
        for (const auto& section : file) {
            const auto& base = conformance::base(section.base);
            if (base.subject != conformance::Subject::statement) continue;
            for (const auto& row : section.rows) {
                if (row.refused.pointer.empty()) continue; // An array is a batch.
                const auto version = holds_for(section.versions, Version::v2_0_0) ? Version::v2_0_0
                                                                                  : Version::v1_0_3;
                const auto result = conformance::lint(
                    boost::json::serialize(conformance::edited(base, row.refused)), version);
                BOOST_TEST_CONTEXT(section.base << ' ' << row.refused.pointer)
                {
                    BOOST_TEST_REQUIRE(result.findings.size() == 1u);
                    BOOST_TEST(result.findings[0].complaint.rule == row.rule);
                    BOOST_TEST(!result.findings[0].paragraph.empty());
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(the_command)
{
    const auto fine = file("fine.json", good);
    const auto bad = file("bad.ndjson", good + "\n{}\n");

    const struct {
        const char* name;
        std::vector<std::string> words;
        int code;
        const char* out; // A part of it.
    } rows[] = {
        {"fine", {fine}, 0, "1 statements, 0 findings"},
        {"fine in both versions", {fine, "--version", "1.0.3"}, 0, "0 findings"},
        {"bad", {bad}, 1, ".ndjson:2: /actor must be present (statement.actor.missing, 4.2.2)"},
        {"several", {fine, bad}, 1, "3 statements, 3 findings"},
        {"as JSON", {bad, "--json"}, 1, R"("line":2,"statement":1,"pointer":"/actor")"},
        {"fine as JSON", {fine, "--json"}, 0, R"({"statements":1,"findings":[]})"},
        {"no file", {}, 2, ""},
        {"none there", {fine + "x"}, 2, ""},
        {"no such version", {fine, "--version", "0.9"}, 2, ""},
        {"no such option", {fine, "--fix"}, 2, ""},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto outcome = support::run(lrs::lint, row.words);
            BOOST_TEST(outcome.code == row.code);
            BOOST_TEST(outcome.out.find(row.out) != std::string::npos, outcome.out);
            BOOST_TEST(outcome.err.empty() == (row.code != 2));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
