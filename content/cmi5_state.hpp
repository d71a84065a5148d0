// What has happened in one registration, as its statements tell it: a fold over them in stored
// order. There is nothing else in it, so that it can be had again from the log at any time.
#pragma once

#include "base/timestamp.hpp"
#include "base/uuid.hpp"
#include "content/cmi5_ids.hpp"

#include <boost/json/object.hpp>

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace content {

using base::Timestamp;

// What a statement of an AU is: one of the five that cmi5 defines, or another one (7.1.3).
enum class Cmi5Verb { initialized, completed, passed, failed, terminated };

inline constexpr std::size_t cmi5_verbs = 5;

std::string_view name_of(Cmi5Verb verb);
std::string_view iri_of(Cmi5Verb verb);

// Empty: cmi5 does not define it as an AU's.
std::optional<Cmi5Verb> cmi5_verb(std::string_view iri);

// Whose a statement is: its authority says so.
enum class Cmi5Teller {
    system, // launched, abandoned, waived and satisfied count.
    au,     // What the gate let pass.
};

struct Cmi5Said {
    base::Uuid statement;
    Timestamp at; // Its timestamp.

    bool operator==(const Cmi5Said&) const = default;
};

struct Cmi5SessionState {
    std::optional<std::size_t> au;     // Of `launched`.
    std::optional<Timestamp> launched; // By this system's clock, the others by the learner's.
    std::array<std::optional<Cmi5Said>, cmi5_verbs> said;
    std::optional<Timestamp> last; // The latest of all that the AU said.
    bool abandoned = false;

    const std::optional<Cmi5Said>& operator[](Cmi5Verb verb) const
    {
        return said[static_cast<std::size_t>(verb)];
    }

    bool is_open() const { return launched && !(*this)[Cmi5Verb::terminated] && !abandoned; }

    bool operator==(const Cmi5SessionState&) const = default;
};

struct Cmi5AuState {
    std::optional<Timestamp> completed;
    std::optional<Timestamp> passed;
    bool waived = false;

    bool operator==(const Cmi5AuState&) const = default;
};

class Cmi5State {
public:
    explicit Cmi5State(const Cmi5Ids& ids) : aus_(ids.aus()), blocks_(ids.blocks()) {}

    // A statement of this registration that is stored, or is about to be; voided ones are left out.
    // What tells nothing about the course changes nothing. `ids` as in the constructor.
    void apply(const Cmi5Ids& ids, const boost::json::object& statement, Cmi5Teller teller);

    const Cmi5AuState& au(std::size_t index) const { return aus_[index]; }

    bool is_said_satisfied(const Cmi5Unit& unit) const; // By a statement.
    void say_satisfied(const Cmi5Unit& unit);           // As apply() does for such a statement.

    // Null: nothing was said in it.
    const Cmi5SessionState* session(const base::Uuid& id) const;

    // Launched, and neither terminated nor abandoned: at the next launch they are abandoned
    // (9.3.6).
    std::vector<base::Uuid> open_sessions() const;

    bool operator==(const Cmi5State&) const = default;

private:
    void apply_au(const boost::json::object& statement, const base::Uuid& session, std::size_t au);
    void apply_system(const Cmi5Ids& ids, const boost::json::object& statement,
                      const base::Uuid& session);

    std::vector<Cmi5AuState> aus_;
    std::vector<bool> blocks_; // Said to be satisfied.
    bool course_ = false;
    std::map<base::Uuid, Cmi5SessionState> sessions_;
};

// Parts of a statement that has been validated; empty: they are not there.
std::optional<base::Uuid> cmi5_session_of(const boost::json::object& statement);
std::optional<Timestamp> cmi5_time_of(const boost::json::object& statement);

// Whether a context activity of that id is in a list of that name ("category"), which may also be a
// single one.
bool has_context_activity(const boost::json::object& statement, std::string_view list,
                          std::string_view id);

} // namespace content
