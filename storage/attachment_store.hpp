// The contents of attachments (xAPI 1.0.3 Data 2.4.11, IEEE 9274.1.1 4.2.2.6).
//
// They come with a batch (statements::PreparedBatch::contents), are stored in its commit and go
// with the last statement that brought them. A content is kept once, whoever brings it again.
//
// Threads, blocking and ownership as in statement_store.hpp. A content is named by the SHA-2 that
// its statement declares, in lower case.
#pragma once

#include "base/error.hpp"
#include "statements/attachments.hpp"
#include "storage/tenant.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace storage {

using base::Result;

// What was found of a signature when its statement came.
struct SignatureRecord {
    Sequence sequence; // The statement's.
    std::string sha2;
    statements::SignatureOutcome outcome;

    bool operator==(const SignatureRecord&) const = default;
};

class AttachmentStore {
public:
    virtual ~AttachmentStore() = default;
    AttachmentStore(const AttachmentStore&) = delete;
    AttachmentStore& operator=(const AttachmentStore&) = delete;

    // Of a content that came with this statement. Empty: it did not.
    virtual Result<std::optional<std::uint64_t>> size(Tenant tenant, Sequence statement,
                                                      std::string_view sha2) const = 0;
    virtual Result<std::optional<std::string>> find(Tenant tenant, Sequence statement,
                                                    std::string_view sha2) const = 0;

    // Those of statements below `before`, the newest statement first: at least `limit` of them if
    // there are so many, and all of a statement.
    virtual Result<std::vector<SignatureRecord>> signatures(Tenant tenant, Sequence before,
                                                            std::size_t limit) const = 0;

protected:
    AttachmentStore() = default;
};

} // namespace storage
