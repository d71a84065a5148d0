#include "content/scorm_iris.hpp"

#include "base/digest.hpp"
#include "base/limits.hpp"
#include "base/percent.hpp"

namespace content {
namespace {

std::string below(std::string_view owner, std::string_view folder, std::string_view id)
{
    std::string out(owner);
    if (!out.ends_with('/')) out += '/';
    out += folder;
    const auto segment = base::percent_encoded(id);
    if (out.size() + segment.size() <= limits::iri_bytes) return out + segment;
    return out + "sha256-" + base::to_hex(base::sha256(id));
}

} // namespace

std::string course_iri(std::string_view base, std::string_view course)
{
    return below(base, "", course);
}

std::string sco_iri(std::string_view course, std::string_view item)
{
    return below(course, "", item);
}

std::string attempt_iri(std::string_view sco, const base::Uuid& attempt)
{
    return std::string(sco) + "?attemptId=" + base::to_string(attempt);
}

std::string interaction_iri(std::string_view sco, std::string_view id)
{
    return below(sco, "interactions/", id);
}

std::string objective_iri(std::string_view owner, std::string_view id)
{
    return below(owner, "objectives/", id);
}

} // namespace content
