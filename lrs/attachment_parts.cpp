#include "lrs/attachment_parts.hpp"

#include "base/ascii.hpp"
#include "base/digest.hpp"
#include "base/sha2.hpp"

#include <boost/beast/core/string.hpp>

#include <algorithm>
#include <cassert>
#include <map>
#include <set>
#include <string_view>

namespace lrs {
namespace {

using base::lower; // Hashes and media types in the form in which they are compared.
using base::Result;
using boost::beast::iequals;
using statements::DeclaredAttachment;

// Empty: all is well. So below.
std::string_view fault_of_statements(const Part& part)
{
    if (!iequals(media_of(part.content_type), "application/json"))
        return "the first part holds the statements: its Content-Type must be application/json";
    // RFC 2045 6.2: these leave the bytes as they are.
    const auto is_plain = [&](const char* each) { return iequals(part.encoding, each); };
    if (!part.encoding.empty() && !is_plain("binary") && !is_plain("8bit") && !is_plain("7bit"))
        return "its Content-Transfer-Encoding must be binary, or be left out";
    return {};
}

std::string_view fault_of_content(const Part& part)
{
    if (!iequals(part.encoding, "binary"))
        return "every part behind the statements needs Content-Transfer-Encoding: binary";
    if (part.sha2.empty()) return "every part behind the statements needs X-Experience-API-Hash";
    const auto digits = part.sha2.size();
    auto hash = digits % 2 == 0 ? base::Sha2::of_size(digits / 2) : std::nullopt;
    if (!hash || part.sha2.find_first_not_of("0123456789abcdefABCDEF") != part.sha2.npos)
        return "its X-Experience-API-Hash is no SHA-2 of 56, 64, 96 or 128 hexadecimal digits";
    hash->add(part.body);
    const auto sum = hash->finish();
    if (base::to_hex(reinterpret_cast<const std::uint8_t*>(sum.data()), sum.size()) !=
        lower(part.sha2))
        return "its bytes do not have the SHA-2 that its X-Experience-API-Hash gives";
    if (!part.length.empty() && part.length != std::to_string(part.body.size()))
        return "its Content-Length is not the number of its bytes";
    return {};
}

// All parts of one hash. They have the same bytes, and may still be described in several ways.
struct Content {
    std::size_t size = 0;
    bool says_length = false;
    bool lacks_type = false;
    std::set<std::string> types{};
};

using Contents = std::map<std::string, Content>;

Contents by_hash(std::span<const Part> parts)
{
    Contents out;
    for (const auto& part : parts) {
        auto& content = out[lower(part.sha2)];
        content.size = part.body.size();
        content.says_length = content.says_length || !part.length.empty();
        content.lacks_type = content.lacks_type || part.content_type.empty();
        content.types.insert(lower(media_of(part.content_type)));
    }
    return out;
}

void match(const DeclaredAttachment& declared, const Contents& contents, base::Complaints& out)
{
    const auto complain = [&](const char* member, const char* rule, std::string found,
                              std::string expected) {
        out.push_back({declared.pointer + member, rule, std::move(found), std::move(expected),
                       declared.statement, declared.id});
    };
    const auto found = contents.find(lower(declared.sha2));
    if (found == contents.end()) {
        if (declared.has_file_url) return;
        return complain("", "attachment.content", declared.sha2,
                        "name a fileUrl, or have as its sha2 the X-Experience-API-Hash of a part");
    }
    const auto& content = found->second;
    if (!content.lacks_type && !content.types.contains(lower(media_of(declared.content_type)))) {
        complain("/contentType", "attachment.contentType", declared.content_type,
                 "be of the type of its part, " + *content.types.begin());
    }
    if (content.says_length && declared.length != content.size) {
        complain("/length", "attachment.length", std::to_string(declared.length),
                 "be the length of its part, " + std::to_string(content.size));
    }
}

} // namespace

Result<> check_parts(std::span<const Part> parts)
{
    assert(!parts.empty());
    for (std::size_t at = 0; at < parts.size(); ++at) {
        const auto fault = at == 0 ? fault_of_statements(parts[at]) : fault_of_content(parts[at]);
        if (fault.empty()) continue;
        return base::Error{base::ErrorKind::invalid, std::string(fault), name_of_part(at + 1)};
    }
    return {};
}

bool is_content(const Part& part)
{
    return fault_of_content(part).empty();
}

base::Complaints match_attachments(std::span<const DeclaredAttachment> declared,
                                   std::span<const Part> parts)
{
    assert(!parts.empty());
    const auto contents = by_hash(parts.subspan(1));
    base::Complaints out;
    std::set<std::string> wanted;
    for (const auto& each : declared) {
        match(each, contents, out);
        wanted.insert(lower(each.sha2));
    }
    for (std::size_t at = 1; at < parts.size(); ++at) {
        if (wanted.contains(lower(parts[at].sha2))) continue;
        out.push_back({name_of_part(at + 1), "part.declared", parts[at].sha2,
                       "be the content of an attachment of a statement, by its sha2"});
    }
    return out;
}

} // namespace lrs
