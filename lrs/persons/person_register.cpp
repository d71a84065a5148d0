#include "lrs/persons/person_register.hpp"

#include "base/limits.hpp"
#include "competency/person_codec.hpp"

#include <algorithm>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;
using competency::PersonEntry;
using competency::Persons;

} // namespace

competency::Roles roles_of(const competency::Roles& given, const Persons& persons,
                           base::Timestamp known_at)
{
    auto all = given;
    all.add(persons.roles(known_at));
    return all;
}

PersonRegister::PersonRegister(storage::Storage& storage, storage::Tenant tenant)
    : storage_(storage), tenant_(tenant), persons_(std::make_unique<Persons>()),
      roles_(std::make_shared<competency::Roles>())
{
}

Result<> PersonRegister::start()
{
    const std::unique_lock lock(mutex_);
    return read_again();
}

void PersonRegister::give(competency::Roles roles)
{
    const std::unique_lock lock(mutex_);
    given_ = std::move(roles);
    former_.reset();
    know_roles();
}

void PersonRegister::know_roles()
{
    auto all =
        std::make_shared<competency::Roles>(roles_of(given_, *persons_, competency::forever));
    const bool same = *all == *roles_;
    roles_ = std::move(all);
    if (changed_ && !same) changed_(*roles_);
}

void PersonRegister::on_roles(std::function<void(const competency::Roles&)> changed)
{
    const std::unique_lock lock(mutex_);
    changed_ = std::move(changed);
    changed_(*roles_);
}

std::shared_ptr<const competency::Roles> PersonRegister::roles(base::Timestamp known_at) const
{
    const std::shared_lock lock(mutex_);
    if (persons_->last_recorded().value_or(known_at) <= known_at) return roles_;
    const std::lock_guard one_at_a_time(former_mutex_);
    if (!former_ || former_known_at_ != known_at) {
        former_ = std::make_shared<competency::Roles>(roles_of(given_, *persons_, known_at));
        former_known_at_ = known_at;
    }
    return former_;
}

Result<> PersonRegister::read_again()
{
    auto fresh = std::make_unique<Persons>();
    std::optional<Error> failed;
    std::vector<PersonEntry> some;
    const auto take = [&] {
        if (const auto taken = fresh->append(some); !taken)
            failed = Error{ErrorKind::corrupt, "the persons that are kept do not follow from one "
                                               "another: " +
                                                   taken.error().why};
        some.clear();
    };
    const auto scanned = storage_.registers().scan(
        tenant_, persons_register, 0, [&](std::uint64_t, std::string_view bytes) {
            if (failed) return;
            auto entry = competency::decode(bytes);
            if (!entry) {
                failed = entry.error();
                return;
            }
            some.push_back(std::move(*entry));
            if (some.size() == limits::register_entries_at_once) take();
        });
    if (!scanned) return scanned.error();
    if (!failed && !some.empty()) take();
    if (failed) return *failed;
    persons_ = std::move(fresh);
    know_roles();
    return {};
}

Result<std::size_t> PersonRegister::add(const std::string& by, const Make& make)
{
    const std::lock_guard one_at_a_time(adding_);
    auto entries = read([&](const Persons& now) {
        const competency::EntryStamp next{
            now.last_number() + 1,
            std::max(storage::system_now(), now.last_recorded().value_or(base::Timestamp{})), by};
        return make(now, next);
    });
    if (!entries) return entries.error();
    if (entries->empty()) return std::size_t{0};
    if (entries->size() > limits::register_entries_at_once) {
        return Error{ErrorKind::too_large, "at most " +
                                               std::to_string(limits::register_entries_at_once) +
                                               " entries can be added at once"};
    }
    return keep(*entries, entries->front().stamp.number - 1);
}

Result<std::size_t> PersonRegister::keep(const std::vector<PersonEntry>& entries,
                                         std::uint64_t after)
{
    std::vector<std::string> bytes;
    for (const auto& entry : entries)
        bytes.push_back(competency::encode(entry));
    const std::unique_lock lock(mutex_);
    if (auto taken = persons_->append(entries); !taken) return taken.error();
    const auto kept = storage_.registers().append(tenant_, persons_register, bytes, after);
    if (!kept) {
        // It may be there or not: only the store knows. Without it nothing can be told.
        if (auto again = read_again(); !again) return again.error();
        return kept.error();
    }
    know_roles();
    return entries.size();
}

} // namespace lrs
