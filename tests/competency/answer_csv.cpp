#include "competency/answer_csv.hpp"

#include "competency/canonical.hpp"
#include "competency/expiring.hpp"
#include "competency/gap.hpp"
#include "tests/competency/random_world.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

using Fields = std::vector<std::string>;

// RFC 4180, read as simply as can be.
std::vector<Fields> read_csv(std::string_view text, char separator)
{
    std::vector<Fields> out;
    Fields row(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') {
            for (++i; text.at(i) != '"' || text.substr(i + 1).starts_with('"'); ++i) {
                if (text[i] == '"') ++i;
                row.back() += text[i];
            }
        } else if (text[i] == separator) {
            row.emplace_back();
        } else if (text.substr(i).starts_with("\r\n")) {
            out.push_back(std::exchange(row, Fields(1)));
            ++i;
        } else {
            row.back() += text[i];
        }
    }
    BOOST_TEST((row == Fields(1))); // The last line is ended too.
    return out;
}

// What a table has in the place of this member.
std::string field_of(const json::value& entry, std::string_view name)
{
    if (entry.is_null()) return "";
    const auto& value = entry.at(name);
    if (value.is_null()) return "";
    if (value.is_string()) return std::string(value.as_string());
    if (value.is_bool()) return value.as_bool() ? "yes" : "no";
    return canonical(value);
}

ModelMaker courses()
{
    ModelMaker maker;
    maker.competency("C1").competency("C2");
    maker.evidence("a").evidence("year", R"({"validity": "P1Y", "warn": "P60D"})");
    maker.rule("C1", 1, R"({"ev": "a"})")
        .rule("C1", 2, R"({"all": [{"ev": "a"}, {"ev": "year"}]})");
    maker.rule("C1", 3, R"({"all": [{"ev": "a"}, {"below": 2}, {"held": "C2", "level": 1}]})");
    return maker.add("profiles", json::parse(R"({"id": "rp", "name": {"de": "R", "en": "R"},
        "target": {"C1": 3, "C2": 1}, "min": {"C1": 1}, "critical": ["C2"]})")
                                     .as_object());
}

const std::vector<std::string> history{statement(1, "a", "2026-01-01T00:00:00Z"),
                                       statement(2, "year", "2026-02-01T00:00:00Z")};
const Asked asked{identity("ann"), time("2027-01-01T00:00:00Z"), time(end_of_time)};

const std::vector<Unit> units{{"city, \"east\"", {}}, {"=parks", 0}};

} // namespace

BOOST_AUTO_TEST_SUITE(competency_answer_csv)

BOOST_AUTO_TEST_CASE(tables)
{
    const auto model = courses().model();
    const auto rows = rows_of_history(*model, history, identity("ann")).value();
    BOOST_TEST(attainment_csv(*model, {}, rows, asked, Separator::comma) ==
               "competency,level,status,since,until,next_level,next_progress\r\n"
               "C1,2,expiring,2026-02-01T00:00:00Z,2027-02-01T23:00:00Z,3,6666\r\n"
               "C2,0,open,,,,\r\n");
    BOOST_TEST(gap_csv(*model, {}, rows, asked, "rp", Separator::semicolon).value() ==
               "competency;target;min;level;missing;critical;status;since;until;progress\r\n"
               "C1;3;1;2;1;no;expiring;2026-02-01T00:00:00Z;2027-02-01T23:00:00Z;6666\r\n"
               "C2;1;;0;1;yes;open;;;0\r\n");
    BOOST_TEST((gap_csv(*model, {}, rows, asked, "?", Separator::comma).error().kind ==
                base::ErrorKind::not_found));
    BOOST_TEST(expiring_csv(*model, {}, rows, asked, {2, 0}, Separator::comma) ==
               "competency,level,then,status,since,until,evidence\r\n"
               "C1,2,1,expiring,2026-02-01T00:00:00Z,2027-02-01T23:00:00Z,year\r\n");
    BOOST_TEST(expiring_csv(*model, {}, {}, asked, {2, 0}, Separator::comma) ==
               "competency,level,then,status,since,until,evidence\r\n");

    People people;
    for (int i = 0; i < 7; ++i) {
        people.unit.push_back(i < 6 ? 0 : 1);
        people.level.push_back(i < 3 ? 1 : 0);
    }
    const auto map = heat_map(units, people, 1, 5);
    const Published about{{}, asked.as_of, asked.known_at, {}, {1}};
    BOOST_TEST(heat_map_csv(*model, units, map, about, Separator::comma) ==
               "unit,parent,competency,people,share,hidden\r\n"
               "\"city, \"\"east\"\"\",,C2,,,complementary\r\n"
               "'=parks,\"city, \"\"east\"\"\",C2,,,small\r\n");
    people.unit.assign(7, 0);
    BOOST_TEST(
        heat_map_csv(*model, units, heat_map(units, people, 1, 5), about, Separator::semicolon) ==
        "unit;parent;competency;people;share;hidden\r\n"
        "\"city, \"\"east\"\"\";;C2;7;25-49;\r\n"
        "'=parks;\"city, \"\"east\"\"\";C2;;;empty\r\n");
}

BOOST_AUTO_TEST_CASE(texts)
{
    const struct {
        const char* text;
        const char* expected;
    } rows[] = {
        {"plain", "plain"},     {"Bürger 3.0", "Bürger 3.0"},
        {"a,b", "\"a,b\""},     {"a;b", "\"a;b\""},
        {"a\"b", "\"a\"\"b\""}, {"a\r\nb", "\"a\r\nb\""},
        {"=1+1", "'=1+1"},      {"+49", "'+49"},
        {"-1", "'-1"},          {"@x", "'@x"},
        {"\tx", "'\tx"},        {"\nx", "\"'\nx\""},
        {"'x", "''x"},          {"=a;\"b\"", "\"'=a;\"\"b\"\"\""},
        {"1=1", "1=1"},         {" =1", " =1"},
    };

    const auto model = courses().model();

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.expected)
        {
            const std::vector<Unit> one{{row.text, {}}};
            const auto map = heat_map(one, {}, 1, 5);
            for (const auto separator : {Separator::comma, Separator::semicolon}) {
                const auto csv = heat_map_csv(*model, one, map, {{}, {}, {}, {}, {0}}, separator);
                const auto line = csv.substr(csv.find("\r\n") + 2);
                const auto rest = std::string(2, static_cast<char>(separator)) + "C1";
                BOOST_TEST(line.starts_with(row.expected + rest));
            }
        }
    }
}

// What is read back from a table is what the answer says.
BOOST_AUTO_TEST_CASE(random_tables_agree_with_the_answers)
{
    in_profile_worlds(500, [](const ProfileWorld& world) {
        const auto check = [](const std::string& csv, char separator, const json::value& entries,
                              const Fields& members) {
            auto lines = read_csv(csv, separator);
            lines.erase(lines.begin());
            BOOST_TEST_REQUIRE(lines.size() == entries.as_array().size());
            for (std::size_t i = 0; i < lines.size(); ++i) {
                BOOST_TEST_REQUIRE(lines[i].size() == members.size());
                for (std::size_t k = 0; k < members.size(); ++k) {
                    const auto* value = &entries.at(i);
                    if (members[k].starts_with("next.")) value = &value->at("next");
                    const auto name = members[k].substr(members[k].find('.') + 1);
                    BOOST_TEST(lines[i][k] == field_of(*value, name));
                }
            }
        };
        const auto& [model, roles, rows, who] =
            std::tie(*world.model, world.roles, world.rows, world.asked);
        check(attainment_csv(model, roles, rows, who, Separator::comma), ',',
              json::parse(attainment(model, roles, rows, who.identity, who.as_of, who.known_at, {}))
                  .at("competencies"),
              {"id", "level", "status", "since", "until", "next.level", "next.progress"});
        check(gap_csv(model, roles, rows, who, "rp", Separator::semicolon).value(), ';',
              parsed(gap(model, roles, rows, who, "rp")).at("competencies"),
              {"id", "target", "min", "level", "missing", "critical", "status", "since", "until",
               "progress"});
        check(expiring_csv(model, roles, rows, who, {3, 0}, Separator::comma), ',',
              json::parse(expiring(model, roles, rows, who, {3, 0})).at("expiring"),
              {"id", "level", "then", "status", "since", "until", "evidence"});
    });
}

BOOST_AUTO_TEST_SUITE_END()
