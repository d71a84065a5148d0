#include "lrs/routes.hpp"

#include "lrs/resources/documents.hpp"
#include "lrs/resources/handlers.hpp"

namespace lrs {
namespace {

using enum http::verb;
using enum RouteKind;

using DocumentHandler = boost::asio::awaitable<Response> (*)(DocumentKind, Request, App&);

template <DocumentHandler handler, DocumentKind kind>
boost::asio::awaitable<Response> of(Request request, App& app)
{
    return handler(kind, std::move(request), app);
}

constexpr auto state = DocumentKind::state;
constexpr auto activity_profile = DocumentKind::activity_profile;
constexpr auto agent_profile = DocumentKind::agent_profile;

constexpr Route table[] = {
    {get, "/statements", get_statements, Scope::statements_read_mine, xapi},
    {put, "/statements", put_statement, Scope::statements_write, xapi},
    {post, "/statements", post_statements, Scope::statements_write, xapi},
    {get, "/activities/state", of<get_documents, state>, Scope::state_read, xapi},
    {put, "/activities/state", of<put_document, state>, Scope::state, xapi},
    {post, "/activities/state", of<post_document, state>, Scope::state, xapi},
    {delete_, "/activities/state", of<delete_documents, state>, Scope::state, xapi},
    {get, "/activities/profile", of<get_documents, activity_profile>, Scope::profile_read, xapi},
    {put, "/activities/profile", of<put_document, activity_profile>, Scope::profile, xapi},
    {post, "/activities/profile", of<post_document, activity_profile>, Scope::profile, xapi},
    {delete_, "/activities/profile", of<delete_documents, activity_profile>, Scope::profile, xapi},
    {get, "/agents/profile", of<get_documents, agent_profile>, Scope::profile_read, xapi},
    {put, "/agents/profile", of<put_document, agent_profile>, Scope::profile, xapi},
    {post, "/agents/profile", of<post_document, agent_profile>, Scope::profile, xapi},
    {delete_, "/agents/profile", of<delete_documents, agent_profile>, Scope::profile, xapi},
    {get, "/activities", get_activity, Scope::look_up, xapi},
    {get, "/agents", get_person, Scope::look_up, xapi},
    {get, "/about", get_about, Scope::none, xapi_open},
    {get, "/health", get_health, Scope::none, open},
    {get, "/metrics", get_metrics, Scope::admin, api},
    {get, "/api/v1/openapi.json", get_openapi, Scope::none, open},
    {get, "/api/v1/attainment", get_attainment, Scope::admin, api},
    {get, "/api/v1/persons", get_persons, Scope::admin, api},
    {post, "/api/v1/persons/entries", post_person_entries, Scope::admin, api},
    {post, "/api/v1/employees", post_employees, Scope::admin, api},
    {get, "/api/v1/persons/{person}", get_employee, Scope::admin, api},
    {get, "/api/v1/persons/{person}/attainment", get_person_attainment, Scope::admin, api},
    {get, "/api/v1/persons/{person}/explanation/{competency}", get_explanation, Scope::admin, api},
    {get, "/api/v1/persons/{person}/timeline", get_timeline, Scope::admin, api},
    {get, "/api/v1/persons/{person}/gap", get_gap, Scope::admin, api},
    {get, "/api/v1/persons/{person}/recommendation", get_recommendation, Scope::admin, api},
    {get, "/api/v1/persons/{person}/expiring", get_expiring, Scope::admin, api},
    {post, "/api/v1/persons/{person}/issue", post_issue, Scope::admin, api},
    {get, "/api/v1/units/{unit}/team", get_team, Scope::admin, api},
    {post, "/api/v1/attestations", post_attestation, Scope::admin, api},
    {post, "/api/v1/attestations/{statement}/revocation", post_revocation, Scope::admin, api},
    {post, "/api/v1/retention", post_retention, Scope::admin, api},
    {get, "/api/v1/heatmap", get_heat_map, Scope::admin, api},
    {get, "/api/v1/signatures", get_signatures, Scope::admin, api},
    {get, "/api/v1/model", get_model, Scope::admin, api},
    {put, "/api/v1/model", put_model, Scope::admin, api},
    {get, "/api/v1/models", get_models, Scope::admin, api},
    {post, "/api/v1/models", post_model, Scope::admin, api},
    {get, "/api/v1/models/{model}", get_model_by_hash, Scope::admin, api},
    {delete_, "/api/v1/models/{model}", delete_model, Scope::admin, api},
    {post, "/api/v1/models/{model}/approval", approve_model, Scope::admin, api},
    {get, "/api/v1/models/{model}/preview", get_preview, Scope::admin, api},
    {post, "/api/v1/models/{model}/publication", publish_model, Scope::admin, api},
    {post, "/api/v1/packages", post_package, Scope::admin, api, BodyKind::file},
    {get, "/api/v1/packages", get_packages, Scope::admin, api},
    {get, "/api/v1/packages/{package}", get_package, Scope::admin, api},
    {delete_, "/api/v1/packages/{package}", delete_package, Scope::admin, api},
    {get, "/api/v1/packages/{package}/registrations", get_registrations, Scope::admin, api},
    {post, "/api/v1/packages/{package}/registrations", post_registration, Scope::admin, api},
    {get, "/api/v1/registrations/{registration}", get_registration, Scope::admin, api},
    {delete_, "/api/v1/registrations/{registration}", delete_registration, Scope::admin, api},
    {post, "/api/v1/registrations/{registration}/launch", post_launch, Scope::admin, api},
    {post, "/api/v1/registrations/{registration}/waiver", post_waiver, Scope::admin, api},
    {post, "/api/v1/launches/{launch}/abandonment", post_abandonment, Scope::admin, api},
    {get, "/api/v1/courses", get_courses, Scope::admin, api},
    {get, "/api/v1/courses/{course}", get_course, Scope::admin, api},
    {put, "/api/v1/courses/{course}/offer", put_offer, Scope::admin, api},
    {post, "/api/v1/courses/{course}/participants", post_participant, Scope::admin, api},
    {get, "/api/v1/persons/{person}/courses", get_person_courses, Scope::admin, api},
    {post, "/api/v1/persons/{person}/link", post_person_link, Scope::admin, api},
    {delete_, "/api/v1/persons/{person}/link", delete_person_link, Scope::admin, api},
    {get, "/api/v1/my/courses", get_my_courses, Scope::own_courses, api},
    {post, "/api/v1/my/courses/{course}", post_my_course, Scope::own_courses, api},
    {delete_, "/api/v1/my/courses/{course}", delete_my_course, Scope::own_courses, api},
    {post, "/api/v1/my/registrations/{registration}/launch", post_my_launch, Scope::own_courses,
     api},
    {get, "/api/v1/my/attainment", get_my_attainment, Scope::own_courses, api},
    {get, "/courses", get_courses_page, Scope::none, open},
    {get, "/courses/{file}", get_courses_file, Scope::none, open},
    {get, "/player/{file}", get_player_file, Scope::none, content},
    {get, "/p/{token}/player.html", get_player, Scope::none, content},
    {get, "/p/{token}/course.json", get_course_document, Scope::none, content},
    {post, "/p/{token}/begin", post_begin, Scope::none, content},
    {post, "/p/{token}/commit", post_commit, Scope::none, content},
    {post, "/p/{token}/state", post_player_state, Scope::none, content},
    {post, "/p/{token}/end", post_end, Scope::none, content},
    {get, "/p/{token}/c/{path...}", get_course_file, Scope::none, content},
    {post, "/fetch/{token}", post_fetch, Scope::none, content},
    {get, "/api/v1/credentials", get_credentials, Scope::admin, api},
    {post, "/api/v1/credentials", post_credential, Scope::admin, api},
    {get, "/api/v1/credentials/{key}", get_credential, Scope::admin, api},
    {patch, "/api/v1/credentials/{key}", patch_credential, Scope::admin, api},
    {delete_, "/api/v1/credentials/{key}", delete_credential, Scope::admin, api},
    {post, "/api/v1/credentials/{key}/rotate", rotate_credential, Scope::admin, api},
    {get, "/api/v1/tenants", get_tenants, Scope::admin, api},
    {post, "/api/v1/tenants", post_tenant, Scope::admin, api},
    {get, "/api/v1/tenants/{name}", get_tenant, Scope::admin, api},
    {patch, "/api/v1/tenants/{name}", patch_tenant, Scope::admin, api},
    {delete_, "/api/v1/tenants/{name}", delete_tenant, Scope::admin, api},
    {get, "/api/v1/backups", get_backups, Scope::admin, api},
    {post, "/api/v1/backups", post_backup, Scope::admin, api},
    {get, "/api/v1/compactions", get_compactions, Scope::admin, api},
    {post, "/api/v1/compactions", post_compaction, Scope::admin, api},
    {get, "/api/v1/stats", get_statistics, Scope::admin, api},
};

} // namespace

std::span<const Route> routes()
{
    return table;
}

} // namespace lrs
