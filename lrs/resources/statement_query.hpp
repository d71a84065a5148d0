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

// Every broken parameter is named; unknown ones too, except those that content is known to add.
base::Result<StatementRequest> parse_statement_request(const Parameters& parameters,
                                                       statements::Version version);

// What authoring tools and launch pages leave in a URL and xAPI does not know. They are ignored.
bool is_ignored_parameter(std::string_view name);

} // namespace lrs
