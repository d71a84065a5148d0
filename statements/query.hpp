// A query for statements, and the naive truth about it: what matches, decided from JSON alone.
//
// Every index is tested against matches(). It must stay naive: it may not use terms.
#pragma once

#include "base/timestamp.hpp"
#include "base/uuid.hpp"
#include "statements/terms.hpp"

#include <boost/json/value.hpp>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace statements {

struct Query {
    std::optional<std::string> agent{}; // An identity() text.
    std::optional<std::string> verb{};
    std::optional<std::string> activity{};
    std::optional<base::Uuid> registration{};
    bool related_agents = false;
    bool related_activities = false;
    std::optional<base::Timestamp> since{}; // stored > since
    std::optional<base::Timestamp> until{}; // stored <= until
    std::optional<std::string> authority{}; // Read scope: only what this identity has stored.
    std::uint32_t limit = 0;                // Statements a page.
    bool ascending = false;

    // One of agent, verb, activity, registration is set: those which also a statement on the
    // reference chain may meet.
    bool has_terms() const { return agent || verb || activity || registration; }
};

// Finds a stored statement, voided or not.
using Lookup = std::function<std::optional<boost::json::value>(const base::Uuid&)>;

// agent, verb, activity and registration together, on this statement alone.
bool meets(const boost::json::value& statement, const Query& query);

// The whole query: since, until and authority on the statement itself; the terms on it or on one
// statement of its reference chain (xAPI 1.0.3 Communication 2.1.3 "Filter Conditions for
// StatementRefs"). Voiding is the caller's. At most limits::reference_chain steps.
bool matches(const boost::json::value& statement, const Query& query, const Lookup& lookup);

// What an index must hold for a statement to be a candidate: all of these, each with a role of
// its mask (or by_reference).
struct QueryTerm {
    TermKind kind;
    base::Hash128 term;
    Roles mask;
};

std::vector<QueryTerm> terms_of(const Query& query, const base::Hash128& key);

// The target of a StatementRef object, if the statement has one.
std::optional<base::Uuid> reference_of(const boost::json::value& statement);

// xAPI 1.0.3 Data 2.3.2: the verb is "voided" and the object a StatementRef.
bool is_voiding(const boost::json::value& statement);

std::optional<base::Timestamp> stored_of(const boost::json::value& statement);
std::optional<base::Uuid> id_of(const boost::json::value& statement);

} // namespace statements
