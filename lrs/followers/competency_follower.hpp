// Attainment, kept up with the log.
//
// Operation    One thread follows the tenant's log. It looks at the terms of what was committed
//              and reads a statement only when its verb is one that the model asks for. What it
//              derives goes into a projection named after the model's hash, in one commit with
//              its cursor; a restart replays only what lies above that.
// Model        A new model is read into a second engine from the start of the log, while the
//              first goes on answering; then they change places.
// Failures     When the disk refuses what is to be kept, it begins again from the projection as
// soon
//              as the store works; meanwhile it answers from memory.
// Concurrency  Any thread may ask. answer(), set_model() and start() block: on the pool.
#pragma once

#include "base/error.hpp"
#include "competency/engine.hpp"
#include "lrs/journal.hpp"
#include "storage/storage.hpp"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_set>

namespace lrs {

enum class Freshness { whatever_is_there, published };

// What answers about somebody are computed from: values that nothing changes any more.
struct Seen {
    std::shared_ptr<const competency::Model> model;
    std::shared_ptr<const competency::Roles> roles;
    std::vector<competency::EvidenceRow> rows;
    competency::Watermark watermark;
};

class CompetencyFollower {
public:
    // What goes wrong while it follows is told to the journal.
    CompetencyFollower(storage::Storage& storage, storage::Tenant tenant, Journal& journal);
    ~CompetencyFollower(); // stop()

    // Loads the stored model, if there is one, and what was derived from it; then follows.
    base::Result<> start();
    void stop();

    storage::Tenant tenant() const { return tenant_; }

    // How far it has followed. Empty: there is no model.
    std::optional<storage::Position> reached() const;

    // The document that is in force, as RFC 8785 JSON. Empty: none is.
    std::shared_ptr<const competency::Model> model() const;

    // Persists the model and returns when it answers.
    //   invalid  complaints name every broken rule; the running model stays
    base::Result<std::shared_ptr<const competency::Model>> set_model(std::string_view document);

    // Kept in memory only.
    void set_roles(competency::Roles roles);

    // Of these identities. Waits at most limits::attainment_wait for what was published when it was
    // called, if asked to.
    //   not_found  there is no model
    base::Result<Seen> see(std::span<const std::string> identities,
                           Freshness freshness = Freshness::published);

    // knownAt defaults to the `stored` of the watermark, asOf to now; the rest as see().
    base::Result<std::string> answer(const std::string& identity,
                                     std::optional<base::Timestamp> as_of,
                                     std::optional<base::Timestamp> known_at);

private:
    // One model's engine and how far it has followed.
    struct Course {
        Course(std::shared_ptr<const competency::Model> model, const competency::Roles& roles,
               const base::Hash128& key);

        bool interests(const storage::FeedItem& item) const;

        competency::Engine engine;
        std::string projection;
        std::unordered_set<std::string> verbs; // Hashed terms.
        bool any_verb;
        storage::Position reached{};
        std::optional<storage::Sequence> kept{}; // The projection's cursor.
    };

    base::Result<> restore(Course& course);
    base::Result<> catch_up(Course& course, storage::Sequence until);
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
    const std::string setting_;

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

} // namespace lrs
