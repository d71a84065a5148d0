#include "courses/cmi5_stories.hpp"

#include "base/limits.hpp"
#include "statements/agent.hpp"
#include "statements/parse.hpp"

namespace courses {

using base::Result;

Cmi5Stories::Held::~Held()
{
    if (story_) stories_.keep(registration_, std::move(story_));
}

Result<Cmi5Stories::Held> Cmi5Stories::open(const Cmi5Contents& contents,
                                            const Registration& registration)
{
    const auto stripe = std::hash<base::Uuid>()(registration.id) % mutexes_.size();
    Held held(*this, registration.id, mutexes_[stripe]);
    auto story = take(registration.id);
    if (!story) story = std::make_unique<Cmi5Story>(contents);
    auto whole = read_on(contents, registration, *story);
    if (!whole) return whole.error();
    if (!*whole) {
        story = std::make_unique<Cmi5Story>(contents);
        if (whole = read_on(contents, registration, *story); !whole) return whole.error();
    }
    held.story_ = std::move(story);
    return held;
}

// False: what was told before has been voided.
Result<bool> Cmi5Stories::read_on(const Cmi5Contents& contents, const Registration& registration,
                                  Cmi5Story& story) const
{
    statements::Query query;
    query.registration = registration.id;
    query.since = story.through();
    query.limit = limits::page_statements_max;
    query.ascending = true;
    // Who begins finds no statement that is void already.
    const bool begins = !query.since;
    std::optional<storage::Cursor> from;
    do {
        const auto page = store_.query(tenant_, query, from, storage::Deadline::max());
        if (!page) return page.error();
        for (const auto& [sequence, text, voided] : page->statements) {
            boost::json::error_code failed;
            const auto statement = statements::parse_stored(text, failed);
            if (failed || !statement.is_object())
                return base::Error{base::ErrorKind::corrupt, "a stored statement does not decode"};
            const auto voice = voice_of(statement.get_object());
            if (!story.tell(contents, registration, statement, voice) && !begins) return false;
        }
        from = page->next;
    } while (from);
    return true;
}

Voice Cmi5Stories::voice_of(const boost::json::object& statement) const
{
    const auto* authority = statement.if_contains("authority");
    const auto who = authority ? statements::identity(*authority) : std::nullopt;
    if (who == system_) return Voice::system;
    return who == content_ ? Voice::content : Voice::other;
}

std::size_t Cmi5Stories::kept() const
{
    const std::lock_guard lock(mutex_);
    return kept_.size();
}

std::unique_ptr<Cmi5Story> Cmi5Stories::take(const base::Uuid& registration)
{
    const std::lock_guard lock(mutex_);
    const auto found = places_.find(registration);
    if (found == places_.end()) return nullptr;
    auto out = std::move(found->second->second);
    parts_ -= out->parts();
    kept_.erase(found->second);
    places_.erase(found);
    return out;
}

void Cmi5Stories::keep(const base::Uuid& registration, std::unique_ptr<Cmi5Story> story)
{
    const std::lock_guard lock(mutex_);
    parts_ += story->parts();
    kept_.emplace_front(registration, std::move(story));
    places_[registration] = kept_.begin();
    while (parts_ > limits::cmi5_parts_kept && kept_.size() > 1) {
        parts_ -= kept_.back().second->parts();
        places_.erase(kept_.back().first);
        kept_.pop_back();
    }
}

} // namespace courses
