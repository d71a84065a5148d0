// Which credential may do what: the whole table, asked of a running server.
#include "tests/lrs/route_samples.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

struct Row {
    std::string_view route;
    std::string_view may; // One letter per credential: x may (2xx), - may not (403).
};

// Credentials with one scope each, in the order of the letters below.
constexpr std::pair<char, std::string_view> credentials[] = {
    {'w', "writer"},     // statements/write
    {'m', "own"},        // statements/read/mine
    {'r', "reader"},     // statements/read
    {'s', "states"},     // state
    {'p', "profiles"},   // profile
    {'d', "definer"},    // define
    {'R', "all reader"}, // all/read
    {'a', "all"},        // all
    {'A', "admin"},      // admin, of the default tenant
};

constexpr Row rows[] = {
    //                                          wmrspdRaA
    {"GET /statements", /*                    */ "-xx---xxx"},
    {"PUT /statements", /*                    */ "x------xx"},
    {"POST /statements", /*                   */ "x------xx"},
    {"GET /activities/state", /*              */ "---x--xxx"},
    {"PUT /activities/state", /*              */ "---x---xx"},
    {"POST /activities/state", /*             */ "---x---xx"},
    {"DELETE /activities/state", /*           */ "---x---xx"},
    {"GET /activities/profile", /*            */ "----x-xxx"},
    {"PUT /activities/profile", /*            */ "----x--xx"},
    {"POST /activities/profile", /*           */ "----x--xx"},
    {"DELETE /activities/profile", /*         */ "----x--xx"},
    {"GET /agents/profile", /*                */ "----x-xxx"},
    {"PUT /agents/profile", /*                */ "----x--xx"},
    {"POST /agents/profile", /*               */ "----x--xx"},
    {"DELETE /agents/profile", /*             */ "----x--xx"},
    {"GET /activities", /*                    */ "-xxxxxxxx"},
    {"GET /agents", /*                        */ "-xxxxxxxx"},
    {"GET /about", /*                         */ "xxxxxxxxx"},
    {"GET /health", /*                        */ "xxxxxxxxx"},
    {"GET /metrics", /*                       */ "--------x"},
    {"GET /api/v1/openapi.json", /*           */ "xxxxxxxxx"},
    {"GET /api/v1/attainment", /*             */ "--------x"},
    {"GET /api/v1/persons", "--------x"},
    {"POST /api/v1/persons/entries", "--------x"},
    {"POST /api/v1/employees", "--------x"},
    {"GET /api/v1/persons/{person}", "--------x"},
    {"GET /api/v1/persons/{person}/attainment", "--------x"},
    {"GET /api/v1/persons/{person}/explanation/{competency}", "--------x"},
    {"GET /api/v1/persons/{person}/timeline", "--------x"},
    {"GET /api/v1/persons/{person}/gap", "--------x"},
    {"GET /api/v1/persons/{person}/recommendation", "--------x"},
    {"GET /api/v1/persons/{person}/expiring", "--------x"},
    {"POST /api/v1/persons/{person}/issue", "--------x"},
    {"GET /api/v1/units/{unit}/team", "--------x"},
    {"POST /api/v1/attestations", "--------x"},
    {"POST /api/v1/attestations/{statement}/revocation", "--------x"},
    {"POST /api/v1/retention", "--------x"},
    {"GET /api/v1/heatmap", "--------x"},
    {"GET /api/v1/signatures", /*             */ "--------x"},
    {"GET /api/v1/model", /*                  */ "--------x"},
    {"PUT /api/v1/model", /*                  */ "--------x"},
    {"GET /api/v1/models", "--------x"},
    {"POST /api/v1/models", "--------x"},
    {"GET /api/v1/models/{model}", "--------x"},
    {"DELETE /api/v1/models/{model}", "--------x"},
    {"POST /api/v1/models/{model}/approval", "--------x"},
    {"GET /api/v1/models/{model}/preview", "--------x"},
    {"POST /api/v1/models/{model}/publication", "--------x"},
    {"GET /api/v1/packages", "--------x"},
    {"POST /api/v1/packages", "--------x"},
    {"GET /api/v1/packages/{package}", "--------x"},
    {"DELETE /api/v1/packages/{package}", "--------x"},
    {"GET /api/v1/packages/{package}/registrations", "--------x"},
    {"POST /api/v1/packages/{package}/registrations", "--------x"},
    {"GET /api/v1/registrations/{registration}", "--------x"},
    {"POST /api/v1/registrations/{registration}/launch", "--------x"},
    {"POST /api/v1/registrations/{registration}/waiver", "--------x"},
    {"POST /api/v1/launches/{launch}/abandonment", "--------x"},
    {"DELETE /api/v1/registrations/{registration}", "--------x"},
    {"GET /api/v1/courses", "--------x"},
    {"GET /api/v1/courses/{course}", "--------x"},
    {"PUT /api/v1/courses/{course}/offer", "--------x"},
    {"POST /api/v1/courses/{course}/participants", "--------x"},
    {"GET /api/v1/persons/{person}/courses", "--------x"},
    {"POST /api/v1/persons/{person}/link", "--------x"},
    {"DELETE /api/v1/persons/{person}/link", "--------x"},
    {"GET /api/v1/my/courses", "---------"},
    {"POST /api/v1/my/courses/{course}", "---------"},
    {"DELETE /api/v1/my/courses/{course}", "---------"},
    {"POST /api/v1/my/registrations/{registration}/launch", "---------"},
    {"GET /api/v1/my/attainment", "---------"},
    {"GET /courses", "xxxxxxxxx"},
    {"GET /courses/{file}", "xxxxxxxxx"},
    {"GET /api/v1/credentials", /*            */ "--------x"},
    {"POST /api/v1/credentials", /*           */ "--------x"},
    {"GET /api/v1/credentials/{key}", /*      */ "--------x"},
    {"PATCH /api/v1/credentials/{key}", /*    */ "--------x"},
    {"DELETE /api/v1/credentials/{key}", /*   */ "--------x"},
    {"POST /api/v1/credentials/{key}/rotate", "--------x"},
    {"GET /api/v1/tenants", /*                */ "--------x"},
    {"POST /api/v1/tenants", /*               */ "--------x"},
    {"GET /api/v1/tenants/{name}", /*         */ "--------x"},
    {"PATCH /api/v1/tenants/{name}", /*       */ "--------x"},
    {"DELETE /api/v1/tenants/{name}", /*      */ "--------x"},
    {"GET /api/v1/backups", /*                */ "--------x"},
    {"POST /api/v1/backups", /*               */ "--------x"},
    {"GET /api/v1/compactions", /*            */ "--------x"},
    {"POST /api/v1/compactions", /*           */ "--------x"},
    {"GET /api/v1/stats", /*                  */ "--------x"},
};

char letter_of(unsigned status)
{
    if (status / 100 == 2) return 'x';
    return status == 403 ? '-' : '?';
}

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_permissions)

BOOST_AUTO_TEST_CASE(who_may_what)
{
    live::Rocks disk; // The memory's storage has nothing to be looked after.
    live::World server(disk.open());
    // A statement of "own" must be there for him to read.
    lrs::Credential own{"own", lrs::default_tenant,
                        static_cast<std::uint32_t>(lrs::Scope::statements_read_mine),
                        live::authority_of("all")};
    server.credentials.add(std::move(own), "own-secret").value();

    unsigned number = 1'000;
    samples::each_route(number, [&](const std::string& name, const lrs::Route&, const auto&) {
        const auto row = std::ranges::find(rows, name, &Row::route);
        BOOST_TEST((row != std::end(rows)), "the table above has no row for it");
        if (row == std::end(rows)) return;
        std::string may;
        for (const auto& [letter, key] : credentials) {
            if (row->may[may.size()] == 'x') samples::prepare(server);
            auto asked = *samples::sample_of(name, ++number);
            asked.key = key;
            const auto answer = server.ask(asked);
            may += letter_of(answer.result_int());
            if (may.back() == '?') BOOST_ERROR(key << ": " << answer.body());
        }
        BOOST_TEST(may == row->may);
    });
    BOOST_TEST(std::size(rows) == samples::main_routes());
}

// The link of an employee opens what is his own, what is open to everybody, and nothing else:
// whatever the method is, and with parameters of the alternate request syntax as well.
BOOST_AUTO_TEST_CASE(an_employees_link)
{
    live::Memory disk;
    live::World server(disk.open());
    unsigned number = 1'000;
    samples::each_route(number, [&](const std::string& name, const lrs::Route& route, auto asked) {
        const bool open =
            route.kind == lrs::RouteKind::open || route.kind == lrs::RouteKind::xapi_open;
        const bool own = samples::is_of_employee(name);
        samples::prepare(server);
        asked = *samples::sample_of(name, ++number);
        asked.key = "employee";
        const auto answer = server.ask(asked);
        BOOST_TEST(letter_of(answer.result_int()) == (open || own ? 'x' : '-'), answer.body());
        asked.target = "/t/elsewhere" + asked.target;
        BOOST_TEST(server.ask(asked).result_int() == (open ? 200u : 403u));
    });
    const auto form = server.ask({.target = "/xapi/statements?method=GET",
                                  .body = "Authorization=" + live::escaped(server.employee),
                                  .key = "employee",
                                  .type = "application/x-www-form-urlencoded",
                                  .version = "1.0.3"});
    BOOST_TEST(form.result_int() == 403u, form.body());
}

// Beside the table: who has no credential, or one that is disabled, gets in nowhere but where
// everybody does.
BOOST_AUTO_TEST_CASE(without_one)
{
    live::Memory disk;
    live::World server(disk.open());
    server.credentials.set_enabled("admin", false).value();
    unsigned number = 1'000;
    samples::each_route(number, [&](const std::string&, const lrs::Route& route, auto asked) {
        const bool open =
            route.kind == lrs::RouteKind::open || route.kind == lrs::RouteKind::xapi_open;
        for (const auto* key : {"nobody", "admin"}) {
            asked.key = key;
            BOOST_TEST(server.ask(asked).result_int() == (open ? 200u : 401u), key);
        }
    });
}

BOOST_AUTO_TEST_SUITE_END()
