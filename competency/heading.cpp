#include "competency/heading.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "competency/explain.hpp"
#include "statements/agent.hpp"

#include <boost/json.hpp>

namespace competency {
namespace {

namespace json = boost::json;

template <class Item>
base::Result<std::size_t> find(const std::vector<Item>& items, std::string_view what,
                               std::string_view id, auto is_offered)
{
    std::string known;
    std::size_t count = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (!is_offered(items[i])) continue;
        if (items[i].id == id) return i;
        if (++count <= limits::complaints) known += (known.empty() ? "" : ", ") + items[i].id;
    }
    if (count > limits::complaints) known += " and more";
    return base::Error{base::ErrorKind::not_found,
                       "There is no " + std::string(what) + " \"" +
                           base::excerpt(base::as_utf8(id), limits::found_bytes) +
                           "\" in the model; there is: " + (known.empty() ? "none" : known) + "."};
}

} // namespace

json::object heading(const Model& model, const Asked& asked)
{
    json::object out{{"asOf", time_text(asked.as_of)},
                     {"knownAt", time_text(asked.known_at)},
                     {"model", model.hash},
                     {"watermark", json::object{{"sequence", asked.watermark.sequence},
                                                {"stored", time_or_null(asked.watermark.stored)}}}};
    if (asked.person.empty())
        out["agent"] = statements::agent_of(asked.identity);
    else
        out["person"] = asked.person;
    return out;
}

base::Result<std::size_t> find_profile(const Model& model, std::string_view id)
{
    return find(model.profiles, "profile", id, [](const Profile&) { return true; });
}

base::Result<std::size_t> find_competency(const Model& model, std::string_view id)
{
    return find(model.competencies, "competency", id,
                [](const Competency& competency) { return competency.active; });
}

} // namespace competency
