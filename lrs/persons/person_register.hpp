// The persons of one tenant: kept in the store's register "persons", answered from memory.
//
// Operation    What is told is added to the copy in memory, which checks it, then to the store;
//              when the store refuses, the copy is read again. Nothing is seen that is not
//              durable.
// Concurrency  Any thread may call anything; all of it blocks. Many read at a time, one adds.
#pragma once

#include "competency/persons.hpp"
#include "competency/roles.hpp"
#include "storage/storage.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace lrs {

// Its name in the store.
inline constexpr std::string_view persons_register = "persons";

// Who has which role, as known then: those that were given from outside, for ever, and those that
// the entries tell.
competency::Roles roles_of(const competency::Roles& given, const competency::Persons& persons,
                           base::Timestamp known_at);

class PersonRegister {
public:
    PersonRegister(storage::Storage& storage, storage::Tenant tenant);

    // Reads what is kept. corrupt: it does not decode.
    base::Result<> start();

    // `look` must not call this object again.
    template <class Look>
    auto read(Look look) const -> std::invoke_result_t<Look, const competency::Persons&>
    {
        const std::shared_lock lock(mutex_);
        return look(*persons_);
    }

    // Entries whose stamps go on from this one.
    using Make = std::function<base::Result<std::vector<competency::PersonEntry>>(
        const competency::Persons& now, const competency::EntryStamp& next)>;

    // How many were added. Whoever calls waits until they are durable.
    //   invalid  complaints of `make`, or of what only the whole shows
    base::Result<std::size_t> add(const std::string& by, const Make& make);

    // roles_of() what was given.
    std::shared_ptr<const competency::Roles> roles(base::Timestamp known_at) const;
    // Given from outside, for ever.
    void give(competency::Roles roles);

    // Called with the roles as known now: at once, and after each change.
    void on_roles(std::function<void(const competency::Roles&)> changed);

private:
    base::Result<> read_again();
    void know_roles();
    base::Result<std::size_t> keep(const std::vector<competency::PersonEntry>& entries,
                                   std::uint64_t after);

    storage::Storage& storage_;
    const storage::Tenant tenant_;
    std::mutex adding_; // One at a time, from the stamp to the store.
    mutable std::shared_mutex mutex_;
    std::unique_ptr<competency::Persons> persons_;
    competency::Roles given_;
    std::shared_ptr<const competency::Roles> roles_; // As known now.
    // As known at the time that was asked for last: whoever asks about many people asks for it
    // again for each of them.
    mutable std::mutex former_mutex_;
    mutable base::Timestamp former_known_at_{};
    mutable std::shared_ptr<const competency::Roles> former_;
    std::function<void(const competency::Roles&)> changed_;
};

} // namespace lrs
