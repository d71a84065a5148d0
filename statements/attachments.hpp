// What a statement says of its attachments (xAPI 1.0.3 Data 2.4.11, IEEE 9274.1.1 4.2.2.6), and
// what of them is stored with it.
#pragma once

#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace statements {

// A member of a statement's or sub-statement's "attachments" that the validator has accepted.
struct DeclaredAttachment {
    std::optional<std::size_t> statement{}; // Index in the batch, when there is a batch.
    std::string id{};                       // The statement's, when it has one.
    std::string pointer{};                  // Into the statement: "/attachments/0".
    std::string sha2{};
    bool has_file_url = false;
    std::uint64_t length = 0;
    std::string content_type{};
};

// Those of the statement, then those of its sub-statement. It must be valid.
std::vector<DeclaredAttachment> declared_attachments(const boost::json::value& statement);

// In lower case: how contents are named, whatever their sender's case of letters.
std::string sha2_name(std::string_view sha2);

// THESE NUMBERS ARE PART OF THE FILE FORMAT.
enum class SignatureOutcome : std::uint8_t {
    unverified = 1, // It came without a certificate: nobody can say anything.
    untrusted = 2,  // It fits its certificate, which nobody vouched for then, or which is too weak.
    verified = 3,
};

// "unverified" and so on.
std::string_view to_string(SignatureOutcome outcome);

// A content that came with a batch and belongs to one of its statements.
struct ContentReference {
    std::string sha2; // sha2_name()
    std::optional<SignatureOutcome> signature{};

    bool operator==(const ContentReference&) const = default;
};

struct Content {
    std::string sha2; // sha2_name(); no two of a batch have the same.
    std::string bytes;
};

} // namespace statements
