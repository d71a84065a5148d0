// Comma-separated values (RFC 4180), one row at a time: fields in quotes may hold separators, line
// breaks and, doubled, quotes. Lines end by CRLF or LF; a byte order mark is skipped.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace competency {

struct CsvFault {
    std::size_t field; // Counted from 0.
    std::string rule;
    std::string expected; // As in base::Complaint.
};

struct CsvRow {
    std::size_t line = 0; // Of the text, from 1: where the row begins.
    std::vector<std::string> fields;
    std::optional<CsvFault> fault; // The first one; the row's fields are not to be trusted then.
};

// The one of ; and , that the first line has more of outside quotes; the former of equals.
char separator_of(std::string_view text);

// Borrows the text. Empty lines are skipped.
class CsvReader {
public:
    CsvReader(std::string_view text, char separator);

    // Empty: there are no more.
    std::optional<CsvRow> next();

private:
    bool at_end() const { return at_ >= text_.size(); }

    bool at_line_end() const;
    void skip_line_end();
    std::string field(CsvRow& row);
    std::string quoted(CsvRow& row);
    static void fail(CsvRow& row, std::string rule, std::string expected);

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
};

} // namespace competency
