#include "competency/history.hpp"

#include "statements/parse.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace competency {
namespace {

// Every void is compared with every row: what this must be is simple.
void mark_voided(std::vector<EvidenceRow>& rows, const std::vector<Void>& voids)
{
    for (auto& row : rows) {
        for (const auto& entry : voids) {
            if (entry.target != row.statement) continue;
            row.voided_at = std::min(row.voided_at.value_or(entry.stored), entry.stored);
        }
    }
}

} // namespace

base::Result<std::vector<EvidenceRow>> rows_of_history(const Model& model,
                                                       std::span<const std::string> statements,
                                                       const std::string& identity,
                                                       const Authorities& own)
{
    std::vector<EvidenceRow> rows;
    std::vector<Void> voids;
    std::uint64_t sequence = 0;
    for (const auto& text : statements) {
        const auto statement = statements::parse(text);
        if (!statement || !statement->is_object()) {
            return base::Error{base::ErrorKind::invalid, "This is not a statement.",
                               "/" + std::to_string(sequence)};
        }
        ++sequence;
        if (const auto entry = read_void(*statement, sequence)) voids.push_back(*entry);
        for (auto& row : extract(model, text, *statement, sequence, own)) {
            if (row.identity == identity) rows.push_back(std::move(row));
        }
    }
    mark_voided(rows, voids);
    return rows;
}

base::Result<std::string> evaluate_history(const Model& model, const Roles& roles,
                                           std::span<const std::string> statements,
                                           const std::string& identity, Timestamp as_of,
                                           Timestamp known_at, Watermark watermark,
                                           const Authorities& own)
{
    const auto rows = rows_of_history(model, statements, identity, own);
    if (!rows) return rows.error();
    return attainment(model, roles, *rows, identity, as_of, known_at, watermark);
}

} // namespace competency
