#include "content/cmi5_state.hpp"

#include "content/cmi5_vocabulary.hpp"
#include "statements/members.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace content {
namespace {

namespace json = boost::json;
using statements::object_in;
using statements::text_in;

constexpr std::array<std::string_view, cmi5_verbs> iris{
    cmi5::initialized, cmi5::completed, cmi5::passed, cmi5::failed, cmi5::terminated};

std::string_view id_in(const json::object& statement, std::string_view key)
{
    const auto* part = object_in(statement, key);
    return part ? text_in(*part, "id") : std::string_view();
}

bool has_id(const json::value& activity, std::string_view id)
{
    const auto* object = activity.if_object();
    return object && text_in(*object, "id") == id;
}

} // namespace

std::string_view name_of(Cmi5Verb verb)
{
    switch (verb) {
    case Cmi5Verb::initialized: return "initialized";
    case Cmi5Verb::completed: return "completed";
    case Cmi5Verb::passed: return "passed";
    case Cmi5Verb::failed: return "failed";
    case Cmi5Verb::terminated: return "terminated";
    }
    return {};
}

std::string_view iri_of(Cmi5Verb verb)
{
    return iris[static_cast<std::size_t>(verb)];
}

std::optional<Cmi5Verb> cmi5_verb(std::string_view iri)
{
    const auto* found = std::ranges::find(iris, iri);
    if (found == iris.end()) return std::nullopt;
    return static_cast<Cmi5Verb>(found - iris.begin());
}

std::optional<base::Uuid> cmi5_session_of(const json::object& statement)
{
    const auto* context = object_in(statement, "context");
    const auto* extensions = context ? object_in(*context, "extensions") : nullptr;
    if (!extensions) return std::nullopt;
    return base::parse_uuid(text_in(*extensions, cmi5::session_id));
}

std::optional<Timestamp> cmi5_time_of(const json::object& statement)
{
    const auto text = text_in(statement, "timestamp");
    const auto time = base::parse_timestamp(text, base::TimestampRules::iso8601);
    return time ? time : base::parse_timestamp(text, base::TimestampRules::rfc3339);
}

bool has_context_activity(const json::object& statement, std::string_view list, std::string_view id)
{
    const auto* context = object_in(statement, "context");
    const auto* activities = context ? object_in(*context, "contextActivities") : nullptr;
    const auto* found = activities ? activities->if_contains(list) : nullptr;
    if (!found) return false;
    const auto* array = found->if_array();
    if (!array) return has_id(*found, id);
    return std::ranges::any_of(*array, [&](const auto& each) { return has_id(each, id); });
}

void Cmi5State::apply(const Cmi5Ids& ids, const json::object& statement, Cmi5Teller teller)
{
    const auto session = cmi5_session_of(statement);
    if (!session) return;
    switch (teller) {
    case Cmi5Teller::system: return apply_system(ids, statement, *session);
    case Cmi5Teller::au: break;
    }
    const auto launched = sessions_.find(*session);
    if (launched == sessions_.end() || !launched->second.au) return;
    apply_au(statement, *session, *launched->second.au);
}

void Cmi5State::apply_au(const json::object& statement, const base::Uuid& session, std::size_t au)
{
    const auto time = cmi5_time_of(statement);
    const auto id = base::parse_uuid(text_in(statement, "id"));
    if (!time || !id) return;
    auto& state = sessions_[session];
    state.last = std::max(state.last.value_or(*time), *time);
    const auto verb = cmi5_verb(id_in(statement, "verb"));
    if (!verb || !has_context_activity(statement, "category", cmi5::category)) return;
    auto& said = state.said[static_cast<std::size_t>(*verb)];
    if (!said) said = Cmi5Said{*id, *time};
    switch (*verb) {
    case Cmi5Verb::completed:
        if (!aus_[au].completed) aus_[au].completed = time;
        break;
    case Cmi5Verb::passed:
        if (!aus_[au].passed) aus_[au].passed = time;
        break;
    case Cmi5Verb::initialized:
    case Cmi5Verb::failed:
    case Cmi5Verb::terminated: break;
    }
}

void Cmi5State::apply_system(const Cmi5Ids& ids, const json::object& statement,
                             const base::Uuid& session)
{
    const auto verb = id_in(statement, "verb");
    const auto object = id_in(statement, "object");
    const auto au = ids.au_of(object);
    if (verb == cmi5::launched && au) {
        auto& state = sessions_[session];
        state.au = au;
        state.launched = cmi5_time_of(statement);
    } else if (verb == cmi5::abandoned && au) {
        sessions_[session].abandoned = true;
    } else if (verb == cmi5::waived && au) {
        aus_[*au].waived = true;
    } else if (verb == cmi5::satisfied) {
        if (const auto unit = ids.unit_of(object)) say_satisfied(*unit);
    }
}

void Cmi5State::say_satisfied(const Cmi5Unit& unit)
{
    if (unit.kind == Cmi5Unit::Kind::course) {
        course_ = true;
    } else {
        blocks_[unit.index] = true;
    }
}

bool Cmi5State::is_said_satisfied(const Cmi5Unit& unit) const
{
    return unit.kind == Cmi5Unit::Kind::course ? course_ : blocks_[unit.index];
}

const Cmi5SessionState* Cmi5State::session(const base::Uuid& id) const
{
    const auto found = sessions_.find(id);
    return found == sessions_.end() ? nullptr : &found->second;
}

std::vector<base::Uuid> Cmi5State::open_sessions() const
{
    std::vector<base::Uuid> out;
    for (const auto& [id, state] : sessions_) {
        if (state.is_open()) out.push_back(id);
    }
    return out;
}

} // namespace content
