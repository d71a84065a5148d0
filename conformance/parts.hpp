// Bodies in parts (multipart/mixed, RFC 2046 5.1), as raw as a check wants them.
#pragma once

#include "conformance/answer.hpp"
#include "conformance/talk.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace conformance::parts {

struct Part {
    Pairs headers;
    std::string body;

    // Empty: it is not there. The case of the name does not count.
    std::string header(std::string_view name) const;
};

inline constexpr std::string_view boundary = "-=conformance=-";

// "multipart/mixed" with the boundary.
std::string type();

std::string body_of(const std::vector<Part>& parts);

// The parts of an answer. Throws Unmet when it has none.
std::vector<Part> parts_of(const Answer& answer);

// Lower-case hexadecimal SHA-2 of 224, 256, 384 or 512 bits.
std::string sha2(std::string_view bytes, int bits = 256);

Part statements_part(const json::value& statements);

// With every header that the standards ask for.
Part data_part(const std::string& bytes, const std::string& type = "text/plain");

// An attachment object that fits data_part().
json::object attachment(const std::string& bytes, const std::string& type = "text/plain");

// The statement with these attachments in it.
json::object with_attachments(json::object statement, const std::vector<json::object>& attachments);

Answer post(Talk& talk, const std::vector<Part>& parts);

// Bytes that nobody else has. They begin with "The bytes of ".
std::string file(Talk& talk);

// GET of statements, with attachments=true.
Answer with_data(Talk& talk, Pairs query);

// The part of the answer with the hash of these bytes. Throws Unmet unless it is there and has
// them.
Part found(const Answer& answer, const std::string& bytes);

} // namespace conformance::parts
