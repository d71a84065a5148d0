#include "competency/leaf.hpp"

#include "tests/competency/answers.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

constexpr const char* now = "2026-06-01T00:00:00Z";

// "counted", or the reason for each row, in the leaf's order.
std::vector<std::string> verdicts(std::string_view mapping,
                                  const std::vector<std::string>& statements,
                                  const char* as_of = now)
{
    ModelMaker maker;
    maker.evidence("e", mapping).evidence("r", R"({"polarity": "-", "revokes": ["e"]})");
    maker.add("trust", json::parse(R"({"authority": {"account": {"homePage":
        "https://city.example", "name": "lms"}}, "kinds": ["course"]})")
                           .as_object());
    const auto model = maker.model();
    const auto rows = rows_of_history(*model, statements, identity("ann")).value();
    std::vector<const EvidenceRow*> positive;
    std::vector<const EvidenceRow*> negative;
    for (const auto& row : rows)
        (row.evidence == "e" ? positive : negative).push_back(&row);
    Roles roles;
    roles.add(identity("sue"), {"mentor", "", {time("2026-01-01T00:00:00Z"), forever}});
    const auto leaf = judge(*model, roles, 0, positive, negative, {time(as_of), time(now)});
    std::vector<std::string> out;
    for (const auto& judged : leaf.rows)
        out.emplace_back(judged.ignored ? name_of(*judged.ignored) : "counted");
    return out;
}

std::string with_result(int number, std::string_view result,
                        const char* when = "2026-02-01T00:00:00Z")
{
    return statement(number, "e", when, R"({"result": )" + std::string(result) + "}");
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_leaf)

BOOST_AUTO_TEST_CASE(why_a_row_does_not_count)
{
    const auto match = [](std::string_view conditions) {
        return R"({"match": {"object": ["https://x.example/e"], )" + std::string(conditions) + "}}";
    };
    const auto role = [](std::string_view roles) {
        return R"({"attestor": "instructor", "match": {"object": ["https://x.example/e"],
                  "attestorRole": [)" +
               std::string(roles) + "]}}";
    };
    const auto by = [](std::string_view who) {
        return statement(1, "e", "2026-02-01T00:00:00Z",
                         R"({"context": {"instructor": )" + json::serialize(agent(who)) + "}}");
    };
    const auto plain = statement(1, "e", "2026-02-01T00:00:00Z");
    const auto foreign = statement(1, "e", "2026-02-01T00:00:00Z",
                                   R"({"authority": {"mbox": "mailto:x@y.example"}})");

    const struct {
        const char* name;
        std::string mapping;
        std::string statement;
        const char* expected;
    } rows[] = {
        {"nothing asked", "{}", plain, "counted"},
        {"an unlisted authority", "{}", foreign, "source_not_trusted"},
        {"no authority", "{}", statement(1, "e", "2026-02-01T00:00:00Z", R"({"authority": null})"),
         "source_not_trusted"},
        {"listed, but not for this kind", R"({"kind": "assessment"})", plain, "source_not_trusted"},
        {"success", match(R"("success": true)"), with_result(1, R"({"success": true})"), "counted"},
        {"no success", match(R"("success": true)"), with_result(1, R"({"success": false})"),
         "not_success"},
        {"no word about success", match(R"("success": true)"), plain, "not_success"},
        {"failure asked for", match(R"("success": false)"), with_result(1, R"({"success": false})"),
         "counted"},
        {"completion", match(R"("completion": true)"), with_result(1, R"({"completion": true})"),
         "counted"},
        {"no completion", match(R"("completion": true)"), with_result(1, R"({"success": true})"),
         "not_success"},
        {"score reached", match(R"("scaledMin": "0.8")"),
         with_result(1, R"({"score": {"scaled": 0.8}})"), "counted"},
        {"score reached, exponent", match(R"("scaledMin": "0.8")"),
         with_result(1, R"({"score": {"scaled": 8.0e-1}})"), "counted"},
        {"score just missed", match(R"("scaledMin": "0.8")"),
         with_result(1, R"({"score": {"scaled": 0.7999999}})"), "below_min_score"},
        {"score missed by less than a double", match(R"("scaledMin": "0.8")"),
         with_result(1, R"({"score": {"scaled": 0.79999999999999999999}})"), "below_min_score"},
        {"no score", match(R"("scaledMin": "0.8")"), plain, "below_min_score"},
        {"role", role(R"("mentor")"), by("sue"), "counted"},
        {"another role", role(R"("supervisor")"), by("sue"), "wrong_attestor_role"},
        {"one of two roles", role(R"("supervisor", "mentor")"), by("sue"), "counted"},
        {"role of nobody known", role(R"("mentor")"), by("tom"), "wrong_attestor_role"},
        {"no attestor", role(R"("mentor")"), plain, "wrong_attestor_role"},
        {"his own instructor", role(R"("mentor")"), by("ann"), "wrong_attestor_role"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(verdicts(row.mapping, {row.statement}) ==
                           std::vector<std::string>{row.expected},
                       boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(what_time_makes_of_rows)
{
    const auto january = statement(1, "e", "2026-01-01T00:00:00Z");
    const auto may = statement(2, "e", "2026-05-01T00:00:00Z");
    const char* short_lived = R"({"validity": "P1M"})";
    const char* latest = R"({"agg": "latest"})";
    const char* ends = R"({"expiresFrom": "extension", "validity": "P1M"})";
    const auto until = [](int number, const char* when, const char* expires) {
        return statement(number, "e", when,
                         R"({"context": {"extensions": {
            "https://w3id.org/xapi/comp/contextextensions/expires": ")" +
                             std::string(expires) + "\"}}}");
    };
    const auto june = until(1, "2026-01-01T00:00:00Z", "2026-06-01");
    const auto march = until(2, "2026-02-01T00:00:00Z", "2026-03-01");
    using Verdicts = std::vector<std::string>;

    const struct {
        const char* name;
        const char* mapping;
        std::vector<std::string> statements;
        const char* as_of;
        Verdicts expected;
    } rows[] = {
        {"in order of time", "{}", {may, january}, now, {"counted", "counted"}},
        {"each once", "{}", {january, january}, now, {"counted"}},
        {"later ones are not there", "{}", {may, january}, "2026-04-30T00:00:00Z", {"counted"}},
        {"expired", short_lived, {january, may}, now, {"expired", "counted"}},
        {"superseded", latest, {january, may}, now, {"superseded_by_latest", "counted"}},
        {"superseded, then expired",
         R"({"agg": "latest", "validity": "P5M"})",
         {january, may},
         "2026-06-01T00:00:00Z",
         {"superseded_by_latest", "counted"}},
        {"expired, then superseded",
         R"({"agg": "latest", "validity": "P1M"})",
         {january, may},
         "2026-05-20T00:00:00Z",
         {"expired", "counted"}},
        {"voided", "{}", {january, voiding(3, 1, "2026-02-01T00:00:00Z")}, now, {"voided"}},
        {"voided, but that was not known",
         "{}",
         {january, voiding(3, 1, "2026-06-01T00:00:00.000001Z")},
         now,
         {"counted"}},
        {"voided before it came",
         "{}",
         {january, voiding(3, 1, "2025-02-01T00:00:00Z")},
         now,
         {"voided"}},
        {"its own expiry", ends, {june}, "2026-06-01T21:59:59.999999Z", {"counted"}},
        {"its own expiry has passed", ends, {june}, "2026-06-01T22:00:00Z", {"expired"}},
        {"its own expiry, not asked for", short_lived, {june}, "2026-02-15T00:00:00Z", {"expired"}},
        {"no expiry: the mapping's", ends, {january}, "2026-01-15T00:00:00Z", {"counted"}},
        {"no expiry: the mapping's has passed",
         ends,
         {january},
         "2026-02-15T00:00:00Z",
         {"expired"}},
        {"a newer one may end before an older one",
         ends,
         {june, march},
         "2026-04-01T00:00:00Z",
         {"counted", "expired"}},
        {"it had run out when it happened",
         ends,
         {until(1, "2026-01-01T00:00:00Z", "2025-12-01")},
         "2026-01-01T00:00:00Z",
         {"expired"}},
        {"revoked",
         "{}",
         {january, statement(3, "r", "2026-02-01T00:00:00Z")},
         now,
         {"superseded_by_latest"}},
        {"earned again",
         "{}",
         {january, statement(3, "r", "2026-02-01T00:00:00Z"), may},
         now,
         {"counted", "counted"}},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(verdicts(row.mapping, row.statements, row.as_of) == row.expected,
                       boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
