// The columns of a file of employees, and which of them a file has.
#pragma once

#include "base/error.hpp"
#include "competency/csv.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace competency {

// At most limits::complaints are kept; `where` is "/line/column". `column` may be empty.
void complain_of_cell(base::Complaints& errors, std::size_t line, std::string_view column,
                      std::string_view rule, std::string_view found, std::string expected);

// Without blanks and tabs around it.
std::string_view trimmed(std::string_view text);

enum class Column : std::uint8_t {
    number,
    given_name,
    family_name,
    mail,
    account_home_page,
    account_name,
    unit,
    unit_name,
    parent_unit,
    role,
    profile,
    from,
    until,
    left,
    count,
};

std::string_view name_of(Column column);

class CsvHeader {
public:
    // Complains of columns that are unknown, there twice or missing.
    CsvHeader(const CsvRow& row, base::Complaints& errors);

    std::size_t fields() const { return fields_; }

    bool has(Column column) const { return place(column) != fields_; }

    std::size_t place(Column column) const { return places_[static_cast<std::size_t>(column)]; }

    // Of the field at this place, from 0. Empty: it has none.
    std::string_view name_at(std::size_t field) const;

private:
    void require(Column column, std::size_t line, base::Complaints& errors) const;

    std::size_t fields_;
    std::array<std::size_t, static_cast<std::size_t>(Column::count)> places_{};
};

} // namespace competency
