#include "content/cmi5_gate.hpp"

#include "content/cmi5_rules.hpp"
#include "content/cmi5_satisfaction.hpp"
#include "statements/members.hpp"

#include <string>

namespace content {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;
using statements::text_in;

class Judgement {
public:
    Judgement(const Cmi5State& state, const Cmi5Session& session, const json::object& statement)
        : session_(session), statement_(statement), said_(*state.session(session.id)),
          au_(state.au(session.au))
    {
    }

    Cmi5Verdict run()
    {
        Cmi5Verdict out;
        if (!is_whole_statement(statement_, faults_)) {
            whole_ = false;
            return out;
        }
        check_any_statement(session_, statement_, faults_);
        const auto time = cmi5_time_of(statement_);
        if (is_cmi5_defined(statement_)) {
            out.verb = known_verb();
            if (!out.verb) return out;
            check_defined_statement(session_, *out.verb, statement_, faults_);
        }
        if (!time) return out;
        out.at = *time;
        out.repeated = is_repeated(out.verb);
        if (out.repeated) return out;
        check_order(out.verb, *time);
        if (out.verb) check_once(*out.verb, *time);
        return out;
    }

    Cmi5Faults& faults() { return faults_; }

    bool is_whole() const { return whole_; }

private:
    const json::value* verb_id() const
    {
        return statement_.at("verb").as_object().if_contains("id");
    }

    std::optional<Cmi5Verb> known_verb()
    {
        const auto verb = cmi5_verb(verb_id()->as_string());
        if (!verb)
            faults_.add("/verb/id", "cmi5.verb.unknown", verb_id(),
                        "be initialized, completed, passed, failed or terminated, or the statement "
                        "must not have the category of cmi5"); // 9.3
        return verb;
    }

    bool is_repeated(std::optional<Cmi5Verb> verb) const
    {
        if (!verb || !said_[*verb]) return false;
        return said_[*verb]->statement == base::parse_uuid(text_in(statement_, "id"));
    }

    void refuse_time(std::string_view rule, std::string expected)
    {
        faults_.add("/timestamp", rule, statement_.if_contains("timestamp"), std::move(expected));
    }

    // 7.1.1, 7.1.2, 9.3
    void check_order(std::optional<Cmi5Verb> verb, Timestamp time)
    {
        const auto& first = said_[Cmi5Verb::initialized];
        if (!first && verb != Cmi5Verb::initialized)
            faults_.add("/verb/id", "cmi5.order.initialized_first", verb_id(),
                        "be initialized of cmi5: that comes first in a session");
        if (first && time < first->at)
            refuse_time("cmi5.order.initialized_first",
                        "not be before that of initialized, " + base::to_string(first->at));
        const auto& end = said_[Cmi5Verb::terminated];
        if (end && time >= end->at)
            refuse_time("cmi5.order.terminated_last",
                        "be before that of terminated, " + base::to_string(end->at));
        if (verb == Cmi5Verb::terminated && said_.last && time < *said_.last)
            refuse_time("cmi5.order.terminated_last",
                        "not be before that of another statement of the session, " +
                            base::to_string(*said_.last));
    }

    void check_once(Cmi5Verb verb, Timestamp time)
    {
        if (said_[verb]) return refuse_verb("cmi5.verb.once", "be said once in a session"); // 9.3
        const bool judged = said_[Cmi5Verb::passed] || said_[Cmi5Verb::failed];
        if (judged && (verb == Cmi5Verb::passed || verb == Cmi5Verb::failed))
            refuse_verb("cmi5.verb.passed_or_failed",
                        "not be said: a session has one of passed and failed"); // 9.3
        if (verb == Cmi5Verb::completed && au_.completed)
            refuse_verb("cmi5.registration.completed_once",
                        "be said once of this AU in a registration"); // 9.3.3
        if (verb == Cmi5Verb::passed && au_.passed)
            refuse_verb("cmi5.registration.passed_once",
                        "be said once of this AU in a registration"); // 9.3.4
        if (verb == Cmi5Verb::failed && au_.passed && time >= *au_.passed)
            refuse_verb("cmi5.registration.failed_after_passed",
                        "not be said of what has been passed in this registration"); // 9.3
    }

    void refuse_verb(std::string_view rule, std::string expected)
    {
        faults_.add("/verb/id", rule, verb_id(), std::move(expected));
    }

    const Cmi5Session& session_;
    const json::object& statement_;
    const Cmi5SessionState& said_;
    const Cmi5AuState& au_;
    Cmi5Faults faults_;
    bool whole_ = true;
};

// Empty: the session is under way.
std::optional<base::Complaint> ended(const Cmi5State& state, const Cmi5Session& session)
{
    const auto* said = state.session(session.id);
    const auto complaint = [](const char* rule, const char* expected) {
        return base::Complaint{"", rule, "", expected};
    };
    if (!said || !said->au)
        return complaint("cmi5.session.launched", "belong to an AU that was launched");
    if (session.abandoned || said->abandoned) // 9.3.6
        return complaint("cmi5.session.abandoned",
                         "be sent before the session is abandoned, as another launch does");
    if (session.closed) // 9.3.8
        return complaint("cmi5.session.terminated", "be sent before the session is terminated");
    return std::nullopt;
}

Error refusal(ErrorKind kind, std::string why, base::Complaints complaints)
{
    auto where = complaints.front().where;
    return {kind, std::move(why), std::move(where), std::move(complaints)};
}

Error refusal_of(std::size_t index, const json::object& statement, Judgement& judgement)
{
    auto complaints = judgement.faults().take();
    for (auto& complaint : complaints) {
        complaint.statement = index;
        complaint.id = text_in(statement, "id");
    }
    return refusal(judgement.is_whole() ? ErrorKind::forbidden : ErrorKind::invalid,
                   "Statement " + std::to_string(index) +
                       " breaks rules of cmi5; none of the request is stored.",
                   std::move(complaints));
}

const json::object& object_of(const json::value& value)
{
    static const json::object nothing;
    const auto* object = value.if_object();
    return object ? *object : nothing;
}

} // namespace

base::Result<> check_session(const Cmi5State& state, const Cmi5Session& session)
{
    auto complaint = ended(state, session);
    if (!complaint && !session.fetched) // 8.2
        complaint = base::Complaint{"", "cmi5.session.fetched", "",
                                    "come after the token was fetched from the fetch URL"};
    if (!complaint) return {};
    return refusal(ErrorKind::forbidden,
                   "The session of this launch is not under way: " + complaint->rule + ".",
                   {*complaint});
}

base::Result<std::vector<Cmi5Verdict>> gate(const Cmi5Course& course, const Cmi5Ids& ids,
                                            Cmi5State state, const Cmi5Session& session,
                                            std::span<const json::value> statements)
{
    if (auto usable = check_session(state, session); !usable) return usable.error();
    std::vector<Cmi5Verdict> out;
    for (std::size_t index = 0; index < statements.size(); ++index) {
        const auto& statement = object_of(statements[index]);
        Judgement judgement(state, session, statement);
        auto verdict = judgement.run();
        if (!judgement.faults().none()) return refusal_of(index, statement, judgement);
        if (!verdict.repeated) {
            state.apply(ids, statement, Cmi5Teller::au);
            if (verdict.verb == Cmi5Verb::completed || verdict.verb == Cmi5Verb::passed)
                verdict.satisfied = newly_satisfied(course, state);
            for (const auto& unit : verdict.satisfied)
                state.say_satisfied(unit);
        }
        out.push_back(std::move(verdict));
    }
    return out;
}

base::Complaints reasons_to_void(const Cmi5State& state, const Cmi5Session& session,
                                 const json::object& statement)
{
    if (auto complaint = ended(state, session)) return {*complaint};
    Judgement judgement(state, session, statement);
    judgement.run();
    return judgement.faults().take();
}

} // namespace content
