#include "courses/cmi5_runs.hpp"

#include "base/limits.hpp"
#include "content/cmi5_gate.hpp"
#include "content/cmi5_satisfaction.hpp"
#include "content/cmi5_statements.hpp"
#include "content/cmi5_vocabulary.hpp"
#include "content/course_url.hpp"
#include "courses/cmi5_batch.hpp"
#include "courses/cmi5_case.hpp"
#include "courses/cmi5_stories.hpp"
#include "courses/teller.hpp"
#include "statements/agent.hpp"
#include "statements/members.hpp"
#include "statements/query.hpp"
#include "statements/vocabulary.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cassert>

namespace courses {

namespace cmi5 = content::cmi5;
namespace json = boost::json;

using base::Error;
using base::ErrorKind;
using base::Result;
using base::Uuid;
using content::Cmi5Session;
using statements::text_in;

namespace {

using Held = Cmi5Stories::Held;

// Of LMS.LaunchData, when somebody else keeps writing it.
constexpr int attempts = 16;

std::string identity_in(const std::string& authority)
{
    return statements::identity(json::parse(authority)).value();
}

} // namespace

class Cmi5Runs::Room {
public:
    Room(storage::Storage& store, storage::Tenant whose, Authorities who, storage::Clock time)
        : storage(store), tenant(whose), authorities(std::move(who)), clock(std::move(time)),
          stories(store.statements(), whose, identity_in(authorities.system),
                  identity_in(authorities.content)),
          teller(store.statements(), whose, authorities.system)
    {
        assert(identity_in(authorities.system) != identity_in(authorities.content));
    }

    Result<Held> open(const Cmi5Case& where)
    {
        return stories.open(where.contents, where.registration);
    }

    // The same, when something is to be stored: first of all what the system has not said yet,
    // because it did not come to it or because of what others have said.
    Result<Held> settle(const Cmi5Case& where)
    {
        auto story = open(where);
        if (!story) return story;
        if (auto done = void_intruders((*story)->intruders()); !done) return done.error();
        (*story)->forget_intruders();
        const auto due = (*story)->due(where.contents, where.registration);
        if (auto done = teller.tell(where.satisfied(due)); !done) return done.error();
        for (const auto& each : due)
            (*story)->say_satisfied(each.unit);
        return story;
    }

    Result<> void_intruders(std::span<const Cmi5Intruder> intruders)
    {
        std::vector<json::object> out;
        const auto by = json::parse(authorities.system);
        for (const auto& intruder : intruders)
            out.push_back(cmi5_voiding(by, intruder));
        return teller.tell(out);
    }

    Result<> put_launch_data(const Cmi5Case& where, const content::Cmi5Launch& launch)
    {
        const storage::DocumentKey key{{storage::DocumentKind::state,
                                        where.contents.ids.au(launch.au),
                                        statements::identity(where.registration.actor).value()},
                                       where.registration.id,
                                       std::string(cmi5::launch_data)};
        const auto body = json::serialize(content::launch_data(where.contents.course, launch));
        for (int attempt = 0; attempt < attempts; ++attempt) {
            const auto there = storage.documents().find(tenant, key);
            if (!there) return there.error();
            const auto seen = *there ? std::optional((*there)->updated) : std::nullopt;
            auto done = storage.documents().write(
                tenant, {{key, seen, storage::Document{"application/json", body}}});
            if (done || done.error().kind != ErrorKind::precondition) return done;
        }
        return Error{ErrorKind::busy, "others keep writing LMS.LaunchData of this launch"};
    }

    // Those of the statements whose id nobody has used. What is there and does not count was
    // voided, and is not said again.
    Result<std::vector<json::object>> fresh(std::vector<json::object> statements) const
    {
        std::vector<json::object> out;
        for (auto& statement : statements) {
            const auto id = base::parse_uuid(text_in(statement, "id"));
            const auto there = storage.statements().find(tenant, *id);
            if (!there) return there.error();
            if (!*there) out.push_back(std::move(statement));
        }
        return out;
    }

    Result<storage::Committed> put(const Cmi5Case& where, const Cmi5Session& session,
                                   std::span<const content::Cmi5Verdict> verdicts,
                                   statements::PreparedBatch prepared);

    storage::Storage& storage;
    const storage::Tenant tenant;
    const Authorities authorities;
    const storage::Clock clock;
    Cmi5Stories stories;
    Teller teller;
};

std::optional<std::size_t> cmi5_au(const Cmi5Contents& contents, std::string_view item)
{
    const auto& aus = contents.course.aus;
    if (item.empty() && !aus.empty()) return 0;
    const auto found = std::ranges::find(aus, item, &content::Cmi5Au::id);
    if (found == aus.end()) return std::nullopt;
    return static_cast<std::size_t>(found - aus.begin());
}

Cmi5Runs::Cmi5Runs(storage::Storage& storage, storage::Tenant tenant, Authorities authorities,
                   storage::Clock clock)
    : room_(std::make_unique<Room>(storage, tenant, std::move(authorities), std::move(clock)))
{
}

Cmi5Runs::~Cmi5Runs() = default;

Result<> Cmi5Runs::enrol(const Package& package, const Registration& registration)
{
    const auto story = room_->settle({package, registration});
    if (!story) return story.error();
    return {};
}

Result<Cmi5Runs::Launched> Cmi5Runs::launch(const Package& package,
                                            const Registration& registration, const Launch& fresh,
                                            const Place& place)
{
    const Cmi5Case where(package, registration);
    const auto au = cmi5_au(where.contents, fresh.item);
    if (!au)
        return Error{ErrorKind::not_found, "this course has no AU with the id " + fresh.item,
                     "item"};
    const auto story = room_->settle(where);
    if (!story) return story.error();

    Launched out;
    out.method = where.contents.course.aus[*au].launch_method;
    std::vector<json::object> ended;
    for (const auto& id : (*story)->state().open_sessions()) {
        if (id == fresh.id) continue; // It has been tried before.
        ended.push_back(where.abandoned(id, *(*story)->state().session(id), fresh.begun));
        out.abandoned.push_back(id);
    }
    if (auto done = room_->teller.tell(ended); !done) return done.error();

    auto launch = Cmi5Case::launch(fresh, *au);
    launch.url = content::complete_url(where.contents.course.aus[*au].url, place.folder);
    if (auto done = room_->put_launch_data(where, launch); !done) return done.error();
    const std::vector said{content::launched_statement(where.enrolment, launch)};
    if (auto done = room_->teller.tell(said); !done) return done.error();
    out.url = content::cmi5_launch_url(content::session_of(where.enrolment, launch), launch.url,
                                       {place.endpoint, place.fetch});
    return out;
}

Result<> Cmi5Runs::check_session(const Package& package, const Registration& registration,
                                 const Launch& launch)
{
    const Cmi5Case where(package, registration);
    const auto story = room_->open(where);
    if (!story) return story.error();
    return content::check_session((*story)->state(),
                                  where.session(**story, launch, room_->clock()));
}

Result<> Cmi5Runs::check_document(const Package& package, const Registration& registration,
                                  const Launch& launch, const content::Cmi5DocumentRequest& request)
{
    const Cmi5Case where(package, registration);
    const auto story = room_->open(where);
    if (!story) return story.error();
    const auto session = where.session(**story, launch, room_->clock());
    if (auto usable = content::check_session((*story)->state(), session); !usable) return usable;
    return content::check_document_request(session, request);
}

Result<storage::Committed> Cmi5Runs::store(const Package& package, const Registration& registration,
                                           const Launch& launch,
                                           std::span<const json::value> received,
                                           statements::PreparedBatch prepared)
{
    assert(received.size() == prepared.statements.size());
    const Cmi5Case where(package, registration);
    const auto story = room_->settle(where);
    if (!story) return story.error();
    const auto session = where.session(**story, launch, room_->clock());
    const auto verdicts = content::gate(where.contents.course, where.contents.ids,
                                        (*story)->state(), session, received);
    if (!verdicts) return verdicts.error();
    return room_->put(where, session, *verdicts, std::move(prepared));
}

// The story is not told of it: it will be read from the log, be it there or not.
Result<storage::Committed> Cmi5Runs::Room::put(const Cmi5Case& where, const Cmi5Session& session,
                                               std::span<const content::Cmi5Verdict> verdicts,
                                               statements::PreparedBatch prepared)
{
    std::vector<json::object> answers;
    std::vector<std::size_t> counts;
    for (const auto& verdict : verdicts) {
        std::vector<json::object> some;
        for (const auto& unit : verdict.satisfied)
            some.push_back(
                content::satisfied_statement(where.enrolment, unit, session.id, verdict.at));
        auto unsaid = fresh(std::move(some));
        if (!unsaid) return unsaid.error();
        counts.push_back(unsaid->size());
        std::ranges::move(*unsaid, std::back_inserter(answers));
    }
    if (answers.empty()) return storage.statements().put(tenant, std::move(prepared));

    std::vector<Uuid> ids;
    for (const auto& statement : prepared.statements)
        ids.push_back(statement.id);
    statements::Acceptance acceptance{prepared.version, authorities.system,
                                      storage.statements().key(), base::random_uuid};
    acceptance.defines = true;
    auto own = prepare_answers(answers, acceptance);
    if (!own) return own.error();
    auto batches = spliced(std::move(prepared), std::move(*own), counts);
    if (!batches) return batches.error();
    storage::Committed out;
    for (auto& batch : *batches) {
        const auto done = storage.statements().put(tenant, std::move(batch));
        if (!done) return done.error();
        out.added += done->added;
        out.last = done->last;
    }
    out.ids = std::move(ids);
    return out;
}

Result<bool> Cmi5Runs::waive(const Package& package, const Registration& registration,
                             std::size_t au, std::string_view reason)
{
    const Cmi5Case where(package, registration);
    if (au >= where.contents.course.aus.size())
        return Error{ErrorKind::not_found, "this course has no such AU", "au"};
    if (reason.empty() || reason.size() > limits::waive_reason_bytes)
        return Error{ErrorKind::invalid,
                     "reason must be a text of 1 to " + std::to_string(limits::waive_reason_bytes) +
                         " bytes, such as Administrative",
                     "reason"};
    const auto story = room_->settle(where);
    if (!story) return story.error();
    if ((*story)->state().au(au).waived) return false;

    const auto session = base::random_uuid();
    const auto at = room_->clock();
    std::vector said{content::waived_statement(where.enrolment, au, session, at, reason)};
    auto unsaid = room_->fresh(said);
    if (!unsaid) return unsaid.error();
    if (unsaid->empty())
        return Error{ErrorKind::conflict, "this AU was waived once, and that was voided"};
    auto state = (*story)->state();
    state.apply(where.contents.ids, said.front(), content::Cmi5Teller::system);
    for (const auto& unit : content::newly_satisfied(where.contents.course, state))
        said.push_back(content::satisfied_statement(where.enrolment, unit, session, at));
    if (auto done = room_->teller.tell(said); !done) return done.error();
    return true;
}

Result<bool> Cmi5Runs::abandon(const Package& package, const Registration& registration,
                               const Uuid& session)
{
    const Cmi5Case where(package, registration);
    const auto story = room_->settle(where);
    if (!story) return story.error();
    const auto* said = (*story)->state().session(session);
    if (!said || !said->is_open()) return false;
    const std::vector ended{where.abandoned(session, *said, room_->clock())};
    if (auto done = room_->teller.tell(ended); !done) return done.error();
    return true;
}

Result<> Cmi5Runs::look_at_others(const Package& package, const Registration& registration,
                                  std::span<const json::value> stored)
{
    const Cmi5Case where(package, registration);
    const auto story = room_->settle(where); // Those of this registration among them.
    if (!story) return story.error();
    std::vector<Cmi5Intruder> strangers;
    for (const auto& each : stored) {
        const auto* statement = each.if_object();
        if (!statement || where.is_about(*statement)) continue;
        auto intruder = (*story)->judge(where.contents, registration, *statement,
                                        statements::stored_of(each).value_or(room_->clock()));
        if (intruder) strangers.push_back(std::move(*intruder));
    }
    return room_->void_intruders(strangers);
}

Result<Cmi5Progress> Cmi5Runs::progress(const Package& package, const Registration& registration)
{
    const Cmi5Case where(package, registration);
    const auto story = room_->open(where);
    if (!story) return story.error();
    return (*story)->progress(where.contents, registration);
}

} // namespace courses
