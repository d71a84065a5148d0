#include "lrs/resources/statement_query.hpp"

#include "base/limits.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

using base::ErrorKind;
using lrs::Parameters;
using lrs::StatementRequest;
using statements::Version;

constexpr std::string_view ann = R"({"mbox":"mailto:ann@example.org"})";
constexpr std::string_view uuid = "01234567-89ab-4cde-8f01-23456789abcd";

// The request of a query string, and its first complaint as "<parameter> <rule>".
struct Outcome {
    std::optional<StatementRequest> request;
    std::string complaints;
};

Outcome outcome_of(const Parameters& parameters, Version version)
{
    const auto request = lrs::parse_statement_request(parameters, version);
    if (request) return {*request, ""};
    BOOST_TEST((request.error().kind == ErrorKind::invalid));
    Outcome out;
    for (const auto& complaint : request.error().complaints)
        out.complaints += complaint.where + ' ' + complaint.rule + '\n';
    BOOST_TEST(out.complaints.starts_with(request.error().where + ' '));
    return out;
}

base::Timestamp time(std::string_view text)
{
    return base::parse_timestamp(text, base::TimestampRules::rfc3339).value();
}

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_statement_query)

BOOST_AUTO_TEST_CASE(values)
{
    enum { never, only_1, both };

    const std::string long_iri(limits::iri_bytes - 4, 'x');

    const struct {
        const char* name;
        std::string parameter;
        std::string value;
        int accepted;
    } rows[] = {
        {"id", "statementId", std::string(uuid), both},
        {"id in capitals", "statementId", "01234567-89AB-4CDE-8F01-23456789ABCD", both},
        {"id, no UUID", "statementId", "1", never},
        {"id, empty", "statementId", "", never},
        {"id with braces", "statementId", "{" + std::string(uuid) + "}", never},
        {"voided id", "voidedStatementId", std::string(uuid), both},
        {"voided id, no UUID", "voidedStatementId", "1", never},
        {"registration", "registration", std::string(uuid), both},
        {"registration, no UUID", "registration", "1", never},

        {"agent", "agent", std::string(ann), both},
        {"agent with white space", "agent", " { \"mbox\" : \"mailto:ann@example.org\" } ", both},
        {"account", "agent", R"({"account":{"homePage":"https://a.example","name":"7"}})", both},
        {"identified group", "agent", R"({"objectType":"Group","mbox":"mailto:crew@example.org"})",
         both},
        {"anonymous group", "agent",
         R"({"objectType":"Group","member":[{"mbox":"mailto:ann@example.org"}]})", never},
        {"agent, no JSON", "agent", "ann", never},
        {"agent, cut off", "agent", R"({"mbox":"mailto:ann@example.org")", never},
        {"agent, a string", "agent", R"("mailto:ann@example.org")", never},
        {"agent, a list", "agent", "[" + std::string(ann) + "]", never},
        {"agent, nobody", "agent", "{}", never},
        {"agent, two identifiers", "agent",
         R"({"mbox":"mailto:ann@example.org","openid":"https://ann.example"})", never},
        {"agent, duplicate key", "agent", R"({"name":"a","name":"b","mbox":"mailto:a@b.example"})",
         never},
        {"agent, bad address", "agent", R"({"mbox":"ann@example.org"})", never},
        {"agent, empty", "agent", "", never},

        {"verb", "verb", "https://example.org/verbs/read", both},
        {"verb, urn", "verb", "urn:read", both},
        {"verb, no IRI", "verb", "read", never},
        {"verb, empty", "verb", "", never},
        {"verb, a space within", "verb", "https://example.org/a b", never},
        {"activity", "activity",
         "https://example.org/b\xc3\xbc"
         "cher",
         both},
        {"activity, no IRI", "activity", "book", never},
        {"activity at the limit", "activity", "urn:" + long_iri, both},
        {"activity one above", "activity", "urn:x" + long_iri, never},

        {"since", "since", "2026-03-01T12:00:00Z", both},
        {"since with an offset", "since", "2026-03-01T12:00:00+01:00", both},
        {"since without a zone", "since", "2026-03-01T12:00:00", only_1},
        {"since, short offset", "since", "2026-03-01T12:00:00+01", only_1},
        {"since, a date", "since", "2026-03-01", never},
        {"since, negative zero offset", "since", "2026-03-01T12:00:00-00:00", never},
        {"since, empty", "since", "", never},
        {"until", "until", "2026-03-01T12:00:00.5Z", both},
        {"until, no time", "until", "now", never},

        {"limit", "limit", "10", both},
        {"limit zero", "limit", "0", both},
        {"limit, negative", "limit", "-1", never},
        {"limit, plus sign", "limit", "+1", never},
        {"limit, fraction", "limit", "1.0", never},
        {"limit, space", "limit", " 1", never},
        {"limit, text", "limit", "all", never},
        {"limit, empty", "limit", "", never},
        {"limit, more than we give", "limit", "1000000", both},
        {"limit, beyond 32 bits", "limit", "4294967296", both},
        {"limit, beyond 64 bits", "limit", "99999999999999999999", never},

        {"ascending", "ascending", "true", both},
        {"descending", "ascending", "false", both},
        {"ascending, capitals", "ascending", "True", never},
        {"ascending, number", "ascending", "1", never},
        {"ascending, empty", "ascending", "", never},
        {"related agents", "related_agents", "true", both},
        {"related agents, no boolean", "related_agents", "yes", never},
        {"related activities", "related_activities", "false", both},
        {"related activities, no boolean", "related_activities", "no", never},

        {"format", "format", "exact", both},
        {"format, ids", "format", "ids", both},
        {"format, canonical", "format", "canonical", both},
        {"format, another", "format", "xml", never},
        {"attachments", "attachments", "true", both},
        {"attachments, none", "attachments", "false", both},
        {"attachments, no boolean", "attachments", "1", never},
        {"cursor", "cursor", "anything", both},

        {"unknown", "foo", "bar", never},
        {"another letter case", "Verb", "https://example.org/verbs/read", never},
        {"another letter case within", "statementid", std::string(uuid), never},
        {"another spelling", "relatedAgents", "true", never},
        {"empty name", "", "x", never},
        {"a name beyond ASCII", "verb\xc3\xa9", "urn:a", never},
    };

    for (const auto& row : rows) {
        for (const auto version : {Version::v1_0_3, Version::v2_0_0}) {
            BOOST_TEST_CONTEXT(row.name << (version == Version::v1_0_3 ? ", 1.0.3" : ", 2.0"))
            {
                const auto [request, complaints] =
                    outcome_of({{row.parameter, row.value}}, version);
                const bool accepted =
                    row.accepted == both || (row.accepted == only_1 && version == Version::v1_0_3);
                BOOST_TEST(request.has_value() == accepted);
                if (request) continue;
                const bool known = row.parameter != "" && (row.parameter != "foo") &&
                                   complaints.ends_with(" parameter.value\n");
                BOOST_TEST(complaints ==
                           row.parameter + (known ? " parameter.value\n" : " parameter.unknown\n"));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(the_query)
{
    const auto parsed = lrs::parse_statement_request(
        {{"agent", R"({"name":"Ann","mbox":"mailto:ann@EXAMPLE.org"})"},
         {"verb", "urn:v"},
         {"activity", "urn:a"},
         {"registration", "01234567-89AB-4CDE-8F01-23456789ABCD"},
         {"related_agents", "true"},
         {"related_activities", "true"},
         {"since", "2026-03-01T12:00:00+01:00"},
         {"until", "2026-03-02T12:00:00.5Z"},
         {"limit", "7"},
         {"ascending", "true"},
         {"cursor", "abc"}},
        Version::v2_0_0);
    BOOST_REQUIRE(parsed.has_value());
    const auto& query = parsed->query;
    BOOST_TEST((query.agent == "mbox:mailto:ann@example.org"));
    BOOST_TEST((query.verb == "urn:v"));
    BOOST_TEST((query.activity == "urn:a"));
    BOOST_TEST((query.registration == base::parse_uuid(uuid)));
    BOOST_TEST(query.related_agents);
    BOOST_TEST(query.related_activities);
    BOOST_TEST((query.since == time("2026-03-01T11:00:00Z")));
    BOOST_TEST((query.until == time("2026-03-02T12:00:00.5Z")));
    BOOST_TEST(query.limit == 7u);
    BOOST_TEST(query.ascending);
    BOOST_TEST((parsed->cursor == "abc"));
    BOOST_TEST(!parsed->id);
    BOOST_TEST(!parsed->voided);
    BOOST_TEST(!query.authority); // Not the client's to say.
}

BOOST_AUTO_TEST_CASE(nothing_asked)
{
    const auto parsed = lrs::parse_statement_request({}, Version::v2_0_0);
    BOOST_REQUIRE(parsed.has_value());
    const auto& query = parsed->query;
    BOOST_TEST(!query.has_terms());
    BOOST_TEST(!query.related_agents);
    BOOST_TEST(!query.related_activities);
    BOOST_TEST(!query.since);
    BOOST_TEST(!query.until);
    BOOST_TEST(query.limit == 0u);
    BOOST_TEST(!query.ascending);
    BOOST_TEST(!parsed->cursor);
    BOOST_TEST(parsed->canonical == "");
}

BOOST_AUTO_TEST_CASE(limits_of_pages)
{
    const auto limit_of = [](std::uint64_t asked) {
        return lrs::parse_statement_request({{"limit", std::to_string(asked)}}, Version::v2_0_0)
            .value()
            .query.limit;
    };
    BOOST_TEST(limit_of(limits::page_statements_max) == limits::page_statements_max);
    BOOST_TEST(limit_of(limits::page_statements_max + 1) == limits::page_statements_max);
    BOOST_TEST(limit_of((std::uint64_t{1} << 32) + 5) == limits::page_statements_max);
}

// xAPI 1.0.3 Communication 2.1.3.s2.b2: an id stands alone, but for attachments and format.
BOOST_AUTO_TEST_CASE(beside_an_id)
{
    const struct {
        std::string parameter;
        std::string value;
        bool accepted;
    } rows[] = {
        {"attachments", "false", true},
        {"format", "exact", true},
        {"agent", std::string(ann), false},
        {"verb", "urn:v", false},
        {"activity", "urn:a", false},
        {"registration", std::string(uuid), false},
        {"related_agents", "false", false},
        {"related_activities", "false", false},
        {"since", "2026-03-01T12:00:00Z", false},
        {"until", "2026-03-01T12:00:00Z", false},
        {"limit", "1", false},
        {"ascending", "false", false},
        {"cursor", "x", false},
    };

    for (const auto* id : {"statementId", "voidedStatementId"}) {
        for (const auto& row : rows) {
            BOOST_TEST_CONTEXT(id << " beside " << row.parameter)
            {
                const auto [request, complaints] = outcome_of(
                    {{id, std::string(uuid)}, {row.parameter, row.value}}, Version::v2_0_0);
                BOOST_TEST(request.has_value() == row.accepted);
                if (request) {
                    BOOST_TEST((request->id == base::parse_uuid(uuid)));
                    BOOST_TEST(request->voided == (id == std::string_view("voidedStatementId")));
                } else {
                    BOOST_TEST(complaints == row.parameter + " parameter.with_id\n");
                }
            }
        }
    }
    const auto [request, complaints] =
        outcome_of({{"statementId", std::string(uuid)}, {"voidedStatementId", std::string(uuid)}},
                   Version::v2_0_0);
    BOOST_TEST(complaints == "voidedStatementId parameter.one_id\n");
}

BOOST_AUTO_TEST_CASE(every_fault_is_named)
{
    const auto [request, complaints] = outcome_of(
        {{"agent", "x"}, {"limit", "y"}, {"other", "z"}, {"verb", "urn:v"}}, Version::v2_0_0);
    BOOST_TEST(complaints == "agent parameter.value\nlimit parameter.value\nother "
                             "parameter.unknown\n");
    const auto long_value =
        lrs::parse_statement_request({{"verb", std::string(10'000, 'x')}}, Version::v2_0_0);
    BOOST_TEST(long_value.error().complaints.at(0).found.size() <= limits::found_bytes + 3);
}

BOOST_AUTO_TEST_CASE(canonical_form)
{
    const auto canonical = [](const Parameters& parameters) {
        return lrs::parse_statement_request(parameters, Version::v2_0_0).value().canonical;
    };
    BOOST_TEST(canonical({{"verb", "urn:v"}, {"activity", "urn:a"}, {"limit", "05"}}) ==
               "activity=urn%3Aa&limit=05&verb=urn%3Av");
    BOOST_TEST(canonical({{"verb", "urn:v"}, {"cursor", "abc"}}) == "verb=urn%3Av");
    BOOST_TEST(canonical({{"activity", "urn:\xc3\xbc+&=%7e~-._"}}) ==
               "activity=urn%3A%C3%BC%2B%26%3D%257e~-._");

    // Whoever follows the link asks the same again.
    const Parameters asked{{"agent", std::string(ann)},
                           {"since", "2026-03-01T12:00:00+01:00"},
                           {"verb", "urn:a+b?c=d&e#f"}};
    const auto again = lrs::parse_parameters(canonical(asked));
    BOOST_REQUIRE(again.has_value());
    BOOST_TEST((*again == asked));
    BOOST_TEST(canonical(*again) == canonical(asked));
}

BOOST_AUTO_TEST_SUITE_END()
