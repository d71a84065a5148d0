#include "competency/employee_rows.hpp"

#include "base/limits.hpp"
#include "base/number.hpp"
#include "base/utf8.hpp"
#include "competency/employee_columns.hpp"
#include "competency/members.hpp"
#include "statements/agent.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <unordered_map>

namespace competency {
namespace {

namespace json = boost::json;

// "31.12.2026" or "2026-12-31".
std::optional<std::chrono::local_days> parse_date(std::string_view text)
{
    std::string_view year;
    std::string_view month;
    std::string_view day;
    if (text.size() != 10) return std::nullopt;
    if (text[4] == '-' && text[7] == '-') {
        year = text.substr(0, 4), month = text.substr(5, 2), day = text.substr(8, 2);
    } else if (text[2] == '.' && text[5] == '.') {
        day = text.substr(0, 2), month = text.substr(3, 2), year = text.substr(6, 4);
    }
    const auto y = base::parse_number<unsigned>(year);
    const auto m = base::parse_number<unsigned>(month);
    const auto d = base::parse_number<unsigned>(day);
    if (!y || !m || !d || *y == 0) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*y)),
                                           std::chrono::month(*m), std::chrono::day(*d)};
    return date.ok() ? std::optional(std::chrono::local_days(date)) : std::nullopt;
}

// One row on its way to an Employee.
class Row {
public:
    Row(const CsvHeader& header, const CsvRow& row, const ImportOptions& options,
        base::Complaints& errors)
        : header_(header), row_(row), options_(options), errors_(errors)
    {
    }

    std::string_view cell(Column column) const
    {
        return header_.has(column) ? trimmed(row_.fields[header_.place(column)])
                                   : std::string_view();
    }

    Employee read()
    {
        Employee out;
        out.line = row_.line;
        out.number = cell(Column::number);
        if (out.number.empty()) complain(Column::number, "required", "not be empty");
        out.given_name = text(Column::given_name);
        out.family_name = text(Column::family_name);
        out.mail = text(Column::mail);
        out.unit = text(Column::unit);
        out.profile = text(Column::profile);
        out.roles = roles();
        out.identities = identities();
        out.from = time(Column::from, 0);
        out.until = end(Column::until);
        out.left = end(Column::left);
        if (out.from && out.until && *out.until <= *out.from)
            complain(Column::until, "order", "be later than from");
        if (cell(Column::unit).empty() &&
            !(cell(Column::unit_name).empty() && cell(Column::parent_unit).empty()))
            complain(Column::unit, "required", "not be empty when something is said about it");
        check_texts(out);
        return out;
    }

    void complain(Column column, std::string_view rule, std::string expected)
    {
        complain_of_cell(errors_, row_.line, name_of(column), rule, cell(column),
                         std::move(expected));
    }

private:
    std::optional<std::string> text(Column column) const
    {
        return header_.has(column) ? std::optional(std::string(cell(column))) : std::nullopt;
    }

    // Absent: nothing stands there, or it was complained of.
    std::optional<Timestamp> time(Column column, int days_later)
    {
        const auto text = cell(column);
        if (text.empty()) return std::nullopt;
        if (const auto date = parse_date(text))
            return start_of_day(options_.zone, *date + std::chrono::days(days_later));
        const auto point = base::parse_timestamp(text, base::TimestampRules::rfc3339);
        if (!point)
            complain(column, "date",
                     "be a date such as 31.12.2026 or 2026-12-31, or an RFC 3339 time");
        return point;
    }

    std::optional<Timestamp> end(Column column)
    {
        if (!header_.has(column)) return std::nullopt;
        return time(column, 1).value_or(forever);
    }

    std::optional<std::vector<std::string>> roles() const
    {
        if (!header_.has(Column::role)) return std::nullopt;
        std::vector<std::string> out;
        auto rest = cell(Column::role);
        while (!rest.empty()) {
            const auto bar = std::min(rest.find('|'), rest.size());
            const auto role = trimmed(rest.substr(0, bar));
            if (!role.empty() && std::ranges::find(out, role) == out.end()) out.emplace_back(role);
            rest.remove_prefix(std::min(bar + 1, rest.size()));
        }
        return out;
    }

    std::vector<std::string> identities()
    {
        std::vector<std::string> out;
        const auto mail = cell(Column::mail);
        if (!mail.empty()) {
            const json::object agent{{"mbox", "mailto:" + std::string(mail)}};
            // One that is none is found with the other texts.
            if (auto identity = statements::identity(agent)) out.push_back(std::move(*identity));
        }
        const auto page = cell(Column::account_home_page);
        const auto name = cell(Column::account_name);
        if (page.empty() && name.empty()) return out;
        const json::object agent{{"account", {{"homePage", page}, {"name", name}}}};
        auto identity = statements::identity(agent);
        if (name.empty()) {
            complain(Column::account_name, "required", "be there with a home page");
        } else if (page.empty()) {
            complain(Column::account_home_page, "required", "be there with a name");
        } else if (!identity) {
            complain(Column::account_home_page, "iri", "be an IRI");
        } else {
            out.push_back(std::move(*identity));
        }
        return out;
    }

    // What the register would refuse, in words of the file.
    void check_texts(const Employee& employee)
    {
        const auto from = options_.from;
        check(said::Person{{},
                           employee.number,
                           employee.given_name.value_or(""),
                           employee.family_name.value_or(""),
                           employee.mail.value_or(""),
                           from});
        for (const auto& identity : employee.identities)
            check(said::Link{{}, identity, from});
        if (employee.unit && !employee.unit->empty()) {
            const auto title = cell(Column::unit_name);
            check(said::Unit{*employee.unit, std::string(cell(Column::parent_unit)),
                             std::string(title.empty() ? "-" : title), from});
        }
        if (employee.profile && !employee.profile->empty())
            check(said::Profile{{}, *employee.profile, from});
        if (!employee.roles) return;
        for (const auto& role : *employee.roles)
            check(said::Role{{}, role, "", from});
    }

    void check(Said said)
    {
        constexpr std::array<std::pair<std::string_view, Column>, 3> other_names{{
            {"agent", Column::account_name},
            {"name", Column::unit_name},
            {"parent", Column::parent_unit},
        }};
        base::Complaints found;
        check_person_entry({{1, options_.recorded, "-"}, "", std::move(said)}, "", found);
        for (const auto& complaint : found) {
            const auto member = std::string_view(complaint.where).substr(1);
            const auto other =
                std::ranges::find(other_names, member, &decltype(other_names)::value_type::first);
            const auto column = other == other_names.end() ? member : name_of(other->second);
            complain_of_cell(errors_, row_.line, column, complaint.rule, complaint.found,
                             complaint.expected);
        }
    }

    const CsvHeader& header_;
    const CsvRow& row_;
    const ImportOptions& options_;
    base::Complaints& errors_;
};

// What rows say together.
class File {
public:
    explicit File(const ImportOptions& options) : options_(options) {}

    void add(Row& row)
    {
        auto employee = row.read();
        claim(numbers_, employee.number, employee.line, [&](std::string expected) {
            row.complain(Column::number, "unique", std::move(expected));
        });
        for (const auto& identity : employee.identities) {
            const auto column = identity.starts_with("mbox:") ? Column::mail : Column::account_name;
            claim(identities_, identity, employee.line, [&](std::string expected) {
                row.complain(column, "unique", std::move(expected));
            });
        }
        if (employee.unit && !employee.unit->empty()) add_unit(row, employee);
        out_.employees.push_back(std::move(employee));
    }

    EmployeeFile take() { return std::move(out_); }

private:
    using Lines = std::unordered_map<std::string, std::size_t>;

    template <class Complain>
    static void claim(Lines& lines, const std::string& text, std::size_t line, Complain complain)
    {
        if (text.empty()) return;
        const auto [first, is_new] = lines.emplace(text, line);
        if (!is_new) complain("be in one row only; it is in line " + std::to_string(first->second));
    }

    FileUnit& unit(const std::string& id, std::size_t line, Timestamp from)
    {
        auto& unit = out_.units[id];
        if (unit.line == 0) unit.line = line;
        unit.from = std::min(unit.from, from);
        return unit;
    }

    void add_unit(Row& row, const Employee& employee)
    {
        const auto from = std::min(employee.from.value_or(options_.from), options_.from);
        auto& own = unit(*employee.unit, employee.line, from);
        agree(row, Column::unit_name, own.name, own.name_line, employee.line);
        agree(row, Column::parent_unit, own.parent, own.parent_line, employee.line);
        if (!own.parent.empty()) unit(own.parent, employee.line, from);
    }

    static void agree(Row& row, Column column, std::string& known, std::size_t& known_line,
                      std::size_t line)
    {
        const auto said = row.cell(column);
        if (said.empty() || said == known) return;
        if (!known.empty())
            return row.complain(column, "contradiction",
                                "be what line " + std::to_string(known_line) +
                                    " says about the same unit");
        known = said;
        known_line = line;
    }

    const ImportOptions& options_;
    EmployeeFile out_;
    Lines numbers_;
    Lines identities_;
};

std::size_t line_of(std::string_view text, std::size_t at)
{
    return 1 + static_cast<std::size_t>(std::ranges::count(text.substr(0, at), '\n'));
}

bool refuse_other_bytes(std::string_view csv, base::Complaints& errors)
{
    if (base::is_utf8(csv)) return false;
    std::size_t at = 0;
    while (at < csv.size() && base::next_character(csv, at) != base::no_character) {
    }
    complain_of_cell(errors, line_of(csv, at), "", "utf8", "",
                     "be UTF-8; the file is in another encoding");
    return true;
}

} // namespace

base::Result<EmployeeFile> read_employees(std::string_view csv, const ImportOptions& options,
                                          base::Complaints& errors)
{
    const auto too_large = [](const std::string& what) {
        return base::Error{base::ErrorKind::too_large,
                           "A file of employees may have at most " + what + "."};
    };
    if (csv.size() > limits::csv_bytes)
        return too_large(std::to_string(limits::csv_bytes) + " bytes");
    if (refuse_other_bytes(csv, errors)) return EmployeeFile{};
    CsvReader reader(csv, separator_of(csv));
    const auto first = reader.next().value_or(CsvRow{.line = 1, .fields = {}, .fault = {}});
    const CsvHeader header(first, errors);
    if (first.fault)
        complain_of_cell(errors, first.line, std::to_string(first.fault->field + 1),
                         first.fault->rule, "", first.fault->expected);
    if (!errors.empty()) return EmployeeFile{}; // Nothing is known about any cell.
    File file(options);
    for (std::size_t rows = 1; const auto row = reader.next(); ++rows) {
        if (rows > limits::csv_rows)
            return too_large(std::to_string(limits::csv_rows) + " rows behind the header");
        if (row->fault) {
            complain_of_cell(errors, row->line, header.name_at(row->fault->field), row->fault->rule,
                             "", row->fault->expected);
        } else if (row->fields.size() != header.fields()) {
            complain_of_cell(errors, row->line, "", "columns", std::to_string(row->fields.size()),
                             "have " + std::to_string(header.fields()) +
                                 " columns, as many as the header");
        } else {
            Row cells(header, *row, options, errors);
            file.add(cells);
        }
    }
    return file.take();
}

} // namespace competency
