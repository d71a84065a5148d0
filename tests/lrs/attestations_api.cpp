// Supervisors confirm and take back over a running server; units and tables beside them.
#include "tests/lrs/live.hpp"
#include "tests/support/competency_models.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

namespace {

namespace data = boost::unit_test::data;
namespace json = boost::json;

using namespace support::kmx;

constexpr std::string_view employees =
    "number;familyName;accountHomePage;accountName;unit;parentUnit;profile;role\n"
    "1;Ahorn;https://city.example;ann;parks;town;clerk;\n"
    "2;Sommer;https://city.example;sue;parks;town;;supervisor\n"
    "3;Tanne;https://city.example;tom;town;;;supervisor\n"
    "4;Ulme;;;town;;;\n";

std::string model_text()
{
    ModelMaker maker;
    maker.competency("C").competency("D").competency("E");
    maker.evidence("two", R"({"kind": "attestation", "subject": "object", "attestor": "actor",
        "agg": "distinctAttestors", "n": 2,
        "match": {"verb": ["https://x.example/confirmed"], "attestorRole": ["supervisor"]}})");
    maker.evidence("not", R"({"kind": "attestation", "subject": "object", "attestor": "actor",
        "polarity": "-", "revokes": ["two"],
        "match": {"verb": ["https://x.example/withdrawn"], "attestorRole": ["supervisor"]}})");
    maker.evidence("self", R"({"kind": "self", "competency": "D", "level": 2,
        "match": {"verb": ["https://x.example/self"], "object": ["https://x.example/D2"]}})");
    maker.evidence("a");
    maker.rule("C", 1, R"({"ev": "two"})").rule("D", 1, R"({"ev": "a"})");
    maker.rule("E", 1, R"({"ev": "a"})");
    maker.add("profiles", {{"id", "clerk"},
                           {"name", german_and_english("Clerk")},
                           {"target", {{"C", 1}, {"D", 1}}},
                           {"critical", {"C"}}});
    maker.document["trust"] = json::parse(
        R"([{"authority": {"mbox": "mailto:admin@lms.example"}, "kinds": ["attestation", "self"],
             "mayAssert": {"areas": ["A"], "maxLevel": 2}},
            {"authority": {"mbox": "mailto:all@lms.example"}, "kinds": ["course"]}])");
    return maker.text();
}

struct City {
    explicit City(std::unique_ptr<storage::Storage> storage) : server(std::move(storage))
    {
        said(server.ask(
            {.target = "/api/v1/model", .body = model_text(), .method = "PUT", .key = "admin"}));
        said(server.ask({.target = "/api/v1/employees?from=2020-01-01T00:00:00Z",
                         .body = std::string(employees),
                         .key = "admin",
                         .type = "text/csv"}));
        const auto all = ask("persons").at("persons").as_array();
        for (const auto& one : all)
            ids[std::string(one.at("number").as_string())] = one.at("person").as_string();
    }

    static json::value said(const live::Answer& answer, unsigned status = 200)
    {
        BOOST_REQUIRE_MESSAGE(answer.result_int() == status, answer.body());
        return json::parse(answer.body());
    }

    json::value ask(const std::string& target)
    {
        return said(server.get("/api/v1/" + target, "admin"));
    }

    live::Answer post(const std::string& target, json::object body)
    {
        return server.ask(
            {.target = "/api/v1/" + target, .body = json::serialize(body), .key = "admin"});
    }

    json::object about_ann(const std::string& by, json::object more)
    {
        more["person"] = ids.at("1");
        if (!by.empty()) more["attestor"] = ids.at(by);
        return more;
    }

    json::value attest(const std::string& by, json::object more)
    {
        return said(post("attestations", about_ann(by, std::move(more))), 201);
    }

    json::value revoke(const json::value& attested, json::object more)
    {
        const std::string id(attested.at("statement").as_string());
        more["attestor"] = ids.at("2");
        return said(post("attestations/" + id + "/revocation", std::move(more)), 201);
    }

    live::World server;
    std::map<std::string, std::string> ids; // By number.
};

std::int64_t level(const json::value& answer)
{
    return answer.at("explanations").at(0).at("level").as_int64();
}

const json::object by_mapping{{"evidence", "two"}};

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_attestations_api)

BOOST_DATA_TEST_CASE(four_eyes, data::make(live::backends), backend)
{
    const auto disk = backend.make();
    City city(disk->open());
    BOOST_TEST(level(city.attest("2", by_mapping)) == 0);
    BOOST_TEST(level(city.attest("2", by_mapping)) == 0); // The same two eyes.
    const auto second = city.attest("3", by_mapping);
    BOOST_TEST(level(second) == 1);
    const auto team = city.ask("units/town/team");
    BOOST_TEST(team.at("people").as_array().size() == 4u);
    for (const auto& one : team.at("people").as_array()) {
        const bool is_ann = one.at("person").as_string() == city.ids.at("1");
        BOOST_TEST(one.at("mandatory").as_array().size() == (is_ann ? 1u : 0u));
        if (is_ann) BOOST_TEST(one.at("mandatory").at(0).at("status").as_string() == "attained");
    }
    BOOST_TEST(level(city.revoke(second, {{"how", "ended"}, {"note", "new task"}})) == 0);
    const auto now = city.ask("persons/" + city.ids.at("1") + "/attainment");
    BOOST_TEST(now.at("competencies").at(0).at("status").as_string() == "revoked");
}

BOOST_AUTO_TEST_CASE(a_level_is_conferred_ends_and_was_a_mistake)
{
    live::Memory disk;
    City city(disk.open());
    const auto confer = [&](std::string_view at) {
        return city.attest("2", {{"competency", "E"}, {"level", 2}, {"at", at}});
    };
    const auto attested = confer("2024-01-01T00:00:00Z");
    BOOST_TEST(level(attested) == 2);
    // That level and those above; the lower one it gave stays.
    BOOST_TEST(level(city.revoke(attested, {{"how", "ended"}, {"at", "2025-01-01T00:00:00Z"}})) ==
               1);
    const auto then = "persons/" + city.ids.at("1") + "/explanation/E?asOf=2024-06-01T00:00:00Z";
    BOOST_TEST(city.ask(then).at("level") == 2); // It did hold.
    const auto again = confer("2026-01-01T00:00:00Z");
    BOOST_TEST(level(again) == 2);
    BOOST_TEST(level(city.revoke(again, {{"how", "mistaken"}, {"note", "wrong person"}})) == 1);
    BOOST_TEST(level(city.revoke(attested, {{"how", "mistaken"}})) == 0);
    BOOST_TEST(city.ask(then).at("level") == 0); // It never did.
    const auto gone =
        city.post("attestations/" + std::string(again.at("statement").as_string()) + "/revocation",
                  {{"attestor", city.ids.at("2")}, {"how", "mistaken"}});
    BOOST_TEST(gone.result_int() == 404u);
}

BOOST_AUTO_TEST_CASE(what_one_thinks_of_oneself_stands_beside)
{
    live::Memory disk;
    City city(disk.open());
    const auto answer = city.attest("", {{"evidence", "self"}});
    BOOST_TEST(level(answer) == 0);
    BOOST_TEST(answer.at("explanations").at(0).at("self").at("level") == 2);
}

BOOST_AUTO_TEST_CASE(sent_twice_with_an_id_it_is_stored_once)
{
    live::Memory disk;
    City city(disk.open());
    const json::object attestation{
        {"evidence", "two"}, {"id", statement_id(5)}, {"at", "2026-01-01T00:00:00Z"}};
    const auto first = city.attest("2", attestation);
    BOOST_TEST(city.attest("2", attestation).at("statement") == first.at("statement"));
    auto other = attestation;
    other["note"] = "another";
    BOOST_TEST(city.post("attestations", city.about_ann("2", other)).result_int() == 409u);
}

BOOST_AUTO_TEST_CASE(what_is_refused_says_why)
{
    live::Memory disk;
    City city(disk.open());

    struct Row {
        json::object body;
        unsigned status;
        std::string_view said;
    };

    const auto ann = [&](const std::string& by, json::object more) {
        return city.about_ann(by, std::move(more));
    };
    const std::string long_note(1'025, 'x');
    const std::string nobody = "p_" + std::string(32, '9');
    auto unknown = by_mapping;
    unknown["person"] = nobody;
    unknown["attestor"] = city.ids.at("2");
    auto unlinked = unknown;
    unlinked["person"] = city.ids.at("4");
    const Row rows[] = {
        {{}, 400, "/person"},
        {ann("2", {}), 400, "competency and level"},
        {ann("2", {{"evidence", "two"}, {"competency", "C"}, {"level", 1}}), 400, "/evidence"},
        {ann("2", {{"evidence", "three"}}), 400, "mapping of the model"},
        {ann("2", {{"competency", "F"}, {"level", 1}}), 400, "/competency"},
        {ann("2", {{"competency", "C"}, {"level", 4}}), 400, "/level"},
        {ann("2", {{"evidence", "a"}}), 400, "only kinds"},
        {ann("", by_mapping), 400, "must be named"},
        {ann("1", by_mapping), 400, "nobody attests his own"},
        {ann("2", {{"evidence", "self"}}), 400, "assess themselves"},
        {ann("2", {{"evidence", "two"}, {"note", long_note}}), 400, "1024"},
        {ann("2", {{"evidence", "two"}, {"at", "yesterday"}}), 400, "/at"},
        {ann("2", {{"evidence", "two"}, {"id", "1"}}), 400, "/id"},
        {ann("2", {{"evidence", "two"}, {"score", 1}}), 400, "/score"},
        {unknown, 404, nobody},
        {unlinked, 400, "no agent is linked"},
    };
    for (const auto& row : rows) {
        const auto answer = city.post("attestations", row.body);
        BOOST_TEST_CONTEXT(json::serialize(row.body))
        {
            BOOST_TEST(answer.result_int() == row.status);
            BOOST_TEST(answer.body().find(row.said) != std::string::npos, answer.body());
        }
    }
    const auto no_attestation = city.post("attestations/" + statement_id(9) + "/revocation",
                                          {{"attestor", city.ids.at("2")}, {"how", "ended"}});
    BOOST_TEST(no_attestation.result_int() == 404u);
    BOOST_TEST(city.server.get("/api/v1/units/moon/team", "admin").result_int() == 404u);
}

BOOST_AUTO_TEST_CASE(a_team_comes_in_pages)
{
    live::Memory disk;
    City city(disk.open());
    std::set<std::string> seen;
    std::string next = "0";
    std::size_t pages = 0;
    for (; !next.empty(); ++pages) {
        const auto page = city.ask("units/town/team?limit=3&after=" + next);
        for (const auto& one : page.at("people").as_array())
            seen.emplace(one.at("person").as_string());
        next = page.at("next").is_null() ? "" : json::serialize(page.at("next"));
    }
    BOOST_TEST(pages == 2u);
    BOOST_TEST(seen.size() == 4u);
    BOOST_TEST(city.ask("units/parks/team").at("people").as_array().size() == 2u);
    const auto before = city.ask("units/town/team?asOf=2020-06-01T00:00:00Z&after=9");
    BOOST_TEST(before.at("people").as_array().empty());
}

BOOST_AUTO_TEST_CASE(answers_as_tables)
{
    live::Memory disk;
    City city(disk.open());
    city.server.post(statement(1, "a", "2020-02-01T00:00:00Z"));
    const auto ann = "/api/v1/persons/" + city.ids.at("1");

    struct Row {
        std::string target;
        std::string_view begins;
        std::string_view holds;
    };

    const Row rows[] = {
        {ann + "/attainment?format=csv", "competency,level,status,", "\r\nD,1,attained,"},
        {ann + "/gap?format=csv&separator=semicolon", "competency;target;", "\r\nC;1;"},
        {ann + "/expiring?format=csv&separator=comma", "competency,level,", "\r\n"},
        {"/api/v1/heatmap?format=csv", "unit,parent,", "\r\n"},
    };
    for (const auto& row : rows) {
        const auto answer = city.server.get(row.target, "admin");
        BOOST_TEST_CONTEXT(row.target)
        {
            BOOST_TEST(answer.result_int() == 200u);
            BOOST_TEST(std::string(answer["Content-Type"]).starts_with("text/csv"));
            BOOST_TEST(answer.body().starts_with(row.begins), answer.body());
            BOOST_TEST(answer.body().find(row.holds) != std::string::npos, answer.body());
        }
    }
    for (const auto* wrong : {"?format=xml", "?separator=comma", "?format=csv&separator=tab"})
        BOOST_TEST(city.server.get(ann + "/gap" + wrong, "admin").result_int() == 400u);
    BOOST_TEST(city.server.get(ann + "/timeline?format=csv", "admin").result_int() == 400u);
}

BOOST_AUTO_TEST_SUITE_END()
