// Signatures of statements: what was read is what was written, and nothing that was signed harms
// the comparison with a statement.
//
// A text that begins with "{" stands for a signature whose header is its first line, and whose
// payload is the rest: random letters seldom are base64url of JSON.
#include "statements/jws.hpp"

#include "base/base64.hpp"
#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "statements/equal.hpp"
#include "statements/parse.hpp"
#include "statements/signature.hpp"
#include "statements/validate.hpp"

#include <boost/json.hpp>

#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

namespace json = boost::json;

using statements::Version;

void require(bool holds)
{
    if (!holds) std::abort();
}

std::string completed(std::string text)
{
    if (!text.starts_with('{')) return text;
    const auto end = text.find('\n');
    if (end == text.npos) return text;
    return base::to_base64url(text.substr(0, end)) + '.' +
           base::to_base64url(text.substr(end + 1)) + ".c2lnbmVk";
}

void check_refusal(const base::Error& error)
{
    require(error.kind == base::ErrorKind::invalid || error.kind == base::ErrorKind::too_large);
    require(!error.why.empty() && base::is_utf8(error.why) && base::is_utf8(error.where));
}

void check_read(const statements::Jws& jws, std::string_view text)
{
    require(std::string(jws.signed_text) + '.' + base::to_base64url(jws.signature) == text);
    require(!jws.signature.empty() && jws.signature.size() <= limits::jws_signature_bytes);

    const auto dot = jws.signed_text.find('.');
    const auto header = base::from_base64url(jws.signed_text.substr(0, dot)).value();
    require(header.size() <= limits::jws_header_bytes);
    const auto value = statements::parse(header).value();
    require(!value.as_object().contains("crit"));
    require(value.as_object().contains("x5c") == !jws.certificates.empty());
    require(jws.certificates.size() <= limits::jws_certificates);
    for (std::size_t at = 0; at < jws.certificates.size(); ++at)
        require(value.at("x5c").at(at) == json::value(base::to_base64(jws.certificates[at])));

    const auto payload = base::from_base64url(jws.signed_text.substr(dot + 1)).value();
    require(payload.size() <= limits::statement_bytes);
    require(jws.payload.is_object() && statements::parse(payload).value() == jws.payload);
}

const json::value& some_statement()
{
    static const auto statement = json::parse(R"({
        "id": "00000000-0000-4000-8000-000000000001",
        "actor": {"mbox": "mailto:ann@example.org"},
        "verb": {"id": "urn:v"},
        "object": {"id": "urn:o"},
        "timestamp": "2026-01-31T09:30:00Z"
    })");
    return statement;
}

void check_rules(const json::value& payload, Version version)
{
    const bool valid = statements::validate(payload, version).empty();
    const auto other = statements::check_payload(payload, some_statement(), version);
    if (!other) {
        check_refusal(other.error());
        require(other.error().complaints.empty() == valid);
        require(other.error().where.empty() || other.error().where.size() > 1);
    }
    require(valid || !other);
    if (!valid) return;
    require(other.has_value() <= statements::equal(payload, some_statement(), version));

    require(!!statements::check_payload(payload, payload, version) ==
            statements::equal(payload, payload, version));
    const auto signatures = statements::signatures_of(payload);
    require(statements::check_signatures(payload).size() <= signatures.size());
    for (const auto at : signatures)
        require(payload.at("attachments").at(at).at("usageType") ==
                json::value(statements::signature_usage));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto text = completed(std::string(reinterpret_cast<const char*>(data), size));
    const auto jws = statements::parse_jws(text);
    if (!jws) {
        check_refusal(jws.error());
        return 0;
    }
    check_read(*jws, text);
    check_rules(jws->payload, Version::v1_0_3);
    check_rules(jws->payload, Version::v2_0_0);
    return 0;
}
