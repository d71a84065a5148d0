// How lrs export and lrs attain --export are called.
#include "tests/lrs/export_lines.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace {

using namespace export_lines;

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_export_commands, Fixture)

BOOST_AUTO_TEST_CASE(how_it_is_asked)
{
    const auto all = lines();
    const auto good = file(all);
    const auto person = std::string(json::parse(all[3]).at("person").at("person").as_string());
    auto no_model = all;
    no_model.erase(no_model.begin() + 1, no_model.begin() + 3);
    replace(no_model.back(), ":10,", ":8,");
    const auto modelless = file(sealed(no_model), "modelless.ndjson");
    const auto model = folder.file("model.json", one_course().text());
    const auto bad_model = folder.file("bad.json", "{}");
    const Words ann{"--agent", ask_ann()};
    const Words one{"--person", person};

    const struct {
        const char* name;
        std::string file;
        Words words;
        int code;
        std::string_view says;
    } rows[] = {
        {"an agent", good, ann, 0, R"("agent":)"},
        {"a person", good, one, 0, R"("person":"p_)"},
        {"a model besides", modelless, joined(ann, {"--model", model}), 0, R"("level":1)"},
        {"no model", modelless, ann, 2, "there is no competency model in it"},
        {"a model with faults", good, joined(ann, {"--model", bad_model}), 1, "errors"},
        {"roles with faults", good, joined(ann, {"--roles", bad_model}), 1, "errors"},
        {"roles not there", good, joined(ann, {"--roles", path("none")}), 2, "none"},
        {"neither", good, {}, 2, "give either --person ID or --agent JSON"},
        {"both", good, joined(ann, one), 2, "give either --person ID or --agent JSON"},
        {"no such file", path("none"), ann, 2, "cannot read "},
        {"a folder", folder.path().string(), ann, 2, folder.path().c_str()},
        {"no agent", good, {"--agent", "{}"}, 2, "--agent is no Agent"},
        {"no person", good, {"--person", "1"}, 2, "--person must be \"p_\""},
        {"nobody",
         good,
         {"--person", "p_00000000000000000000000000000000"},
         2,
         "no person p_00000000000000000000000000000000 was known then"},
        {"another time", good, joined(one, {"--as-of", "today"}), 2, "asOf must be an RFC 3339"},
        {"another answer", good, joined(one, {"--answer", "level"}), 2,
         "--answer must be one of attainment, explanation"},
        {"of an agent", good, joined(ann, {"--answer", "gap"}), 2, "--answer is for --person"},
        {"nothing explained", good, joined(one, {"--answer", "explanation"}), 2,
         "needs --competency ID"},
        {"explained", good, joined(one, {"--answer", "explanation", "--competency", "C"}), 0,
         R"("competency":"C")"},
        {"no such competency", good, joined(one, {"--answer", "explanation", "--competency", "D"}),
         2, "There is no competency \"D\""},
        {"a parameter of another answer", good, joined(one, {"--competency", "C"}), 2,
         "competency must be one that this resource knows"},
        {"a page of nothing", good, joined(one, {"--answer", "timeline", "--limit", "0"}), 2,
         "limit must be a whole number"},
        {"without a profile", good, joined(one, {"--answer", "gap"}), 2,
         "this person has no role profile then"},
        {"a word too many", good, joined(one, {"more"}), 2, "unexpected: more"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto outcome = attain(row.file, row.words);
            BOOST_TEST(outcome.code == row.code, outcome.err);
            const auto& said = row.code == 2 ? outcome.err : outcome.out;
            BOOST_TEST(said.find(row.says) != said.npos, said);
        }
    }
}

BOOST_AUTO_TEST_CASE(how_it_is_written)
{
    const auto elsewhere = run(lrs::export_data, export_words({"--tenant", "elsewhere"}));
    BOOST_TEST(std::ranges::count(elsewhere.out, '\n') == 2);
    BOOST_TEST(elsewhere.out.find(R"("tenant":"elsewhere")") != std::string::npos);

    const struct {
        const char* name;
        Words words;
        int code;
        std::string_view says;
    } rows[] = {
        {"to a file", export_words({"--to", path("file")}), 0,
         "wrote 10 lines: 2 entries about persons, 2 statements\n"},
        {"over a file", export_words({"--to", path("file")}), 0, "wrote 10 lines"},
        {"no format", {"--data", path("db")}, 2, "--ndjson is missing"},
        {"no database", {"--ndjson"}, 2, "--data is missing"},
        {"no such database", {"--ndjson", "--data", path("none")}, 2, "there is no database in"},
        {"no such tenant", export_words({"--tenant", "nowhere"}), 2,
         "there is no tenant nowhere; there is: default, elsewhere"},
        {"to a folder", export_words({"--to", folder.path().string()}), 2, "cannot write"},
        {"to a full disk", export_words({"--to", "/dev/full"}), 2, "cannot be written"},
        {"a word too many", export_words({"more"}), 2, "unexpected: more"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto outcome = run(lrs::export_data, row.words);
            BOOST_TEST(outcome.code == row.code, outcome.err);
            const auto& said = row.code == 2 ? outcome.err : outcome.out;
            BOOST_TEST(said.find(row.says) != said.npos, said);
        }
    }
    const auto storage = administered::open_in(path("db"));
    const auto outcome = run(lrs::export_data, export_words());
    BOOST_TEST(outcome.code == 2);
    BOOST_TEST(outcome.err.find("another process has the database open") != std::string::npos,
               outcome.err);
}

BOOST_AUTO_TEST_SUITE_END()
