// The system's side of cmi5 at run time: what the rules of content/cmi5_* ask of an LMS, over a
// storage. All of its memory is the log: what has happened in a registration is folded from the
// stored statements, and kept only to be faster.
//
// Who speaks is told by the authority of a statement: the system itself, the content of a launch,
// whose statements have passed store(), or somebody else. What somebody else says of a session is
// judged like the content's own, after it was stored (6.3): it counts, or is voided.
//
// Threads    Any. Calls block, and those about one registration come one after the other.
// Storing    What is refused has stored nothing. After busy, full or unknown a call may be made
//            again: what was stored by then is not said twice.
// Limits     limits::cmi5_parts_kept, cmi5_grace, waive_reason_bytes, batch_statements.
// Packages   must be of cmi5, and the one of the registration; launches must be of it as well.
// Errors     of storage, in each call.
#pragma once

#include "base/error.hpp"
#include "base/uuid.hpp"
#include "content/cmi5_course.hpp"
#include "content/cmi5_documents.hpp"
#include "courses/cmi5_progress.hpp"
#include "courses/launch.hpp"
#include "courses/package.hpp"
#include "courses/registration.hpp"
#include "statements/accept.hpp"
#include "storage/storage.hpp"

#include <boost/json/value.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace courses {

// JSON of two different agents.
struct Authorities {
    std::string system;  // Of launched, abandoned, waived, satisfied and what voids.
    std::string content; // Of what AUs send.
};

// The AU that a launch is of: Launch::item is the id that the publisher gave it, or empty for the
// first one of the course. Empty: there is none of this id.
std::optional<std::size_t> cmi5_au(const Cmi5Contents& contents, std::string_view item);

class Cmi5Runs {
public:
    // `clock`: the server's. Borrows the storage.
    Cmi5Runs(storage::Storage& storage, storage::Tenant tenant, Authorities authorities,
             storage::Clock clock);
    ~Cmi5Runs();
    Cmi5Runs(const Cmi5Runs&) = delete;
    Cmi5Runs& operator=(const Cmi5Runs&) = delete;

    // To be called when somebody has registered, and may be again: says what is satisfied without
    // anything being done (9.6.1). Every other call that stores something sees to it as well.
    base::Result<> enrol(const Package& package, const Registration& registration);

    struct Place {
        std::string folder;   // Address of the package's top folder, on the content origin.
        std::string endpoint; // Of xAPI.
        std::string fetch;    // The fetch URL, with its token (8.2).
    };

    struct Launched {
        std::string url;
        content::LaunchMethod method; // OwnWindow must not be framed.
        // Launches of the registration that were open. The caller may note it in them; nothing
        // here depends on that.
        std::vector<base::Uuid> abandoned;
    };

    // Ends sessions of the registration that are open (9.3.6), puts LMS.LaunchData (10) and says
    // launched (9.3.1). `fresh` is a new launch, whose id becomes that of the session; it should be
    // kept already.
    //   not_found  no AU has this item
    base::Result<Launched> launch(const Package& package, const Registration& registration,
                                  const Launch& fresh, const Place& place);

    // May the token of this launch be used (for anything; also to be handed out)? Of the launch,
    // `fetched` and `closed` count; that its session was terminated or abandoned is known here.
    //   forbidden  no, with the rule (content/cmi5_gate.hpp)
    base::Result<> check_session(const Package& package, const Registration& registration,
                                 const Launch& launch);

    // The same, and the rules for documents and agents.
    //   forbidden, invalid  no, with the rule (content/cmi5_documents.hpp)
    base::Result<> check_document(const Package& package, const Registration& registration,
                                  const Launch& launch,
                                  const content::Cmi5DocumentRequest& request);

    // Statements of an AU: all, or none. What becomes satisfied by one is stored with them, right
    // behind it and with its time (9.3.9). `received`: as they came; `prepared`: the same ones, in
    // the same order, by the content's authority. Of the answer, `ids` are theirs alone.
    //   forbidden, invalid  the first one that must not be stored (content/cmi5_gate.hpp)
    //   too_large           with what they satisfy they are more than a batch takes
    //   conflict            as StatementStore::submit()
    base::Result<storage::Committed> store(const Package& package, const Registration& registration,
                                           const Launch& launch,
                                           std::span<const boost::json::value> received,
                                           statements::PreparedBatch prepared);

    // Says that an AU need not be done, and what is satisfied by that (9.3.7). False: it was said
    // before; nothing is said again.
    //   invalid   the reason is empty or longer than limits::waive_reason_bytes
    //   not_found there is no such AU
    //   conflict  it was said before and is void: it cannot be said twice of an AU
    base::Result<bool> waive(const Package& package, const Registration& registration,
                             std::size_t au, std::string_view reason);

    // Ends a session that its AU will not end any more (9.3.6). False: it is not open.
    base::Result<bool> abandon(const Package& package, const Registration& registration,
                               const base::Uuid& session);

    // To be called with statements that others have stored (as they are stored) and that carry the
    // id of a session of this registration (content::cmi5_session_of): voids those that break its
    // rules, also when they say that they are of another registration. What stays counts.
    base::Result<> look_at_others(const Package& package, const Registration& registration,
                                  std::span<const boost::json::value> stored);

    base::Result<Cmi5Progress> progress(const Package& package, const Registration& registration);

private:
    class Room;

    std::unique_ptr<Room> room_;
};

} // namespace courses
