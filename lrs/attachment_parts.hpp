// What xAPI asks of the parts of a multipart/mixed body: xAPI 1.0.3 Communication 1.5.2 and Data
// 2.4.11, IEEE 9274.1.1 4.1.3 and 4.2.2.6.
//
// An attachment and its part find each other by their SHA-2 alone.
//
// Pure. check_parts hashes every byte: large bodies belong on the pool.
#pragma once

#include "base/error.hpp"
#include "lrs/multipart.hpp"
#include "statements/attachments.hpp"

#include <span>

namespace lrs {

// What every part must keep, whatever the statements say: type and coding of the first, coding
// and hash of the others, and their Content-Length where they give one. `invalid`, naming the
// first part that does not. There is at least one part.
//
// The same content may come twice: the standard only advises against it.
base::Result<> check_parts(std::span<const Part> parts);

// Whether a part behind the first keeps them: its bytes are those that its hash names.
bool is_content(const Part& part);

// Holds statements and parts against each other; `parts` have passed check_parts.
//   attachment.content      neither a fileUrl nor a part with its hash
//   attachment.contentType  all parts with its hash name another type; parameters may differ, as
//                           they do in the standard's own example
//   attachment.length       not the Content-Length of its part. Where the part gives none, nothing
//                           is compared: the standard ties the two names together, not the
//                           property to the bytes, and there are senders who get it wrong
//   part.declared           no attachment has this part's hash; `where` is "part 2"
// In the order of the attachments, then of the parts.
base::Complaints match_attachments(std::span<const statements::DeclaredAttachment> declared,
                                   std::span<const Part> parts);

} // namespace lrs
