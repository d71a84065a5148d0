#include "lrs/courses/served.hpp"

#include "competency/serves.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <optional>

namespace lrs {

boost::json::array served_by(const competency::Model& model, std::string_view iri,
                             std::span<const std::string> objectives)
{
    boost::json::array out;
    std::optional<std::size_t> last;
    const competency::Offer course{{std::string(iri)}, {objectives.begin(), objectives.end()}};
    for (const auto& key : competency::served_by(model, course)) {
        if (key.competency == last) continue; // A higher level of the same.
        last = key.competency;
        const auto& competency = model.competencies[key.competency];
        out.push_back({{"competency", competency.id},
                       {"name", boost::json::parse(competency.name)},
                       {"level", key.level}});
    }
    return out;
}

} // namespace lrs
