#include "statements/signature.hpp"

#include "base/ascii.hpp"
#include "base/limits.hpp"
#include "base/timestamp.hpp"
#include "base/utf8.hpp"
#include "base/uuid.hpp"
#include "statements/equal.hpp"
#include "statements/members.hpp"
#include "statements/validate.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <string>

namespace statements {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;

constexpr std::string_view content_type = "application/octet-stream";

// Letter case means nothing in a media type: RFC 2045 5.1.
bool is_content_type(std::string_view text)
{
    return base::equal_but_for_case(text, content_type);
}

Error another(std::string_view key)
{
    return {ErrorKind::invalid, "what was signed is another statement", '/' + std::string(key)};
}

bool same_id(const json::object& payload, const json::object& statement)
{
    return !payload.contains("id") ||
           base::parse_uuid(text_in(payload, "id")) == base::parse_uuid(text_in(statement, "id"));
}

bool same_time(const json::object& payload, const json::object& statement, Version version)
{
    const auto rules =
        version == Version::v1_0_3 ? base::TimestampRules::iso8601 : base::TimestampRules::rfc3339;
    const auto time_of = [&](const json::object& object) {
        return base::parse_timestamp(text_in(object, "timestamp"), rules);
    };
    return !payload.contains("timestamp") || time_of(payload) == time_of(statement);
}

// What is the last difference? Found by taking one away after the other.
std::string_view last_difference(json::value payload, const json::value& statement, Version version)
{
    constexpr std::string_view keys[] = {"actor", "verb", "object", "result", "context"};
    auto& copy = payload.get_object();
    const auto& wanted = statement.get_object();
    for (const auto key : keys) {
        if (const auto* value = wanted.if_contains(key))
            copy[key] = *value;
        else
            copy.erase(key);
        if (equal(payload, statement, version)) return key;
    }
    return "";
}

} // namespace

std::vector<std::size_t> signatures_of(const json::value& statement)
{
    std::vector<std::size_t> found;
    const auto* attachments = statement.get_object().if_contains("attachments");
    if (!attachments) return found;
    const auto& list = attachments->get_array();
    for (std::size_t at = 0; at < list.size(); ++at) {
        if (text_in(list[at].get_object(), "usageType") == signature_usage) found.push_back(at);
    }
    return found;
}

base::Complaints check_signatures(const json::value& statement)
{
    base::Complaints complaints;
    for (const auto at : signatures_of(statement)) {
        const auto& attachment = statement.at("attachments").get_array()[at].get_object();
        const auto found = text_in(attachment, "contentType");
        if (is_content_type(found)) continue;
        complaints.push_back({"/attachments/" + std::to_string(at) + "/contentType",
                              "signature.contentType", base::excerpt(found, limits::found_bytes),
                              "be application/octet-stream, as the attachment is a signature"});
    }
    return complaints;
}

base::Result<> check_payload(const json::value& payload, const json::value& statement,
                             Version version)
{
    if (auto complaints = validate(payload, version); !complaints.empty()) {
        return Error{ErrorKind::invalid, "what was signed is no statement", "",
                     std::move(complaints)};
    }
    const auto& theirs = payload.get_object();
    const auto& ours = statement.get_object();
    if (!same_id(theirs, ours)) return another("id");
    if (!same_time(theirs, ours, version)) return another("timestamp");
    if (!equal(payload, statement, version))
        return another(last_difference(payload, statement, version));
    return {};
}

} // namespace statements
