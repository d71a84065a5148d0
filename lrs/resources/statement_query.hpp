// The parameters of GET /statements as a query, and back as the query of a "more" link
// (xAPI 1.0.3 Communication 2.1.3, IEEE 9274.1.1 4.1.6.1).
#pragma once

#include "base/error.hpp"
#include "lrs/request.hpp"
#include "statements/query.hpp"

#include <optional>
#include <string>

namespace lrs {

enum class Format { exact, ids, canonical };

struct StatementRequest {
    std::optional<base::Uuid> id; // statementId or voidedStatementId ...
    bool voided = false;          // ... which of the two.
    statements::Query query;      // Otherwise.
    Format format = Format::exact;
    bool attachments = false;          // With their contents, as multipart/mixed.
    std::optional<std::string> cursor; // From a "more" link.
    std::string canonical;             // The query's parameters, escaped and in order of name.
};

// Every broken parameter is named, and every unknown one: those that are ignored have been dropped
// (lrs/ignored_parameters.hpp).
base::Result<StatementRequest> parse_statement_request(const Parameters& parameters,
                                                       statements::Version version);

} // namespace lrs
