#include "lrs/resources/merge.hpp"

#include "statements/parse.hpp"
#include "statements/raw.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/json/parse.hpp>

#include <map>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;
using storage::Document;

Result<> check(const Document& document, const char* which)
{
    const auto refusal = [&](const std::string& why) {
        return Error{ErrorKind::invalid, std::string(which) + ' ' + why +
                                             ": POST merges objects of the type application/json"};
    };
    if (!is_json(document.content_type)) return refusal("is of the type " + document.content_type);
    const auto value = statements::parse(document.body);
    if (!value) return refusal("is no JSON (" + value.error().why + ")");
    if (!value->is_object()) return refusal("is no JSON object");
    return {};
}

// Two spellings of one name are one name.
std::string name_of(std::string_view written)
{
    if (written.find('\\') == written.npos) return std::string(written);
    const auto name = boost::json::parse('"' + std::string(written) + '"');
    return std::string(name.as_string());
}

std::string merged(std::string_view current, std::string_view posted)
{
    std::map<std::string, std::string_view> fresh;
    for (const auto& member : statements::raw::members(posted))
        fresh[name_of(member.key)] = member.value;

    std::string out = "{";
    const auto add = [&](std::string_view key, std::string_view value) {
        if (out.size() > 1) out += ',';
        out.append("\"").append(key).append("\":").append(value);
    };
    for (const auto& member : statements::raw::members(current)) {
        const auto name = name_of(member.key);
        const auto replaced = fresh.find(name);
        add(member.key, replaced == fresh.end() ? member.value : replaced->second);
        if (replaced != fresh.end()) fresh.erase(replaced);
    }
    for (const auto& member : statements::raw::members(posted)) {
        if (fresh.contains(name_of(member.key))) add(member.key, member.value);
    }
    return out + '}';
}

} // namespace

bool is_json(std::string_view content_type)
{
    const auto media = content_type.substr(0, content_type.find_first_of("; \t"));
    return boost::beast::iequals(media, "application/json");
}

Result<Document> merge(const std::optional<Document>& current, const Document& posted)
{
    if (!current) {
        if (!is_json(posted.content_type)) return posted;
        if (auto fits = check(posted, "the document"); !fits) return fits.error();
        return posted;
    }
    if (auto fits = check(posted, "the posted document"); !fits) return fits.error();
    if (auto fits = check(*current, "the stored document"); !fits) return fits.error();
    return Document{posted.content_type, merged(current->body, posted.body), {}};
}

} // namespace lrs
