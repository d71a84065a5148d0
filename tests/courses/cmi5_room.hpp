// Somebody in a cmi5 course, over a storage: what an AU sends, what others send, what is stored.
#pragma once

#include "courses/cmi5_runs.hpp"
#include "tests/content/cmi5_makers.hpp"
#include "tests/courses/failing_statements.hpp"
#include "tests/support/manual_clock.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace support {

// An AU that was launched.
struct RunningAu {
    courses::Launch launch;
    Cmi5Session session; // With the context template that LMS.LaunchData has.
    std::string url;
    std::vector<base::Uuid> abandoned;
};

struct Cmi5Room {
    // The short form of a course (short_course).
    explicit Cmi5Room(std::string_view text) : Cmi5Room(short_course(text)) {}

    explicit Cmi5Room(Cmi5Course course);
    Cmi5Room(const Cmi5Room&) = delete;

    // A new object over the same storage, as after a restart.
    void restart();

    RunningAu launch(std::size_t au, content::LaunchMode mode = content::LaunchMode::normal);
    RunningAu begin(std::size_t au); // Launched and initialized.
    courses::Launch fresh(std::size_t au, content::LaunchMode mode = content::LaunchMode::normal);

    // The rules that refuse it, or what else went wrong ("busy"); empty: it is stored.
    std::string send(const RunningAu& au, const json::array& statements);
    std::string send(const RunningAu& au, const json::object& statement);
    std::string send(const RunningAu& au, std::string_view verb);

    // As an AU would say it (Play::say).
    json::object say(const RunningAu& au, std::string_view verb);
    json::object say(const RunningAu& au, std::string_view verb, int second); // At this time.

    // Stored by somebody else, who is nobody's content; then looked at. Its id.
    base::Uuid slip_in(const json::object& statement);
    // Stored, and nobody has looked at it yet.
    std::vector<json::value> put_by_other(const json::object& statement);
    void void_by(std::string_view authority, const base::Uuid& target);
    void void_by_other(const base::Uuid& target);

    std::vector<json::value> log() const;          // What a query for all statements finds.
    std::string verbs(std::size_t from = 0) const; // Of the log: "launched initialized".
    bool is_voided(const base::Uuid& id) const;
    courses::Cmi5Progress progress();

    ManualClock clock;
    mutable StorageOfFailingStatements storage;
    courses::Package package;
    courses::Registration registration;
    std::unique_ptr<courses::Cmi5Runs> runs;
    Play maker; // Of statements; its state stays empty.
    unsigned launches = 0;
};

// "forbidden cmi5.verb.once"; without complaints the kind alone, "busy".
std::string refusal_of(const base::Error& error);
std::string name_of(base::ErrorKind kind);
base::Uuid id_of(const json::object& statement);

inline constexpr storage::Tenant cmi5_tenant{3};
courses::Authorities cmi5_authorities();

} // namespace support
