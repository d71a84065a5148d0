#include "tests/courses/cmi5_room.hpp"

#include "base/limits.hpp"
#include "content/cmi5_vocabulary.hpp"
#include "statements/agent.hpp"
#include "statements/parse.hpp"
#include "statements/vocabulary.hpp"
#include "storage/memory/memory_storage.hpp"
#include "storage/put_text.hpp"

#include <stdexcept>

namespace support {
namespace {

const std::string other = R"({"account":{"homePage":"https://other.example","name":"x"}})";

courses::Cmi5Contents contents_of(Cmi5Course course)
{
    Cmi5Ids ids(course, lms);
    return {std::move(course), std::move(ids)};
}

} // namespace

std::string name_of(base::ErrorKind kind)
{
    using base::ErrorKind;
    switch (kind) {
    case ErrorKind::invalid: return "invalid";
    case ErrorKind::forbidden: return "forbidden";
    case ErrorKind::not_found: return "not_found";
    case ErrorKind::conflict: return "conflict";
    case ErrorKind::too_large: return "too_large";
    case ErrorKind::busy: return "busy";
    case ErrorKind::full: return "full";
    case ErrorKind::unknown: return "unknown";
    case ErrorKind::corrupt: return "corrupt";
    case ErrorKind::unauthorized:
    case ErrorKind::precondition:
    case ErrorKind::unsupported:
    case ErrorKind::too_many:
    case ErrorKind::internal: break;
    }
    return "another";
}

std::string refusal_of(const base::Error& error)
{
    if (error.complaints.empty()) return name_of(error.kind);
    return name_of(error.kind) + ' ' + rules_of(error.complaints);
}

base::Uuid id_of(const json::object& statement)
{
    return base::parse_uuid(std::string_view(statement.at("id").as_string())).value();
}

courses::Authorities cmi5_authorities()
{
    return {R"({"objectType":"Agent","account":{"homePage":"https://lrs.example","name":"lms"}})",
            R"({"objectType":"Agent","account":{"homePage":"https://lrs.example","name":"au"}})"};
}

Cmi5Room::Cmi5Room(Cmi5Course course)
    : storage(storage::memory::open({.clock = clock.clock(), .key = {}})),
      package{.id = uuid(0xb000),
              .course = uuid(0xb000),
              .iri = "https://lrs.example/course",
              .title = "Course",
              .language = "en",
              .imported = at(0),
              .contents = contents_of(course),
              .files = {}},
      registration{uuid(0xa000), package.id, package.course, learner(), at(0)},
      maker(std::move(course))
{
    clock.set(at(0));
    clock.tick(1us);
    restart();
}

void Cmi5Room::restart()
{
    runs = std::make_unique<courses::Cmi5Runs>(storage, cmi5_tenant, cmi5_authorities(),
                                               clock.clock());
}

courses::Launch Cmi5Room::fresh(std::size_t au, content::LaunchMode mode)
{
    courses::Launch out;
    out.id = uuid(0x5000 + ++launches);
    out.registration = registration.id;
    out.package = package.id;
    out.item = package.cmi5()->course.aus[au].id;
    out.mode = mode;
    out.begun = at(++maker.second);
    out.expires = out.begun + limits::launch_lifetime;
    return out;
}

RunningAu Cmi5Room::launch(std::size_t au, content::LaunchMode mode)
{
    RunningAu out;
    out.launch = fresh(au, mode);
    const auto launched = runs->launch(package, registration, out.launch,
                                       {"https://content.example/p/t/c", "https://lrs.example/xapi",
                                        "https://content.example/fetch/t"});
    if (!launched) throw std::runtime_error(launched.error().why);
    out.url = launched->url;
    out.abandoned = launched->abandoned;
    out.launch.fetched = true;

    const auto& contents = *package.cmi5();
    const storage::DocumentKey key{{storage::DocumentKind::state, contents.ids.au(au),
                                    statements::identity(registration.actor).value()},
                                   registration.id,
                                   std::string(content::cmi5::launch_data)};
    const auto data = storage.documents().find(cmi5_tenant, key).value();
    out.session = {.id = out.launch.id,
                   .registration = registration.id,
                   .au = au,
                   .activity = contents.ids.au(au),
                   .actor = registration.actor,
                   .mode = mode,
                   .context_template = parsed(data->body).at("contextTemplate").as_object(),
                   .mastery_score = contents.course.aus[au].mastery_score};
    return out;
}

RunningAu Cmi5Room::begin(std::size_t au)
{
    auto out = launch(au);
    if (const auto refused = send(out, "initialized"); !refused.empty())
        throw std::runtime_error(refused);
    return out;
}

std::string Cmi5Room::send(const RunningAu& au, const json::array& statements)
{
    const auto authority = cmi5_authorities().content;
    const statements::Acceptance acceptance{statements::Version::v1_0_3, authority,
                                            storage.statements().key(), base::random_uuid};
    auto prepared = statements::prepare(json_text(statements), acceptance);
    if (!prepared) return refusal_of(prepared.error());
    const auto stored =
        runs->store(package, registration, au.launch, statements, std::move(*prepared));
    if (!stored) return refusal_of(stored.error());
    for (std::size_t index = 0; index < statements.size(); ++index) {
        if (stored->ids.at(index) != id_of(statements[index].as_object())) return "wrong ids";
    }
    return stored->ids.size() == statements.size() ? "" : "too many ids";
}

std::string Cmi5Room::send(const RunningAu& au, const json::object& statement)
{
    return send(au, json::array{statement});
}

std::string Cmi5Room::send(const RunningAu& au, std::string_view verb)
{
    return send(au, say(au, verb));
}

json::object Cmi5Room::say(const RunningAu& au, std::string_view verb)
{
    return maker.say(au.session, verb);
}

json::object Cmi5Room::say(const RunningAu& au, std::string_view verb, int second)
{
    auto out = say(au, verb);
    out["timestamp"] = base::to_string(at(second));
    return out;
}

std::vector<json::value> Cmi5Room::put_by_other(const json::object& statement)
{
    const auto put =
        storage::put_text(storage.statements(), cmi5_tenant, other, json_text(statement));
    if (!put) throw std::runtime_error(put.error().why);
    const auto stored = storage.statements().find(cmi5_tenant, put->ids.front()).value();
    return {statements::parse_stored(stored->text)};
}

base::Uuid Cmi5Room::slip_in(const json::object& statement)
{
    const auto stored = put_by_other(statement);
    if (auto looked = runs->look_at_others(package, registration, stored); !looked)
        throw std::runtime_error(looked.error().why);
    return id_of(stored.front().as_object());
}

void Cmi5Room::void_by(std::string_view authority, const base::Uuid& target)
{
    const json::object statement{
        {"actor", learner()},
        {"verb", {{"id", statements::voided_verb}}},
        {"object", {{"objectType", "StatementRef"}, {"id", base::to_string(target)}}}};
    const auto put =
        storage::put_text(storage.statements(), cmi5_tenant, authority, json_text(statement));
    if (!put) throw std::runtime_error(put.error().why);
}

void Cmi5Room::void_by_other(const base::Uuid& target)
{
    void_by(other, target);
}

std::vector<json::value> Cmi5Room::log() const
{
    statements::Query query;
    query.limit = limits::page_statements_max;
    query.ascending = true;
    std::vector<json::value> out;
    auto& store = storage.statements();
    std::optional<storage::Cursor> from;
    do {
        const auto page = store.query(cmi5_tenant, query, from, storage::Deadline::max()).value();
        for (const auto& each : page.statements)
            out.push_back(statements::parse_stored(each.text));
        from = page.next;
    } while (from);
    return out;
}

std::string Cmi5Room::verbs(std::size_t from) const
{
    std::string out;
    std::size_t index = 0;
    for (const auto& statement : log()) {
        if (index++ < from) continue;
        const std::string verb(statement.at("verb").at("id").as_string());
        out.append(out.empty() ? "" : " ").append(verb.substr(verb.rfind('/') + 1));
        const std::string object(statement.at("object").at("id").as_string());
        const auto unit = package.cmi5()->ids.unit_of(object);
        if (!unit) continue;
        out += unit->kind == content::Cmi5Unit::Kind::course
                   ? "(course)"
                   : "(b" + std::to_string(unit->index) + ')';
    }
    return out;
}

bool Cmi5Room::is_voided(const base::Uuid& id) const
{
    auto& store = storage.statements();
    return store.find(cmi5_tenant, id).value().value().voided;
}

courses::Cmi5Progress Cmi5Room::progress()
{
    return runs->progress(package, registration).value();
}

} // namespace support
