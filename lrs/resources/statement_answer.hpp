// Statements on their way out: in the format and with the attachments that were asked for
// (xAPI 1.0.3 Communication 2.1.3, IEEE 9274.1.1 4.1.6.1).
//
// Everything here reads the store and so blocks.
#pragma once

#include "lrs/resources/statement_query.hpp"
#include "storage/storage.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace limits {

// Of the attachments in one answer: a page ends early at this size, but has one statement.
inline constexpr std::size_t answer_attachment_bytes = 16u << 20;

} // namespace limits

namespace lrs {

// How to answer. The language is that of Accept-Language.
struct Presentation {
    storage::Tenant tenant;
    Format format = Format::exact;
    std::string_view languages;
};

base::Result<> present(std::vector<storage::StoredStatement>& statements,
                       const Presentation& presentation, storage::Storage& store);

// The content of an attachment with what its statement says of it.
struct AttachedContent {
    std::string sha2; // As declared.
    std::string content_type;
    std::string bytes;
};

// The contents that came with the statements of a page, each once. A page whose contents are too
// many ends before the first statement that has no room; `next` is set then.
base::Result<std::vector<AttachedContent>> contents_of(storage::Page& page, storage::Tenant tenant,
                                                       storage::Storage& store);

} // namespace lrs
