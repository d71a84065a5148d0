// The subcommands, and that what they say of files is what the server says of the same statements.
#include "lrs/commands/commands.hpp"

#include "base/limits.hpp"
#include "lrs/commands/arguments.hpp"
#include "statements/raw.hpp"
#include "tests/lrs/command_line.hpp"
#include "tests/lrs/live.hpp"
#include "tests/support/competency_models.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace {

namespace json = boost::json;

using namespace support::kmx;
using support::run;

ModelMaker one_course()
{
    ModelMaker maker;
    maker.competency("C").evidence("a");
    return maker.rule("C", 1, R"({"ev": "a"})");
}

ModelMaker two_faults()
{
    auto maker = one_course();
    maker.rule("C", 2, R"({"ev": "nowhere"})");
    return maker.rule("C", 3, R"({"maybe": "a"})");
}

const std::string ann = json::serialize(agent("ann"));

struct Fixture {
    support::TemporaryDirectory folder;

    std::string file(const std::string& name, std::string_view text) const
    {
        return folder.file(name, text);
    }

    std::string missing() const { return (folder.path() / "missing").string(); }
};

std::string of_file(const std::filesystem::path& path)
{
    return lrs::read_file(path.string(), 20u << 20).value();
}

// Its bytes, but for line ends, which stand outside of JSON's strings only.
std::string on_one_line(std::string_view statement)
{
    std::string out(statement);
    std::ranges::replace_if(
        out, [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return out;
}

// Both answers without what counts lines there and entries here.
std::string without_sequence(const std::string& answer)
{
    auto value = json::parse(answer);
    value.as_object().at("watermark").as_object().erase("sequence");
    return json::serialize(value);
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_commands, Fixture)

BOOST_AUTO_TEST_CASE(model_check)
{
    const auto good = file("good.json", one_course().text());
    const auto spaced = [&](std::size_t size) {
        auto text = one_course().text();
        return file(std::to_string(size), text + std::string(size - text.size(), ' '));
    };

    const struct {
        const char* name;
        std::vector<std::string> words;
        int code;
    } rows[] = {
        {"good", {"check", good}, 0},
        {"two faults", {"check", file("faults.json", two_faults().text())}, 1},
        {"no model", {"check", file("empty.json", "{}")}, 1},
        {"no JSON", {"check", file("text.json", "model")}, 1},
        {"empty file", {"check", file("nothing.json", "")}, 1},
        {"as large as may be", {"check", spaced(limits::model_bytes)}, 0},
        {"a byte larger", {"check", spaced(limits::model_bytes + 1)}, 1},
        {"much larger", {"check", spaced(limits::model_bytes + 2)}, 2},
        {"no such file", {"check", missing()}, 2},
        {"a folder", {"check", folder.path().string()}, 2},
        {"no file", {"check"}, 2},
        {"nothing", {}, 2},
        {"two files", {"check", good, good}, 2},
        {"another word", {"chek", good}, 2},
        {"an option", {"check", "--file", good}, 2},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto outcome = run(lrs::check_model_file, row.words);
            BOOST_TEST(outcome.code == row.code);
            BOOST_TEST(outcome.out.empty() == (row.code == 2));
            BOOST_TEST(outcome.err.empty() == (row.code != 2));
            if (row.code == 2) continue;
            const auto findings = json::parse(outcome.out);
            BOOST_TEST(findings.at("errors").as_array().empty() == (row.code == 0));
            BOOST_TEST(findings.as_object().contains("model") == (row.code == 0));
        }
    }
    const auto both = run(lrs::check_model_file, rows[1].words);
    BOOST_TEST(json::parse(both.out).at("errors").as_array().size() == 2u);
}

BOOST_AUTO_TEST_CASE(attain_from_files)
{
    const auto model = file("model.json", one_course().text());
    const auto line = statement(1, "a", "2026-02-01T00:00:00Z");
    const auto statements = file("statements", line + "\n");
    const std::string as_of = "2026-03-01T00:00:00Z";
    const auto with = [&](std::string_view option, std::string value) {
        std::vector<std::string> words{"--model", model, "--statements", statements,
                                       "--agent", ann,   "--as-of",      as_of};
        const auto at = std::ranges::find(words, option);
        if (at == words.end())
            words.insert(words.end(), {std::string(option), std::move(value)});
        else
            *(at + 1) = std::move(value);
        return words;
    };
    const auto without = [&](std::string_view option) {
        auto words = with("--as-of", as_of);
        const auto at = std::ranges::find(words, option);
        words.erase(at, at + 2);
        return words;
    };
    const auto lines = [&](const std::string& name, const std::string& text) {
        return with("--statements", file(name, text));
    };
    auto positional = with("--as-of", as_of);
    positional.emplace_back("more");
    const auto roles = R"([{"person": 1}])";

    const struct {
        const char* name;
        std::vector<std::string> words;
        int code;
        std::string_view says; // Within the output, or the complaint.
    } rows[] = {
        {"all is there", with("--as-of", as_of), 0, R"("level":1)"},
        {"before it happened", with("--as-of", "2026-01-01T00:00:00Z"), 0, R"("level":0)"},
        {"before it was known", with("--known-at", "2026-01-01T00:00:00Z"), 0, R"("level":0)"},
        {"somebody else", with("--agent", json::serialize(agent("bob"))), 0, R"("level":0)"},
        {"no line", lines("none", ""), 0, R"("stored":null)"},
        {"empty lines", lines("empty", "\n" + line + "\r\n \t\n"), 0, R"("level":1)"},
        {"no line's end", lines("end", line), 0, R"("level":1)"},

        {"no model", without("--model"), 2, "--model is missing"},
        {"no statements", without("--statements"), 2, "--statements is missing"},
        {"no agent", without("--agent"), 2, "--agent is missing"},
        {"no time", without("--as-of"), 2, "--as-of is missing"},
        {"unknown option", with("--exports", "x"), 2, "--exports"},
        {"statements and an export", with("--export", "x"), 2, "either --statements FILE or"},
        {"a question that only an export answers", with("--person", "x"), 2,
         "--person is for --export"},
        {"a word too many", positional, 2, "more"},
        {"time without a zone", with("--as-of", "2026-03-01T00:00:00"), 2, "--as-of"},
        {"another time", with("--known-at", "now"), 2, "--known-at"},
        {"agent, no JSON", with("--agent", "ann"), 2, "--agent"},
        {"agent, nobody", with("--agent", "{}"), 2, "--agent"},
        {"agent, a group",
         with("--agent", R"({"objectType":"Group","mbox":"mailto:crew@example.org"})"), 2,
         "--agent"},
        {"model not there", with("--model", missing()), 2, "missing"},
        {"roles not there", with("--roles", missing()), 2, "missing"},
        {"statements not there", with("--statements", missing()), 2, "missing"},
        {"statements, a folder", with("--statements", folder.path().string()), 2,
         folder.path().c_str()},
        {"a line that is no JSON", lines("text", line + "\nann\n"), 2, "line 2"},
        {"a list", lines("list", "[" + line + "]"), 2, "line 1"},
        {"no stored",
         lines("unstored", statement(1, "a", "2026-02-01T00:00:00Z", R"({"stored": null})")), 2,
         "stored"},
        {"no id", lines("nameless", statement(1, "a", "2026-02-01T00:00:00Z", R"({"id": null})")),
         2, "id"},
        {"a model with faults", with("--model", file("faults", two_faults().text())), 1, "errors"},
        {"roles with faults", with("--roles", file("roles", roles)), 1, "errors"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto outcome = run(lrs::attain, row.words);
            BOOST_TEST(outcome.code == row.code, outcome.err);
            const auto& said = row.code == 2 ? outcome.err : outcome.out;
            BOOST_TEST(said.find(row.says) != said.npos, said);
            BOOST_TEST(outcome.out.empty() == (row.code == 2));
            BOOST_TEST(outcome.err.empty() == (row.code != 2));
        }
    }
}

// The samples, sent to a server and read back, are worth the same in both.
BOOST_AUTO_TEST_CASE(attain_as_the_server_does)
{
    live::Memory disk;
    live::World server(disk.open());
    const auto model = of_file("samples/model.json");
    const auto roles = of_file("samples/roles.json");
    server.city().competency.set_roles(competency::parse_roles(roles).value());
    server.city().competency.set_model(model).value();
    for (const auto& entry : std::filesystem::directory_iterator("samples/statements")) {
        const auto answer = server.ask({.body = of_file(entry.path()), .version = "1.0.3"});
        BOOST_REQUIRE_MESSAGE(answer.result_int() == 200, entry.path() << answer.body());
    }

    std::string lines;
    std::set<std::string> agents;
    std::string next = "/xapi/statements?ascending=true&limit=7";
    while (!next.empty()) {
        const auto text = server.get(next).body();
        for (const auto each :
             statements::raw::elements(*statements::raw::at(text, {"statements"})))
            lines += on_one_line(each) + '\n';
        const auto page = json::parse(text);
        for (const auto& each : page.at("statements").as_array()) {
            agents.insert(json::serialize(each.at("actor")));
        }
        next = page.at("more").as_string();
    }
    BOOST_TEST(agents.size() > 1u);
    const auto statements = file("statements.ndjson", lines);
    std::size_t attained = 0;
    for (const auto& who : agents) {
        for (const std::string as_of : {"2026-06-01T00:00:00Z", "2030-01-01T00:00:00Z"}) {
            BOOST_TEST_CONTEXT(who << " " << as_of)
            {
                const auto online = server.get(
                    "/api/v1/attainment?agent=" + live::escaped(who) + "&asOf=" + as_of, "admin");
                if (online.result_int() == 400) continue; // A group.
                const auto offline = run(
                    lrs::attain, {"--model", "samples/model.json", "--roles", "samples/roles.json",
                                  "--statements", statements, "--agent", who, "--as-of", as_of});
                BOOST_TEST(offline.code == 0, offline.err);
                BOOST_TEST(without_sequence(offline.out) == without_sequence(online.body()));
                attained += online.body().find(R"("status":"attained")") != std::string::npos;
            }
        }
    }
    BOOST_TEST(attained > 0u);
}

BOOST_AUTO_TEST_SUITE_END()
