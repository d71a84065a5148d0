// Exports that are damaged, cut or something else.
#include "base/limits.hpp"
#include "tests/lrs/export_lines.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace {

using namespace export_lines;

// Replaces something in the first line of that name.
std::function<void(Lines&)> in(std::string name, std::string what, std::string by)
{
    return [=](Lines& lines) { replace(line(lines, name), what, by); };
}

std::function<void(Lines&)> instead_of(std::string name, std::string text)
{
    return [=](Lines& lines) { line(lines, name) = text; };
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_export_files, Fixture)

BOOST_AUTO_TEST_CASE(what_is_in_a_file)
{
    const auto all = lines();
    const std::string_view names[] = {"export",    "model", "publication", "person",  "person",
                                      "statement", "void",  "statement",   "erasure", "end"};
    BOOST_REQUIRE_EQUAL(all.size(), std::size(names));
    for (std::size_t i = 0; i < all.size(); ++i)
        BOOST_TEST(all[i].starts_with("{\"" + std::string(names[i]) + "\":"), all[i]);
    const auto header = json::parse(all[0]).at("export");
    BOOST_TEST(header.at("format") == 1);
    BOOST_TEST(header.at("tenant").as_string() == "default");
    BOOST_TEST(header.at("published").at("sequence") == 4);
    const auto kept = json::parse(all[6]);
    BOOST_TEST(kept.at("sequence") == 2);
    BOOST_TEST(kept.at("void").at("target").as_string() == statement_id(1));
    BOOST_TEST(kept.at("void").at("statement").as_string() != statement_id(2));
    BOOST_TEST(json::parse(all[9]).at("end").at("lines") == 10);
}

BOOST_AUTO_TEST_CASE(files_that_are_refused)
{
    const auto nothing = [](Lines&) {};
    const auto swap = [](std::size_t one, std::size_t other) {
        return [=](Lines& lines) { std::swap(lines[one - 1], lines[other - 1]); };
    };
    const auto add = [](std::string text) { return [=](Lines& lines) { lines.push_back(text); }; };
    const auto without = [](std::size_t number, std::string lines_then) {
        return [=](Lines& lines) {
            lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(number - 1));
            replace(lines.back(), ":10,", ":" + lines_then + ",");
        };
    };

    const struct {
        const char* name;
        std::function<void(Lines&)> change;
        std::string_view says; // Behind the file's name; empty: it is taken.
    } rows[] = {
        {"as it was written", nothing, ""},
        {"no digest", in("end", "sha256", "digest"), "line 10: /end/sha256 must be there"},
        {"another time of writing", in("export", "\"written\":\"2", "\"written\":\"3"), ""},
        {"nothing", [](Lines& lines) { lines.clear(); }, "line 1: the file is empty"},
        {"no end", [](Lines& lines) { lines.pop_back(); },
         "line 9: the file was cut off behind this line"},
        {"half of a line", in("statement", "}", ""), "line 6: "},
        {"cut within the end", in("end", "}}", ""), "line 10: a line must be {\"NAME\":...}"},
        {"cut within the number", in("end", ":10,", ":,"), "line 10: /end: not JSON"},
        {"another format", in("export", ":1,", ":2,"),
         "line 1: /export/format must be 1, which is what this program reads, not 2"},
        {"no format", in("export", "format", "from"), "line 1: /export/format must be there"},
        {"more in the first line", in("export", "\"tenant\"", "\"more\":1,\"tenant\""),
         "line 1: /export/more must not be there"},
        {"no position", in("export", "published", "public"),
         "line 1: /export/published must be there"},
        {"nobody as the system", in("export", "\"account\"", "\"count\""),
         "line 1: /export/own/0 must be an Agent with an identifier"},
        {"no list of its own", in("export", "\"own\"", "\"owned\""),
         "line 1: /export/own must be there"},
        {"no time", in("export", "\"written\":\"2", "\"written\":\"x"),
         "line 1: /export/written must be an RFC 3339"},
        {"statements alone", [](Lines& lines) { lines.erase(lines.begin(), lines.begin() + 4); },
         "line 1: the first line must be {\"export\":...}"},
        {"other JSON", [](Lines& lines) { lines = {R"({"statements":[]})"}; },
         "line 1: a line must be {\"NAME\":...} without blanks around, NAME one of export, "
         "model, publication, person, statement, void, erasure, end"},
        {"no JSON", [](Lines& lines) { lines = {"number;mail"}; }, "line 1: a line must be"},
        {"line ends of Windows", [](Lines& lines) { lines[0] += '\r'; }, "line 1: a line must be"},
        {"blanks", in("model", "{\"model\":", "{ \"model\": "), "line 2: a line must be"},
        {"an empty line", [](Lines& lines) { lines.insert(lines.begin() + 2, ""); },
         "line 3: a line must be"},
        {"twice the first line", [](Lines& lines) { lines.insert(lines.begin(), lines[0]); },
         "line 2: {\"export\":...} comes too late"},
        {"a model of nobody", in("publication", "sha256:", "sha255:"),
         "line 3: /publication/model must be one of the models before"},
        {"a publication at any time", in("publication", "\"at\":\"2", "\"at\":\"x"),
         "line 3: /publication/at must be an RFC 3339"},
        {"a publication before the model", swap(2, 3),
         "line 2: /publication/model must be one of the models before"},
        {"persons before the model", swap(2, 4), "line 3: {\"publication\":...} comes too late"},
        {"a publication behind the persons", swap(3, 4),
         "line 4: {\"publication\":...} comes too late"},
        {"a person behind the log", swap(5, 6), "line 6: {\"person\":...} comes too late"},
        {"a model with a fault", in("model", R"("ev":"a")", R"("ev":"b")"),
         "line 2: /model/rules/0/rule"},
        {"a model, no JSON", in("model", "{\"model\":{", "{\"model\":{{"),
         "line 2: /model at byte 1 must be JSON"},
        {"a person's fault", in("person", "\"kind\":\"person\"", "\"kind\":\"persona\""),
         "line 4: /person/kind must be one of: link, "},
        {"entries out of order", swap(4, 5), "line 4: /person/person must be"},
        {"an entry twice", [](Lines& lines) { lines[4] = lines[3]; }, "line 5: /person/entry must"},
        {"no sequence", in("statement", R"(,"sequence":1)", ""),
         "line 6: a line of the log must end with ,\"sequence\":NUMBER}"},
        {"no number", in("statement", R"("sequence":1)", R"("sequence":"1")"),
         "line 6: a line of the log must end with"},
        {"a sequence twice", in("void", R"("sequence":2)", R"("sequence":1)"),
         "line 7: the sequence must be above 1"},
        {"a sequence that nobody knows", in("void", R"("sequence":2)", R"("sequence":5)"),
         "and at most 4, which the first line says was published; it is 5"},
        {"a sequence left out, as an erased one's", without(7, "9"), ""},
        {"a line less than there were", without(7, "10"),
         "line 9: the file must have 10 lines; it has 9"},
        {"the last one is not there", without(9, "9"),
         "line 9: the log must reach to sequence 4, which the first line says was published; it "
         "ends at 3"},
        {"a statement without an id", in("statement", "\"id\":\"0", "\"id\":\"x"),
         "line 6: /statement has no `id`"},
        {"a statement without its time", in("statement", "\"stored\"", "\"restored\""),
         "line 6: /statement has no `stored`"},
        {"a statement that is a list", instead_of("statement", R"({"statement":[],"sequence":1})"),
         "line 6: /statement must be an object"},
        {"a statement, no JSON", instead_of("statement", R"({"statement":{]},"sequence":1})"),
         "line 6: /statement is not JSON"},
        {"two statements", in("statement", R"(,"sequence":1)", R"(,"statement":{},"sequence":1)"),
         "line 6: /statement is not JSON"},
        {"a void of nothing", in("void", "target", "object"), "line 7: /void/target must be there"},
        {"a void of something else", in("void", "\"target\":\"0", "\"target\":\"x"),
         "line 7: /void/target must be a UUID"},
        {"an erasure of nothing", in("erasure", "sequences", "sequence"),
         "line 9: /erasure/sequences must be there"},
        {"something behind the end", add("{}"), "line 11: nothing may follow {\"end\":...}"},
        {"an empty line behind the end", add(""), "line 11: nothing may follow {\"end\":...}"},
    };

    const auto whole = lines();
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            auto changed = whole;
            row.change(changed);
            const auto name = file(sealed(changed));
            const auto outcome = attain(name, {"--agent", ask_ann()});
            BOOST_TEST(outcome.code == (row.says.empty() ? 0 : 2), outcome.err);
            BOOST_TEST(outcome.out.empty() == !row.says.empty());
            if (row.says.empty()) continue;
            BOOST_TEST(outcome.err.starts_with("lrs: " + name + " line "), outcome.err);
            BOOST_TEST(outcome.err.find(row.says) != std::string::npos, outcome.err);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_letter_that_has_changed)
{
    auto all = lines();
    replace(line(all, "statement"), "passed", "failed");
    const auto outcome = attain(file(all), {"--agent", ask_ann()});
    BOOST_TEST(outcome.code == 2);
    BOOST_TEST(outcome.err.find("line 10: the lines before are not what was written") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_last_line_without_its_end)
{
    auto text = text_of(lines());
    text.pop_back();
    const auto whole = attain(folder.file("export.ndjson", text), {"--agent", ask_ann()});
    BOOST_TEST(whole.code == 0, whole.err);
    text.resize(text.size() - 2);
    const auto cut = attain(folder.file("export.ndjson", text), {"--agent", ask_ann()});
    BOOST_TEST(cut.code == 2);
    BOOST_TEST(cut.err.find("line 10: the file was cut off within this line") != std::string::npos,
               cut.err);
}

BOOST_AUTO_TEST_CASE(the_longest_line)
{
    for (const std::size_t more : {0u, 1u}) {
        auto all = lines();
        auto& longest = line(all, "statement");
        const auto blanks = limits::export_line_bytes + more - longest.size();
        longest.insert(std::string_view("{\"statement\":{").size(), blanks, ' ');
        const auto outcome = attain(file(sealed(all)), {"--agent", ask_ann()});
        BOOST_TEST(outcome.code == (more == 0 ? 0 : 2));
        BOOST_TEST((outcome.err.find("line 6: a line must have at most") == std::string::npos) ==
                   (more == 0));
    }
}

BOOST_AUTO_TEST_SUITE_END()
