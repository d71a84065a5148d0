// What the bare server makes of a POSTed batch: rows with their ids and ten hashed terms.
//
// Nothing is checked beyond what it takes to read bench/statements.hpp's own statements.
#pragma once

#include "bench/statements.hpp"
#include "statements/terms.hpp"

#include <boost/json/parser.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

struct Row {
    struct Term {
        statements::TermKind kind;
        base::Hash128 hash;
    };

    base::Uuid id;
    std::string_view text;                       // Borrowed from the batch's body.
    std::array<Term, terms_per_statement> terms; // The actor's comes first.
};

// What an agent with an account is found by.
std::string account_value(const boost::json::value& agent);

struct Batch {
    std::string body; // Never so short that moving it would move its bytes.
    std::vector<Row> rows;
    std::string answer; // JSON array of the ids.
};

// One for each thread: it keeps the memory that it parses into.
class BatchReader {
public:
    explicit BatchReader(const base::Hash128& key);

    // Empty: not such a batch.
    std::optional<Batch> read(std::string body);

private:
    bool read_row(const boost::json::value& statement, Row& out, std::string& answer);

    base::Hash128 key_;
    std::vector<unsigned char> memory_;
    std::vector<unsigned char> parser_memory_;
    std::string account_;
};

} // namespace bench
