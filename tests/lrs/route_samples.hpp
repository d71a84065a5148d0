// One good request for every route there is, so that tests can ask all of them: a new route without
// a sample fails those tests.
#pragma once

#include "lrs/routes.hpp"
#include "tests/lrs/books.hpp"
#include "tests/lrs/course_world.hpp"
#include "tests/support/competency_models.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace samples {

namespace http = boost::beast::http;
namespace json = boost::json;

using live::Asked;
using live::World;

// Stands in everything that prepare() puts into the default tenant, and nowhere else.
inline constexpr std::string_view mark = "only-of-the-default-tenant";

inline constexpr unsigned stored_number = 1; // Of the statement that is there; another follows.

inline std::string name_of(const lrs::Route& route)
{
    const auto method = http::to_string(route.method);
    return std::string(method.data(), method.size()) + ' ' + std::string(route.path);
}

inline const std::string who = "agent=" + live::escaped(R"({"mbox":"mailto:ann@example.org"})");
inline const std::string what = "activityId=" + live::escaped("https://example.org/a");
inline const std::string state = "/xapi/activities/state?" + what + "&" + who + "&stateId=s";
inline const std::string activity_profile = "/xapi/activities/profile?" + what + "&profileId=p";
inline const std::string agent_profile = "/xapi/agents/profile?" + who + "&profileId=p";
inline const std::string document = R"({"is":")" + std::string(mark) + R"("})";
inline const std::string if_there = "If-Match: *\r\n";

inline std::string model(std::string_view version = "1")
{
    support::kmx::ModelMaker maker;
    maker.document["version"] = version;
    maker.competency("C").evidence("a");
    maker.document["title"] = support::kmx::german_and_english(mark);
    maker.add(
        "profiles",
        {{"id", "rp"}, {"name", support::kmx::german_and_english("Role")}, {"target", {{"C", 1}}}});
    return maker.rule("C", 1, R"({"ev": "a"})").text();
}

inline std::string hash_of(std::string_view text)
{
    return competency::parse_model(text).value()->hash;
}

inline const std::string models = "/api/v1/models";

inline std::string person_id(unsigned number)
{
    const auto digits = std::to_string(number);
    return "p_" + std::string(32 - digits.size(), '0') + digits;
}

inline const std::string person = "/api/v1/persons/" + person_id(0);

inline const std::string attestations = "/api/v1/attestations";
inline constexpr unsigned attested_number = 3; // Of the statement that attests something of him.

// A colleague says it; the model decides that it does not count.
inline std::string attestation(unsigned number)
{
    return R"({"person":")" + person_id(0) + R"(","attestor":")" + person_id(1) +
           R"(","competency":"C","level":1,"id":")" + books::id(number) + "\"}";
}

// Who the agent of `who` is, where he works and what is asked of him; and his colleague.
inline std::string person_entries()
{
    const std::string from = R"("from":"2020-01-01T00:00:00Z")";
    const std::string he = R"("person":")" + person_id(0) + R"(",)";
    return R"({"entries":[{"kind":"person","number":"0","familyName":")" + std::string(mark) +
           R"(",)" + he + from + R"(},{"kind":"link","agent":{"mbox":"mailto:ann@example.org"},)" +
           he + from + R"(},{"kind":"unit","unit":"u","name":"Unit",)" + from +
           R"(},{"kind":"member","unit":"u",)" + he + from +
           R"(},{"kind":"profile","profile":"rp",)" + he + from +
           R"(},{"kind":"person","person":")" + person_id(1) + R"(",)" + from +
           R"(},{"kind":"link","agent":{"mbox":"mailto:bob@example.org"},"person":")" +
           person_id(1) + R"(",)" + from + "}]}";
}

// The server makes these: prepare() notes them of the world that it has prepared last.
struct CourseIds {
    std::string scorm;        // A package that somebody takes part in ...
    std::string registration; // ... he ...
    std::string launch;       // ... who is on his way.
    std::string spare;        // A package that may be removed.
    std::string cmi5;         // The same of cmi5.
    std::string session;
    std::string offered; // A course that everybody may enrol for ...
    std::string mine;    // ... he of the link is registered.
};

inline CourseIds courses_made;

// Of a world that was not prepared, one that nothing has.
inline std::string known(const std::string& id)
{
    return id.empty() ? "11111111-1111-4111-8111-111111111111" : id;
}

inline bool is_of_employee(std::string_view route)
{
    return route.find("/api/v1/my/") != route.npos;
}

inline const std::string packages = "/api/v1/packages";
inline const std::string courses = "/api/v1/courses";
inline const std::string my = "/api/v1/my";
inline const std::string registrations = "/api/v1/registrations";

// Samples need not leave things as they were: prepare() mends them. The number is that of what a
// sample makes, and must be a new one each time.
inline std::optional<Asked> sample_of(const std::string& route, unsigned number)
{
    const std::string victim = "/api/v1/credentials/victim";
    const std::map<std::string, Asked> rows{
        {"GET /statements", {.target = books::one(stored_number)}},
        {"PUT /statements",
         {.target = books::one(number), .body = books::without_id(), .method = "PUT"}},
        {"POST /statements", {.body = books::without_id()}},
        {"GET /activities/state", {.target = state}},
        {"PUT /activities/state",
         {.target = state, .body = document, .method = "PUT", .headers = if_there}},
        {"POST /activities/state", {.target = state, .body = document}},
        {"DELETE /activities/state", {.target = state, .method = "DELETE"}},
        {"GET /activities/profile", {.target = activity_profile}},
        {"PUT /activities/profile",
         {.target = activity_profile, .body = document, .method = "PUT", .headers = if_there}},
        {"POST /activities/profile", {.target = activity_profile, .body = document}},
        {"DELETE /activities/profile", {.target = activity_profile, .method = "DELETE"}},
        {"GET /agents/profile", {.target = agent_profile}},
        {"PUT /agents/profile",
         {.target = agent_profile, .body = document, .method = "PUT", .headers = if_there}},
        {"POST /agents/profile", {.target = agent_profile, .body = document}},
        {"DELETE /agents/profile", {.target = agent_profile, .method = "DELETE"}},
        {"GET /activities", {.target = "/xapi/activities?" + what}},
        {"GET /agents", {.target = "/xapi/agents?" + who}},
        {"GET /about", {.target = "/xapi/about"}},
        {"GET /health", {.target = "/health"}},
        {"GET /metrics", {.target = "/metrics"}},
        {"GET /api/v1/openapi.json", {.target = "/api/v1/openapi.json"}},
        {"GET /api/v1/attainment", {.target = "/api/v1/attainment?" + who}},
        {"GET /api/v1/persons", {.target = "/api/v1/persons"}},
        {"POST /api/v1/persons/entries",
         {.target = "/api/v1/persons/entries",
          .body = R"({"entries":[{"kind":"person","from":"2020-01-01T00:00:00Z","person":")" +
                  person_id(number) + R"("}]})"}},
        {"POST /api/v1/employees",
         {.target = "/api/v1/employees",
          .body = "number;familyName\n" + std::to_string(number) + ";Kessler\n",
          .type = "text/csv"}},
        {"GET /api/v1/persons/{person}", {.target = person}},
        {"GET /api/v1/persons/{person}/attainment", {.target = person + "/attainment"}},
        {"GET /api/v1/persons/{person}/explanation/{competency}",
         {.target = person + "/explanation/C"}},
        {"GET /api/v1/persons/{person}/timeline", {.target = person + "/timeline"}},
        {"GET /api/v1/persons/{person}/gap", {.target = person + "/gap"}},
        {"GET /api/v1/persons/{person}/recommendation", {.target = person + "/recommendation"}},
        {"GET /api/v1/persons/{person}/expiring", {.target = person + "/expiring"}},
        {"POST /api/v1/persons/{person}/issue", {.target = person + "/issue", .method = "POST"}},
        {"GET /api/v1/units/{unit}/team", {.target = "/api/v1/units/u/team"}},
        {"POST /api/v1/attestations", {.target = attestations, .body = attestation(number)}},
        {"POST /api/v1/attestations/{statement}/revocation",
         {.target = attestations + '/' + books::id(attested_number) + "/revocation",
          .body = R"({"attestor":")" + person_id(1) + R"(","how":"ended"})"}},
        {"POST /api/v1/retention",
         {.target = "/api/v1/retention",
          .body = R"({"before":"2000-01-01T00:00:00Z","reason":"Too old"})"}},
        {"GET /api/v1/heatmap", {.target = "/api/v1/heatmap"}},
        {"GET /api/v1/signatures",
         {.target = "/api/v1/signatures?statementId=" + books::id(stored_number)}},
        {"GET /api/v1/model", {.target = "/api/v1/model"}},
        {"PUT /api/v1/model", {.target = "/api/v1/model", .body = model(), .method = "PUT"}},
        {"GET /api/v1/models", {.target = models}},
        {"POST /api/v1/models", {.target = models, .body = model(std::to_string(number))}},
        {"GET /api/v1/models/{model}", {.target = models + '/' + hash_of(model())}},
        {"DELETE /api/v1/models/{model}",
         {.target = models + '/' + hash_of(model("draft")), .method = "DELETE"}},
        {"POST /api/v1/models/{model}/approval",
         {.target = models + '/' + hash_of(model("draft")) + "/approval", .method = "POST"}},
        {"GET /api/v1/models/{model}/preview",
         {.target = models + '/' + hash_of(model()) + "/preview"}},
        {"POST /api/v1/models/{model}/publication",
         {.target = models + '/' + hash_of(model()) + "/publication", .method = "POST"}},
        {"GET /api/v1/packages", {.target = packages}},
        {"POST /api/v1/packages",
         {.target = packages, .body = course_world::scorm12(), .type = "application/zip"}},
        {"GET /api/v1/packages/{package}", {.target = packages + '/' + known(courses_made.scorm)}},
        {"DELETE /api/v1/packages/{package}",
         {.target = packages + '/' + known(courses_made.spare) + "?reason=Old",
          .method = "DELETE"}},
        {"GET /api/v1/packages/{package}/registrations",
         {.target = packages + '/' + known(courses_made.scorm) + "/registrations"}},
        {"POST /api/v1/packages/{package}/registrations",
         {.target = packages + '/' + known(courses_made.scorm) + "/registrations",
          .body = R"({"actor":)" + course_world::mira + "}"}},
        {"GET /api/v1/registrations/{registration}",
         {.target = registrations + '/' + known(courses_made.registration)}},
        {"DELETE /api/v1/registrations/{registration}",
         {.target = registrations + '/' + known(courses_made.cmi5), .method = "DELETE"}},
        {"GET /api/v1/courses", {.target = courses}},
        {"GET /api/v1/courses/{course}", {.target = courses + '/' + known(courses_made.offered)}},
        {"PUT /api/v1/courses/{course}/offer",
         {.target = courses + '/' + known(courses_made.offered) + "/offer",
          .body = R"({"open":true,"hours":1.5,"title":{"de":"Feuer"}})",
          .method = "PUT"}},
        {"POST /api/v1/courses/{course}/participants",
         {.target = courses + '/' + known(courses_made.offered) + "/participants",
          .body = R"({"actor":)" + course_world::mira + "}"}},
        {"GET /api/v1/persons/{person}/courses", {.target = person + "/courses"}},
        {"POST /api/v1/persons/{person}/link", {.target = person + "/link", .method = "POST"}},
        {"DELETE /api/v1/persons/{person}/link", {.target = person + "/link", .method = "DELETE"}},
        {"GET /api/v1/my/courses", {.target = my + "/courses"}},
        {"POST /api/v1/my/courses/{course}",
         {.target = my + "/courses/" + known(courses_made.offered), .method = "POST"}},
        {"DELETE /api/v1/my/courses/{course}",
         {.target = my + "/courses/" + known(courses_made.offered), .method = "DELETE"}},
        {"POST /api/v1/my/registrations/{registration}/launch",
         {.target = my + "/registrations/" + known(courses_made.mine) + "/launch", .body = "{}"}},
        {"GET /api/v1/my/attainment", {.target = my + "/attainment"}},
        {"GET /courses", {.target = "/courses"}},
        {"GET /courses/{file}", {.target = "/courses/courses.js"}},
        {"POST /api/v1/registrations/{registration}/launch",
         {.target = registrations + '/' + known(courses_made.registration) + "/launch",
          .body = "{}"}},
        {"POST /api/v1/registrations/{registration}/waiver",
         {.target = registrations + '/' + known(courses_made.cmi5) + "/waiver",
          .body = R"({"item":"https://city.example/au","reason":"Tested Out"})"}},
        {"POST /api/v1/launches/{launch}/abandonment",
         {.target = "/api/v1/launches/" + known(courses_made.session) + "/abandonment",
          .method = "POST"}},
        {"GET /api/v1/credentials", {.target = "/api/v1/credentials"}},
        {"POST /api/v1/credentials", {.target = "/api/v1/credentials", .body = "{}"}},
        {"GET /api/v1/credentials/{key}", {.target = victim}},
        {"PATCH /api/v1/credentials/{key}",
         {.target = victim, .body = R"({"lenient":true})", .method = "PATCH"}},
        {"DELETE /api/v1/credentials/{key}", {.target = victim, .method = "DELETE"}},
        {"POST /api/v1/credentials/{key}/rotate", {.target = victim + "/rotate", .method = "POST"}},
        {"GET /api/v1/tenants", {.target = "/api/v1/tenants"}},
        {"POST /api/v1/tenants",
         {.target = "/api/v1/tenants", .body = R"({"name":"t)" + std::to_string(number) + "\"}"}},
        {"GET /api/v1/tenants/{name}", {.target = "/api/v1/tenants/spare"}},
        {"PATCH /api/v1/tenants/{name}",
         {.target = "/api/v1/tenants/spare",
          .body = R"({"hosts":["spare.example"]})",
          .method = "PATCH"}},
        {"DELETE /api/v1/tenants/{name}", {.target = "/api/v1/tenants/spare", .method = "DELETE"}},
        {"GET /api/v1/backups", {.target = "/api/v1/backups"}},
        {"POST /api/v1/backups", {.target = "/api/v1/backups", .body = R"({"keep":2})"}},
        {"GET /api/v1/compactions", {.target = "/api/v1/compactions"}},
        {"POST /api/v1/compactions", {.target = "/api/v1/compactions", .method = "POST"}},
        {"GET /api/v1/stats", {.target = "/api/v1/stats"}},
    };
    const auto at = rows.find(route);
    return at == rows.end() ? std::nullopt : std::optional(at->second);
}

inline std::string made(World& world, const std::string& target, const std::string& body,
                        const std::string& member, const std::string& type = "application/json")
{
    const auto answer =
        world.ask({.target = "/api/v1/" + target, .body = body, .key = "admin", .type = type});
    if (answer.result_int() != 201) throw std::logic_error(answer.body());
    return std::string(json::parse(answer.body()).at(member).as_string());
}

inline void prepare_courses(World& world)
{
    const auto is_there = [&](const std::string& id) {
        if (id.empty()) return false;
        const auto answer = world.get(packages + '/' + id, "admin");
        return answer.result_int() == 200 &&
               !json::parse(answer.body()).as_object().contains("removed");
    };
    const auto import = [&](const std::string& bytes) {
        return made(world, "packages", bytes, "id", "application/zip");
    };
    const auto enrol = [&](const std::string& package, const std::string& actor) {
        return made(world, "packages/" + package + "/registrations", R"({"actor":)" + actor + "}",
                    "registration");
    };
    const auto admin = [&](const std::string& method, const std::string& target,
                           const std::string& body = {}) {
        return json::parse(
            world.ask({.target = target, .body = body, .method = method, .key = "admin"}).body());
    };
    const auto link = admin("POST", person + "/link").at("url");
    world.employee = course_world::employee_of(std::string_view(link.as_string()));
    if (!is_there(courses_made.spare)) courses_made.spare = import(course_world::scorm12());
    const auto take_part = [&] { // Again, who has withdrawn.
        courses_made.mine = made(world, "courses/" + courses_made.offered + "/participants",
                                 R"({"person":")" + person_id(0) + "\"}", "registration");
    };
    if (is_there(courses_made.scorm)) return take_part();
    courses_made.offered = import(course_world::scorm12(mark));
    admin("PUT", courses + '/' + courses_made.offered + "/offer", R"({"open":true})");
    take_part();
    courses_made.scorm = import(course_world::scorm12(mark));
    const auto marked =
        R"({"account":{"homePage":"https://city.example","name":")" + std::string(mark) + R"("}})";
    courses_made.registration = enrol(courses_made.scorm, marked);
    courses_made.launch =
        made(world, "registrations/" + courses_made.registration + "/launch", "{}", "launch");
    courses_made.cmi5 = enrol(import(course_world::cmi5()), marked);
    courses_made.session =
        made(world, "registrations/" + courses_made.cmi5 + "/launch", "{}", "launch");
}

// Puts what the samples ask for where it is not, into the default tenant.
inline void prepare(World& world)
{
    world.operations.wait();
    world.post(books::statement(stored_number, mark));
    auto defining = json::parse(books::statement(stored_number + 1, "a")).as_object();
    defining["object"].as_object()["definition"] = {{"name", {{"en", mark}}}};
    world.post(json::serialize(defining));
    for (const auto& target : {state, activity_profile, agent_profile})
        world.ask({.target = target, .body = document});
    if (world.get("/api/v1/model", "admin").result_int() != 200)
        world.ask({.target = "/api/v1/model", .body = model(), .method = "PUT", .key = "admin"});
    world.city()
        .competency.shelf()
        .draft(competency::parse_model(model("draft")).value(), "somebody")
        .value();
    if (world.get(person, "admin").result_int() != 200) {
        world.ask({.target = "/api/v1/persons/entries", .body = person_entries(), .key = "admin"});
        world.ask({.target = attestations, .body = attestation(attested_number), .key = "admin"});
    }
    prepare_courses(world);
    if (!world.tenants.find("spare"))
        world.tenants.add("spare", {.title = std::string(mark)}).value();
    if (world.credentials.find("victim")) return;
    lrs::Credential victim{"victim", lrs::default_tenant,
                           static_cast<std::uint32_t>(lrs::Scope::all),
                           live::authority_of("victim")};
    victim.title = mark;
    world.credentials.add(std::move(victim), "secret").value();
}

// How many routes have samples: those of the content origin are asked elsewhere.
inline std::size_t main_routes()
{
    return static_cast<std::size_t>(std::ranges::count_if(
        lrs::routes(), [](const auto& route) { return route.kind != lrs::RouteKind::content; }));
}

// Calls back with every route's name and sample. Complains of a route that has no sample.
template <class Each>
void each_route(unsigned& number, Each call)
{
    for (const auto& route : lrs::routes()) {
        if (route.kind == lrs::RouteKind::content) continue; // tests/lrs/launches.cpp
        const auto name = name_of(route);
        BOOST_TEST_CONTEXT(name)
        {
            const auto asked = sample_of(name, ++number);
            BOOST_TEST(asked.has_value(), "tests/lrs/route_samples.hpp has no sample");
            if (asked) call(name, route, *asked);
        }
    }
}

} // namespace samples
