// What the resources of /api/v1 refuse, so that every status that their description lists is given.
#pragma once

#include "tests/lrs/route_samples.hpp"

#include <string>
#include <utility>
#include <vector>

namespace refused {

using live::Asked;

struct Row {
    std::string operation;
    Asked asked;
    unsigned status;
};

inline bool is_open(const lrs::Route& route)
{
    return route.kind == lrs::RouteKind::open;
}

inline std::string text_of(std::size_t size)
{
    return '"' + std::string(size - 1, 'a') + '"';
}

// What every resource refuses, made of a good request.
inline std::vector<std::pair<unsigned, Asked>> refusals(const lrs::Route& route, const Asked& good)
{
    const std::string more = good.target.find('?') == std::string::npos ? "?" : "&";
    const auto with = [&](auto change) {
        auto asked = good;
        if (asked.key != "employee") asked.key = "admin";
        change(asked);
        return asked;
    };
    std::vector<std::pair<unsigned, Asked>> out{
        {400, with([&](Asked& asked) { asked.target += more + "a=1&a=2"; })},
        {413, with([](Asked& asked) { asked.body = text_of((2u << 20) + 1); })},
        {415, with([](Asked& asked) {
             asked.body = "{}";
             asked.headers += "Content-Encoding: br\r\n";
         })},
        {417, with([](Asked& asked) {
             asked.body = "{}";
             asked.headers += "Expect: nothing\r\n";
         })},
        {414, with([&](Asked& asked) {
             asked.target += more + std::string(lrs::Config{}.url_bytes, 'a');
         })},
        {405, with([](Asked& asked) { asked.method = "TRACE"; })}};
    if (is_open(route)) return out;
    out.emplace_back(401, with([](Asked& asked) { asked.key = "nobody"; }));
    out.emplace_back(403, with([](Asked& asked) { asked.key = "all"; }));
    out.emplace_back(403, with([](Asked& asked) {
                         asked.key = "elsewhere";
                         asked.target = "/t/default" + asked.target;
                     }));
    return out;
}

// What the resources refuse each by itself.
inline std::vector<Row> particular(const std::string& tag)
{
    const std::string credentials = "/api/v1/credentials";
    const std::string victim = credentials + "/victim";
    const std::string nobody = credentials + "/nobody";
    const std::string tenants = "/api/v1/tenants";
    const std::string attainment = "/api/v1/attainment";
    const std::string signatures = "/api/v1/signatures";
    const std::string unread = R"({"padding":)" + text_of(limits::administration_bytes) + '}';
    const auto by_elsewhere = [](std::string target, std::string method = "GET") {
        return Asked{.target = std::move(target), .method = std::move(method), .key = "elsewhere"};
    };
    return {
        {"GET /api/v1/openapi.json",
         {.target = "/api/v1/openapi.json", .headers = "If-None-Match: " + tag + "\r\n"},
         304},
        {"GET /api/v1/openapi.json",
         {.target = "/api/v1/openapi.json", .headers = "If-None-Match: \"other\"\r\n"},
         200},
        {"GET /api/v1/openapi.json",
         {.target = "/api/v1/openapi.json", .headers = "If-None-Match: \"\r\n"},
         400},
        {"GET /api/v1/attainment", {.target = attainment}, 400},
        {"GET /api/v1/attainment", {.target = attainment + "?agent=%5B%5D"}, 400},
        {"GET /api/v1/attainment", by_elsewhere(attainment + '?' + samples::who), 404},
        {"GET /api/v1/signatures", {.target = signatures}, 200},
        {"GET /api/v1/signatures", {.target = signatures + "?before=x&other=1"}, 400},
        {"GET /api/v1/signatures", {.target = signatures + "?statementId=" + books::id(99)}, 404},
        {"GET /api/v1/model", by_elsewhere("/api/v1/model"), 404},
        {"PUT /api/v1/model", {.target = "/api/v1/model", .body = "{}", .method = "PUT"}, 400},
        {"PUT /api/v1/model", {.target = "/api/v1/model", .body = "{", .method = "PUT"}, 400},
        {"GET /api/v1/credentials", {.target = credentials + "?tenant=nobody"}, 404},
        {"GET /api/v1/credentials", {.target = credentials + "?tenant=elsewhere"}, 200},
        {"GET /api/v1/credentials", {.target = credentials + "?other=1"}, 400},
        {"POST /api/v1/credentials", {.target = credentials, .body = R"({"key":"victim"})"}, 409},
        {"POST /api/v1/credentials", {.target = credentials, .body = R"({"key":"a:b"})"}, 400},
        {"POST /api/v1/credentials", {.target = credentials, .body = R"({"tenant":"no"})"}, 400},
        {"POST /api/v1/credentials", {.target = credentials, .body = unread}, 413},
        {"POST /api/v1/credentials",
         {.target = credentials, .body = "{}", .type = "text/plain"},
         415},
        {"GET /api/v1/credentials/{key}", {.target = nobody}, 404},
        {"PATCH /api/v1/credentials/{key}",
         {.target = nobody, .body = "{}", .method = "PATCH"},
         404},
        {"PATCH /api/v1/credentials/{key}",
         {.target = victim, .body = "[]", .method = "PATCH"},
         400},
        {"DELETE /api/v1/credentials/{key}", {.target = nobody, .method = "DELETE"}, 404},
        {"POST /api/v1/credentials/{key}/rotate",
         {.target = nobody + "/rotate", .method = "POST"},
         404},
        {"POST /api/v1/credentials/{key}/rotate",
         {.target = victim + "/rotate", .body = "{}"},
         200},
        {"POST /api/v1/tenants", {.target = tenants, .body = R"({"name":"spare"})"}, 409},
        {"POST /api/v1/tenants", {.target = tenants, .body = "{}"}, 400},
        {"GET /api/v1/tenants/{name}", {.target = tenants + "/nobody"}, 404},
        {"PATCH /api/v1/tenants/{name}",
         {.target = tenants + "/nobody", .body = "{}", .method = "PATCH"},
         404},
        {"PATCH /api/v1/tenants/{name}",
         {.target = tenants + "/spare",
          .body = R"({"hosts":["elsewhere.example"]})",
          .method = "PATCH"},
         409},
        {"GET /api/v1/backups", by_elsewhere("/api/v1/backups"), 403},
        {"GET /api/v1/backups", {.target = "/api/v1/backups?other=1"}, 400},
        {"POST /api/v1/backups", {.target = "/api/v1/backups", .body = R"({"keep":0})"}, 400},
        {"POST /api/v1/backups", {.target = "/api/v1/backups", .body = unread}, 413},
        {"POST /api/v1/backups",
         {.target = "/api/v1/backups", .body = "{}", .type = "text/plain"},
         415},
        {"POST /api/v1/compactions", {.target = "/api/v1/compactions", .body = R"({"a":1})"}, 400},
        {"DELETE /api/v1/tenants/{name}", {.target = tenants + "/nobody", .method = "DELETE"}, 404},
        {"DELETE /api/v1/tenants/{name}",
         {.target = tenants + "/default", .method = "DELETE"},
         409},
    };
}

// The same, of attestations and models.
inline std::vector<Row> particular_of_competencies()
{
    const std::string revocation = "POST /api/v1/attestations/{statement}/revocation";
    const std::string revoked =
        samples::attestations + '/' + books::id(samples::attested_number) + "/revocation";
    return {
        {"POST /api/v1/attestations", {.target = samples::attestations, .body = "{}"}, 400},
        {"POST /api/v1/attestations",
         {.target = samples::attestations, .body = samples::attestation(samples::stored_number)},
         409},
        {"POST /api/v1/attestations",
         {.target = samples::attestations, .body = "{}", .type = "text/plain"},
         415},
        {revocation, {.target = revoked, .body = R"({"how":"never"})"}, 400},
        {revocation, {.target = revoked, .body = "{}", .type = "text/plain"}, 415},
        {"POST /api/v1/retention", {.target = "/api/v1/retention", .body = "{}"}, 400},
        {"POST /api/v1/retention",
         {.target = "/api/v1/retention", .body = "{}", .type = "text/plain"},
         415},
        {"GET /api/v1/models", {.target = samples::models + "?a=1"}, 400},
        {"POST /api/v1/models", {.target = samples::models, .body = "{}"}, 400},
        {"DELETE /api/v1/models/{model}",
         {.target = samples::models + '/' + samples::hash_of(samples::model()), .method = "DELETE"},
         409},
        {"POST /api/v1/models/{model}/approval",
         {.target = samples::models + '/' + samples::hash_of(samples::model()) + "/approval",
          .method = "POST"},
         409},
    };
}

// The same, of courses.
inline std::vector<Row> particular_of_courses()
{
    const auto& made = samples::courses_made;
    const std::string one = samples::packages + '/' + made.scorm;
    const std::string he = samples::registrations + '/' + made.registration;
    const std::string import = "POST /api/v1/packages";
    const std::string remove = "DELETE /api/v1/packages/{package}";
    const std::string enrol = "POST /api/v1/packages/{package}/registrations";
    const std::string launch = "POST /api/v1/registrations/{registration}/launch";
    const std::string waive = "POST /api/v1/registrations/{registration}/waiver";
    const std::string jan = R"({"actor":)" + course_world::jan + "}";
    const auto zip = course_world::scorm12();
    const auto version = [&](unsigned status) {
        return Row{import,
                   {.target = samples::packages + "?replaces=" + made.scorm,
                    .body = zip,
                    .type = "application/zip"},
                   status};
    };
    return {
        {import, {.target = samples::packages, .body = "x", .type = "application/zip"}, 400},
        {import, {.target = samples::packages, .body = zip, .type = "text/plain"}, 415},
        version(201),
        version(409),
        {"GET /api/v1/packages", {.target = samples::packages + "?after=x"}, 400},
        {remove, {.target = samples::packages + '/' + made.spare, .method = "DELETE"}, 400},
        {remove,
         {.target = samples::packages + '/' + made.spare + "?reason=Old", .method = "DELETE"},
         200},
        {remove,
         {.target = samples::packages + '/' + made.spare + "?reason=Old", .method = "DELETE"},
         409},
        {remove, {.target = one + "?reason=Old", .method = "DELETE"}, 200},
        {enrol, {.target = one + "/registrations", .body = jan}, 409},
        {enrol, {.target = one + "/registrations", .body = "{}"}, 400},
        {enrol, {.target = one + "/registrations", .body = jan, .type = "text/plain"}, 415},
        {launch, {.target = he + "/launch", .body = R"({"mode":"fast"})"}, 400},
        {launch, {.target = he + "/launch", .body = R"({"item":"none"})"}, 404},
        {launch, {.target = he + "/launch", .body = "{}", .type = "text/plain"}, 415},
        {waive, {.target = he + "/waiver", .body = "{}"}, 400},
        {waive, {.target = he + "/waiver", .body = R"({"item":"x","reason":"y"})"}, 404},
        {"POST /api/v1/launches/{launch}/abandonment",
         {.target = "/api/v1/launches/" + made.launch + "/abandonment", .method = "POST"},
         409},
    };
}

// The same, of the catalogue. "all" asks as an admin, or by the link of an employee.
inline std::vector<Row> particular_of_catalogue()
{
    const auto& made = samples::courses_made;
    const std::string none = base::to_string(base::random_uuid());
    const std::string course = samples::courses + '/' + made.offered;
    const std::string offer = "PUT /api/v1/courses/{course}/offer";
    const std::string enrol = "POST /api/v1/courses/{course}/participants";
    const std::string mine = "POST /api/v1/my/courses/{course}";
    const std::string leave = "DELETE /api/v1/my/courses/{course}";
    const std::string launch = "POST /api/v1/my/registrations/{registration}/launch";
    const std::string my_course = samples::my + "/courses/";
    const std::string my_launch = samples::my + "/registrations/" + made.mine + "/launch";
    const std::string jan = R"({"actor":)" + course_world::jan + "}";
    const auto terms = [&](const std::string& body, unsigned status, std::string type) {
        return Row{
            offer,
            {.target = course + "/offer", .body = body, .method = "PUT", .type = std::move(type)},
            status};
    };
    const std::string json = "application/json";
    return {
        {"GET /api/v1/courses", {.target = samples::courses + "?limit=101"}, 400},
        terms(R"({"places":-1})", 400, json),
        terms("{}", 415, "text/plain"),
        {enrol, {.target = course + "/participants", .body = "{}"}, 400},
        {enrol, {.target = course + "/participants", .body = jan, .type = "text/plain"}, 415},
        {mine, {.target = my_course + none, .method = "POST"}, 404},
        {leave, {.target = my_course + none, .method = "DELETE"}, 404},
        {launch, {.target = my_launch, .body = R"({"mode":"fast"})"}, 400},
        {launch, {.target = my_launch, .body = "{}", .type = "text/plain"}, 415},
        {launch,
         {.target = samples::my + "/registrations/" + made.registration + "/launch", .body = "{}"},
         404},
        terms(R"({"voucherNeeded":true})", 200, json),
        {enrol, {.target = course + "/participants", .body = jan}, 409},
        {leave, {.target = my_course + made.offered, .method = "DELETE"}, 200},
        {launch, {.target = my_launch, .body = "{}"}, 409},
        {mine, {.target = my_course + made.offered, .method = "POST"}, 409},
    };
}

} // namespace refused
