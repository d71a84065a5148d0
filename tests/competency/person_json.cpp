#include "competency/person_json.hpp"

#include "base/limits.hpp"
#include "tests/competency/person_makers.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

constexpr std::string_view person_7 = "p_00000000000000000000000000000007";

std::string quoted(std::size_t size)
{
    return '"' + std::string(size, 'x') + '"';
}

// A document of this kind with one member set, or removed by "-".
std::string document(std::string_view kind, std::string_view member, std::string_view value)
{
    json::object out{{"entry", 1}, {"kind", kind},       {"recorded", "2026-01-10T00:00:00Z"},
                     {"by", "hr"}, {"person", person_7}, {"from", "2026-01-01T00:00:00Z"}};
    if (kind == "link") out["agent"] = agent("jörg");
    if (kind == "member" || kind == "unit") out["unit"] = "Amt 33";
    if (kind == "unit") {
        out["name"] = "Bürgeramt";
        out.erase("person");
    }
    if (kind == "merge") {
        out["into"] = "p_00000000000000000000000000000008";
        out.erase("from");
    }
    if (value == "-")
        out.erase(member);
    else
        out[member] = json::parse(value);
    return json::serialize(out);
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_person_json)

BOOST_AUTO_TEST_CASE(there_and_back)
{
    for (const auto& entry : one_of_each()) {
        BOOST_TEST_CONTEXT(to_json(entry))
        {
            BOOST_TEST((parse_person_entry(to_json(entry)).value() == entry));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_line)
{
    auto link = entry(17, day(2), said::Link{person(7), identity("jörg"), day(1)});
    link.why = "Übernahme";
    BOOST_TEST(to_json(link) ==
               R"({"agent":{"account":{"homePage":"https://city.example","name":"jörg"},)"
               R"("objectType":"Agent"},"by":"hr","entry":17,"from":"2026-01-01T00:00:00Z",)"
               R"("kind":"link","person":"p_00000000000000000000000000000007",)"
               R"("recorded":"2026-01-02T00:00:00Z","why":"Übernahme"})");
}

BOOST_AUTO_TEST_CASE(ids)
{
    BOOST_TEST(to_string(person(7)) == person_7);
    BOOST_TEST((parse_person_id(person_7) == person(7)));
    for (const char* text :
         {"", "p_", "00000000000000000000000000000007", "p_0000000000000000000000000000000",
          "p_000000000000000000000000000000070", "p_0000000000000000000000000000000A",
          "q_00000000000000000000000000000007", "p_0000000000000000000000000000000g"})
        BOOST_TEST(!parse_person_id(text));
}

BOOST_AUTO_TEST_CASE(what_is_refused)
{
    const struct {
        const char* kind;
        const char* member;
        std::string value;
        const char* rule; // Null: accepted.
    } rows[] = {
        {"link", "agent", R"({"mbox": "mailto:jörg"})", "agent"},
        {"link", "agent", R"({"mbox": "mailto:joerg@stadt.example"})", nullptr},
        {"link", "agent", R"({"name": "Jörg"})", "agent"},
        {"link", "agent", "-", "required"},
        {"link", "person", "-", "required"},
        {"link", "person", R"("p_7")", "person"},
        {"link", "person", "7", "type"},
        {"link", "from", "-", "required"},
        {"link", "from", "null", "type"},
        {"link", "from", R"("2026-01-01")", "timestamp"},
        {"link", "from", R"("2026-01-01T00:00:00+01:00")", nullptr},
        {"link", "until", R"("2026-02-01T00:00:00Z")", "unknown_member"},
        {"link", "kind", R"("Link")", "kind"},
        {"link", "kind", "-", "required"},
        {"link", "entry", "-", "required"},
        {"link", "entry", "0", "range"},
        {"link", "entry", "9007199254740991", nullptr},
        {"link", "entry", "9007199254740992", "range"},
        {"link", "recorded", "-", "required"},
        {"link", "by", "-", "required"},
        {"link", "by", R"("")", "type"},
        {"link", "why", R"("Übernahme")", nullptr},
        {"link", "why", "null", nullptr},
        {"link", "why", "7", "type"},
        {"link", "why", quoted(limits::reason_bytes), nullptr},
        {"link", "why", quoted(limits::reason_bytes + 1), "length"},
        {"link", "by", quoted(limits::person_text_bytes), nullptr},
        {"link", "by", quoted(limits::person_text_bytes + 1), "length"},
        {"link", "colour", "1", "unknown_member"},
        {"member", "unit", "-", "required"},
        {"member", "unit", R"("Straßenbau")", nullptr},
        {"member", "unit", R"("a\u0007b")", "text"},
        {"member", "unit", quoted(limits::person_text_bytes), nullptr},
        {"member", "unit", quoted(limits::person_text_bytes + 1), "length"},
        {"member", "until", "null", nullptr},
        {"member", "until", R"("2025-12-31T23:59:59Z")", "order"},
        {"member", "until", R"("2026-01-01T00:00:00Z")", nullptr},
        {"unit", "name", "-", "required"},
        {"unit", "parent", "null", nullptr},
        {"unit", "parent", R"("Rathaus")", nullptr},
        {"unit", "person", R"("p_00000000000000000000000000000007")", "unknown_member"},
        {"merge", "into", "-", "required"},
        {"merge", "into", R"("p_00000000000000000000000000000009")", nullptr},
        {"merge", "from", R"("2026-01-01T00:00:00Z")", "unknown_member"},
        {"person", "mail", R"("joerg@stadt.example")", nullptr},
        {"person", "mail", R"("joerg")", "mail"},
        {"person", "number", "4711", "type"},
        {"person", "number", R"("4711")", nullptr},
        {"person", "familyName", R"("Groß-Öhler")", nullptr},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.kind << ", " << row.member << ": " << row.value.substr(0, 60))
        {
            const auto result = parse_person_entry(document(row.kind, row.member, row.value));
            BOOST_TEST(result.has_error() == (row.rule != nullptr));
            if (!row.rule || !result.has_error()) continue;
            BOOST_TEST_REQUIRE(result.error().complaints.size() == 1u);
            BOOST_TEST(result.error().complaints[0].rule == row.rule);
            BOOST_TEST(result.error().complaints[0].where == "/" + std::string(row.member));
        }
    }
    for (const char* text : {"", "[]", "null", "{}", "{\"kind\":"})
        BOOST_TEST(parse_person_entry(text).has_error());
}

// The longest identity that is taken, and one byte more.
BOOST_AUTO_TEST_CASE(a_long_identity)
{
    for (const std::size_t more : {0u, 1u}) {
        const auto name = limits::identity_bytes - identity("").size() + more;
        const auto text = document("link", "agent", json::serialize(agent(std::string(name, 'x'))));
        BOOST_TEST(parse_person_entry(text).has_error() == (more == 1));
    }
}

BOOST_AUTO_TEST_CASE(what_the_server_says)
{
    const EntryStamp stamp{5, day(3), "admin"};
    auto value = json::parse(document("member", "entry", "-")).as_object();
    value.erase("recorded");
    value.erase("by");
    const auto read = parse_person_entry(json::serialize(value), &stamp).value();
    BOOST_TEST((read.stamp == stamp));
    BOOST_TEST((read.said == Said(said::Member{person(7), "Amt 33", day(1)})));
    value["by"] = "somebody else";
    BOOST_TEST(parse_person_entry(json::serialize(value), &stamp).error().where == "/by");
}

BOOST_AUTO_TEST_SUITE_END()
