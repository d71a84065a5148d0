// Attainment, kept up with the log.
//
// Operation    One thread follows the tenant's log. It looks at the terms of what was committed
//              and reads a statement only when its verb is one that the model asks for. What it
//              derives goes into a projection named after the model's hash, in one commit with
//              its cursor; a restart replays only what lies above that.
// Model        A new model is read into a second engine from the start of the log, while the
//              first goes on answering; then they change places. The projection of the first stays
//              as it is: what was known before is judged by the model of then. Only what is erased
//              goes from it.
// Failures     When the disk refuses what is to be kept, it begins again from the projection as
// soon
//              as the store works; meanwhile it answers from memory.
// Concurrency  Any thread may ask. answer(), set_model() and start() block: on the pool.
#pragma once

#include "base/error.hpp"
#include "competency/engine.hpp"
#include "lrs/followers/interest.hpp"
#include "lrs/journal.hpp"
#include "lrs/models/model_shelf.hpp"
#include "storage/storage.hpp"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>

namespace lrs {

enum class Freshness { whatever_is_there, published };

// What answers about somebody are computed from: values that nothing changes any more.
struct Seen {
    std::shared_ptr<const competency::Model> model;
    std::shared_ptr<const competency::Roles> roles;
    std::vector<competency::EvidenceRow> rows;
    competency::Watermark watermark;
    base::Timestamp known; // What knownAt is when nobody asks for a time.
};

// Where is kept what a model derives from the log.
std::string projection_of(const std::string& model);

// As CompetencyFollower::answer(); the rows are those of the identity.
std::string attainment_of(const Seen& seen, const std::string& identity,
                          std::optional<base::Timestamp> as_of,
                          std::optional<base::Timestamp> known_at);

class CompetencyFollower {
public:
    // What goes wrong while it follows is told to the journal.
    // `own`: whose statements are the system's own.
    CompetencyFollower(storage::Storage& storage, storage::Tenant tenant, Journal& journal,
                       competency::Authorities own = {});
    ~CompetencyFollower(); // stop()

    // Loads the stored model, if there is one, and what was derived from it; then follows.
    base::Result<> start();
    void stop();

    storage::Tenant tenant() const { return tenant_; }

    // How far it has followed. Empty: there is no model.
    std::optional<storage::Position> reached() const;

    // The document that is in force, as RFC 8785 JSON. Empty: none is.
    std::shared_ptr<const competency::Model> model() const;

    // All there are.
    ModelShelf& shelf() { return shelf_; }

    const ModelShelf& shelf() const { return shelf_; }

    // By which what was known then is judged; empty time: now.
    base::Result<std::shared_ptr<const competency::Model>>
    model_of(std::optional<base::Timestamp> known_at) const;

    // Persists the model and returns when it answers.
    //   invalid  complaints name every broken rule; the running model stays
    base::Result<std::shared_ptr<const competency::Model>> set_model(std::string_view document,
                                                                     const std::string& by = "");

    // Another model over the log as it is now, without its being in force or kept anywhere.
    class Trial;
    base::Result<std::unique_ptr<Trial>> try_model(std::shared_ptr<const competency::Model> model);
    Seen see_tried(const Trial& trial, std::span<const std::string> identities) const;

    std::vector<std::string> identities() const; // Of all of whom there is evidence, sorted.
    // What an entry of the log proves under the model in force, as far as it has been followed.
    std::vector<competency::EvidenceRow> rows_of(storage::Sequence sequence) const;

    // Kept in memory only.
    void set_roles(competency::Roles roles);

    // Of these identities, under the model that was in force then. Waits at most
    // limits::attainment_wait for what was published when it was called, if asked to.
    //   not_found  there is no model
    base::Result<Seen> see(std::span<const std::string> identities,
                           std::optional<base::Timestamp> known_at = {},
                           Freshness freshness = Freshness::published);

    // knownAt defaults to Seen::known, asOf to now; the rest as see().
    base::Result<std::string> answer(const std::string& identity,
                                     std::optional<base::Timestamp> as_of,
                                     std::optional<base::Timestamp> known_at);

private:
    // One model's engine and how far it has followed.
    struct Course {
        Course(std::shared_ptr<const competency::Model> model, const competency::Roles& roles,
               const competency::Authorities& own, const base::Hash128& key);

        competency::Engine engine;
        std::string projection;
        Interest interest;
        storage::Position reached{};
        std::optional<storage::Sequence> kept{}; // The projection's cursor.
        bool in_force = false; // What it sees erased goes from the former projections too.
    };

    std::unique_ptr<Course> make_course(std::shared_ptr<const competency::Model> model) const;
    base::Result<> change_places(std::unique_ptr<Course> next, const std::string& by);
    base::Result<> complete_former();
    base::Result<> erase_in_former(const std::vector<std::uint64_t>& sequences);
    Seen seen_by(const Course& course, std::span<const std::string> identities) const;
    base::Result<> add_former_rows(Seen& out, const std::string& hash,
                                   std::span<const std::string> identities) const;
    base::Result<> restore(Course& course);
    enum class Keeping { yes, no };

    base::Result<> catch_up(Course& course, storage::Sequence until,
                            Keeping keeping = Keeping::yes);
    base::Result<bool> advance(Course& course);
    base::Result<> advance_by_log(Course& course);
    base::Result<> apply(Course& course, const storage::LogEntry& entry);
    base::Result<> keep(Course& course, bool idle);
    void reach(Course& course, storage::Position position);
    enum class Round { moved, idle, interrupted };

    Round play_round();
    Round interrupt(const base::Error& error);
    base::Result<> resume();
    void run();
    void fail(const std::string& why, bool for_good);
    void wait_for(storage::Sequence published, std::unique_lock<std::mutex>& lock);

    storage::Storage& storage_;
    const storage::Tenant tenant_;
    Journal& journal_;
    const competency::Authorities own_;
    ModelShelf shelf_;

    std::mutex model_change_;  // One set_model() at a time.
    std::mutex round_;         // The follower is in a round with course_; models change between.
    bool interrupted_ = false; // Under round_: the course has changes that were not kept.
    mutable std::mutex mutex_; // Whoever reads or changes what follows.
    std::condition_variable moved_; // The follower has moved on, or is asked to.
    std::unique_ptr<Course> course_;
    std::shared_ptr<const competency::Roles> roles_ = std::make_shared<competency::Roles>();
    std::size_t waiting_ = 0; // Answers that wait for the follower.
    std::string trouble_;     // Why nothing can be answered.
    bool ended_ = false;      // ... and never will be.
    bool stopping_ = false;
    std::thread thread_;
};

class CompetencyFollower::Trial {
public:
    explicit Trial(std::unique_ptr<Course> course) : course_(std::move(course)) {}

private:
    friend CompetencyFollower;
    std::unique_ptr<Course> course_;
};

} // namespace lrs
