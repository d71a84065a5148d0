// What people say of each other's competencies: stored as statements, judged by the model.
#include "base/limits.hpp"
#include "competency/attestation.hpp"
#include "competency/explanation.hpp"
#include "competency/members.hpp"
#include "lrs/persons/person_agent.hpp"
#include "lrs/persons/person_view.hpp"
#include "lrs/resources/administration.hpp"
#include "lrs/resources/body.hpp"
#include "lrs/resources/handlers.hpp"
#include "lrs/resources/person_work.hpp"
#include "statements/agent.hpp"
#include "statements/parse.hpp"
#include "statements/vocabulary.hpp"
#include "storage/put_text.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace lrs {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;
using base::Result;
using boost::asio::awaitable;
using competency::Attestation;
using competency::Attested;
using competency::EvidenceKind;
using competency::Members;
using competency::Model;
using competency::PersonId;
using competency::Presence;
using Models = std::shared_ptr<const Model>;

// Complaints of it name the member.
Result<Somebody> find_somebody(const Municipality& of, PersonId person, std::string_view member)
{
    auto found = find_somebody(of.persons, person);
    if (found) return found;
    auto error = found.error();
    error.where = member;
    return error;
}

// Either a mapping, or a competency with a level.
std::optional<Attested> read_attested(Members& members, const Model& model)
{
    const auto evidence = members.text("evidence", Presence::optional);
    const auto competency = members.text("competency", Presence::optional);
    if (evidence.has_value() == competency.has_value()) {
        members.complain("evidence", "choice", "be given, or else competency and level");
        return std::nullopt;
    }
    if (evidence) {
        const auto found = std::ranges::find(model.evidence, *evidence, &competency::Evidence::id);
        if (found != model.evidence.end())
            return static_cast<std::size_t>(found - model.evidence.begin());
        members.complain("evidence", "reference", "be a mapping of the model in force");
        return std::nullopt;
    }
    const auto found = competency::find_competency(model, *competency);
    if (!found) {
        members.complain("competency", "reference", found.error().why);
        return std::nullopt;
    }
    const auto level = members.whole("level", Presence::required, 1, model.levels(*found));
    if (!level) return std::nullopt;
    return competency::RuleKey{*found, static_cast<int>(*level)};
}

Result<base::Uuid> store(json::object statement, const Request& request, Municipality& of)
{
    const auto& credential = *request.credential;
    const auto stored = storage::put_text(of.storage.statements(), credential.tenant,
                                          credential.authority, json::serialize(statement));
    if (!stored) return stored.error();
    credential.usage->stored(1);
    return stored->ids.front();
}

// {"statement": id, "explanations": [of each competency that is concerned, as it is now]}
Result<json::value> outcome(const base::Uuid& statement, PersonId person, const Attested& what,
                            Municipality& of)
{
    const auto seen = see_person(of.persons, of.competency, person, {});
    if (!seen) return seen.error();
    json::array explanations;
    for (const auto at : competency::concerned(*seen->model, what)) {
        const auto text = competency::explanation(*seen->model, *seen->roles, seen->rows,
                                                  seen->asked, seen->model->competencies[at].id);
        if (!text) return text.error();
        explanations.push_back(json::parse(*text));
    }
    return json::value{{"statement", base::to_string(statement)},
                       {"explanations", std::move(explanations)}};
}

Result<Models> model_of(const Municipality& of)
{
    auto model = of.competency.model();
    if (!model) return Error{ErrorKind::not_found, "there is no competency model"};
    return model;
}

bool is_self(const Model& model, const Attested& what)
{
    const auto* mapping = std::get_if<std::size_t>(&what);
    return mapping && model.evidence[*mapping].kind == EvidenceKind::self;
}

// Four eyes begin with two: nobody attests his own competency, and nobody else assesses it for him.
std::optional<Error> refused_attestor(bool self, const PersonId& person,
                                      const std::optional<PersonId>& attestor)
{
    if (!self && !attestor)
        return Error{ErrorKind::invalid, "whoever attests must be named", "attestor"};
    if (!self && *attestor == person)
        return Error{ErrorKind::invalid, "nobody attests his own competency", "attestor"};
    if (self && attestor && *attestor != person)
        return Error{ErrorKind::invalid, "people assess themselves, and nobody else does it",
                     "attestor"};
    return std::nullopt;
}

Result<json::value> attest(const Request& request, Municipality& of)
{
    const auto model = model_of(of);
    if (!model) return model.error();
    const auto value = body_of(request);
    if (!value) return value.error();
    Body body(*value);
    const auto person = body.person("person", Presence::required);
    const auto attestor = body.person("attestor", Presence::optional);
    const auto what = read_attested(body.members(), **model);
    Attestation attestation;
    attestation.at = body.time("at", Presence::optional);
    attestation.until = body.time("until", Presence::optional);
    attestation.note = body.reason("note", Presence::optional);
    const auto id = body.members().text_or_null("id");
    if (id && !base::parse_uuid(*id)) body.members().complain("id", "uuid", "be a UUID");
    if (auto refused = body.refusal()) return *refused;

    attestation.what = *what;
    const auto learner = find_somebody(of, *person, "person");
    if (!learner) return learner.error();
    attestation.learner = learner->agent;
    const bool self = is_self(**model, *what);
    std::optional<PersonId> by;
    if (attestor) {
        const auto found = find_somebody(of, *attestor, "attestor");
        if (!found) return found.error();
        by = found->id;
        if (!self) attestation.attestor = found->agent;
    }
    if (auto refused = refused_attestor(self, learner->id, by)) return *refused;
    auto statement = competency::attestation_statement(**model, attestation);
    if (!statement) return statement.error();
    if (id) (*statement)["id"] = *id;
    const auto stored = store(std::move(*statement), request, of);
    if (!stored) return stored.error();
    return outcome(*stored, learner->id, *what, of);
}

// What a stored statement proves first, and of whom.
struct Proof {
    std::string identity;
    Attested what;
};

Result<Proof> proof_of(const Model& model, const Request& request, const Municipality& of)
{
    const auto& text = request.captures.at("statement");
    const Error nothing{ErrorKind::not_found, "no statement of this id attests anything"};
    const auto id = base::parse_uuid(text);
    if (!id) return nothing;
    const auto found = of.storage.statements().find(request.credential->tenant, *id);
    if (!found) return found.error();
    if (!*found || (*found)->voided) return nothing;
    const auto value = statements::parse_stored((*found)->text);
    for (const auto& row : competency::extract(model, (*found)->text, value, (*found)->sequence)) {
        const auto mapping =
            std::ranges::find(model.evidence, row.evidence, &competency::Evidence::id);
        const auto assertion = competency::assertion_of(model, row.evidence);
        if (mapping != model.evidence.end() && mapping->polarity == competency::Polarity::positive)
            return Proof{row.identity, static_cast<std::size_t>(mapping - model.evidence.begin())};
        if (assertion && assertion->kind == competency::Assertion::Kind::achieved)
            return Proof{row.identity,
                         competency::RuleKey{assertion->competency, assertion->level}};
    }
    return nothing;
}

json::object voiding(const json::object& by, const std::string& target, const std::string& note)
{
    json::object out{{"actor", by},
                     {"verb", {{"id", statements::voided_verb}}},
                     {"object", {{"objectType", "StatementRef"}, {"id", target}}}};
    if (!note.empty()) out["result"] = json::object{{"response", note}};
    return out;
}

Result<json::value> revoke(const Request& request, Municipality& of)
{
    const auto model = model_of(of);
    if (!model) return model.error();
    const auto value = body_of(request);
    if (!value) return value.error();
    Body body(*value);
    const auto attestor = body.person("attestor", Presence::required);
    const auto how = body.members().text("how", Presence::required);
    if (how && *how != "ended" && *how != "mistaken")
        body.members().complain("how", "choice", "be ended or mistaken");
    Attestation attestation;
    attestation.at = body.time("at", Presence::optional);
    attestation.note = body.reason("note", Presence::optional);
    if (how == "mistaken" && attestation.at)
        body.members().complain("at", "choice", "be absent: a mistake never held");
    if (auto refused = body.refusal()) return *refused;

    const auto proof = proof_of(**model, request, of);
    if (!proof) return proof.error();
    const auto by = find_somebody(of, *attestor, "attestor");
    if (!by) return by.error();
    const auto person = of.persons.read([&](const competency::Persons& persons) {
        return persons.person_of(proof->identity, storage::system_now(), competency::forever);
    });
    if (!person)
        return Error{ErrorKind::not_found, "the statement is about nobody who is known here"};
    attestation.what = proof->what;
    attestation.learner = statements::agent_of(proof->identity);
    attestation.attestor = by->agent;
    auto statement = how == "mistaken"
                         ? Result<json::object>(voiding(by->agent, request.captures.at("statement"),
                                                        attestation.note))
                         : competency::revocation_statement(**model, attestation);
    if (!statement) return statement.error();
    const auto stored = store(std::move(*statement), request, of);
    if (!stored) return stored.error();
    return outcome(*stored, *person, proof->what, of);
}

Result<json::value> issue(const Request& request, Municipality& of)
{
    if (auto refused = ParameterReader(request).refusal()) return *refused;
    const auto person = competency::parse_person_id(request.captures.at("person"));
    if (!person) return Error{ErrorKind::not_found, "there is no such person"};
    const auto done = of.publishing.issue(*person);
    if (!done) return done.error();
    json::array out;
    for (const auto& each : *done)
        out.push_back(json::object{{"id", base::to_string(each.id)}, {"new", each.is_new}});
    return json::value{{"statements", std::move(out)}};
}

} // namespace

awaitable<Response> post_issue(Request request, App& app)
{
    return work_on_persons(std::move(request), app, issue);
}

awaitable<Response> post_attestation(Request request, App& app)
{
    if (auto refused = refused_type(request)) co_return error_response(*refused);
    co_return co_await work_on_persons(std::move(request), app, attest, http::status::created);
}

awaitable<Response> post_revocation(Request request, App& app)
{
    if (auto refused = refused_type(request)) co_return error_response(*refused);
    co_return co_await work_on_persons(std::move(request), app, revoke, http::status::created);
}

} // namespace lrs
