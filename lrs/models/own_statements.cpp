#include "lrs/models/own_statements.hpp"

#include "lrs/persons/person_agent.hpp"
#include "storage/put_text.hpp"

#include <boost/json/serialize.hpp>

namespace lrs {

competency::Parties OwnStatements::parties(boost::json::object learner) const
{
    const auto& base_url = publisher_.base_url;
    return {std::move(learner), system_agent(base_url), base_url, publisher_.tenant};
}

base::Result<std::vector<Issued>> OwnStatements::store(std::span<const competency::Written> written)
{
    std::vector<Issued> out;
    std::string body = "[";
    for (const auto& each : written) {
        const auto known = storage_.statements().find(tenant_, each.id);
        if (!known) return known.error();
        out.push_back({each.id, !*known});
        if (!*known) body += (body.size() > 1 ? "," : "") + each.text;
    }
    if (body.size() == 1) return out;
    const auto authority = boost::json::serialize(system_agent(publisher_.base_url));
    const auto stored = storage::put_text(storage_.statements(), tenant_, authority, body + ']');
    if (!stored) return stored.error();
    return out;
}

} // namespace lrs
