// Request targets of GET /statements: the form of a query that stands in "more" links asks for the
// same again.
#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "lrs/resources/statement_query.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

void require(bool holds)
{
    if (!holds) std::abort();
}

bool same(const lrs::StatementRequest& a, const lrs::StatementRequest& b)
{
    const auto& x = a.query;
    const auto& y = b.query;
    return a.id == b.id && a.voided == b.voided && a.canonical == b.canonical &&
           x.agent == y.agent && x.verb == y.verb && x.activity == y.activity &&
           x.registration == y.registration && x.related_agents == y.related_agents &&
           x.related_activities == y.related_activities && x.since == y.since &&
           x.until == y.until && x.limit == y.limit && x.ascending == y.ascending;
}

void check_refusal(const base::Error& error)
{
    require(error.kind == base::ErrorKind::invalid);
    require(!error.complaints.empty() && base::is_utf8(error.why));
    for (const auto& complaint : error.complaints)
        require(base::is_utf8(complaint.found) && !complaint.expected.empty());
}

void check_request(const lrs::Parameters& parameters, statements::Version version)
{
    const auto request = lrs::parse_statement_request(parameters, version);
    if (!request) return check_refusal(request.error());

    require(!request->query.authority);
    require(request->query.limit <= limits::page_statements_max);
    // It stands in a JSON text as it is, and in a URL.
    for (const char letter : request->canonical)
        require(letter > ' ' && letter < 0x7f && letter != '"' && letter != '\\' && letter != '#');
    const auto again = lrs::parse_parameters(request->canonical);
    require(again.has_value());
    const auto followed = lrs::parse_statement_request(*again, version);
    require(followed && same(*followed, *request) && !followed->cursor);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto target = lrs::split_target(text);
    require(target.path.size() + target.query.size() <= text.size() + 1);
    if (const auto path = lrs::decode_path(target.path))
        require(path->starts_with('/') && base::is_utf8(*path));

    const auto parameters = lrs::parse_parameters(target.query);
    if (!parameters) {
        require(parameters.error().kind == base::ErrorKind::invalid);
        require(base::is_utf8(parameters.error().where));
        return 0;
    }
    for (const auto& [name, value] : *parameters)
        require(base::is_utf8(name) && base::is_utf8(value));
    check_request(*parameters, statements::Version::v1_0_3);
    check_request(*parameters, statements::Version::v2_0_0);
    return 0;
}
