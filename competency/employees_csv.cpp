#include "competency/employees_csv.hpp"

#include "base/limits.hpp"
#include "competency/employee_columns.hpp"
#include "competency/employee_rows.hpp"

#include <algorithm>
#include <set>

namespace competency {
namespace {

// The file's units, outer ones first. A circle among them, or one that they close among those that
// are known, is complained of.
class UnitOrder {
public:
    UnitOrder(const Persons& now, EmployeeFile& file, Timestamp from, base::Complaints& errors)
        : now_(now), file_(file), from_(from), errors_(errors)
    {
        for (const auto& [id, unit] : file.units)
            place(id);
        // Who was in a unit before was in those around it.
        for (auto id = order_.rbegin(); id != order_.rend(); ++id) {
            const auto& unit = file_.units.at(*id);
            if (!unit.parent.empty()) {
                auto& outer = file_.units.at(unit.parent).from;
                outer = std::min(outer, unit.from);
            }
        }
    }

    const std::vector<std::string>& order() const { return order_; }

private:
    std::string parent_of(const std::string& id) const
    {
        const auto found = file_.units.find(id);
        if (found != file_.units.end() && !found->second.parent.empty())
            return found->second.parent;
        const auto known = now_.unit(id, from_, forever);
        return known ? known->parent : "";
    }

    void place(const std::string& id)
    {
        std::vector<std::string> above{id};
        for (auto parent = parent_of(id); !parent.empty(); parent = parent_of(parent)) {
            above.push_back(parent);
            if (std::ranges::find(above, parent) != std::prev(above.end()))
                return refuse_circle(id, above);
            if (above.size() > limits::unit_depth)
                return refuse(id, "limit",
                              "be within " + std::to_string(limits::unit_depth) +
                                  " units, each in the next");
        }
        for (auto outer = above.rbegin(); outer != above.rend(); ++outer) {
            if (file_.units.contains(*outer) && placed_.insert(*outer).second)
                order_.push_back(*outer);
        }
    }

    // Once, though every unit in it leads into it.
    void refuse_circle(const std::string& id, const std::vector<std::string>& above)
    {
        const bool is_told = std::ranges::any_of(
            above, [&](const std::string& unit) { return in_circles_.contains(unit); });
        in_circles_.insert(above.begin(), above.end());
        if (!is_told) refuse(id, "cycle", "not lead back to the same unit: " + named(above));
    }

    static std::string named(const std::vector<std::string>& units)
    {
        std::string out;
        for (const auto& unit : units)
            out += (out.empty() ? "" : " in ") + unit;
        return out;
    }

    void refuse(const std::string& id, std::string_view rule, std::string expected)
    {
        const auto& unit = file_.units.at(id);
        complain_of_cell(errors_, std::max(unit.line, unit.parent_line), "parentUnit", rule,
                         unit.parent, std::move(expected));
    }

    const Persons& now_;
    EmployeeFile& file_;
    Timestamp from_;
    base::Complaints& errors_;
    std::set<std::string> placed_;
    std::set<std::string> in_circles_;
    std::vector<std::string> order_;
};

class Difference {
public:
    Difference(const Persons& now, const ImportOptions& options, const NewPersonId& new_person_id)
        : now_(now), options_(options), new_person_id_(new_person_id), number_(now.last_number())
    {
    }

    void add(const std::string& id, const FileUnit& unit)
    {
        const auto known = now_.unit(id, options_.from, forever);
        if (known && (unit.name.empty() || unit.name == known->name) &&
            (unit.parent.empty() || unit.parent == known->parent))
            return;
        auto title = !unit.name.empty() ? unit.name : known ? known->name : id;
        auto parent = !unit.parent.empty() || !known ? unit.parent : known->parent;
        tell(
            said::Unit{id, std::move(parent), std::move(title), known ? options_.from : unit.from});
    }

    void add(const Employee& employee)
    {
        const auto known = now_.with_number(employee.number);
        const auto person = known ? *known : new_person_id_(employee.number);
        seen_.insert(person);
        if (const auto standing = now_.standing(person, forever)) seen_.insert(*standing);
        const auto now = now_.facts(person, options_.from);
        const auto from = employee.from.value_or(options_.from);
        const auto facts = from == options_.from ? now : now_.facts(person, from);
        describe(person, now.description, employee);
        link(person, employee);
        // What has ended by then is not there.
        const bool over = employee.until && *employee.until <= from;
        if (employee.unit)
            place<said::Member>(person, facts.unit, over ? "" : *employee.unit, employee);
        if (employee.profile)
            place<said::Profile>(person, facts.profile, over ? "" : *employee.profile, employee);
        if (employee.roles) give_roles(person, facts, employee, over);
        employ(person, now.left, employee);
    }

    // Those whom the file does not know.
    void let_go()
    {
        for (const auto person : now_.all(forever)) {
            const auto facts = now_.facts(person, options_.from);
            const bool of_the_file = facts.description && !facts.description->number.empty();
            if (of_the_file && !seen_.contains(person) && !holds(facts.left, options_.from))
                tell(said::Left{person, options_.from});
        }
    }

    std::vector<PersonEntry> take() { return std::move(out_); }

private:
    void tell(Said said)
    {
        out_.push_back(
            {{++number_, options_.recorded, options_.by}, options_.why, std::move(said)});
    }

    void describe(PersonId person, const std::optional<PersonDescription>& known,
                  const Employee& employee)
    {
        auto told = known.value_or(PersonDescription{});
        told.number = employee.number;
        told.given_name = employee.given_name.value_or(told.given_name);
        told.family_name = employee.family_name.value_or(told.family_name);
        told.mail = employee.mail.value_or(told.mail);
        if (known == told) return;
        tell(said::Person{person, std::move(told.number), std::move(told.given_name),
                          std::move(told.family_name), std::move(told.mail), options_.from});
    }

    void link(PersonId person, const Employee& employee)
    {
        const auto first = std::min(options_.linked_from.value_or(options_.from), options_.from);
        for (const auto& identity : employee.identities) {
            const auto holder = now_.person_of(identity, options_.from, forever);
            if (holder && holder == now_.standing(person, forever)) continue;
            const bool is_new = !now_.knows_identity(identity);
            tell(said::Link{person, identity, is_new ? first : options_.from});
        }
    }

    template <class Kind>
    void place(PersonId person, const std::optional<HeldUntil>& known, const std::string& value,
               const Employee& employee)
    {
        const auto from = employee.from.value_or(options_.from);
        if (value.empty()) {
            if (known) tell(Kind{person, known->value, from, from});
        } else if (!known || known->value != value ||
                   known->until != employee.until.value_or(known->until)) {
            tell(Kind{person, value, from, employee.until.value_or(forever)});
        }
    }

    void give_roles(PersonId person, const PersonFacts& facts, const Employee& employee, bool over)
    {
        const auto from = employee.from.value_or(options_.from);
        const auto unit = employee.unit ? *employee.unit : facts.unit ? facts.unit->value : "";
        auto wanted = over ? std::vector<std::string>() : *employee.roles;
        for (const auto& held : facts.roles) {
            const auto kept =
                held.unit == unit ? std::ranges::find(wanted, held.role) : wanted.end();
            if (kept == wanted.end()) {
                tell(said::Role{person, held.role, held.unit, from, from});
            } else if (held.until == employee.until.value_or(held.until)) {
                wanted.erase(kept);
            }
        }
        for (const auto& role : wanted)
            tell(said::Role{person, role, unit, from, employee.until.value_or(forever)});
    }

    // Employed from now on, or to the end that the file says.
    void employ(PersonId person, const Intervals& left, const Employee& employee)
    {
        const auto from = options_.from;
        const auto end = employee.left.value_or(forever);
        // An empty cell says that no end is known; without the column that is not said.
        const auto employed_to = employee.left ? end : from + std::chrono::microseconds(1);
        if (end > from && !subtract(left, subtract(left, {{from, employed_to}})).empty()) {
            tell(said::Left{person, from, from});
        } else if (const auto run = around(left, end); run && run->begin < end) {
            tell(said::Left{person, run->begin, run->begin}); // Later than was said.
        } else if (!left.empty() && left.back() == Interval{end, forever}) {
            return;
        }
        if (end != forever) tell(said::Left{person, end});
    }

    const Persons& now_;
    const ImportOptions& options_;
    const NewPersonId& new_person_id_;
    std::uint64_t number_;
    std::set<PersonId> seen_;
    std::vector<PersonEntry> out_;
};

} // namespace

base::Result<std::vector<PersonEntry>> import_employees(const Persons& now, std::string_view csv,
                                                        const ImportOptions& options,
                                                        const NewPersonId& new_person_id)
{
    base::Complaints errors;
    auto file = read_employees(csv, options, errors);
    if (!file) return file.error();
    const UnitOrder units(now, *file, options.from, errors);
    if (!errors.empty()) {
        const auto more = errors.size() < limits::complaints
                              ? std::string()
                              : "; of its faults the first " + std::to_string(errors.size()) +
                                    " are told, and there may be more";
        return base::Error{base::ErrorKind::invalid,
                           "The file of employees is not right" + more + ".", errors.front().where,
                           std::move(errors)};
    }
    Difference difference(now, options, new_person_id);
    for (const auto& id : units.order())
        difference.add(id, file->units.at(id));
    for (const auto& employee : file->employees)
        difference.add(employee);
    if (options.missing == Missing::leave) difference.let_go();
    return difference.take();
}

} // namespace competency
