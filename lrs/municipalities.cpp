#include "lrs/municipalities.hpp"

#include <mutex>

namespace lrs {

Municipality::Municipality(storage::Storage& store, storage::Tenant number, const std::string& name,
                           Journal& journal, const competency::Authorities& own,
                           const std::string& base_url)
    : storage(store), tenant(number), persons(store, number),
      competency(store, number, journal, own),
      publishing(store, persons, competency, {base_url, name}),
      retention(store, persons, competency, {base_url, name}),
      courses(store, number, name, base_url)
{
}

Municipalities::Municipalities(storage::Storage& storage, Journal& journal,
                               competency::Authorities own, std::string base_url)
    : storage_(storage), journal_(journal), own_(std::move(own)), base_url_(std::move(base_url))
{
}

base::Result<> Municipalities::add(storage::Tenant tenant, const std::string& name,
                                   competency::Roles roles)
{
    if (find(tenant)) return {};
    auto fresh = std::make_unique<Municipality>(storage_, tenant, name, journal_, own_, base_url_);
    if (auto started = fresh->persons.start(); !started) return started;
    fresh->persons.give(std::move(roles));
    fresh->persons.on_roles([follower = &fresh->competency](const competency::Roles& now) {
        follower->set_roles(now);
    });
    if (auto started = fresh->courses.start(); !started) return started;
    if (auto started = fresh->competency.start(); !started) return started;
    const std::unique_lock lock(mutex_);
    all_.emplace(tenant, std::move(fresh));
    return {};
}

Municipality* Municipalities::find(storage::Tenant tenant) const
{
    const std::shared_lock lock(mutex_);
    const auto found = all_.find(tenant);
    return found == all_.end() ? nullptr : found->second.get();
}

std::vector<const Municipality*> Municipalities::all() const
{
    std::vector<const Municipality*> out;
    const std::shared_lock lock(mutex_);
    for (const auto& [tenant, one] : all_)
        out.push_back(one.get());
    return out;
}

void Municipalities::stop()
{
    const std::shared_lock lock(mutex_);
    for (const auto& [tenant, one] : all_)
        one->competency.stop();
}

} // namespace lrs
