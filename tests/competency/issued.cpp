#include "competency/issued.hpp"

#include "base/limits.hpp"
#include "competency/canonical.hpp"
#include "tests/competency/assertions.hpp"
#include "tests/competency/parties.hpp"
#include "tests/competency/worlds.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <set>

namespace {

using namespace competency;
using namespace support::kmx;

constexpr const char* january = "2026-01-01T00:00:00Z";
constexpr const char* february = "2026-02-01T00:00:00Z";
constexpr const char* march = "2026-03-01T00:00:00Z";
constexpr const char* june = "2026-06-01T00:00:00Z";
constexpr const char* evidence = "https://w3id.org/xapi/tla/extensions/evidence";

std::vector<EvidenceRow> rows_of(const Model& model, const std::vector<std::string>& statements)
{
    return rows_of_history(model, statements, identity("ann")).value();
}

Asked asked_about_ann(const char* as_of = june)
{
    return {identity("ann"), time(as_of), time(end_of_time)};
}

std::vector<Written> issue(const Model& model, const std::vector<std::string>& statements,
                           const char* as_of = june)
{
    const auto rows = rows_of(model, statements);
    return issued(model, {}, rows, asked_about_ann(as_of), us_about("ann")).value();
}

// Course "a" makes level 1 for a year, "b" and "d" level 2, "c" level 3 of C2.
ModelMaker courses()
{
    ModelMaker maker;
    maker.competency("C1").competency("C2").competency("C3");
    maker.evidence("a", R"({"validity": "P1Y"})").evidence("b").evidence("c");
    maker.evidence("d", R"({"validity": "P3M"})");
    maker.rule("C1", 1, R"({"ev": "a"})").rule("C1", 2, R"({"any": [{"ev": "d"}, {"ev": "b"}]})");
    maker.rule("C2", 3, R"({"all": [{"held": "C1", "level": 1}, {"ev": "c"}]})");
    return trusting(maker);
}

// Ids "1 2", and the one that decides.
std::string proof(const Written& written)
{
    const auto number = [](const json::value& id) {
        return std::to_string(std::stoi(std::string(id.as_string()).substr(24)));
    };
    const auto value = json::parse(written.text);
    std::string out;
    for (const auto& id : value.at("context").at("extensions").at(evidence).as_array())
        out += number(id) + " ";
    return out + "by " + number(value.at("context").at("statement").at("id"));
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_issued)

BOOST_AUTO_TEST_CASE(a_whole_statement)
{
    const auto model = courses().model();
    const auto statements = issue(*model, {statement(1, "a", january)});
    BOOST_TEST_REQUIRE(statements.size() == 1u);
    auto expected = json::parse(R"({
        "actor": {"account": {"homePage": "https://city.example", "name": "ann"}},
        "authority": {"account": {"homePage": "https://city.example", "name": "us"}},
        "verb": {"id": "https://w3id.org/xapi/tla/verbs/achieved", "display": {"en": "achieved"}},
        "object": {"objectType": "Activity", "id": "https://city.example/c/C1#L1",
            "definition": {"type": "https://w3id.org/xapi/tla/activity-types/competency",
                           "name": {"de": "C1", "en": "C1"}}},
        "timestamp": "2026-01-01T00:00:00Z",
        "context": {
            "contextActivities": {"category": [{"id": "https://w3id.org/xapi/learnercompetency"}]},
            "statement": {"objectType": "StatementRef",
                          "id": "00000000-0000-4000-8000-000000000001"},
            "extensions": {
                "https://w3id.org/xapi/comp/contextextensions/expires": "2027-01-01T23:00:00Z",
                "https://w3id.org/xapi/tla/extensions/evidence":
                    ["00000000-0000-4000-8000-000000000001"]}}})")
                        .as_object();
    expected["id"] = base::to_string(statements[0].id);
    expected["context"]
        .as_object()["extensions"]
        .as_object()["https://w3id.org/xapi/lrs/contextextensions/model"] = model->hash;
    BOOST_TEST(statements[0].text == canonical(expected));
    check_valid(statements[0]);
}

// By the rule that the header states, spelled out.
BOOST_AUTO_TEST_CASE(ids)
{
    const auto model = courses().model();
    const auto rows = rows_of(*model, {statement(1, "a", january)});
    const auto id_with = [&](auto change) {
        auto asked = asked_about_ann();
        auto parties = us_about("ann");
        change(asked, parties);
        return base::to_string(issued(*model, {}, rows, asked, parties).value().at(0).id);
    };
    const auto name = [&](const std::string& tenant, const std::string& person,
                          const std::string& base = "https://city.example") {
        const auto space = base::uuid_v5(base::url_namespace, base);
        return base::to_string(base::uuid_v5(
            space, R"(["achieved",")" + tenant + "\"," + person +
                       R"(,"https://city.example/c/C1",1,"2026-01-01T00:00:00.000000Z",)" +
                       R"("2027-01-01T23:00:00Z",")" + model->hash + "\"]"));
    };
    const std::string ann = R"("account:https://city.example\u001fann")";
    using A = Asked&;
    using P = Parties&;
    BOOST_TEST(id_with([](A, P) {}) == name("city", ann));
    BOOST_TEST(id_with([](A, P p) { p.tenant = "town"; }) == name("town", ann));
    BOOST_TEST(id_with([](A, P p) { p.base = "https://x.example"; }) ==
               name("city", ann, "https://x.example"));
    BOOST_TEST(id_with([](A a, P) { a.person = "p1"; }) == name("city", R"("p1")"));
    // A UUID says nothing of who is its subject but to those who know.
    BOOST_TEST(id_with([](A, P p) { p.learner = agent("x"); }) == name("city", ann));
    BOOST_TEST(id_with([](A a, P) { a.as_of = time(march); }) == name("city", ann));

    // A renewal is another statement; more evidence that changes nothing is none.
    const auto first = issue(*model, {statement(1, "a", january)}).at(0);
    const auto renewed =
        issue(*model, {statement(1, "a", january), statement(2, "a", february)}).at(0);
    BOOST_TEST((first.id != renewed.id));
    const auto b = statement(3, "b", january);
    const auto once = issue(*model, {b}).at(0);
    const auto twice = issue(*model, {b, statement(4, "b", february)}).at(0);
    BOOST_TEST((once.id == twice.id));
    BOOST_TEST(once.text != twice.text);
    auto other = courses();
    other.document["version"] = "2";
    BOOST_TEST((issue(*other.model(), {b}).at(0).id != once.id));
}

BOOST_AUTO_TEST_CASE(what_is_issued)
{
    auto maker = courses();
    auto& third = maker.document["competencies"].as_array()[2].as_object();
    third["status"] = "retired";
    maker.rule("C3", 1, R"({"ev": "b"})");
    const auto model = maker.model();
    const auto a = statement(1, "a", january);
    const auto b = statement(2, "b", february);
    const auto c = statement(3, "c", february);
    const auto d = statement(4, "d", march);

    const struct {
        const char* name;
        std::vector<std::string> statements;
        const char* as_of;
        std::vector<std::string> said;
        std::vector<std::string> proofs;
    } rows[] = {
        {"nothing", {}, june, {}, {}},
        {"not yet", {a}, "2025-12-31T23:59:59Z", {}, {}},
        {"level 1", {a}, june, {"C1/1 2026-01-01T00:00:00Z 2027-01-01T23:00:00Z"}, {"1 by 1"}},
        {"run out", {a}, "2027-01-01T23:00:00Z", {}, {}},
        {"the current level alone", {a, b}, june, {"C1/2 2026-02-01T00:00:00Z null"}, {"2 by 2"}},
        {"before that",
         {a, b},
         january,
         {"C1/1 2026-01-01T00:00:00Z 2027-01-01T23:00:00Z"},
         {"1 by 1"}},
        {"of two the longer one decides",
         {b, d},
         march,
         {"C1/2 2026-02-01T00:00:00Z null"},
         {"2 4 by 2"}},
        {"what has run out is none",
         {b, d},
         "2026-07-01T00:00:00Z",
         {"C1/2 2026-02-01T00:00:00Z null"},
         {"2 by 2"}},
        {"back to a lower level",
         {a, d},
         "2026-07-01T00:00:00Z",
         {"C1/1 2026-06-01T22:00:00Z 2027-01-01T23:00:00Z"},
         {"1 by 1"}},
        {"upon another competency",
         {a, c},
         june,
         {"C1/1 2026-01-01T00:00:00Z 2027-01-01T23:00:00Z",
          "C2/3 2026-02-01T00:00:00Z 2027-01-01T23:00:00Z"},
         {"1 by 1", "1 3 by 1"}},
        {"a rating",
         {confers(5, "C2#L2", march)},
         june,
         {"C2/2 2026-03-01T00:00:00Z null"},
         {"5 by 5"}},
        {"of two ratings the longer one",
         {confers(5, "C2#L2", march, "hr", "2026-12-31"),
          confers(6, "C2#L3", march, "hr", "2026-11-30")},
         june,
         {"C2/3 2026-03-01T00:00:00Z 2026-11-30T23:00:00Z"},
         {"6 by 6"}},
        {"a rating upon which a rule stands",
         {confers(5, "C1#L1", january), c},
         june,
         {"C1/1 2026-01-01T00:00:00Z null", "C2/3 2026-02-01T00:00:00Z null"},
         {"5 by 5", "5 3 by 5"}},
        {"a claim", {confers(5, "C1#L1", january, "lms")}, june, {}, {}},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto statements = issue(*model, row.statements, row.as_of);
            BOOST_TEST(said(statements) == row.said, boost::test_tools::per_element());
            std::vector<std::string> proofs;
            for (const auto& written : statements) {
                check_valid(written);
                proofs.push_back(proof(written));
            }
            BOOST_TEST(proofs == row.proofs, boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(the_newest_ids_are_named)
{
    const auto model = courses().model();
    for (const std::size_t more : {0u, 1u}) {
        std::vector<std::string> statements;
        for (std::size_t i = 0; i < limits::issued_evidence + more; ++i) {
            const auto at = base::to_string(time(january) + std::chrono::minutes(i));
            statements.push_back(statement(static_cast<int>(i), "b", at));
        }
        const auto value = json::parse(issue(*model, statements).at(0).text);
        const auto& ids = value.at("context").at("extensions").at(evidence).as_array();
        BOOST_TEST(ids.size() == limits::issued_evidence);
        BOOST_TEST(ids[0] == json::value(statement_id(static_cast<int>(more))));
    }
}

BOOST_AUTO_TEST_CASE(parties_that_cannot_speak)
{
    const auto model = courses().model();
    const auto mbox = [](const char* address) { return json::object{{"mbox", address}}; };
    const json::object group{{"objectType", "Group"}, {"mbox", "mailto:all@city.example"}};
    const json::object nobody{{"objectType", "Agent"}, {"name", "Ann"}};

    const struct {
        const char* name;
        Parties parties;
        const char* where; // Null: right.
    } rows[] = {
        {"right", us_about("ann"), nullptr},
        {"by address", {mbox("mailto:ann@city.example"), agent("us"), "a:b", ""}, nullptr},
        {"nobody", {nobody, agent("us"), "a:b", ""}, "learner"},
        {"nothing", {{}, agent("us"), "a:b", ""}, "learner"},
        {"a group", {group, agent("us"), "a:b", ""}, "learner"},
        {"a wrong address", {mbox("ann"), agent("us"), "a:b", ""}, "learner"},
        {"a group speaks", {agent("ann"), group, "a:b", ""}, "system"},
        {"no IRI", {agent("ann"), agent("us"), "city", ""}, "base"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto result = issued(*model, {}, {}, asked_about_ann(), row.parties);
            BOOST_TEST(result.has_error() == (row.where != nullptr));
            if (!row.where) continue;
            BOOST_TEST((result.error().kind == base::ErrorKind::invalid));
            BOOST_TEST(result.error().where == row.where);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_written)
{
    const auto asked = asked_about_ann();
    const auto error_of = [&](const ModelMaker& maker) {
        const auto model = maker.model();
        const auto rows = rows_of(*model, {statement(1, "a", january)});
        return issued(*model, {}, rows, asked, us_about("ann"));
    };
    auto maker = courses();
    const auto plain = error_of(maker).value().at(0).text.size();
    auto& first = maker.document["competencies"].as_array()[0].as_object();
    const auto name = [](std::size_t size) {
        return json::object{{"de", std::string(size, 'x')}, {"en", "C1"}};
    };
    const auto most = limits::statement_bytes - plain + 2;
    first["name"] = name(most);
    BOOST_TEST(error_of(maker).value().at(0).text.size() == limits::statement_bytes);
    first["name"] = name(most + 1);
    BOOST_TEST((error_of(maker).error().kind == base::ErrorKind::too_large));

    // Another competency is called what the level would be called.
    auto confusing = courses();
    auto& third = confusing.document["competencies"].as_array()[2].as_object();
    third["iri"] = "https://city.example/c/C1#L2";
    BOOST_TEST(error_of(confusing).has_value());
    third["iri"] = "https://city.example/c/C1#L1";
    BOOST_TEST((error_of(confusing).error().kind == base::ErrorKind::conflict));
}

// Whatever the world: one right statement per level that the answer shows, read by others as what
// it says, and by this system as nothing.
BOOST_AUTO_TEST_CASE(random_worlds)
{
    int count = 0;
    in_random_worlds(100, [&](const World& world) {
        const Asked asked{world.person, world.as_of, world.known_at};
        const auto rows = world.rows(world.history, world.person);
        const auto statements =
            issued(*world.model, world.roles, rows, asked, us_about("x")).value();
        std::map<std::string, json::object> expected;
        const auto answer = json::parse(world.ask(world.history));
        for (const auto& entry : answer.at("competencies").as_array()) {
            if (entry.at("level").as_int64() > 0)
                expected[std::string(entry.at("id").as_string())] = entry.as_object();
        }
        BOOST_TEST(statements.size() == expected.size());
        std::set<base::Uuid> known;
        for (const auto& row : rows)
            known.insert(row.statement);
        std::set<base::Uuid> ids;
        for (const auto& written : statements) {
            ++count;
            check_valid(written);
            ids.insert(written.id);
            const auto value = json::parse(written.text);
            const auto asserted = read_assertions(*world.model, facts_of(value)).assertions;
            BOOST_TEST_REQUIRE(asserted.size() == 1u);
            const auto& entry = expected.at(world.model->competencies[asserted[0].competency].id);
            BOOST_TEST((asserted[0].kind == Assertion::Kind::achieved));
            BOOST_TEST(entry.at("level").as_int64() == asserted[0].level);
            BOOST_TEST(entry.at("since") == value.at("timestamp"));
            const auto until = expires_of(value, world.model->zone);
            BOOST_TEST(entry.at("until").is_null() == !until.has_value());
            if (until) BOOST_TEST((time(entry.at("until").as_string()) == *until));
            const auto& context = value.at("context");
            const auto& proof = context.at("extensions").at(evidence).as_array();
            BOOST_TEST(std::ranges::count(proof, context.at("statement").at("id")) == 1);
            for (const auto& id : proof)
                BOOST_TEST(known.contains(base::parse_uuid(id.as_string()).value()));
            const auto stored = as_stored(written, "2027-06-01T00:00:00Z");
            BOOST_TEST(extract(*world.model, stored, json::parse(stored), 1, world.own).empty());
        }
        BOOST_TEST(ids.size() == statements.size());
    });
    BOOST_TEST(count > 20);
}

BOOST_AUTO_TEST_SUITE_END()
