// The rules of cmi5 for one statement of an AU by itself; those about its place among others are in
// content/cmi5_gate.cpp. The names of the rules are listed in content/cmi5_gate.hpp.
#pragma once

#include "base/error.hpp"
#include "content/cmi5_session.hpp"
#include "content/cmi5_state.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace content {

// The complaints about one statement.
class Cmi5Faults {
public:
    // `found` null: nothing stands there. `where` is a JSON Pointer.
    void add(std::string where, std::string_view rule, const boost::json::value* found,
             std::string expected);

    bool none() const { return complaints_.empty(); }

    const base::Complaints& complaints() const { return complaints_; }

    base::Complaints take() { return std::move(complaints_); }

private:
    base::Complaints complaints_;
};

// Without actor, verb or object it is no statement at all: false.
bool is_whole_statement(const boost::json::object& statement, Cmi5Faults& faults);

// With the category of cmi5: one of those that cmi5 defines (7.1.3).
bool is_cmi5_defined(const boost::json::object& statement);

// What holds for every statement of an AU. `statement` must be whole.
void check_any_statement(const Cmi5Session& session, const boost::json::object& statement,
                         Cmi5Faults& faults);

// And for those that cmi5 defines. `verb` is the statement's.
void check_defined_statement(const Cmi5Session& session, Cmi5Verb verb,
                             const boost::json::object& statement, Cmi5Faults& faults);

// Whether an agent is who was launched: every member the same; objectType need not be said.
bool is_launch_actor(const Cmi5Session& session, const boost::json::value& agent);

} // namespace content
