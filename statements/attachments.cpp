#include "statements/attachments.hpp"

#include "base/ascii.hpp"

#include <boost/json/object.hpp>

#include <cstdlib>

namespace statements {
namespace {

namespace json = boost::json;

std::string text_of(const json::object& object, std::string_view name)
{
    const auto* value = object.if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : "";
}

DeclaredAttachment read(const json::object& attachment, std::string pointer)
{
    DeclaredAttachment out;
    out.pointer = std::move(pointer);
    out.sha2 = text_of(attachment, "sha2");
    out.has_file_url = attachment.contains("fileUrl");
    out.content_type = text_of(attachment, "contentType");
    if (const auto* length = attachment.if_contains("length")) {
        boost::system::error_code failed;
        out.length = length->to_number<std::uint64_t>(failed);
    }
    return out;
}

void gather(const json::object& statement, const std::string& where,
            std::vector<DeclaredAttachment>& out)
{
    if (const auto* list = statement.if_contains("attachments"); list && list->is_array()) {
        for (std::size_t at = 0; at < list->get_array().size(); ++at) {
            const auto* attachment = list->get_array()[at].if_object();
            if (attachment)
                out.push_back(read(*attachment, where + "/attachments/" + std::to_string(at)));
        }
    }
    const auto* object = statement.if_contains("object");
    if (object && object->is_object() && object->get_object().contains("attachments"))
        gather(object->get_object(), where + "/object", out);
}

} // namespace

std::vector<DeclaredAttachment> declared_attachments(const json::value& statement)
{
    std::vector<DeclaredAttachment> out;
    if (const auto* object = statement.if_object()) gather(*object, "", out);
    return out;
}

std::string sha2_name(std::string_view sha2)
{
    return base::lower(sha2);
}

std::string_view to_string(SignatureOutcome outcome)
{
    switch (outcome) {
    case SignatureOutcome::unverified: return "unverified";
    case SignatureOutcome::untrusted: return "untrusted";
    case SignatureOutcome::verified: return "verified";
    }
    std::abort();
}

} // namespace statements
