#include "conformance/parts.hpp"

#include "base/digest.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <utility>

namespace conformance::parts {
namespace {

bool same_name(std::string_view a, std::string_view b)
{
    return boost::beast::iequals({a.data(), a.size()}, {b.data(), b.size()});
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

Part parsed_part(std::string_view text)
{
    Part out;
    while (!text.starts_with("\r\n")) {
        const auto end = text.find("\r\n");
        const auto line = text.substr(0, end);
        const auto colon = line.find(':');
        if (end == text.npos || colon == line.npos) return out;
        out.headers.emplace_back(line.substr(0, colon), trimmed(line.substr(colon + 1)));
        text.remove_prefix(end + 2);
    }
    out.body = text.substr(2);
    return out;
}

} // namespace

std::string Part::header(std::string_view name) const
{
    for (const auto& [key, value] : headers) {
        if (same_name(key, name)) return value;
    }
    return "";
}

std::string type()
{
    return "multipart/mixed; boundary=\"" + std::string(boundary) + '"';
}

std::string body_of(const std::vector<Part>& parts)
{
    std::string out;
    for (const auto& part : parts) {
        out += "--" + std::string(boundary) + "\r\n";
        for (const auto& [name, value] : part.headers)
            out += name + ": " + value + "\r\n";
        out += "\r\n" + part.body + "\r\n";
    }
    return out + "--" + std::string(boundary) + "--\r\n";
}

std::vector<Part> parts_of(const Answer& answer)
{
    answer.with_type("multipart/mixed");
    const auto type = answer.header("Content-Type");
    const std::string_view name = "boundary=";
    const auto at = type.find(name);
    answer.expect(at != type.npos, "a boundary in the content type", type);
    auto mark = std::string_view(type).substr(at + name.size());
    mark = mark.starts_with('"') ? mark.substr(1, mark.find('"', 1) - 1)
                                 : mark.substr(0, mark.find_first_of("; "));
    const auto line = "--" + std::string(mark);

    std::string_view rest = answer.body();
    const auto first = rest.find(line);
    answer.expect(first == 0 || (first != rest.npos && first >= 2), "a first part", answer.body());
    rest.remove_prefix(first + line.size());
    std::vector<Part> out;
    while (!rest.starts_with("--")) {
        answer.expect(rest.starts_with("\r\n"), "a line's end after the boundary",
                      std::string(rest.substr(0, 20)));
        const auto end = rest.find("\r\n" + line);
        answer.expect(end != rest.npos, "a closing boundary", "none");
        out.push_back(parsed_part(rest.substr(2, end - 2)));
        rest.remove_prefix(end + 2 + line.size());
    }
    answer.expect(!out.empty(), "one part at least", answer.body());
    return out;
}

std::string sha2(std::string_view bytes, int bits)
{
    const auto* kind = bits == 224   ? EVP_sha224()
                       : bits == 256 ? EVP_sha256()
                       : bits == 384 ? EVP_sha384()
                                     : EVP_sha512();
    std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, kind, nullptr);
    return base::to_hex(digest.data(), size);
}

Part statements_part(const json::value& statements)
{
    return {{{"Content-Type", "application/json"}}, serialize(statements)};
}

Part data_part(const std::string& bytes, const std::string& type)
{
    return {{{"Content-Type", type},
             {"Content-Transfer-Encoding", "binary"},
             {"X-Experience-API-Hash", sha2(bytes)}},
            bytes};
}

json::object attachment(const std::string& bytes, const std::string& type)
{
    return {{"usageType", "http://conformance.example/usage"},
            {"display", {{"en", "A file"}}},
            {"contentType", type},
            {"length", bytes.size()},
            {"sha2", sha2(bytes)}};
}

json::object with_attachments(json::object statement, const std::vector<json::object>& attachments)
{
    statement["attachments"] = json::array(attachments.begin(), attachments.end());
    return statement;
}

Answer post(Talk& talk, const std::vector<Part>& parts)
{
    return talk.send(
        {.method = "POST", .resource = "statements", .body = body_of(parts), .type = type()});
}

std::string file(Talk& talk)
{
    return "The bytes of " + talk.id();
}

Answer with_data(Talk& talk, Pairs query)
{
    query.emplace_back("attachments", "true");
    return talk.get("statements", std::move(query));
}

Part found(const Answer& answer, const std::string& bytes)
{
    const auto all = parts_of(answer.is(200));
    const auto at = std::ranges::find_if(
        all, [&](const Part& part) { return part.header("X-Experience-API-Hash") == sha2(bytes); });
    answer.expect(at != all.end(), "a part with the hash of the file", answer.body());
    answer.expect(at->body == bytes, "the bytes of the file", at->body);
    return *at;
}

} // namespace conformance::parts
