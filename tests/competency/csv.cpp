#include "competency/csv.hpp"

#include "base/limits.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;

// Rows as "line:field|field", or "line!field rule" of a faulty one.
std::string read(std::string_view text)
{
    std::string out;
    CsvReader reader(text, separator_of(text));
    while (const auto row = reader.next()) {
        out += (out.empty() ? "" : " ") + std::to_string(row->line);
        if (row->fault) {
            out += "!" + std::to_string(row->fault->field) + " " + row->fault->rule;
            continue;
        }
        for (std::size_t i = 0; i < row->fields.size(); ++i)
            out += (i == 0 ? ":" : "|") + row->fields[i];
    }
    return out;
}

std::string repeated(std::size_t count, char c)
{
    return std::string(count, c);
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_csv)

BOOST_AUTO_TEST_CASE(rows_and_fields)
{
    const struct {
        const char* name;
        std::string text;
        std::string rows;
    } rows[] = {
        {"nothing", "", ""},
        {"a mark alone", "\xef\xbb\xbf", ""},
        {"one field", "a", "1:a"},
        {"a mark",
         "\xef\xbb\xbf"
         "a;b\n",
         "1:a|b"},
        {"CRLF", "a;b\r\nc;d\r\n", "1:a|b 2:c|d"},
        {"LF, none at the end", "a;b\nc;d", "1:a|b 2:c|d"},
        {"CR at the end", "a;b\r", "1:a|b"},
        {"CR in a field", "a\rb;c", "1:a\rb|c"},
        {"commas", "a,b\nc;d,e", "1:a|b 2:c;d|e"},
        {"more semicolons than commas", "a;b;c,d", "1:a|b|c,d"},
        {"commas in quotes do not count", "\"a,b,c\";d", "1:a,b,c|d"},
        {"empty fields", ";;\n", "1:||"},
        {"empty lines", "\n\r\na;b\n\n\nc;d\n\n", "3:a|b 6:c|d"},
        {"quotes", "\"a;b\";\"c\"\"d\"\n", "1:a;b|c\"d"},
        {"empty quotes", "\"\";\"\"", "1:|"},
        {"line breaks in quotes", "\"a\r\nb\";c\nd;e", "1:a\r\nb|c 3:d|e"},
        {"Umlauts", "Größe;Öl", "1:Größe|Öl"},
        {"blanks stay", " a ;b ", "1: a |b "},
        {"a quote that stays open", "a;b\nc;\"d\ne", "1:a|b 2!1 quote"},
        {"text behind a quote", "a;\"b\"c\nd;e", "1!1 quote 2:d|e"},
        {"a quote in a field", "a;5\" b\nd;e", "1!1 quote 2:d|e"},
        {"columns", repeated(limits::csv_columns - 1, ';'),
         "1:" + repeated(limits::csv_columns - 1, '|')},
        {"one more column", repeated(limits::csv_columns, ';'), "1!64 columns"},
        {"a long field", repeated(limits::csv_field_bytes, 'x'),
         "1:" + repeated(limits::csv_field_bytes, 'x')},
        {"one byte more", repeated(limits::csv_field_bytes + 1, 'x'), "1!0 length"},
        {"in quotes", "\"" + repeated(limits::csv_field_bytes, 'x') + "\"",
         "1:" + repeated(limits::csv_field_bytes, 'x')},
        {"one byte more in quotes", "\"" + repeated(limits::csv_field_bytes + 1, 'x') + "\"",
         "1!0 length"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(read(row.text) == row.rows);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
