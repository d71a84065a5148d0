#include "lrs/resources/person_question.hpp"

#include "base/limits.hpp"
#include "competency/expiring.hpp"
#include "competency/explanation.hpp"
#include "competency/gap.hpp"
#include "competency/recommend.hpp"

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;

std::optional<competency::Period> read_period(ParameterReader& reader, std::string_view name)
{
    const auto text = reader.text(name, Need::optional);
    if (!text) return std::nullopt;
    const auto period = competency::parse_period(*text);
    if (!period) reader.complain(name, "be whole years, months, weeks or days: P90D");
    return period;
}

void read_page(ParameterReader& reader, competency::Page& page)
{
    page.from = reader.time("from");
    page.limit = reader.whole("limit", 1, limits::timeline_steps).value_or(page.limit);
}

Result<std::string> profile_of(const PersonSeen& seen, const PersonQuestion& question)
{
    if (question.profile) return *question.profile;
    if (seen.profile) return *seen.profile;
    return Error{ErrorKind::not_found, "this person has no role profile then; name one", "profile"};
}

Result<std::string> table(const PersonSeen& seen, const PersonQuestion& question)
{
    const auto& [model, roles, rows, asked, own_profile] = seen;
    if (question.about == About::attainment)
        return competency::attainment_csv(*model, *roles, rows, asked, *question.table);
    if (question.about == About::expiring) {
        return competency::expiring_csv(*model, *roles, rows, asked, question.within,
                                        *question.table);
    }
    const auto profile = profile_of(seen, question);
    if (!profile) return profile.error();
    return competency::gap_csv(*model, *roles, rows, asked, *profile, *question.table);
}

} // namespace

bool has_table(About about)
{
    return about == About::attainment || about == About::gap || about == About::expiring;
}

Table read_table(ParameterReader& reader)
{
    const auto format = reader.text("format", Need::optional).value_or("json");
    const auto separator = reader.text("separator", Need::optional);
    if (format != "json" && format != "csv") reader.complain("format", "be json or csv");
    if (separator && format != "csv") reader.complain("separator", "stand with format=csv");
    if (separator && separator != "comma" && separator != "semicolon")
        reader.complain("separator", "be comma or semicolon");
    if (format != "csv") return std::nullopt;
    return separator == "semicolon" ? competency::Separator::semicolon
                                    : competency::Separator::comma;
}

PersonQuestion read_person_question(ParameterReader& reader, About about)
{
    PersonQuestion out{about, {reader.time("asOf"), reader.time("knownAt")}};
    if (about == About::timeline) {
        out.competency = reader.text("competency", Need::optional).value_or("");
        read_page(reader, out.page);
    }
    if (about == About::gap || about == About::recommendation)
        out.profile = reader.text("profile", Need::optional);
    if (about == About::recommendation) out.renew = read_period(reader, "renew");
    if (about == About::expiring) out.within = read_period(reader, "within").value_or(out.within);
    return out;
}

Result<std::string> answer(const PersonSeen& seen, const PersonQuestion& question)
{
    if (question.table) return table(seen, question);
    const auto& [model, roles, rows, asked, own_profile] = seen;
    switch (question.about) {
    case About::attainment: return competency::attainment(*model, *roles, rows, asked);
    case About::explanation:
        return competency::explanation(*model, *roles, rows, asked, question.competency);
    case About::timeline:
        return competency::timeline(*model, *roles, rows, asked, question.competency,
                                    question.page);
    case About::expiring: return competency::expiring(*model, *roles, rows, asked, question.within);
    case About::gap:
    case About::recommendation: break;
    }
    const auto profile = profile_of(seen, question);
    if (!profile) return profile.error();
    if (question.about == About::gap) return competency::gap(*model, *roles, rows, asked, *profile);
    return competency::recommend(*model, *roles, rows, asked, *profile, question.renew);
}

} // namespace lrs
