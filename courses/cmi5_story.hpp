// What has happened in a registration of a cmi5 course: a fold over its stored statements in their
// order. The rules ask content::Cmi5State of it; beside that it keeps what progress shows, and what
// the system still has to say or to void.
//
// It has seen the log and nothing else, so that it comes out the same when it is folded anew.
//
// Threads: none of its own; whoever changes it is alone with it.
#pragma once

#include "content/cmi5_session.hpp"
#include "content/cmi5_state.hpp"
#include "courses/cmi5_progress.hpp"
#include "courses/package.hpp"
#include "courses/registration.hpp"

#include <boost/json/value.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace courses {

// Whose a statement is, by its authority.
enum class Voice { system, content, other };

// What a satisfied statement must say that is not there yet.
struct Cmi5Due {
    content::Cmi5Unit unit;
    base::Uuid session; // In which it came about.
    base::Timestamp at;

    bool operator==(const Cmi5Due&) const = default;
};

// A statement of somebody else that breaks the rules of a session (cmi5 6.3).
struct Cmi5Intruder {
    base::Uuid statement;
    std::string rules; // "cmi5.session.terminated, cmi5.statement.id"

    bool operator==(const Cmi5Intruder&) const = default;
};

// The id of the statement by which the system voids such a one.
base::Uuid cmi5_void_id(const base::Uuid& target);

class Cmi5Story {
public:
    explicit Cmi5Story(const Cmi5Contents& contents);

    // The next statement, as it is stored. False: it voids another one, and if that has been told
    // before, all must be told anew.
    bool tell(const Cmi5Contents& contents, const Registration& registration,
              const boost::json::value& statement, Voice voice);

    // `stored` of the last one. Empty: there was none.
    const std::optional<base::Timestamp>& through() const { return through_; }

    const content::Cmi5State& state() const { return state_; }

    // Terminated longer ago than limits::cmi5_grace (9.3.8).
    bool is_over(const base::Uuid& session, base::Timestamp now) const;

    // Why a statement of somebody else must be voided that was stored at this time. Empty: it may
    // stay, or is of no session that was launched here.
    std::optional<Cmi5Intruder> judge(const Cmi5Contents& contents,
                                      const Registration& registration,
                                      const boost::json::object& statement,
                                      base::Timestamp stored) const;

    const std::vector<Cmi5Intruder>& intruders() const { return intruders_; }

    void forget_intruders() { intruders_.clear(); } // They have been voided.

    std::vector<Cmi5Due> due(const Cmi5Contents& contents, const Registration& registration) const;
    void say_satisfied(const content::Cmi5Unit& unit); // It is not due any more.

    Cmi5Progress progress(const Cmi5Contents& contents, const Registration& registration) const;

    // AUs, blocks and sessions: how much memory it takes.
    std::size_t parts() const;

    bool operator==(const Cmi5Story&) const = default;

private:
    struct Session {
        content::LaunchMode mode = content::LaunchMode::normal;
        std::optional<base::Timestamp> terminated; // When that was stored.

        bool operator==(const Session&) const = default;
    };

    void tell_system(const Cmi5Contents& contents, const boost::json::object& statement);
    void tell_content(const Cmi5Contents& contents, const boost::json::object& statement,
                      base::Timestamp stored);
    void note_session(const boost::json::object& statement, content::Cmi5Verb verb,
                      base::Timestamp stored);
    void note_due(const Cmi5Contents& contents, const boost::json::object& statement);

    content::Cmi5State state_;
    std::optional<base::Timestamp> through_;
    std::map<base::Uuid, Session> sessions_; // That were launched.
    std::vector<Cmi5AuProgress> aus_;        // What state_ does not know of them.
    std::vector<std::optional<base::Timestamp>> blocks_;
    std::optional<base::Timestamp> course_;
    std::vector<Cmi5Due> due_;
    std::vector<Cmi5Intruder> intruders_;
};

} // namespace courses
