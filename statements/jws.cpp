#include "statements/jws.hpp"

#include "base/base64.hpp"
#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "statements/parse.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <array>
#include <optional>

namespace statements {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;
using base::Result;

constexpr std::string_view called_rs[] = {"RS256", "RS384", "RS512"}; // As in JwsAlgorithm.

Error fault(const std::string& why)
{
    return {ErrorKind::invalid, "malformed signature: " + why};
}

using Parts = std::array<std::string_view, 3>;

std::optional<Parts> split(std::string_view text)
{
    const auto first = text.find('.');
    if (first == text.npos) return std::nullopt;
    const auto second = text.find('.', first + 1);
    if (second == text.npos || text.find('.', second + 1) != text.npos) return std::nullopt;
    return Parts{text.substr(0, first), text.substr(first + 1, second - first - 1),
                 text.substr(second + 1)};
}

Result<std::string> decoded(std::string_view part, const std::string& name, std::size_t limit)
{
    // Four letters stand for three bytes, and what is left over for one or two.
    if (part.size() / 4 * 3 + part.size() % 4 * 3 / 4 > limit) {
        return Error{ErrorKind::too_large, "the " + name + " of a signature may have at most " +
                                               std::to_string(limit) + " bytes"};
    }
    auto bytes = base::from_base64url(part);
    if (!bytes) return fault("its " + name + " is not base64url without padding");
    return std::move(*bytes);
}

Result<json::value> object_in(std::string_view text, const std::string& name)
{
    auto value = parse(text);
    if (!value) {
        return fault("its " + name + " is wrong at " + value.error().where + ": " +
                     value.error().why);
    }
    if (!value->is_object()) return fault("its " + name + " is no JSON object");
    return value;
}

Result<JwsAlgorithm> algorithm_in(const json::object& header)
{
    const auto* value = header.if_contains("alg");
    const auto* name = value ? value->if_string() : nullptr;
    if (!name) return fault("its header names no algorithm (alg)");
    for (std::size_t at = 0; at < std::size(called_rs); ++at) {
        if (called_rs[at] == *name) return static_cast<JwsAlgorithm>(at);
    }
    return fault("its algorithm must be RS256, RS384 or RS512, not " +
                 base::excerpt(*name, limits::found_bytes));
}

Result<std::vector<std::string>> certificates_in(const json::object& header)
{
    std::vector<std::string> certificates;
    const auto* value = header.if_contains("x5c");
    if (!value) return certificates;
    const auto* list = value->if_array();
    if (!list || list->empty()) return fault("x5c in its header is no list of certificates");
    if (list->size() > limits::jws_certificates) {
        return Error{ErrorKind::too_large, "x5c in the header of a signature may hold at most " +
                                               std::to_string(limits::jws_certificates) +
                                               " certificates"};
    }
    for (const auto& item : *list) {
        const auto* text = item.if_string();
        auto der = text ? base::from_base64(*text) : std::nullopt;
        if (!der || der->empty()) {
            return fault("certificate " + std::to_string(certificates.size()) +
                         " of x5c in its header is not base64");
        }
        certificates.push_back(std::move(*der));
    }
    return certificates;
}

Result<> read_header(std::string_view part, Jws& out)
{
    const auto text = decoded(part, "header", limits::jws_header_bytes);
    if (!text) return text.error();
    const auto value = object_in(*text, "header");
    if (!value) return value.error();
    const auto& header = value->get_object();

    if (header.contains("crit")) return fault("its header asks for extensions (crit)");
    const auto algorithm = algorithm_in(header);
    if (!algorithm) return algorithm.error();
    auto certificates = certificates_in(header);
    if (!certificates) return certificates.error();
    out.algorithm = *algorithm;
    out.certificates = std::move(*certificates);
    return {};
}

} // namespace

Result<Jws> parse_jws(std::string_view text)
{
    const auto parts = split(text);
    if (!parts) return fault("it is not three parts with dots between them");
    const auto [header, payload, signature] = *parts;

    Jws jws;
    if (const auto read = read_header(header, jws); !read) return read.error();

    const auto bytes = decoded(payload, "payload", limits::statement_bytes);
    if (!bytes) return bytes.error();
    auto statement = object_in(*bytes, "payload");
    if (!statement) return statement.error();
    jws.payload = std::move(*statement);

    auto signed_with = decoded(signature, "signature", limits::jws_signature_bytes);
    if (!signed_with) return signed_with.error();
    if (signed_with->empty()) return fault("it holds no signature");
    jws.signature = std::move(*signed_with);
    jws.signed_text = text.substr(0, text.size() - signature.size() - 1);
    return jws;
}

} // namespace statements
