// What can go wrong, in the server's own words.
//
// Every function below lrs/ which can fail returns Result<T>. An Error says what kind of failure
// this is (for the program), why (for the client) and where (for the author of the input). It
// knows no protocol: lrs/http_error.cpp alone turns a kind into an HTTP status.
#pragma once

#include <boost/system/result.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace base {

enum class ErrorKind {
    invalid,      // The input breaks a rule.
    unauthorized, // No credentials, or none that we know.
    forbidden,    // Known credentials without the scope this needs.
    not_found,
    conflict,     // The identifier is taken by something else.
    precondition, // If-Match or If-None-Match does not hold.
    too_large,    // Over a limit that a smaller request would keep.
    unsupported,  // A media type that this resource does not take.
    too_many,     // Over a limit of this sender; others are served.
    busy,         // Over a limit that will pass. The same request may succeed later.
    full,         // The disk has no room. The same request may succeed when there is some again.
    unknown,      // The disk failed under a write: it may or may not be there after reopening.
    corrupt,      // What we stored does not decode. A person must look.
    internal,     // A bug of ours.
};

// One broken rule in a document from outside.
struct Complaint {
    std::string where;    // JSON Pointer into the statement or the document.
    std::string rule;     // Stable name of the rule, for programs: "mbox.mailto".
    std::string found;    // What stood there, cut to limits::found_bytes.
    std::string expected; // What would be right, as the end of the sentence "This must ...".
    std::optional<std::size_t> statement{}; // Index in the batch, when there is a batch.
    std::string id{};                       // The statement's id, when it has one.

    bool operator==(const Complaint&) const = default;
};

using Complaints = std::vector<Complaint>;

struct Error {
    ErrorKind kind;
    std::string why;         // One sentence, fit to be shown to the client.
    std::string where{};     // JSON Pointer or parameter name. Empty: the request as a whole.
    Complaints complaints{}; // Every broken rule, in document order, when rules were checked.
};

// Absence is a value, not an error: look-ups return Result<std::optional<T>>.
template <class T = void>
using Result = boost::system::result<T, Error>;

// Called by Result::value() on an error. To ask for a value that is not there is our bug.
[[noreturn]] void throw_exception_from_error(const Error& error, const boost::source_location& at);

} // namespace base
