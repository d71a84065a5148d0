#include "lrs/resources/parameters.hpp"

#include "base/iri.hpp"
#include "base/limits.hpp"
#include "base/number.hpp"
#include "base/utf8.hpp"
#include "statements/agent.hpp"
#include "statements/parse.hpp"
#include "statements/validate.hpp"

namespace lrs {

std::optional<std::string> ParameterReader::text(std::string_view name, Need need)
{
    known_.emplace(name);
    const auto at = request_.parameters.find(name);
    if (at != request_.parameters.end()) return at->second;
    if (need == Need::required) complain(name, "be given");
    return std::nullopt;
}

std::optional<std::string> ParameterReader::iri(std::string_view name, Need need)
{
    auto given = text(name, need);
    if (!given || base::is_iri(*given)) return given;
    complain(name, "be an absolute IRI");
    return std::nullopt;
}

std::optional<base::Uuid> ParameterReader::uuid(std::string_view name)
{
    const auto given = text(name, Need::optional);
    if (!given) return std::nullopt;
    const auto uuid = base::parse_uuid(*given);
    if (!uuid) complain(name, "be a UUID");
    return uuid;
}

std::optional<base::Timestamp> ParameterReader::time(std::string_view name)
{
    const auto given = text(name, Need::optional);
    if (!given) return std::nullopt;
    const bool strict = request_.version == statements::Version::v2_0_0;
    const auto time = base::parse_timestamp(*given, strict ? base::TimestampRules::rfc3339
                                                           : base::TimestampRules::iso8601);
    if (!time) complain(name, strict ? "be an RFC 3339 timestamp" : "be an ISO 8601 timestamp");
    return time;
}

std::optional<std::uint64_t> ParameterReader::whole(std::string_view name, std::uint64_t low,
                                                    std::uint64_t high)
{
    const auto given = text(name, Need::optional);
    if (!given) return std::nullopt;
    const auto number = base::parse_number<std::uint64_t>(*given);
    if (number && *number >= low && *number <= high) return number;
    complain(name, "be a whole number from " + std::to_string(low) + " to " + std::to_string(high));
    return std::nullopt;
}

std::optional<boost::json::object> ParameterReader::agent(std::string_view name, Need need)
{
    const auto given = text(name, need);
    if (!given) return std::nullopt;
    auto value = statements::parse(*given);
    if (!value) {
        complain(name, "be an Agent as JSON (" + value.error().why + ")");
        return std::nullopt;
    }
    const auto complaints = statements::validate_agent(*value, request_.version);
    if (!complaints.empty()) {
        const auto& first = complaints.front();
        complain(name, "be an Agent: " + (first.where.empty() ? "it" : first.where) + " must " +
                           first.expected);
        return std::nullopt;
    }
    return std::move(value->as_object());
}

std::optional<std::string> ParameterReader::identity(std::string_view name, Need need)
{
    const auto given = agent(name, need);
    if (!given) return std::nullopt;
    auto identity = statements::identity(*given);
    if (!identity) complain(name, "have an identifier");
    return identity;
}

void ParameterReader::complain(std::string_view name, std::string expected)
{
    const auto at = request_.parameters.find(name);
    const auto found = at == request_.parameters.end() ? std::string_view() : at->second;
    complaints_.push_back({std::string(name), "parameter.value",
                           base::excerpt(found, limits::found_bytes), std::move(expected)});
}

std::optional<base::Error> ParameterReader::refusal()
{
    for (const auto& [name, value] : request_.parameters) {
        if (known_.contains(name)) continue;
        complaints_.push_back({name, "parameter.unknown", base::excerpt(value, limits::found_bytes),
                               "be one that this resource knows (case counts)"});
    }
    if (complaints_.empty()) return std::nullopt;
    const auto& first = complaints_.front();
    return base::Error{base::ErrorKind::invalid,
                       "the parameter " + first.where + " must " + first.expected, first.where,
                       std::move(complaints_)};
}

} // namespace lrs
