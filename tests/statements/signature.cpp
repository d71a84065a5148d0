// Each row changes the statement or what was signed, and both begin as the same.
#include "statements/signature.hpp"

#include "conformance/statements.hpp"
#include "statements/validate.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace json = boost::json;

using conformance::Edit;
using statements::check_payload;
using statements::Version;

constexpr Version both_versions[] = {Version::v1_0_3, Version::v2_0_0};
constexpr auto accepted = "";

std::string_view of_version(Version version)
{
    return version == Version::v1_0_3 ? "1.0.3" : "2.0";
}

json::value changed(const char* base, const Edit& edit)
{
    return conformance::edited(conformance::base(base), edit);
}

// Where the two differ: accepted, or a JSON Pointer.
std::string difference(const json::value& payload, const json::value& statement, Version version)
{
    BOOST_TEST(statements::validate(statement, version).empty());
    const auto checked = check_payload(payload, statement, version);
    if (checked) return accepted;
    BOOST_TEST((checked.error().kind == base::ErrorKind::invalid));
    BOOST_TEST(checked.error().complaints.empty());
    return checked.error().where;
}

// What a row changes on one side only, and where the difference is when the payload has it, and
// when the statement has it.
struct Row {
    const char* name;
    const char* base;
    Edit edit;
    const char* in_payload;
    const char* in_statement;
};

constexpr Row rows[] = {
    {"nothing", "full", {"/version", R"("1.0.0")"}, accepted, accepted},
    {"id, another", "full", {"/id", R"("9f1c2a34-5b67-4c89-8d01-23456789abce")"}, "/id", "/id"},
    {"id, left out", "full", {"/id"}, accepted, "/id"},
    {"timestamp, another",
     "full",
     {"/timestamp", R"("2026-01-31T09:30:00.26Z")"},
     "/timestamp",
     "/timestamp"},
    {"timestamp, same instant",
     "full",
     {"/timestamp", R"("2026-01-31T10:30:00.25+01:00")"},
     accepted,
     accepted},
    {"timestamp, left out", "full", {"/timestamp"}, accepted, "/timestamp"},
    {"stored", "full", {"/stored", R"("2020-01-01T00:00:00Z")"}, accepted, accepted},
    {"stored, left out", "full", {"/stored"}, accepted, accepted},
    {"authority",
     "full",
     {"/authority", R"({"mbox": "mailto:x@example.org"})"},
     accepted,
     accepted},
    {"authority, left out", "full", {"/authority"}, accepted, accepted},
    {"version, left out", "full", {"/version"}, accepted, accepted},

    {"other attachments", "full", {"/attachments"}, accepted, accepted},
    {"verb, display", "full", {"/verb/display", R"({"fr": "essayé"})"}, accepted, accepted},
    {"object, definition", "full", {"/object/definition"}, accepted, accepted},
    {"context activity, one for an array",
     "full",
     {"/context/contextActivities/parent", R"({"id": "http://example.org/activities/0"})"},
     accepted,
     accepted},
    {"members in no order, one more",
     "full",
     {"/actor/member/-", R"({"mbox": "mailto:bob@example.org"})"},
     "/actor",
     "/actor"},

    {"actor", "full", {"/actor/name", R"("Staff")"}, "/actor", "/actor"},
    {"verb", "full", {"/verb/id", R"("http://example.org/verbs/failed")"}, "/verb", "/verb"},
    {"object",
     "full",
     {"/object/id", R"("http://example.org/activities/9")"},
     "/object",
     "/object"},
    {"result", "full", {"/result/success", "false"}, "/result", "/result"},
    {"result, none", "full", {"/result"}, "/result", "/result"},
    {"duration, 0.01 s more",
     "full",
     {"/result/duration", R"("PT1H30M0.01S")"},
     "/result",
     "/result"},
    {"context", "full", {"/context/platform", R"("web")"}, "/context", "/context"},
    {"context, none", "full", {"/context"}, "/context", "/context"},
    {"sub-statement's timestamp",
     "sub-statement",
     {"/object/timestamp", R"("2036-01-31T09:30:01Z")"},
     "/object",
     "/object"},
};

json::value with(json::value statement, std::string_view key, json::value value)
{
    statement.get_object()[key] = std::move(value);
    return statement;
}

json::value attachment(std::string_view usage, std::string_view content_type)
{
    return {{"usageType", usage},
            {"display", {{"en", "x"}}},
            {"contentType", content_type},
            {"length", 1},
            {"sha2", std::string(64, 'a')}};
}

json::value with_attachments(json::array list)
{
    return with(json::parse(conformance::base("minimal").json), "attachments", std::move(list));
}

} // namespace

BOOST_AUTO_TEST_SUITE(statements_signature)

BOOST_AUTO_TEST_CASE(what_was_signed_and_what_came)
{
    for (const auto version : both_versions) {
        for (const auto& row : rows) {
            BOOST_TEST_CONTEXT(row.name << ", " << of_version(version))
            {
                const auto one = json::parse(conformance::base(row.base).json);
                const auto other = changed(row.base, row.edit);
                BOOST_TEST(difference(other, one, version) == row.in_payload);
                BOOST_TEST(difference(one, other, version) == row.in_statement);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(letter_case_of_the_id)
{
    const auto one = changed("minimal", {"/id", R"("9f1c2a34-5b67-4c89-8d01-23456789abcd")"});
    const auto other = changed("minimal", {"/id", R"("9F1C2A34-5B67-4C89-8D01-23456789ABCD")"});
    for (const auto version : both_versions)
        BOOST_TEST(difference(one, other, version) == accepted);
}

// As the public conformance suite for 2.0 has it.
BOOST_AUTO_TEST_CASE(durations_are_compared_to_a_hundredth)
{
    const auto payload = changed("minimal", {"/result", R"({"duration": "P1DT12H36M0.12S"})"});
    const auto longer = changed("minimal", {"/result", R"({"duration": "P1DT12H36M0.1237S"})"});
    const auto other = changed("minimal", {"/result", R"({"duration": "P1DT12H36M0.13S"})"});
    for (const auto version : both_versions) {
        BOOST_TEST(difference(payload, longer, version) == accepted);
        BOOST_TEST(difference(payload, other, version) == "/result");
    }
}

// RFC 3339 5.6 allows lower case, ISO 8601 knows times without a zone.
BOOST_AUTO_TEST_CASE(forms_of_timestamps)
{
    const struct {
        const char* name;
        Version version;
        const char* signed_time;
        const char* time;
        const char* where;
    } rows_of_times[] = {
        {"lower case", Version::v2_0_0, R"("2026-01-31t09:30:00z")", R"("2026-01-31T09:30:00Z")",
         accepted},
        {"lower case, another", Version::v2_0_0, R"("2026-01-31t09:30:00z")",
         R"("2026-01-31T09:30:01Z")", "/timestamp"},
        {"lower case, both", Version::v2_0_0, R"("2026-01-31t09:30:00z")",
         R"("2026-01-31t09:30:01z")", "/timestamp"},
        {"lower case, left out", Version::v2_0_0, R"("2026-01-31t09:30:00z")", "", "/timestamp"},
        {"no zone", Version::v1_0_3, R"("2026-01-31T09:30:00")", R"("2026-01-31T09:30:00Z")",
         accepted},
        {"no zone, left out", Version::v1_0_3, R"("2026-01-31T09:30:00")", "", "/timestamp"},
    };

    for (const auto& row : rows_of_times) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto payload = changed("minimal", {"/timestamp", row.signed_time});
            const auto statement = *row.time ? changed("minimal", {"/timestamp", row.time})
                                             : json::parse(conformance::base("minimal").json);
            BOOST_TEST(difference(payload, statement, row.version) == row.where);
        }
    }
}

BOOST_AUTO_TEST_CASE(several_differences_name_one_of_them)
{
    auto payload = changed("full", {"/actor/name", R"("Staff")"});
    payload.at("result").at("success") = false;
    const auto statement = json::parse(conformance::base("full").json);
    BOOST_TEST(difference(payload, statement, Version::v1_0_3) == "/result");
}

// Nothing reaches the comparison, which trusts what it is given, before it is a statement.
BOOST_AUTO_TEST_CASE(payloads_that_are_no_statement)
{
    const auto statement = json::parse(conformance::base("minimal").json);

    const struct {
        const char* name;
        json::value payload;
    } rows_of_payloads[] = {
        {"no object", json::value("text")},
        {"empty", json::object{}},
        {"actor is text", with(statement, "actor", "ada")},
        {"object is text", with(statement, "object", "urn:o")},
        {"context activities without id",
         with(statement, "context", json::parse(R"({"contextActivities":{"parent":[{}]}})"))},
        {"unknown member", with(statement, "extra", 1)},
    };

    for (const auto version : both_versions) {
        BOOST_TEST(check_payload(statement, statement, version).has_value());
        for (const auto& row : rows_of_payloads) {
            BOOST_TEST_CONTEXT(row.name << ", " << of_version(version))
            {
                const auto checked = check_payload(row.payload, statement, version);
                BOOST_REQUIRE(!checked.has_value());
                BOOST_TEST((checked.error().kind == base::ErrorKind::invalid));
                BOOST_TEST(!checked.error().complaints.empty());
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(the_rules_are_those_of_the_version)
{
    const auto statement = json::parse(conformance::base("minimal").json);
    const auto payload = with(statement, "version", "2.0.0");
    BOOST_TEST(check_payload(payload, statement, Version::v2_0_0).has_value());
    BOOST_TEST(!check_payload(payload, statement, Version::v1_0_3).has_value());
}

BOOST_AUTO_TEST_CASE(which_attachments_are_signatures)
{
    constexpr auto octets = "application/octet-stream";
    const auto other = attachment("http://example.org/usage/proof", octets);
    const auto signature = attachment(statements::signature_usage, octets);
    const auto capitals = attachment("http://adlnet.gov/expapi/attachments/Signature", octets);

    using Positions = std::vector<std::size_t>;
    const auto positions = [](json::array list) {
        const auto statement = with_attachments(std::move(list));
        BOOST_TEST(statements::validate(statement, Version::v2_0_0).empty());
        return statements::signatures_of(statement);
    };
    BOOST_TEST(positions({}) == Positions{}, boost::test_tools::per_element());
    BOOST_TEST(positions({other, capitals}) == Positions{}, boost::test_tools::per_element());
    BOOST_TEST(positions({other, signature, signature}) == (Positions{1, 2}),
               boost::test_tools::per_element());
    BOOST_TEST(statements::signatures_of(json::parse(conformance::base("minimal").json)).empty());

    auto outer = json::parse(conformance::base("sub-statement").json);
    outer.at("object").at("attachments").get_array().push_back(signature);
    BOOST_TEST(statements::signatures_of(outer).empty());
}

BOOST_AUTO_TEST_CASE(content_types)
{
    const struct {
        const char* content_type;
        bool accepted;
    } rows_of_types[] = {
        {"application/octet-stream", true},
        {"Application/Octet-Stream", true},
        {"application/octet-stream; charset=utf-8", false},
        {"application/octet-strea", false},
        {"application/octet-streams", false},
        {"application/jose", false},
        {"text/plain; charset=ascii", false},
    };

    for (const auto& row : rows_of_types) {
        BOOST_TEST_CONTEXT(row.content_type)
        {
            const auto statement =
                with_attachments({attachment("http://example.org/usage/proof", "text/plain"),
                                  attachment(statements::signature_usage, row.content_type)});
            const auto complaints = statements::check_signatures(statement);
            BOOST_TEST(complaints.empty() == row.accepted);
            if (row.accepted) continue;
            BOOST_REQUIRE(complaints.size() == 1u);
            BOOST_TEST(complaints[0].where == "/attachments/1/contentType");
            BOOST_TEST(complaints[0].rule == "signature.contentType");
            BOOST_TEST(complaints[0].found == row.content_type);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
