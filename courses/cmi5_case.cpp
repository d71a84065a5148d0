#include "courses/cmi5_case.hpp"

#include "statements/members.hpp"
#include "statements/vocabulary.hpp"

#include <cassert>

namespace courses {

namespace json = boost::json;

Cmi5Case::Cmi5Case(const Package& package, const Registration& who)
    : contents(*package.cmi5()), registration(who),
      enrolment{contents.course, contents.ids, who.actor, who.id}
{
    assert(who.package == package.id);
}

content::Cmi5Launch Cmi5Case::launch(const Launch& launch, std::size_t au)
{
    return {.au = au,
            .session = launch.id,
            .at = launch.begun,
            .mode = launch.mode,
            .url = "",
            .return_url = launch.return_url};
}

content::Cmi5Session Cmi5Case::session(const Cmi5Story& story, const Launch& launch,
                                       base::Timestamp now) const
{
    const auto* said = story.state().session(launch.id);
    const auto au = said ? said->au.value_or(0) : 0;
    auto out = content::session_of(enrolment, Cmi5Case::launch(launch, au));
    out.fetched = launch.fetched;
    out.closed = launch.closed || story.is_over(launch.id, now);
    out.abandoned = launch.abandoned;
    return out;
}

json::object Cmi5Case::abandoned(const base::Uuid& id, const content::Cmi5SessionState& session,
                                 base::Timestamp at) const
{
    const auto lasted = session.last.value_or(*session.launched) - *session.launched;
    return content::abandoned_statement(enrolment, *session.au, id, at, lasted);
}

std::vector<json::object> Cmi5Case::satisfied(std::span<const Cmi5Due> dues) const
{
    std::vector<json::object> out;
    for (const auto& [unit, session, at] : dues)
        out.push_back(content::satisfied_statement(enrolment, unit, session, at));
    return out;
}

bool Cmi5Case::is_about(const json::object& statement) const
{
    const auto* context = statements::object_in(statement, "context");
    const auto id = context ? statements::text_in(*context, "registration") : std::string_view();
    return base::parse_uuid(id) == registration.id;
}

json::object cmi5_voiding(const json::value& by, const Cmi5Intruder& intruder)
{
    return {
        {"id", base::to_string(cmi5_void_id(intruder.statement))},
        {"actor", by},
        {"verb", {{"id", statements::voided_verb}}},
        {"object", {{"objectType", "StatementRef"}, {"id", base::to_string(intruder.statement)}}},
        {"result", {{"response", intruder.rules}}}};
}

} // namespace courses
