// Every handler there is; lrs/routes.cpp says what they answer.
//
// Handlers take the request by value: a coroutine's reference parameter dangles as soon as its
// caller does not wait. App is the exception, it outlives us all.
#pragma once

#include "lrs/app.hpp"
#include "lrs/request.hpp"
#include "lrs/response.hpp"

#include <boost/asio/awaitable.hpp>

namespace lrs {

// xAPI 1.0.3 Communication 2.1, IEEE 9274.1.1 4.1.6.1.
boost::asio::awaitable<Response> get_statements(Request request, App& app);
boost::asio::awaitable<Response> put_statement(Request request, App& app);
boost::asio::awaitable<Response> post_statements(Request request, App& app);

// ?agent=<JSON agent>: what is known of him, as a Person (xAPI 1.0.3 Communication 2.4, IEEE
// 9274.1.1 4.1.6.3). No directory is asked: it is the agent himself.
boost::asio::awaitable<Response> get_person(Request request, App& app);

// ?activityId=<IRI>: with its canonical definition, if there is one (xAPI 1.0.3 Communication 2.5,
// IEEE 9274.1.1 4.1.6.4). Any IRI is an activity: there is no 404.
boost::asio::awaitable<Response> get_activity(Request request, App& app);

// xAPI 1.0.3 Communication 2.8, IEEE 9274.1.1 4.1.6.7.
boost::asio::awaitable<Response> get_about(Request request, App& app);

// [?statementId=<UUID>][&before=<number>]: what was found of signatures when they came, the newest
// first.
//   {"signatures": [{"statement", "stored", "authority", "sha2", "outcome", "signer"}], "before"}
// outcome: verified, untrusted or unverified (lrs/signature.hpp). "before" asks for the next page.
boost::asio::awaitable<Response> get_signatures(Request request, App& app);

// 200 {"status":"ok"}, or 503 with the reason.
boost::asio::awaitable<Response> get_health(Request request, App& app);

// How the server is doing, in Prometheus' text format: for administrators of the default tenant,
// and without a credential on a route that needs none (--metrics-listen).
boost::asio::awaitable<Response> get_metrics(Request request, App& app);

// Describes /api/v1 to programs (lrs/openapi.hpp). ETag: its hash; If-None-Match is answered 304.
boost::asio::awaitable<Response> get_openapi(Request request, App& app);

// ?agent=<JSON agent>[&asOf=<timestamp>][&knownAt=<timestamp>]; both times default to now.
// competency/evaluate.hpp gives the shape of the answer.
boost::asio::awaitable<Response> get_attainment(Request request, App& app);

// Who the employees are: a register of the default tenant (competency/persons.hpp).
//   get_persons          [?number=][&agent=<JSON agent>][&unit=][&after=][&limit=]
//                        {"persons": [{"person", "number", "givenName", "familyName", "mail",
//                          "unit", "profile", "left"}], "next": what to give as after, or null}
//   get_employee         [?asOf=]: the same of one, with "agents" and "roles"
//   post_person_entries  {"entries": [competency/person_json.hpp, without entry, recorded, by]};
//                        {"added": how many}. All or none.
//   post_employees       text/csv (competency/employees_csv.hpp) [?from=][&linkedFrom=]
//                        [&missing=stay|leave][&why=][&dryRun=true]; {"added": how many}, or with
//                        dryRun {"entries": [what would be added]}
boost::asio::awaitable<Response> get_persons(Request request, App& app);
boost::asio::awaitable<Response> get_employee(Request request, App& app);
boost::asio::awaitable<Response> post_person_entries(Request request, App& app);
boost::asio::awaitable<Response> post_employees(Request request, App& app);

// Answers about one person, over all that he was ever known by; each takes [?asOf=][&knownAt=], and
// its header in competency/ gives the shape. With format=csv, attainment, gap, expiring and heat
// map are tables (competency/answer_csv.hpp), separator=semicolon for German spreadsheets.
//   get_person_attainment  evaluate.hpp
//   get_explanation        explanation.hpp, of the competency in the path
//   get_timeline           timeline.hpp [&competency=][&from=][&limit=]
//   get_gap                gap.hpp [&profile=], by default the person's own at that time
//   get_recommendation     recommend.hpp [&profile=][&renew=P60D]
//   get_expiring           expiring.hpp [&within=P90D]
boost::asio::awaitable<Response> get_person_attainment(Request request, App& app);
boost::asio::awaitable<Response> get_explanation(Request request, App& app);
boost::asio::awaitable<Response> get_timeline(Request request, App& app);
boost::asio::awaitable<Response> get_gap(Request request, App& app);
boost::asio::awaitable<Response> get_recommendation(Request request, App& app);
boost::asio::awaitable<Response> get_expiring(Request request, App& app);

// Of whoever is in the unit or below it: the mandatory proofs alone, that is the critical
// competencies of each one's role profile. [?asOf=][&knownAt=][&after=][&limit=]
//   {"unit", "asOf", "knownAt", "model", "watermark", "people": [{"person", "number", "givenName",
//    "familyName", "unit", "profile", "mandatory": [{"competency", "target", "level", "status",
//    "since", "until"}]}], "next": what to give as after, or null}
boost::asio::awaitable<Response> get_team(Request request, App& app);

// What people say of each other's competencies (competency/attestation.hpp), stored as a statement
// with the credential's authority; whether it counts is the model's decision.
//   post_attestation  {"person": of whom, "attestor": by whom; absent of self-assessments,
//                     "evidence": a mapping's id, or else "competency" and "level",
//                     ["at": time, "until": time, "note", "id": of the statement]}
//   post_revocation   of the attestation in the path: {"attestor", "how": "ended" (what held until
//                     then did hold; of a level, that one and those above) or "mistaken" (it never
//                     did), ["at": when it ended, "note"]}
// Both answer 201 {"statement": id, "explanations": [competency/explanation.hpp, of each competency
// that is concerned, as it is now]}.
boost::asio::awaitable<Response> post_attestation(Request request, App& app);
boost::asio::awaitable<Response> post_revocation(Request request, App& app);

// Stores what the person holds now as statements for others (competency/issued.hpp), under the
// system's own authority: {"statements": [{"id", "new": whether it was not there yet}]}.
boost::asio::awaitable<Response> post_issue(Request request, App& app);
boost::asio::awaitable<Response> post_retention(Request request, App& app);

// [?profile=][&asOf=][&knownAt=][&group=]: units by competencies, without showing anybody
// (lrs/persons/heat_maps.hpp, competency/aggregate.hpp).
boost::asio::awaitable<Response> get_heat_map(Request request, App& app);

// The competency model in force, as RFC 8785 JSON. ETag: its hash.
boost::asio::awaitable<Response> get_model(Request request, App& app);

// Replaces it. A document that breaks a rule is refused with every complaint, and the running
// model stays. The answer comes when the log has been read again with the new one. 409: the tenant
// wants four eyes.
boost::asio::awaitable<Response> put_model(Request request, App& app);

// All models there are: drafts, the one in force, former ones (lrs/models/model_shelf.hpp).
//   get_models         {"models": [{"model": hash, "id", "version", "state": draft, approved, in
//                      force or former, "notes": [{"kind", "by", "at"}]}]}
//   post_model         keeps the document as a draft: 201, the same of one with "warnings"
//   get_model_by_hash  the document
//   delete_model       withdraws a draft
//   approve_model      by another credential than the one that has drafted it
//   get_preview        [?group=] how many would gain and lose (competency/preview.hpp)
//   publish_model      puts it in force, as put_model does; under four eyes when it is approved
// The last two answer the same of one.
boost::asio::awaitable<Response> get_models(Request request, App& app);
boost::asio::awaitable<Response> post_model(Request request, App& app);
boost::asio::awaitable<Response> get_model_by_hash(Request request, App& app);
boost::asio::awaitable<Response> delete_model(Request request, App& app);
boost::asio::awaitable<Response> approve_model(Request request, App& app);
boost::asio::awaitable<Response> get_preview(Request request, App& app);
boost::asio::awaitable<Response> publish_model(Request request, App& app);

// Course packages (courses/package_shelf.hpp): in, listed, described, taken out of use.
//   post_package  a zip, or a cmi5.xml by itself [?language=][&iri=][&kind=cmi5|scorm|tincan]
//                 [&replaces=<package>]: 201, what get_package answers; 400 with all that is wrong
//   get_packages  [?after=][&limit=] {"packages": [...], "next"}
//   get_package   {"id", "course", "version", "kind", "title", "language", "iri", "imported", "by",
//                 "files", "bytes", "replaces", "replacedBy", "removed", "titles", "descriptions",
//                 "items": [{"id", "title", "launchable"}], "objectives", "warnings"}
//   delete_package ?reason=: no new registrations; whoever is registered goes on
boost::asio::awaitable<Response> post_package(Request request, App& app);
boost::asio::awaitable<Response> get_packages(Request request, App& app);
boost::asio::awaitable<Response> get_package(Request request, App& app);
boost::asio::awaitable<Response> delete_package(Request request, App& app);

// Who takes part, how far he has come (lrs/courses/standing.hpp), and the way into a course.
//   post_registration  {"actor": Agent with an account} or {"person": id}: 201 {"registration",
//                      "package", "course", "actor", "registered", "new"}
//   post_launch        [{"item", "mode": normal, browse or review, "returnUrl"}]: 201 {"launch",
//                      "url", "launchMethod": AnyWindow or OwnWindow, "expires"}
//                      409: he has withdrawn
//   delete_registration  he withdraws: {"registration", "state"}. Of the registration, what is said
//                      about it stays, and it is taken up again when he enrols again
//   post_waiver        cmi5: {"item": an AU, "reason"}; post_abandonment: of a session. 201 {"new"}
boost::asio::awaitable<Response> post_registration(Request request, App& app);
boost::asio::awaitable<Response> get_registrations(Request request, App& app);
boost::asio::awaitable<Response> get_registration(Request request, App& app);
boost::asio::awaitable<Response> delete_registration(Request request, App& app);
boost::asio::awaitable<Response> post_launch(Request request, App& app);
boost::asio::awaitable<Response> post_waiver(Request request, App& app);
boost::asio::awaitable<Response> post_abandonment(Request request, App& app);

// The course catalogue (courses/catalogue.hpp, lrs/courses/offers.hpp).
//   get_courses         [?after=][&limit=] {"courses": [what get_course answers], "next"}
//   get_course          course_shown()
//   put_offer           the terms, courses/offer.hpp; the same as get_course
//   post_participant    {"person" or "actor", "voucher"}: 201 {"course", "registration"} or, when
//                       its places are taken, {"course", "waiting": position}. 409: a voucher is
//                       missing
//   get_person_courses  {"courses": courses_of()}
//   post_person_link    201 {"url", "expires"}: his own way to /courses; the one before ends
//   delete_person_link  204: it ends
boost::asio::awaitable<Response> get_courses(Request request, App& app);
boost::asio::awaitable<Response> get_course(Request request, App& app);
boost::asio::awaitable<Response> put_offer(Request request, App& app);
boost::asio::awaitable<Response> post_participant(Request request, App& app);
boost::asio::awaitable<Response> get_person_courses(Request request, App& app);
boost::asio::awaitable<Response> post_person_link(Request request, App& app);
boost::asio::awaitable<Response> delete_person_link(Request request, App& app);

// By such a link (lrs/courses/person_access.hpp), about its bearer alone.
//   get_my_courses     [?after=][&limit=] {"givenName", "familyName", "mine": courses_of(), "open":
//                      [course_offered()], "next"}: of the open ones there may be more
//   post_my_course     he enrols: 201 as post_participant. 409: not by himself
//   delete_my_course   he withdraws: {"course", "state"}
//   post_my_launch     as post_launch
//   get_my_attainment  {"asOf", "model", "competencies": [{"competency", "name", "level",
//                      "levelName", "levels": of its scale, "status", "since", "until"}]} without
//                      those of which there is nothing to say; "model" is null when there is none
// The page that shows it, which anybody may have.
boost::asio::awaitable<Response> get_my_courses(Request request, App& app);
boost::asio::awaitable<Response> post_my_course(Request request, App& app);
boost::asio::awaitable<Response> delete_my_course(Request request, App& app);
boost::asio::awaitable<Response> post_my_launch(Request request, App& app);
boost::asio::awaitable<Response> get_my_attainment(Request request, App& app);
boost::asio::awaitable<Response> get_courses_page(Request request, App& app);
boost::asio::awaitable<Response> get_courses_file(Request request, App& app);

// The content origin. What a browser may do there its token says, in the path.
//   get_player_file      what the player is made of; get_player: its page; get_course_file: a file
//   get_course_document, post_begin, post_commit, post_player_state, post_end
//                        courses/scorm_runs.hpp
//   post_fetch           cmi5 8.2: {"auth-token"}, once; else {"error-code", "error-text"}
boost::asio::awaitable<Response> get_player_file(Request request, App& app);
boost::asio::awaitable<Response> get_player(Request request, App& app);
boost::asio::awaitable<Response> get_course_file(Request request, App& app);
boost::asio::awaitable<Response> get_course_document(Request request, App& app);
boost::asio::awaitable<Response> post_begin(Request request, App& app);
boost::asio::awaitable<Response> post_commit(Request request, App& app);
boost::asio::awaitable<Response> post_player_state(Request request, App& app);
boost::asio::awaitable<Response> post_end(Request request, App& app);
boost::asio::awaitable<Response> post_fetch(Request request, App& app);

// Who may call, and the tenants they belong to: lrs/auth/administration.hpp gives the bodies, the
// answers and who may see and change what. The list of credentials takes ?tenant=<name>.
boost::asio::awaitable<Response> get_credentials(Request request, App& app);
boost::asio::awaitable<Response> post_credential(Request request, App& app);
boost::asio::awaitable<Response> get_credential(Request request, App& app);
boost::asio::awaitable<Response> patch_credential(Request request, App& app);
boost::asio::awaitable<Response> delete_credential(Request request, App& app);
boost::asio::awaitable<Response> rotate_credential(Request request, App& app);
boost::asio::awaitable<Response> get_tenants(Request request, App& app);
boost::asio::awaitable<Response> post_tenant(Request request, App& app);
boost::asio::awaitable<Response> get_tenant(Request request, App& app);
boost::asio::awaitable<Response> patch_tenant(Request request, App& app);
boost::asio::awaitable<Response> delete_tenant(Request request, App& app);

// What an operator does to the store: lrs/operations.hpp gives the bodies and the answers. What
// takes long is answered 202 when it has begun.
boost::asio::awaitable<Response> get_backups(Request request, App& app);
boost::asio::awaitable<Response> post_backup(Request request, App& app);
boost::asio::awaitable<Response> get_compactions(Request request, App& app);
boost::asio::awaitable<Response> post_compaction(Request request, App& app);
boost::asio::awaitable<Response> get_statistics(Request request, App& app);

} // namespace lrs
