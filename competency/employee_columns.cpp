#include "competency/employee_columns.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "competency/members.hpp"

#include <algorithm>
#include <utility>

namespace competency {
namespace {

constexpr std::array<std::string_view, 14> names{
    "number",      "givenName", "familyName", "mail",       "accountHomePage",
    "accountName", "unit",      "unitName",   "parentUnit", "role",
    "profile",     "from",      "until",      "left"};

// A column says nothing without the other one.
constexpr std::array<std::pair<Column, Column>, 4> needs{{
    {Column::account_home_page, Column::account_name},
    {Column::account_name, Column::account_home_page},
    {Column::unit_name, Column::unit},
    {Column::parent_unit, Column::unit},
}};

std::string all_names()
{
    std::string out;
    for (const auto name : names)
        out += (out.empty() ? "" : ", ") + std::string(name);
    return out;
}

} // namespace

void complain_of_cell(base::Complaints& errors, std::size_t line, std::string_view column,
                      std::string_view rule, std::string_view found, std::string expected)
{
    if (errors.size() >= limits::complaints) return;
    const auto where = below("", line);
    errors.push_back({column.empty() ? where : below(where, column), std::string(rule),
                      base::excerpt(found, limits::found_bytes), std::move(expected)});
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t";
    const auto begin = text.find_first_not_of(blanks);
    if (begin == text.npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::string_view name_of(Column column)
{
    return names[static_cast<std::size_t>(column)];
}

CsvHeader::CsvHeader(const CsvRow& row, base::Complaints& errors) : fields_(row.fields.size())
{
    places_.fill(fields_);
    for (std::size_t i = 0; i < fields_; ++i) {
        const auto name = trimmed(row.fields[i]);
        const auto found = std::ranges::find(names, name);
        const auto complain = [&](std::string_view rule, std::string expected) {
            complain_of_cell(errors, row.line, std::to_string(i + 1), rule, name,
                             std::move(expected));
        };
        if (found == names.end()) {
            complain("unknown_column", "be one of: " + all_names());
        } else if (auto& place = places_[static_cast<std::size_t>(found - names.begin())];
                   place != fields_) {
            complain("unique", "be there once");
        } else {
            place = i;
        }
    }
    require(Column::number, row.line, errors);
    for (const auto& [column, other] : needs) {
        if (has(column)) require(other, row.line, errors);
    }
}

std::string_view CsvHeader::name_at(std::size_t field) const
{
    const auto found = std::ranges::find(places_, field);
    if (found == places_.end() || field >= fields_) return {};
    return names[static_cast<std::size_t>(found - places_.begin())];
}

void CsvHeader::require(Column column, std::size_t line, base::Complaints& errors) const
{
    if (!has(column)) complain_of_cell(errors, line, name_of(column), "required", "", "be there");
}

} // namespace competency
