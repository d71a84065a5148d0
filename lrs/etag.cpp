#include "lrs/etag.hpp"

#include "base/digest.hpp"

#include <boost/beast/http/field.hpp>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace lrs {
namespace {

namespace http = boost::beast::http;

using base::Error;
using base::ErrorKind;
using base::Result;

constexpr std::string_view blanks = " \t";

void skip_blanks(std::string_view& text)
{
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
}

std::string quoted(std::string_view tag)
{
    constexpr std::string_view added = "-gzip";
    if (tag.ends_with(added)) tag.remove_suffix(added.size());
    return '"' + std::string(tag) + '"';
}

// Takes one tag off the front. Empty: there is none.
std::optional<std::string> next_tag(std::string_view& text)
{
    if (text.starts_with("W/")) text.remove_prefix(2);
    const bool in_quotes = text.starts_with('"');
    if (in_quotes) text.remove_prefix(1);
    const auto end = text.find_first_of(in_quotes ? "\"" : ", \t\"");
    if (in_quotes && end == text.npos) return std::nullopt;
    const auto tag = text.substr(0, end);
    text.remove_prefix(std::min(tag.size() + (in_quotes ? 1 : 0), text.size()));
    if (!in_quotes && tag.empty()) return std::nullopt;
    return quoted(tag);
}

bool read_list(std::string_view text, TagList& out)
{
    while (true) {
        skip_blanks(text);
        if (text.empty()) return true;
        if (text.front() == ',') { // Empty elements are allowed.
            text.remove_prefix(1);
            continue;
        }
        const auto tag = next_tag(text);
        if (!tag) return false;
        if (*tag == "\"*\"") {
            out.any = true;
        } else {
            out.tags.push_back(*tag);
        }
        skip_blanks(text);
        if (!text.empty() && text.front() != ',') return false;
    }
}

Result<std::optional<TagList>> read(const http::fields& headers, http::field name)
{
    const auto [begin, end] = headers.equal_range(name);
    if (begin == end) return std::optional<TagList>{};
    TagList out;
    for (auto at = begin; at != end; ++at) {
        const std::string_view text(at->value().data(), at->value().size());
        if (!read_list(text, out))
            return Error{ErrorKind::invalid, "this header must be * or a list of entity tags",
                         std::string(http::to_string(name))};
    }
    if (!out.any && out.tags.empty())
        return Error{ErrorKind::invalid, "this header must name an entity tag",
                     std::string(http::to_string(name))};
    return std::optional(std::move(out));
}

} // namespace

std::string etag_of(std::string_view bytes)
{
    std::array<std::uint8_t, 20> digest{};
    unsigned size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha1(), nullptr) != 1)
        throw std::runtime_error("OpenSSL has no SHA-1");
    return '"' + base::to_hex(digest) + '"';
}

bool TagList::has(const std::optional<std::string>& tag) const
{
    return tag && (any || std::ranges::find(tags, *tag) != tags.end());
}

bool Preconditions::hold(const std::optional<std::string>& tag) const
{
    return (!if_match || if_match->has(tag)) && (!if_none_match || !if_none_match->has(tag));
}

Result<Preconditions> read_preconditions(const http::fields& headers)
{
    auto match = read(headers, http::field::if_match);
    if (!match) return match.error();
    auto none_match = read(headers, http::field::if_none_match);
    if (!none_match) return none_match.error();
    return Preconditions{std::move(*match), std::move(*none_match)};
}

} // namespace lrs
