// The stories of a tenant's registrations, read from the log as far as it goes, and kept for the
// next time.
//
// Threads  Any. open() blocks while another thread has the story, or one of the few others that
//          share its lock; nobody may open a second one before he has let go of the first.
// Limits   Stories of limits::cmi5_parts_kept parts together are kept, those used last, and one
//          that is larger alone.
#pragma once

#include "courses/cmi5_story.hpp"
#include "storage/statement_store.hpp"

#include <array>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

namespace courses {

class Cmi5Stories {
public:
    // Of the identities of system and content (statements::identity).
    Cmi5Stories(const storage::StatementStore& store, storage::Tenant tenant, std::string system,
                std::string content)
        : store_(store), tenant_(tenant), system_(std::move(system)), content_(std::move(content))
    {
    }

    // A story that nobody else can see meanwhile.
    class Held {
    public:
        Held(Held&&) = default;
        Held& operator=(Held&&) = delete;
        ~Held();

        Cmi5Story& operator*() const { return *story_; }

        Cmi5Story* operator->() const { return story_.get(); }

    private:
        friend class Cmi5Stories;

        Held(Cmi5Stories& stories, const base::Uuid& registration, std::mutex& mutex)
            : stories_(stories), registration_(registration), lock_(mutex)
        {
        }

        Cmi5Stories& stories_;
        base::Uuid registration_;
        std::unique_lock<std::mutex> lock_;
        std::unique_ptr<Cmi5Story> story_;
    };

    // With all that is visible by now.
    //   corrupt  a statement does not decode
    base::Result<Held> open(const Cmi5Contents& contents, const Registration& registration);

    std::size_t kept() const; // Stories.

private:
    using Kept = std::list<std::pair<base::Uuid, std::unique_ptr<Cmi5Story>>>;

    base::Result<bool> read_on(const Cmi5Contents& contents, const Registration& registration,
                               Cmi5Story& story) const;
    Voice voice_of(const boost::json::object& statement) const;
    std::unique_ptr<Cmi5Story> take(const base::Uuid& registration); // Null: it is not kept.
    void keep(const base::Uuid& registration, std::unique_ptr<Cmi5Story> story);

    const storage::StatementStore& store_;
    const storage::Tenant tenant_;
    const std::string system_;
    const std::string content_;
    std::array<std::mutex, 64> mutexes_; // Of registrations, by their hash.

    mutable std::mutex mutex_; // Of what follows.
    Kept kept_;                // The one used last in front.
    std::unordered_map<base::Uuid, Kept::iterator> places_;
    std::size_t parts_ = 0;
};

} // namespace courses
