// Statements about statements are found by what their target matches.
#include "conformance/topics.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <set>

namespace conformance {
namespace {

constexpr Says of_1_0_3 = must("Communication 2.1.3");
constexpr Says of_2_0_0 = must("4.1.6.1");

using Ids = std::vector<std::string>;

json::object refers(Talk& talk, const std::string& id)
{
    return with(talk.statement(),
                {{"/object", json::object{{"objectType", "StatementRef"}, {"id", id}}}});
}

std::string verb_of(const json::object& statement)
{
    return std::string(statement.at("verb").at("id").as_string());
}

void finds(Talk& talk, const Pairs& query, const Ids& wanted)
{
    const auto found = talk.ids(query);
    expect(std::set(found.begin(), found.end()) == std::set(wanted.begin(), wanted.end()),
           std::to_string(wanted.size()) + " certain statements",
           std::to_string(found.size()) + " statements, or others");
}

const Requirement table[] = {
    {"references.target", "A statement is found by what its target matches", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const auto registration = talk.id();
         const auto target = with(talk.statement(), {{"/context/registration", registration}});
         const auto about = refers(talk, id_of(target));
         const Ids both = talk.store({target, about});
         const auto activity = std::string(target.at("object").at("id").as_string());
         finds(talk, {{"verb", verb_of(target)}}, both);
         finds(talk, {{"agent", serialize(target.at("actor"))}}, both);
         finds(talk, {{"activity", activity}}, both);
         finds(talk, {{"registration", registration}}, both);
         finds(talk, {{"verb", verb_of(about)}}, {id_of(about)});
     },
     "GET statements ?registration: first 1 /statements"},
    {"references.chain", "So it is over any number of references", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         std::vector<json::object> chain{talk.statement()};
         for (int at = 0; at < 5; ++at)
             chain.push_back(refers(talk, id_of(chain.back())));
         finds(talk, {{"verb", verb_of(chain.front())}}, talk.store(chain));
         finds(talk, {{"verb", verb_of(chain[4])}}, {id_of(chain[4]), id_of(chain[5])});
     },
     "GET statements: first 5 /statements"},
    {"references.late-target", "A target may come after the statements about it", of_1_0_3,
     of_2_0_0,
     [](Talk& talk) {
         const auto target = talk.statement();
         const auto about = refers(talk, id_of(target));
         const auto further = refers(talk, id_of(about));
         talk.store(further);
         talk.store(about);
         finds(talk, {{"verb", verb_of(target)}}, {});
         talk.store(target);
         finds(talk, {{"verb", verb_of(target)}}, {id_of(target), id_of(about), id_of(further)});
     },
     "GET statements: first 1 /statements"},
    {"references.late-middle", "A chain whose middle comes last is a chain", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const auto target = talk.statement();
         const auto middle = refers(talk, id_of(target));
         const auto last = refers(talk, id_of(middle));
         talk.store(target);
         talk.store(last);
         finds(talk, {{"verb", verb_of(target)}}, {id_of(target)});
         talk.store(middle);
         finds(talk, {{"verb", verb_of(target)}}, {id_of(target), id_of(middle), id_of(last)});
     },
     "GET statements: first 2 /statements"},
    {"references.times", "since and until hold for the statement itself, not for its target",
     of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const auto target = talk.statement();
         talk.store(target);
         const auto stored = talk.fetch(id_of(target)).is(200).at("/stored");
         const std::string time(stored.is_string() ? stored.as_string() : "");
         const auto about = refers(talk, id_of(target));
         talk.store(about);
         finds(talk, {{"verb", verb_of(target)}, {"since", time}}, {id_of(about)});
         finds(talk, {{"verb", verb_of(target)}, {"until", time}}, {id_of(target)});
     },
     "GET statements: ignore since"},
    {"references.limit", "limit counts the statements about others too", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const auto target = talk.statement();
         const auto about = refers(talk, id_of(target));
         talk.store({target, about});
         finds(talk, {{"verb", verb_of(target)}, {"limit", "1"}}, {id_of(about)});
     },
     "GET statements: ignore limit"},
    {"references.voided-target", "A statement about a voided one is still found",
     must("Communication 2.1.4"), must("4.1.6.1"),
     [](Talk& talk) {
         const auto target = talk.statement();
         const auto about = refers(talk, id_of(target));
         talk.store({target, about});
         auto voiding = refers(talk, id_of(target));
         voiding["verb"] = json::object{{"id", "http://adlnet.gov/expapi/verbs/voided"}};
         talk.store(voiding);
         finds(talk, {{"verb", verb_of(target)}}, {id_of(about), id_of(voiding)});
     },
     "GET statements: first 1 /statements"},
    {"references.context", "A reference in the context counts for no filter", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const auto target = talk.statement();
         const auto beside =
             with(talk.statement(),
                  {{"/context/statement",
                    json::object{{"objectType", "StatementRef"}, {"id", id_of(target)}}}});
         talk.store({target, beside});
         finds(talk, {{"verb", verb_of(target)}}, {id_of(target)});
     },
     "GET statements: ignore verb"},
    {"references.not-by-id", "By id, a statement is itself alone", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const auto target = talk.statement();
         const auto about = refers(talk, id_of(target));
         talk.store({target, about});
         talk.fetch(id_of(target)).is(200).with("/id", id_of(target)).without("/statements");
     },
     "GET statements: set /statements []"},
    {"references.together", "All filters hold for one statement of the chain, not one for each",
     choice("the standards say \"the filter condition\" and no more"),
     choice("the standards say \"the filter condition\" and no more"),
     [](Talk& talk) {
         const auto target = talk.statement();
         const auto about = refers(talk, id_of(target));
         talk.store({target, about});
         const auto agent = serialize(about.at("actor"));
         finds(talk, {{"verb", verb_of(target)}, {"agent", agent}}, {});
         finds(talk, {{"verb", verb_of(about)}, {"agent", agent}}, {id_of(about)});
     },
     "GET statements ?agent: ignore agent"},
    {"references.circle", "A circle of references ends", should("Communication 2.1.3"),
     should("4.1.6.1"),
     [](Talk& talk) {
         auto first = talk.statement();
         const auto second = refers(talk, id_of(first));
         first = with(first, {{"/object", json::object{{"objectType", "StatementRef"},
                                                       {"id", id_of(second)}}}});
         const auto itself = talk.id();
         const auto own = with(refers(talk, itself), {{"/id", itself}});
         const auto both = talk.store({first, second});
         talk.store(own);
         finds(talk, {{"verb", verb_of(first)}}, both);
         finds(talk, {{"verb", verb_of(own)}}, {itself});
     },
     "GET statements: first 1 /statements"},
    {"references.order", "They come in the order in which they were stored", of_1_0_3, of_2_0_0,
     [](Talk& talk) {
         const auto target = talk.statement();
         const auto early = refers(talk, id_of(target));
         const auto late = refers(talk, id_of(target));
         const Ids order{id_of(early), id_of(target), id_of(late)};
         talk.store(early);
         talk.store(target);
         talk.store(late);
         expect(talk.ids({{"verb", verb_of(target)}, {"ascending", "true"}}) == order,
                "three statements, the oldest first", "another order");
     },
     "GET statements: reverse /statements"},
};

} // namespace

topics::Table topics::references()
{
    return {std::begin(table), std::end(table)};
}

} // namespace conformance
