#include "competency/answer_csv.hpp"

#include "competency/expiring.hpp"
#include "competency/explain.hpp"
#include "competency/gap.hpp"

#include <initializer_list>

namespace competency {
namespace {

class Table {
public:
    Table(Separator separator, std::initializer_list<std::string_view> columns)
        : separator_(static_cast<char>(separator))
    {
        for (const auto column : columns)
            add(column);
        end_row();
    }

    Table& add(std::string_view text)
    {
        constexpr std::string_view formula = "=+-@\t\r\n'";
        if (!text.empty() && formula.find(text.front()) != formula.npos)
            return add_field("'" + std::string(text));
        return add_field(text);
    }

    Table& add(std::int64_t number) { return add_field(std::to_string(number)); }

    Table& add(std::optional<Timestamp> time)
    {
        return add_field(time && *time != forever ? time_text(*time) : "");
    }

    Table& add(const std::optional<Interval>& run)
    {
        add(run ? std::optional(run->begin) : std::nullopt);
        return add(run ? std::optional(run->end) : std::nullopt);
    }

    void end_row()
    {
        out_ += "\r\n";
        begins_ = true;
    }

    std::string take() { return std::move(out_); }

private:
    Table& add_field(std::string_view text)
    {
        if (!begins_) out_ += separator_;
        begins_ = false;
        if (text.find_first_of("\",;\r\n") == text.npos) {
            out_ += text;
            return *this;
        }
        out_ += '"';
        for (const char c : text) {
            if (c == '"') out_ += '"';
            out_ += c;
        }
        out_ += '"';
        return *this;
    }

    char separator_;
    bool begins_ = true;
    std::string out_;
};

} // namespace

std::string attainment_csv(const Model& model, const Roles& roles,
                           std::span<const EvidenceRow> rows, const Asked& asked,
                           Separator separator)
{
    const Evaluation evaluation(model, roles, rows, {asked.as_of, asked.known_at});
    const Standing standing(evaluation);
    Table table(separator,
                {"competency", "level", "status", "since", "until", "next_level", "next_progress"});
    for (std::size_t i = 0; i < model.competencies.size(); ++i) {
        if (!model.competencies[i].active) continue;
        const auto level = evaluation.level(i);
        table.add(model.competencies[i].id).add(level).add(standing.status(i, level));
        table.add(current_run(evaluation, {i, level}));
        if (const auto next = standing.next_rule(i, level))
            table.add(next->level).add(standing.progress(*next));
        else
            table.add("").add("");
        table.end_row();
    }
    return table.take();
}

base::Result<std::string> gap_csv(const Model& model, const Roles& roles,
                                  std::span<const EvidenceRow> rows, const Asked& asked,
                                  std::string_view profile, Separator separator)
{
    const auto found = find_profile(model, profile);
    if (!found) return found.error();
    const Evaluation evaluation(model, roles, rows, {asked.as_of, asked.known_at});
    Table table(separator, {"competency", "target", "min", "level", "missing", "critical", "status",
                            "since", "until", "progress"});
    const auto gap = gap_of(evaluation, Standing(evaluation), model.profiles[*found]);
    for (const auto& row : gap.rows) {
        table.add(model.competencies[row.competency].id).add(row.target);
        table.add(row.minimum ? std::to_string(*row.minimum) : "").add(row.level);
        table.add(row.missing()).add(row.critical ? "yes" : "no").add(row.status);
        table.add(row.run).add(row.progress).end_row();
    }
    return table.take();
}

std::string expiring_csv(const Model& model, const Roles& roles, std::span<const EvidenceRow> rows,
                         const Asked& asked, Period within, Separator separator)
{
    const Evaluation evaluation(model, roles, rows, {asked.as_of, asked.known_at});
    const auto before = add(model.zone, asked.as_of, within);
    Table table(separator, {"competency", "level", "then", "status", "since", "until", "evidence"});
    for (const auto& row : expiring_of(evaluation, Standing(evaluation), before)) {
        table.add(model.competencies[row.competency].id).add(row.level).add(row.then);
        table.add(row.status).add(std::optional(row.run));
        table.add(row.evidence ? model.evidence[*row.evidence].id : "").end_row();
    }
    return table.take();
}

std::string heat_map_csv(const Model& model, std::span<const Unit> units, const HeatMap& map,
                         const Published& about, Separator separator)
{
    Table table(separator, {"unit", "parent", "competency", "people", "share", "hidden"});
    for (std::size_t unit = 0; unit < units.size(); ++unit) {
        const auto parent = units[unit].parent;
        for (std::size_t i = 0; i < map.competencies; ++i) {
            const auto& cell = map.cell(unit, i);
            const bool hidden = cell.hidden != Hidden::no;
            table.add(units[unit].id).add(parent ? units[*parent].id : "");
            table.add(model.competencies[about.competencies[i]].id);
            table.add(hidden ? "" : std::to_string(cell.people)).add(cell.share);
            table.add(hidden ? name_of(cell.hidden) : "").end_row();
        }
    }
    return table.take();
}

} // namespace competency
