// Entity tags and the headers that make a request depend on them (RFC 9110 8.8.3, 13.1; xAPI
// 1.0.3 Communication 3.1; IEEE 9274.1.1 4.1.5.1).
#pragma once

#include "base/error.hpp"

#include <boost/beast/http/fields.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lrs {

// The SHA-1 of the bytes in lower-case hexadecimal, quoted: what both standards ask for.
std::string etag_of(std::string_view bytes);

// The tags of one header; "*" stands for any.
struct TagList {
    bool any = false;
    std::vector<std::string> tags; // Quoted.

    bool has(const std::optional<std::string>& tag) const;
};

struct Preconditions {
    std::optional<TagList> if_match;
    std::optional<TagList> if_none_match;

    bool given() const { return if_match || if_none_match; }

    // `tag` is that of what is stored; empty: nothing is.
    bool hold(const std::optional<std::string>& tag) const;
};

// A proxy that compresses marks a tag as weak or appends "-gzip": such tags mean the same bytes
// here. Tags without quotes are taken too, because content sends them.
//   invalid  a header is no list of entity tags
base::Result<Preconditions> read_preconditions(const boost::beast::http::fields& headers);

} // namespace lrs
