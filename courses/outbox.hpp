// Statements that are as good as told: they become durable together with what they follow from,
// and are told afterwards, once, whatever happens in between.
//
// They are kept as texts, with their ids and times, until it is known that they are stored. That
// they are is remembered here and noted for several at a time: what a crash leaves is told again,
// and the store knows its ids.
//
// Threads    Any; calls block. Those for one owner must follow one another.
// Limits     limits::outbox_inline_bytes, outbox_told.
// Errors     of storage. What the rules of statements refuse cannot be told ever: it is left out
//            and counted; to keep it would hold up all that comes behind it.
#pragma once

#include "courses/long_record.hpp"
#include "courses/teller.hpp"
#include "storage/storage.hpp"

#include <boost/json/object.hpp>

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <string_view>

namespace courses {

class Outbox {
public:
    Outbox(storage::Storage& storage, storage::Tenant tenant, std::string authority)
        : records_(storage.records()), tenant_(tenant),
          teller_(storage.statements(), tenant, std::move(authority))
    {
    }

    // Adds what keeps them, and removes what was told of this owner. `owner` has no slash, and
    // `step` is never used again for others. Very many are written ahead; without the changes they
    // count as not there.
    base::Result<> put(RecordChanges& changes, std::string_view owner, std::string_view step,
                       std::span<const boost::json::object> statements);

    // Tells what waits, in the order of put() as far as steps are in byte order.
    base::Result<> tell(std::string_view owner);

    // The same for every owner, and removes what was written ahead in vain. For the start: `hold`
    // is called with an owner and keeps others from it while what it returned lives.
    template <class Hold>
    base::Result<> tell_all(Hold hold)
    {
        std::string after;
        for (;;) {
            const auto owner = next_owner(after);
            if (!owner) return owner.error();
            if (owner->empty()) break;
            const auto held = hold(*owner);
            if (auto told = tell(*owner); !told) return told;
            after = *owner + '0'; // The character behind '/'.
        }
        for (std::string part;;) {
            const auto next = next_part(part);
            if (!next) return next.error();
            if (next->empty()) return note_told(0);
            part = *next;
            const auto held = hold(part.substr(0, part.find('/')));
            if (auto removed = remove_orphan(part); !removed) return removed;
        }
    }

    // Adds what removes everything of an owner.
    base::Result<> remove(RecordChanges& changes, std::string_view owner);

    std::uint64_t refused() const { return refused_; }

private:
    base::Result<std::string> next_owner(std::string_view after) const;
    base::Result<> tell(const storage::Record& waiting);
    base::Result<> tell_singly(std::span<const std::string> statements);
    // Of what was written ahead the next part behind this one. Empty: there is none.
    base::Result<std::string> next_part(std::string_view after) const;
    // Removes it when nothing waits that it is part of.
    base::Result<> remove_orphan(const std::string& part);
    // Removes what is told when there are more than so many of it.
    base::Result<> note_told(std::size_t enough);
    bool is_told(const std::string& key);
    void remove_told(RecordChanges& changes, std::string_view owner);

    storage::RecordStore& records_;
    const storage::Tenant tenant_;
    Teller teller_;
    std::mutex mutex_;
    std::map<std::string, std::size_t> told_; // How many further parts they have.
    std::atomic<std::uint64_t> refused_ = 0;
};

} // namespace courses
