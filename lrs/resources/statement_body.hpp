// The body of a PUT or POST of statements: JSON alone, or multipart/mixed with the contents of
// attachments (xAPI 1.0.3 Communication 1.5.2, 2.1; IEEE 9274.1.1 4.1.3, 4.1.6.1).
#pragma once

#include "base/error.hpp"
#include "lrs/request.hpp"
#include "lrs/signature.hpp"
#include "statements/accept.hpp"

namespace lrs {

// Whether the body says that it is of one of the two types.
//   unsupported  it says something else
//   invalid      ... in parts of another kind: a client that meant attachments and got it wrong
base::Result<> check_statements_type(const Request& request);

// Everything that can be done before the statements are queued: parsing, rules, hashes, signatures,
// terms. Pure; with contents or many statements it takes milliseconds, so it belongs on the pool.
// The type must have been checked. `now`: when signers' certificates must be valid.
//   invalid    complaints name every broken rule; `where` a broken part
//   too_large  a batch, a statement or a part over its limit
base::Result<statements::PreparedBatch> prepare_statements(const Request& request,
                                                           const statements::Acceptance& acceptance,
                                                           const TrustStore& trust,
                                                           base::Timestamp now);

} // namespace lrs
