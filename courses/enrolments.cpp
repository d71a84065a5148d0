#include "courses/enrolments.hpp"

#include "base/limits.hpp"

#include <algorithm>

namespace courses {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;

constexpr std::string_view registrations_kind = "registration";
constexpr std::string_view by_person = "registration-of";
constexpr std::string_view by_package = "registration-in";
constexpr std::string_view launches_kind = "launch";
constexpr std::string_view by_registration = "launch-of";

std::string way(const base::Uuid& from, const base::Uuid& to)
{
    return base::to_string(from) + '/' + base::to_string(to);
}

storage::RecordChange put(std::string_view kind, std::string key, std::string value)
{
    return {std::string(kind), std::move(key), std::move(value)};
}

Error unknown_token()
{
    return {ErrorKind::unauthorized, "This link is not valid, or its time is over: launch again"};
}

} // namespace

Result<Enrolled> Enrolments::enrol(const Package& package, boost::json::object actor,
                                   std::vector<storage::RecordChange> with)
{
    const auto identity = enrolled_identity(actor);
    if (!identity) return identity.error();
    const std::lock_guard lock(enrolling_);
    auto known = of(*identity, package.course);
    if (!known) return known.error();
    if (*known) return Enrolled{std::move(**known), false};
    Registration made{base::random_uuid(), package.id, package.course, std::move(actor), now_()};
    const auto id = base::to_string(made.id);
    with.push_back(put(registrations_kind, id, encode(made)));
    with.push_back(put(by_person, person_key(*identity) + base::to_string(package.course), id));
    with.back().former = storage::Former{}; // Whoever else may do the same.
    with.push_back(put(by_package, way(package.id, made.id), id));
    if (auto kept = records_.change(tenant_, with); !kept) return kept.error();
    return Enrolled{std::move(made), true};
}

Result<std::optional<Registration>> Enrolments::of(std::string_view identity,
                                                   const base::Uuid& course) const
{
    const auto text =
        records_.get(tenant_, by_person, person_key(identity) + base::to_string(course));
    if (!text) return text.error();
    if (!*text) return std::optional<Registration>();
    auto found = find(base::parse_uuid(**text).value_or(base::Uuid{}));
    if (found && !*found)
        return Error{ErrorKind::corrupt, "a registration is missing that a person has"};
    return found;
}

Result<std::optional<Registration>> Enrolments::find(const base::Uuid& registration) const
{
    const auto text = records_.get(tenant_, registrations_kind, base::to_string(registration));
    if (!text) return text.error();
    if (!*text) return std::optional<Registration>();
    auto out = decode_registration(registration, **text);
    if (!out) return out.error();
    return std::optional(std::move(*out));
}

Result<std::vector<Registration>> Enrolments::registrations(std::vector<storage::Record> ways) const
{
    std::vector<Registration> out;
    for (const auto& record : ways) {
        const auto id = base::parse_uuid(record.value);
        auto found = find(id.value_or(base::Uuid{}));
        if (!found) return found.error();
        if (*found) out.push_back(std::move(**found));
    }
    return out;
}

Result<std::vector<Registration>> Enrolments::of_person(std::string_view identity) const
{
    auto ways = records_.scan(tenant_, by_person, person_key(identity), "",
                              limits::registrations_of_person);
    if (!ways) return ways.error();
    return registrations(std::move(*ways));
}

Result<std::vector<Registration>> Enrolments::of_package(const base::Uuid& package,
                                                         std::optional<base::Uuid> after,
                                                         std::size_t limit) const
{
    const auto behind = after ? way(package, *after) : std::string();
    auto ways = records_.scan(tenant_, by_package, base::to_string(package) + '/', behind, limit);
    if (!ways) return ways.error();
    return registrations(std::move(*ways));
}

Result<Opened> Enrolments::open(const Registration& registration, const Opening& opening)
{
    Opened out;
    out.launch.id = base::random_uuid();
    out.launch.registration = registration.id;
    out.launch.package = registration.package;
    out.launch.item = opening.item;
    out.launch.mode = opening.mode;
    out.launch.return_url = opening.return_url;
    out.launch.begun = now_();
    out.launch.expires = out.launch.begun + limits::launch_lifetime;
    for (std::size_t at = 0; at < purposes; ++at) {
        out.secrets[at] = random_secret();
        out.launch.secrets[at] = base::sha256(out.secrets[at]);
    }
    const std::lock_guard lock(changing_);
    const auto earlier = launches(registration.id);
    if (!earlier) return earlier.error();
    const auto id = base::to_string(out.launch.id);
    const auto is_over = [&](const Launch& one) { return one.expires <= out.launch.begun; };
    const auto over = static_cast<std::size_t>(std::ranges::count_if(*earlier, is_over));
    if (earlier->size() - over >= limits::launches_of_registration) {
        return Error{ErrorKind::too_many, "This registration was launched " +
                                              std::to_string(limits::launches_of_registration) +
                                              " times within a day; try again later"};
    }
    std::vector<storage::RecordChange> changes{
        put(launches_kind, id, encode(out.launch)),
        put(by_registration, way(registration.id, out.launch.id), id)};
    for (const auto& launch : *earlier) {
        if (!is_over(launch) || changes.size() + 2 > limits::record_changes) continue;
        changes.push_back({std::string(launches_kind), base::to_string(launch.id), std::nullopt});
        changes.push_back(
            {std::string(by_registration), way(registration.id, launch.id), std::nullopt});
    }
    if (auto kept = records_.change(tenant_, changes); !kept) return kept.error();
    return out;
}

Result<std::optional<Launch>> Enrolments::launch(const base::Uuid& launch) const
{
    const auto text = records_.get(tenant_, launches_kind, base::to_string(launch));
    if (!text) return text.error();
    if (!*text) return std::optional<Launch>();
    auto out = decode_launch(launch, **text);
    if (!out) return out.error();
    return std::optional(std::move(*out));
}

Result<std::vector<Launch>> Enrolments::launches(const base::Uuid& registration) const
{
    std::vector<Launch> out;
    const auto ways = records_.scan(tenant_, by_registration, base::to_string(registration) + '/',
                                    "", 2 * limits::launches_of_registration);
    if (!ways) return ways.error();
    for (const auto& record : *ways) {
        const auto id = base::parse_uuid(record.value);
        auto found = launch(id.value_or(base::Uuid{}));
        if (!found) return found.error();
        if (*found) out.push_back(std::move(**found));
    }
    std::ranges::sort(out, {}, &Launch::begun);
    return out;
}

Result<Launch> Enrolments::change(const base::Uuid& id, const std::function<bool(Launch&)>& change)
{
    const std::lock_guard lock(changing_);
    auto found = launch(id);
    if (!found) return found.error();
    if (!*found) return Error{ErrorKind::not_found, "There is no such launch"};
    auto& now = **found;
    if (!change(now)) return std::move(now);
    const storage::RecordChange kept[] = {put(launches_kind, base::to_string(id), encode(now))};
    if (auto done = records_.change(tenant_, kept); !done) return done.error();
    return std::move(now);
}

Result<Launch> Enrolments::admit(const Token& token, Purpose purpose) const
{
    const auto found = launch(token.launch);
    if (!found) return found.error();
    if (!*found || !opens(**found, purpose, token.secret)) return unknown_token();
    if ((*found)->expires <= now_()) return unknown_token();
    return **found;
}

} // namespace courses
