// What kinds of text a statement may hold besides prose: IRIs, language tags, mail addresses.
#pragma once

#include <string_view>

namespace base {

// An absolute IRI (RFC 3987): a scheme, ":", and only characters that an IRI may hold; valid
// percent escapes. Hosts are not judged further: authoring tools put underscores into them.
// Relative references are refused. At most limits::iri_bytes.
bool is_iri(std::string_view text);

// "mailto:" local "@" domain, as xAPI asks of mbox (1.0.3 Data 2.4.2.3): one address, no query.
bool is_mailto(std::string_view text);

// 40 hexadecimal digits.
bool is_sha1_hex(std::string_view text);

// A well-formed tag of RFC 5646 (not: a registered one), "und" included.
bool is_language_tag(std::string_view text);

// type "/" subtype with optional parameters, RFC 2046.
bool is_media_type(std::string_view text);

} // namespace base
