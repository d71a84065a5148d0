#include "competency/explanation.hpp"

#include "competency/canonical.hpp"
#include "competency/explain.hpp"

#include <boost/json.hpp>

namespace competency {

base::Result<std::string> explanation(const Model& model, const Roles& roles,
                                      std::span<const EvidenceRow> rows, const Asked& asked,
                                      std::string_view competency)
{
    const auto found = find_competency(model, competency);
    if (!found) return found.error();
    const Evaluation evaluation(model, roles, rows, {asked.as_of, asked.known_at});
    const Standing standing(evaluation);
    auto out = heading(model, asked);
    for (auto& [name, value] : entry(evaluation, standing, *found))
        out[name == "id" ? "competency" : name] = std::move(value);
    out["ignored"] = ignored(evaluation, *found);
    return canonical(out);
}

} // namespace competency
