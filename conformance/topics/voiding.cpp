// Statements that take another one back.
#include "conformance/topics.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace conformance {
namespace {

constexpr Says of_1_0_3 = must("Data 2.3.2");
constexpr Says of_2_0_0 = must("4.2.5");

json::object voids(Talk& talk, const std::string& id)
{
    auto out = talk.statement();
    out["verb"] = json::object{{"id", "http://adlnet.gov/expapi/verbs/voided"}};
    out["object"] = json::object{{"objectType", "StatementRef"}, {"id", id}};
    return out;
}

Answer fetch_voided(Talk& talk, const std::string& id)
{
    return talk.get("statements", {{"voidedStatementId", id}});
}

std::string verb_of(const json::object& statement)
{
    return std::string(statement.at("verb").at("id").as_string());
}

void is_voided(Talk& talk, const json::object& statement)
{
    const auto id = id_of(statement);
    talk.fetch(id).is(404);
    fetch_voided(talk, id).is(200).with("/id", id).with("/actor", statement.at("actor"));
}

void is_not_voided(Talk& talk, const json::object& statement)
{
    const auto id = id_of(statement);
    fetch_voided(talk, id).is(404);
    talk.fetch(id).is(200).with("/id", id);
}

const Requirement table[] = {
    {"voiding.by-id", "A voided statement is found by voidedStatementId alone", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const auto sent = talk.statement();
         talk.store(sent);
         is_not_voided(talk, sent);
         talk.store(voids(talk, id_of(sent)));
         is_voided(talk, sent);
     },
     "POST statements =voided: swallow 200"},
    {"voiding.query", "A voided statement is found by no query", must("Communication 2.1.4"),
     must("4.1.6.1"),
     [](Talk& talk) {
         const auto sent = talk.statement();
         talk.store(sent);
         expect(talk.ids({{"verb", verb_of(sent)}}).size() == 1, "the statement", "nothing");
         const auto voiding = talk.store(voids(talk, id_of(sent)));
         const auto found = talk.ids({{"verb", verb_of(sent)}});
         expect(std::ranges::count(found, id_of(sent)) == 0, "nothing of the voided", "it");
     },
     "POST statements =voided: swallow 200"},
    {"voiding.itself-found", "The voiding statement is found", must("Communication 2.1.4"),
     must("4.1.6.1"),
     [](Talk& talk) {
         const auto sent = talk.statement();
         talk.store(sent);
         const auto voiding = voids(talk, id_of(sent));
         const auto id = talk.store(voiding);
         talk.fetch(id).is(200).with("/object/id", id_of(sent));
         const auto found = talk.ids({{"agent", serialize(voiding.at("actor"))}});
         expect(found == std::vector{id}, "the voiding statement", "others");
     },
     "GET statements ?agent: set /statements []"},
    {"voiding.target-matches", "The voiding statement is found by what its target matches",
     must("Communication 2.1.4"), must("4.1.6.1"),
     [](Talk& talk) {
         const auto sent = talk.statement();
         talk.store(sent);
         const auto id = talk.store(voids(talk, id_of(sent)));
         const auto found = talk.ids({{"verb", verb_of(sent)}});
         expect(found == std::vector{id}, "the voiding statement alone", "others");
     },
     "GET statements ?verb: set /statements []"},
    {"voiding.not-voidable", "A voiding statement cannot be voided", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const auto sent = talk.statement();
         talk.store(sent);
         const auto first = voids(talk, id_of(sent));
         talk.store(first);
         // Refused or without effect: both are right.
         talk.post(voids(talk, id_of(first))).is({200, 204, 400, 403, 409});
         is_not_voided(talk, first);
         is_voided(talk, sent);
     },
     "GET statements ?statementId: status 200 404"},
    {"voiding.before-target", "A statement that comes after its void is voided", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const auto sent = talk.statement();
         const auto voiding = talk.store(voids(talk, id_of(sent)));
         talk.fetch(voiding).is(200).with("/id", voiding);
         talk.post(sent).is(200);
         is_voided(talk, sent);
         const auto found = talk.ids({{"verb", verb_of(sent)}});
         expect(std::ranges::count(found, id_of(sent)) == 0, "nothing of the voided", "it");
     },
     "POST statements: swap verbs/voided verbs/voide"},
    {"voiding.before-target.void", "Nor can a void that comes after its own be voided", of_1_0_3,
     of_2_0_0,
     [](Talk& talk) {
         const auto sent = talk.statement();
         const auto first = voids(talk, id_of(sent));
         talk.post(voids(talk, id_of(first))).is({200, 204});
         talk.store(sent);
         is_not_voided(talk, sent);
         talk.store(first);
         is_voided(talk, sent);
         is_not_voided(talk, first);
     },
     "GET statements ?statementId: status 200 404"},
    {"voiding.unknown", "A void of a statement that is not there is accepted", should("Data 2.3.2"),
     must("4.2.4.1"),
     [](Talk& talk) {
         const auto voiding = voids(talk, talk.id());
         talk.post(voiding).is(200);
         talk.fetch(id_of(voiding)).is(200).with("/id", id_of(voiding));
         fetch_voided(talk, std::string(voiding.at("object").at("id").as_string())).is(404);
     },
     "POST statements =voided: say 404"},
    {"voiding.same-batch", "A void works on a statement of its own batch, in any order", of_1_0_3,
     of_2_0_0,
     [](Talk& talk) {
         const auto first = talk.statement();
         const auto second = talk.statement();
         talk.store({first, voids(talk, id_of(first))});
         talk.store({voids(talk, id_of(second)), second});
         is_voided(talk, first);
         is_voided(talk, second);
     },
     "POST statements: swap verbs/voided verbs/voide"},
    {"voiding.twice", "A second void changes nothing", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const auto sent = talk.statement();
         talk.store(sent);
         talk.store(voids(talk, id_of(sent)));
         talk.post(voids(talk, id_of(sent))).is({200, 204, 400, 409});
         is_voided(talk, sent);
     },
     "POST statements: swap verbs/voided verbs/voide"},
    {"voiding.same-id-again", "A voided statement that is sent again stays voided", of_1_0_3,
     of_2_0_0,
     [](Talk& talk) {
         const auto sent = talk.statement();
         talk.store(sent);
         talk.store(voids(talk, id_of(sent)));
         talk.post(sent).is({200, 204, 409});
         is_voided(talk, sent);
     },
     "POST statements: swap verbs/voided verbs/voide"},
    {"voiding.other-verb", "Only the verb of voiding voids", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const auto sent = talk.statement();
         talk.store(sent);
         const auto doubt = with(voids(talk, id_of(sent)), {{"/verb/id", talk.iri("verb")}});
         talk.store(doubt);
         is_not_voided(talk, sent);
         talk.store(voids(talk, id_of(sent)));
         is_voided(talk, sent);
         is_not_voided(talk, doubt);
     },
     "GET statements ?voidedStatementId: status 404 200"},
    {"voiding.context-reference", "A reference in the context voids nothing", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const auto sent = talk.statement();
         const auto other = talk.statement();
         talk.store({sent, other});
         auto voiding = voids(talk, id_of(sent));
         voiding = with(voiding, {{"/context/statement",
                                   parsed(serialize(json::object{{"objectType", "StatementRef"},
                                                                 {"id", id_of(other)}}))}});
         talk.store(voiding);
         is_voided(talk, sent);
         is_not_voided(talk, other);
     },
     "POST statements: swap verbs/voided verbs/voide"},
    {"voiding.id-in-capitals", "A void finds its statement whatever the case of the id",
     should("Data 2.3.2"), should("4.2.5"),
     [](Talk& talk) {
         const auto sent = with(talk.statement(), {{"/id", "ab" + talk.id().substr(2)}});
         talk.store(sent);
         auto shouted = id_of(sent);
         shouted.replace(0, 2, "AB");
         talk.store(voids(talk, shouted));
         is_voided(talk, sent);
     },
     "POST statements: swap verbs/voided verbs/voide"},
};

} // namespace

topics::Table topics::voiding()
{
    return {std::begin(table), std::end(table)};
}

} // namespace conformance
