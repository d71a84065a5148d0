// The rows of a file of employees, checked one by one and against each other. The columns are
// described in employees_csv.hpp.
#pragma once

#include "competency/employees_csv.hpp"

#include <map>
#include <string>
#include <vector>

namespace competency {

// Absent members: the file has no such column.
struct Employee {
    std::size_t line = 0;
    std::string number;
    std::optional<std::string> given_name;
    std::optional<std::string> family_name;
    std::optional<std::string> mail;
    std::vector<std::string> identities;
    std::optional<std::string> unit;
    std::optional<std::vector<std::string>> roles;
    std::optional<std::string> profile;
    std::optional<Timestamp> from;  // Also absent when the cell is empty.
    std::optional<Timestamp> until; // `forever` when the cell is empty; so is `left`.
    std::optional<Timestamp> left;
};

struct FileUnit {
    std::size_t line = 0; // Of the first row that names it.
    std::string name;     // Empty: not said; so is the parent.
    std::string parent;
    std::size_t name_line = 0; // Which row said so.
    std::size_t parent_line = 0;
    Timestamp from = forever; // The earliest time for which somebody is said to be in it.
};

struct EmployeeFile {
    std::vector<Employee> employees;
    std::map<std::string, FileUnit> units;
};

base::Result<EmployeeFile> read_employees(std::string_view csv, const ImportOptions& options,
                                          base::Complaints& errors);

} // namespace competency
