// The server's side of the SCORM run-time: what the player asks and reports while somebody learns.
// Questions and answers are the values of its protocol; see begin() and those below it.
//
// Runs       A run is a session of one item (SCO or asset), from its begin to its last commit. A
//            registration has at most one that is open: whoever begins another one, in the same
//            tab or elsewhere, ends it, and its commits are refused from then on. The launch that
//            was made last has the registration; older ones cannot begin, commit or keep any more.
// Attempts   In SCORM 2004 a run goes on with its item's attempt when that was suspended; else it
//            begins a new one with nothing in it (RTE 4.2.8). In SCORM 1.2, which knows no
//            attempts, a run always goes on with the item's data; a new attempt is counted, and
//            `initialized` is told, when it was not suspended (cmi.core.entry is "").
//            A session that ends without its last commit was interrupted: if content has not said
//            how it means to leave, its attempt counts as suspended.
// Modes      Runs in browse and review are attempts of their own. They change nothing of status,
//            of what was kept, of sequencing; statements tell them without results. Review is
//            given what was kept, browse nothing.
// Assets     never call the run-time, and neither can what lies on another server: they are
//            completed when they are begun, and their run is over then.
// The course SCORM 2004's player has a sequencing tree, whose results come with the commits. Where
//            there is none (1.2), or when a session ends and the player has never said a result,
//            the course is completed when every item is that a learner can see and launch; then it
//            is failed if one of them is, and passed if one is and all that have a mastery score.
//            The score is the mean of all SCOs', when all have one.
//
// Writing. Documents come first: one write of them makes the other superfluous. Then, all or
// nothing, what is kept of the run together with the statements that follow from it (outbox.hpp);
// then these are told. A crash before the second step leaves nothing but documents that are ahead
// by a commit which the player will send again; after it, the statements are told by the next call
// for the registration, or by settle(). Their ids and times are settled by then, so that they are
// told once.
//
// Threads    Any. Calls block, and those for one registration follow one another.
// Ownership  Borrows the storage.
// Limits     limits::scorm_..., sequencing_bytes, global_objectives..., shared_data_bytes.
// Packages   must be of SCORM and of the registration, launches of the registration.
// Errors     of storage, in each call; after busy, full or unknown it may be made again.
//            corrupt: what is kept of the registration does not decode.
#pragma once

#include "base/error.hpp"
#include "base/uuid.hpp"
#include "courses/launch.hpp"
#include "courses/package.hpp"
#include "courses/registration.hpp"
#include "courses/scorm_progress.hpp"
#include "storage/storage.hpp"

#include <boost/json/object.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace courses {

class ScormRuns {
public:
    // `authority`: JSON of the agent whose statements these are.
    ScormRuns(storage::Storage& storage, storage::Tenant tenant, std::string authority,
              storage::Clock clock);
    ~ScormRuns();
    ScormRuns(const ScormRuns&) = delete;
    ScormRuns& operator=(const ScormRuns&) = delete;

    // course.json. `item` is the launch's, else the one of the last run if that is unfinished.
    base::Result<boost::json::object>
    course(const Package& package, const Registration& registration, const Launch& launch);

    // {"item", "zone"} -> {"run", "url", "isSco", "cmi"}; "cmi" is empty of an asset. `url` begins
    // with "c/", or is that of another server. Beside them "suspendData", a text of JSON, when
    // suspend_data hold half a surrogate pair, which stands for U+FFFD in "cmi".
    //   invalid    there is no "item", it has nothing to launch, or "zone" is no number of minutes
    //   not_found  no item is called so
    //   conflict   another launch has taken over; with `where` "item": what must be done before
    //              is not
    //   too_many   limits::scorm_runs
    base::Result<boost::json::object> begin(const Package& package,
                                            const Registration& registration, const Launch& launch,
                                            const boost::json::object& asked);

    // -> {"result": true, "errorCode": 0}, also for what came before (the same number or a lower
    // one). A commit that arrives after end(), as a beacon may overtake it, is taken.
    //   conflict            the run is over
    //   invalid, too_large  as content::read_commit()
    base::Result<boost::json::object> commit(const Package& package,
                                             const Registration& registration, const Launch& launch,
                                             const base::Uuid& run, std::string_view body,
                                             bool final);

    // {"sequencingState", "globalObjectives", "sharedData"}, any of them -> {"result": true}.
    //   conflict            another launch has taken over
    //   invalid, too_large  as content/sequencing_state.hpp; limits::shared_data_bytes
    base::Result<boost::json::object> keep(const Package& package, const Registration& registration,
                                           const Launch& launch, const boost::json::object& sent);

    // {"run"} -> {"result": true}, also when that run is not open (any more).
    //   invalid  "run" is neither an id nor null
    base::Result<boost::json::object> end(const Package& package, const Registration& registration,
                                          const Launch& launch, const boost::json::object& asked);

    base::Result<ScormProgress> progress(const Package& package, const Registration& registration);

    // Tells what a crash has left untold. To be called once after the start, beside all others.
    base::Result<> settle();

    // Removes what is kept of a registration, statements and documents aside.
    base::Result<> forget(const base::Uuid& registration);

private:
    class Room;

    std::unique_ptr<Room> room_;
};

} // namespace courses
