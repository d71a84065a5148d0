// Which statements of an AU are stored (cmi5 6.3, 7.1, 9 and 10.2): a decision about values.
//
// Rules: of the session, cmi5.session.fetched, .launched, .abandoned, .terminated; of a statement
// that is none, cmi5.statement.actor, .verb, .verb_id, .object (invalid, all others: forbidden);
// of any statement, cmi5.statement.id, .timestamp, .timestamp_utc, .voiding, cmi5.actor.agent,
// .account, .learner, cmi5.context.missing, .registration, .session, .template, .activities,
// cmi5.moveon.missing, .superfluous, cmi5.order.initialized_first, .terminated_last; of those that
// cmi5 defines, cmi5.verb.unknown, .once, .passed_or_failed, cmi5.object.au, cmi5.mode.judging,
// cmi5.result.completion, .success, .score, .duration, cmi5.score.raw, .scaled,
// cmi5.mastery.score, .extension, cmi5.registration.completed_once, .passed_once,
// .failed_after_passed.
//
// Order is told by the statements' timestamps, and among equal ones by which came first (9.3). They
// are the learner's clock: no rule compares them with this system's.
#pragma once

#include "base/error.hpp"
#include "content/cmi5_session.hpp"
#include "content/cmi5_state.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <span>
#include <vector>

namespace content {

struct Cmi5Verdict {
    std::optional<Cmi5Verb> verb; // Empty: one that cmi5 allows, and does not define.
    bool repeated = false;        // Stored already, by its id: nothing follows from it again.
    Timestamp at;                 // Its timestamp.
    // To be said right behind it, in this order, at its time (9.3.9).
    std::vector<Cmi5Unit> satisfied;
};

// The statements of one request as they were received, before the server completes them; each is a
// statement by the rules of xAPI. All are let in, or none.
// forbidden, invalid: of the first that must not be stored, every rule that it breaks; `statement`
// says which one it is.
base::Result<std::vector<Cmi5Verdict>> gate(const Cmi5Course& course, const Cmi5Ids& ids,
                                            Cmi5State state, const Cmi5Session& session,
                                            std::span<const boost::json::value> statements);

// The same for a request that brings no statements: may the token be used at all? forbidden: no.
base::Result<> check_session(const Cmi5State& state, const Cmi5Session& session);

// A statement of another credential that carries the id of a session (cmi5_session_of), and is
// stored. Not empty: it breaks these rules and must be voided (6.3). Empty: it stays, and is to be
// applied to the state as one of the AU.
base::Complaints reasons_to_void(const Cmi5State& state, const Cmi5Session& session,
                                 const boost::json::object& statement);

} // namespace content
