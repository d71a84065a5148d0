#include "lrs/resources/statement_query.hpp"

#include "base/iri.hpp"
#include "base/limits.hpp"
#include "base/number.hpp"
#include "base/percent.hpp"
#include "base/utf8.hpp"
#include "statements/agent.hpp"
#include "statements/parse.hpp"
#include "statements/validate.hpp"

#include <algorithm>

namespace lrs {
namespace {

using base::Complaint;
using base::Complaints;
using base::Error;
using base::ErrorKind;
using statements::Version;

// Fills the request from one value. Returns what would have been right; empty: it was.
using Setter = std::string (*)(StatementRequest&, const std::string&, Version);

std::string set_uuid(std::optional<base::Uuid>& out, const std::string& text)
{
    out = base::parse_uuid(text);
    return out ? "" : "be a UUID";
}

std::string set_bool(bool& out, const std::string& text)
{
    out = text == "true";
    return text == "true" || text == "false" ? "" : "be true or false";
}

std::string set_iri(std::optional<std::string>& out, const std::string& text)
{
    out = text;
    return base::is_iri(text) ? "" : "be an absolute IRI";
}

std::string set_time(std::optional<base::Timestamp>& out, const std::string& text, Version version)
{
    const bool strict = version == Version::v2_0_0;
    out = base::parse_timestamp(text, strict ? base::TimestampRules::rfc3339
                                             : base::TimestampRules::iso8601);
    return out ? "" : strict ? "be an RFC 3339 timestamp" : "be an ISO 8601 timestamp";
}

std::string set_id(StatementRequest& out, const std::string& text, Version)
{
    return set_uuid(out.id, text);
}

std::string set_voided_id(StatementRequest& out, const std::string& text, Version)
{
    out.voided = true;
    return set_uuid(out.id, text);
}

std::string set_agent(StatementRequest& out, const std::string& text, Version version)
{
    const auto value = statements::parse(text);
    if (!value) return "be an Agent or identified Group as JSON (" + value.error().why + ")";
    const auto complaints = statements::validate_agent(*value, version);
    if (!complaints.empty()) {
        const auto& first = complaints.front();
        return "be an Agent or identified Group: " + (first.where.empty() ? "it" : first.where) +
               " must " + first.expected;
    }
    out.query.agent = statements::identity(*value);
    return out.query.agent ? "" : "be an Agent or a Group with an identifier";
}

std::string set_limit(StatementRequest& out, const std::string& text, Version)
{
    const auto limit = base::parse_number<std::uint64_t>(text);
    if (!limit) return "be a number, 0 or more";
    out.query.limit =
        static_cast<std::uint32_t>(std::min<std::uint64_t>(*limit, limits::page_statements_max));
    return "";
}

std::string set_format(StatementRequest& out, const std::string& text, Version)
{
    out.format = text == "ids"         ? Format::ids
                 : text == "canonical" ? Format::canonical
                                       : Format::exact;
    return text == "exact" || text == "ids" || text == "canonical" ? ""
                                                                   : "be exact, ids or canonical";
}

struct Parameter {
    std::string_view name;
    Setter set;
    bool with_id = false; // May stand beside statementId and voidedStatementId.
};

constexpr Parameter known_parameters[] = {
    {"activity", [](StatementRequest& out, const std::string& text,
                    Version) { return set_iri(out.query.activity, text); }},
    {"agent", set_agent},
    {"ascending", [](StatementRequest& out, const std::string& text,
                     Version) { return set_bool(out.query.ascending, text); }},
    {"attachments",
     [](StatementRequest& out, const std::string& text, Version) {
         return set_bool(out.attachments, text);
     },
     true},
    {"cursor",
     [](StatementRequest& out, const std::string& text, Version) {
         out.cursor = text;
         return std::string();
     }},
    {"format", set_format, true},
    {"limit", set_limit},
    {"registration", [](StatementRequest& out, const std::string& text,
                        Version) { return set_uuid(out.query.registration, text); }},
    {"related_activities", [](StatementRequest& out, const std::string& text,
                              Version) { return set_bool(out.query.related_activities, text); }},
    {"related_agents", [](StatementRequest& out, const std::string& text,
                          Version) { return set_bool(out.query.related_agents, text); }},
    {"since", [](StatementRequest& out, const std::string& text,
                 Version version) { return set_time(out.query.since, text, version); }},
    {"statementId", set_id, true},
    {"until", [](StatementRequest& out, const std::string& text,
                 Version version) { return set_time(out.query.until, text, version); }},
    {"verb", [](StatementRequest& out, const std::string& text,
                Version) { return set_iri(out.query.verb, text); }},
    {"voidedStatementId", set_voided_id, true},
};

Complaint complain(std::string_view name, std::string_view rule, const std::string& found,
                   std::string expected)
{
    return {std::string(name), std::string(rule), base::excerpt(found, limits::found_bytes),
            std::move(expected)};
}

Error refusal(Complaints complaints)
{
    const auto& first = complaints.front();
    std::string why = "the parameter " + first.where + " must " + first.expected;
    std::string where = first.where;
    return {ErrorKind::invalid, std::move(why), std::move(where), std::move(complaints)};
}

} // namespace

base::Result<StatementRequest> parse_statement_request(const Parameters& parameters,
                                                       Version version)
{
    StatementRequest out;
    Complaints complaints;
    const bool by_id =
        parameters.contains("statementId") || parameters.contains("voidedStatementId");
    for (const auto& [name, text] : parameters) {
        const auto known = std::ranges::find(known_parameters, name, &Parameter::name);
        if (known == std::end(known_parameters)) {
            complaints.push_back(complain(name, "parameter.unknown", text,
                                          "be one that this resource knows (case counts)"));
            continue;
        }
        if (by_id && !known->with_id) {
            complaints.push_back(complain(name, "parameter.with_id", text,
                                          "not stand beside statementId or voidedStatementId"));
        }
        if (auto expected = known->set(out, text, version); !expected.empty())
            complaints.push_back(complain(name, "parameter.value", text, std::move(expected)));
        if (name != "cursor") {
            out.canonical +=
                (out.canonical.empty() ? "" : "&") + name + '=' + base::percent_encoded(text);
        }
    }
    if (parameters.contains("statementId") && parameters.contains("voidedStatementId")) {
        complaints.push_back(
            complain("voidedStatementId", "parameter.one_id", "", "not stand beside statementId"));
    }
    if (!complaints.empty()) return refusal(std::move(complaints));
    return out;
}

} // namespace lrs
