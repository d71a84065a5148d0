#include "competency/csv.hpp"

#include "base/limits.hpp"

#include <algorithm>

namespace competency {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

std::string_view without_mark(std::string_view text)
{
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    return text;
}

} // namespace

char separator_of(std::string_view text)
{
    std::size_t semicolons = 0;
    std::size_t commas = 0;
    bool in_quotes = false;
    for (const char c : without_mark(text)) {
        if (c == '"') in_quotes = !in_quotes;
        if (in_quotes) continue;
        if (c == '\n') break;
        semicolons += c == ';';
        commas += c == ',';
    }
    return commas > semicolons ? ',' : ';';
}

CsvReader::CsvReader(std::string_view text, char separator)
    : text_(without_mark(text)), separator_(separator)
{
}

bool CsvReader::at_line_end() const
{
    const auto rest = text_.substr(at_);
    return rest.starts_with('\n') || rest.starts_with("\r\n") || rest == "\r";
}

void CsvReader::skip_line_end()
{
    if (at_end()) return;
    at_ += text_.substr(at_).starts_with("\r\n") ? 2 : 1;
    ++line_;
}

void CsvReader::fail(CsvRow& row, std::string rule, std::string expected)
{
    if (!row.fault) row.fault = {row.fields.size(), std::move(rule), std::move(expected)};
}

std::string CsvReader::quoted(CsvRow& row)
{
    std::string out;
    for (++at_; !at_end(); ++at_) {
        if (text_[at_] == '"') {
            if (!text_.substr(at_ + 1).starts_with('"')) {
                ++at_;
                return out;
            }
            ++at_;
        }
        line_ += text_[at_] == '\n';
        // What is too long is not kept: an open quote takes the rest of the text.
        if (out.size() <= limits::csv_field_bytes) out += text_[at_];
    }
    fail(row, "quote", "be closed: its quote is still open at the end of the file");
    return out;
}

std::string CsvReader::field(CsvRow& row)
{
    std::string out;
    const bool in_quotes = text_.substr(at_).starts_with('"');
    if (in_quotes) out = quoted(row);
    const auto begin = at_;
    while (!at_end() && text_[at_] != separator_ && !at_line_end())
        ++at_;
    const auto plain = text_.substr(begin, at_ - begin);
    if (in_quotes && !plain.empty())
        fail(row, "quote", "end with its closing quote; a quote within it is written twice");
    if (!in_quotes && plain.find('"') != plain.npos)
        fail(row, "quote", "be in quotes when it holds one, which is then written twice");
    if (out.size() + plain.size() > limits::csv_field_bytes)
        fail(row, "length", "have at most " + std::to_string(limits::csv_field_bytes) + " bytes");
    else
        out += plain;
    return out;
}

std::optional<CsvRow> CsvReader::next()
{
    while (!at_end() && at_line_end())
        skip_line_end();
    if (at_end()) return std::nullopt;
    CsvRow row;
    row.line = line_;
    for (;;) {
        auto text = field(row);
        if (row.fields.size() < limits::csv_columns) {
            row.fields.push_back(std::move(text));
        } else {
            fail(row, "columns",
                 "have at most " + std::to_string(limits::csv_columns) + " columns");
        }
        if (at_end() || text_[at_] != separator_) break;
        ++at_;
    }
    skip_line_end();
    return row;
}

} // namespace competency
